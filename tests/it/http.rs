//! Deployments behind HTTP: the reference in a process of its own gives the traces that it gives in this one, and nothing
//! that could reach a real emergency service is ever dialled.

mod answers;
mod command;
mod compared;
mod doctor;
mod document;
mod ends;
mod file;
mod front;
mod gate;
mod hostile;
mod independent;
mod interlock;
mod interrupted;
mod levels;
mod liar;
mod log;
mod mailed;
mod probes;
mod process;
mod secrets;
mod strange;
mod strict;

use std::time::Duration;

use spec911::deployment::http::{Live, Remote};

/// A deployment at an address.
fn live(base: &str) -> Live {
    Live { test_calls: true, ..Live::new(Remote::new(base, None, Duration::from_secs(6))) }
}
