//! Facts that no run takes up: they are refused by name, never ignored.

use crate::domain::TemplateState;
use crate::stimulus::Fact;

/// Keys of facts that no run takes up yet, or that belong to the conformance statement.
const FACTS_NOT_YET: [&str; 13] = [
    "capability",
    "reading",
    "tolerance",
    "territory",
    "workspace",
    "status",
    "routing_rule",
    "template_text",
    "automatic_recording",
    "allow_list",
    "assignment_blocking",
    "open_sessions",
    "uses_workspace",
];

/// Whether a run takes the fact up.
pub fn supported_fact(fact: &Fact) -> bool {
    match fact {
        Fact::Template { state } => *state == TemplateState::Shipped,
        _ => !FACTS_NOT_YET.contains(&fact.key()),
    }
}
