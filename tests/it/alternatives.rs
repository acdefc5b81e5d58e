//! The alternatives of the catalogue: followed and declared they fail nowhere; followed alone they fail under their row,
//! and the evidence names what to declare.

use std::collections::BTreeSet;

use spec911::deployment::Borders;
use spec911::mutant::{Change, mutant};
use spec911::observation::Met;
use spec911::oracle::{Finding, judge};
use spec911::reference::{ALTERNATIVES, Alternative, Policy};
use spec911::requirement::{Catalogue, Ics, Verdict};
use spec911::result::gate;
use spec911::stimulus::Scenario;

use super::suite::{run_with, scenarios};

/// A statement that declares one alternative.
fn declaring(alternative: &Alternative) -> Ics {
    let mut ics = Ics::reference().clone();
    ics.readings.insert(alternative.row.parse().expect("a row"), alternative.name.to_owned());
    ics
}

/// What a run of a scenario shows of the rows.
fn judged(scenario: &Scenario, policy: Policy, ics: &Ics, borders: Borders) -> Vec<(String, Finding)> {
    let trace = run_with(scenario, policy, ics, borders).trace;
    judge(&trace, Catalogue::embedded()).into_iter().map(|(row, finding)| (row.to_string(), finding)).collect()
}

#[test]
fn an_alternative_that_is_followed_and_declared_fails_nowhere_with_sampled_borders() {
    // With complete borders each is a variant of the audit.
    for alternative in ALTERNATIVES {
        let ics = declaring(alternative);
        for scenario in scenarios() {
            for (row, finding) in judged(&scenario, Policy::declared(&ics), &ics, Borders::Sampled) {
                let named = format!("{}={}", alternative.row, alternative.name);
                let right = finding.verdict != Verdict::Fail;
                assert!(right, "{row} under {named} in {}: {finding:#?}", scenario.id);
            }
        }
    }
}

#[test]
fn a_scenario_that_a_reading_of_presence_lets_run_meets_its_expectations() {
    let mut unmet = Vec::new();
    for borders in [Borders::Complete, Borders::Sampled] {
        for alternative in ALTERNATIVES.iter().filter(|one| one.row.starts_with("PRS")) {
            let ics = declaring(alternative);
            let runs = |scenario: &Scenario| gate(scenario, &ics, Catalogue::embedded()).is_none();
            for scenario in scenarios().into_iter().filter(runs) {
                let ran = run_with(&scenario, Policy::declared(&ics), &ics, borders);
                let missed = ran.expectations.iter().filter(|(_, met)| *met != Met::Yes);
                let named = format!("{}={}", alternative.row, alternative.name);
                unmet
                    .extend(missed.map(|(step, _)| {
                        format!("{named}: {}: {}", scenario.id, scenario.steps[*step].value.phrase())
                    }));
            }
        }
    }
    assert!(unmet.is_empty(), "{}", unmet.join("\n"));
}

#[test]
fn an_alternative_that_is_followed_but_not_declared_fails_its_row_or_is_only_observed() {
    for borders in [Borders::Complete, Borders::Sampled] {
        for alternative in ALTERNATIVES {
            let policy = (alternative.follow)(Policy::SPEC);
            let says = format!("declare {}={}", alternative.row, alternative.name);
            let named =
                |finding: &Finding| finding.evidence.iter().any(|one| one.note.iter().any(|note| note.contains(&says)));
            let right = |(row, finding): (String, Finding)| {
                let failed = finding.verdict == Verdict::Fail && named(&finding);
                row == alternative.row && (failed || finding.verdict == Verdict::Observed)
            };
            let mut found =
                scenarios().into_iter().flat_map(|scenario| judged(&scenario, policy, Ics::reference(), borders));
            assert!(found.any(right), "followed alone, nothing says `{says}` ({borders:?})");
        }
    }
}

/// The rows that fail somewhere in the suite.
fn failed(policy: Policy, ics: &Ics) -> BTreeSet<String> {
    let runs = |scenario: &Scenario| gate(scenario, ics, Catalogue::embedded()).is_none();
    let judged =
        scenarios().into_iter().filter(runs).flat_map(|scenario| judged(&scenario, policy, ics, Borders::Complete));
    judged.filter(|(_, finding)| finding.verdict == Verdict::Fail).map(|(row, _)| row).collect()
}

/// Two alternatives and one wrong decision stand side by side in one table: only the wrong decision fails where the
/// statement declares the alternatives.
#[test]
fn two_alternatives_and_a_wrong_decision_run_as_one_policy() {
    let mut ics = Ics::reference().clone();
    for (row, reading) in [("RTE-05", "fall-back"), ("ELG-07", "handle")] {
        ics.readings.insert(row.parse().expect("an id"), reading.to_owned());
    }
    let right = Policy::declared(&ics);
    assert_eq!(failed(right, &ics), BTreeSet::new());
    let wrong = mutant("hold-in-panel").expect("a mutant");
    let Change::Decision { edit, .. } = wrong.change else { panic!("{} is no decision", wrong.name) };
    let failed = failed(edit(right), &ics);
    assert!(failed.contains(wrong.row), "{failed:?}");
    assert!(!failed.contains("RTE-05") && !failed.contains("ELG-07"), "{failed:?}");
}

#[test]
fn each_alternative_is_one_of_the_catalogue_and_stands_once() {
    let mut named = BTreeSet::new();
    for alternative in ALTERNATIVES {
        let row = Catalogue::embedded().get(&alternative.row.parse().expect("an id")).expect("a row");
        assert!(row.reading(alternative.name).is_some(), "{} has no {}", alternative.row, alternative.name);
        assert!(named.insert((alternative.row, alternative.name)), "{} stands twice", alternative.name);
    }
}
