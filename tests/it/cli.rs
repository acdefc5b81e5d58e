//! The command line as its users meet it: exit codes, suggestions, reports.

mod explain;
mod files;
mod ics;
mod junit;
mod mail;
mod mail_lint;
mod packs;
mod repeat;
mod timelines;
mod usage;

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use spec911::cli::{each, guarded};
use spec911::requirement::Catalogue;
use tempfile::TempDir;

pub(crate) const FEATURE: &str = "\
Feature: Small
  Background:
    Given the tenant owns the calling-plan number +15550120000 that makes calls
    And agent ana is signed in in US
    And ana calls from the number +15550120000

  @small @ELG-01
  Scenario: The agent dials
    When ana dials 911
    Then we see that the dial of call 1 of ana is accepted

  @large @ELG-01
  Scenario Outline: The agent dials and waits
    When ana dials 911
    And time passes by <span>

    Examples:
      | span  |
      | 1 s   |
      | 1 min |
";

/// A folder with the feature above in `features/small.feature`.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    write(&folder, "features/small.feature", FEATURE);
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
    command.current_dir(folder).args(args);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(name);
    }
    command
}

/// What a run of the program gave: exit code, standard output, standard error.
fn spec911(folder: &Path, args: &[&str]) -> (i32, String, String) {
    texts(command(folder, args).output().expect("it starts"))
}

fn texts(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

#[test]
fn a_selection_that_matches_nothing_names_the_filter_and_what_is_near() {
    let folder = folder();
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    let cases: [(&[&str], i32, &str); 15] = [
        (&["--tags", "@no-such-tag"], 3, "no scenario has the tag `@no-such-tag`"),
        (&["--tags", "@smal"], 3, "did you mean `@small`?"),
        (&["--tags", "@small and @large"], 3, "no scenario has these tags together"),
        (&["--name", "agnet dials"], 3, "near are `The agent dials`"),
        (&["--name", "zzz"], 3, "--name 'zzz': no title holds this text"),
        (&["--tags", "@large", "--name", "zzz"], 3, "--name 'zzz'"),
        (&["--tags", "@large", "features/small.feature:8"], 3, "none is kept by all of them"),
        (&["--requirement", "ELG-03"], 3, "no scenario is tagged with it"),
        (&["--requirement", "XXX-99"], 2, "`spec911 requirements` lists them all"),
        (&["--requirement", "ELG-1"], 2, "did you mean `ELG-01`?"),
        (&["features/smal.feature"], 2, "did you mean `features/small.feature`?"),
        (&["features/small.feature:400"], 3, "no scenario at line 400"),
        (&["features/small.feature:1"], 3, "the nearest begins at line 8"),
        (&["empty"], 3, "it holds no scenario"),
        (&["--features", "empty"], 3, "`empty` holds no scenario"),
    ];
    for (args, code, says) in cases {
        let mut all = vec!["check"];
        all.extend(if args.contains(&"--features") { vec![] } else { vec!["--features", "features"] });
        all.extend(args);
        let (exit, out, err) = spec911(folder.path(), &all);
        assert_eq!((exit, out.as_str()), (code, ""), "{args:?}: {err}");
        assert!(err.contains(says), "{args:?}: {err}");
        assert!(err.lines().count() < 10, "{args:?}: {err}");
    }
}

#[test]
fn a_wrong_command_line_gets_one_right_suggestion() {
    let folder = folder();
    let cases: [(&[&str], &str); 16] = [
        (&["--tagz", "x"], "did you mean `--tags`?"),
        (&["check", "--requirment", "ELG-01"], "did you mean `--requirement`?"),
        (&["--report=x", "--deterministc"], "did you mean `--deterministic`?"),
        (&["chek"], "did you mean the command `check`?"),
        (&["requirments"], "did you mean the command `requirements`?"),
        (&["step"], "did you mean the command `steps`?"),
        (&["rum", "x.yaml"], "did you mean the command `run`?"),
        (&["--tags"], "such as `--tags '@slice'`"),
        (&["--seed"], "such as `--seed 7`"),
        (&["--seed", "abc"], "such as `--seed 7`"),
        (&["--jobs", "0"], "such as `--jobs 2`"),
        (&["--tags", "small"], "write `@small`"),
        (&["run"], "`spec911 run --help` says what that is"),
        (&["run", "features/small.feature"], "such as `spec911 run features/small.feature:8`"),
        (&["steps", "--tags", "x"], "`check` has it"),
        (&["requirements", "CBN-3"], "did you mean `CBN-03`?"),
    ];
    for (args, says) in cases {
        let (exit, out, err) = spec911(folder.path(), args);
        assert_eq!((exit, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains(says), "{args:?}: {err}");
        assert!(err.lines().count() < 10, "{args:?}: {err}");
        assert_eq!(err.matches("help:").count(), 1, "{args:?}: {err}");
    }
}

#[test]
fn every_fault_of_every_file_is_said_in_one_run() {
    let folder = folder();
    write(&folder, "bad/undefined.feature", &FEATURE.replace("ana dials", "ana dails"));
    write(&folder, "bad/broken.feature", "Feature: x\n  Scenario: y\n    When ana dials 911\n    Wenn z\n");
    write(&folder, "bad/tags.feature", &FEATURE.replace("@small @ELG-01", "@ELG-99 @needs:restrat"));
    write(&folder, "bad/keys.yaml", "name: x\ntagz: [a]\nsteps:\n  - when: {dails: {agent: ana, dialled: 911}}\n");
    write(&folder, "bad/syntax.yaml", "name: [\n");
    write(&folder, "bad/type.yml", "name: x\nsteps: 3\n");
    fs::write(folder.path().join("bad/bytes.feature"), [0xff, 0xfe]).expect("a file");
    let (exit, out, err) = spec911(folder.path(), &["bad"]);
    assert_eq!((exit, out.as_str()), (2, ""), "{err}");
    for place in [
        "bad/undefined.feature:9:10",
        "bad/undefined.feature:14:10",
        "bad/broken.feature:4:",
        "bad/tags.feature:7:4",
        "did you mean `ELG-09`?",
        "did you mean `needs:restart`?",
        "bad/keys.yaml:2:1",
        "bad/keys.yaml:4:12",
        "did you mean `dials`?",
        "bad/syntax.yaml:1:",
        "bad/type.yml:2:8",
        "bad/bytes.feature",
        "nothing was run",
    ] {
        assert!(err.contains(place), "{place}: {err}");
    }
    let (exit, _, err) = spec911(folder.path(), &["check", "bad/undefined.feature:9", "--list"]);
    assert_eq!(exit, 2, "{err}");
}

#[test]
fn exit_codes_say_what_came_of_the_check() {
    let folder = folder();
    let silent = FEATURE.replace("@small @ELG-01", "@small @CBR-10");
    let gap = FEATURE.replace("Then we see that the dial", "Then we do not see that the dial");
    let excluded = FEATURE.replace("@small @ELG-01", "@small @reading:ELG-02=national");
    write(&folder, "silent.feature", &silent);
    write(&folder, "gap.feature", &gap);
    write(&folder, "excluded.feature", &excluded);
    let cases: [(&[&str], i32, &str); 7] = [
        (&["features", "--tags", "@small"], 0, "selection, not a certification: features --tags '@small'"),
        (&["--features", "features"], 5, "ELG-02 03"),
        (&["features", "--requirement", "ELG-01", "--requirement", "ELG-03"], 5, "not tested"),
        (&["silent.feature:8"], 70, "the scenario does not trigger CBR-10"),
        (&["gap.feature:8"], 70, "no oracle fails, yet it does not hold on the reference"),
        (&["excluded.feature:8"], 3, "1 excluded"),
        (&["silent.feature", "--fail-fast"], 70, "2 not-run"),
    ];
    for (args, code, says) in cases {
        let (exit, out, err) = spec911(folder.path(), args);
        assert_eq!((exit, err.as_str()), (code, ""), "{args:?}: {out}");
        assert!(out.contains(says), "{args:?}: {out}");
    }
}

#[test]
fn one_seed_gives_the_same_bytes_whatever_the_jobs() {
    let folder = folder();
    let run = |jobs: &str, report: &str, more: &[&str]| {
        let mut args = vec!["check", "--features", "features", "--report", report, "--jobs", jobs];
        args.extend(more);
        let (exit, out, err) = spec911(folder.path(), &args);
        assert_eq!((exit, err.as_str()), (5, ""), "{out}");
        (out, fs::read_to_string(folder.path().join(report).join("report.json")).expect("a report"))
    };
    let one = run("1", "a", &["--deterministic"]);
    assert_eq!(one, run("1", "a", &["--deterministic"]));
    assert_eq!(one, run("3", "b", &["--deterministic"]));
    assert!(!one.1.contains("duration"));
    let mut timed: Value = serde_json::from_str(&run("2", "c", &[]).1).expect("JSON");
    assert!(timed["duration_us"].is_u64() && timed["scenarios"][0]["duration_us"].is_u64());
    strip(&mut timed);
    assert_eq!(timed, serde_json::from_str::<Value>(&one.1).expect("JSON"));
    for scenario in timed["scenarios"].as_array().expect("a list") {
        let name = scenario["trace"].as_str().expect("a trace");
        let trace = |report: &str| fs::read(folder.path().join(report).join(name)).expect("a trace");
        assert!(trace("a").starts_with(b"spec911-trace 1\n") && trace("a") == trace("b") && trace("a") == trace("c"));
    }
}

/// Takes every key `duration_…` out.
fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|key, _| !key.starts_with("duration_"));
            map.values_mut().for_each(strip);
        }
        Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}

#[test]
fn the_report_has_a_row_for_every_requirement() {
    let folder = folder();
    let (exit, ..) = spec911(folder.path(), &["features", "--tags", "@small", "--report", "deep/er"]);
    assert_eq!(exit, 0);
    let text = fs::read_to_string(folder.path().join("deep/er/report.json")).expect("a report");
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let catalogue = Catalogue::embedded();
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["revision_hash"], catalogue.hash());
    assert_eq!(report["clock_mode"], "virtual");
    assert!(report["ics"]["capabilities"].as_array().is_some_and(|list| !list.is_empty()));
    let rows = report["requirements"].as_array().expect("a list");
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().expect("an id")).collect();
    assert!(catalogue.base().map(|row| row.id.to_string()).eq(ids.iter().map(|id| (*id).to_owned())));
    let first = &rows[0];
    assert_eq!(
        (&first["status"], &first["verdict"], &first["triggered"]),
        (&"tested".into(), &"pass".into(), &true.into())
    );
    assert_eq!(first["evidence"][0]["scenario"], "features/small.feature:8");
    assert!(rows[1..].iter().all(|row| row["status"] == "not-tested" && row["verdict"] == "not-triggered"));
    assert_eq!(report["scenarios"][0]["verdict"], "pass");
    assert_eq!(report["scenarios"][0]["seed"], 1);
    let left: BTreeSet<String> = fs::read_dir(folder.path().join("deep/er"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left, BTreeSet::from(["junit.xml", "report.json", "traces"].map(str::to_owned)));
}

#[test]
fn a_report_that_cannot_be_written_ends_the_command_before_the_first_scenario() {
    let folder = folder();
    write(&folder, "taken", "");
    fs::create_dir_all(folder.path().join("odd/report.json")).expect("a folder");
    for path in ["taken", "taken/below", "odd"] {
        let (exit, out, err) = spec911(folder.path(), &["features", "--report", path]);
        assert_eq!((exit, out.as_str()), (2, ""), "{path}: {err}");
        assert!(err.contains("can't write the report"), "{path}: {err}");
    }
}

#[test]
fn nothing_but_a_terminal_gets_escape_bytes() {
    let folder = folder();
    for (name, value) in [("TERM", "xterm-256color"), ("TERM", "dumb"), ("NO_COLOR", "1")] {
        for args in [&["features"][..], &["--tagz"], &["--help"], &["requirements", "ELG-01"], &["steps", "dials"]] {
            let output = command(folder.path(), args).env(name, value).output().expect("it starts");
            assert!(![output.stdout, output.stderr].concat().contains(&0x1b), "{name}={value} {args:?}");
        }
    }
}

#[test]
fn a_reader_who_goes_away_changes_no_verdict() {
    let folder = folder();
    let mut child = command(folder.path(), &["features", "--tags", "@small"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let (exit, _, err) = texts(child.wait_with_output().expect("it ends"));
    assert_eq!((exit, err.as_str()), (0, ""));
}

#[test]
fn help_fits_on_a_screen_and_teaches() {
    let folder = folder();
    for args in [&["--help"][..], &["help"], &["check", "--help"], &["help", "check"]] {
        let (exit, out, err) = spec911(folder.path(), args);
        assert_eq!((exit, err.as_str()), (0, ""));
        assert!(out.lines().count() < 40, "{out}");
        let examples = out.lines().skip_while(|line| *line != "Examples:").skip(1);
        assert_eq!(examples.take_while(|line| line.starts_with("  spec911")).count(), 3, "{out}");
        assert!(out.contains("Exit codes") && out.contains("70"), "{out}");
    }
    assert!(spec911(folder.path(), &["--version"]).1.starts_with("spec911 "));
}

#[test]
fn scenarios_are_found_by_line_by_row_and_by_name() {
    let folder = folder();
    let cases: [(&[&str], &[u32]); 8] = [
        (&["features"], &[8, 19, 20]),
        (&["features/small.feature:9"], &[8]),
        (&["./features/small.feature:15"], &[19, 20]),
        (&["features/small.feature:20"], &[20]),
        (&["features/small.feature:8", "features/small.feature:20"], &[8, 20]),
        (&["features", "--name", "AND WAITS"], &[19, 20]),
        (&["features", "--tags", "@ELG-01 and not @large"], &[8]),
        (&["features", "--requirement", "ELG-01", "--name", "[1 min]"], &[20]),
    ];
    for (args, lines) in cases {
        let (exit, out, err) = spec911(folder.path(), &[&["check", "--list"], args].concat());
        assert_eq!((exit, err.as_str()), (0, ""), "{args:?}");
        let ids: Vec<&str> = out.lines().filter_map(|line| line.split("  ").next()).collect();
        let wanted: Vec<String> = lines.iter().map(|line| format!("features/small.feature:{line}")).collect();
        assert_eq!(ids, wanted, "{args:?}");
    }
}

#[test]
fn run_shows_the_trace_and_the_findings_of_one_scenario() {
    let folder = folder();
    let (exit, out, err) = spec911(folder.path(), &["run", "features/small.feature:8"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(out.starts_with("spec911-trace 1\n") && out.contains("\nELG-01 pass\n"), "{out}");
    let (exit, trace, _) = spec911(folder.path(), &["run", "features/small.feature:8", "--trace"]);
    assert_eq!(exit, 0);
    assert!(!trace.contains("ELG-01 pass"), "{trace}");
    let folded = |line: &str| line.starts_with("ics ") || line.starts_with("blob ");
    let (kept, told): (Vec<&str>, Vec<&str>) = trace.lines().partition(|line| !folded(line));
    let shown: Vec<&str> = out.lines().filter(|line| !folded(line)).collect();
    assert!(shown.starts_with(&kept), "{out}");
    let ics = told.iter().filter(|line| line.starts_with("ics ")).count();
    assert!(ics > 1 && out.contains(&format!("ics     {ics} lines, which --trace shows\n")), "{out}");
}

#[test]
fn requirements_and_steps_are_listed_from_the_tables() {
    let folder = folder();
    let (exit, out, _) = spec911(folder.path(), &["requirements"]);
    assert_eq!(exit, 0);
    assert!(Catalogue::embedded().rows().iter().all(|row| out.contains(row.id.as_str())));
    let (exit, out, _) = spec911(folder.path(), &["requirements", "CBN-03"]);
    let row = Catalogue::embedded().rows().iter().find(|row| row.id.as_str() == "CBN-03").expect("a row");
    assert!(exit == 0 && out.contains(&row.statement) && out.contains(row.decision.as_deref().unwrap_or_default()));
    let (exit, out, _) = spec911(folder.path(), &["steps"]);
    assert!(exit == 0 && ["Given\n", "When\n", "Then\n", "Sights"].iter().all(|title| out.contains(title)), "{out}");
    let (exit, out, _) = spec911(folder.path(), &["steps", "dials"]);
    assert!(exit == 0 && out.contains("dials {") && !out.contains("wall clock"), "{out}");
}

#[test]
fn a_panic_is_caught_with_its_text_and_its_place() {
    let told = guarded(|| -> u8 { panic!("the {} broke", "reference") }).expect_err("a panic");
    assert!(told.contains("tests/it/cli.rs") && told.contains("the reference broke"), "{told}");
    assert_eq!(guarded(|| 3), Ok(3));
}

#[test]
fn results_stand_in_order_and_end_at_the_same_place_whatever_the_threads() {
    let items: Vec<u32> = (0..200).collect();
    for jobs in [1, 2, 7] {
        let jobs = NonZeroUsize::new(jobs).expect("more than none");
        let all = each(&items, jobs, |item| item * 2, |_| false);
        assert!(all.iter().copied().eq(items.iter().map(|item| item * 2)));
        let some = each(&items, jobs, |item| *item, |item| *item == 30 || *item == 20);
        assert!(some.iter().copied().eq(0..=20));
    }
}
