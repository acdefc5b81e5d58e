//! Other ways to keep the same state.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::border::{Effect, Input};
use crate::reference::{LoadError, Reference, Service};
use crate::time::{Instant, Span};

use super::around::{Around, stored};

/// A standby takes every input too, and what it stored is what a new process comes up with.
pub(in crate::mutant) struct Standby {
    inner: Reference,
    standby: Reference,
}

impl Standby {
    /// The reference with a standby.
    pub(in crate::mutant) fn boxed(inner: Reference) -> Box<dyn Service> {
        Box::new(Standby { standby: inner.clone(), inner })
    }
}

impl Around for Standby {
    fn inner(&self) -> &Reference {
        &self.inner
    }

    fn inner_mut(&mut self) -> &mut Reference {
        &mut self.inner
    }

    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        self.standby.handle(now, input.clone(), &mut Vec::new());
        self.inner.handle(now, input, effects);
    }

    fn save(&self) -> Vec<u8> {
        self.standby.save()
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.standby.load(bytes)?;
        self.inner.load(bytes)
    }
}

/// After so long without an input the process is put away, and the next input finds a new one.
const IDLE: Span = Span::from_mins(5);

/// Holds nothing in memory for long: who comes after a pause finds a new process, which loads what the last one stored.
pub(in crate::mutant) struct ColdStart {
    fresh: Reference,
    inner: Reference,
    last: Instant,
}

impl ColdStart {
    /// The reference that is put away when nothing happens.
    pub(in crate::mutant) fn boxed(inner: Reference) -> Box<dyn Service> {
        Box::new(ColdStart { fresh: inner.clone(), inner, last: Instant::START })
    }
}

impl Around for ColdStart {
    fn inner(&self) -> &Reference {
        &self.inner
    }

    fn inner_mut(&mut self) -> &mut Reference {
        &mut self.inner
    }

    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        if now >= self.last + IDLE {
            let mut new = self.fresh.clone();
            if new.load(&self.inner.save()).is_ok() {
                self.inner = new;
            }
        }
        self.last = now;
        self.inner.handle(now, input, effects);
    }
}

/// The state in an envelope with a version and a digest, which are checked when it is opened.
#[derive(Serialize, Deserialize)]
struct Sealed {
    version: u32,
    digest: Vec<u8>,
    state: String,
}

/// Keeps the state in an envelope.
pub(in crate::mutant) struct Envelope {
    inner: Reference,
}

impl Envelope {
    const VERSION: u32 = 1;

    /// The reference with its state in an envelope.
    pub(in crate::mutant) fn boxed(inner: Reference) -> Box<dyn Service> {
        Box::new(Envelope { inner })
    }
}

impl Around for Envelope {
    fn inner(&self) -> &Reference {
        &self.inner
    }

    fn inner_mut(&mut self) -> &mut Reference {
        &mut self.inner
    }

    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        self.inner.handle(now, input, effects);
    }

    fn save(&self) -> Vec<u8> {
        let state = String::from_utf8(self.inner.save()).unwrap_or_default();
        let digest = Sha256::digest(state.as_bytes()).to_vec();
        serde_json::to_vec(&Sealed { version: Self::VERSION, digest, state }).unwrap_or_default()
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        let sealed: Sealed = stored(bytes)?;
        let right =
            sealed.version == Self::VERSION && Sha256::digest(sealed.state.as_bytes()).to_vec() == sealed.digest;
        if !right {
            return Err(LoadError("the envelope is damaged".to_owned()));
        }
        self.inner.load(sealed.state.as_bytes())
    }
}
