//! The threads of a story: dials, calls with their legs, leases, callbacks and mails, each with what was seen of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::border::{ActId, CallName, Inbound, InboundName, LegName, MessageName, Supervision};
use crate::domain::{
    Address, AgentName, Closer, Code, Control, Delivery, DialFailure, Dialled, EndCause, MailKind, Number, OfferState,
    Path, Reason,
};
use crate::stimulus::{CallRef, Stimulus};
use crate::time::Instant;

use super::facts::{AgentFacts, TenantFacts};

/// A record and its instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The record.
    pub number: u32,
    /// Its instant.
    pub at: Instant,
}

/// The reply to a dial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was accepted.
    Accepted,
    /// It was refused.
    Refused(Reason, String),
}

/// One dial of an agent, from its stimulus on.
#[derive(Clone, Debug)]
pub struct Dial {
    /// Its place in the story.
    pub place: usize,
    /// Who dials.
    pub agent: AgentName,
    /// What is dialled, letter by letter.
    pub dialled: Dialled,
    /// The number that it spells.
    pub number: Dialled,
    /// The workspace that it is dialled from, where one is named.
    pub workspace: Option<String>,
    /// The stimulus.
    pub mark: Mark,
    /// The act that its reply carries.
    pub act: Option<ActId>,
    /// The agent's facts at the dial.
    pub facts: AgentFacts,
    /// The tenant's facts at the dial.
    pub tenant: Arc<TenantFacts>,
    /// The reply, with its record.
    pub reply: Option<(Mark, Answer)>,
    /// The call that the dial became.
    pub call: Option<CallName>,
    /// The next stimulus that isn't time passing.
    pub acted: Option<u32>,
    /// The same agent's next dial.
    pub next: Option<u32>,
}

/// What became of a setting that somebody saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It was saved, with so many warnings.
    With(usize),
    /// It was refused.
    Refused(Reason),
}

/// A setting that somebody saved, from its stimulus on.
#[derive(Clone, Debug)]
pub struct Saving {
    /// The stimulus.
    pub stimulus: Stimulus,
    /// Its record.
    pub mark: Mark,
    /// The tenant's facts before it.
    pub tenant: Arc<TenantFacts>,
    /// The reply, with its record.
    pub reply: Option<(Mark, Saved)>,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The agent ended it.
    Agent,
    /// The far end hung up.
    Remote,
    /// The network lost it.
    Drop,
    /// It was rejected, or no path carried it.
    SetUp,
}

/// The end of a leg or call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The record that shows it.
    pub mark: Mark,
    /// How it ended.
    pub how: How,
}

/// One leg of a call.
#[derive(Clone, Debug)]
pub struct Leg {
    /// Its name.
    pub leg: LegName,
    /// Where it was offered.
    pub path: Path,
    /// The caller identity.
    pub from: Option<Number>,
    /// The dialled text.
    pub to: Dialled,
    /// The callback number in a field of its own.
    pub declared: Option<Number>,
    /// The offer to the carrier.
    pub offered: Mark,
    /// The code of failure with which it came back.
    pub failed: Option<(Mark, Code)>,
    /// The answer of the far end.
    pub answered: Option<Mark>,
    /// The close.
    pub closed: Option<(Mark, Closer, EndCause)>,
}

impl Leg {
    /// How it ended, if it did.
    pub fn end(&self) -> Option<End> {
        if let Some((mark, by, cause)) = self.closed {
            let how = match (by, cause) {
                (Closer::Agent, _) => How::Agent,
                (_, EndCause::Rejected | EndCause::Failed) => How::SetUp,
                (Closer::Carrier, _) | (_, EndCause::Drop) => How::Drop,
                (Closer::Remote, EndCause::HangUp) => How::Remote,
            };
            return Some(End { mark, how });
        }
        self.failed.map(|(mark, _)| End { mark, how: How::SetUp })
    }
}

/// One outgoing call.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// Its legs in the order offered.
    pub legs: Vec<Leg>,
    /// Its leases by their place in the story.
    pub leases: Vec<usize>,
    /// When the pool had no number left for it.
    pub exhausted: Option<Mark>,
    /// The latest lease of each number at that moment, by its place in the story.
    pub held: Vec<usize>,
    /// When the agent was told that it failed.
    pub failed: Option<(Mark, DialFailure)>,
    /// Its mails by their place in the story.
    pub mails: Vec<usize>,
    /// The dial that became it, by its place in the story.
    pub dial: Option<usize>,
}

impl Call {
    /// The end of its last leg, once all have ended; without legs, when the agent was told that it failed.
    pub fn end(&self) -> Option<End> {
        match self.legs.last() {
            Some(last) => last.end(),
            None => self.failed.map(|(mark, _)| End { mark, how: How::SetUp }),
        }
    }

    /// The first answer of the far end.
    pub fn answered(&self) -> Option<Mark> {
        self.legs.iter().filter_map(|leg| leg.answered).min()
    }

    /// Whether its last leg went out through a trunk.
    pub fn on_trunk(&self) -> bool {
        self.legs.last().is_some_and(|leg| matches!(leg.path, Path::Trunk(_)))
    }
}

/// One lease of a temporary number.
#[derive(Clone, Debug)]
pub struct Lease {
    /// The number.
    pub number: Number,
    /// Whose it is.
    pub agent: AgentName,
    /// For which call.
    pub call: CallName,
    /// When it was leased.
    pub mark: Mark,
    /// When it expired or was given back.
    pub over: Option<Mark>,
    /// When it was given back.
    pub released: Option<Mark>,
    /// Whether another agent held a live number at that moment.
    pub rivals: bool,
    /// Another agent who held the same number at that moment.
    pub clash: Option<AgentName>,
    /// Whether it was used again since the pool was exhausted.
    pub reused: bool,
    /// The lease of the same number before it, by its place in the story.
    pub previous: Option<usize>,
    /// The calls whose legs gave the number to the far end, each with the record of the first that did.
    pub given: Vec<(u32, CallName)>,
    /// The calls that arrived for it, by their place in the story.
    pub callbacks: Vec<usize>,
}

/// Something that was seen of the offer of a callback.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The record.
    pub mark: Mark,
    /// To whom; a queue where it names nobody.
    pub agent: Option<AgentName>,
    /// What happened.
    pub state: OfferState,
}

/// One call that arrived for a number that had been leased.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Its place in the story.
    pub place: usize,
    /// Its name.
    pub inbound: InboundName,
    /// The called number.
    pub to: Number,
    /// The number that calls.
    pub from: Number,
    /// Its arrival.
    pub arrived: Mark,
    /// The latest lease of the called number, by its place in the story.
    pub lease: usize,
    /// The owner's facts at the arrival.
    pub facts: AgentFacts,
    /// The tenant's facts at the arrival.
    pub tenant: Arc<TenantFacts>,
    /// Whether another agent held a live number at the arrival.
    pub rivals: bool,
    /// What the deployment did with it.
    pub treated: Vec<(Mark, Inbound)>,
    /// Its offers as they were seen.
    pub shown: Vec<Shown>,
    /// When it was over.
    pub closed: Option<Mark>,
}

impl Callback {
    /// When an agent took it.
    pub fn taken(&self) -> Option<Mark> {
        let treated = self.treated.iter().find(|(_, treatment)| matches!(treatment, Inbound::ToAgent(_)));
        let treated = treated.map(|(mark, _)| *mark);
        let shown = self.shown.iter().find(|shown| shown.state == OfferState::Connected).map(|shown| shown.mark);
        treated.into_iter().chain(shown).min()
    }
}

/// What somebody tries on a running call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// A control on the agent's side.
    Control(Control),
    /// What a supervisor does.
    Supervision(Supervision),
}

/// One attempt to do something with a running call.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The stimulus.
    pub mark: Mark,
    /// Who tries.
    pub by: AgentName,
    /// What is tried.
    pub tried: Tried,
    /// On which call.
    pub call: CallRef,
    /// The reply: its record, and the reason where it was refused.
    pub reply: Option<(Mark, Option<Reason>)>,
}

/// One call that arrived for a number that was never leased.
#[derive(Clone, Debug)]
pub struct OrdinaryArrival {
    /// Its name.
    pub inbound: InboundName,
    /// The called number.
    pub to: Number,
    /// Whether it carried a callback marking.
    pub marked: bool,
    /// Its arrival.
    pub arrived: Mark,
    /// When it was over.
    pub closed: Option<Mark>,
    /// What the deployment did with it.
    pub treated: Vec<(Mark, Inbound)>,
    /// The next stimulus.
    pub acted: Option<u32>,
}

/// One mail, by its Message-ID.
#[derive(Clone, Debug)]
pub struct MailSeen {
    /// Its Message-ID.
    pub message: MessageName,
    /// When it was first submitted.
    pub mark: Mark,
    /// Its kind.
    pub kind: MailKind,
    /// The agent that it names.
    pub agent: Option<AgentName>,
    /// The call that it names.
    pub call: Option<CallName>,
    /// Its envelope sender.
    pub sender: Address,
    /// Its recipients.
    pub recipients: Vec<Address>,
    /// The addresses that it names as recipients.
    pub named: Vec<Address>,
    /// Its further headers.
    pub headers: BTreeMap<String, String>,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Its HTML part, empty where it has none.
    pub html: String,
    /// What became of them.
    pub outcomes: Vec<(Mark, Address, Delivery)>,
}
