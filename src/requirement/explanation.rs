//! What a failure of a row usually means: advice for readers, beside the catalogue and outside its hash.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::source::{Fault, Source, render, yaml};

use super::{IdError, RequirementId};

const FILE: &str = "fixtures/explanations.yaml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    failure: String,
}

static EMBEDDED: LazyLock<BTreeMap<RequirementId, String>> = LazyLock::new(|| {
    let text = include_str!("../../fixtures/explanations.yaml");
    // Wrong embedded advice is our fault, not the caller's, and a test holds that it is right.
    load(FILE, text).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
});

/// What a failure of a row usually means; base rows only.
pub fn failure_of(id: &RequirementId) -> Option<&'static str> {
    EMBEDDED.get(id).map(String::as_str)
}

/// The rows that have an explanation.
pub fn explained() -> impl Iterator<Item = &'static RequirementId> {
    EMBEDDED.keys()
}

/// Reads explanations, each id once.
fn load(file: &str, text: &str) -> Result<BTreeMap<RequirementId, String>, Vec<Fault>> {
    let mut read = BTreeMap::new();
    let mut faults = Vec::new();
    let source = Source::new(file, text);
    for (raw, place) in yaml::read_rows::<Raw>(file, text, "explanations")? {
        match raw.id.parse::<RequirementId>() {
            Ok(id) if read.insert(id, raw.failure.trim().to_owned()).is_none() => {}
            Ok(id) => faults.push(source.fault(place, format!("{id} is explained twice"))),
            Err(IdError { text }) => {
                let fault = source.fault(place, format!("`{text}` is no id"));
                faults.push(fault.expected(IdError::EXPECTED));
            }
        }
    }
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}
