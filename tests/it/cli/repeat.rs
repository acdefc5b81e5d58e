//! `--repeat` and `--shuffle`: more runs and another order change no result.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{folder, spec911};

fn report(folder: &Path, name: &str) -> Value {
    let text = fs::read_to_string(folder.join(name).join("report.json")).expect("a report");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn a_scenario_that_is_repeated_has_one_row_with_its_seeds() {
    let folder = folder();
    let args = ["features", "--tags", "@small", "--report", "out", "--repeat", "3", "--seed", "7", "--deterministic"];
    let (exit, out, err) = spec911(folder.path(), &args);
    assert_eq!((exit, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("seeds 7 to 9") && out.contains("3 times each, 0 with verdicts that differ"), "{out}");
    let report = report(folder.path(), "out");
    let scenarios = report["scenarios"].as_array().expect("a list");
    assert_eq!((scenarios.len(), &report["repeat"]), (1, &3.into()));
    let runs = scenarios[0]["repeats"].as_array().expect("a list");
    let runs: Vec<(u64, &str)> =
        runs.iter().filter_map(|run| Some((run["seed"].as_u64()?, run["verdict"].as_str()?))).collect();
    assert_eq!(runs, [(7, "pass"), (8, "pass"), (9, "pass")]);
    assert!(scenarios[0].get("differing").is_none());
}

#[test]
fn an_order_is_drawn_from_its_seed_and_changes_no_result() {
    let folder = folder();
    let list = |more: &[&str]| {
        let (exit, out, _) = spec911(folder.path(), &[&["check", "--list"], more].concat());
        assert_eq!(exit, 0);
        out
    };
    let (plain, drawn) = (list(&[]), list(&["--shuffle", "7"]));
    assert!(plain != drawn && drawn == list(&["--shuffle", "7"]) && drawn != list(&["--shuffle", "8"]));
    let sorted = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<String>>();
    assert_eq!(sorted(&plain), sorted(&drawn));

    let run = |name: &str, more: &[&str]| {
        let args = ["features", "--report", name, "--deterministic"];
        let (exit, out, _) = spec911(folder.path(), &[&args[..], more].concat());
        assert_eq!(exit, 0);
        let mut report = report(folder.path(), name);
        let shuffle = report.as_object_mut().expect("a map").remove("shuffle");
        (out, report, shuffle)
    };
    let (_, plain, none) = run("a", &[]);
    let (out, drawn, some) = run("b", &["--shuffle", "7", "--jobs", "2"]);
    assert_eq!((plain, none, some), (drawn, None, Some(7.into())));
    assert!(out.contains("order drawn by --shuffle 7"), "{out}");
}
