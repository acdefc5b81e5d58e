//! A deployment in another language, written from the documents alone: a real system can be certified, with a test clock and
//! without one.
//!
//! It needs python3, version 3.10 or later.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use spec911::requirement::{LevelTable, RequirementId};
use tempfile::TempDir;

use super::process::{Ended, Running, Served};

/// How long a command may take, which it does in a tenth of it: whoever waits longer waits for something that never comes.
const LIMIT: Duration = Duration::from_secs(120);

/// The slice, and whatever shows five rows of which it holds long scenarios alone, although the suite has shorter ones: without
/// a test clock those show them.
const SHORTER_ELSEWHERE: &str = "@slice or @ELG-04 or @ELG-06 or @RTE-05 or @PRS-01 or @PRS-04";

/// The deployment that runs, and a folder with its statement and its deployment file.
struct Independent {
    _served: Served,
    folder: TempDir,
}

impl Independent {
    fn start(level: &str, statement: &str, says: &str) -> Independent {
        let home = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/independent");
        let mut command = Command::new("python3");
        command.arg("-B").arg(home.join("deployment.py"));
        let served = Served::of(command.args(["--listen", "127.0.0.1:0", "--until-eof", "--level", level]));
        let folder = TempDir::new().expect("a folder");
        std::fs::copy(home.join(statement), folder.path().join("ics.yaml")).expect("its statement");
        let base = &served.base;
        let text = format!("name: a small one in Python\naddress: {base}\nlevel: {level}\nics: ics.yaml\n{says}");
        std::fs::write(folder.path().join("it.yaml"), text).expect("a file");
        Independent { _served: served, folder }
    }

    fn spec911(&self, args: &[&str]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
        Running::start(command.current_dir(self.folder.path()).args(args)).ended(LIMIT)
    }

    /// The doctor finds nothing that it would not let pass.
    fn is_well(&self) {
        let doctor = self.spec911(&["doctor", "it.yaml"]);
        let well = doctor.out.lines().count() > 10 && doctor.out.lines().all(|line| line.starts_with("ok "));
        assert!(doctor.exit == 0 && well, "{}{}", doctor.out, doctor.err);
    }

    /// A check of some scenarios, with its report.
    fn check(&self, tags: &str, jobs: &str) -> (Ended, Value) {
        let ended =
            self.spec911(&["check", "--deployment", "it.yaml", "--report", "out", "--tags", tags, "--jobs", jobs]);
        let report = std::fs::read_to_string(self.folder.path().join("out/report.json")).unwrap_or_default();
        let report = serde_json::from_str(&report).unwrap_or_else(|error| panic!("{error}: {ended:?}"));
        (ended, report)
    }
}

/// The rows that were asked for: those that pass, and all others.
fn rows(report: &Value) -> (BTreeSet<RequirementId>, BTreeSet<RequirementId>) {
    let all = report["requirements"].as_array().expect("rows").iter();
    let (passed, open): (Vec<_>, Vec<_>) = all
        .filter(|row| row["selected"] == true)
        .partition(|row| row["status"] == "tested" && row["verdict"] == "pass");
    let ids = |rows: Vec<&Value>| {
        rows.iter().map(|row| row["id"].as_str().expect("an id").parse().expect("an id of a row")).collect()
    };
    (ids(passed), ids(open))
}

/// How many scenarios of a report have a verdict.
fn scenarios(report: &Value, verdict: &str) -> usize {
    let all = report["scenarios"].as_array().expect("scenarios").iter();
    all.filter(|scenario| scenario["verdict"] == verdict).count()
}

#[test]
fn a_deployment_in_python_passes_the_slice_and_its_doctor() {
    let independent = Independent::start("C", "ics.yaml", "clock: virtual\nlimit: 30 s\n");
    independent.is_well();
    let (ended, report) = independent.check("@slice", "1");
    assert!(ended.exit == 0, "{}{}", ended.out, ended.err);
    assert_eq!((report["scenarios"].as_array().map(Vec::len), scenarios(&report, "pass")), (Some(100), 100));
    let (passed, open) = rows(&report);
    assert!(passed.len() >= 30 && open.is_empty(), "{passed:?} {open:?}\n{}", ended.out);
}

#[test]
fn without_a_test_clock_a_deployment_in_python_passes_all_but_the_rows_that_the_table_says_are_lost() {
    let independent = Independent::start("A", "ics-real.yaml", "clock: real\nsettle: 20 ms\nlimit: 30 s\n");
    independent.is_well();
    let (ended, report) = independent.check(SHORTER_ELSEWHERE, "8");
    assert!(ended.exit == 5 && scenarios(&report, "fail") == 0, "{}{}", ended.out, ended.err);
    let (passed, open) = rows(&report);
    let part = LevelTable::embedded().parts.iter().find(|part| part.part == "test clock").expect("the part");
    let asked = passed.union(&open).copied().collect();
    let lost: BTreeSet<RequirementId> = part.lost.intersection(&asked).copied().collect();
    assert!(open == lost, "open {open:?}\nlost {lost:?}\n{}", ended.out);
    assert!(passed.len() >= 15 && lost.len() >= 15, "{passed:?} {lost:?}");
}
