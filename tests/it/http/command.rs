//! Claims about `check --deployment` as a command: interrupted, traced, tried out without sending anything.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::process::Served;

const TOKEN: &str = "t0ken-of-this-test/with+marks";

fn folder(base: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let text = format!(
        "name: the reference in a process of its own\naddress: {base}\nlevel: C\nclock: virtual\ntest-calls: true\n\
         token: {{environment: SPEC911_TEST_TOKEN}}\n"
    );
    std::fs::write(folder.path().join("it.yaml"), text).expect("a file");
    folder
}

fn check(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
    command
        .current_dir(folder)
        .env("SPEC911_TEST_TOKEN", TOKEN)
        .args([&["check", "--deployment", "it.yaml"], args].concat());
    command
}

fn texts(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("a code"), text(&output.stdout), text(&output.stderr))
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).expect("a text")));
        }
    }
    found
}

#[test]
fn a_token_goes_with_the_requests_and_stands_in_no_file_and_on_no_screen() {
    let served = Served::start(&[]);
    let folder = folder(&served.base);
    let args = ["--tags", "@slice and @CBN-03", "--report", "out", "--trace-http", "exchanges.jsonl"];
    let (exit, out, err) = texts(&check(folder.path(), &args).output().expect("it starts"));
    assert_eq!(exit, 0, "{out}{err}");
    let exchanges = std::fs::read_to_string(folder.path().join("exchanges.jsonl")).expect("exchanges");
    let lines: Vec<serde_json::Value> =
        exchanges.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    for way in ["to the deployment", "to a counterpart"] {
        assert!(lines.iter().any(|line| line["way"] == way && line["correlation"] != ""), "no exchange {way}");
    }
    for (name, text) in files(folder.path()).into_iter().chain([("screen".to_owned(), out + &err)]) {
        assert!(!text.contains(TOKEN), "{name} holds the token");
    }
    let mut without = check(folder.path(), &["--tags", "@slice"]);
    let (exit, _, err) = texts(&without.env_remove("SPEC911_TEST_TOKEN").output().expect("it starts"));
    assert!(exit == 4 && err.contains("SPEC911_TEST_TOKEN is not set"), "{exit}: {err}");
}

#[test]
fn a_dry_run_says_what_would_be_dialled_and_sends_nothing() {
    // Nobody listens there.
    let folder = folder("http://127.0.0.1:9/v1");
    let (exit, out, err) =
        texts(&check(folder.path(), &["--requirement", "ELG-12", "--dry-run"]).output().expect("it starts"));
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(out.contains("dials 911  emergency: every path has to be proven first"), "{out}");
    assert!(out.contains("dials 933  test call:"), "{out}");
}

#[test]
fn an_interrupted_check_ends_before_its_last_scenario_and_its_report_is_whole() {
    let served = Served::start(&[]);
    let folder = folder(&served.base);
    for (name, code) in [("-INT", 130), ("-TERM", 143)] {
        let mut command = check(folder.path(), &["--report", "out", "--jobs", "2"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        sleep(Duration::from_millis(2500));
        let told = Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill");
        assert!(told.success(), "the check was over already");
        let (exit, out, err) = texts(&child.wait_with_output().expect("it ends"));
        assert_eq!(exit, code, "{out}{err}");
        let report = std::fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let verdicts: Vec<&str> = report["scenarios"]
            .as_array()
            .expect("scenarios")
            .iter()
            .filter_map(|one| one["verdict"].as_str())
            .collect();
        let not_run = verdicts.iter().filter(|verdict| **verdict == "not-run").count();
        assert!(not_run > 0 && verdicts.len() > 900, "{not_run} of {} were not run", verdicts.len());
        assert!(
            std::fs::read_to_string(folder.path().join("out/junit.xml")).expect("JUnit").ends_with("</testsuites>\n")
        );
    }
}
