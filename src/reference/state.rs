//! The state of the reference, timers included: ordered, comparable, and written as bytes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::border::{
    ActId, CallName, FailedDial, InboundName, Incident, LegName, MessageName, OfferName, PanelSeen, RequestId, StoreRow,
};
use crate::domain::{
    AgentName, Button, CallKind, Client, Dialled, Face, Mailbox, Number, OfferState, Path, Presence, Priority,
    QueueName, Setter, Territory, WallClock, WorkKind, Zone,
};
use crate::time::{Instant, Span};

use super::leases::Leases;
use super::outbox::Outgoing;
use super::settings::{Settings, TemplateKept};

/// A presence and who set it.
pub type SetPresence = (Presence, Setter);

/// The state of an agent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AgentState {
    /// Whether a client is connected.
    pub client: Client,
    /// Whether the account is still there.
    pub account: Account,
    /// The presence and who set it.
    pub presence: (Presence, Setter),
    /// What the end of the emergency conversation gives back: the presence before its first leg came up. None without a
    /// client; then it is kept with the disconnect.
    pub snapshot: Option<(Presence, Setter)>,
    /// The presence that is given back later, since the conversation after it was dropped.
    pub held: Option<Held>,
    /// The disconnect that a reconnect can undo.
    pub disconnect: Option<Disconnect>,
    /// Whether work began or ended while the ordinary rules of presence were not in force.
    pub rules_owed: bool,
    /// The country last known.
    pub country: Territory,
    /// The time zone of the agent's clock.
    pub zone: Zone,
    /// Items in use.
    pub used: u64,
    /// Sessions that are open.
    pub sessions: u64,
    /// Whether new work came when all the sessions that an agent can have were open.
    pub crowded: bool,
    /// Whether the agent is in wrap-up.
    pub wrap_up: bool,
    /// The agent's latest dial that sent a notification.
    pub notified: Option<Instant>,
}

/// A presence that waits to be given back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Held {
    /// The presence before the conversation.
    pub before: (Presence, Setter),
    /// The temporary number of the call that was dropped: it waits no longer than the window of that number.
    pub number: Number,
}

/// Whether an account is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Account {
    /// It is.
    Present,
    /// An administrator removed it.
    Removed,
}

/// A disconnect that was no sign-out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Disconnect {
    /// When the last client was lost.
    pub at: Instant,
    /// What a reconnect inside the grace gives back.
    pub kept: (Presence, Setter),
}

/// How far a call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// Waiting for its temporary number.
    Leasing,
    /// A leg is under way or connected.
    Up,
    /// Over.
    Over,
}

/// A call that an agent dialled.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Call {
    /// The agent.
    pub agent: AgentName,
    /// Emergency or ordinary.
    pub kind: CallKind,
    /// What was dialled.
    pub dialled: Dialled,
    /// The agent's country, frozen at the dial.
    pub country: Option<Territory>,
    /// When it was dialled.
    pub dialled_at: Instant,
    /// Whether the far end rang or otherwise gave a first sign.
    pub rang: bool,
    /// Whether the far end answered.
    pub answered: bool,
    /// How far it has come.
    pub phase: Phase,
    /// The temporary number.
    pub number: Option<Number>,
    /// The leg that is up.
    pub leg: Option<LegName>,
    /// The path of that leg.
    pub path: Option<Path>,
    /// Whether its carrier has said anything of that leg.
    pub heard: bool,
    /// The paths that are left, in the order in which they are tried.
    pub onward: VecDeque<Path>,
    /// What its mails are made with.
    pub at_dial: AtDial,
    /// Whether its notification was submitted.
    pub notified: bool,
    /// How the offers show an ordinary call from the first time that it is held: under which name, and whether it is
    /// held or connected again.
    pub shown: Option<(OfferName, OfferState)>,
}

impl Call {
    /// Whether it is held.
    pub fn is_held(&self) -> bool {
        self.shown.as_ref().is_some_and(|(_, state)| *state == OfferState::Held)
    }
}

/// What the mails of a dial are made with, as it stood at the dial.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AtDial {
    /// The agent's emergency contacts.
    pub contacts: String,
    /// The agent's mailbox.
    pub mailbox: Mailbox,
    /// The template of the text.
    pub template: TemplateKept,
}

/// A lease of a temporary number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Lease {
    /// The agent.
    pub agent: AgentName,
    /// The call that it was leased for, or the latest that was given it again.
    pub call: CallName,
    /// The place of the lease among all, lowest first.
    pub order: u32,
    /// When that call was dialled.
    pub dialled_at: Instant,
    /// What the agent's clock showed then.
    pub dialled_face: Face,
    /// How long the window is.
    pub window: Span,
    /// When that call was answered.
    pub answered_at: Option<Instant>,
    /// When that call ended.
    pub ended_at: Option<Instant>,
    /// When an agent last took a callback to the number.
    pub called_back_at: Option<Instant>,
    /// When the pool was told that the window is over.
    pub expired_at: Option<Instant>,
    /// How many callbacks arrived inside the window.
    pub callbacks: u32,
    /// How many notices of a callback that could not be offered went out.
    pub notices: u32,
}

/// Work that is offered or will be.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Work {
    /// The offer's name, once for all its showings.
    pub offer: OfferName,
    /// What it is.
    pub kind: WorkKind,
    /// How urgent it is.
    pub priority: Priority,
    /// The arrived call or the item, as the harness named it.
    pub caller: String,
    /// The temporary number that was called, for a callback.
    pub number: Option<Number>,
    /// The queue that it waits in; none for work that is for one agent only.
    pub queue: Option<QueueName>,
    /// The only agent that it may be offered to.
    pub only: Option<AgentName>,
    /// Its place among work of one priority: earlier first.
    pub place: u64,
    /// Queued, offered or connected.
    pub state: OfferState,
    /// The agent at whom it alerts or with whom it is connected.
    pub agent: Option<AgentName>,
    /// Agents who declined it.
    pub declined_by: Vec<AgentName>,
}

impl Work {
    /// What sort of call it is to the agent who takes it.
    pub fn call_kind(&self) -> CallKind {
        match self.kind {
            WorkKind::Callback => CallKind::Callback,
            WorkKind::Voice | WorkKind::Chat => CallKind::Ordinary,
        }
    }

    /// Whether an agent took it and it is not over: connected or held.
    pub fn is_taken(&self) -> bool {
        match self.state {
            OfferState::Connected | OfferState::Held | OfferState::Resumed => true,
            OfferState::Queued
            | OfferState::Offered
            | OfferState::Withdrawn
            | OfferState::Missed
            | OfferState::Declined
            | OfferState::Ended => false,
        }
    }
}

/// What an answer is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Waiting {
    /// Where the agent is, before a dial goes on.
    Location {
        /// The act of the dial.
        act: ActId,
        /// The agent.
        agent: AgentName,
        /// What was dialled.
        dialled: Dialled,
        /// When the dial goes on without an answer.
        until: Instant,
    },
    /// A temporary number.
    Number {
        /// The call.
        call: CallName,
        /// When the call goes on without a number.
        until: Instant,
    },
    /// The outcome of a mail.
    Mail {
        /// The mail.
        message: MessageName,
        /// When the attempt counts as failed; none once it does.
        until: Option<Instant>,
    },
}

impl Waiting {
    /// Until when the answer is waited for.
    pub fn until(&self) -> Option<Instant> {
        match self {
            Waiting::Location { until, .. } | Waiting::Number { until, .. } => Some(*until),
            Waiting::Mail { until, .. } => *until,
        }
    }
}

/// The state of the reference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct State {
    /// Whether the first timer ran.
    pub started: bool,
    /// What administrators can change.
    pub settings: Settings,
    /// The agents.
    pub agents: BTreeMap<AgentName, AgentState>,
    /// The calls that agents dialled.
    pub calls: BTreeMap<CallName, Call>,
    /// The calls of each agent that are not over.
    pub live: BTreeMap<AgentName, BTreeSet<CallName>>,
    /// Calls by leg.
    pub legs: BTreeMap<LegName, CallName>,
    /// Legs whose calls are over, and when they are closed.
    pub closing: BTreeMap<LegName, Instant>,
    /// Leases by number.
    pub leases: Leases,
    /// Calls that arrived, by the offer that they became.
    pub inbound: BTreeMap<InboundName, OfferName>,
    /// Calls that arrived, whatever became of them: what says so again says nothing new.
    pub arrived: BTreeSet<InboundName>,
    /// Work that waits, alerts or is connected.
    pub work: BTreeMap<OfferName, Work>,
    /// Stored rows by the agent whom they are about.
    pub rows: BTreeMap<AgentName, Vec<StoreRow>>,
    /// The dials of each agent that failed.
    pub failures: BTreeMap<AgentName, Vec<FailedDial>>,
    /// Operational events.
    pub incidents: Vec<Incident>,
    /// What the mails of dials that wait for a location are made with.
    pub dialling: BTreeMap<ActId, AtDial>,
    /// Mails under way.
    pub mails: BTreeMap<MessageName, Outgoing>,
    /// Requests whose answer is waited for.
    pub waiting: BTreeMap<RequestId, Waiting>,
    /// What each panel showed last.
    pub panels: BTreeMap<AgentName, PanelKept>,
    /// The wall clock, which no window or timer is held against.
    pub clock: WallClock,
    /// The instants at which panels that lag behind are to be shown again.
    pub show_at: BTreeMap<AgentName, Instant>,
    /// When an emergency number was last dialled first after a second without, and how often since.
    pub rush: (Instant, u32),
    /// How many names were minted.
    pub minted: u32,
}

/// A panel as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PanelKept {
    /// The call controls.
    pub controls: Vec<crate::domain::Control>,
    /// The alert's id.
    pub alert: Option<String>,
    /// The buttons of the conversation form.
    pub buttons: Vec<Button>,
}

impl PanelKept {
    /// The panel as a reader sees it.
    pub fn seen(&self) -> PanelSeen {
        PanelSeen { controls: self.controls.iter().copied().collect(), alert: self.alert.clone() }
    }
}

impl State {
    /// Whether an emergency leg of the agent is up.
    pub fn in_conversation(&self, agent: &AgentName) -> bool {
        self.emergency_call(agent).is_some() || self.connected_callback(agent).is_some()
    }

    /// The emergency call of the agent that is up.
    pub fn emergency_call(&self, agent: &AgentName) -> Option<(&CallName, &Call)> {
        self.call_of(agent, CallKind::Emergency)
    }

    /// The ordinary call of the agent that is up.
    pub fn ordinary_call(&self, agent: &AgentName) -> Option<(&CallName, &Call)> {
        self.call_of(agent, CallKind::Ordinary)
    }

    /// The ordinary calls of the agent that are up.
    pub fn ordinary_calls<'s>(&'s self, agent: &AgentName) -> impl Iterator<Item = (&'s CallName, &'s Call)> + use<'s> {
        self.live_calls(agent).filter(|(_, call)| call.kind == CallKind::Ordinary)
    }

    fn call_of(&self, agent: &AgentName, kind: CallKind) -> Option<(&CallName, &Call)> {
        self.live_calls(agent).find(|(_, call)| call.kind == kind)
    }

    /// The calls of the agent that are not over.
    pub fn live_calls<'s>(&'s self, agent: &AgentName) -> impl Iterator<Item = (&'s CallName, &'s Call)> + use<'s> {
        let live = self.live.get(agent).into_iter().flatten();
        live.filter_map(|name| self.calls.get_key_value(name))
    }

    /// The callback that the agent took.
    pub fn connected_callback<'s>(&'s self, agent: &'s AgentName) -> Option<&'s Work> {
        self.callbacks_of(agent).next()
    }

    /// The callbacks that the agent took.
    pub fn callbacks_of<'s>(&'s self, agent: &'s AgentName) -> impl Iterator<Item = &'s Work> {
        self.work_of(agent).filter(|work| work.kind == WorkKind::Callback && work.is_taken())
    }

    /// How many emergency legs of the agent are up.
    pub fn legs_up(&self, agent: &AgentName) -> usize {
        let calls = self.live_calls(agent).filter(|(_, call)| call.kind == CallKind::Emergency);
        calls.count() + self.callbacks_of(agent).count()
    }

    /// Work that alerts at the agent or is connected to the agent.
    pub fn work_of<'s>(&'s self, agent: &'s AgentName) -> impl Iterator<Item = &'s Work> {
        self.work.values().filter(move |work| work.agent.as_ref() == Some(agent))
    }

    /// Mints the name of an offer.
    pub fn mint_offer(&mut self) -> OfferName {
        OfferName::new(format!("offer-{:06}", self.mint()))
    }

    /// Mints the number of a name.
    pub fn mint(&mut self) -> u32 {
        self.minted += 1;
        self.minted
    }
}
