//! What the program says about a malformed file, folder or command line.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A wrong command line is answered in fewer lines than this.
const FEW: usize = 10;

fn run(folder: &Path, args: &[String]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
    command.current_dir(folder).args(args);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(name);
    }
    let output = command.output().expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What `spec911 check` says about a file or a folder.
pub(super) fn checked(folder: &Path, name: &str) -> String {
    let (exit, out, err) = run(folder, &["check".to_owned(), name.to_owned()]);
    assert_eq!((exit, out.as_str()), (Some(2), ""), "{name}: {err}");
    let faults = err.matches("error: ").count();
    assert!(faults == 1 || err.ends_with(&format!("{faults} faults; nothing was run\n")), "{name}: {err}");
    assert_eq!(err.matches("--> ").count(), faults, "{name}: {err}");
    err
}

/// What the program says about each line of a text as its arguments: exit 2, or 3 where nothing is selected.
pub(super) fn each_line(text: &str) -> String {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("my-ics.yaml"), "capabilities: []\n").expect("a file");
    std::fs::create_dir(folder.path().join("features")).expect("a folder");
    std::fs::write(folder.path().join("features/small.feature"), super::super::cli::FEATURE).expect("a file");
    let mut all = String::new();
    for line in text.lines() {
        let (exit, out, err) = run(folder.path(), &words(line));
        assert!(out.is_empty() && matches!(exit, Some(2 | 3)), "{line}: {exit:?} {out}{err}");
        assert!(err.lines().count() < FEW, "{line}: {err}");
        assert!(err.matches("help:").count() + err.matches("expected:").count() >= 1, "{line}: {err}");
        assert!(err.matches("help:").count() <= 1, "{line}: {err}");
        let _ = writeln!(all, "$ spec911 {line}\n{err}[exit {}]\n", exit.unwrap_or_default());
    }
    all
}

/// The words of a line: between blanks, or between single quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
