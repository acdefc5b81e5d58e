//! Cells of the rows about callbacks, and about the calls that they come over: traces of the reference, right and wrong.

use spec911::border::Inbound;
use spec911::deployment::Borders;
use spec911::domain::{Destination, RoutingRule};
use spec911::observation::Trace;
use spec911::reference::{EndCall, Policy, Running};
use spec911::requirement::{BorderName, Ics};

use super::cells::Cell;
use super::wrong::SCENARIOS;
use crate::suite::run_with;

const SPEC: Policy = Policy::SPEC;

/// What a scenario leaves behind under a policy.
fn trace(scenario: &str, policy: Policy) -> Trace {
    let found = SCENARIOS.iter().find(|one| one.name == scenario).unwrap_or_else(|| panic!("no scenario `{scenario}`"));
    run_with(found, policy, Ics::reference(), Borders::Complete).trace
}

pub(super) fn cell(row: &'static str, scenario: &str, wrong: Policy, needs: BorderName) -> Cell {
    Cell { row, good: trace(scenario, SPEC), bad: trace(scenario, wrong), needs }
}

pub(super) fn cbr() -> Vec<Cell> {
    let offer = BorderName::Offer;
    vec![
        cell(
            "ELG-13",
            "The call that the agent dialled is held until the agent resumes it",
            Policy { dial_over_call: || Running::Keep, ..SPEC },
            offer,
        ),
        cell(
            "PRS-09",
            "The second leg joins the first",
            Policy { conversation_over: |_| true, ..SPEC },
            BorderName::Presence,
        ),
        cell(
            "CBR-03",
            "All rules together stop the customer and not the callback",
            Policy { rule_for_callback: |kind| kind == RoutingRule::Workstream, ..SPEC },
            offer,
        ),
        cell(
            "CBR-04",
            "All states together stop the customer and not the callback",
            Policy { callback_capacity: |_, settings| settings.limit > 0, ..SPEC },
            offer,
        ),
        cell(
            "CBR-06",
            "The call that the agent dialled is held at the accept and resumed after the callback",
            Policy { callback_over_call: |_| Running::End, ..SPEC },
            offer,
        ),
        cell(
            "CBR-07",
            "A call that its agent ends before the answer is called back too",
            Policy { window_end: |lease| lease.ended_at.or((SPEC.window_end)(lease)), ..SPEC },
            BorderName::Inbound,
        ),
        cell(
            "CBR-08",
            "The number carries the privilege, whoever calls it",
            Policy { callback_privileged: |tenant, _, from| tenant.psap.contains(from), ..SPEC },
            offer,
        ),
        cell(
            "CBR-09",
            "End call on the first leg ends the second too",
            Policy { end_call: || EndCall::OneLeg, ..SPEC },
            offer,
        ),
        cell(
            "CBR-11",
            "The callback rings on and is offered when the agent comes back",
            Policy { without_client: || Inbound::To(Destination::Voicemail), ..SPEC },
            offer,
        ),
        cell(
            "CBR-12",
            "A declined callback is told busy, and the next one is offered",
            Policy { after_decline: || Inbound::To(Destination::Voicemail), ..SPEC },
            offer,
        ),
        cell(
            "CBR-13",
            "A marked call to an agent who is free is an ordinary one",
            Policy { trusts_marking: || true, ..SPEC },
            offer,
        ),
        cell(
            "CBR-14",
            "However often the caller tries, the contacts are told once for a number",
            Policy { unreachable_notice: |_| true, ..SPEC },
            BorderName::Mail,
        ),
    ]
}
