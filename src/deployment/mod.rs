//! The seam: deployments of every kind behind one conductor.
//!
//! Owns the drivers that turn orders into work, and the facts that hold unless a scenario states others. Knows no
//! requirement and judges nothing.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod borders;
mod carriage;
mod cast;
mod counts;
mod crew;
mod defaults;
mod facts_check;
pub mod http;
mod in_process;
mod mails;
mod named;
mod people;
pub mod safety;
mod simulated;
mod smtp;
mod test_calls;

pub use borders::{Borders, Unseen};
pub use carriage::{Bag, ByHand, Carriage, Carried, Given, Parcel};
pub use defaults::Defaults;
pub use facts_check::{Misfit, misfits};
pub use in_process::{Make, Ran, RunOptions, carried, head, plan, refused, run, run_over};
pub use mails::{Submitted, mails, mails_in};
pub use simulated::{Pace, run_paced};
pub use smtp::{Certificate, Client, Limits, Sent, Sink, Smtp, SmtpSettings, Taken};
