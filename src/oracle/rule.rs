//! A rule: the row that it judges, and what of a trace it looks at one at a time.

use crate::domain::AgentName;

use super::case::Case;
use super::finding::Judging;
use super::thread::{Callback, Dial};

/// What a rule looks at, one at a time.
pub(super) enum Look {
    /// Each dial.
    Dial(fn(&Case<'_>, &Dial) -> Judging),
    /// Each callback.
    Callback(fn(&Case<'_>, &Callback) -> Judging),
    /// Each agent.
    Agent(fn(&Case<'_>, &AgentName) -> Judging),
}

/// The rule of one row of the catalogue.
pub(super) struct Rule {
    pub(super) row: &'static str,
    pub(super) look: Look,
}
