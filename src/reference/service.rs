//! The seam of a deployment that runs in process.

use std::fmt;

use crate::border::{Effect, Input, Question, Reading};
use crate::time::Instant;

/// A deployment without clock, socket or thread: inputs in, effects out.
pub trait Service {
    /// Takes an input at an instant and appends its effects in order.
    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>);

    /// The instant at which a timer is due, computed from the state.
    fn due(&self) -> Option<Instant>;

    /// Answers a question and changes nothing.
    fn read(&self, question: &Question) -> Reading;

    /// The state as bytes.
    fn save(&self) -> Vec<u8>;

    /// Takes up a state that [`Service::save`] wrote.
    ///
    /// # Errors
    ///
    /// The bytes are no state.
    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError>;
}

/// Bytes that are no state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError(pub String);

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the saved state cannot be read: {}", self.0)
    }
}

impl std::error::Error for LoadError {}
