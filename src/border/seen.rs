//! What can be seen at a border: one arm for each fact of the observation table.

use crate::domain::{
    AgentName, Button, Closer, Code, Control, DialFailure, Dialled, EndCause, Number, Path, Presence, Reason, SetOf,
    Setter, Territory,
};

use super::effect::{Inbound, Mail, Recipient};
use super::fact::{Incident, OfferFact, StoreRow};
use super::names::{CallName, InboundName, LegName, MessageName};

/// A fact that was seen at a border.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // fields are the nouns of their types
pub enum Seen {
    /// A dial was accepted.
    DialAccepted { agent: AgentName, call: CallName },
    /// A dial was refused.
    DialRefused { agent: AgentName, reason: Reason, sentence: String },
    /// An accepted dial failed.
    DialFailed { agent: AgentName, call: CallName, reason: DialFailure },
    /// A presence.
    Presence { agent: AgentName, presence: Presence, setter: Setter },
    /// A leg was offered to a carrier.
    LegOffered {
        leg: LegName,
        call: CallName,
        path: Path,
        from: Option<Number>,
        to: Dialled,
        location: Option<Territory>,
        declared: Option<Number>,
    },
    /// A leg came back with a code.
    LegOutcome { leg: LegName, call: CallName, path: Path, code: Code },
    /// The far end of a leg answered.
    LegAnswered { leg: LegName, call: CallName, path: Path },
    /// A leg ended.
    LegClosed { leg: LegName, call: CallName, path: Path, by: Closer, cause: EndCause },
    /// Something happened to an offer; without an agent it concerns a queue.
    Offer { agent: Option<AgentName>, offer: OfferFact },
    /// The live offers of an agent.
    Offers { agent: AgentName, offers: Vec<OfferFact> },
    /// What a panel shows.
    Panel { agent: AgentName, controls: SetOf<Control>, alert: Option<String> },
    /// The buttons of a conversation form.
    Form { agent: AgentName, buttons: SetOf<Button> },
    /// A control, a presence choice, a supervisor's act or a sign-out was accepted.
    ControlAccepted { agent: AgentName },
    /// The same was refused.
    ControlRefused { agent: AgentName, reason: Reason },
    /// A setting was saved.
    SettingSaved { what: String, warnings: Vec<String> },
    /// A setting was refused.
    SettingRefused { what: String, reason: Reason },
    /// A number was leased.
    NumberLeased { number: Number, agent: AgentName, call: CallName },
    /// The window of a number is over.
    NumberExpired { number: Number },
    /// A number was given back.
    NumberReleased { number: Number },
    /// The pool had no number left.
    NumberExhausted { agent: AgentName, call: CallName },
    /// A call arrived at the deployment.
    InboundArrived { inbound: InboundName, to: Number, from: Number, marked: bool },
    /// The deployment did something with a call that had arrived.
    InboundTreated { inbound: InboundName, treatment: Inbound },
    /// A call that had arrived was closed by its caller or by the network.
    InboundClosed { inbound: InboundName, by: Closer, cause: EndCause },
    /// A mail was submitted.
    MailSubmitted { mail: Mail },
    /// What became of one recipient of a mail.
    MailOutcome { message: MessageName, recipient: Recipient },
    /// The rows of all stores about an agent.
    Rows { agent: AgentName, rows: Vec<StoreRow> },
    /// An operational event was raised.
    IncidentRaised { incident: Incident },
    /// The operational events raised so far.
    Incidents { incidents: Vec<Incident> },
    /// The deployment stopped.
    Stopped,
    /// The deployment is ready.
    Ready,
}
