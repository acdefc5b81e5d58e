//! `junit.xml`: well-formed whatever the names hold, and never green where the check is not.

use std::fs;
use std::path::Path;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus};
use spec911::requirement::Catalogue;

use super::{FEATURE, folder, spec911, write};

/// The report below a folder, as a reader of JUnit takes it.
fn junit(folder: &Path) -> Report {
    let text = fs::read_to_string(folder.join("junit.xml")).expect("a report");
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let odd: Vec<char> = text.chars().filter(|c| !allowed(*c)).collect();
    assert!(odd.is_empty(), "XML 1.0 has no {odd:?}");
    Report::deserialize_from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What became of a case in a word, with its type.
fn word(case: &TestCase) -> String {
    let typed = |word: &str, ty: &Option<quick_junit::XmlString>| {
        format!("{word} {}", ty.as_ref().map_or("", quick_junit::XmlString::as_str))
    };
    match &case.status {
        TestCaseStatus::Success { .. } => "pass".to_owned(),
        TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, ty, .. } => typed("failure", ty),
        TestCaseStatus::NonSuccess { kind: NonSuccessKind::Error, ty, .. } => typed("error", ty),
        TestCaseStatus::Skipped { ty, .. } => typed("skipped", ty),
    }
}

fn words(report: &Report, suite: &str) -> Vec<String> {
    let suite = report.test_suites.iter().find(|one| one.name.as_str() == suite).expect("a suite");
    suite.test_cases.iter().map(word).collect()
}

#[test]
fn every_scenario_and_every_requirement_is_a_case_with_its_verdict() {
    let folder = folder();
    let silent = FEATURE.replace("@small @ELG-01", "@small @CBR-10");
    let excluded = FEATURE.replace("@small @ELG-01", "@small @reading:ELG-02=national");
    write(&folder, "silent.feature", &silent);
    write(&folder, "excluded.feature", &excluded);
    let (exit, ..) = spec911(folder.path(), &["features", "silent.feature", "excluded.feature", "--report", "out"]);
    assert_eq!(exit, 70);
    let report = junit(&folder.path().join("out"));
    assert_eq!(words(&report, "check"), ["error the harness or its suite is at fault"]);
    assert_eq!(words(&report, "features/small.feature"), ["pass", "pass", "pass"]);
    assert_eq!(words(&report, "silent.feature"), ["error error", "pass", "pass"]);
    assert_eq!(words(&report, "excluded.feature"), ["skipped excluded", "pass", "pass"]);
    let rows = words(&report, "requirements");
    assert_eq!(rows.len(), Catalogue::embedded().base().count());
    assert_eq!((rows[0].as_str(), rows[1].as_str()), ("pass", "skipped not-tested"));
    assert!(rows.contains(&"error error".to_owned()), "CBR-10 is in error: {rows:?}");
    let tests = report.test_suites.iter().map(|suite| suite.test_cases.len()).sum::<usize>();
    assert_eq!((report.tests, report.failures, report.errors), (tests, 0, 3));
    let silent = report.test_suites.iter().find(|suite| suite.name.as_str() == "silent.feature").expect("a suite");
    let TestCaseStatus::NonSuccess { description: Some(told), .. } = &silent.test_cases[0].status else {
        panic!("a case that did not pass tells why")
    };
    assert!(told.as_str().contains("repeat     spec911 check silent.feature:8 --seed 1"), "{}", told.as_str());
}

#[test]
fn a_check_that_did_not_pass_is_not_green_although_every_scenario_is() {
    let folder = folder();
    let (exit, ..) = spec911(folder.path(), &["--features", "features", "--report", "out"]);
    assert_eq!(exit, 5);
    let report = junit(&folder.path().join("out"));
    assert_eq!(words(&report, "check"), ["error inconclusive, not tested or not measured"]);
    let (exit, ..) = spec911(folder.path(), &["features", "--report", "out"]);
    let report = junit(&folder.path().join("out"));
    assert_eq!((exit, report.errors + report.failures), (0, 0));
    assert_eq!(words(&report, "check"), ["pass"]);
}

#[test]
fn a_check_that_runs_nothing_leaves_an_errored_case_that_names_what_matched_nothing() {
    let folder = folder();
    write(&folder, "empty.feature", "");
    fs::create_dir(folder.path().join("none")).expect("a folder");
    let cases: [(&[&str], i32, &str); 10] = [
        (&["--tags", "@no-such-tag"], 3, "no scenario has the tag `@no-such-tag`"),
        (&["--name", "zzz"], 3, "no title holds this text"),
        (&["features/small.feature:400"], 3, "no scenario at line 400"),
        (&["--requirement", "ELG-99"], 2, "the catalogue has no requirement `ELG-99`"),
        (&["nowhere.feature"], 2, "there is no file or folder `nowhere.feature`"),
        (&["none"], 3, "it holds no scenario"),
        (&["empty.feature"], 2, "empty.feature"),
        (&["--tagz", "x"], 2, "`check` has no option `--tagz`"),
        (&["--seed"], 2, "`--seed` needs a value"),
        (&["--ics", "nowhere.yaml"], 2, "there is no file `nowhere.yaml`"),
    ];
    // A report of an earlier check stands there already.
    assert_eq!(spec911(folder.path(), &["features", "--report", "out"]).0, 0);
    for (args, code, says) in cases {
        let (exit, _, err) = spec911(folder.path(), &[&["check", "--report=out"], args].concat());
        assert_eq!(exit, code, "{args:?}: {err}");
        let report = junit(&folder.path().join("out"));
        assert_eq!((report.tests, report.errors), (1, 1), "{args:?}");
        let text = fs::read_to_string(folder.path().join("out/junit.xml")).expect("a report");
        assert!(text.contains(says), "{args:?}: {text}");
        let json = fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["exit_code"], code, "{args:?}");
        assert!(json["error"].as_str().is_some_and(|text| text.contains(says)), "{args:?}: {json}");
    }
    let text = fs::read_to_string(folder.path().join("out/junit.xml")).expect("a report");
    assert!(!text.contains("\u{1b}"), "{text}");
}

#[test]
fn names_that_xml_forbids_leave_a_report_that_is_well_formed() {
    let folder = folder();
    let name = "<script>alert(1)</script> ]]> & \" ' \u{1b}[31m \u{7} \u{fffe} \u{ffff} \u{202e} ü 📞";
    let text = FEATURE
        .replace("The agent dials\n", &format!("{name}\n"))
        .replace("@small @ELG-01", "@small @]]>&\"<' @CBR-10");
    write(&folder, "features/small.feature", &text);
    let (exit, out, err) = spec911(folder.path(), &["features", "--report", "out", "--deterministic"]);
    assert_eq!(exit, 70, "{out}{err}");
    assert!(!out.contains('\u{1b}') && !out.contains('\u{7}'), "{out}");
    let report = junit(&folder.path().join("out"));
    let suite = report.test_suites.iter().find(|suite| suite.name.as_str() == "features/small.feature").expect("one");
    let shown = suite.test_cases[0].name.as_str();
    assert!(
        shown.starts_with("<script>alert(1)</script> ]]> & \" ' \\u{1b}[31m \\u{7} \\u{fffe} \\u{ffff}"),
        "{shown}"
    );
    assert!(shown.ends_with("ü 📞"), "{shown}");
}

#[test]
fn junit_is_the_same_bytes_for_one_seed_whatever_the_jobs() {
    let folder = folder();
    let run = |jobs: &str, report: &str| {
        spec911(folder.path(), &["features", "--report", report, "--jobs", jobs, "--deterministic"]);
        fs::read_to_string(folder.path().join(report).join("junit.xml")).expect("a report")
    };
    let one = run("1", "a");
    assert!(one == run("3", "b") && !one.contains(" time="), "{one}");
}
