//! What goes into a deployment.

use serde::{Deserialize, Serialize};

use crate::domain::{
    Accepting, AgentName, Closer, Code, Control, Dialled, EndCause, Number, Priority, QueueName, RecordName, Text, Via,
    WorkKind,
};

use super::effect::Answer;
use super::names::{ActId, CallName, InboundName, ItemName, LegName, OfferName, RequestId};
use super::setting::{Circumstance, Editor, SessionChange, Setting, Supervision};

/// An input of a deployment: one act, one event of a carrier, one answer, or the time that came due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Input {
    /// Somebody does something in the deployment; its reply names the act.
    Act {
        /// The act that the reply carries.
        id: ActId,
        /// What is done.
        act: Act,
    },
    /// A carrier or a customer says something.
    Carrier(CarrierEvent),
    /// Something befalls an agent or a clock; nobody waits for a reply.
    Circumstance(Circumstance),
    /// A counterpart answers a request.
    Answer {
        /// The request that is answered.
        request: RequestId,
        /// The answer.
        answer: Answer,
    },
    /// A timer of the deployment may be due.
    Tick,
}

/// Something that a person or a program does in the deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)] // fields are the nouns of their types
pub enum Act {
    /// An agent dials, from a named workspace or from the one in use.
    Dial { agent: AgentName, dialled: Dialled, workspace: Option<String> },
    /// An agent ends a call.
    EndCall { agent: AgentName, call: CallName },
    /// An agent accepts an offer, and says what becomes of a running call.
    Accept { agent: AgentName, offer: OfferName, running: Option<Accepting> },
    /// An agent ends what an accepted offer became: a callback, or an item of work.
    Finish { agent: AgentName, offer: OfferName },
    /// An agent declines an offer.
    Decline { agent: AgentName, offer: OfferName },
    /// An agent closes the wrap-up.
    CloseWrapUp { agent: AgentName },
    /// An agent, or a program in the agent's name, chooses a presence.
    ChoosePresence { agent: AgentName, record: RecordName, via: Via },
    /// An agent, or a program in the agent's name, tries a control on a call.
    TryControl { agent: AgentName, control: Control, on: Talk },
    /// An agent takes a call from hold.
    Resume { agent: AgentName, on: Talk },
    /// An agent's session is changed.
    Session { agent: AgentName, change: SessionChange },
    /// A supervisor does something with a call.
    Supervise { supervisor: AgentName, way: Supervision, on: Talk },
    /// Somebody saves a setting.
    Save { by: Editor, setting: Setting },
    /// An administrator edits an agent's emergency contacts without saving them.
    Draft { agent: AgentName, list: Text },
}

/// Something that a carrier or a customer says to the deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)] // fields are the nouns of their types
pub enum CarrierEvent {
    /// A leg came back with a code: ringing, or a failure.
    LegOutcome { leg: LegName, code: Code },
    /// The far end of a leg answered.
    LegAnswered { leg: LegName },
    /// A leg ended, and not by the deployment.
    LegClosed { leg: LegName, by: Closer, cause: EndCause },
    /// A call arrives for a number of the tenant.
    InboundArrives { inbound: InboundName, to: Number, from: Number, marked: bool },
    /// A call that arrived earlier was closed by its caller or by the network.
    InboundClosed { inbound: InboundName, by: Closer, cause: EndCause },
    /// An item of ordinary work arrives in a queue.
    WorkArrives { item: ItemName, queue: QueueName, kind: WorkKind, priority: Priority },
    /// The customer of an item of ordinary work leaves.
    WorkLeaves { item: ItemName },
}

/// What somebody talks on: a call that an agent dialled, or what an accepted offer became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Talk {
    /// A call that an agent dialled.
    Call(CallName),
    /// What an offer became.
    Offer(OfferName),
}

impl Act {
    /// Who acts, or in whose name a program does; nobody named where an administrator saves a setting of the tenant.
    pub fn agent(&self) -> Option<&AgentName> {
        match self {
            Act::Dial { agent, .. }
            | Act::EndCall { agent, .. }
            | Act::Accept { agent, .. }
            | Act::Finish { agent, .. }
            | Act::Decline { agent, .. }
            | Act::CloseWrapUp { agent }
            | Act::ChoosePresence { agent, .. }
            | Act::TryControl { agent, .. }
            | Act::Resume { agent, .. }
            | Act::Session { agent, .. }
            | Act::Draft { agent, .. }
            | Act::Save { by: Editor::Agent(agent), .. }
            | Act::Supervise { supervisor: agent, .. } => Some(agent),
            Act::Save { by: Editor::Administrator, .. } => None,
        }
    }
}
