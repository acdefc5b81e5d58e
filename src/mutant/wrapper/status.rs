//! Presences that are told when nothing calls for it, and legs that wait until one is written.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::border::{CarrierEvent, Effect, Input, LegName, Request, RequestId};
use crate::domain::{AgentName, Base, CallKind, Presence, Setter};
use crate::reference::{Reference, SetPresence};

use super::late::places;
use super::meddled::{Meddler, Out};

/// The agent of an emergency leg, while the call of that leg is known.
fn agent_of<'r>(inner: &'r Reference, leg: &LegName) -> Option<&'r AgentName> {
    let state = inner.state();
    let call = state.calls.get(state.legs.get(leg)?)?;
    (call.kind == CallKind::Emergency).then_some(&call.agent)
}

/// Gives the presence back at the answer, and sets Do not disturb again.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::mutant) struct Flickers {}

impl Flickers {
    /// Between which presences an agent's goes to and fro at an input.
    fn between(inner: &Reference, input: &Input) -> Option<(AgentName, SetPresence, (Presence, Setter))> {
        let Input::Carrier(CarrierEvent::LegAnswered { leg }) = input else { return None };
        let agent = agent_of(inner, leg)?;
        let state = inner.state().agents.get(agent)?;
        let before = state.snapshot.clone().filter(|(presence, _)| presence.base != Base::BusyDnd)?;
        Some((agent.clone(), before, state.presence.clone()))
    }
}

impl Meddler for Flickers {
    fn say(&mut self, inner: &Reference, input: &Input, fresh: Vec<Effect>, out: &mut Out<'_>) {
        if let Some((agent, before, now)) = Flickers::between(inner, input) {
            out.set_presence(agent.clone(), before.0, before.1);
            out.set_presence(agent, now.0, now.1);
        }
        fresh.into_iter().for_each(|effect| out.pass(effect));
    }
}

/// Gives a presence back each time that the end of a leg is told.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::mutant) struct EndsTwice {
    given_back: BTreeMap<LegName, SetPresence>,
}

impl Meddler for EndsTwice {
    fn say(&mut self, inner: &Reference, input: &Input, fresh: Vec<Effect>, out: &mut Out<'_>) {
        fresh.into_iter().for_each(|effect| out.pass(effect));
        let Input::Carrier(CarrierEvent::LegClosed { leg, .. }) = input else { return };
        let Some(agent) = agent_of(inner, leg) else { return };
        match self.given_back.get(leg).cloned() {
            Some((presence, setter)) => out.set_presence(agent.clone(), presence, setter),
            None => {
                let now = inner.state().agents.get(agent).map(|state| state.presence.clone());
                self.given_back.extend(now.map(|now| (leg.clone(), now)));
            }
        }
    }
}

/// Holds a leg back until every presence is written. A restart finds neither again: the reference places what nobody
/// has heard of.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::mutant) struct PresenceFirst {
    #[serde(skip)]
    writing: BTreeSet<u32>,
    #[serde(skip)]
    held: Vec<(RequestId, Request)>,
}

impl Meddler for PresenceFirst {
    fn say(&mut self, _: &Reference, input: &Input, fresh: Vec<Effect>, out: &mut Out<'_>) {
        if let Input::Answer { request, .. } = input {
            self.writing.remove(&request.0);
        }
        for effect in fresh {
            match effect {
                Effect::Request { id, request: request @ Request::PlaceLeg { .. } } if !self.writing.is_empty() => {
                    self.held.push((id, request));
                }
                Effect::Request { id, request: Request::CloseLeg { leg, call } } => {
                    let before = self.held.len();
                    self.held.retain(|(_, held)| !places(held, &leg));
                    if self.held.len() == before {
                        out.pass(Effect::Request { id, request: Request::CloseLeg { leg, call } });
                    }
                }
                other => {
                    if let Effect::Request { id, request: Request::WritePresence { .. } } = &other {
                        self.writing.insert(id.0);
                    }
                    out.pass(other);
                }
            }
        }
        if self.writing.is_empty() {
            self.held.drain(..).for_each(|(id, request)| out.pass(Effect::Request { id, request }));
        }
    }
}
