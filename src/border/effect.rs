//! What comes out of a deployment, and what its counterparts answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{
    Address, AgentName, Button, Code, Control, Delivery, DialFailure, Dialled, MailKind, Number, Path, Presence,
    Reason, SetOf, Setter, Territory,
};
use crate::time::Span;

use super::fact::{Incident, OfferFact};
use super::names::{ActId, CallName, InboundName, LegName, MessageName, RequestId};

/// An effect of a deployment: a reply to an act, a request to a counterpart, or a pushed event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Effect {
    /// The reply to an act.
    Reply {
        /// The act that is replied to.
        act: ActId,
        /// The reply.
        reply: Reply,
    },
    /// A request to a counterpart.
    Request {
        /// The request, as its answer will name it.
        id: RequestId,
        /// What is asked for.
        request: Request,
    },
    /// An event of the deployment's feed.
    Event(Event),
}

/// The reply to an act.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Reply {
    /// A dial was accepted and became a call.
    DialAccepted {
        /// The call.
        call: CallName,
    },
    /// A dial was refused.
    DialRefused {
        /// The machine-readable reason.
        reason: Reason,
        /// What the agent is told.
        sentence: String,
    },
    /// Another act was done.
    Done,
    /// Another act was refused.
    Refused {
        /// The machine-readable reason.
        reason: Reason,
    },
    /// A setting was saved.
    Saved {
        /// What the one who saved it is warned of.
        warnings: Vec<String>,
    },
}

/// A request of the deployment to a counterpart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)] // fields are the nouns of their types
pub enum Request {
    /// Asks the number pool for a temporary number.
    LeaseNumber { agent: AgentName, call: CallName },
    /// Tells the number pool, which has none left, that a number that is leased or rests goes to another call.
    ReuseNumber { number: Number, agent: AgentName, call: CallName },
    /// Tells the number pool that the window of a number is over.
    ExpireNumber { number: Number },
    /// Gives a number back to the pool.
    ReleaseNumber { number: Number },
    /// Asks a carrier to set up a leg.
    PlaceLeg {
        leg: LegName,
        call: CallName,
        path: Path,
        from: Option<Number>,
        to: Dialled,
        location: Option<Territory>,
        declared: Option<Number>,
    },
    /// Ends a leg.
    CloseLeg { leg: LegName, call: CallName },
    /// Says what becomes of a call that arrived.
    Treat { inbound: InboundName, treatment: Inbound },
    /// Submits a mail.
    SubmitMail { mail: Mail },
    /// Tells the presence service a presence.
    WritePresence { agent: AgentName, presence: Presence },
    /// Asks the location source where an agent is.
    Locate { agent: AgentName },
}

/// What the deployment does with a call that arrived.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Inbound {
    /// It rings.
    Ringing,
    /// An agent took it.
    ToAgent(AgentName),
    /// It went into a queue, an IVR, a voicemail or elsewhere.
    To(crate::domain::Destination),
    /// The caller is told that the agent is busy.
    Busy,
    /// The caller is told that the number is not in service.
    NotInService,
    /// The deployment ended it.
    Closed,
}

/// A mail as it is submitted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Its Message-ID.
    pub message: MessageName,
    /// The call of its correlation header, if it has one.
    pub call: Option<CallName>,
    /// What it is about, by its correlation header.
    pub kind: MailKind,
    /// The agent of its correlation header, if it has one.
    pub agent: Option<AgentName>,
    /// The envelope sender.
    pub sender: Address,
    /// The envelope recipients.
    pub recipients: Vec<Address>,
    /// The addresses that its header names as recipients. Who is a recipient and is not among them gets a blind copy.
    pub named: Vec<Address>,
    /// Further headers.
    pub headers: BTreeMap<String, String>,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part, which says the same; empty where there is none.
    pub html: String,
}

/// What became of one recipient.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// The recipient.
    pub address: Address,
    /// What became of it.
    pub delivery: Delivery,
    /// The code of the mail server, where it gave one.
    pub code: Option<Code>,
}

/// The answer of a counterpart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// The pool leases a number.
    Leased {
        /// The number.
        number: Number,
    },
    /// The pool has no number left.
    Exhausted,
    /// It is done.
    Done,
    /// The counterpart failed.
    Failed {
        /// With this code.
        code: Code,
    },
    /// The mail service failed as a whole.
    MailFailed {
        /// With this code.
        code: Code,
        /// The span after which it asks to be tried again.
        retry_after: Option<Span>,
    },
    /// The agent is in this country.
    Located {
        /// The country.
        country: Territory,
    },
    /// The agent's country cannot be told.
    NotLocated,
    /// The mail server dealt with each recipient.
    MailTaken {
        /// The recipients.
        recipients: Vec<Recipient>,
    },
}

/// An event of the deployment's feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)] // fields are the nouns of their types
pub enum Event {
    /// A presence changed.
    Presence { agent: AgentName, presence: Presence, setter: Setter },
    /// Something happened to an offer.
    Offer { agent: Option<AgentName>, offer: OfferFact },
    /// The panel shows something else.
    Panel { agent: AgentName, controls: SetOf<Control>, alert: Option<String> },
    /// The conversation form shows other buttons.
    Form { agent: AgentName, buttons: SetOf<Button> },
    /// An accepted dial failed, and the agent was told so.
    DialFailed { agent: AgentName, call: CallName, reason: DialFailure },
    /// An operational event was raised.
    Incident { incident: Incident },
}
