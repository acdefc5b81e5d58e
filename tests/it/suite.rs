//! The shipped scenarios, run against the reference under any policy.

use std::path::{Path, PathBuf};

use spec911::deployment::{Borders, Ran, RunOptions, run};
use spec911::reference::{Policy, Reference};
use spec911::requirement::{Catalogue, DEFAULT_READING, Ics, RequirementId};
use spec911::source::{Source, render};
use spec911::stimulus::Scenario;

/// The seed of all these runs; any other does as well.
const SEED: u64 = 911;

/// Every feature file of the suite, in order.
pub(crate) fn feature_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("features");
    let mut files = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of features").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "feature") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Every scenario of the suite, outlines expanded.
pub(crate) fn scenarios() -> Vec<Scenario> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts: Vec<(String, String)> = feature_files()
        .iter()
        .map(|path| {
            let name = path.strip_prefix(root).expect("below the package").display().to_string();
            (name, std::fs::read_to_string(path).expect("a feature file"))
        })
        .collect();
    let sources: Vec<Source<'_>> = texts.iter().map(|(name, text)| Source::new(name, text)).collect();
    spec911::gherkin::read(&sources).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
}

/// What a deployment declares on which a scenario holds: what the reference does, with the readings of its tags.
pub(crate) fn statement_of(scenario: &Scenario) -> Ics {
    let mut ics = Ics::reference().clone();
    for (row, name) in scenario.tags.iter().filter_map(|tag| tag.strip_prefix("reading:")?.split_once('=')) {
        let id: RequirementId = row.parse().expect("a row");
        let reading = Catalogue::embedded().get(&id).and_then(|row| row.reading(name)).expect("a reading");
        if reading != DEFAULT_READING {
            ics.readings.insert(id, reading.to_owned());
        }
    }
    ics
}

/// Runs a scenario against the reference under a policy.
pub(crate) fn run_with(scenario: &Scenario, policy: Policy, ics: &Ics, borders: Borders) -> Ran {
    let options = RunOptions { revision: Catalogue::embedded().revision(), ics, borders, seed: SEED };
    run(scenario, &options, &|facts| Ok(Box::new(Reference::new(policy, facts)?)))
}
