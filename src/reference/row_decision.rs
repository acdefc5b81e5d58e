//! The decisions about what stores keep: rows of ordinary calls, and of emergency calls none.

use std::collections::BTreeMap;

use crate::domain::{AgentName, CallKind, Closer, EndCause, Presence, RowKind, Switch};

use super::state::State;

/// A moment at which a store may write of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowMoment {
    /// The agent dialled, and the dial was accepted.
    Dialled,
    /// The dial was refused.
    Refused,
    /// It rings at an agent.
    Rang,
    /// The far end, or the agent, answered.
    Answered,
    /// A party ended it.
    Ended,
    /// The network lost it.
    Dropped,
    /// It never came about.
    Failed,
    /// Its caller gave up.
    Missed,
    /// The agent declined it.
    Declined,
    /// The agent closed the wrap-up after it.
    WrappedUp,
    /// Its notification was submitted.
    Mailed,
    /// A temporary number was bound to it.
    Bound,
    /// The window of that number is over.
    Expired,
    /// That number went back, or to another call.
    Unbound,
}

impl RowMoment {
    /// The end of a call that was dialled or taken.
    pub(super) fn of_end(by: Closer, cause: EndCause) -> Self {
        match (by, cause) {
            (_, EndCause::Rejected | EndCause::Failed) => RowMoment::Failed,
            (Closer::Carrier, _) | (_, EndCause::Drop) => RowMoment::Dropped,
            (Closer::Agent | Closer::Remote, EndCause::HangUp) => RowMoment::Ended,
        }
    }

    fn is_end(self) -> bool {
        match self {
            RowMoment::Ended | RowMoment::Dropped | RowMoment::Failed => true,
            RowMoment::Dialled
            | RowMoment::Refused
            | RowMoment::Rang
            | RowMoment::Answered
            | RowMoment::Missed
            | RowMoment::Declined
            | RowMoment::WrappedUp
            | RowMoment::Mailed
            | RowMoment::Bound
            | RowMoment::Expired
            | RowMoment::Unbound => false,
        }
    }
}

/// What a store knows when it writes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What sort of call it is.
    pub call: CallKind,
    /// What just happened.
    pub moment: RowMoment,
    /// Whether it was answered.
    pub answered: bool,
    /// Whether it is recorded.
    pub recorded: bool,
    /// Whether the agent wraps ordinary calls up.
    pub wraps_up: bool,
}

/// What a store does with its row of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// It writes one.
    Writes,
    /// It deletes the one that it wrote of this.
    Deletes,
    /// It has none, or leaves it as it is.
    Leaves,
}

/// An ordinary call that the agent dialled or took has its rows from its end on, and an emergency call has none. What is
/// recorded is kept. A temporary number leads to its call while it is held for it, its rest included.
pub(super) fn of_ordinary_calls(of: &Stored, row: RowKind) -> Writing {
    let ordinary = of.call == CallKind::Ordinary;
    if row == RowKind::NumberMapping && of.moment == RowMoment::Bound {
        return Writing::Writes;
    }
    if row == RowKind::NumberMapping && of.moment == RowMoment::Unbound {
        return Writing::Deletes;
    }
    let writes = match row {
        RowKind::History | RowKind::Activity | RowKind::Recent | RowKind::Timeline | RowKind::Export => ordinary,
        RowKind::Recording | RowKind::Transcript | RowKind::Summary => of.recorded,
        RowKind::Survey | RowKind::MailCopy => ordinary && of.answered,
        RowKind::WrapUpForm => ordinary && of.answered && of.wraps_up,
        RowKind::PresenceHistory | RowKind::NumberMapping => false,
    };
    if writes && of.moment.is_end() { Writing::Writes } else { Writing::Leaves }
}

/// Automatic recording records ordinary calls and no others.
pub(super) fn ordinary_calls(kind: CallKind, automatic: Switch) -> bool {
    automatic == Switch::On && kind == CallKind::Ordinary
}

/// The record says it all.
pub(super) fn record_alone(_: &State, _: &AgentName, presence: &Presence) -> String {
    presence.record.to_string()
}

/// The fact of the incident is enough.
pub(super) fn no_fields(_: &State, _: &str) -> BTreeMap<String, String> {
    BTreeMap::new()
}
