//! Every wrong command line: exit 2, few lines, one suggestion, and the whole text as golden.

use std::fmt::Write as _;

use insta::{assert_snapshot, with_settings};

use super::{FEATURE, folder, spec911, write};

const CASES: [&[&str]; 36] = [
    // Misspelt words.
    &["chek"],
    &["explian", "CBN-03"],
    &["complations", "bash"],
    &["--tagz", "x"],
    &["--requirment", "ELG-01"],
    &["check", "--reprot", "out"],
    &["--isc", "my.yaml"],
    &["run", "--tracce", "x.yaml"],
    &["ics", "--jsn"],
    &["steps", "--tags", "x"],
    &["requirements", "CBN-3"],
    &["explain", "CBN-3"],
    &["explain", "XYZ-77"],
    &["explain", "the agnet dials"],
    &["completions", "zhs"],
    &["completions", "csh"],
    &["man", "chekc"],
    &["features/smal.feature"],
    &["--ics", "my-isc.yaml"],
    &["ics", "nowhere.yaml"],
    // Missing values and arguments.
    &["--tags"],
    &["--report"],
    &["run"],
    &["explain"],
    &["completions"],
    // Values that are none.
    &["--seed", "abc"],
    &["--seed", "-1"],
    &["--seed", "18446744073709551616"],
    &["--jobs", "0"],
    &["--repeat", "0"],
    &["--shuffle", "x"],
    &["--tags", "small"],
    // What makes no sense together, or is too much.
    &["--list", "--report", "out"],
    &["--list", "--repeat", "3"],
    &["--seed", "1", "--seed", "2"],
    &["requirements", "CBN-03", "CBN-04"],
];

#[test]
fn every_wrong_command_line_is_told_in_a_few_lines_with_one_suggestion() {
    let folder = folder();
    write(&folder, "my-ics.yaml", "capabilities: []\n");
    let mut all = String::new();
    for args in CASES {
        let (exit, out, err) = spec911(folder.path(), args);
        assert_eq!((exit, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.lines().count() < 10, "{args:?}: {err}");
        assert_eq!(err.matches("help:").count(), 1, "{args:?}: {err}");
        let _ = writeln!(all, "$ spec911 {}\n{err}", args.join(" "));
    }
    with_settings!({ snapshot_path => "../bad", prepend_module_to_snapshot => false, omit_expression => true }, {
        assert_snapshot!("usage", all);
    });
}

#[test]
fn what_can_be_read_is_listed_beside_the_faults_of_the_rest() {
    let folder = folder();
    write(&folder, "features/broken.feature", "Feature: x\n  Scenario: y\n    Wenn z\n");
    let (exit, out, err) = spec911(folder.path(), &["--features", "features", "--list"]);
    assert_eq!(exit, 2);
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(out.starts_with("features/small.feature:8  ") && err.contains("features/broken.feature:3:"), "{out}{err}");
    let (exit, out, err) = spec911(folder.path(), &["--features", "features", "--list", "--tags", "@large"]);
    assert_eq!((exit, out.lines().count()), (2, 2), "{out}{err}");
    let (exit, out, err) = spec911(folder.path(), &["--features", "features"]);
    assert!(exit == 2 && out.is_empty() && err.contains("features/broken.feature:3:"), "{out}{err}");
}

#[test]
fn a_wrong_tag_and_a_wrong_step_of_one_scenario_are_told_together() {
    let folder = folder();
    write(&folder, "both.feature", &FEATURE.replace("ana dials", "ana dails").replace("@ELG-01", "@ELG-99"));
    write(&folder, "both.yaml", "name: x\ntags: [CBN-99]\nsteps:\n  - when: {dails: {agent: ana, dialled: 911}}\n");
    let (exit, out, err) = spec911(folder.path(), &["both.feature", "both.yaml"]);
    assert_eq!((exit, out.as_str()), (2, ""), "{err}");
    for place in ["both.feature:7:11", "both.feature:9:10", "both.feature:12:11", "both.yaml:2:8", "both.yaml:4:12"] {
        assert!(err.contains(place), "{place}: {err}");
    }
}
