//! The timelines at the command line: listed, selected, explained, and the same bytes whoever runs them.

// How long the program takes is what one of these is about.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{folder, spec911};

#[test]
fn timelines_are_listed_selected_and_explained_like_features() {
    let folder = folder();
    let (exit, out, err) = spec911(folder.path(), &["--list"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    let listed = out.lines().filter(|line| line.starts_with("scenarios/")).count();
    assert!(listed >= 20 && out.lines().count() > listed + 300, "{listed} timelines");
    let (exit, out, _) = spec911(folder.path(), &["scenarios", "--list"]);
    assert_eq!((exit, out.lines().count()), (0, listed));
    for path in ["scenarios/dropped-call.yaml", "scenarios/dropped-call.yaml:3"] {
        let (exit, out, err) = spec911(folder.path(), &[path]);
        assert_eq!((exit, err.as_str()), (0, ""), "{out}");
        assert!(out.contains("1 scenario, 1 pass"), "{out}");
    }
    for named in ["scenarios/lunch.yaml", "an emergency at lunch"] {
        let (exit, out, err) = spec911(folder.path(), &["explain", named]);
        assert_eq!((exit, err.as_str()), (0, ""));
        for told in [
            "story",
            "a colleague collapses",
            "ana dials 911",
            "must trigger  PRS-04",
            "spec911 run scenarios/lunch.yaml:1",
        ] {
            assert!(out.contains(told), "{told}: {out}");
        }
    }
}

#[test]
fn a_timeline_that_nothing_names_is_said_with_the_nearest_one() {
    let folder = folder();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["scenarios/droped-call.yaml"], 2, "did you mean `scenarios/dropped-call.yaml`?"),
        (&["scenario"], 2, "did you mean `scenarios`?"),
        (
            &["scenarios/lunch.yaml:99"],
            3,
            "no scenario at line 99; the nearest begins at line 1: An emergency at lunch",
        ),
        (&["scenarios", "--name", "emergency at launch"], 3, "`An emergency at lunch`"),
        (&["scenarios", "--tags", "@CBR-99"], 3, "no scenario has the tag `@CBR-99`; did you mean `@CBR-09`?"),
        (&["explain", "an emergency at launch"], 2, "did you mean `An emergency at lunch`?"),
    ];
    for (args, code, says) in cases {
        let (exit, out, err) = spec911(folder.path(), args);
        assert_eq!((exit, out.as_str()), (code, ""), "{args:?}: {err}");
        assert!(err.contains(says) && err.lines().count() < 10, "{args:?}: {err}");
    }
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it").display().to_string();
                all.insert(name, fs::read(path).expect("a file"));
            }
        }
    }
    all
}

#[test]
fn one_seed_gives_every_report_and_every_trace_the_same_bytes_whatever_the_jobs() {
    let folder = folder();
    let run = |name: &str, args: &[&str]| {
        let all = [&["check", "scenarios", "--report", name], args].concat();
        let (exit, out, err) = spec911(folder.path(), &all);
        assert_eq!((exit, err.as_str()), (0, ""), "{out}");
        (out, files(&folder.path().join(name)))
    };
    let one = run("a", &["--deterministic", "--jobs", "1"]);
    assert!(one.1.len() > 20 && one.1.contains_key("junit.xml") && one.1.contains_key("report.json"));
    assert!(one == run("b", &["--deterministic", "--jobs", "4"]));
    let other = run("c", &["--deterministic", "--seed", "2"]);
    let traces = |(_, files): &(String, BTreeMap<String, Vec<u8>>)| -> Vec<Vec<u8>> {
        files.iter().filter(|(name, _)| name.starts_with("traces")).map(|(_, bytes)| bytes.clone()).collect()
    };
    assert!(traces(&one).len() >= 20 && traces(&one).len() == traces(&other).len());
    assert!(traces(&one).iter().zip(traces(&other)).all(|(one, other)| *one != other), "another seed, other people");
}

#[test]
fn a_wrong_word_is_answered_at_once_and_before_anything_is_read() {
    let folder = folder();
    let took = |args: &[&str]| {
        let once = || {
            let begun = Instant::now();
            assert_eq!(spec911(folder.path(), args).0, 2);
            begun.elapsed()
        };
        // The machine may be busy with much else; the best of some is what the program takes.
        (0..5).map(|_| once()).min().expect("some")
    };
    for args in [&["chek"][..], &["--tagz", "x"], &["--tags"], &["--jobs", "0"]] {
        assert!(took(args) < Duration::from_millis(300), "{args:?} took {:?}", took(args));
    }
}
