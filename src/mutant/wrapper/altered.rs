//! Effects that are altered, reordered, left out or added to, input by input.

use crate::border::{Effect, Input};
use crate::reference::{Reference, Service};
use crate::time::Instant;

use super::around::Around;

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

impl Around for Altered {
    fn inner(&self) -> &Reference {
        &self.inner
    }

    fn inner_mut(&mut self) -> &mut Reference {
        &mut self.inner
    }

    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        let mut fresh = Vec::new();
        self.inner.handle(now, input, &mut fresh);
        effects.extend((self.effects)(fresh));
    }
}
