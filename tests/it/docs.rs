//! The documents tell what the program does: the tables of steps, the output they show, the codes they list.

mod console;
mod failure;
mod levels;
mod steps;

use std::fs;
use std::path::{Path, PathBuf};

use spec911::requirement::{Catalogue, Requirement, Status};
use spec911::result::{Blame, Exit, ScenarioVerdict};

/// Set to write what is generated in the documents again, instead of comparing it.
const BLESS: &str = "SPEC911_BLESS";

/// The documents that show output of the program.
const SHOWING: [&str; 4] =
    ["README.md", "docs/write-a-scenario.md", "docs/read-a-report.md", "docs/conformance-statement.md"];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|cause| panic!("{name}: {cause}"))
}

/// Holds a document against what it should be, or writes it.
fn hold(name: &str, right: &str) {
    if std::env::var_os(BLESS).is_some() {
        fs::write(path(name), right).unwrap_or_else(|cause| panic!("{name}: {cause}"));
        return;
    }
    let now = fs::read_to_string(path(name)).unwrap_or_default();
    let differs = now.lines().zip(right.lines()).position(|(now, right)| now != right);
    let line = differs.unwrap_or_else(|| now.lines().count().min(right.lines().count())) + 1;
    assert!(
        now == right,
        "{name}:{line} is not what the program says:\n  stands  {}\n  right   {}\nrun the test with {BLESS}=1 to write it",
        now.lines().nth(line - 1).unwrap_or("(nothing)"),
        right.lines().nth(line - 1).unwrap_or("(nothing)")
    );
}

#[test]
fn the_steps_document_holds_every_row_of_the_table() {
    hold("docs/steps.md", &steps::document());
}

#[test]
fn the_document_of_the_levels_is_the_table() {
    hold("docs/levels.md", &levels::document());
}

#[test]
fn what_the_documents_show_of_the_program_is_what_it_says() {
    for name in SHOWING {
        hold(name, &failure::shown(&console::shown(name, &text(name))));
    }
}

#[test]
fn the_readme_lists_every_exit_code() {
    let readme = text("README.md");
    for exit in Exit::ORDER {
        let row = format!("| {} | {} |", exit.code(), exit.meaning());
        assert!(readme.contains(&row), "the table of exit codes has no row {row}");
    }
}

#[test]
fn the_guide_to_reports_names_every_key_and_every_word() {
    let guide = text("docs/read-a-report.md");
    let folder = tempfile::TempDir::new().expect("a folder");
    let run = |args: &[&str]| {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_spec911")).current_dir(folder.path()).args(args).output();
        String::from_utf8(output.expect("the program").stdout).expect("UTF-8")
    };
    run(&["features/cbn/window.feature:21", "--report", "out", "--repeat", "2", "--shuffle", "1", "--deterministic"]);
    let report = fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let ics: serde_json::Value = serde_json::from_str(&run(&["ics", "--json"])).expect("JSON");
    let keys = |value: &serde_json::Value| value.as_object().expect("a map").keys().cloned().collect::<Vec<String>>();
    let entries = [&report["requirements"][0], &report["scenarios"][0], &report["ics"], &ics["requirements"][0]];
    let mut words: Vec<String> = entries.into_iter().chain([&report, &ics]).flat_map(keys).collect();
    words.extend(ScenarioVerdict::ALL.iter().map(ToString::to_string));
    words.extend(Status::ALL.iter().map(ToString::to_string).filter(|word| word != "tested"));
    words.extend(Blame::ALL.iter().map(ToString::to_string));
    words.sort();
    words.dedup();
    let missing: Vec<String> = words.into_iter().filter(|word| !guide.contains(&format!("`{word}`"))).collect();
    assert!(missing.is_empty(), "the guide says nothing of {}", missing.join(", "));
}

#[test]
fn the_guide_to_statements_lists_every_capability_with_its_rows() {
    let guide = text("docs/conformance-statement.md");
    let catalogue = Catalogue::embedded();
    let capabilities = catalogue.capabilities();
    for word in capabilities.all() {
        let kind = if capabilities.feature.contains(word) { "feature" } else { "behaviour" };
        let of_it = |row: &&Requirement| row.capability.as_deref() == Some(word);
        let rows: Vec<String> = catalogue.rows().iter().filter(of_it).map(|row| row.id.to_string()).collect();
        let rows = if rows.is_empty() { "none of its own".to_owned() } else { rows.join(", ") };
        let row = format!("| `{word}` | {kind} | {rows} | ");
        assert!(guide.contains(&row), "the table of capabilities has no row {row}");
    }
}

/// The files that a document links to, from its folder.
fn links(name: &str, text: &str) -> Vec<PathBuf> {
    let folder = path(name).parent().expect("a folder").to_owned();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    local.map(|target| folder.join(target.split('#').next().unwrap_or_default())).collect()
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "docs/trace.md",
        "docs/read-a-report.md",
        "docs/write-a-scenario.md",
        "docs/certify-a-deployment.md",
        "docs/conformance-statement.md",
        "docs/steps.md",
    ] {
        for link in links(name, &text(name)) {
            assert!(link.exists(), "{name} links to {}, which is not there", link.display());
        }
    }
}
