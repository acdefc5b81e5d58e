//! The parties that a deployment talks to: carriers, PSAP, mail server, presence service, number pool, location source.
//!
//! Each owns its state and decides from it, when woken, what to say; none acts inside the step that called it, and none
//! holds a message made earlier. They know neither the clock's mover nor the trace that is kept of them.

mod carrier;
mod health;
mod heard;
mod mail;
mod parties;
mod pool;
mod post;
mod set_up;

pub use carrier::{Carrier, LegFault};
pub use health::Health;
pub use heard::Heard;
pub use parties::{Asked, Parties, Said, Wake};
pub use post::{Post, Reply, Response, Transaction, Upset, is_path};
