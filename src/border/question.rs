//! What a sample asks of a deployment, and what it reads.

use serde::{Deserialize, Serialize};

use crate::domain::{AgentName, Button, Control, DialFailure, Presence, SetOf, Setter};

use super::fact::{Incident, OfferFact, StoreRow};
use super::names::CallName;

/// A question that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Question {
    /// The agent's presence.
    Presence(AgentName),
    /// The offers that alert at the agent or are connected to the agent.
    Offers(AgentName),
    /// What the agent's panel shows.
    Panel(AgentName),
    /// Which buttons the agent's conversation form shows.
    Form(AgentName),
    /// The rows of all stores about the agent.
    Store(AgentName),
    /// The dials of the agent that failed so far.
    Failures(AgentName),
    /// The operational events raised so far.
    Incidents,
}

/// What a sample read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Reading {
    /// A presence and who set it.
    Presence {
        /// The presence.
        presence: Presence,
        /// Who set it.
        setter: Setter,
    },
    /// Live offers.
    Offers(Vec<OfferSeen>),
    /// The panel.
    Panel(PanelSeen),
    /// The buttons of the conversation form.
    Form(SetOf<Button>),
    /// Stored rows.
    Store(Vec<StoreRow>),
    /// Dials that failed, in the order in which they did.
    Failures(Vec<FailedDial>),
    /// Operational events.
    Incidents(Vec<Incident>),
}

/// A dial that failed, as its agent was told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailedDial {
    /// The call.
    pub call: CallName,
    /// Why.
    pub reason: DialFailure,
}

/// A live offer as a sample sees it.
pub type OfferSeen = OfferFact;

/// What a panel shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelSeen {
    /// The call controls.
    pub controls: SetOf<Control>,
    /// The emergency alert's id, if one shows.
    pub alert: Option<String>,
}
