//! A state that is stored one step too late.

use crate::border::{Effect, Input, Question, Reading};
use crate::reference::{LoadError, Reference, Service};
use crate::time::Instant;

/// Stores its state when it takes an input, and not when it has dealt with it: a crash after the effects of an input
/// forgets that input.
pub(in crate::mutant) struct Behind {
    inner: Reference,
    stored: Reference,
    last: Option<(Instant, Input)>,
}

impl Behind {
    /// The reference with its state one input behind.
    pub(in crate::mutant) fn boxed(inner: Reference) -> Box<dyn Service> {
        Box::new(Behind { stored: inner.clone(), inner, last: None })
    }
}

impl Service for Behind {
    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        if let Some((at, last)) = self.last.replace((now, input.clone())) {
            self.stored.handle(at, last, &mut Vec::new());
        }
        self.inner.handle(now, input, effects);
    }

    fn due(&self) -> Option<Instant> {
        self.inner.due()
    }

    fn read(&self, question: &Question) -> Reading {
        self.inner.read(question)
    }

    fn save(&self) -> Vec<u8> {
        self.stored.save()
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.inner.load(bytes)?;
        self.stored = self.inner.clone();
        self.last = None;
        Ok(())
    }
}
