//! What all services around the reference share: what they do not do otherwise, the reference does.

use crate::border::{Effect, Input, Question, Reading};
use crate::reference::{LoadError, Reference, Service};
use crate::time::Instant;

/// A service around the reference.
pub(in crate::mutant) trait Around {
    /// The reference that it stands around.
    fn inner(&self) -> &Reference;

    /// The same, to be changed.
    fn inner_mut(&mut self) -> &mut Reference;

    /// Takes an input and says what follows.
    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>);

    /// When it wants to be called next.
    fn due(&self) -> Option<Instant> {
        self.inner().due()
    }

    /// Answers a question of the harness.
    fn read(&self, question: &Question) -> Reading {
        self.inner().read(question)
    }

    /// What it has stored.
    fn save(&self) -> Vec<u8> {
        self.inner().save()
    }

    /// Comes up with what was stored.
    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.inner_mut().load(bytes)
    }
}

impl<A: Around> Service for A {
    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        Around::handle(self, now, input, effects);
    }

    fn due(&self) -> Option<Instant> {
        Around::due(self)
    }

    fn read(&self, question: &Question) -> Reading {
        Around::read(self, question)
    }

    fn save(&self) -> Vec<u8> {
        Around::save(self)
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        Around::load(self, bytes)
    }
}

/// Reads what a service stored, by serde.
pub(super) fn stored<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, LoadError> {
    serde_json::from_slice(bytes).map_err(|error| LoadError(error.to_string()))
}
