//! Effects that come later than at once.

use crate::border::{Effect, Input, LegName, Request};
use crate::reference::{LoadError, Reference, Service};
use crate::time::{Instant, Span};

use super::around::{Around, stored};

/// Holds back the effects that a function picks, for a span; all others come as they are. Among those held back the order
/// stays.
pub(in crate::mutant) struct Late {
    inner: Reference,
    picks: fn(&Effect) -> bool,
    by: Span,
    held: Vec<(Instant, Effect)>,
}

impl Late {
    /// The reference with these effects late.
    pub(in crate::mutant) fn boxed(inner: Reference, picks: fn(&Effect) -> bool, by: Span) -> Box<dyn Service> {
        Box::new(Late { inner, picks, by, held: Vec::new() })
    }
}

impl Late {
    /// Whether an effect ends a leg that is still held back.
    fn overtakes(&self, effect: &Effect) -> bool {
        let Effect::Request { request: Request::CloseLeg { leg, .. }, .. } = effect else { return false };
        let mut held = self.held.iter();
        held.any(|(_, held)| matches!(held, Effect::Request { request, .. } if places(request, leg)))
    }
}

/// Whether a request places a leg.
pub(super) fn places(request: &Request, leg: &LegName) -> bool {
    matches!(request, Request::PlaceLeg { leg: placed, .. } if placed == leg)
}

impl Around for Late {
    fn inner(&self) -> &Reference {
        &self.inner
    }

    fn inner_mut(&mut self) -> &mut Reference {
        &mut self.inner
    }

    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        let due = self.held.iter().position(|(at, _)| *at > now).unwrap_or(self.held.len());
        effects.extend(self.held.drain(..due).map(|(_, effect)| effect));
        let mut fresh = Vec::new();
        self.inner.handle(now, input, &mut fresh);
        for effect in fresh {
            // What is to be ended first begins.
            if self.overtakes(&effect) {
                effects.extend(self.held.drain(..).map(|(_, effect)| effect));
            }
            if (self.picks)(&effect) {
                self.held.push((now + self.by, effect));
            } else {
                effects.push(effect);
            }
        }
    }

    fn due(&self) -> Option<Instant> {
        self.held.first().map(|(at, _)| *at).into_iter().chain(self.inner.due()).min()
    }

    fn save(&self) -> Vec<u8> {
        serde_json::to_vec(&(self.inner.save(), &self.held)).unwrap_or_default()
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        let inner: Vec<u8>;
        (inner, self.held) = stored(bytes)?;
        self.inner.load(&inner)
    }
}
