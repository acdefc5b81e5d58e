//! The shipped scenarios, run against the reference under any policy.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use spec911::deployment::{Borders, Ran, RunOptions, run};
use spec911::notice::Wordings;
use spec911::reference::{Policy, Reference, Service};
use spec911::requirement::{Catalogue, Ics};
use spec911::source::{Source, render};
use spec911::stimulus::{Fact, Scenario};

/// The seed of all these runs; any other does as well.
pub(crate) const SEED: u64 = 911;

/// Every file below a folder of the package with that ending, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of the suite").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Every feature file of the suite, in order.
pub(crate) fn feature_files() -> Vec<PathBuf> {
    files("features", "feature")
}

/// Files with their texts, named as the suite names them.
fn texts(files: Vec<PathBuf>) -> Vec<(String, String)> {
    let named = |path: PathBuf| {
        let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("below the package").display().to_string();
        (name, std::fs::read_to_string(path).expect("a file of the suite"))
    };
    files.into_iter().map(named).collect()
}

/// Every timeline of the suite.
pub(crate) fn timelines() -> Vec<Scenario> {
    let read = |(name, text): &(String, String)| {
        spec911::scenario::read(name, text).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
    };
    texts(files("scenarios", "yaml")).iter().map(read).collect()
}

/// Every scenario of the suite: those of features, outlines expanded, then the timelines.
pub(crate) fn scenarios() -> Vec<Scenario> {
    let texts = texts(feature_files());
    let sources: Vec<Source<'_>> = texts.iter().map(|(name, text)| Source::new(name, text)).collect();
    let features = spec911::gherkin::read(&sources);
    let mut all = features.unwrap_or_else(|faults| panic!("{}", render(&faults, false)));
    all.extend(timelines());
    all
}

/// What a deployment declares on which a scenario holds: what the reference does, with the readings and packs of its tags.
pub(crate) fn statement_of(scenario: &Scenario) -> Ics {
    spec911::result::statement_of(scenario, Ics::reference(), Catalogue::embedded())
}

/// Runs a scenario against the reference under a policy.
pub(crate) fn run_with(scenario: &Scenario, policy: Policy, ics: &Ics, borders: Borders) -> Ran {
    run_worded(scenario, policy, ics, borders, &Wordings::shipped())
}

/// The same, with other words in the mails.
pub(crate) fn run_worded(
    scenario: &Scenario,
    policy: Policy,
    ics: &Ics,
    borders: Borders,
    wordings: &Arc<Wordings>,
) -> Ran {
    let options = RunOptions { revision: Catalogue::embedded().revision(), ics, borders, seed: SEED };
    let make = |facts: &[Fact]| -> Result<Box<dyn Service>, String> {
        Ok(Box::new(Reference::new(policy, facts)?.with_wordings(wordings.clone())))
    };
    run(scenario, &options, &make)
}
