//! The level table holds: what is lost without a part of the interface is what it says, and nothing is blamed for it.

use std::collections::BTreeSet;
use std::path::Path;

use spec911::deployment::{Borders, Pace, Ran, RunOptions, Unseen, run, run_paced};
use spec911::observation::{ClockMode, Seeing};
use spec911::oracle::judge;
use spec911::reference::Policy;
use spec911::requirement::{BorderName, Catalogue, Ics, LevelTable, RequirementId, Status, Verdict};
use spec911::result::{Report, Run, ScenarioResult, Selection, Setting, Subject, gate};
use spec911::stimulus::{Fact, Scenario};
use spec911::time::{Instant, Span};

use crate::runs::{SEED, reference};
use crate::suite::scenarios;

/// The longest time that a scenario may need, as deployment files have it where they state none.
const LONGEST: Span = Span::from_secs(10);

/// How long the simulated deployment takes to settle, as the deployment files of the reference state it.
const PACE: Span = Span::from_ticks(20_000);

type Rows = BTreeSet<RequirementId>;

/// A statement of the repository.
fn statement(name: &str) -> Ics {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ics").join(name);
    let text = std::fs::read_to_string(&file).expect("a statement");
    Ics::load(name, &text, Catalogue::embedded()).expect("a statement that is right")
}

/// The part of the table that an operation or a border is.
fn lost(part: &str) -> Rows {
    let found = LevelTable::embedded().parts.iter().find(|one| one.part == part);
    found.unwrap_or_else(|| panic!("the table has no part {part}")).lost.clone()
}

/// The whole suite, each scenario run in a way, and judged as that of a foreign deployment.
fn report(ics: &Ics, clock: ClockMode, way: &(dyn Fn(&Scenario, &Ics) -> Option<Ran> + Sync)) -> Report {
    let (catalogue, suite) = (Catalogue::embedded(), scenarios());
    let one = |scenario: &Scenario| {
        if let Some(why) = gate(scenario, ics, catalogue) {
            return ScenarioResult::excluded(scenario, catalogue, SEED, why);
        }
        let Some(Ran { trace, expectations, stop }) = way(scenario, ics) else {
            return ScenarioResult::unwaited(scenario, catalogue, SEED, "it takes too long");
        };
        let findings = judge(&trace, catalogue);
        let subject = Subject::Other;
        let ran = Run { scenario, trace: &trace, expectations: &expectations, stop, findings, subject };
        let seen = trace.head.borders.keys().copied().collect();
        ScenarioResult { seen, ..ScenarioResult::without_trace(ran, catalogue) }
    };
    let halves = suite.split_at(suite.len() / 2);
    let results = std::thread::scope(|scope| {
        let other = scope.spawn(|| halves.1.iter().map(one).collect::<Vec<_>>());
        let mut results: Vec<ScenarioResult> = halves.0.iter().map(one).collect();
        results.extend(other.join().expect("runs"));
        results
    });
    let setting = Setting {
        suite_version: String::new(),
        suite_hash: String::new(),
        deployment: "the reference".to_owned(),
        options: Vec::new(),
        clock,
        seeing: Seeing::Complete,
        seed: SEED,
        repeat: 1,
        shuffle: None,
        ics: ics.clone(),
        statement: None,
        selection: Selection::default(),
        features: None,
    };
    Report::new(catalogue, setting, results)
}

fn options(ics: &Ics, borders: Borders) -> RunOptions<'_> {
    RunOptions { revision: Catalogue::embedded().revision(), ics, borders, seed: SEED }
}

/// The rows that are not measured.
fn unmeasured(report: &Report) -> Rows {
    report.rows().filter(|row| row.status == Status::NotMeasured).map(|row| row.id).collect()
}

/// No row fails, and each one passes that is measured.
fn hold_nothing_against(report: &Report, what: &str) {
    for row in report.rows() {
        let fine = row.verdict == Verdict::Pass || row.status == Status::NotMeasured;
        assert!(fine, "{what}: {} is {} ({}): {:?}", row.id, row.verdict, row.status, row.reason);
    }
}

fn told(rows: &Rows) -> String {
    rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Whether a scenario can be waited for.
fn is_waited(scenario: &Scenario, ics: &Ics) -> bool {
    let own = scenario.facts.iter().any(|fact| matches!(fact.value, Fact::Epoch { .. }));
    let end = || run(scenario, &options(ics, Borders::Complete), &reference).trace.end;
    !own && end().since(Instant::START).is_some_and(|needs| needs <= LONGEST)
}

fn paced(feed: bool) -> impl Fn(&Scenario, &Ics) -> Option<Ran> + Sync {
    move |scenario, ics| {
        let borders = if feed { Borders::Complete } else { Borders::Sampled };
        let run = || run_paced(scenario, &options(ics, borders), &reference, Pace { settle: PACE, feed });
        is_waited(scenario, ics).then(run)
    }
}

#[test]
fn without_a_test_clock_the_rows_of_the_table_are_not_measured_and_all_others_pass() {
    for (level, feed) in [("B", true), ("A", false)] {
        let report = report(&statement("real-clock.yaml"), ClockMode::Real, &paced(feed));
        hold_nothing_against(&report, level);
        let mut table = lost("test clock");
        if !feed {
            table.extend(lost("event feed"));
        }
        let found = unmeasured(&report);
        assert!(found == table, "level {level}:\n  found {}\n  table {}", told(&found), told(&table));
    }
}

#[test]
fn by_a_clock_that_nobody_moves_no_scenario_blames_the_deployment_for_what_takes_time() {
    for feed in [true, false] {
        let borders = if feed { Borders::Complete } else { Borders::Sampled };
        let all = |scenario: &Scenario, ics: &Ics| {
            Some(run_paced(scenario, &options(ics, borders), &reference, Pace { settle: PACE, feed }))
        };
        let report = report(&statement("real-clock.yaml"), ClockMode::Real, &all);
        let failed: Vec<_> = report.rows().filter(|row| row.verdict == Verdict::Fail).collect();
        assert!(failed.is_empty(), "with feed {feed}: {failed:#?}");
    }
}

#[test]
fn a_border_that_cannot_be_seen_loses_the_rows_of_the_table_and_blames_nobody() {
    let mut wrong = Vec::new();
    for border in BorderName::ALL {
        let unseen: Unseen = [*border].into_iter().collect();
        let way = |scenario: &Scenario, ics: &Ics| {
            Some(run(scenario, &options(ics, Borders::Without(Seeing::Complete, unseen)), &reference))
        };
        let report = report(Ics::reference(), ClockMode::Virtual, &way);
        let blamed = report.rows().filter(|row| row.verdict != Verdict::Pass && row.status != Status::NotMeasured);
        wrong.extend(blamed.map(|row| {
            format!(
                "{border}: {} is {} ({}): {:?} {:?}",
                row.id,
                row.verdict,
                row.status,
                row.reason,
                row.evidence.first().map(|cited| (
                    &report.scenarios[cited.scenario].id,
                    cited.evidence.first().map(|one| (&one.expected, &one.actual))
                ))
            )
        }));
        let (found, table) = (unmeasured(&report), lost(border.name()));
        if found != table {
            wrong.push(format!("{border}:\n  found {}\n  table {}", told(&found), told(&table)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_window_that_is_shortened_for_trials_certifies_nothing_about_the_window() {
    let ics = statement("test-window.yaml");
    let policy = Policy::declared(&ics);
    let make = |facts: &[Fact]| -> Result<Box<dyn spec911::reference::Service>, String> {
        Ok(Box::new(spec911::reference::Reference::new(policy, facts)?))
    };
    let way = |scenario: &Scenario, ics: &Ics| Some(run(scenario, &options(ics, Borders::Complete), &make));
    let report = report(&ics, ClockMode::Virtual, &way);
    let failed: Vec<_> = report.rows().filter(|row| row.verdict == Verdict::Fail).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    for row in &LevelTable::embedded().window {
        let found = report.rows().find(|found| found.id == *row).expect("a row");
        assert_eq!((found.status, found.verdict), (Status::NotMeasured, Verdict::Inconclusive), "{row}");
        assert!(
            found.reason.as_ref().is_some_and(|why| why.contains("certifies nothing")),
            "{row}: {:?}",
            found.reason
        );
    }
}
