//! Scenarios that can be read and still not be run: each fault of all of them once, at the word that is meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::deployment;
use crate::source::{Fault, MAX_FAULTS, Place, Source, in_order};
use crate::stimulus::{Origin, Scenario};

use super::run_one::REFERENCE;
use super::suite::{Files, at, word_in};

/// What is told of one file.
struct Told<'f> {
    lines: Vec<&'f str>,
    seen: BTreeSet<(Option<Place>, u32, String)>,
    faults: Vec<Fault>,
}

/// The facts and steps that do not fit each other, and those that the reference has no behaviour for yet.
pub(super) fn unsupported(scenarios: &[Scenario], files: &Files) -> Vec<Fault> {
    let mut told: BTreeMap<&str, Told<'_>> = BTreeMap::new();
    for scenario in scenarios {
        let file = &*scenario.origin.file;
        let told = told.entry(file).or_insert_with(|| {
            let text = files.get(file).and_then(|text| text.as_deref().ok()).unwrap_or_default();
            Told { lines: Source::new(file, text).lines(), seen: BTreeSet::new(), faults: Vec::new() }
        });
        for misfit in deployment::misfits(scenario) {
            let place = misfit.word.as_ref().and_then(|word| told.place(misfit.origin, word));
            told.add(misfit.origin, place, misfit.message, misfit.help, files);
        }
        for (origin, key) in deployment::refused(scenario) {
            let message = format!("{REFERENCE} has no behaviour for `{key}` yet");
            let help = "leave the scenario out, or run it on a deployment that has it";
            told.add(origin, None, message, help.to_owned(), files);
        }
    }
    told.into_iter().flat_map(|(file, told)| in_order(file, told.faults)).collect()
}

impl Told<'_> {
    /// Where a word stands in the line that something was written in, or in the row that it was filled from.
    fn place(&self, origin: &Origin, word: &str) -> Option<Place> {
        let place = |number: u32| {
            let line = self.lines.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
            word_in(line, number, word, &[])
        };
        place(origin.line).or_else(|| place(origin.row?))
    }

    /// Adds a fault, once, until there are too many.
    fn add(&mut self, origin: &Origin, place: Option<Place>, message: String, help: String, files: &Files) {
        if self.faults.len() <= MAX_FAULTS && self.seen.insert((place, origin.line, message.clone())) {
            self.faults.push(at(origin, place, message, files).help(help));
        }
    }
}
