//! Binding: what a reference names, found in the records so far.

use std::collections::BTreeMap;

use crate::border::{ActId, CallName, Inbound, InboundName, LegName, OfferFact, OfferName};
use crate::domain::{AgentName, Number, OfferState, WorkKind};
use crate::stimulus::{Anchor, AnchorEvent, CallRef, Callee, Counted, Stimulus};
use crate::time::Instant;

use super::record::{Kind, Observed, Record};
use super::seen::Seen;

/// What is known of one call.
#[derive(Clone, Debug, Default)]
struct CallSeen {
    dialled: Option<(u32, Instant)>,
    answered: Option<(u32, Instant)>,
    ended: Option<(u32, Instant)>,
    leg: Option<LegName>,
    given: Option<Number>,
}

/// What is known of one call that arrived.
#[derive(Clone, Debug, Default)]
struct InboundSeen {
    arrived: Option<(u32, Instant)>,
    answered: Option<(u32, Instant)>,
    ended: Option<(u32, Instant)>,
}

/// What references name, by the records seen so far.
#[derive(Clone, Debug, Default)]
pub struct Bindings {
    acts: BTreeMap<ActId, (u32, Instant)>,
    calls: BTreeMap<AgentName, Vec<CallName>>,
    callbacks: BTreeMap<AgentName, Vec<InboundName>>,
    call: BTreeMap<CallName, CallSeen>,
    inbound: BTreeMap<InboundName, InboundSeen>,
    owner: BTreeMap<Number, AgentName>,
    latest: BTreeMap<AgentName, Number>,
    ringing: BTreeMap<AgentName, Vec<OfferFact>>,
    items: BTreeMap<AgentName, Vec<OfferFact>>,
    offer_of: BTreeMap<String, OfferName>,
}

/// The thing that a reference to a call names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A call that an agent dialled.
    Call(CallName),
    /// A call that arrived.
    Inbound(InboundName),
    /// An item of ordinary work that an agent accepted, by its last offer.
    Item(OfferFact),
}

impl Bindings {
    /// The bindings of a whole list of records.
    pub fn of(records: &[Record]) -> Self {
        let mut bindings = Bindings::default();
        records.iter().for_each(|record| bindings.see(record));
        bindings
    }

    /// Takes one more record in.
    pub fn see(&mut self, record: &Record) {
        let mark = (record.number, record.at);
        match &record.observed {
            Observed::Stimulus(stimulus) => {
                if let Some(act) = record.act {
                    self.acts.insert(act, mark);
                }
                if let Stimulus::Accepts { agent } | Stimulus::AcceptsAnd { agent, .. } = stimulus {
                    self.accepted(agent);
                }
            }
            Observed::Seen(seen) => self.see_border(record, seen, mark),
            Observed::Unanswered { .. } => {}
        }
    }

    /// The item of ordinary work that an agent is about to accept, if one alerts.
    fn accepted(&mut self, agent: &AgentName) {
        let offer = self.ringing.get(agent).and_then(|ringing| ringing.last());
        if let Some(offer) = offer.filter(|offer| offer.kind != WorkKind::Callback).cloned() {
            self.items.entry(agent.clone()).or_default().push(offer);
        }
    }

    fn see_border(&mut self, record: &Record, seen: &Seen, mark: (u32, Instant)) {
        match seen {
            Seen::DialAccepted { agent, call } if record.kind == Kind::Reply => {
                self.name_call(agent, call);
                let dialled = record.act.and_then(|act| self.acts.get(&act).copied());
                self.call.entry(call.clone()).or_default().dialled = dialled;
            }
            Seen::NumberLeased { number, agent, call } => {
                self.name_call(agent, call);
                self.owner.insert(number.clone(), agent.clone());
                self.latest.insert(agent.clone(), number.clone());
            }
            Seen::LegOffered { leg, call, from, declared, .. } => {
                let seen = self.call.entry(call.clone()).or_default();
                seen.leg = Some(leg.clone());
                seen.given = declared.clone().or_else(|| from.clone());
                seen.ended = None;
            }
            Seen::LegAnswered { call, .. } => {
                self.call.entry(call.clone()).or_default().answered.get_or_insert(mark);
            }
            Seen::LegClosed { call, .. } => self.call.entry(call.clone()).or_default().ended = Some(mark),
            Seen::InboundArrived { inbound, to, .. } => {
                self.inbound.entry(inbound.clone()).or_default().arrived = Some(mark);
                if let Some(agent) = self.owner.get(to) {
                    self.callbacks.entry(agent.clone()).or_default().push(inbound.clone());
                }
            }
            Seen::InboundTreated { inbound, treatment } => {
                let seen = self.inbound.entry(inbound.clone()).or_default();
                match treatment {
                    Inbound::ToAgent(_) => seen.answered = Some(mark),
                    Inbound::Closed | Inbound::Busy | Inbound::NotInService => seen.ended = Some(mark),
                    Inbound::Ringing | Inbound::To(_) => {}
                }
            }
            Seen::InboundClosed { inbound, .. } => {
                self.inbound.entry(inbound.clone()).or_default().ended = Some(mark);
            }
            Seen::Offer { agent: Some(agent), offer } => {
                self.offer_of.insert(offer.caller.clone(), offer.offer.clone());
                let ringing = self.ringing.entry(agent.clone()).or_default();
                ringing.retain(|other| other.offer != offer.offer);
                if offer.state == OfferState::Offered {
                    ringing.push(offer.clone());
                }
            }
            Seen::Offers { agent, offers } => {
                self.offer_of.extend(offers.iter().map(|offer| (offer.caller.clone(), offer.offer.clone())));
                let alerting = offers.iter().filter(|offer| offer.state == OfferState::Offered);
                self.ringing.insert(agent.clone(), alerting.cloned().collect());
            }
            _ => {}
        }
    }

    fn name_call(&mut self, agent: &AgentName, call: &CallName) {
        let calls = self.calls.entry(agent.clone()).or_default();
        if !calls.contains(call) {
            calls.push(call.clone());
        }
    }

    /// What a reference to a call names, if it is known by now.
    pub fn bound(&self, call: &CallRef) -> Option<Bound> {
        let index = call.nth as usize - 1;
        match call.counted {
            Counted::Dials => self.calls.get(&call.agent)?.get(index).cloned().map(Bound::Call),
            Counted::Callbacks => self.callbacks.get(&call.agent)?.get(index).cloned().map(Bound::Inbound),
            Counted::Items => self.items.get(&call.agent)?.get(index).cloned().map(Bound::Item),
        }
    }

    /// The leg that a call last placed, if it is still up.
    pub fn leg(&self, call: &CallName) -> Option<&LegName> {
        let seen = self.call.get(call)?;
        seen.leg.as_ref().filter(|_| seen.ended.is_none())
    }

    /// The number that somebody calls.
    pub fn number(&self, callee: &Callee) -> Option<Number> {
        match callee {
            Callee::Number(number) => Some(number.clone()),
            Callee::Latest(agent) => self.latest.get(agent).cloned(),
            Callee::CallbackNumber(call) => match self.bound(call)? {
                Bound::Call(name) => self.call.get(&name)?.given.clone(),
                Bound::Inbound(_) | Bound::Item(_) => None,
            },
        }
    }

    /// The offer that alerts at an agent: the latest.
    pub fn offer(&self, agent: &AgentName) -> Option<&OfferName> {
        self.ringing.get(agent)?.last().map(|offer| &offer.offer)
    }

    /// Which item of an agent an offer became when the agent accepted it, if the agent did, from 1.
    pub fn item(&self, agent: &AgentName, offer: &OfferName) -> Option<u32> {
        let place = self.items.get(agent)?.iter().rposition(|item| item.offer == *offer)?;
        u32::try_from(place + 1).ok()
    }

    /// The offer that a call which arrived became.
    pub fn offer_of(&self, inbound: &InboundName) -> Option<&OfferName> {
        self.offer_of.get(inbound.as_str())
    }

    /// The record and instant of a named event.
    pub fn anchor(&self, anchor: &Anchor) -> Option<(u32, Instant)> {
        match self.bound(&anchor.call)? {
            Bound::Call(name) => {
                let call = self.call.get(&name)?;
                match anchor.event {
                    AnchorEvent::Dial => call.dialled,
                    AnchorEvent::Answer => call.answered,
                    AnchorEvent::End => call.ended,
                    AnchorEvent::Arrival => None,
                }
            }
            Bound::Inbound(name) => {
                let inbound = self.inbound.get(&name)?;
                match anchor.event {
                    AnchorEvent::Arrival => inbound.arrived,
                    AnchorEvent::Answer => inbound.answered,
                    AnchorEvent::End => inbound.ended,
                    AnchorEvent::Dial => None,
                }
            }
            Bound::Item(_) => None,
        }
    }
}
