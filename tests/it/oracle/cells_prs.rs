//! Cells of the rows about presence: traces of the reference, right and wrong.

use spec911::deployment::Borders;
use spec911::domain::{Base, OfferState, Setter, Via};
use spec911::observation::Trace;
use spec911::reference::{Lock, OnLeaving, Policy};
use spec911::requirement::{BorderName, Ics};

use super::cells::Cell;
use super::wrong::SCENARIOS;
use crate::suite::run_with;

const SPEC: Policy = Policy::SPEC;

/// What a scenario leaves behind under a policy.
fn trace(scenario: &str, policy: Policy) -> Trace {
    let found = SCENARIOS.iter().find(|one| one.name.starts_with(scenario));
    let found = found.unwrap_or_else(|| panic!("no scenario `{scenario}`"));
    run_with(found, policy, Ics::reference(), Borders::Complete).trace
}

fn cell(row: &'static str, scenario: &str, wrong: Policy, needs: BorderName) -> Cell {
    Cell { row, good: trace(scenario, SPEC), bad: trace(scenario, wrong), needs }
}

fn rings_on() -> Policy {
    Policy { withdraws_ringing: || false, ..SPEC }
}

fn applied(via: Via) -> Lock {
    if via == Via::Api { Lock::Apply } else { (SPEC.presence_lock)(via) }
}

pub(super) fn prs() -> Vec<Cell> {
    let presence = BorderName::Presence;
    let unanswered =
        Policy { after_unanswered: |_, state| (state == OfferState::Declined).then_some(Base::Away), ..SPEC };
    let goes_on = Policy { on_leaving: |_| OnLeaving::GoOn, ..SPEC };
    let everybody = Policy { presence_of: |state, _, _| state.agents.keys().cloned().collect(), ..SPEC };
    let admitted = Policy { offered_in_conversation: |_, admitted| admitted, ..SPEC };
    let ignores_lock = Policy { presence_lock: applied, ..SPEC };
    let chosen_returns = Policy { kept_after_choice: |_, _, chosen| (chosen.clone(), Setter::Agent), ..SPEC };
    let choice = "A choice during the call is refused";
    let rings = "Work that rings when the dial is accepted";
    vec![
        cell(
            "PRS-03",
            "An ordinary call that ends meanwhile",
            Policy { rules_in_conversation: || true, ..SPEC },
            presence,
        ),
        cell("PRS-03", "The status stays while only a callback is up", unanswered, BorderName::Inbound),
        cell("PRS-07", "Before the dial and after the call", chosen_returns, presence),
        cell("PRS-07", "A choice during a callback is refused", chosen_returns, BorderName::Control),
        Cell {
            row: "PRS-07",
            good: trace(choice, SPEC),
            bad: trace("Before the dial and after the call", Policy { presence_lock: |_| Lock::Apply, ..ignores_lock }),
            needs: BorderName::Control,
        },
        cell(
            "PRS-08",
            "An accepted callback gives back",
            Policy { callback_sets_presence: || false, ..SPEC },
            presence,
        ),
        cell("PRS-08", "A callback that is not accepted", unanswered, presence),
        cell("PRS-10", "Neither the dial nor the end changes", everybody, presence),
        cell("PRS-11", "Work that comes while the leg is up", admitted, BorderName::Offer),
        cell("PRS-12", "The leg is still up", Policy { kept: |agent| agent.presence.clone(), ..SPEC }, presence),
        cell("PRS-12", "The call ended meanwhile", Policy { kept: |agent| agent.presence.clone(), ..SPEC }, presence),
        cell("PRS-13", "A sign-out ends the call", goes_on, BorderName::Control),
        cell("PRS-13", "A sign-out ends every leg", goes_on, BorderName::Carrier),
        cell(
            "PRS-13",
            "What befalls the agent does not end the call",
            Policy { on_leaving: |_| OnLeaving::EndLegs, ..SPEC },
            BorderName::Carrier,
        ),
        cell("PRS-14", rings, rings_on(), BorderName::Offer),
        cell("PRS-14", "Work that rings when a callback alerts", rings_on(), BorderName::Offer),
        cell("PRS-14", rings, Policy { withdrawn_to: |_, last| last, ..SPEC }, BorderName::Dial),
        cell(
            "PRS-15",
            "The work that filled the capacity has ended",
            Policy { rules_after_restore: || false, ..SPEC },
            presence,
        ),
    ]
}
