//! The timelines of `scenarios/`: each trace as a reviewer reads it in `timelines/NAME.snap`, and what each must hold.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use spec911::conduct::Stop;
use spec911::deployment::Borders;
use spec911::observation::{Met, canonical};
use spec911::reference::{ALTERNATIVES, Policy};
use spec911::requirement::{Catalogue, Ics};
use spec911::result::gate;
use spec911::stimulus::{Fact, Scenario};

use super::suite::{run_with, statement_of, timelines};

/// A trace that a reviewer reads has at most so many lines.
const LONGEST: usize = 80;

/// The canonical trace of a scenario with complete borders.
fn trace(scenario: &Scenario) -> String {
    let ics = statement_of(scenario);
    canonical(&run_with(scenario, Policy::declared(&ics), &ics, Borders::Complete).trace)
}

/// The lines that every trace begins with: borders, statement, and the facts that hold unless a scenario states others.
fn common() -> BTreeSet<String> {
    let empty = "name: nothing\nsteps:\n  - when: {passes: {span: 1 s}}\n";
    let scenario = spec911::scenario::read("nothing.yaml", empty).expect("a scenario");
    trace(&scenario)
        .lines()
        .take_while(|line| !line.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

/// The lines of a trace that are its own, without the texts of its mails, of which their digests stand in the records.
fn own(trace: &str, common: &BTreeSet<String>) -> String {
    let is_own = |line: &&str| !common.contains(*line) && !line.starts_with("blob ");
    trace.lines().filter(is_own).map(|line| format!("{line}\n")).collect()
}

fn name(scenario: &Scenario) -> &str {
    Path::new(&*scenario.origin.file).file_stem().and_then(|stem| stem.to_str()).expect("a plain name")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/timelines")
}

#[test]
fn each_trace_is_what_a_reviewer_accepted() {
    let common = common();
    for scenario in timelines() {
        let own = own(&trace(&scenario), &common);
        assert!(own.lines().count() <= LONGEST, "{} has {} lines", scenario.id, own.lines().count());
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path(folder());
        settings.set_description(scenario.story.clone().unwrap_or_default());
        settings.bind(|| insta::assert_snapshot!(name(&scenario), own));
    }
}

#[test]
fn each_accepted_trace_is_one_of_a_timeline() {
    let timelines = timelines();
    let names: BTreeSet<&str> = timelines.iter().map(name).collect();
    for entry in std::fs::read_dir(folder()).expect("a folder").flatten() {
        let file = entry.file_name().into_string().expect("a plain name");
        assert!(file.strip_suffix(".snap").is_some_and(|name| names.contains(name)), "{file} is of no timeline");
    }
}

#[test]
fn each_timeline_reads_as_a_story_of_people_that_are_made_up() {
    let timelines = timelines();
    assert!(timelines.len() >= 20, "{}", timelines.len());
    let mut titles = BTreeSet::new();
    for scenario in &timelines {
        assert!(scenario.story.as_ref().is_some_and(|story| story.len() > 80), "{} tells no story", scenario.id);
        assert!(titles.insert(&scenario.name), "{} has the title of another one", scenario.id);
        assert!(!scenario.tags.is_empty(), "{} triggers nothing", scenario.id);
        let is_cast = |fact: &Fact| matches!(fact, Fact::Cast { .. });
        assert!(scenario.facts.iter().any(|fact| is_cast(&fact.value)), "{} has nobody made up", scenario.id);
    }
}

/// A reading that a deployment declares leaves a story as it is, or the story is for another reading and says so.
#[test]
fn each_timeline_holds_under_every_reading_that_it_does_not_exclude() {
    for alternative in ALTERNATIVES {
        let mut ics = Ics::reference().clone();
        ics.readings.insert(alternative.row.parse().expect("a row"), alternative.name.to_owned());
        let held = timelines().into_iter().filter(|scenario| gate(scenario, &ics, Catalogue::embedded()).is_none());
        for scenario in held {
            for borders in [Borders::Complete, Borders::Sampled] {
                let ran = run_with(&scenario, Policy::declared(&ics), &ics, borders);
                let named = format!("{} under {}={} ({borders:?})", scenario.id, alternative.row, alternative.name);
                assert_eq!(ran.stop, Stop::Ended, "{named}");
                let unmet = ran.expectations.iter().find(|(_, met)| *met != Met::Yes);
                assert!(unmet.is_none(), "{named}: {:?}", unmet.map(|(step, _)| scenario.steps[*step].value.phrase()));
            }
        }
    }
}

#[test]
fn the_seed_makes_up_the_people_and_nothing_else() {
    let head = |seed: u64| {
        let text = format!(
            "name: x\nfacts:\n  - seed: {{value: \"{seed}\"}}\n  - contacts: {{agent: bo, list: boss@example.com}}\n  \
             - cast: {{agents: \"ana,bo\", contacts: \"3\", country: US, number: \"+15550120000\"}}\nsteps:\n  \
             - when: {{dials: {{agent: ana, dialled: \"911\"}}}}\n"
        );
        let scenario = spec911::scenario::read("x.yaml", &text).expect("a scenario");
        let trace = trace(&scenario);
        let agent = |name: &str| {
            let line = trace.lines().find(|line| line.starts_with(&format!("fact    agent {name} ")));
            line.expect("the agent").to_owned()
        };
        (agent("ana"), agent("bo"), trace.lines().count())
    };
    let (one, again, other) = (head(7), head(7), head(8));
    assert_eq!(one, again);
    assert!(one.0 != other.0 && one.1 != other.1 && one.2 == other.2, "{one:?} {other:?}");
    assert_eq!(one.0.matches(".example").count(), 3, "{}", one.0);
    // What a scenario states of an agent is not made up.
    assert!(one.1.contains("contacts=boss@example.com"), "{}", one.1);
}
