//! From text to gherkin's tree, with the true line of each syntax error.
//!
//! gherkin reports how far it came, which may be lines too late. The guilty line is the first one without which the
//! text before it parses. A line that can only have been a step is mended or taken out, so that what follows is read too.

use std::ops::Range;

use cucumber::gherkin::{Feature, GherkinEnv, is_language_supported};

use crate::source::{Fault, Source};

use super::explain::explain;
use super::finder::Finder;
use super::page::Page;

/// More syntax errors than this in one file are not looked for.
const MOST: usize = 20;

/// What could be read of a file.
pub(super) struct Parsed {
    /// The tree, without what could not be read.
    pub(super) feature: Option<Feature>,
    /// The lines that were taken out, from 0.
    pub(super) without: Vec<usize>,
    /// Whether the tree ends before the file does; its last scenario may be incomplete then.
    pub(super) is_cut: bool,
    /// The syntax errors.
    pub(super) faults: Vec<Fault>,
}

/// Parses a page.
pub(super) fn parse(page: &Page<'_>, finder: &Finder) -> Parsed {
    let mut parsed = Parsed { feature: None, without: Vec::new(), is_cut: false, faults: Vec::new() };
    if let Some(fault) = head_fault(page) {
        parsed.faults.push(fault);
        return parsed;
    }
    let mut text = page.text().to_owned();
    let mut mended = Vec::new();
    loop {
        if let Some(feature) = tree(&text) {
            parsed.feature = Some(feature);
            return parsed;
        }
        let begun = Page::new(Source::new(page.file(), &text));
        let guilty = guilty_line(&begun);
        if mended.last() == Some(&guilty) {
            // With its keyword right it still does not belong; it has its fault already.
            let line = begun.trimmed(guilty);
            take_out(&mut text, line, &mut parsed.without, guilty);
            continue;
        }
        let explained = explain(page, finder, guilty);
        parsed.faults.push(explained.fault);
        if !explained.is_step || parsed.faults.len() == MOST {
            parsed.is_cut = true;
            parsed.feature = tree(&text[..begun.start(guilty)]);
            return parsed;
        }
        let line = begun.trimmed(guilty);
        match explained.keyword.and_then(|keyword| mend(&text, line.start, keyword)) {
            Some(right) => {
                text = right;
                mended.push(guilty);
            }
            None => take_out(&mut text, line, &mut parsed.without, guilty),
        }
    }
}

fn take_out(text: &mut String, line: Range<usize>, without: &mut Vec<usize>, index: usize) {
    text.replace_range(line.clone(), &" ".repeat(line.len()));
    without.push(index);
}

/// The text with the right keyword in place of the word at an offset, everything else where it was. A keyword that is
/// longer than the word takes from the blanks before it.
fn mend(text: &str, at: usize, keyword: &str) -> Option<String> {
    let word = text[at..].split_whitespace().next()?;
    let end = at + word.len();
    let from = at - keyword.len().saturating_sub(word.len()).min(at);
    if !text[from..at].chars().all(|c| c == ' ') || end - from < keyword.len() {
        return None;
    }
    let padding = " ".repeat(end - from - keyword.len());
    Some(format!("{}{keyword}{padding}{}", &text[..from], &text[end..]))
}

/// The fault of a file in which nothing can be parsed: it is empty, or in a language that gherkin does not know.
fn head_fault(page: &Page<'_>) -> Option<Fault> {
    if page.content(0) == page.text().len() {
        let fault = page.fault(&(0..0), "the file is empty");
        return Some(fault.expected("`Feature:` and at least one scenario"));
    }
    let first = (0..page.lines()).find(|index| !page.line_text(*index).is_empty())?;
    let directive = page.line_text(first).strip_prefix('#')?.trim_start().strip_prefix("language")?;
    let language = directive.trim_start().strip_prefix(':')?.trim();
    if is_language_supported(language) {
        return None;
    }
    let fault = page.fault(&page.trimmed(first), format!("`{language}` is no language that Gherkin has"));
    Some(fault.expected("a code such as `en`, `de` or `fr`"))
}

fn tree(text: &str) -> Option<Feature> {
    // gherkin takes the blanks behind a language for a part of it.
    let head = text.len() - text.trim_start().len();
    let line_end = text[head..].find('\n').map_or(text.len(), |at| head + at);
    let line = &text[head..line_end];
    if line.starts_with('#') && line.trim_end().len() < line.len() {
        let cut = line.trim_end().len();
        let moved = format!("{}{}{}{}", &text[..head], " ".repeat(line.len() - cut), &line[..cut], &text[line_end..]);
        return Feature::parse(moved, GherkinEnv::default()).ok();
    }
    Feature::parse(text, GherkinEnv::default()).ok()
}

/// The index of the first line that does not belong: everything before it parses, it does not.
fn guilty_line(page: &Page<'_>) -> usize {
    if let Some(open) = open_doc_string(page) {
        return open;
    }
    let is_tag = |index: usize| page.line_text(index).starts_with('@');
    let meaning: Vec<usize> = page.content_lines(0, page.lines()).filter(|index| !is_tag(*index)).collect();
    // A text that ends after a line of `meaning`; nothing ends inside a doc string, see above.
    let parses = |at: usize| meaning.get(at).is_some_and(|line| tree(&page.text()[..page.start(line + 1)]).is_some());
    let ends = docless(page, &meaning);
    if !ends.first().is_some_and(|at| parses(*at)) {
        return meaning.first().copied().unwrap_or(0);
    }
    let (mut right, mut wrong) = (0, ends.len());
    while right + 1 < wrong {
        let middle = right.midpoint(wrong);
        if parses(ends[middle]) { right = middle } else { wrong = middle }
    }
    // All but tags parsed: it is a tag at the end that has nothing to stand on.
    let last_tag = || page.content_lines(0, page.lines()).filter(|index| is_tag(*index)).last();
    ends.get(wrong).map(|at| meaning[*at]).or_else(last_tag).unwrap_or(0)
}

/// The line where a doc string opens that is never closed.
fn open_doc_string(page: &Page<'_>) -> Option<usize> {
    let mut open: Option<(usize, &str)> = None;
    for index in 0..page.lines() {
        let line = page.line_text(index);
        open = match open {
            Some((_, mark)) if line.ends_with(mark) => None,
            Some(open) => Some(open),
            None => doc_mark(line).filter(|mark| line.len() < 6 || !line.ends_with(mark)).map(|mark| (index, mark)),
        };
    }
    open.map(|(index, _)| index)
}

fn doc_mark(line: &str) -> Option<&'static str> {
    ["\"\"\"", "```"].into_iter().find(|mark| line.starts_with(mark))
}

/// The indices into `meaning` of the lines that lie outside doc strings, so that a text may end there.
fn docless(page: &Page<'_>, meaning: &[usize]) -> Vec<usize> {
    let mut open: Option<&str> = None;
    let mut ends = Vec::new();
    for (at, index) in meaning.iter().enumerate() {
        let line = page.line_text(*index);
        match open {
            Some(mark) if line.ends_with(mark) => open = None,
            Some(_) => continue,
            None => open = doc_mark(line).filter(|mark| line.len() < 6 || !line.ends_with(mark)),
        }
        if open.is_none() {
            ends.push(at);
        }
    }
    ends
}
