//! Levels A and B by the wall's clock, against another process: what can be shown passes, the rest is not measured.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::process::{Ended, Running, Served};

/// How long such a check may take, which it does in a fraction of it.
const LIMIT: Duration = Duration::from_secs(120);

/// A row with scenarios that can be waited for, one that a border shows which may be missing, and one that takes an hour.
const ROWS: [&str; 3] = ["CBN-01", "PRS-01", "CBN-03"];

/// A check of a deployment whose file says more than its address, with its report.
fn check(base: &str, says: &str) -> (Ended, serde_json::Value) {
    let folder = TempDir::new().expect("a folder");
    let statement = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ics/real-clock.yaml");
    let text =
        format!("name: by the wall's clock\naddress: {base}\nclock: real\nsettle: 20 ms\ntest-calls: true\n{says}");
    std::fs::write(folder.path().join("it.yaml"), text).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
    command.current_dir(folder.path()).args([
        "check",
        "--deployment",
        "it.yaml",
        "--report",
        "out",
        "--jobs",
        "8",
        "--ics",
    ]);
    command.arg(statement).args(ROWS.iter().flat_map(|row| ["--requirement", row]));
    let ended = Running::start(&mut command).ended(LIMIT);
    let report = std::fs::read_to_string(folder.path().join("out/report.json")).unwrap_or_default();
    let report = serde_json::from_str(&report).unwrap_or_else(|error| panic!("{error}: {ended:?}"));
    (ended, report)
}

/// What a report says of a row: status, verdict and reason.
fn row<'r>(report: &'r serde_json::Value, id: &str) -> (&'r str, &'r str, &'r str) {
    let rows = report["requirements"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no row {id}"));
    let text = |key: &str| row[key].as_str().unwrap_or_default();
    (text("status"), text("verdict"), text("reason"))
}

#[test]
fn by_the_walls_clock_what_can_be_shown_passes_and_the_rest_is_not_measured() {
    for level in ["A", "B"] {
        let served = Served::start(&["--level", level]);
        let (ended, report) = check(&served.base, &format!("level: {level}\n"));
        assert_eq!(ended.exit, 5, "level {level}: {ended:?}");
        assert_eq!(report["clock_mode"], "real");
        assert_eq!(row(&report, "CBN-01"), ("tested", "pass", ""), "level {level}");
        assert_eq!(row(&report, "PRS-01"), ("tested", "pass", ""), "level {level}");
        let (status, verdict, reason) = row(&report, "CBN-03");
        assert_eq!((status, verdict), ("not-measured", "inconclusive"), "level {level}");
        assert!(reason.starts_with("clock: ") && reason.contains("10 s are waited for at most"), "{reason}");
    }
}

#[test]
fn a_border_that_the_deployment_file_calls_unseen_is_not_asked_for_and_its_rows_are_not_measured() {
    let served = Served::start(&["--level", "A"]);
    let (ended, report) = check(&served.base, "level: A\nunseen: [presence]\n");
    assert_eq!(ended.exit, 5, "{ended:?}");
    let (status, verdict, reason) = row(&report, "PRS-01");
    assert_eq!((status, verdict), ("not-measured", "inconclusive"));
    assert!(reason.contains("border not seen: presence"), "{reason}");
    // How a scenario is repeated says nothing that the deployment file says already.
    let repeats: Vec<&str> = ended.out.lines().filter(|line| line.trim_start().starts_with("repeat")).collect();
    let says = |line: &&str| line.contains("--deployment it.yaml") && !line.contains("--sampled");
    assert!(!repeats.is_empty() && repeats.iter().all(says), "{}", ended.out);
    assert_eq!(row(&report, "CBN-01"), ("tested", "pass", ""));
}

#[test]
fn a_deployment_without_a_test_clock_is_no_deployment_of_level_c() {
    let served = Served::start(&["--level", "B"]);
    let (ended, _) = {
        let folder = TempDir::new().expect("a folder");
        let text = format!("name: x\naddress: {}\nlevel: C\nclock: virtual\n", served.base);
        std::fs::write(folder.path().join("it.yaml"), text).expect("a file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
        command.current_dir(folder.path()).args(["check", "--deployment", "it.yaml"]);
        (Running::start(&mut command).ended(LIMIT), folder)
    };
    assert_eq!(ended.exit, 4, "{ended:?}");
    assert!(ended.err.contains("it offers level B, and its file says C"), "{ended:?}");
}
