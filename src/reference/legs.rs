//! Overlapping legs: a callback accepted while an emergency leg is up makes one conversation of both.

use crate::border::{CallName, OfferName, Talk};
use crate::domain::{AgentName, CallKind};

use super::decide::Running;
use super::serve::Reference;

impl Reference {
    /// The emergency legs of an agent that are up: calls that the agent dialled, and callbacks that the agent took.
    fn emergency_legs(&self, agent: &AgentName) -> Vec<Talk> {
        let emergency = self.state.live_calls(agent).filter(|(_, call)| call.kind == CallKind::Emergency);
        let calls: Vec<CallName> = emergency.map(|(name, _)| name.clone()).collect();
        let callbacks = self.state.callbacks_of(agent).map(|work| Talk::Offer(work.offer.clone()));
        calls.into_iter().map(Talk::Call).chain(callbacks).collect()
    }

    /// Deals with the emergency legs that are up when a further callback is accepted.
    pub(super) fn over_legs(&mut self, agent: &AgentName, accepted: &OfferName, running: Running) {
        let legs = self.emergency_legs(agent).into_iter().filter(|leg| *leg != Talk::Offer(accepted.clone()));
        for leg in legs.collect::<Vec<_>>() {
            self.over_one(agent, &leg, running);
        }
    }

    /// Ends every leg of the agent's conversation.
    pub(super) fn end_conversation(&mut self, agent: &AgentName) {
        for leg in self.emergency_legs(agent) {
            self.over_one(agent, &leg, Running::End);
        }
    }
}
