//! What a run can carry out by now; everything else is refused by name, never ignored.

use crate::domain::TemplateState;
use crate::stimulus::{Fact, Stimulus};

/// Keys of stimuli that the conductor can carry out.
const STIMULI: [&str; 31] = [
    "dials",
    "dials_in",
    "ends",
    "accepts",
    "declines",
    "ignores",
    "closes_wrap_up",
    "chooses_presence",
    "tries",
    "psap_answers_call",
    "psap_rejects_call",
    "psap_hangs_up",
    "psap_goes_silent",
    "psap_calls",
    "psap_gives_up",
    "customer_calls_queue",
    "customer_calls",
    "customer_hangs_up",
    "drops",
    "fails_trunk",
    "fails_trunk_for",
    "service_slows",
    "service_starts_failing",
    "service_stops",
    "service_recovers",
    "passes",
    "reaches",
    "crashes",
    "restarts",
    "burst_customers",
    "burst_accepts",
];

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
    STIMULI.contains(&stimulus.key())
}

/// Whether a run takes the fact up.
pub fn supported_fact(fact: &Fact) -> bool {
    match fact {
        Fact::Template { state } => *state == TemplateState::Shipped,
        _ => !FACTS_NOT_YET.contains(&fact.key()),
    }
}
