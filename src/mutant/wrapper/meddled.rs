//! Services that meddle with what the reference says, and are read as what they last told.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::border::{Effect, Event, Input, PanelSeen, Question, Reading, Request, RequestId};
use crate::domain::{AgentName, Presence, Setter};
use crate::reference::{LoadError, Reference, Service};
use crate::time::Instant;

use super::around::{Around, stored};

/// Ids of requests that the reference did not make count from here: it never makes so many itself.
pub(super) const FIRST: u32 = 1 << 30;

/// What meddles.
pub(in crate::mutant) trait Meddler: Serialize + DeserializeOwned {
    /// Says what the reference's effects of an input become.
    fn say(&mut self, inner: &Reference, input: &Input, fresh: Vec<Effect>, out: &mut Out<'_>);
}

/// Where a meddler says what it says.
pub(in crate::mutant) struct Out<'e> {
    effects: &'e mut Vec<Effect>,
    next: &'e mut u32,
}

impl Out<'_> {
    /// Lets an effect pass.
    pub(super) fn pass(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Makes a request that the reference knows nothing of, nor of its answer.
    pub(super) fn ask(&mut self, request: Request) {
        *self.next += 1;
        self.effects.push(Effect::Request { id: RequestId(FIRST + *self.next), request });
    }

    /// Tells the feed and the presence service a presence.
    pub(super) fn set_presence(&mut self, agent: AgentName, presence: Presence, setter: Setter) {
        self.pass(Effect::Event(Event::Presence { agent: agent.clone(), presence: presence.clone(), setter }));
        self.ask(Request::WritePresence { agent, presence });
    }
}

/// What the feed was told last: whoever asks is told the same.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Told {
    presences: BTreeMap<AgentName, (Presence, Setter)>,
    panels: BTreeMap<AgentName, PanelSeen>,
}

impl Told {
    fn note(&mut self, effect: &Effect) {
        match effect {
            Effect::Event(Event::Presence { agent, presence, setter }) => {
                self.presences.insert(agent.clone(), (presence.clone(), *setter));
            }
            Effect::Event(Event::Panel { agent, controls, alert }) => {
                self.panels.insert(agent.clone(), PanelSeen { controls: controls.clone(), alert: alert.clone() });
            }
            Effect::Event(_) | Effect::Reply { .. } | Effect::Request { .. } => {}
        }
    }

    fn read(&self, question: &Question) -> Option<Reading> {
        match question {
            Question::Presence(agent) => {
                let (presence, setter) = self.presences.get(agent)?;
                Some(Reading::Presence { presence: presence.clone(), setter: *setter })
            }
            Question::Panel(agent) => Some(Reading::Panel(self.panels.get(agent)?.clone())),
            Question::Offers(_)
            | Question::Form(_)
            | Question::Store(_)
            | Question::Failures(_)
            | Question::Incidents => None,
        }
    }
}

/// The reference with a meddler behind it.
pub(in crate::mutant) struct Meddled<M> {
    inner: Reference,
    meddler: M,
    told: Told,
    next: u32,
}

impl<M: Meddler + 'static> Meddled<M> {
    /// The reference with a meddler.
    pub(in crate::mutant) fn boxed(inner: Reference, meddler: M) -> Box<dyn Service> {
        Box::new(Meddled { inner, meddler, told: Told::default(), next: 0 })
    }
}

impl<M: Meddler> Around for Meddled<M> {
    fn inner(&self) -> &Reference {
        &self.inner
    }

    fn inner_mut(&mut self) -> &mut Reference {
        &mut self.inner
    }

    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        if matches!(input, Input::Answer { request, .. } if request.0 > FIRST) {
            return;
        }
        let mut fresh = Vec::new();
        self.inner.handle(now, input.clone(), &mut fresh);
        let before = effects.len();
        self.meddler.say(&self.inner, &input, fresh, &mut Out { effects, next: &mut self.next });
        effects.iter().skip(before).for_each(|effect| self.told.note(effect));
    }

    fn read(&self, question: &Question) -> Reading {
        self.told.read(question).unwrap_or_else(|| self.inner.read(question))
    }

    fn save(&self) -> Vec<u8> {
        serde_json::to_vec(&(self.inner.save(), &self.meddler, &self.told, self.next)).unwrap_or_default()
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        let inner: Vec<u8>;
        (inner, self.meddler, self.told, self.next) = stored(bytes)?;
        self.inner.load(&inner)
    }
}
