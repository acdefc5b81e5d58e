//! A state that is stored one step too late.

use crate::border::{Effect, Input};
use crate::reference::{LoadError, Reference, Service};
use crate::time::Instant;

use super::around::Around;

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

impl Around for Behind {
    fn inner(&self) -> &Reference {
        &self.inner
    }

    fn inner_mut(&mut self) -> &mut Reference {
        &mut self.inner
    }

    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        if let Some((at, last)) = self.last.replace((now, input.clone())) {
            self.stored.handle(at, last, &mut Vec::new());
        }
        self.inner.handle(now, input, effects);
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
