//! Wrong files beside right ones, and several faults of one scenario; every wrong command line has its golden error in
//! `tests/it/bad/arguments/`.

use super::{FEATURE, folder, spec911, write};

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
