//! A deployment in another language, which knows nothing of this program but its documents: a real system can be certified.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Ends with the test.
struct Independent(Child);

impl Drop for Independent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn path(name: &str) -> String {
    format!("{}/tests/independent/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A busy machine may keep a process from answering in time, which is no fault of either side: it gets another chance.
const CHANCES: usize = 3;

#[test]
fn a_deployment_in_python_passes_the_slice_and_its_doctor() {
    let told: Vec<String> = (0..CHANCES).map_while(|_| judged().err()).collect();
    assert!(told.len() < CHANCES, "{}", told.join("\n"));
}

/// Looks at the deployment and runs the slice on it; what was told where either does not pass.
fn judged() -> Result<(), String> {
    let mut python = Command::new("python3");
    let child = python.arg(path("deployment.py")).stdout(Stdio::piped()).spawn();
    let mut independent = Independent(child.expect("this test needs python3, version 3.10 or later"));
    let mut line = String::new();
    let out = independent.0.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut line).expect("a line");
    let base = line.trim().strip_prefix("serving at ").expect("an address").to_owned();
    let folder = TempDir::new().expect("a folder");
    std::fs::copy(path("ics.yaml"), folder.path().join("ics.yaml")).expect("its statement");
    let text =
        format!("name: a small one in Python\naddress: {base}\nlevel: C\nclock: virtual\nics: ics.yaml\nlimit: 30 s\n");
    std::fs::write(folder.path().join("it.yaml"), text).expect("a file");
    let spec911 = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_spec911")).current_dir(folder.path()).args(args).output();
        let output = output.expect("it starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    };
    let (exit, told) = spec911(&["doctor", "it.yaml"]);
    if exit != Some(0) || told.contains("fail") {
        return Err(told);
    }
    let (exit, told) = spec911(&["check", "--deployment", "it.yaml", "--tags", "@slice", "--jobs", "1"]);
    if exit == Some(0) && told.contains("100 scenarios, 100 pass") { Ok(()) } else { Err(told) }
}
