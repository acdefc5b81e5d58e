//! The shipped scenarios as values: they go round in every spelling, touch every boundary, and no verdict leans on what
//! a trace does not show.

use std::collections::BTreeMap;

use regex::Regex;
use serde::Deserialize;
use spec911::deployment::{Borders, Defaults};
use spec911::observation::{Kind, Observed, Seen, Trace, canonical};
use spec911::oracle::judge;
use spec911::reference::Policy;
use spec911::requirement::{BorderName, Catalogue, RequirementId, Verdict};
use spec911::source::{Fault, Place, Source, yaml};
use spec911::stimulus::{Fact, Scenario, Step};

use super::suite::{run_with, scenarios, statement_of};

fn values(scenario: &Scenario) -> (Vec<&Fact>, Vec<&Step>) {
    (scenario.facts.iter().map(|fact| &fact.value).collect(), scenario.steps.iter().map(|step| &step.value).collect())
}

fn trace(scenario: &Scenario, borders: Borders) -> Trace {
    let ics = statement_of(scenario);
    run_with(scenario, Policy::declared(&ics), &ics, borders).trace
}

fn verdicts(trace: &Trace) -> BTreeMap<RequirementId, Verdict> {
    judge(trace, Catalogue::embedded()).into_iter().map(|(id, finding)| (id, finding.verdict)).collect()
}

#[test]
fn values_to_step_texts_to_values_is_the_identity() {
    for scenario in scenarios() {
        let feature = spec911::gherkin::to_feature(&scenario);
        let again = spec911::gherkin::read(&[Source::new("again.feature", &feature)]);
        let again = again.unwrap_or_else(|faults| panic!("{}\n{feature}\n{faults:?}", scenario.id));
        assert_eq!(values(&again[0]), values(&scenario), "{}", scenario.id);
    }
}

#[test]
fn each_scenario_as_yaml_gives_the_same_trace_bytes() {
    for scenario in scenarios() {
        let text = spec911::scenario::write(&scenario);
        let again = spec911::scenario::read("again.yaml", &text);
        let again = again.unwrap_or_else(|faults| panic!("{}\n{text}\n{faults:?}", scenario.id));
        for borders in [Borders::Complete, Borders::Sampled] {
            let (one, other) = (trace(&scenario, borders), trace(&again, borders));
            assert_eq!(canonical(&one), canonical(&other), "{}", scenario.id);
        }
    }
}

#[test]
fn a_scenario_triggers_every_requirement_that_it_is_tagged_with() {
    for borders in [Borders::Complete, Borders::Sampled] {
        for scenario in scenarios() {
            let verdicts = verdicts(&trace(&scenario, borders));
            for id in scenario.tags.iter().filter_map(|tag| tag.parse::<RequirementId>().ok()) {
                assert_eq!(verdicts.get(&id), Some(&Verdict::Pass), "{id} in {} with {borders:?}", scenario.id);
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Boundary {
    id: String,
    requirement: RequirementId,
    #[serde(rename = "what")]
    _what: String,
    steps: Vec<String>,
}

/// Reads boundaries.
pub(super) fn boundaries(file: &str, text: &str) -> Result<Vec<(Boundary, Place)>, Vec<Fault>> {
    yaml::read_rows::<Boundary>(file, text, "boundaries")
}

#[test]
fn every_boundary_is_touched_by_a_scenario_that_triggers_its_requirement() {
    let text = include_str!("../../fixtures/boundaries.yaml");
    let rows = boundaries("fixtures/boundaries.yaml", text).expect("boundaries");
    let scenarios = scenarios();
    let slice: Vec<(Vec<String>, &Scenario, BTreeMap<RequirementId, Verdict>)> = scenarios
        .iter()
        .map(|scenario| {
            let facts = scenario.facts.iter().map(|fact| fact.value.phrase());
            let phrases = facts.chain(scenario.steps.iter().map(|step| step.value.phrase())).collect();
            (phrases, scenario, verdicts(&trace(scenario, Borders::Complete)))
        })
        .collect();
    for (boundary, _) in rows {
        let patterns: Vec<Regex> = boundary.steps.iter().map(|step| Regex::new(step).expect("a pattern")).collect();
        let covered = slice.iter().any(|(phrases, scenario, verdicts)| {
            scenario.tags.iter().any(|tag| *tag == boundary.requirement.to_string())
                && verdicts.get(&boundary.requirement).is_some_and(|verdict| *verdict != Verdict::NotTriggered)
                && patterns.iter().all(|pattern| phrases.iter().any(|phrase| pattern.is_match(phrase)))
        });
        assert!(covered, "no scenario touches {}", boundary.id);
    }
}

/// The trace without one border: gone from the head and from the records.
fn without(trace: &Trace, border: BorderName) -> Trace {
    let mut cut = trace.clone();
    cut.head.borders.remove(&border);
    cut.records.retain(|record| record.border() != Some(border));
    renumbered(cut)
}

fn renumbered(mut trace: Trace) -> Trace {
    for (index, record) in trace.records.iter_mut().enumerate() {
        record.number = u32::try_from(index + 1).expect("a short trace");
    }
    trace
}

#[test]
fn without_a_border_that_its_row_names_no_requirement_passes() {
    for borders in [Borders::Complete, Borders::Sampled] {
        for scenario in scenarios() {
            let whole = trace(&scenario, borders);
            for border in BorderName::ALL {
                let verdicts = verdicts(&without(&whole, *border));
                for row in Catalogue::embedded().rows().iter().filter(|row| row.borders.contains(border)) {
                    let verdict = verdicts.get(&row.id).copied().unwrap_or(Verdict::NotTriggered);
                    let lenient =
                        matches!(verdict, Verdict::NotTriggered | Verdict::NotApplicable | Verdict::Inconclusive);
                    assert!(lenient, "{} is {verdict} without {border} in {}", row.id, scenario.id);
                }
            }
        }
    }
}

#[test]
fn with_the_reply_of_a_dial_moved_last_no_verdict_changes() {
    for borders in [Borders::Complete, Borders::Sampled] {
        for scenario in scenarios() {
            let whole = trace(&scenario, borders);
            let is_reply = |observed: &Observed| {
                matches!(observed, Observed::Seen(Seen::DialAccepted { .. } | Seen::DialRefused { .. }))
            };
            let (replies, mut rest): (Vec<_>, Vec<_>) = whole
                .records
                .iter()
                .cloned()
                .partition(|record| record.kind == Kind::Reply && is_reply(&record.observed));
            let end = whole.end;
            rest.extend(replies.into_iter().map(|mut reply| {
                reply.at = end;
                reply
            }));
            let moved = renumbered(Trace { records: rest, ..whole.clone() });
            assert_eq!(verdicts(&moved), verdicts(&whole), "{} with {borders:?}", scenario.id);
        }
    }
}

#[test]
fn the_built_in_facts_are_readable() {
    let facts = Defaults::embedded().complete(&[]);
    assert!(facts.iter().any(|fact| matches!(fact, Fact::NumberPlan { .. })));
}
