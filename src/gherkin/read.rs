//! Reads feature files: every scenario of all of them, or every fault of all of them.

use crate::source::{Fault, Source, in_order};
use crate::stimulus::Scenario;

use super::feature;
use super::finder::Finder;
use super::page::Page;
use super::syntax;

/// Reads files, each with its name and its text. Not for async code: it runs cucumber's steps on a runtime of its own.
///
/// # Errors
///
/// Every fault of every file, in the order of files and lines.
pub fn read(files: &[Source<'_>]) -> Result<Vec<Scenario>, Vec<Fault>> {
    match read_partly(files) {
        (scenarios, faults) if faults.is_empty() => Ok(scenarios),
        (_, faults) => Err(faults),
    }
}

/// Reads files as far as they can be read: where a file has faults, its scenarios may lack steps. Not for async code.
pub fn read_partly(files: &[Source<'_>]) -> (Vec<Scenario>, Vec<Fault>) {
    let finder = Finder::new();
    let mut scenarios = Vec::new();
    let mut faults = Vec::new();
    for file in files {
        let page = Page::new(*file);
        let parsed = syntax::parse(&page, &finder);
        let (more, wrong) = feature::read(&page, &finder, parsed);
        scenarios.extend(more);
        faults.extend(in_order(file.file, wrong));
    }
    (scenarios, faults)
}
