//! Calls and texts that the house does without.

use regex::Regex;

use super::none;
use super::tree::{sources, tracked};

/// Folders that live at the border with the machine.
const BORDER: [&str; 3] = ["deployment", "gherkin", "cli"];

/// The lines of code that a pattern is found in, in files that `covers` holds for.
fn found(pattern: &str, covers: impl Fn(&str) -> bool) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| covers(&source.path)) {
        let lines = source.lexed.lines().filter(|(_, line)| pattern.is_match(line));
        breaches.extend(lines.map(|(line, text)| format!("src/{}:{line}: {}", source.path, text.trim())));
    }
    breaches
}

fn folder(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

#[test]
fn no_clock_no_chance_and_no_default_hasher_beyond_the_border() {
    let pattern = r"\bInstant\s*::\s*now\b|\bSystemTime\b|\b(?:Utc|Local)\s*::\s*now\b|\bHashMap\b|\bHashSet\b|\bthread_rng\b|\brand\s*::\s*(?:rng|random)\b|\bRandomState\b|\bDefaultHasher\b";
    none(&found(pattern, |path| !BORDER.contains(&folder(path))));
}

#[test]
fn no_float_beyond_samplers_and_statistics() {
    let covers = |path: &str| !path.starts_with("sim/sampler") && !path.starts_with("sim/statistic");
    none(&found(r"\bf(?:32|64)\b|\b\d[\d_]*\.\d", covers));
}

#[test]
fn nothing_is_left_to_do_and_nothing_panics_on_a_value_that_is_missing() {
    none(&found(r"\btodo!|\bunimplemented!|\.unwrap\(\)", |_| true));
}

#[test]
fn no_lock_on_the_rules_is_opened_but_at_the_border() {
    // An `allow` of a banned method or type stands in the border's `mod.rs` files only.
    let pattern = r"clippy\s*::\s*disallowed_";
    let covers = |path: &str| !BORDER.iter().any(|folder| path == format!("{folder}/mod.rs"));
    none(&found(pattern, covers));
}

/// Names that no tracked file may hold: put together here so that this file does not hold them either.
fn banned_names() -> Vec<(String, &'static str)> {
    let hosts = [["crates", "io"], ["npmjs", "org"], ["pypi", "org"], ["proxy.golang", "org"], ["rubygems", "org"]];
    let mut names: Vec<(String, &str)> =
        hosts.iter().map(|parts| (parts.join("."), "the host of a package registry")).collect();
    names.push((["..", "shared"].join("/"), "outside the package"));
    names
}

#[test]
fn no_tracked_file_names_a_registry_or_reads_outside_the_package() {
    let names = banned_names();
    let mut breaches = Vec::new();
    for (path, text) in tracked().iter().filter(|(path, _)| path != "Cargo.lock") {
        for (index, line) in text.lines().enumerate() {
            let held = names.iter().filter(|(name, _)| line.contains(name.as_str()));
            breaches.extend(held.map(|(name, what)| format!("{path}:{}: `{name}` is {what}", index + 1)));
        }
    }
    none(&breaches);
}

#[test]
fn no_tracked_file_holds_an_absolute_path() {
    let folders = ["home", "root", "tmp", "work", "usr", "opt", "var", "mnt", "Users", "private", "workspace"];
    let unix = format!(r#"(?:^|[\s"'`=(\[<,:])/(?:{})(?:/|$|[\s"'`)\]>,])"#, folders.join("|"));
    let windows = r#"(?:^|[\s"'`=(\[<,])[A-Za-z]:\\"#;
    let pattern = Regex::new(&format!("{unix}|{windows}")).expect("a pattern");
    let shebang = |index: usize, line: &str| index == 0 && line.starts_with("#!");
    let mut breaches = Vec::new();
    for (path, text) in tracked().iter().filter(|(path, _)| path != "Cargo.lock") {
        let lines = text.lines().enumerate().filter(|(index, line)| !shebang(*index, line) && pattern.is_match(line));
        breaches.extend(lines.map(|(index, line)| format!("{path}:{}: {}", index + 1, line.trim())));
    }
    none(&breaches);
}
