//! Deployments behind HTTP: the reference in a process of its own gives the traces that it gives in this one, and nothing
//! that could reach a real emergency service is ever dialled.

mod command;
mod compared;
mod doctor;
mod document;
mod ends;
mod file;
mod hostile;
mod independent;
mod interlock;
mod liar;
mod log;
mod process;

use std::time::Duration;

use spec911::deployment::http::{Live, Remote};

/// A deployment at an address.
fn live(base: &str) -> Live {
    Live { test_calls: true, ..Live::new(Remote::new(base, None, Duration::from_secs(6))) }
}
