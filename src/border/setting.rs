//! What is changed in a deployment while it runs: settings that somebody saves, and what befalls agents and clocks.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::{AgentName, Mailbox, ProfileLink, QueueName, RouteName, RoutingRule, SetOf, Switch, Text, Zone};
use crate::time::Span;

/// A setting that somebody saves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)] // fields are the nouns of their types
pub enum Setting {
    /// The pattern of a voice route.
    Route { name: RouteName, pattern: Text },
    /// The text of the notification template.
    Template { text: Text },
    /// Whether an agent's mailbox may send.
    Mailbox { agent: AgentName, mailbox: Mailbox },
    /// How an agent's capacity profile hangs on an outbound profile.
    OutboundProfile { agent: AgentName, link: ProfileLink },
    /// How many items an agent may have at once.
    Capacity { agent: AgentName, limit: u64 },
    /// The queues that an agent serves.
    Queues { agent: AgentName, queues: SetOf<QueueName> },
    /// A rule that routes ordinary inbound calls.
    Rule { kind: RoutingRule, text: Text },
    /// Whether ordinary calls are recorded automatically.
    Recording { state: Switch },
    /// An agent's emergency contacts, separated by semicolons.
    Contacts { agent: AgentName, list: Text },
}

/// What is saved, in one word with its owner: `contacts:ana`.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Setting::Route { name, .. } => write!(f, "route:{name}"),
            Setting::Template { .. } => f.write_str("template"),
            Setting::Mailbox { agent, .. } => write!(f, "mailbox:{agent}"),
            Setting::OutboundProfile { agent, .. } => write!(f, "outbound-profile:{agent}"),
            Setting::Capacity { agent, .. } => write!(f, "capacity:{agent}"),
            Setting::Queues { agent, .. } => write!(f, "queues:{agent}"),
            Setting::Rule { kind, .. } => write!(f, "rule:{kind}"),
            Setting::Recording { .. } => f.write_str("recording"),
            Setting::Contacts { agent, .. } => write!(f, "contacts:{agent}"),
        }
    }
}

/// Who saves a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Editor {
    /// An administrator.
    Administrator,
    /// An agent.
    Agent(AgentName),
}

/// How an agent's session is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum SessionChange {
    /// The agent signs in.
    SignIn,
    /// The agent signs out.
    SignOut,
    /// An administrator signs the agent out.
    SignOutByAdministrator,
    /// An administrator removes the agent's account.
    AccountRemoved,
}

/// What a supervisor does with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Supervision {
    /// Listens to it.
    Monitor,
    /// Enters it.
    Barge,
    /// Takes it over.
    TakeOver,
}

/// What befalls an agent or a clock without anybody asking the deployment for it: it gives no reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)] // fields are the nouns of their types
pub enum Circumstance {
    /// The agent's last client is lost.
    ClientLost { agent: AgentName },
    /// A client of the agent connects again.
    ClientBack { agent: AgentName },
    /// The agent's session expires.
    SessionExpired { agent: AgentName },
    /// The deployment's wall clock steps to a later time.
    ClockForward { by: Span },
    /// The deployment's wall clock steps to an earlier time.
    ClockBack { by: Span },
    /// The agent's time zone changes.
    ZoneChanged { agent: AgentName, zone: Zone },
}
