//! Boundaries: what the suite must touch, and which of it a scenario touches.

use std::collections::BTreeSet;

use regex::Regex;
use serde::Deserialize;

use crate::requirement::{RequirementId, Verdict};
use crate::result::ScenarioResult;
use crate::source::yaml;
use crate::source::{Fault, Place};
use crate::stimulus::Scenario;

const FILE: &str = "fixtures/boundaries.yaml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    requirement: RequirementId,
    #[serde(rename = "what")]
    _what: String,
    steps: Vec<String>,
}

struct Boundary {
    id: String,
    requirement: RequirementId,
    steps: Vec<Regex>,
}

/// The boundaries that the suite must touch.
pub struct Boundaries(Vec<Boundary>);

impl Boundaries {
    /// The boundaries of the suite.
    ///
    /// # Errors
    ///
    /// The faults of the embedded file: ours, and a test holds that there are none.
    pub fn embedded() -> Result<Self, Vec<Fault>> {
        Self::read(FILE, include_str!("../../fixtures/boundaries.yaml"))
    }

    /// The boundaries of a text.
    ///
    /// # Errors
    ///
    /// Every fault that it has.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let rows: Vec<(Row, Place)> = yaml::read_rows::<Row>(file, text, "boundaries")?;
        let mut faults = Vec::new();
        let mut boundaries = Vec::new();
        for (row, place) in rows {
            let steps: Result<Vec<Regex>, regex::Error> = row.steps.iter().map(|step| Regex::new(step)).collect();
            match steps {
                Ok(steps) => boundaries.push(Boundary { id: row.id, requirement: row.requirement, steps }),
                Err(error) => faults.push(crate::source::Source::new(file, text).fault(place, error.to_string())),
            }
        }
        if faults.is_empty() { Ok(Boundaries(boundaries)) } else { Err(faults) }
    }

    /// The ids of all.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|boundary| boundary.id.as_str())
    }

    /// The ids of those that a scenario touches: it is tagged with the row, triggers it, and each pattern fits one of its
    /// facts or steps.
    pub fn touched(&self, scenario: &Scenario, ran: &ScenarioResult) -> BTreeSet<String> {
        let facts = scenario.facts.iter().map(|fact| fact.value.phrase());
        let phrases: Vec<String> = facts.chain(scenario.steps.iter().map(|step| step.value.phrase())).collect();
        let fits = |pattern: &Regex| phrases.iter().any(|phrase| pattern.is_match(phrase));
        let touches = |boundary: &&Boundary| {
            ran.is_tagged(boundary.requirement)
                && ran.verdict_on(boundary.requirement) != Verdict::NotTriggered
                && boundary.steps.iter().all(fits)
        };
        self.0.iter().filter(touches).map(|boundary| boundary.id.clone()).collect()
    }
}
