//! Files stay small, and each says what it is.

use super::none;
use super::tree::{sources, tracked};

const LIMIT: usize = 500;
const AIM: usize = 300;

#[test]
fn every_file_of_code_is_under_five_hundred_lines() {
    let code: Vec<(String, usize)> = tracked()
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, text)| (path, text.lines().count()))
        .collect();
    let over = |limit: usize| code.iter().filter(move |(_, lines)| *lines > limit);
    let told = |limit: usize| over(limit).map(|(path, lines)| format!("{path}: {lines} lines")).collect::<Vec<_>>();
    let note =
        format!("\nover {LIMIT}:\n{}\nover the aim of {AIM}:\n{}\n", told(LIMIT).join("\n"), told(AIM).join("\n"));
    assert_eq!(over(LIMIT).count(), 0, "{note}");
}

#[test]
fn every_source_file_opens_with_what_it_is() {
    let silent = sources().into_iter().filter(|source| !source.text.starts_with("//! "));
    none(&silent.map(|source| format!("src/{}: does not open with `//!`", source.path)).collect::<Vec<_>>());
}

#[test]
fn no_line_of_code_is_longer_than_the_format_allows() {
    // rustfmt leaves a line alone that holds a literal too long for it, and then all of that item.
    let mut breaches = Vec::new();
    for source in &sources() {
        for (index, line) in source.text.lines().enumerate().filter(|(_, line)| line.chars().count() > 140) {
            breaches.push(format!("src/{}:{}: {} characters", source.path, index + 1, line.chars().count()));
        }
    }
    none(&breaches);
}
