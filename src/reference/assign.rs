//! Work: queued, offered in order of priority and place, withdrawn, accepted, declined, ended.

use crate::border::{ActId, Event, Inbound, InboundName, OfferFact, OfferName, Reply, Request};
use crate::domain::{
    Accepting, AgentName, Base, CallKind, Client, Closer, EndCause, OfferState, Priority, QueueName, Reason, Switch,
    WorkKind,
};
use crate::stimulus::Fact;

use super::decide::EndCall;
use super::row_decision::RowMoment;
use super::serve::Reference;
use super::state::Work;

/// The place of the first work that arrives: after all that waits from the start.
const AFTER_WAITING: u64 = 1_000_000_000;

impl Reference {
    /// The items that wait from the start.
    pub(super) fn take_waiting_items(&mut self, facts: &[Fact]) {
        for fact in facts {
            if let Fact::Waiting { count, kind, priority, queue, place } = fact {
                for place in place.0..place.0.saturating_add(count.0) {
                    let caller = format!("{queue}-{place}");
                    self.new_work(&caller, *kind, *priority, Some(queue.clone()), None, Some(place));
                }
            }
        }
    }

    pub(super) fn new_work(
        &mut self,
        caller: &str,
        kind: WorkKind,
        priority: Priority,
        queue: Option<QueueName>,
        only: Option<AgentName>,
        place: Option<u64>,
    ) -> OfferName {
        let offer = self.state.mint_offer();
        let number = self.state.minted;
        let work = Work {
            offer: offer.clone(),
            kind,
            priority,
            caller: caller.to_owned(),
            number: None,
            queue,
            only,
            // Work that was there at the start comes before all that arrives.
            place: place.unwrap_or_else(|| AFTER_WAITING + u64::from(number)),
            state: OfferState::Queued,
            agent: None,
            declined_by: Vec::new(),
        };
        self.state.work.insert(offer.clone(), work);
        offer
    }

    pub(super) fn queue_work(
        &mut self,
        caller: &str,
        queue: QueueName,
        kind: WorkKind,
        priority: Priority,
        place: Option<u64>,
    ) -> OfferName {
        let offer = self.new_work(caller, kind, priority, Some(queue), None, place);
        let work = self.state.work[&offer].clone();
        self.offer_event(&work, OfferState::Queued);
        offer
    }

    /// Tells the feed that something happened to an offer.
    pub(super) fn offer_event(&mut self, work: &Work, state: OfferState) {
        let offer = OfferFact {
            offer: work.offer.clone(),
            state,
            kind: work.kind,
            priority: work.priority,
            caller: work.caller.clone(),
            call: None,
        };
        self.event(Event::Offer { agent: work.agent.clone(), offer });
    }

    pub(super) fn assign_all(&mut self) {
        let agents: Vec<AgentName> = self.state.agents.keys().cloned().collect();
        agents.iter().for_each(|agent| self.assign(agent));
    }

    /// Offers the agent the first work that may be offered now. Work above all ordinary work takes the place of what
    /// rings, and all of it alerts at once.
    pub(super) fn assign(&mut self, name: &AgentName) {
        while let Some((offer, priority)) = self.best(name) {
            if self.ringing(name).next().is_some() && priority != Priority::Emergency {
                return;
            }
            if priority != Priority::Emergency && self.is_crowded(name) {
                return;
            }
            let withdrawn = self.withdraw_ringing(name);
            let Some(work) = self.state.work.get_mut(&offer) else { return };
            work.state = OfferState::Offered;
            work.agent = Some(name.clone());
            let work = work.clone();
            self.offer_event(&work, OfferState::Offered);
            if withdrawn {
                self.assign_all();
            }
        }
    }

    /// The first work that may be offered to the agent: the most urgent, of that the one that came first.
    fn best(&self, name: &AgentName) -> Option<(OfferName, Priority)> {
        let waits = self.state.work.values().filter(|work| work.state == OfferState::Queued);
        let best = waits.filter(|work| self.may_offer(name, work));
        let best = best.min_by_key(|work| (std::cmp::Reverse(work.priority), work.place));
        best.map(|work| (work.offer.clone(), work.priority))
    }

    fn ringing<'s>(&'s self, name: &'s AgentName) -> impl Iterator<Item = &'s Work> {
        self.state.work_of(name).filter(|work| work.state == OfferState::Offered)
    }

    /// Whether an offer alerts at the agent.
    fn rings(&self, name: &AgentName, offer: &OfferName) -> bool {
        self.ringing(name).any(|ringing| ringing.offer == *offer)
    }

    fn may_offer(&self, name: &AgentName, work: &Work) -> bool {
        let Some(agent) = self.agent(name).filter(|agent| agent.client == Client::Connected) else { return false };
        let settings = self.settings(name);
        let meant = match (&work.only, &work.queue) {
            (Some(only), _) => only == name,
            (None, Some(queue)) => settings.queues.contains(queue),
            (None, None) => false,
        };
        if !meant || work.declined_by.contains(name) {
            return false;
        }
        if work.kind == WorkKind::Callback {
            return (self.policy.callback_offered)(agent) && (self.policy.callback_capacity)(agent, settings);
        }
        let by_presence = match agent.presence.0.base {
            Base::Available | Base::Busy => true,
            Base::BusyDnd => work.queue.as_ref().is_some_and(|queue| self.tenant.admits_dnd.contains(queue)),
            Base::Away | Base::Offline | Base::Inactive => false,
        };
        let in_conversation = self.state.in_conversation(name);
        let admitted =
            if in_conversation { (self.policy.offered_in_conversation)(work, by_presence) } else { by_presence };
        let full = agent.used >= settings.limit && self.tenant.agents[name].blocking == Switch::On;
        admitted && !agent.wrap_up && !full
    }

    /// Takes ordinary work that rings back into its place, for an emergency call or a callback; whether there was some.
    pub(super) fn withdraw_ringing(&mut self, name: &AgentName) -> bool {
        let ordinary = self.ringing(name).find(|work| work.kind != WorkKind::Callback).map(|work| work.offer.clone());
        let Some(offer) = ordinary.filter(|_| (self.policy.withdraws_ringing)()) else { return false };
        let (counts, next) = ((self.policy.withdrawn_as)(), AFTER_WAITING + u64::from(self.state.minted));
        if let Some(work) = self.state.work.get_mut(&offer) {
            work.place = (self.policy.withdrawn_to)(work.place, next);
            if counts != OfferState::Withdrawn {
                work.declined_by.push(name.clone());
            }
        }
        self.take_back(&offer, counts);
        true
    }

    /// Takes all that rings back from an agent who has no client any more, and looks for others to offer it to.
    pub(super) fn take_all_back(&mut self, name: &AgentName) {
        let ringing: Vec<OfferName> = self.ringing(name).map(|work| work.offer.clone()).collect();
        ringing.iter().for_each(|offer| self.take_back(offer, OfferState::Withdrawn));
        self.assign_all();
    }

    /// Takes an offer back from an agent, for whom it then counts as something; the work waits again.
    fn take_back(&mut self, offer: &OfferName, counts: OfferState) {
        let Some(work) = self.state.work.get_mut(offer) else { return };
        let shown = work.clone();
        (work.state, work.agent) = (OfferState::Queued, None);
        self.offer_event(&shown, counts);
    }

    pub(super) fn accept(&mut self, act: ActId, name: &AgentName, offer: &OfferName, chosen: Option<Accepting>) {
        let rings = self.rings(name, offer);
        let Some(work) = self.state.work.get_mut(offer).filter(|_| rings) else {
            return self.reply(act, Reply::Refused { reason: Reason::ControlNotAvailable });
        };
        work.state = OfferState::Connected;
        let work = work.clone();
        if self.is_inbound(&work) {
            let treatment = Inbound::ToAgent(name.clone());
            self.request(Request::Treat { inbound: InboundName::new(work.caller.clone()), treatment });
        }
        if work.kind == WorkKind::Callback {
            if let Some(number) = &work.number {
                self.called_back(number);
                self.mail_of_callback(number);
            }
            self.over_ordinary(name, (self.policy.callback_over_call)(chosen));
            self.over_legs(name, offer, (self.policy.callback_over_leg)(chosen));
            if (self.policy.callback_sets_presence)() {
                self.take_snapshot(name);
                self.set_conversation_presence(name);
            }
        } else {
            self.take_capacity(name);
        }
        self.offer_event(&work, OfferState::Connected);
        self.store_work(&work, RowMoment::Answered);
        self.reply(act, Reply::Done);
    }

    fn is_inbound(&self, work: &Work) -> bool {
        self.state.inbound.values().any(|offer| *offer == work.offer)
    }

    pub(super) fn decline(&mut self, act: ActId, name: &AgentName, offer: &OfferName) {
        let rings = self.rings(name, offer);
        let Some(work) = self.state.work.get_mut(offer).filter(|_| rings) else {
            return self.reply(act, Reply::Refused { reason: Reason::ControlNotAvailable });
        };
        let shown = work.clone();
        work.declined_by.push(name.clone());
        (work.state, work.agent) = (OfferState::Queued, None);
        self.offer_event(&shown, OfferState::Declined);
        self.store_work(&shown, RowMoment::Declined);
        if self.is_inbound(&shown) {
            let inbound = InboundName::new(shown.caller.clone());
            self.state.inbound.remove(&inbound);
            self.state.work.remove(offer);
            let callback = shown.kind == WorkKind::Callback;
            let treatment = if callback { (self.policy.after_decline)() } else { Inbound::Busy };
            self.request(Request::Treat { inbound, treatment });
        }
        self.reply(act, Reply::Done);
        self.unanswered(name, OfferState::Declined);
        self.assign_all();
    }

    pub(super) fn finish(&mut self, act: ActId, name: &AgentName, offer: &OfferName) {
        let connected = |work: &Work| work.is_taken() && work.agent.as_ref() == Some(name);
        if !self.state.work.get(offer).is_some_and(connected) {
            return self.reply(act, Reply::Refused { reason: Reason::ControlNotAvailable });
        }
        let callback = self.state.work.get(offer).is_some_and(|work| work.kind == WorkKind::Callback);
        match (self.policy.end_call)() {
            EndCall::Conversation if callback => self.end_conversation(name),
            EndCall::Conversation | EndCall::OneLeg => self.end_work(name, offer),
        }
        self.reply(act, Reply::Done);
    }

    /// Ends what an accepted offer became.
    pub(super) fn end_work(&mut self, name: &AgentName, offer: &OfferName) {
        let Some(work) = self.state.work.remove(offer) else { return };
        let inbound = InboundName::new(work.caller.clone());
        if self.state.inbound.remove(&inbound).is_some() {
            self.request(Request::Treat { inbound, treatment: Inbound::Closed });
        }
        self.offer_event(&work, OfferState::Ended);
        self.after_work(name, &work, Closer::Agent, EndCause::HangUp);
    }

    /// What follows the end of accepted work.
    pub(super) fn after_work(&mut self, name: &AgentName, work: &Work, by: Closer, cause: EndCause) {
        let kind = work.call_kind();
        self.store_work(work, RowMoment::of_end(by, cause));
        match kind {
            CallKind::Ordinary => self.ordinary_over(name),
            CallKind::Emergency | CallKind::Callback => {
                self.conversation_over(name, by, cause, None);
                self.callback_over(name);
            }
        }
        self.assign(name);
    }
}
