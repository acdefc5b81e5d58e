//! Claims about the log: it tells each request in both directions by one correlation on both sides, and no token.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::liar::{Liar, Lie};
use super::process::Served;

const TOKEN: &str = "t0ken-of-this-log/with+marks";

/// A folder with a deployment file that has these lines more.
fn folder(base: &str, more: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let text = format!(
        "name: a deployment\naddress: {base}\nlevel: C\nclock: virtual\ntest-calls: true\n\
         token: {{environment: SPEC911_TEST_TOKEN}}\n{more}"
    );
    fs::write(folder.path().join("it.yaml"), text).expect("a file");
    folder
}

fn spec911(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
    command.current_dir(folder).env("SPEC911_TEST_TOKEN", TOKEN).args(args);
    command
}

fn texts(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("a code"), text(&output.stdout), text(&output.stderr))
}

/// What a log calls its exchanges, one for each line that names one.
fn correlations(log: &str) -> Vec<&str> {
    let named = log.lines().filter_map(|line| line.split_once("correlation=\"")?.1.split('"').next());
    named.filter(|correlation| correlation.starts_with("run-")).collect()
}

#[test]
fn each_request_in_both_directions_stands_in_the_logs_of_both_sides_by_one_correlation() {
    let logs = TempDir::new().expect("a folder");
    let theirs = logs.path().join("serve.log");
    let served = Served::start(&["--log", theirs.to_str().expect("a path")]);
    let folder = folder(&served.base, "");
    let args = ["check", "--deployment", "it.yaml", "--requirement", "ELG-01", "--log", "check.log"];
    let (exit, out, err) = texts(&spec911(folder.path(), &args).output().expect("it starts"));
    assert_eq!((exit, err.as_str()), (0, ""), "{out}");
    let ours = fs::read_to_string(folder.path().join("check.log")).expect("a log");
    let theirs = fs::read_to_string(theirs).expect("a log");
    let (sent, served) = (correlations(&ours), correlations(&theirs));
    let distinct: BTreeSet<&str> = sent.iter().copied().collect();
    assert!(sent.len() > 20 && distinct.len() == sent.len(), "{} of {} are distinct", distinct.len(), sent.len());
    assert_eq!(distinct, served.iter().copied().collect(), "both sides name the same exchanges");
    for way in ["to the deployment", "to a counterpart"] {
        assert!(ours.lines().any(|line| line.contains(way) && line.contains("correlation=\"run-")), "none {way}");
    }
    for line in ours.lines().filter(|line| line.contains("to a counterpart")) {
        assert!(line.contains("-out-"), "the deployment named no correlation: {line}");
    }
    for said in ["looked at paths", "begins", "run{scenario=", "ends", "verdict=pass"] {
        assert!(ours.contains(said), "the log does not say {said}");
    }
    for said in ["is set up", "is removed"] {
        assert!(theirs.contains(said), "the log does not say {said}");
    }
    assert_eq!(theirs.matches("is set up").count(), theirs.matches("is removed").count(), "tenants are left: {theirs}");
    for (what, text) in [("check.log", &ours), ("serve.log", &theirs), ("the screen", &(out + &err))] {
        assert!(!text.contains(TOKEN), "{what} holds the token");
    }
}

#[test]
fn v_shows_what_happens_and_vv_each_request_and_neither_is_the_default() {
    let served = Served::start(&[]);
    let folder = folder(&served.base, "");
    let doctor = |more: &[&str]| {
        let args = [&["doctor", "it.yaml"], more].concat();
        texts(&spec911(folder.path(), &args).output().expect("it starts"))
    };
    let (quiet, told, all) = (doctor(&[]), doctor(&["-v"]), doctor(&["-vv"]));
    assert_eq!((quiet.0, quiet.2.as_str()), (0, ""));
    assert!(told.2.contains("INFO") && told.2.contains("looked at") && !told.2.contains("correlation"), "{}", told.2);
    assert!(all.2.contains("DEBUG") && all.2.contains("correlation"), "{}", all.2);
    for (_, _, err) in [told, all] {
        assert!(!err.contains(TOKEN), "{err}");
    }
    let (exit, _, err) = doctor(&["--log", "none/doctor.log"]);
    assert!(exit == 2 && err.contains("none/doctor.log") && err.contains("help:"), "{exit}: {err}");
}

#[test]
fn all_scenarios_together_dial_no_more_than_a_minute_may_have() {
    let honest = Served::start(&[]);
    let liar = Liar::start(Lie::Nothing, &honest.base);
    let folder = folder(&liar.base, "dials-per-minute: 3\n");
    let args = ["check", "--deployment", "it.yaml", "--requirement", "ELG-01", "--jobs", "3", "-v"];
    let mut command = spec911(folder.path(), &args);
    let mut check = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
    let dials = || liar.asked().iter().filter(|body| body.contains(r#"{"dial":"#)).count();
    for _ in 0..400 {
        if dials() == 3 {
            break;
        }
        sleep(Duration::from_millis(25));
    }
    // Long enough for many more, and far less than a minute.
    sleep(Duration::from_millis(1500));
    assert_eq!(dials(), 3, "the minute has room for three");
    assert!(check.try_wait().expect("it can be asked").is_none(), "further scenarios wait");
    check.kill().expect("it ends");
    let err = String::from_utf8_lossy(&check.wait_with_output().expect("it ends").stderr).into_owned();
    assert!(err.contains("a dial waits") && !err.contains(TOKEN), "{err}");
}
