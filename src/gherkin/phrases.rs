//! A scenario back to text: a feature that reads as the same values.

use std::fmt::Write;

use crate::scenario::Kind;
use crate::stimulus::{Scenario, Step};

/// Writes a feature that holds this scenario alone.
pub fn to_feature(scenario: &Scenario) -> String {
    let mut out = format!("Feature: {}\n\n", scenario.name);
    if !scenario.tags.is_empty() {
        let tags: Vec<String> = scenario.tags.iter().map(|tag| format!("@{tag}")).collect();
        out.push_str(&format!("  {}\n", tags.join(" ")));
    }
    out.push_str(&format!("  Scenario: {}\n", scenario.name));
    let facts = scenario.facts.iter().map(|fact| (Kind::Fact, fact.value.phrase()));
    let steps = scenario.steps.iter().map(|step| match &step.value {
        Step::When(stimulus) => (Kind::Stimulus, stimulus.phrase()),
        Step::Then(expectation) => (Kind::Expectation, expectation.phrase()),
    });
    let mut last = None;
    for (kind, phrase) in facts.chain(steps) {
        let keyword = if last == Some(kind) { "And" } else { kind.keyword() };
        // Writing to a String can't fail.
        let _ = writeln!(out, "    {keyword} {phrase}");
        last = Some(kind);
    }
    out
}
