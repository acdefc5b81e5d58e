//! Calls that arrive: callbacks to temporary numbers, and ordinary calls to agents' own numbers.

use crate::border::{Inbound, InboundName, OfferName, Request};
use crate::domain::{AgentName, Client, Closer, EndCause, Number, OfferState, Priority, WorkKind};

use super::row_decision::RowMoment;
use super::serve::Reference;

impl Reference {
    pub(super) fn inbound_arrives(&mut self, inbound: InboundName, to: &Number, from: &Number, marked: bool) {
        // What a network says twice is one call, and it may be over by now.
        if !self.state.arrived.insert(inbound.clone()) {
            return;
        }
        let Some(lease) = self.state.leases.get(to) else { return self.ordinary_arrives(inbound, to, from, marked) };
        if !self.is_inside(lease) || !(self.policy.callback_privileged)(&self.tenant, lease, from) {
            let treatment = (self.policy.after_window)(lease);
            self.request(Request::Treat { inbound, treatment });
            return;
        }
        let agent = (self.policy.callback_target)(lease, &self.tenant);
        if let Some(lease) = self.state.leases.get_mut(to) {
            lease.callbacks += 1;
        }
        if let Some(stop) = self.stopped_by_rule(from, &agent, self.policy.rule_for_callback) {
            return self.sent_elsewhere(inbound, stop);
        }
        let priority = (self.policy.callback_priority)();
        if self.agent(&agent).is_some_and(|agent| agent.client == Client::Connected) {
            return self.ring(inbound, WorkKind::Callback, priority, agent, Some(to.clone()));
        }
        match (self.policy.without_client)() {
            Inbound::Ringing => self.ring(inbound, WorkKind::Callback, priority, agent, Some(to.clone())),
            treatment => {
                self.request(Request::Treat { inbound, treatment });
            }
        }
        self.unreachable(to);
    }

    /// A marking that nobody verified is no reason to treat a call as a callback.
    fn ordinary_arrives(&mut self, inbound: InboundName, to: &Number, from: &Number, marked: bool) {
        let owner = self.tenant.agents.iter().find(|(_, agent)| agent.own.contains(to)).map(|(name, _)| name.clone());
        let Some(agent) = owner else {
            self.request(Request::Treat { inbound, treatment: Inbound::NotInService });
            return;
        };
        if marked && (self.policy.trusts_marking)() {
            return self.ring(inbound, WorkKind::Callback, (self.policy.callback_priority)(), agent, None);
        }
        match self.stopped_by_rule(from, &agent, |_| true) {
            Some(stop) => self.sent_elsewhere(inbound, stop),
            None => self.ring(inbound, WorkKind::Voice, Priority::Normal, agent, None),
        }
    }

    fn ring(
        &mut self,
        inbound: InboundName,
        kind: WorkKind,
        priority: Priority,
        agent: AgentName,
        number: Option<Number>,
    ) {
        self.request(Request::Treat { inbound: inbound.clone(), treatment: Inbound::Ringing });
        let offer = self.new_work(inbound.as_str(), kind, priority, None, Some(agent.clone()), None);
        if let Some(work) = self.state.work.get_mut(&offer) {
            work.number = number;
        }
        self.state.inbound.insert(inbound, offer.clone());
        if let Some(work) = self.state.work.get(&offer).cloned() {
            self.store_work(&work, RowMoment::Rang);
        }
        self.assign(&agent);
    }

    /// A call that arrived was closed by its caller or by the network.
    pub(super) fn inbound_closed(&mut self, inbound: &InboundName, by: Closer, cause: EndCause) {
        if let Some(offer) = self.state.inbound.remove(inbound) {
            self.caller_leaves(&offer, by, cause);
        }
    }

    /// The caller behind an offer is gone, whether it waits, alerts or was taken.
    pub(super) fn caller_leaves(&mut self, offer: &OfferName, by: Closer, cause: EndCause) {
        let Some(work) = self.state.work.remove(offer) else { return };
        if !work.is_taken() {
            self.store_work(&work, RowMoment::Missed);
        }
        let Some(agent) = work.agent.clone() else { return };
        match work.state {
            OfferState::Connected | OfferState::Held | OfferState::Resumed => {
                self.offer_event(&work, OfferState::Ended);
                self.after_work(&agent, &work, by, cause);
            }
            OfferState::Offered => {
                self.offer_event(&work, OfferState::Missed);
                self.unanswered(&agent, OfferState::Missed);
                self.assign(&agent);
            }
            OfferState::Queued
            | OfferState::Withdrawn
            | OfferState::Missed
            | OfferState::Declined
            | OfferState::Ended => {}
        }
    }
}
