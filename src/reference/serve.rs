//! The reference as a service: each input goes to the file that its name says.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use crate::border::{
    Act, ActId, Answer, CarrierEvent, Effect, Event, Input, Question, Reading, Reply, Request, RequestId,
};
use crate::domain::{AgentName, Reason};
use crate::notice::Wordings;
use crate::stimulus::Fact;
use crate::time::Instant;

use super::leases::LeaseTimers;
use super::policy::Policy;
use super::service::{LoadError, Service};
use super::settings::Settings;
use super::state::{Account, AgentState, State, Waiting};
use super::tenant::Tenant;

/// The reference implementation with its policy, its tenant and its state.
#[derive(Clone)]
pub struct Reference {
    pub(super) policy: Policy,
    pub(super) tenant: Rc<Tenant>,
    pub(super) state: State,
    pub(super) now: Instant,
    pub(super) effects: Vec<Effect>,
    /// Agents whose panels waited for this input.
    pub(super) lagging: BTreeSet<AgentName>,
    /// The timers of leases.
    pub(super) lease_timers: LeaseTimers,
    /// Whether it was taken up from what was stored, and has done nothing since.
    pub(super) restarted: bool,
}

impl Reference {
    /// A reference for the facts of a run.
    ///
    /// # Errors
    ///
    /// A fact that no tenant can be set up with, in words.
    pub fn new(policy: Policy, facts: &[Fact]) -> Result<Self, String> {
        let tenant = Rc::new(Tenant::from_facts(facts)?);
        let mut state = State { settings: Settings::new(&tenant), ..State::default() };
        for (name, agent) in &tenant.agents {
            state.agents.insert(
                name.clone(),
                AgentState {
                    client: agent.client,
                    account: Account::Present,
                    presence: agent.presence.clone(),
                    snapshot: None,
                    held: None,
                    disconnect: None,
                    rules_owed: false,
                    country: agent.country.clone(),
                    zone: agent.zone,
                    used: agent.used,
                    sessions: agent.sessions,
                    crowded: false,
                    wrap_up: false,
                    notified: None,
                },
            );
        }
        let (now, effects, lagging) = (Instant::START, Vec::new(), BTreeSet::new());
        let lease_timers = LeaseTimers::default();
        let mut reference = Reference { policy, tenant, state, now, effects, lagging, lease_timers, restarted: false };
        reference.take_waiting_items(facts);
        Ok(reference)
    }

    /// The same, with other words in its mails.
    #[must_use]
    pub fn with_wordings(mut self, wordings: Arc<Wordings>) -> Self {
        Rc::make_mut(&mut self.tenant).wordings = wordings;
        self
    }

    /// The state, to be compared.
    pub fn state(&self) -> &State {
        &self.state
    }

    pub(super) fn request(&mut self, request: Request) -> RequestId {
        let id = RequestId(self.state.mint());
        self.effects.push(Effect::Request { id, request });
        id
    }

    pub(super) fn event(&mut self, event: Event) {
        self.effects.push(Effect::Event(event));
    }

    pub(super) fn reply(&mut self, act: ActId, reply: Reply) {
        self.effects.push(Effect::Reply { act, reply });
    }

    pub(super) fn agent(&self, name: &AgentName) -> Option<&AgentState> {
        self.state.agents.get(name)
    }

    fn act(&mut self, id: ActId, act: Act) {
        let is_stranger = |agent: &AgentName| !self.state.agents.contains_key(agent);
        if !matches!(act, Act::Supervise { .. }) && act.agent().is_some_and(is_stranger) {
            return self.reply(id, Reply::Refused { reason: Reason::NotPermitted });
        }
        match act {
            Act::Dial { agent, dialled, workspace } => self.dial(id, agent, dialled, workspace.as_deref()),
            Act::EndCall { agent, call } => self.end_call(id, &agent, &call),
            Act::Accept { agent, offer, running } => self.accept(id, &agent, &offer, running),
            Act::Finish { agent, offer } => self.finish(id, &agent, &offer),
            Act::Decline { agent, offer } => self.decline(id, &agent, &offer),
            Act::CloseWrapUp { agent } => self.close_wrap_up(id, &agent),
            Act::ChoosePresence { agent, record, via } => self.choose_presence(id, &agent, &record, via),
            Act::TryControl { agent, control, on } => self.try_control(id, &agent, control, &on),
            Act::Resume { agent, on } => self.resume(id, &agent, &on),
            Act::Session { agent, change } => self.change_session(id, &agent, change),
            Act::Supervise { supervisor: _, way: _, on } => self.supervise(id, &on),
            Act::Save { by, setting } => self.save_setting(id, &by, setting),
            Act::Draft { agent, list } => self.draft(id, &agent, list.0),
        }
    }

    fn carrier(&mut self, event: CarrierEvent) {
        match event {
            CarrierEvent::LegOutcome { leg, code } => self.leg_outcome(&leg, code),
            CarrierEvent::LegAnswered { leg } => self.leg_answered(&leg),
            CarrierEvent::LegClosed { leg, by, cause } => self.leg_closed(&leg, by, cause),
            CarrierEvent::InboundArrives { inbound, to, from, marked } => {
                self.inbound_arrives(inbound, &to, &from, marked)
            }
            CarrierEvent::InboundClosed { inbound, by, cause } => self.inbound_closed(&inbound, by, cause),
            CarrierEvent::WorkArrives { item, queue, kind, priority } => {
                self.queue_work(item.as_str(), queue, kind, priority, None);
                self.assign_all();
            }
            CarrierEvent::WorkLeaves { item } => self.work_leaves(&item),
        }
    }

    fn answer(&mut self, request: RequestId, answer: Answer) {
        match self.state.waiting.remove(&request) {
            Some(Waiting::Location { act, agent, dialled, until: _ }) => self.located(act, &agent, dialled, &answer),
            Some(Waiting::Number { call, until: _ }) => self.leased(&call, &answer),
            Some(Waiting::Mail { message, until }) => self.mail_answered(&message, until.is_some(), &answer),
            None => self.late_lease(answer),
        }
    }
}

impl Service for Reference {
    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        self.now = now;
        let named = self.named(&input);
        match input {
            Input::Act { id, act } => self.act(id, act),
            Input::Carrier(event) => self.carrier(event),
            Input::Circumstance(circumstance) => self.circumstance(circumstance),
            Input::Answer { request, answer } => self.answer(request, answer),
            Input::Tick => self.tick(),
        }
        self.show_panels(named);
        self.follow_leases();
        effects.append(&mut self.effects);
    }

    fn due(&self) -> Option<Instant> {
        self.next_timer()
    }

    fn read(&self, question: &Question) -> Reading {
        self.answer_question(question)
    }

    fn save(&self) -> Vec<u8> {
        serde_json::to_vec(&self.state).unwrap_or_default()
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.state = serde_json::from_slice(bytes).map_err(|error| LoadError(error.to_string()))?;
        self.take_up_settings();
        self.find_again();
        self.follow_leases();
        Ok(())
    }
}
