//! What a run can carry out by now; everything else is refused by name, never ignored.

use crate::domain::TemplateState;
use crate::stimulus::{Fact, Stimulus};

/// Keys of stimuli that the conductor can't carry out yet.
const STIMULI_NOT_YET: [&str; 5] = ["repeats_events", "delays_events", "reorders_events", "crashes_at", "burst_dials"];

/// Keys of facts that no run takes up yet, or that belong to the conformance statement.
const FACTS_NOT_YET: [&str; 14] = [
    "capability",
    "reading",
    "tolerance",
    "territory",
    "workspace",
    "status",
    "routing_rule",
    "template_text",
    "customised_form",
    "automatic_recording",
    "allow_list",
    "assignment_blocking",
    "open_sessions",
    "uses_workspace",
];

/// Whether a run can carry the stimulus out.
pub fn supported_stimulus(stimulus: &Stimulus) -> bool {
    !STIMULI_NOT_YET.contains(&stimulus.key())
}

/// Whether a run takes the fact up.
pub fn supported_fact(fact: &Fact) -> bool {
    match fact {
        Fact::Template { state } => *state == TemplateState::Shipped,
        _ => !FACTS_NOT_YET.contains(&fact.key()),
    }
}
