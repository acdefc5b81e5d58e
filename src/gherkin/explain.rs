//! Says what is wrong with a line that gherkin can't read.

use crate::scenario::Kind;
use crate::source::{Fault, nearest};

use super::block::width;
use super::finder::Finder;
use super::page::Page;

/// The English keywords that stand before a colon.
pub(super) const SECTIONS: [&str; 9] = [
    "Feature",
    "Background",
    "Rule",
    "Scenario",
    "Scenario Outline",
    "Example",
    "Examples",
    "Scenario Template",
    "Scenarios",
];
/// The English keywords that stand before a step.
pub(super) const STEPS: [&str; 5] = ["Given", "When", "Then", "And", "But"];

/// A syntax error.
pub(super) struct Explained {
    /// What is wrong with the line.
    pub(super) fault: Fault,
    /// Whether it can only have been meant as a step, so that the rest of the file can be read without it.
    pub(super) is_step: bool,
    /// The keyword that its first word was meant to be.
    pub(super) keyword: Option<&'static str>,
}

/// What a line that is no step was probably meant to be.
pub(super) enum Meant {
    /// A step without its keyword.
    Without(&'static str),
    /// A step with this keyword as its first word.
    Keyword(&'static str),
}

/// What a line was probably meant to be: by its text, if that is a phrase, else by its first word.
pub(super) fn meant(finder: &Finder, line: &str) -> Option<Meant> {
    if let Some(kind) = finder.kind_of(line) {
        return Some(Meant::Without(kind.keyword()));
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let by_text = || finder.kind_of(rest.trim()).map(Kind::keyword);
    nearest(word, STEPS).or_else(by_text).map(Meant::Keyword)
}

impl Meant {
    /// The fault, saying what was meant.
    pub(super) fn help(self, fault: Fault) -> Fault {
        match self {
            Meant::Without(keyword) => fault.help(format!("write `{keyword}` before it")),
            Meant::Keyword(keyword) => fault.help(format!("did you mean `{keyword}`?")),
        }
    }
}

/// Explains a line.
pub(super) fn explain(page: &Page<'_>, finder: &Finder, index: usize) -> Explained {
    let line = page.line_text(index);
    let fault = |message: String| page.fault(&page.trimmed(index), message);
    let other = |fault: Fault| Explained { fault, is_step: false, keyword: None };
    if line.starts_with('|') {
        return other(on_row(page, index));
    }
    if line.starts_with("\"\"\"") || line.starts_with("```") {
        let fault = fault("no step takes a doc string".to_owned()).expected("the whole step in one line");
        return other(fault.help("write the text into the step, in quotation marks"));
    }
    if let Some(fault) = bad_tags(page, index) {
        return other(fault);
    }
    if line.starts_with('@') {
        return other(fault("tags without a scenario below them".to_owned()).expected("`Scenario:` or `Examples:`"));
    }
    if !is_english(page.text()) {
        let fault = fault("this line is no section and no step in the language of the file".to_owned());
        return other(fault.expected("a keyword of that language"));
    }
    let is_first = !page.content_lines(0, index).any(|above| !page.line_text(above).starts_with('@'));
    match section(line) {
        Some(section) => other(on_section(fault, line, section, is_first)),
        None if is_first => other(fault("the file does not begin with a feature".to_owned()).expected("`Feature:`")),
        None => on_step(page, finder, index),
    }
}

/// The fault of a line of tags that is none, which gherkin blames on the section below it.
fn bad_tags(page: &Page<'_>, index: usize) -> Option<Fault> {
    let near = [Some(index), page.content_lines(0, index).last()].into_iter().flatten();
    let line = near.into_iter().find(|line| page.line_text(*line).starts_with('@'))?;
    let text = page.line_text(line);
    let start = page.trimmed(line).start;
    let word = text.split_whitespace().take_while(|word| !word.starts_with('#')).find(|word| {
        let rest = word.strip_prefix('@');
        rest.is_none_or(|rest| rest.is_empty() || rest.contains('@'))
    })?;
    let at = start + word.as_ptr().addr() - text.as_ptr().addr();
    let fault = page.fault(&(at..at + word.len()), format!("`{word}` is no tag"));
    let fault = fault.expected("tags such as `@slow`, with blanks between them");
    let bare = word.trim_matches(['@', ',']);
    Some(if bare.is_empty() || bare.contains('@') { fault } else { fault.help(format!("write `@{bare}`")) })
}

/// A line that is no section, but stands where only sections and steps may.
fn on_step(page: &Page<'_>, finder: &Finder, index: usize) -> Explained {
    let line = page.line_text(index);
    let word = line.split_whitespace().next().unwrap_or_default();
    let at = page.trimmed(index).start;
    let on_word = |message: String| page.fault(&(at..at + word.len()), message);
    if STEPS.contains(&word) {
        let fault = if word == line {
            on_word(format!("`{word}` without a text")).expected("a step behind the keyword")
        } else {
            let fault = page.fault(&page.trimmed(index), "a step can't stand here");
            fault.expected("steps below `Background:` or `Scenario:`, before `Examples:`")
        };
        return Explained { fault, is_step: true, keyword: None };
    }
    match meant(finder, line) {
        Some(Meant::Keyword(keyword)) => {
            let fault = on_word(format!("unknown keyword `{word}`")).help(format!("did you mean `{keyword}`?"));
            Explained { fault, is_step: true, keyword: Some(keyword) }
        }
        Some(without) => {
            let fault = without.help(page.fault(&page.trimmed(index), "a step without a keyword"));
            Explained { fault, is_step: true, keyword: None }
        }
        None => {
            let fault = on_word(format!("`{word}` is no keyword")).expected(format!(
                "a step ({}), a row of a table, `Scenario:` or another section, or `#` before a comment",
                STEPS.join(", ")
            ));
            Explained { fault, is_step: word != line, keyword: None }
        }
    }
}

/// Whether the keywords of a file are English: it names no other language.
pub(super) fn is_english(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let language = first.strip_prefix('#').and_then(|rest| rest.trim_start().strip_prefix("language"));
    language.and_then(|rest| rest.trim_start().strip_prefix(':')).is_none_or(|language| language.trim() == "en")
}

/// The section keyword that a line begins with, right or nearly so; the line is a section and no step.
pub(super) fn section(line: &str) -> Option<&'static str> {
    if let Some((head, _)) = line.split_once(':') {
        let head = head.trim();
        return SECTIONS.into_iter().find(|section| *section == head).or_else(|| nearest(head, SECTIONS));
    }
    let begun =
        |section: &&str| line.strip_prefix(section).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let longest = SECTIONS.into_iter().filter(begun).max_by_key(|section| section.len());
    let word = line.split_whitespace().next().unwrap_or_default();
    longest.or_else(|| nearest(word, SECTIONS).filter(|_| nearest(word, STEPS).is_none()))
}

fn on_section(fault: impl Fn(String) -> Fault, line: &str, section: &str, is_first: bool) -> Fault {
    let Some((head, _)) = line.split_once(':') else {
        if line.starts_with(section) {
            return fault(format!("no colon behind `{section}`")).help(format!("write `{section}:`"));
        }
        let word = line.split_whitespace().next().unwrap_or_default();
        return fault(format!("`{word}` is no keyword")).help(format!("did you mean `{section}:`?"));
    };
    if head != section {
        let head = head.trim_end();
        return fault(format!("unknown keyword `{head}:`")).help(format!("did you mean `{section}:`?"));
    }
    if is_first {
        return fault(format!("`{section}:` stands before the feature")).expected("`Feature:` at the head of the file");
    }
    let fault = fault(format!("`{section}:` can't stand here"));
    match section {
        "Feature" => fault.expected("one `Feature:` a file, at its head"),
        "Background" => fault.expected("one `Background:`, above the first scenario"),
        "Examples" | "Scenarios" => fault.expected("examples below the steps of a `Scenario Outline:`"),
        _ => fault.expected("a section below `Feature:`"),
    }
}

/// A row that gherkin can't read: its width, its end or an escape in it is wrong, or nothing above it takes a table.
fn on_row(page: &Page<'_>, index: usize) -> Fault {
    let line = page.line_text(index);
    let fault = |message: String| page.fault(&page.trimmed(index), message);
    if let Some(at) = bad_escape(line) {
        let from = page.trimmed(index).start + at;
        let escape = line[at..].chars().take(2).collect::<String>();
        let fault = page.fault(&(from..from + escape.len()), format!("`{escape}` means nothing in a table"));
        return fault.expected(r"`\|`, `\\` or `\n`").help(r"write `\\` for a backslash");
    }
    if !line.ends_with('|') || line.len() < 2 {
        return fault("a row of a table that does not end".to_owned()).expected("`|` at both ends of a row");
    }
    let above = page.content_lines(0, index).last().filter(|above| page.line_text(*above).starts_with('|'));
    let header = above.map(|above| page.cells(above).len());
    match (page.cells(index).len(), header) {
        (row, Some(header)) if row != header => fault(width(row, header)).expected("a cell for each column"),
        (_, _) => fault("a table can't stand here".to_owned()).expected("a table below a `Given` or below `Examples:`"),
    }
}

/// The first backslash of a row that escapes nothing.
fn bad_escape(line: &str) -> Option<usize> {
    let mut bytes = line.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'\\' && !matches!(bytes.next(), Some((_, b'n' | b'|' | b'\\'))) {
            return Some(at);
        }
    }
    None
}
