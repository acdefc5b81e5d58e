//! `--pack`: rows that are judged apart from the base rows.

use serde_json::Value;

use super::{folder, spec911};

/// The scenarios of the packs, of the embedded suite.
const PACKS: &str = "features/packs/test-calls.feature";

fn report(args: &[&str]) -> (i32, String, Value) {
    let folder = folder();
    let (exit, out, err) = spec911(folder.path(), &[&["check", PACKS, "--report", "out"], args].concat());
    assert_eq!(err, "", "{args:?}");
    let text = std::fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
    (exit, out, serde_json::from_str(&text).expect("JSON"))
}

#[test]
fn without_the_pack_its_scenarios_are_excluded_and_its_rows_stand_outside() {
    let (exit, out, report) = report(&[]);
    assert_eq!(exit, 3, "{out}");
    assert!(report["outside"].as_array().expect("a list").iter().any(|id| id == "TST-01"));
    assert_eq!(report["packs"], Value::Null);
    let scenarios = report["scenarios"].as_array().expect("a list");
    assert!(scenarios.iter().all(|one| one["verdict"] == "excluded"), "{scenarios:?}");
}

#[test]
fn a_pack_has_a_section_of_its_own() {
    let (exit, out, report) = report(&["--pack", "test-calls"]);
    assert_eq!(exit, 0, "{out}");
    assert!(out.contains("pack        test-calls: TST-01 pass"), "{out}");
    let rows = report["packs"]["test-calls"].as_array().expect("a list");
    assert_eq!((rows.len(), &rows[0]["id"], &rows[0]["verdict"]), (1, &"TST-01".into(), &"pass".into()));
    assert!(report["requirements"].as_array().expect("a list").iter().all(|row| row["id"] != "TST-01"));
}

#[test]
fn what_a_scenario_of_a_pack_shows_counts_for_no_base_row() {
    let (exit, out, report) = report(&["--pack", "test-calls", "--mutant", "test-number-ordinary"]);
    assert_eq!(exit, 1, "{out}");
    assert!(out.contains("pack        test-calls: TST-01 fail"), "{out}");
    let base = report["requirements"].as_array().expect("a list");
    let counted: Vec<&Value> = base.iter().filter(|row| row["verdict"] != "not-triggered").collect();
    assert!(counted.is_empty(), "{counted:?}");
}

#[test]
fn a_pack_that_nobody_knows_is_told_with_the_nearest_one() {
    let folder = folder();
    for command in [&["check"][..], &["run", "features/small.feature:8"]] {
        let (exit, out, err) = spec911(folder.path(), &[command, &["--pack", "test-cals"]].concat());
        assert_eq!((exit, out.as_str()), (2, ""), "{err}");
        let says = ["the catalogue has no pack `test-cals`", "did you mean `test-calls`?"];
        assert!(says.iter().all(|text| err.contains(text)), "{err}");
    }
}

#[test]
fn a_pack_that_nothing_judges_is_not_tested() {
    let folder = folder();
    let (exit, out, _) = spec911(folder.path(), &["check", "--pack", "strict-window"]);
    assert_eq!(exit, 5, "{out}");
    assert!(out.contains("pack        strict-window: WIN-01 not-tested"), "{out}");
}
