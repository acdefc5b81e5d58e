//! The discrete-event kernel: what happens next, and which random numbers it sees.
//!
//! Owns the order of events ([`queue`]), the named generators of a run ([`stream`]), the distributions drawn from them
//! ([`sampler`]), and what repeated runs say together ([`statistics`]). Knows no telephony, no operating-system clock and
//! no global randomness: a run is a pure function of what is scheduled and of the seed.

mod heap;
pub mod queue;
pub mod sampler;
mod sampler_fraction;
pub mod statistics;
pub mod stream;

pub use queue::{Handle, Queue};
pub use statistics::Estimate;
pub use stream::{Stream, Streams};
