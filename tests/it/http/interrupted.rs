//! Claims about an interrupt: the check ends at once, its reports are whole, and no tenant is left behind.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use quick_junit::Report as Junit;

use super::answers::silent;
use super::front::{Asked, Front, check, deployment};
use super::process::{Running, Served};

const HANGS: Duration = Duration::from_secs(60);

/// How long an interrupted check may take; a program that is not optimised writes its reports more slowly.
const AT_ONCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 3 } else { 1 });

/// Waits until so many tenants were set up.
fn until(front: &Front, tenants: usize) {
    for _ in 0..2000 {
        if front.asked().iter().any(|asked| asked.tenants >= tenants) {
            return;
        }
        sleep(Duration::from_millis(10));
    }
    panic!("only so much was asked: {:?}", front.asked());
}

fn report(folder: &Path) -> serde_json::Value {
    let text = std::fs::read_to_string(folder.join("out/report.json")).expect("a report");
    serde_json::from_str(&text).expect("JSON")
}

/// Whether a tenant was removed after it had been set up.
fn is_removed(asked: &[Asked], tenant: usize) -> bool {
    let mut about = asked.iter().filter(|asked| asked.about == Some(tenant)).map(|asked| asked.method.as_str());
    about.next() == Some("PUT") && about.any(|method| method == "DELETE")
}

#[test]
fn a_signal_ends_a_check_at_once_with_whole_reports_and_no_tenant_is_left() {
    let served = Served::start(&[]);
    for (signal, code, said) in [
        ("-INT", 130, "interrupted, so the verdict is incomplete (exit 130)"),
        ("-TERM", 143, "terminated, so the verdict is incomplete (exit 143)"),
    ] {
        let front = Front::before(&served.base, |_| None, |_, answer| answer);
        let folder = deployment(&front.base, "");
        let running = Running::start(&mut check(folder.path(), &["--jobs", "2", "--report", "out"]));
        until(&front, 12);
        let before = running.took();
        running.signal(signal);
        let ended = running.ended(HANGS);
        assert_eq!(ended.exit, code, "{ended:?}");
        assert!(ended.took - before < AT_ONCE, "{:?}", ended.took - before);
        assert!(ended.out.contains(said) && ended.out.contains("not run"), "{}", ended.out);
        let report = report(folder.path());
        assert_eq!(report["exit_code"], code);
        let scenarios = report["scenarios"].as_array().expect("scenarios");
        let unrun: Vec<_> = scenarios.iter().filter(|one| one["verdict"] == "not-run").collect();
        assert!(unrun.len() > 900 && unrun.len() < scenarios.len(), "{} of {}", unrun.len(), scenarios.len());
        assert!(unrun.iter().all(|one| one["reasons"][0] == "the check was interrupted"), "{:?}", unrun[0]);
        let junit = std::fs::read_to_string(folder.path().join("out/junit.xml")).expect("JUnit");
        let junit = Junit::deserialize_from_str(&junit).expect("well-formed");
        assert!(junit.errors > 0 && junit.tests > 900, "{} {}", junit.errors, junit.tests);
        let asked = front.asked();
        let tenants = asked.iter().filter_map(|asked| asked.about).max().expect("tenants");
        let left: Vec<usize> = (1..=tenants).filter(|tenant| !is_removed(&asked, *tenant)).collect();
        assert!(left.is_empty(), "{left:?} of {tenants} tenants were left behind");
    }
}

#[test]
fn a_deployment_that_hangs_keeps_nobody_from_an_interrupt() {
    let served = Served::start(&[]);
    // Once inside the doctor, once inside the scenarios.
    for (hangs_at, waits_for) in [(0, 0), (5, 5)] {
        let decide = move |asked: &Asked| (asked.tenants >= hangs_at).then(silent);
        let front = Front::before(&served.base, decide, |_, answer| answer);
        let folder = deployment(&front.base, "");
        let running = Running::start(&mut check(folder.path(), &["--jobs", "2", "--report", "out"]));
        until(&front, waits_for);
        sleep(Duration::from_millis(200));
        let before = running.took();
        running.signal("-INT");
        let ended = running.ended(HANGS);
        assert!(ended.exit == 130 && ended.took - before < AT_ONCE, "{:?} {ended:?}", ended.took - before);
        assert!(report(folder.path())["scenarios"].as_array().is_some_and(|all| all.len() > 900));
    }
}

#[test]
fn a_second_signal_ends_it_where_it_stands_and_no_file_is_torn() {
    let served = Served::start(&[]);
    let decide = |asked: &Asked| (asked.method == "DELETE" && asked.tenants > 4).then(silent);
    let front = Front::before(&served.base, decide, |_, answer| answer);
    let folder = deployment(&front.base, "");
    let running = Running::start(&mut check(folder.path(), &["--jobs", "2", "--report", "out"]));
    until(&front, 5);
    let before = running.took();
    running.signal("-INT");
    sleep(Duration::from_millis(50));
    running.signal("-INT");
    let ended = running.ended(HANGS);
    assert!(ended.exit == 130 && ended.took - before < Duration::from_millis(800), "{ended:?}");
    let left = std::fs::read_dir(folder.path().join("out")).expect("a folder").flatten();
    let files: Vec<String> = left.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert!(files.iter().all(|name| name == "traces"), "{files:?}");
}
