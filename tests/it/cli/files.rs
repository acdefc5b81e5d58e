//! Files that are none, that can't be read, or that would fill the machine: a fault each, in bounded time and memory.

// How long the program takes is what some of these are about.
#![allow(clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::time::{Duration, Instant};

use super::{folder, spec911, write};

/// What a hostile file may cost, on a machine that does much else.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_path_that_holds_no_text_is_a_fault_and_nothing_is_run() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("folder.yaml")).expect("a folder");
    File::create(path("huge.yaml")).and_then(|file| file.set_len(50 << 20)).expect("a sparse file");
    File::create(path("huge.feature")).and_then(|file| file.set_len(50 << 20)).expect("a sparse file");
    write(&folder, "long.yaml", &format!("name: x\n# {}\n", "x".repeat(2 << 20)));
    fs::write(path("latin1.yaml"), b"name: caf\xe9\n").expect("a file");
    let cases: [(&[&str], &str); 9] = [
        (&["huge.yaml"], "huge.yaml"),
        (&["huge.feature"], "huge.feature"),
        (&["--ics", "huge.yaml"], "huge.yaml"),
        (&["long.yaml"], "long.yaml"),
        (&["latin1.yaml"], "latin1.yaml:1:10"),
        (&["--ics", "latin1.yaml"], "latin1.yaml:1:10"),
        (&["--ics", "folder.yaml"], "folder.yaml"),
        (&["run", "huge.yaml"], "huge.yaml"),
        (&["explain", "latin1.yaml"], "latin1.yaml:1:10"),
    ];
    let mut all = String::new();
    for (args, place) in cases {
        let begun = Instant::now();
        let (exit, out, err) = spec911(folder.path(), args);
        assert!(begun.elapsed() < SOON, "{args:?} took {:?}", begun.elapsed());
        assert_eq!((exit, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains(&format!("--> {place}")), "{args:?}: {err}");
        let _ = writeln!(all, "$ spec911 {}\n{err}", args.join(" "));
    }
    insta::with_settings!({ snapshot_path => "../bad", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("files", all);
    });
    let (exit, _, err) = spec911(folder.path(), &["folder.yaml"]);
    assert!(exit == 3 && err.contains("folder.yaml: it holds no scenario"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_file_that_nobody_may_read_is_named_with_the_cause() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    write(&folder, "features/secret.yaml", "name: x\n");
    let path = folder.path().join("features/secret.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("a mode");
    // Whoever may read everything reads this too, and finds that it lacks its steps.
    let cause = if fs::read(&path).is_ok() { "the key `steps` is missing" } else { "the file can't be read: " };
    let (exit, out, err) = spec911(folder.path(), &["features"]);
    assert_eq!((exit, out.as_str()), (2, ""), "{err}");
    assert!(err.contains(cause) && err.contains("--> features/secret.yaml"), "{err}");
}

#[test]
fn what_grows_when_it_is_read_is_refused_before_it_grows() {
    let folder = folder();
    let bomb: String = (0..12)
        .map(|level| {
            format!("k{}: &k{} [{}]\n", level + 1, level + 1, "*k0, ".repeat(9).replace("k0", &format!("k{level}")))
        })
        .collect();
    write(&folder, "aliases.yaml", &format!("name: x\nk0: &k0 [x]\n{bomb}"));
    write(&folder, "list.yaml", &format!("name: x\nsteps: {}", "[".repeat(200_000)));
    write(&folder, "map.yaml", &format!("name: {}", "{a: ".repeat(200_000)));
    write(&folder, "faults.yaml", &format!("name: x\nsteps:\n{}", "  - when: {dails: {agent: ana}}\n".repeat(20_000)));
    let steps = "    When ana dails 911\n".repeat(20_000);
    write(&folder, "faults.feature", &format!("Feature: x\n  Scenario: y\n{steps}"));
    write(&folder, "word.feature", &format!("Feature: x\n  Scenario: y\n    When {}\n", "ana dials ".repeat(100_000)));
    let rows: String = (0..20_000).map(|row| format!("      | {row} |\n")).collect();
    let outline = |tag: &str, agent: &str| {
        format!(
            "@{tag}\nFeature: x\n  Scenario Outline: y\n    When {agent} dials <n>\n    Examples:\n      | n |\n{rows}"
        )
    };
    write(&folder, "tags.feature", &outline("CBN-99", "ana"));
    write(&folder, "names.feature", &outline("x", "bo"));
    let steps = "  - when: {dials: {agent: bo, dialled: \"911\"}}\n".repeat(20_000);
    write(&folder, "names.yaml", &format!("name: x\nsteps:\n{steps}"));
    let names = ["aliases.yaml", "list.yaml", "map.yaml", "faults.yaml", "names.yaml"];
    for name in names.into_iter().chain(["faults.feature", "word.feature", "tags.feature", "names.feature"]) {
        let begun = Instant::now();
        let (exit, out, err) = spec911(folder.path(), &[name]);
        assert!(begun.elapsed() < SOON, "{name} took {:?}", begun.elapsed());
        assert_eq!((exit, out.as_str()), (2, ""), "{name}: {err}");
        assert!(err.len() < 100_000, "{name}: {} bytes", err.len());
        assert!(err.contains("expected: ") || err.contains("help: "), "{name}: {err}");
    }
}
