//! Facts that no run takes up: they are refused by name, never ignored.

use crate::stimulus::Fact;

/// Keys of facts that no run takes up yet, or that belong to the conformance statement.
const FACTS_NOT_YET: [&str; 12] = [
    "capability",
    "reading",
    "tolerance",
    "territory",
    "workspace",
    "status",
    "routing_rule",
    "automatic_recording",
    "allow_list",
    "assignment_blocking",
    "open_sessions",
    "uses_workspace",
];

/// Whether a run takes the fact up.
pub fn supported_fact(fact: &Fact) -> bool {
    !FACTS_NOT_YET.contains(&fact.key())
}
