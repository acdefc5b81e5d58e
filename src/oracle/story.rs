//! The story of a trace: one forward pass over the records, keyed by agent and call, that every rule reads.
//!
//! A record of a border that the head doesn't name is left out: what isn't seen is not known. A call belongs to its dial
//! by the lease that names agent and call, or by the reply that carries the act, whichever comes first; where a reply
//! stands changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::border::{ActId, CallName, InboundName, Incident, LegName, MessageName, OfferName, Supervision};
use crate::domain::{Accepting, AgentName, Dialled, Location, Number, QueueName, Reason, Service};
use crate::observation::{Bindings, Head, Observed, Record};
use crate::requirement::BorderName;
use crate::stimulus::{CallRef, Counted, Fact, Stimulus};
use crate::time::Instant;

use super::facts::{AgentFacts, Facts};
use super::session::{Choice, Leave, Wish};
use super::spelling::number;
use super::stores::Stores;
use super::thread::{
    Answer, Attempt, Call, Callback, Dial, Lease, MailSeen, Mark, OrdinaryArrival, Saved, Saving, Tried,
};
use super::upset::Upset;

/// What was seen of one agent.
#[derive(Clone, Debug, Default)]
pub struct AgentStory {
    /// The agent's dials by their place in the story.
    pub dials: Vec<usize>,
    /// The callbacks to the agent's numbers by their place in the story.
    pub callbacks: Vec<usize>,
    /// The moments at which the agent lost the client or was signed out.
    pub away: Vec<Mark>,
    /// The moments at which the agent accepted an offer.
    pub accepts: Vec<Mark>,
    /// What the agent then chose for a running call, where the agent chose.
    pub chosen: Vec<(Mark, Accepting)>,
    /// The moments at which the agent declined an offer.
    pub declines: Vec<Mark>,
    /// When the agent's account was removed.
    pub removed: Option<Mark>,
    /// The moments at which a client of the agent connected.
    pub back: Vec<Mark>,
    /// The calls that the agent took from hold.
    pub resumes: Vec<(Mark, CallRef)>,
    /// The calls that a customer or the network ended.
    pub left: Vec<(Mark, CallRef)>,
    /// The calls that the agent ended.
    pub ends: Vec<(Mark, CallRef)>,
    /// The presences that the agent chose.
    pub choices: Vec<Choice>,
    /// The ways in which the agent left, or tried to.
    pub leaves: Vec<Leave>,
    /// The limit and use of the capacity at the start.
    pub capacity: Option<(u64, u64)>,
    /// The limits of the capacity that an administrator saved.
    pub limits: Vec<(Mark, u64)>,
    /// The stimuli that name the agent.
    pub about: Vec<Mark>,
    /// The moments at which the agent closed the wrap-up.
    pub wrap_ups_closed: Vec<Mark>,
    /// The moments at which an administrator changed the agent's queues or a profile of the agent.
    pub changes: Vec<Mark>,
    /// The mails that name the agent but no call, by their place in the story.
    pub mails: Vec<usize>,
    /// What was tried on the agent's calls, by its place in the story.
    pub attempts: Vec<usize>,
    /// The agent's emergency contacts at the start.
    pub contacts: String,
    /// The lists of contacts that somebody saved or tried to save, by their place in the story.
    pub lists: Vec<usize>,
    /// The moments at which an administrator edited the contacts without saving them.
    pub drafts: Vec<Mark>,
}

/// The story of a trace.
#[derive(Clone, Debug)]
pub struct Story {
    borders: BTreeSet<BorderName>,
    /// The facts as they stand.
    pub facts: Facts,
    /// All dials in order.
    pub dials: Vec<Dial>,
    /// All outgoing calls.
    pub calls: BTreeMap<CallName, Call>,
    /// All leases in order.
    pub leases: Vec<Lease>,
    /// All callbacks in order.
    pub callbacks: Vec<Callback>,
    /// All voice routes, templates and contacts that somebody saved or tried to save, in order.
    pub savings: Vec<Saving>,
    /// The templates that somebody saved, by their place in the story.
    pub templates: Vec<usize>,
    /// The moments at which a wall clock or a time zone was changed.
    pub clock_changes: Vec<Mark>,
    /// All calls that arrived for other numbers, in order.
    pub ordinary: Vec<OrdinaryArrival>,
    /// All mails in order.
    pub mails: Vec<MailSeen>,
    /// The mails that name neither call nor agent, by their place.
    pub loose_mails: Vec<usize>,
    /// All that somebody tried on a running call, in order.
    pub attempts: Vec<Attempt>,
    /// The records of all stimuli but time passing.
    pub doings: Vec<u32>,
    /// Each agent's story.
    pub agents: BTreeMap<AgentName, AgentStory>,
    /// What samples of the stores showed.
    pub stores: Stores,
    /// The callers behind offers of ordinary work.
    pub callers: BTreeSet<String>,
    /// The words of operational events, each with the records that said it.
    pub incidents: BTreeMap<String, Vec<Mark>>,
    pub(super) raised: BTreeSet<Incident>,
    /// Outages, carrier events that came again or too late, and incidents.
    pub upset: Upset,
    /// The last stimulus.
    pub last_stimulus: Option<Mark>,
    /// Whether somebody called a number.
    pub called: bool,
    /// From when to when each service was slow, failing or stopped.
    pub faults: BTreeMap<Service, Vec<(Instant, Option<Instant>)>>,
    bindings: Bindings,
    /// The record from which on there is ordinary work; the first where some waits from the start.
    pub work: Option<u32>,
    /// The queues that customers called, in order.
    pub arrivals: Vec<QueueName>,
    acts: BTreeMap<ActId, usize>,
    pub(super) wishes: BTreeMap<ActId, Wish>,
    tries: BTreeMap<ActId, usize>,
    saves: BTreeMap<ActId, usize>,
    open: Vec<usize>,
    burst: Option<(Mark, Dialled)>,
    pub(super) legs: BTreeMap<LegName, (CallName, usize)>,
    pub(super) held: BTreeMap<Number, usize>,
    pub(super) holding: BTreeMap<AgentName, usize>,
    pub(super) inbounds: BTreeMap<InboundName, usize>,
    pub(super) others: BTreeMap<InboundName, usize>,
    pub(super) messages: BTreeMap<MessageName, usize>,
}

impl Story {
    /// A story before its first record.
    pub fn new(head: &Head) -> Self {
        let facts = Facts::new(&head.facts);
        let seen = |facts: &AgentFacts| AgentStory { capacity: facts.capacity, ..AgentStory::default() };
        let mut agents: BTreeMap<AgentName, AgentStory> =
            facts.agents.iter().map(|(agent, facts)| (agent.clone(), seen(facts))).collect();
        for fact in &head.facts {
            if let Fact::Contacts { agent, list } = fact
                && let Some(story) = agents.get_mut(agent)
            {
                story.contacts = list.0.clone();
            }
        }
        let faults = facts.faulty.iter().map(|service| (*service, vec![(Instant::START, None)])).collect();
        Story {
            borders: head.borders.keys().copied().collect(),
            facts,
            agents,
            dials: Vec::new(),
            calls: BTreeMap::new(),
            leases: Vec::new(),
            callbacks: Vec::new(),
            savings: Vec::new(),
            templates: Vec::new(),
            clock_changes: Vec::new(),
            ordinary: Vec::new(),
            mails: Vec::new(),
            loose_mails: Vec::new(),
            attempts: Vec::new(),
            doings: Vec::new(),
            stores: Stores::default(),
            callers: BTreeSet::new(),
            incidents: BTreeMap::new(),
            raised: BTreeSet::new(),
            upset: Upset::default(),
            last_stimulus: None,
            called: false,
            faults,
            bindings: Bindings::default(),
            work: head.facts.iter().any(|fact| matches!(fact, Fact::Waiting { .. })).then_some(0),
            arrivals: Vec::new(),
            acts: BTreeMap::new(),
            wishes: BTreeMap::new(),
            tries: BTreeMap::new(),
            saves: BTreeMap::new(),
            open: Vec::new(),
            burst: None,
            legs: BTreeMap::new(),
            held: BTreeMap::new(),
            holding: BTreeMap::new(),
            inbounds: BTreeMap::new(),
            others: BTreeMap::new(),
            messages: BTreeMap::new(),
        }
    }

    /// Takes one more record in.
    pub fn see(&mut self, record: &Record) {
        let mark = Mark { number: record.number, at: record.at };
        self.bindings.see(record);
        self.upset.see(record, &self.borders);
        match &record.observed {
            Observed::Stimulus(stimulus) => self.see_stimulus(record, mark, stimulus),
            Observed::Seen(seen) if self.borders.contains(&seen.border()) => self.see_border(record, mark, seen),
            Observed::Seen(_) | Observed::Unanswered { .. } => {}
        }
    }

    #[allow(clippy::wildcard_enum_match_arm)] // most stimuli are told by what they cause
    fn see_stimulus(&mut self, record: &Record, mark: Mark, stimulus: &Stimulus) {
        self.last_stimulus = Some(mark);
        if let Some(last) = self.ordinary.last_mut() {
            last.acted.get_or_insert(mark.number);
        }
        if !matches!(stimulus, Stimulus::Passes { .. } | Stimulus::Reaches { .. }) {
            self.doings.push(mark.number);
            for dial in self.open.drain(..) {
                self.dials[dial].acted = Some(mark.number);
            }
        }
        self.open_saving(record, mark, stimulus);
        self.see_session(record, mark, stimulus);
        self.facts.see(stimulus, mark.at);
        match stimulus {
            Stimulus::Dials { agent, dialled } => self.open_dial(agent, dialled, None, mark, record.act),
            Stimulus::DialsIn { agent, dialled, workspace } => {
                self.open_dial(agent, dialled, Some(&workspace.0), mark, record.act);
            }
            Stimulus::BurstDials { dialled, .. } => self.burst = Some((mark, dialled.clone())),
            Stimulus::ServiceSlows { service, .. }
            | Stimulus::ServiceStartsFailing { service, .. }
            | Stimulus::ServiceStops { service } => self.faults.entry(*service).or_default().push((mark.at, None)),
            Stimulus::ServiceRecovers { service } => {
                let open = self.faults.entry(*service).or_default().iter_mut().filter(|(_, to)| to.is_none());
                open.for_each(|(_, to)| *to = Some(mark.at));
            }
            Stimulus::ClockSteps { .. } | Stimulus::ZoneChanges { .. } => self.clock_changes.push(mark),
            Stimulus::PsapCalls { .. } | Stimulus::CustomerCalls { .. } | Stimulus::CustomerCallsMarked { .. } => {
                self.called = true;
            }
            Stimulus::Tries { agent, control, call } => {
                self.open_attempt(record, mark, agent, Tried::Control(*control), call);
            }
            Stimulus::Monitors { supervisor, call } => {
                self.open_attempt(record, mark, supervisor, Tried::Supervision(Supervision::Monitor), call);
            }
            Stimulus::BargesInto { supervisor, call } => {
                self.open_attempt(record, mark, supervisor, Tried::Supervision(Supervision::Barge), call);
            }
            Stimulus::TakesOver { supervisor, call } => {
                self.open_attempt(record, mark, supervisor, Tried::Supervision(Supervision::TakeOver), call);
            }
            _ => self.see_agent(mark, stimulus),
        }
    }

    /// Keeps a setting that somebody saves, with the facts before it.
    #[allow(clippy::wildcard_enum_match_arm)] // most stimuli save nothing that a rule looks at
    fn open_saving(&mut self, record: &Record, mark: Mark, stimulus: &Stimulus) {
        let place = self.savings.len();
        match stimulus {
            Stimulus::ChangesRoute { .. } => {}
            Stimulus::ChangesTemplate { .. } => self.templates.push(place),
            Stimulus::SavesContacts { agent, .. } | Stimulus::TriesToSaveContacts { agent, .. } => {
                if let Some(story) = self.agents.get_mut(agent) {
                    story.lists.push(place);
                }
            }
            _ => return,
        }
        self.saves.extend(record.act.map(|act| (act, place)));
        let (stimulus, tenant) = (stimulus.clone(), self.facts.tenant.clone());
        self.savings.push(Saving { stimulus, mark, tenant, reply: None });
    }

    fn open_attempt(&mut self, record: &Record, mark: Mark, by: &AgentName, tried: Tried, call: &CallRef) {
        let place = self.attempts.len();
        self.tries.extend(record.act.map(|act| (act, place)));
        if let Some(owner) = self.agents.get_mut(&call.agent) {
            owner.attempts.push(place);
        }
        self.attempts.push(Attempt { mark, by: by.clone(), tried, call: call.clone(), reply: None });
    }

    /// Takes the reply to an attempt, with the reason where it was refused.
    pub(super) fn tried(&mut self, record: &Record, mark: Mark, reason: Option<Reason>) {
        let place = record.act.and_then(|act| self.tries.get(&act));
        if let Some(attempt) = place.and_then(|place| self.attempts.get_mut(*place)) {
            attempt.reply.get_or_insert((mark, reason));
        }
        self.replied(record, mark, reason);
    }

    #[allow(clippy::wildcard_enum_match_arm)] // most stimuli are told by what they cause
    fn see_agent(&mut self, mark: Mark, stimulus: &Stimulus) {
        let mut note = |agent: &AgentName, take: &dyn Fn(&mut AgentStory)| {
            if let Some(story) = self.agents.get_mut(agent) {
                take(story);
            }
        };
        match stimulus {
            Stimulus::Ends { agent, call } => note(agent, &|story| story.ends.push((mark, call.clone()))),
            Stimulus::Accepts { agent } | Stimulus::BurstAccepts { agent, .. } => {
                note(agent, &|story| story.accepts.push(mark));
            }
            Stimulus::AcceptsAnd { agent, running } => note(agent, &|story| {
                story.accepts.push(mark);
                story.chosen.push((mark, *running));
            }),
            Stimulus::RemovesAccount { agent } => note(agent, &|story| {
                story.away.push(mark);
                story.removed.get_or_insert(mark);
            }),
            Stimulus::Declines { agent } => note(agent, &|story| story.declines.push(mark)),
            Stimulus::SignsIn { agent } | Stimulus::ComesBack { agent } => {
                note(agent, &|story| story.back.push(mark));
            }
            Stimulus::Resumes { agent, call } => note(agent, &|story| story.resumes.push((mark, call.clone()))),
            Stimulus::CustomerHangsUp { call } | Stimulus::PsapHangsUp { call } | Stimulus::Drops { call } => {
                note(&call.agent, &|story| story.left.push((mark, call.clone())));
            }
            Stimulus::EditsContacts { agent, .. } => note(agent, &|story| story.drafts.push(mark)),
            Stimulus::ClosesWrapUp { agent } => note(agent, &|story| story.wrap_ups_closed.push(mark)),
            Stimulus::ChangesQueues { agent, .. }
            | Stimulus::ChangesOutboundProfile { agent, .. }
            | Stimulus::ChangesCapacity { agent, .. } => note(agent, &|story| story.changes.push(mark)),
            Stimulus::SignsOut { agent }
            | Stimulus::SignsAgentOut { agent }
            | Stimulus::SessionExpires { agent }
            | Stimulus::LosesClient { agent } => note(agent, &|story| story.away.push(mark)),
            _ => {}
        }
    }

    /// How stimuli call the item of ordinary work that an agent accepted as an offer, if they can.
    pub fn item(&self, agent: &AgentName, offer: &OfferName) -> Option<CallRef> {
        let nth = self.bindings.item(agent, offer)?;
        Some(CallRef { counted: Counted::Items, nth, agent: agent.clone() })
    }

    /// Whether a service was slow, failing or stopped at some time of a span.
    pub fn faulty(&self, service: Service, from: Instant, to: Instant) -> bool {
        let faults = self.faults.get(&service).into_iter().flatten();
        faults.into_iter().any(|(start, end)| *start <= to && end.is_none_or(|end| end >= from))
    }

    fn open_dial(
        &mut self,
        agent: &AgentName,
        dialled: &Dialled,
        workspace: Option<&str>,
        mark: Mark,
        act: Option<ActId>,
    ) {
        let located = !self.faulty(Service::Location, mark.at, mark.at);
        let (Some(facts), Some(story)) = (self.facts.agents.get(agent), self.agents.get_mut(agent)) else { return };
        let place = self.dials.len();
        if let Some(last) = story.dials.last() {
            self.dials[*last].next = Some(mark.number);
        }
        story.dials.push(place);
        self.open.push(place);
        self.acts.extend(act.map(|act| (act, place)));
        self.dials.push(Dial {
            place,
            agent: agent.clone(),
            dialled: dialled.clone(),
            number: number(dialled.as_str()).parse().unwrap_or_else(|_| dialled.clone()),
            workspace: workspace.map(str::to_owned).or_else(|| facts.workspace.clone()),
            mark,
            act,
            facts: facts.clone(),
            tenant: self.facts.tenant.clone(),
            reply: None,
            call: None,
            acted: None,
            next: None,
        });
        if let Some(facts) = self.facts.agents.get_mut(agent).filter(|facts| located && facts.location == Location::On)
        {
            facts.known_country = facts.country.clone();
        }
    }

    /// The dial of an agent that a record without an act speaks of: the latest that has no call yet, a refused one last.
    /// After a burst, whose dials have no stimulus of their own, it is opened here, at the instant of that record.
    fn pending(&mut self, agent: &AgentName, at: Instant) -> Option<usize> {
        if let Some((mark, dialled)) = self.burst.clone()
            && !self.agents.get(agent)?.dials.iter().any(|dial| self.dials[*dial].mark.number >= mark.number)
        {
            self.open_dial(agent, &dialled, None, Mark { at, ..mark }, None);
        }
        let free = |dial: &&usize| self.dials[**dial].call.is_none();
        let dials = &self.agents.get(agent)?.dials;
        let waits = |dial: &&usize| !matches!(self.dials[**dial].reply, Some((_, Answer::Refused(..))));
        dials.iter().rev().filter(free).find(waits).or_else(|| dials.iter().rev().find(free)).copied()
    }

    /// Keeps the reply to a setting that somebody saved.
    pub(super) fn saved(&mut self, record: &Record, mark: Mark, saved: Saved) {
        if let Some(place) = record.act.and_then(|act| self.saves.get(&act)) {
            self.savings[*place].reply.get_or_insert((mark, saved));
        }
    }

    /// Attaches a call to the dial of an agent, unless it has one.
    pub(super) fn attach(&mut self, mark: Mark, agent: &AgentName, call: &CallName) {
        if self.calls.get(call).is_none_or(|call| call.dial.is_none())
            && let Some(dial) = self.pending(agent, mark.at)
        {
            self.tie(dial, call);
        }
    }

    fn tie(&mut self, dial: usize, call: &CallName) {
        let before = self.calls.entry(call.clone()).or_default().dial.replace(dial);
        if let Some(before) = before.filter(|before| *before != dial) {
            self.dials[before].call = None;
        }
        self.dials[dial].call = Some(call.clone());
    }

    pub(super) fn reply(
        &mut self,
        record: &Record,
        mark: Mark,
        agent: &AgentName,
        call: Option<&CallName>,
        answer: Answer,
    ) {
        let known = record.act.and_then(|act| self.acts.get(&act).copied());
        let named = call.and_then(|call| self.calls.get(call)?.dial);
        let Some(dial) = known.or(named).or_else(|| self.pending(agent, mark.at)) else { return };
        // A dial of a burst has no stimulus of its own: its reply says when it was made.
        let made = &mut self.dials[dial].mark;
        made.at = made.at.min(record.asked);
        self.dials[dial].reply.get_or_insert((mark, answer));
        if let Some(call) = call {
            self.tie(dial, call);
        }
    }
}
