//! The conductor: owns a run, and says what is to be done next.
//!
//! Owns the run clock, the queue of what is due, the counterparts and the trace. It is a state machine with three
//! entries: [`Conductor::next_order`] gives an order, [`Conductor::report`] says that it was carried out,
//! [`Conductor::arrived`] takes whatever comes from the deployment. It knows neither the reference nor HTTP nor any
//! requirement.

mod administration;
mod armed;
mod arrive;
mod carrier;
mod conductor;
mod crash;
mod line;
mod order;
mod program;
mod real;
mod sample;
mod stimuli;
mod supported;

pub use conductor::{Conductor, Plan, Stop};
pub use order::{Disposition, Order, OrderId, Ordered, Outcome};
pub use supported::supported_fact;
