//! A scenario that was run several times.

use spec911::conduct::Stop;
use spec911::requirement::{Catalogue, Verdict};
use spec911::result::{Exit, Report, ScenarioResult, ScenarioVerdict};

use super::{Given, given, id, result, setting};

use Verdict::{Fail, Inconclusive, Pass};

/// The result of a scenario that was run with the seeds from 7 on.
fn repeated(runs: &[Given]) -> ScenarioResult {
    let results = runs.iter().zip(7..).map(|(given, seed)| ScenarioResult { seed, ..result(given) });
    results.reduce(ScenarioResult::and).expect("a run")
}

#[test]
fn of_several_runs_the_worst_is_shown_and_a_fail_in_one_is_a_fail() {
    let pass = || given("ELG-01", &[("ELG-01", Pass)]);
    let fail = || given("ELG-01", &[("ELG-01", Fail)]);
    let open = || given("ELG-01", &[("ELG-01", Inconclusive)]);
    let broken = || given("ELG-01", &[("ELG-01", Pass)]).stopped(Stop::Fault("it broke".to_owned()));
    let also = || given("ELG-01", &[("ELG-01", Fail), ("PRS-01", Pass)]);
    let other = || given("ELG-01", &[("ELG-01", Pass), ("PRS-01", Fail)]);
    let cases = [
        (vec![pass(), pass()], ScenarioVerdict::Pass, 7, false, Pass),
        (vec![pass(), open(), pass()], ScenarioVerdict::Inconclusive, 8, true, Inconclusive),
        (vec![open(), pass(), fail(), fail()], ScenarioVerdict::Fail, 9, true, Fail),
        (vec![broken(), pass()], ScenarioVerdict::Error, 7, true, Pass),
        (vec![broken(), fail()], ScenarioVerdict::Fail, 8, true, Fail),
        (vec![also(), other()], ScenarioVerdict::Fail, 7, true, Fail),
    ];
    for (runs, verdict, seed, differ, on_row) in cases {
        let result = repeated(&runs);
        assert_eq!((result.verdict, result.seed, result.repeats.differ()), (verdict, seed, differ), "{runs:?}");
        assert_eq!(result.verdict_on(id("ELG-01")), on_row, "{runs:?}");
        assert_eq!(result.repeats.runs.len(), runs.len());
    }
    let both = repeated(&[also(), other()]);
    assert_eq!(both.verdict_on(id("PRS-01")), Fail);
    let note = both.findings[&id("PRS-01")].evidence[0].note.as_deref().unwrap_or_default();
    assert!(note.starts_with("in the run with seed 8"), "{note}");
}

#[test]
fn the_exit_code_of_a_check_looks_at_every_run() {
    let fail = || given("ELG-01", &[("ELG-01", Fail)]);
    let broken = || given("ELG-01", &[("ELG-01", Pass)]).stopped(Stop::Fault("it broke".to_owned()));
    let of = |runs: &[Given]| Exit::of(&Report::new(Catalogue::embedded(), setting(&["x"]), vec![repeated(runs)]));
    assert_eq!(of(&[fail(), broken()]), Exit::Harness);
    assert_eq!(of(&[given("ELG-01", &[("ELG-01", Pass)]), fail()]), Exit::Nonconformance);
}
