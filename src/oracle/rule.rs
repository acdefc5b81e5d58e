//! A rule: the row that it judges, and what of a trace it looks at one at a time.

use crate::domain::AgentName;
use crate::requirement::RequirementId;

use super::case::Case;
use super::finding::{Finding, Judging};
use super::thread::{Callback, Dial, Saving};

/// What a rule looks at, one at a time.
pub(super) enum Look {
    /// Each dial.
    Dial(fn(&Case<'_>, &Dial) -> Judging),
    /// Each callback.
    Callback(fn(&Case<'_>, &Callback) -> Judging),
    /// Each dial and each callback.
    Call {
        /// Each dial.
        dial: fn(&Case<'_>, &Dial) -> Judging,
        /// Each callback.
        callback: fn(&Case<'_>, &Callback) -> Judging,
    },
    /// Each agent.
    Agent(fn(&Case<'_>, &AgentName) -> Judging),
    /// Each setting that somebody saves.
    Saving(fn(&Case<'_>, &Saving) -> Judging),
    /// The run as a whole.
    Run(fn(&Case<'_>) -> Judging),
    /// Each dial, with what the rows of other groups say of it.
    Through(fn(&Case<'_>, &Dial, &Group<'_>) -> Judging),
}

/// What each row of a group, named by its letters, says of one dial under the conformance statement.
pub(super) type Group<'g> = dyn Fn(&str) -> Vec<(RequirementId, Finding)> + 'g;

/// A rule of one row of the catalogue. A row that looks at more than one thing has several, and the stronger verdict counts.
pub(super) struct Rule {
    pub(super) row: &'static str,
    pub(super) look: Look,
}
