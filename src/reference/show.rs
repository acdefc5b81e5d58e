//! What the agent's panel shows, and the answers to questions.

use crate::border::{Event, OfferFact, Question, Reading};
use crate::domain::{AgentName, CallKind, SetOf, WorkKind};

use super::decide::CallMoment;
use super::hold::shown;
use super::serve::Reference;
use super::state::{PanelKept, Phase, Work};

/// The alert's id: stable, and no text, so that it is the same in every language.
const ALERT: &str = "emergency-call-in-progress";

impl Reference {
    /// Tells the feed of every panel that shows something else than before.
    pub(super) fn show_panels(&mut self) {
        let agents: Vec<AgentName> = self.state.agents.keys().cloned().collect();
        for agent in agents {
            let waits = self.state.emergency_call(&agent).is_some_and(|(_, call)| call.phase == Phase::Leasing);
            if waits && self.state.show_at.is_some() {
                continue;
            }
            let panel = self.panel(&agent);
            if self.state.panels.get(&agent).unwrap_or(&PanelKept::default()) != &panel {
                self.state.panels.insert(agent.clone(), panel.clone());
                let seen = panel.seen();
                self.event(Event::Panel { agent, controls: seen.controls, alert: seen.alert });
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
        let alert = callback
            || emergency.is_some_and(|(_, call)| call.answered || (self.policy.alert_from)() == CallMoment::Dial);
        PanelKept {
            controls: kind.map(|kind| (self.policy.controls)(kind).into_iter().collect()).unwrap_or_default(),
            alert: alert.then(|| ALERT.to_owned()),
        }
    }

    fn has_ordinary(&self, agent: &AgentName) -> bool {
        let voice = |work: &Work| work.kind == WorkKind::Voice && work.is_taken();
        self.state.ordinary_call(agent).is_some() || self.state.work_of(agent).any(voice)
    }

    pub(super) fn answer_question(&self, question: &Question) -> Reading {
        match question {
            Question::Presence(agent) => match self.agent(agent) {
                Some(state) => Reading::Presence(state.presence.0.clone(), state.presence.1),
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
            Question::Store(agent) => {
                let rows = self.state.rows.iter().filter(|(of, _)| of == agent).map(|(_, row)| row.clone());
                Reading::Store(rows.collect())
            }
            Question::Incidents => Reading::Incidents(self.state.incidents.clone()),
        }
    }
}

fn live(work: &Work) -> OfferFact {
    OfferFact {
        offer: work.offer.clone(),
        state: work.state,
        kind: work.kind,
        priority: work.priority,
        caller: work.caller.clone(),
        call: None,
    }
}
