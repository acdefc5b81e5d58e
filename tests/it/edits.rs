//! Wrong decisions go red under the requirement that they break, with complete borders and with sampled ones.

mod cbn;
mod cbr;
mod cnf;
mod ntf_delivery;
mod ntf_list;
mod ntf_text;
mod ord;
mod pnl;
mod prs;

use std::collections::BTreeSet;

use spec911::border::Inbound;
use spec911::deployment::Borders;
use spec911::domain::{Base, CallKind, Control, Priority, RowKind, Setter};
use spec911::oracle::judge;
use spec911::reference::{AgentState, CallMoment, Exhausted, Missing, Policy, Stored, Writing};
use spec911::requirement::{Catalogue, Ics, RequirementId, Verdict};
use spec911::result::gate;
use spec911::time::Span;

use super::suite::{run_with, scenarios};
use super::verdicts::Verdicts;

const WRONG: [(&str, &str, Policy); 10] = [
    (
        "window of 59 min",
        "CBN-03",
        Policy { window_end: |lease| Some(lease.dialled_at + Span::from_mins(59)), ..Policy::SPEC },
    ),
    (
        "window of 61 min",
        "CBR-10",
        Policy { window_end: |lease| Some(lease.dialled_at + Span::from_mins(61)), ..Policy::SPEC },
    ),
    (
        "restore to Available",
        "PRS-04",
        Policy { restored: |tenant, _, _| (tenant.record(Base::Available), Setter::System), ..Policy::SPEC },
    ),
    ("Do not disturb on answer", "PRS-02", Policy { presence_from: || CallMoment::Answer, ..Policy::SPEC }),
    ("callback with normal priority", "CBR-02", Policy { callback_priority: || Priority::Normal, ..Policy::SPEC }),
    ("fall-through to the direct offer", "RTE-05", Policy { exhausted: |_| Exhausted::FallBack, ..Policy::SPEC }),
    ("history row for the emergency call", "CNF-01", Policy { row: rows_of_any_call, ..Policy::SPEC }),
    (
        "mail to all recipients but the last",
        "NTF-01",
        Policy {
            recipients: |contacts| contacts.iter().take(contacts.len().saturating_sub(1)).cloned().collect(),
            ..Policy::SPEC
        },
    ),
    (
        "hold in the panel",
        "PNL-01",
        Policy {
            controls: |kind| {
                let mut controls = (Policy::SPEC.controls)(kind);
                controls.insert(Control::Hold);
                controls
            },
            ..Policy::SPEC
        },
    ),
    ("presence not bypassed", "CBR-05", Policy { callback_offered: available_only, ..Policy::SPEC }),
];

/// Every call leaves the rows of an ordinary one in the history.
fn rows_of_any_call(of: &Stored, row: RowKind) -> Writing {
    rows_where(true, of, row)
}

fn rows_of_dialled_calls(of: &Stored, row: RowKind) -> Writing {
    rows_where(of.call != CallKind::Callback, of, row)
}

fn rows_where(kept: bool, of: &Stored, row: RowKind) -> Writing {
    let call = if kept && row == RowKind::History { CallKind::Ordinary } else { of.call };
    (Policy::SPEC.row)(&Stored { call, ..*of }, row)
}

fn available_only(agent: &AgentState) -> bool {
    agent.presence.0.base == Base::Available
}

fn goes_red(borders: Borders) {
    for (name, requirement, policy) in &WRONG {
        let failed = Verdicts::tagged(requirement, *policy, borders).failed();
        assert!(
            failed.contains(*requirement),
            "{name} ({borders:?}): expected {requirement} to fail, failed: {failed:?}"
        );
    }
}

/// Each wrong decision of a group fails its requirement in a scenario that is tagged with it, however the borders are seen.
fn group_goes_red(group: &[(&str, &str, Policy)]) {
    let mut scenarios = scenarios();
    scenarios.retain(|scenario| gate(scenario, Ics::reference(), Catalogue::embedded()).is_none());
    for borders in [Borders::Complete, Borders::Sampled] {
        for (name, requirement, policy) in group {
            let id: RequirementId = requirement.parse().expect("an id");
            let mut failed = BTreeSet::new();
            for scenario in scenarios.iter().filter(|one| one.tags.iter().any(|tag| tag == requirement)) {
                let trace = run_with(scenario, *policy, Ics::reference(), borders).trace;
                let judged = judge(&trace, Catalogue::embedded()).into_iter();
                failed.extend(judged.filter(|(_, found)| found.verdict == Verdict::Fail).map(|(id, _)| id));
            }
            assert!(failed.contains(&id), "{name} ({borders:?}): expected {requirement} to fail, failed: {failed:?}");
        }
    }
}

#[test]
fn each_wrong_decision_about_callbacks_fails_its_requirement() {
    group_goes_red(cbr::WRONG);
}

#[test]
fn each_wrong_decision_about_the_callback_number_fails_its_requirement() {
    group_goes_red(cbn::WRONG);
}

#[test]
fn each_wrong_decision_about_what_is_kept_fails_its_requirement() {
    group_goes_red(cnf::WRONG);
}

#[test]
fn each_wrong_decision_about_the_panel_fails_its_requirement() {
    group_goes_red(pnl::WRONG);
}

#[test]
fn each_wrong_decision_about_presence_fails_its_requirement() {
    group_goes_red(prs::WRONG);
}

#[test]
fn each_wrong_decision_about_who_is_told_fails_its_requirement() {
    group_goes_red(ntf_list::WRONG);
}

#[test]
fn each_wrong_decision_about_when_a_mail_goes_out_fails_its_requirement() {
    group_goes_red(ntf_delivery::WRONG);
}

#[test]
fn each_wrong_decision_about_order_faults_and_load_fails_its_requirement() {
    group_goes_red(ord::WRONG);
}

#[test]
fn each_wrong_decision_about_what_a_mail_says_fails_its_requirement() {
    group_goes_red(ntf_text::WRONG);
}

#[test]
fn each_wrong_decision_fails_its_requirement_with_complete_borders() {
    goes_red(Borders::Complete);
}

#[test]
fn each_wrong_decision_fails_its_requirement_with_sampled_borders() {
    goes_red(Borders::Sampled);
}

#[test]
fn the_spec_itself_fails_nothing() {
    for borders in [Borders::Complete, Borders::Sampled] {
        assert_eq!(Verdicts::of(Policy::SPEC, Ics::reference(), borders).failed(), BTreeSet::new());
    }
}

/// Two alternatives and one wrong decision stand side by side in one table: only the wrong decision fails where the
/// statement declares the alternatives.
#[test]
fn two_alternatives_and_a_wrong_decision_run_as_one_policy() {
    let policy = Policy {
        exhausted: |_| Exhausted::FallBack,
        profile_missing: |_| Missing::Handle(None),
        after_window: |_| Inbound::Ringing,
        row: rows_of_dialled_calls,
        ..Policy::SPEC
    };
    let mut ics = Ics::reference().clone();
    for (row, reading) in [("RTE-05", "fall-back"), ("ELG-07", "handle")] {
        ics.readings.insert(row.parse().expect("an id"), reading.to_owned());
    }
    let failed = Verdicts::of(policy, &ics, Borders::Complete).failed();
    assert!(failed.contains("CNF-01"), "{failed:?}");
    assert!(!failed.contains("RTE-05") && !failed.contains("ELG-07"), "{failed:?}");
}
