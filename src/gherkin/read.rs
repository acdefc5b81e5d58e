//! Reads feature files: every scenario of all of them, or every fault of all of them.

use crate::source::{Fault, Source};
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
    let finder = Finder::new();
    let mut scenarios = Vec::new();
    let mut faults = Vec::new();
    for file in files {
        let page = Page::new(*file);
        let parsed = syntax::parse(&page, &finder);
        let (more, mut wrong) = feature::read(&page, &finder, parsed);
        scenarios.extend(more);
        wrong.sort();
        wrong.dedup();
        faults.extend(wrong);
    }
    if faults.is_empty() { Ok(scenarios) } else { Err(faults) }
}
