//! Hold: ordinary calls make room for an emergency conversation, and wait until their agent takes them up again.

use crate::border::{ActId, CallName, Event, ItemName, OfferFact, OfferName, Talk};
use crate::domain::{AgentName, Closer, EndCause, OfferState, Priority, WorkKind};

use super::decide::Running;
use super::serve::Reference;
use super::state::{Call, Work};

/// How the offers show a call that was held.
pub(super) fn shown(name: &CallName, call: &Call) -> Option<OfferFact> {
    let (offer, state) = call.shown.as_ref()?;
    Some(fact(name, call, offer, *state))
}

fn fact(name: &CallName, call: &Call, offer: &OfferName, state: OfferState) -> OfferFact {
    OfferFact {
        offer: offer.clone(),
        state,
        kind: WorkKind::Voice,
        priority: Priority::Normal,
        caller: call.dialled.to_string(),
        call: Some(name.clone()),
    }
}

impl Reference {
    /// Tells the feed that something happened to a call that the agent dialled.
    pub(super) fn call_event(&mut self, name: &CallName, offer: &OfferName, state: OfferState) {
        let Some(call) = self.state.calls.get(name) else { return };
        let (agent, offer) = (call.agent.clone(), fact(name, call, offer, state));
        self.event(Event::Offer { agent: Some(agent), offer });
    }

    /// The ordinary calls of an agent that talk or are held: those that the agent dialled, and those that came in.
    fn ordinary(&self, agent: &AgentName) -> Vec<Talk> {
        let voice = |work: &&Work| work.kind == WorkKind::Voice && work.is_taken();
        let calls = self.state.ordinary_calls(agent).map(|(name, _)| Talk::Call(name.clone()));
        let work = self.state.work_of(agent).filter(voice).map(|work| Talk::Offer(work.offer.clone()));
        calls.chain(work).collect()
    }

    /// Deals with the ordinary calls of an agent when an emergency call or a callback comes over them.
    pub(super) fn over_ordinary(&mut self, agent: &AgentName, running: Running) {
        for talk in self.ordinary(agent) {
            self.over_one(agent, &talk, running);
        }
    }

    /// Deals with one call when another one comes over it.
    pub(super) fn over_one(&mut self, agent: &AgentName, on: &Talk, running: Running) {
        match running {
            Running::Hold => self.hold(on),
            Running::End => self.end_talk(agent, on),
            Running::Keep => {}
        }
    }

    /// Holds a call, unless it is held.
    pub(super) fn hold(&mut self, on: &Talk) {
        self.turn(on, OfferState::Connected, OfferState::Held, OfferState::Held);
    }

    fn unhold(&mut self, on: &Talk) {
        self.turn(on, OfferState::Held, OfferState::Connected, OfferState::Resumed);
    }

    /// Moves a call that is in one state to another and tells the feed.
    fn turn(&mut self, on: &Talk, from: OfferState, to: OfferState, told: OfferState) {
        match on {
            Talk::Call(name) => {
                let shown = self.state.calls.get(name).and_then(|call| call.shown.clone());
                let (offer, state) = shown.unwrap_or_else(|| (self.state.mint_offer(), OfferState::Connected));
                let Some(call) = self.state.calls.get_mut(name).filter(|_| state == from) else { return };
                call.shown = Some((offer.clone(), to));
                self.call_event(name, &offer, told);
            }
            Talk::Offer(offer) => {
                let Some(work) = self.state.work.get_mut(offer).filter(|work| work.state == from) else { return };
                work.state = to;
                let work = work.clone();
                self.offer_event(&work, told);
            }
        }
    }

    fn end_talk(&mut self, agent: &AgentName, on: &Talk) {
        match on {
            Talk::Call(name) => self.hang_up(name),
            Talk::Offer(offer) => self.end_work(agent, offer),
        }
    }

    /// Takes a call from hold at its agent's wish, once the emergency conversation is over.
    pub(super) fn resume(&mut self, act: ActId, agent: &AgentName, on: &Talk) {
        let own = self.ordinary(agent).contains(on) && self.is_held(on) && !self.state.in_conversation(agent);
        if own {
            self.unhold(on);
        }
        self.allow(act, own);
    }

    /// Takes every held call of an agent from hold.
    pub(super) fn resume_all(&mut self, agent: &AgentName) {
        for talk in self.ordinary(agent) {
            self.unhold(&talk);
        }
    }

    fn is_held(&self, on: &Talk) -> bool {
        match on {
            Talk::Call(name) => self.state.calls.get(name).is_some_and(Call::is_held),
            Talk::Offer(offer) => self.state.work.get(offer).is_some_and(|work| work.state == OfferState::Held),
        }
    }

    /// The customer of an item of work leaves, wherever it is by now.
    pub(super) fn work_leaves(&mut self, item: &ItemName) {
        let known =
            self.state.work.values().find(|work| work.caller == item.as_str() && work.kind != WorkKind::Callback);
        let Some(offer) = known.map(|work| work.offer.clone()) else { return };
        self.caller_leaves(&offer, Closer::Remote, EndCause::HangUp);
    }
}
