//! What the agent's panel shows, and the answers to questions.

use std::collections::BTreeSet;

use crate::border::{CallName, CarrierEvent, Effect, Event, Input, LegName, OfferFact, Question, Reading, Request};
use crate::domain::{AgentName, Button, CallKind, Control, SetOf, WorkKind};

use super::decide::CallMoment;
use super::hold::shown;
use super::serve::Reference;
use super::state::{Call, PanelKept, Phase, Waiting, Work};

impl Reference {
    /// The agents that an input is about: what it changes shows in their panels, or in those that its effects name.
    pub(super) fn named(&self, input: &Input) -> Option<AgentName> {
        let of_call = |name: &CallName| self.state.calls.get(name).map(|call| call.agent.clone());
        let of_leg = |leg: &LegName| self.state.legs.get(leg).and_then(of_call);
        match input {
            Input::Act { act, .. } => act.agent().cloned(),
            Input::Carrier(
                CarrierEvent::LegOutcome { leg, .. }
                | CarrierEvent::LegAnswered { leg }
                | CarrierEvent::LegClosed { leg, .. },
            ) => of_leg(leg),
            Input::Answer { request, .. } => match self.state.waiting.get(request)? {
                Waiting::Location { agent, .. } => Some(agent.clone()),
                Waiting::Number { call, .. } => of_call(call),
                Waiting::Mail { .. } => None,
            },
            Input::Carrier(
                CarrierEvent::InboundArrives { .. }
                | CarrierEvent::InboundClosed { .. }
                | CarrierEvent::WorkArrives { .. }
                | CarrierEvent::WorkLeaves { .. },
            )
            | Input::Circumstance(_)
            | Input::Tick => None,
        }
    }

    /// The agents that the effects so far are about.
    fn affected(&self) -> impl Iterator<Item = AgentName> {
        self.effects.iter().filter_map(|effect| match effect {
            Effect::Event(
                Event::Presence { agent, .. }
                | Event::Offer { agent: Some(agent), .. }
                | Event::Panel { agent, .. }
                | Event::Form { agent, .. }
                | Event::DialFailed { agent, .. },
            )
            | Effect::Request {
                request:
                    Request::LeaseNumber { agent, .. }
                    | Request::ReuseNumber { agent, .. }
                    | Request::WritePresence { agent, .. }
                    | Request::Locate { agent },
                ..
            } => Some(agent.clone()),
            Effect::Request { request: Request::PlaceLeg { call, .. } | Request::CloseLeg { call, .. }, .. } => {
                self.state.calls.get(call).map(|call| call.agent.clone())
            }
            _ => None,
        })
    }

    /// Notes the panels that waited for this instant.
    pub(super) fn show_lagging_panels(&mut self) {
        let due: Vec<AgentName> =
            self.state.show_at.iter().filter(|(_, at)| **at <= self.now).map(|(agent, _)| agent.clone()).collect();
        for agent in due {
            self.state.show_at.remove(&agent);
            self.lagging.insert(agent);
        }
    }

    /// Tells the feed of every panel and every conversation form that shows something else than before, of those that
    /// may.
    pub(super) fn show_panels(&mut self, named: Option<AgentName>) {
        let lagging = std::mem::take(&mut self.lagging);
        let agents: BTreeSet<AgentName> = named.into_iter().chain(self.affected()).chain(lagging).collect();
        for agent in agents {
            if !self.state.agents.contains_key(&agent) {
                continue;
            }
            let waits = self.state.emergency_call(&agent).is_some_and(|(_, call)| call.phase == Phase::Leasing);
            if waits && self.state.show_at.contains_key(&agent) {
                continue;
            }
            let panel = self.panel(&agent);
            let before = self.state.panels.get(&agent).cloned().unwrap_or_default();
            if before == panel {
                continue;
            }
            self.state.panels.insert(agent.clone(), panel.clone());
            let (shown, seen) = (before.seen(), panel.seen());
            if shown != seen {
                self.event(Event::Panel { agent: agent.clone(), controls: seen.controls, alert: seen.alert });
            }
            if before.buttons != panel.buttons {
                self.event(Event::Form { agent, buttons: SetOf::from_iter(panel.buttons) });
            }
        }
    }

    fn panel(&self, agent: &AgentName) -> PanelKept {
        let emergency = self.state.emergency_call(agent);
        let callback = self.state.connected_callback(agent).is_some();
        let kind = match (emergency.is_some(), callback) {
            (true, _) => Some(CallKind::Emergency),
            (false, true) => Some(CallKind::Callback),
            (false, false) => self.has_ordinary(agent).then_some(CallKind::Ordinary),
        };
        let alerts = |call: &Call| match (self.policy.alert_from)() {
            CallMoment::Dial => true,
            CallMoment::Ringing => call.rang || call.answered,
            CallMoment::Answer => call.answered,
        };
        let alert = callback || emergency.is_some_and(|(_, call)| alerts(call));
        PanelKept {
            controls: kind.map(|kind| self.controls(agent, kind)).unwrap_or_default(),
            alert: kind.filter(|_| alert).map(|kind| (self.policy.alert_id)(kind).to_owned()),
            buttons: kind.map(|kind| self.buttons(kind)).unwrap_or_default(),
        }
    }

    fn controls(&self, agent: &AgentName, kind: CallKind) -> Vec<Control> {
        let kind = (self.policy.panel_of)(&self.state, agent, kind);
        (self.policy.controls)(kind).into_iter().collect()
    }

    fn buttons(&self, kind: CallKind) -> Vec<Button> {
        (self.policy.buttons)(kind, self.tenant.customised_form).into_iter().collect()
    }

    fn has_ordinary(&self, agent: &AgentName) -> bool {
        let voice = |work: &Work| work.kind == WorkKind::Voice && work.is_taken();
        self.state.ordinary_call(agent).is_some() || self.state.work_of(agent).any(voice)
    }

    pub(super) fn answer_question(&self, question: &Question) -> Reading {
        match question {
            Question::Presence(agent) => match self.agent(agent) {
                Some(state) => Reading::Presence { presence: state.presence.0.clone(), setter: state.presence.1 },
                None => Reading::Offers(Vec::new()),
            },
            Question::Offers(agent) => {
                let work = self.state.work_of(agent).map(live);
                let calls = self.state.ordinary_calls(agent).filter_map(|(name, call)| shown(name, call));
                Reading::Offers(work.chain(calls).collect())
            }
            Question::Panel(agent) => {
                let shown = self.state.panels.get(agent).cloned().unwrap_or_default();
                Reading::Panel(crate::border::PanelSeen {
                    controls: SetOf::from_iter(shown.controls),
                    alert: shown.alert,
                })
            }
            Question::Form(agent) => {
                let shown = self.state.panels.get(agent).map_or(&[][..], |panel| &panel.buttons);
                Reading::Form(shown.iter().copied().collect())
            }
            Question::Store(agent) => Reading::Store(self.rows_of(agent)),
            Question::Failures(agent) => Reading::Failures(self.state.failures.get(agent).cloned().unwrap_or_default()),
            Question::Incidents => Reading::Incidents(self.state.incidents.clone()),
        }
    }
}

pub(super) fn live(work: &Work) -> OfferFact {
    OfferFact {
        offer: work.offer.clone(),
        state: work.state,
        kind: work.kind,
        priority: work.priority,
        caller: work.caller.clone(),
        call: None,
    }
}
