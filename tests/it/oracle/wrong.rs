//! The rules against a running service: the reference with one wrong decision fails under the row of that decision,
//! however the borders are seen.

use std::collections::BTreeMap;
use std::path::Path as File;
use std::sync::LazyLock;

use spec911::border::Inbound;
use spec911::deployment::{Borders, RunOptions, run};
use spec911::domain::{AgentName, Base, Closer, Code, Dialled, EndCause, Path, Presence, Priority, Setter};
use spec911::oracle::{Finding, judge};
use spec911::reference::{
    CallMoment, Exhausted, Lease, Missing, NoPath, Onward, Outside, Plan, Policy, Reference, Restore, Service, Tenant,
    Ways,
};
use spec911::requirement::{Catalogue, Ics, Verdict};
use spec911::result::gate;
use spec911::source::Source;
use spec911::stimulus::Scenario;
use spec911::time::{Instant, Span};

use super::phrase::parse;

/// The scenarios of the product that hold for our own readings.
pub(super) static SCENARIOS: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    let mut files = Vec::new();
    let root = File::new(env!("CARGO_MANIFEST_DIR")).join("features");
    for group in std::fs::read_dir(root).expect("features").flatten().filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(group.path()).expect("a group").flatten() {
            let name = file.path().display().to_string();
            files.push((name, std::fs::read_to_string(file.path()).expect("a feature")));
        }
    }
    files.sort();
    let sources: Vec<Source<'_>> = files.iter().map(|(file, text)| Source { file, text }).collect();
    let mut scenarios = spec911::gherkin::read(&sources).expect("right features");
    scenarios.retain(|scenario| gate(scenario, Ics::reference(), Catalogue::embedded()).is_none());
    scenarios
});

fn judged(scenario: &Scenario, policy: Policy, borders: Borders) -> BTreeMap<String, Finding> {
    let options = RunOptions { revision: "d365-2024-09", ics: Ics::reference(), borders, seed: 1 };
    let make = |facts: &[spec911::stimulus::Fact]| {
        let service: Box<dyn Service> = Box::new(Reference::new(policy, facts)?);
        Ok(service)
    };
    let ran = run(scenario, &options, &make);
    judge(&ran.trace, Catalogue::embedded()).into_iter().map(|(row, finding)| (row.to_string(), finding)).collect()
}

#[test]
fn the_reference_fails_nowhere_and_passes_wherever_a_scenario_is_tagged() {
    for borders in [Borders::Complete, Borders::Sampled] {
        for scenario in SCENARIOS.iter() {
            for (row, finding) in judged(scenario, Policy::SPEC, borders) {
                let passed = finding.verdict == Verdict::Pass || !scenario.tags.contains(&row);
                let right = passed && finding.verdict != Verdict::Fail;
                assert!(right, "{row} in {} ({borders:?}): {finding:#?}", scenario.name);
            }
        }
    }
}

/// A variant that is as right as the reference fails no row.
pub(super) fn fails_nowhere(variant: Policy) {
    for borders in [Borders::Complete, Borders::Sampled] {
        for scenario in SCENARIOS.iter() {
            for (row, finding) in judged(scenario, variant, borders) {
                let right = finding.verdict != Verdict::Fail;
                assert!(right, "{row} in {} ({borders:?}): {finding:#?}", scenario.name);
            }
        }
    }
}

fn begins_with(plan: &Plan, dialled: &Dialled) -> bool {
    plan.feature.iter().chain(&plan.national).any(|number| dialled.as_str().contains(number.as_str()))
}

fn on_both(plan: &Plan, dialled: &Dialled) -> bool {
    plan.feature.contains(dialled) && plan.national.contains(dialled)
}

fn direct_first(ways: &Ways) -> std::collections::VecDeque<Path> {
    let mut paths = (Policy::SPEC.paths)(ways);
    if paths.front().is_some_and(|path| *path != Path::Direct) {
        paths.push_front(Path::Direct);
    }
    paths
}

fn own_carrier_only(ways: &Ways) -> std::collections::VecDeque<Path> {
    let mut paths = (Policy::SPEC.paths)(ways);
    paths.iter_mut().for_each(|path| *path = Path::Trunk(parse("sbc-9")));
    paths
}

fn backwards(ways: &Ways) -> std::collections::VecDeque<Path> {
    (Policy::SPEC.paths)(ways).into_iter().rev().collect()
}

fn available(_: &Tenant, _: &(Presence, Setter), _: &Presence) -> (Presence, Setter) {
    (Presence { record: parse("Available"), base: Base::Available }, Setter::System)
}

fn never_after_drop(cause: EndCause, _: Closer) -> Restore {
    if cause == EndCause::Drop { Restore::Never } else { Restore::AtOnce }
}

fn busy(_: &Tenant, _: &spec911::reference::AgentState) -> Presence {
    Presence { record: parse("Busy"), base: Base::Busy }
}

fn everything_moves_on(_: Code) -> Onward {
    Onward::NextPath
}

fn after(lease: &Lease, minutes: u64) -> Option<Instant> {
    Some(lease.dialled_at + Span::from_mins(minutes))
}

fn somebody_else(lease: &Lease, tenant: &Tenant) -> AgentName {
    tenant.agents.keys().find(|agent| **agent != lease.agent).unwrap_or(&lease.agent).clone()
}

/// Wrong decisions, each with the row that it breaks.
fn wrong() -> Vec<(&'static str, Policy)> {
    let spec = Policy::SPEC;
    vec![
        ("ELG-01", Policy { is_emergency: |_, _| false, ..spec }),
        ("ELG-02", Policy { is_emergency: on_both, ..spec }),
        ("ELG-04", Policy { outside: |_, _| Outside::Ordinary, ..spec }),
        ("ELG-05", Policy { is_emergency: begins_with, ..spec }),
        ("ELG-06", Policy { location_missing: |_| Missing::Handle(None), ..spec }),
        ("ELG-07", Policy { profile_missing: |_| Missing::Handle(None), ..spec }),
        ("ELG-10", Policy { sentence: |_| "This did not work.", ..spec }),
        ("RTE-01", Policy { paths: own_carrier_only, ..spec }),
        ("RTE-02", Policy { paths: own_carrier_only, ..spec }),
        ("RTE-03", Policy { paths: direct_first, ..spec }),
        ("RTE-04", Policy { after_failure: everything_moves_on, ..spec }),
        ("RTE-04", Policy { after_failure: |_| Onward::Stop, ..spec }),
        ("RTE-04", Policy { paths: backwards, ..spec }),
        ("RTE-05", Policy { exhausted: |_| Exhausted::FallBack, ..spec }),
        ("RTE-06", Policy { no_path: |_| NoPath::FailLate, ..spec }),
        ("PRS-01", Policy { presence_during: busy, ..spec }),
        ("PRS-02", Policy { presence_from: || CallMoment::Answer, ..spec }),
        ("PRS-04", Policy { restored: available, ..spec }),
        ("PRS-05", Policy { presence_during: busy, ..spec }),
        ("PRS-06", Policy { restores_after: never_after_drop, ..spec }),
        ("CBN-02", Policy { caller_identity: |_, agent| agent.originating.clone(), ..spec }),
        ("CBN-03", Policy { window_end: |lease| after(lease, 59), ..spec }),
        ("CBN-06", Policy { callback_target: somebody_else, ..spec }),
        ("CBR-01", Policy { callback_target: somebody_else, ..spec }),
        ("CBR-02", Policy { callback_priority: || Priority::Low, ..spec }),
        ("CBR-02", Policy { withdraws_ringing: || false, callback_priority: || Priority::Low, ..spec }),
        ("CBR-05", Policy { callback_offered: |agent| agent.presence.0.base == Base::Available, ..spec }),
        ("CBR-10", Policy { window_end: |lease| after(lease, 66), ..spec }),
        ("CBR-10", Policy { after_window: |_| Inbound::To(spec911::domain::Destination::Queue), ..spec }),
        ("NTF-01", Policy { recipients: |all| all.iter().take(1).cloned().collect(), ..spec }),
        ("NTF-01", Policy { mail_from: || CallMoment::Answer, ..spec }),
    ]
}

#[test]
fn a_wrong_decision_fails_under_its_own_row() {
    each_fails(wrong());
}

/// Each wrong decision fails under its row in a scenario that is tagged with it, however the borders are seen.
pub(super) fn each_fails(wrong: Vec<(&'static str, Policy)>) {
    for borders in [Borders::Complete, Borders::Sampled] {
        for (index, (row, policy)) in wrong.iter().enumerate() {
            let tagged = SCENARIOS.iter().filter(|scenario| scenario.tags.iter().any(|tag| tag == row));
            let mut failed: BTreeMap<String, usize> = BTreeMap::new();
            for scenario in tagged {
                for (row, finding) in judged(scenario, *policy, borders) {
                    if finding.verdict == Verdict::Fail {
                        *failed.entry(row).or_default() += 1;
                    }
                }
            }
            assert!(
                failed.contains_key(*row),
                "wrong decision {index} under {row} ({borders:?}) fails only {failed:?}"
            );
        }
    }
}
