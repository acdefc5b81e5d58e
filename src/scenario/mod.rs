//! Scenarios as YAML: to values and back through the one table, errors with their line and a suggestion.
//!
//! Owns the shape of a scenario file, and the advice on a value or phrase that does not fit, which Gherkin shares.
//! Knows neither Gherkin's syntax nor what a scenario is run against.

mod advice;
mod closest;
mod guess;
mod head;
mod kind;
mod matrix;
mod read;
mod write;

pub(crate) use advice::{Advice, advise, advise_quotes};
pub(crate) use closest::closest;
pub(crate) use kind::{Kind, Value};
pub use matrix::mail_matrix;
pub use read::{read, read_partly};
pub use write::write;
