//! The failure that a document shows: the reference with a window of 59 min, reported as a check reports it.

use std::collections::BTreeSet;

use regex::Regex;
use spec911::deployment::Borders;
use spec911::observation::{ClockMode, Seeing};
use spec911::oracle::judge;
use spec911::reference::Policy;
use spec911::report::terminal;
use spec911::requirement::{Catalogue, Ics};
use spec911::result::{Report, Run, ScenarioResult, Selection, Setting, Subject};
use spec911::time::Span;

use crate::suite::{run_with, scenarios};

/// The tag of the block that shows it.
const BLOCK: &str = "```text failure";
/// The file whose scenarios are run.
const FILE: &str = "features/cbn/window.feature";

/// The document with the failure as it is now in its place.
pub(super) fn shown(text: &str) -> String {
    let Some((before, rest)) = text.split_once(BLOCK) else { return text.to_owned() };
    let (_, after) = rest.split_once("\n```\n").expect("the end of the block");
    format!("{before}{BLOCK}\n{}\n```\n{after}", failure())
}

fn failure() -> String {
    let catalogue = Catalogue::embedded();
    let wrong = Policy { window_end: |lease| Some(lease.dialled_at + Span::from_mins(59)), ..Policy::SPEC };
    let results = scenarios().into_iter().filter(|scenario| &*scenario.origin.file == FILE).map(|scenario| {
        let ran = run_with(&scenario, wrong, Ics::reference(), Borders::Complete);
        let findings = judge(&ran.trace, catalogue);
        let (expectations, stop, subject) = (&ran.expectations, ran.stop, Subject::Other);
        let run = Run { scenario: &scenario, trace: &ran.trace, expectations, stop, findings, subject };
        ScenarioResult::of(run, catalogue)
    });
    let setting = Setting {
        suite_version: env!("CARGO_PKG_VERSION").to_owned(),
        suite_hash: String::new(),
        deployment: "the reference with a window of 59 min".to_owned(),
        options: Vec::new(),
        clock: ClockMode::Virtual,
        seeing: Seeing::Complete,
        seed: 1,
        repeat: 1,
        shuffle: None,
        ics: Ics::reference().clone(),
        statement: None,
        selection: Selection { filters: vec![FILE.to_owned()], requirements: BTreeSet::new() },
        features: None,
    };
    let report = terminal(&Report::new(catalogue, setting, results.collect()), catalogue);
    let plain = Regex::new("\u{1b}\\[[0-9;]*m").expect("a pattern").replace_all(&report, "").into_owned();
    let first = plain.split("\n\n").find(|part| part.starts_with("FAIL")).expect("a failure");
    first.trim_end().to_owned()
}
