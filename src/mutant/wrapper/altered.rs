//! Effects that are altered, reordered, left out or added to, input by input.

use crate::border::{Effect, Input, Question, Reading};
use crate::reference::{LoadError, Reference, Service};
use crate::time::Instant;

/// What goes in and comes out passes through these functions.
pub(in crate::mutant) struct Altered {
    inner: Reference,
    effects: fn(Vec<Effect>) -> Vec<Effect>,
}

impl Altered {
    /// The reference with the effects of each input altered.
    pub(in crate::mutant) fn effects(inner: Reference, effects: fn(Vec<Effect>) -> Vec<Effect>) -> Box<dyn Service> {
        Box::new(Altered { inner, effects })
    }
}

impl Service for Altered {
    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        let mut fresh = Vec::new();
        self.inner.handle(now, input, &mut fresh);
        effects.extend((self.effects)(fresh));
    }

    fn due(&self) -> Option<Instant> {
        self.inner.due()
    }

    fn read(&self, question: &Question) -> Reading {
        self.inner.read(question)
    }

    fn save(&self) -> Vec<u8> {
        self.inner.save()
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.inner.load(bytes)
    }
}
