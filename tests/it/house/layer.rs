//! A file imports only from lower layers or its own folder.
//!
//! Source: ARCHITECTURE.md, "Layout".

use regex::Regex;

use super::none;
use super::tree::{Source, sources};

/// The layer of each folder of `src/`. `source` stands at 1: places and faults, used by everything that reads a file.
const LAYERS: [(&str, u8); 25] = [
    ("main", 11),
    ("lib", 10),
    ("cli", 9),
    ("report", 8),
    ("explore", 7),
    ("audit", 7),
    ("gherkin", 6),
    ("mutant", 6),
    ("study", 6),
    ("deployment", 5),
    ("result", 5),
    ("conduct", 4),
    ("oracle", 4),
    ("scenario", 4),
    ("observation", 3),
    ("reference", 3),
    ("counterpart", 3),
    ("stimulus", 2),
    ("requirement", 2),
    ("notice", 2),
    ("sim", 2),
    ("border", 2),
    ("domain", 1),
    ("source", 1),
    ("time", 0),
];

/// What stands below in number and is kept apart all the same.
const APART: [(&str, &str); 4] =
    [("conduct", "reference"), ("conduct", "oracle"), ("oracle", "reference"), ("oracle", "counterpart")];

fn layer(folder: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == folder).map(|(_, layer)| *layer)
}

/// The folders that a file names after `crate::`, each with its line; a brace after it opens a list of them.
fn imports(source: &Source) -> Vec<(usize, String)> {
    let code = &source.lexed.code;
    let path = Regex::new(r"\b(?:crate|spec911)\s*::\s*(\{|[A-Za-z_]\w*)").expect("a pattern");
    let mut found = Vec::new();
    for capture in path.captures_iter(code) {
        let name = capture.get(1).expect("a name");
        let line = code[..name.start()].matches('\n').count() + 1;
        let names = if name.as_str() == "{" { list(&code[name.end()..]) } else { vec![name.as_str().to_owned()] };
        found.extend(names.into_iter().map(|name| (line, name)));
    }
    found
}

/// The first words of the entries of a list whose brace is open.
fn list(text: &str) -> Vec<String> {
    let (mut depth, mut entry, mut names) = (1_usize, String::new(), Vec::new());
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(std::mem::take(&mut entry)),
            _ if depth == 1 => entry.push(c),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.push(entry);
    let first = |entry: String| entry.split("::").next().unwrap_or_default().trim().to_owned();
    names.into_iter().map(first).filter(|name| !name.is_empty()).collect()
}

#[test]
fn a_file_imports_only_from_lower_layers_or_its_own_folder() {
    let mut breaches = Vec::new();
    for source in &sources() {
        let folder = source.folder();
        let Some(own) = layer(folder) else {
            breaches.push(format!("src/{}: `{folder}` has no layer", source.path));
            continue;
        };
        for (line, name) in imports(source) {
            // Types and macros at the root of the library have no folder.
            let Some(other) = layer(&name).filter(|_| name != folder) else {
                if name != folder && name.starts_with(|c: char| c.is_lowercase()) && !is_macro(&name) {
                    breaches.push(format!("src/{}:{line}: `{name}` has no layer", source.path));
                }
                continue;
            };
            if other >= own {
                breaches.push(format!("src/{}:{line}: layer {own} imports `{name}` of layer {other}", source.path));
            }
        }
    }
    none(&breaches);
}

/// The tables of `stimulus/` are macros, which are named without their folder inside its own files.
fn is_macro(name: &str) -> bool {
    name.ends_with("_table")
}

#[test]
fn the_loop_knows_neither_reference_nor_oracle_and_an_oracle_neither_reference_nor_counterpart() {
    let mut breaches = Vec::new();
    for source in &sources() {
        for (line, name) in imports(source) {
            if APART.contains(&(source.folder(), name.as_str())) {
                breaches.push(format!("src/{}:{line}: imports `{name}`", source.path));
            }
        }
    }
    none(&breaches);
}

#[test]
fn every_layer_that_has_files_is_a_module_of_the_library() {
    let sources = sources();
    let lib = sources.iter().find(|source| source.path == "lib.rs").expect("src/lib.rs");
    let folders: std::collections::BTreeSet<&str> = sources.iter().map(|source| source.folder()).collect();
    let missing = folders.iter().filter(|folder| !["lib", "main"].contains(folder));
    let missing = missing.filter(|folder| !lib.lexed.code.contains(&format!("mod {folder};")));
    none(&missing.map(|folder| format!("src/{folder}: no module of the library")).collect::<Vec<_>>());
}

#[test]
fn lists_and_single_paths_are_both_seen() {
    let text = "use crate::{domain::{Number, Base}, time, self};\nuse crate ::oracle::x; // crate::cli\nlet a = crate::sim::B;";
    let lexed = super::lex::lex(text);
    let source = Source { path: "x/y.rs".to_owned(), text: text.to_owned(), lexed };
    let names: Vec<String> = imports(&source).into_iter().map(|(line, name)| format!("{line} {name}")).collect();
    assert_eq!(names, ["1 domain", "1 time", "1 self", "2 oracle", "3 sim"]);
}
