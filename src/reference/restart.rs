//! A restart: what is found again of what was stored, and what is asked and told once more.
//!
//! What was under way when the deployment crashed may or may not have reached anybody. So each service is asked again
//! under the same call or Message-ID, a leg of which no carrier has said anything is placed again under its name, and the
//! feed tells how things stand. Services that know the call, the message or the leg do nothing twice.

use crate::border::{CallName, Event, LegName, OfferFact, Request, RequestId};
use crate::domain::{AgentName, SetOf};

use super::decide::Lasting;
use super::serve::Reference;
use super::show::live;
use super::state::{Phase, Waiting};

impl Reference {
    /// Leaves out what a restart does not find again.
    pub(super) fn find_again(&mut self) {
        let found = self.policy.outlives_crash;
        if !found(Lasting::Windows) {
            self.state.leases.clear();
        }
        if !found(Lasting::Snapshots) {
            self.state.agents.values_mut().for_each(|agent| agent.snapshot = None);
        }
        if !found(Lasting::Calls) {
            self.state.live.clear();
            self.state.calls.values_mut().for_each(|call| call.phase = Phase::Over);
        }
        self.restarted = true;
    }

    /// Asks once more what nobody has answered, before anything counts as having waited too long.
    pub(super) fn ask_after_restart(&mut self) {
        if self.restarted {
            self.ask_again();
            self.place_again();
        }
    }

    /// Tells once more how things stand.
    pub(super) fn tell_after_restart(&mut self) {
        if !std::mem::take(&mut self.restarted) {
            return;
        }
        let agents: Vec<AgentName> = self.state.agents.keys().cloned().collect();
        agents.into_iter().for_each(|agent| self.tell_again(agent));
    }

    fn ask_again(&mut self) {
        let asked: Vec<RequestId> = self.state.waiting.keys().copied().collect();
        for id in asked {
            let Some(waiting) = self.state.waiting.remove(&id) else { continue };
            let until = self.now + (self.policy.patience)();
            let (request, waiting) = match waiting {
                Waiting::Location { act, agent, dialled, .. } => {
                    (Request::Locate { agent: agent.clone() }, Waiting::Location { act, agent, dialled, until })
                }
                Waiting::Number { call, .. } => {
                    let Some(agent) = self.state.calls.get(&call).map(|call| call.agent.clone()) else { continue };
                    (Request::LeaseNumber { agent, call: call.clone() }, Waiting::Number { call, until })
                }
                Waiting::Mail { message, .. } => {
                    self.attempt(&message);
                    continue;
                }
            };
            let id = self.request(request);
            self.state.waiting.insert(id, waiting);
        }
    }

    fn place_again(&mut self) {
        let unheard = self.state.calls.iter().filter(|(_, call)| call.phase == Phase::Up && !call.heard);
        let unheard: Vec<(CallName, LegName)> =
            unheard.filter_map(|(name, call)| Some((name.clone(), call.leg.clone()?))).collect();
        unheard.into_iter().for_each(|(call, leg)| self.place(&call, leg));
    }

    fn tell_again(&mut self, agent: AgentName) {
        let Some(state) = self.state.agents.get(&agent) else { return };
        let (presence, setter) = state.presence.clone();
        let offers: Vec<OfferFact> = self.state.work_of(&agent).map(live).collect();
        let panel = self.state.panels.get(&agent).cloned().unwrap_or_default();
        let (seen, buttons) = (panel.seen(), SetOf::from_iter(panel.buttons));
        self.event(Event::Presence { agent: agent.clone(), presence, setter });
        for offer in offers {
            self.event(Event::Offer { agent: Some(agent.clone()), offer });
        }
        self.event(Event::Panel { agent: agent.clone(), controls: seen.controls, alert: seen.alert });
        self.event(Event::Form { agent, buttons });
    }
}
