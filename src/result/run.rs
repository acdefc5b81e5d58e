//! What a run of one scenario left behind, and what was judged.

use std::collections::BTreeMap;

use crate::conduct::Stop;
use crate::domain::words;
use crate::observation::{Met, Trace};
use crate::oracle::Finding;
use crate::requirement::RequirementId;
use crate::stimulus::Scenario;

/// What a run of one scenario left behind.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// The scenario that was run.
    pub scenario: &'a Scenario,
    /// What was seen.
    pub trace: &'a Trace,
    /// Which expectations are met, by their place in the scenario's steps.
    pub expectations: &'a [(usize, Met)],
    /// How the run came to its end.
    pub stop: Stop,
    /// What the oracles say.
    pub findings: BTreeMap<RequirementId, Finding>,
    /// What was judged.
    pub subject: Subject,
}

words!(
    /// What was judged.
    Subject, "subject of a check" {
        /// The embedded reference, unchanged: what does not fit is the suite's fault.
        Reference = "reference",
        /// Any other deployment.
        Other = "other",
    }
);
