//! Text where none belongs: gherkin takes whatever it can't read below a title for a description.
//!
//! Below `Feature:` and `Rule:` a description is welcome, unless it swallowed a scenario.

use std::ops::Range;

use crate::source::Fault;

use super::explain::{STEPS, meant, section};
use super::finder::Finder;
use super::page::Page;

/// The faults of a description that stands in a stretch below `what`: one a line.
pub(super) fn unwelcome(
    page: &Page<'_>,
    finder: &Finder,
    stretch: Range<usize>,
    what: &str,
    expected: &str,
) -> Vec<Fault> {
    let fault = |index: usize| {
        let line = page.line_text(index);
        let fault = page.fault(&page.trimmed(index), format!("`{line}` is neither a step nor a section"));
        let fault = fault.expected(format!("{expected} below `{what}:`, or `#` before a comment"));
        match section(line).filter(|_| line.contains(':')) {
            Some(section) => fault.help(format!("did you mean `{section}:`?")),
            None => match meant(finder, line) {
                Some(meant) => meant.help(fault),
                None => fault,
            },
        }
    };
    described(page, stretch).map(fault).collect()
}

/// The faults of a description below `Feature:` or `Rule:` that holds a scenario.
pub(super) fn swallowed(page: &Page<'_>, finder: &Finder, stretch: Range<usize>) -> Vec<Fault> {
    let lines: Vec<usize> = described(page, stretch).collect();
    let titled = lines.windows(2).filter(|pair| is_step(page.line_text(pair[1])));
    let titles = titled.filter_map(|pair| {
        let line = page.line_text(pair[0]);
        let (head, _) = line.split_once(':')?;
        let meant = section(line)?;
        let at = page.trimmed(pair[0]).start;
        let fault = page.fault(&(at..at + head.len() + 1), format!("`{head}:` begins no scenario"));
        let fault = fault.expected("`Scenario:`, `Scenario Outline:`, `Rule:` or `Background:`");
        Some(if meant == head { fault } else { fault.help(format!("did you mean `{meant}:`?")) })
    });
    let mut faults: Vec<Fault> = titles.collect();
    let known = |line: &str| line.split_once(' ').is_some_and(|(_, text)| finder.kind_of(text.trim()).is_some());
    let stray = lines.iter().find(|index| is_step(page.line_text(**index)) && known(page.line_text(**index)));
    if let (true, Some(index)) = (faults.is_empty(), stray) {
        let fault = page.fault(&page.trimmed(*index), "a step outside of a scenario");
        faults.push(fault.expected("a `Scenario:` or `Background:` above it"));
    }
    faults
}

fn is_step(line: &str) -> bool {
    STEPS.iter().any(|keyword| line.strip_prefix(keyword).is_some_and(|rest| rest.starts_with(char::is_whitespace)))
}

/// The lines of a description: all of a stretch but the tags of what follows it.
fn described<'a>(page: &'a Page<'_>, stretch: Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let lines = page.content_lines(page.index(stretch.start) + 1, page.index(stretch.end));
    lines.filter(|index| !page.line_text(*index).starts_with('@'))
}
