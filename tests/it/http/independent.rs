//! A deployment in another language, which knows nothing of this program but its documents: a real system can be certified.

use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::process::{Running, Served};

/// How long the slice may take, which it does in a tenth of it: whoever waits longer waits for something that never comes.
const LIMIT: Duration = Duration::from_secs(120);

fn path(name: &str) -> String {
    format!("{}/tests/independent/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_deployment_in_python_passes_the_slice_and_its_doctor() {
    // This test needs python3, version 3.10 or later.
    let independent = Served::of(Command::new("python3").arg(path("deployment.py")));
    let folder = TempDir::new().expect("a folder");
    std::fs::copy(path("ics.yaml"), folder.path().join("ics.yaml")).expect("its statement");
    let text = format!(
        "name: a small one in Python\naddress: {}\nlevel: C\nclock: virtual\nics: ics.yaml\nlimit: 30 s\n",
        independent.base
    );
    std::fs::write(folder.path().join("it.yaml"), text).expect("a file");
    let spec911 = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
        Running::start(command.current_dir(folder.path()).args(args)).ended(LIMIT)
    };
    let doctor = spec911(&["doctor", "it.yaml"]);
    assert!(doctor.exit == 0 && !doctor.out.contains("fail"), "{doctor:?}");
    let check = spec911(&["check", "--deployment", "it.yaml", "--tags", "@slice", "--jobs", "1"]);
    assert!(check.exit == 0 && check.out.contains("100 scenarios, 100 pass"), "{}{}", check.out, check.err);
}
