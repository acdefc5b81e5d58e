//! The documents tell what the program does: the tables of steps, the output they show, the codes they list.

mod console;
mod failure;
mod steps;

use std::fs;
use std::path::{Path, PathBuf};

use spec911::result::Exit;

/// Set to write what is generated in the documents again, instead of comparing it.
const BLESS: &str = "SPEC911_BLESS";

/// The documents that show output of the program.
const SHOWING: [&str; 2] = ["README.md", "docs/write-a-scenario.md"];

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

/// The files that a document links to, from its folder.
fn links(name: &str, text: &str) -> Vec<PathBuf> {
    let folder = path(name).parent().expect("a folder").to_owned();
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    local.map(|target| folder.join(target.split('#').next().unwrap_or_default())).collect()
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    for name in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/trace.md", "docs/write-a-scenario.md"] {
        for link in links(name, &text(name)) {
            assert!(link.exists(), "{name} links to {}, which is not there", link.display());
        }
    }
}
