//! What is wrong with templates before anybody gets a mail of them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::source::{Fault, Place, Source};

use super::field::Field;
use super::page::{PAGE as PAGE_FILE, PLAIN as PLAIN_FILE};
use super::template::{Template, Unknown};
use super::wording::TemplateKind;

/// The most bytes that a line of a mail may have.
///
/// Source: RFC 5322 section 2.1.1.
const LONGEST_LINE: usize = 998;

/// The most characters that a line of a header should have.
///
/// Source: RFC 5322 section 2.1.1.
const LONGEST_SUBJECT: usize = 78;

/// The endings of templates.
const SUBJECT: &str = ".subject.txt";
const TEXT: &str = ".txt";
const PAGE: &str = ".html";

/// What the layout of a page names besides: it is filled with what a mail says.
const LAYOUT: [&str; 5] = ["language", "direction", "subject", "content", "text"];

/// What a notification must say: the field that says it, and what that is.
///
/// Source: 47 CFR 9.3, "MLTS notification".
const MUST_SAY: [(Field, &str); 3] = [
    (Field::Dialled, "that an emergency number was dialled"),
    (Field::CallbackNumber, "a valid callback number"),
    (Field::Location, "the location of the caller"),
];

/// What makes a reader's program fetch or run something.
const REMOTE: &str = concat!(
    r#"(?i)<\s*(?:script|link|iframe|frame|object|embed|img|image|video|audio|source|form|base|input)\b"#,
    r#"|\b(?:src|srcset|background|poster|action|formaction|data|xlink:href)\s*="#,
    r#"|\bhref\s*=\s*["']?\s*(?:[a-z][a-z0-9+.-]*:)?//"#,
    r#"|url\s*\(|@import|http-equiv\s*=\s*["']?refresh|\bon[a-z]+\s*="#,
);

static REMOTE_CONTENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(REMOTE).ok());

/// Whether a file of that name is a template.
pub fn is_template(name: &str) -> bool {
    name.ends_with(TEXT) || name.ends_with(PAGE)
}

/// Everything that is wrong with templates, by their names.
pub fn lint(files: &BTreeMap<String, String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| is_template(name)) {
        let source = Source::new(name, text);
        fields(source, &mut faults);
        lines(source, &mut faults);
        if name.ends_with(PAGE) {
            page(source, files, &mut faults);
        }
        if is_notification(name) {
            contents(source, &mut faults);
        }
    }
    faults.sort();
    faults
}

fn form<'t>(source: &Source<'t>) -> Template<'t> {
    if source.file.ends_with(PAGE) { Template::page(source.text) } else { Template::new(source.text) }
}

/// Fields that nobody knows, and a template that can't be rendered.
fn fields(source: Source<'_>, faults: &mut Vec<Fault>) {
    if let Err(broken) = form(&source).check() {
        faults.push(Fault::new(source.file, broken.to_string()).help("close each brace, and use merge fields alone"));
    }
    let layout = if is_layout(source.file) { &LAYOUT[..] } else { &[] };
    let unknown = form(&source).unknown_fields().into_iter();
    for unknown in unknown.filter(|unknown| !layout.contains(&unknown.field.as_str())) {
        let Unknown { field, meant } = &unknown;
        let fault = match place(source, field) {
            Some(place) => source.fault(place, format!("`{field}` is no merge field and renders blank")),
            None => Fault::new(source.file, format!("`{field}` is no merge field and renders blank")),
        };
        let fault = fault.expected(format!("one of {}", Field::WORDS.join(", ")));
        faults.push(fault.did_you_mean(*meant));
    }
}

/// Where a field stands first, in its braces.
fn place(source: Source<'_>, word: &str) -> Option<Place> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    source.lines().into_iter().zip(1_u32..).find_map(|(line, number)| {
        let (at, _) = line.match_indices(word).find(|(at, _)| {
            let (before, after) = (&line[..*at], &line[at + word.len()..]);
            is_inside(before) && !before.ends_with(is_part) && !after.starts_with(is_part)
        })?;
        Some(spot(number, &line[..at], word))
    })
}

/// Whether what follows the beginning of a line stands inside of braces.
fn is_inside(before: &str) -> bool {
    let last = |one: &str, other: &str| before.rfind(one).max(before.rfind(other));
    last("{{", "{%") > last("}}", "%}")
}

fn spot(line: u32, before: &str, word: &str) -> Place {
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    Place { line, column: count(before).saturating_add(1), length: count(word) }
}

fn lines(source: Source<'_>, faults: &mut Vec<Fault>) {
    let is_subject = source.file.ends_with(SUBJECT);
    for (line, number) in source.lines().into_iter().zip(1_u32..) {
        let start = Place { line: number, column: 1, length: 1 };
        if line.len() > LONGEST_LINE {
            let fault = source.fault(start, format!("a line of {} bytes", line.len()));
            faults.push(fault.expected(format!("at most {LONGEST_LINE}")).help("break it into several lines"));
        }
        // What is conditional or a field says something else in the mail.
        let said = said(line);
        if is_subject && said > LONGEST_SUBJECT {
            let fault = source.fault(start, format!("a subject of {said} characters before its fields are filled"));
            faults.push(fault.expected(format!("at most {LONGEST_SUBJECT}")).help("say the rest in the text"));
        }
    }
    if is_subject && source.text.trim_end().contains(['\n', '\r']) {
        let second = Place { line: 2, column: 1, length: 1 };
        faults.push(source.fault(second, "a subject of more than one line").help("write it in one line"));
    }
}

/// How many characters of a line stand outside of braces.
fn said(line: &str) -> usize {
    let (mut count, mut rest) = (0, line);
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        count += rest[..at].chars().count();
        let inner = &rest[at + 2..];
        let end = inner.find("}}").into_iter().chain(inner.find("%}")).min();
        rest = end.map_or("", |end| &inner[end + 2..]);
    }
    count + rest.chars().count()
}

/// What a page loads or runs, and the text that must stand beside it.
fn page(source: Source<'_>, files: &BTreeMap<String, String>, faults: &mut Vec<Fault>) {
    for (line, number) in source.lines().into_iter().zip(1_u32..) {
        let found = REMOTE_CONTENT.iter().flat_map(|remote| remote.find_iter(line));
        for found in found {
            let place = spot(number, &line[..found.start()], found.as_str());
            let fault = source.fault(place, format!("`{}` loads or runs something", found.as_str().trim()));
            faults.push(fault.expected("text, and styles of its own").help("leave it out: many readers' programs do"));
        }
    }
    let text = format!("{}{TEXT}", source.file.trim_end_matches(PAGE));
    let is_alone = !is_layout(source.file) && !files.contains_key(&text);
    if is_alone {
        let fault = Fault::new(source.file, "the page has no text part beside it");
        faults.push(fault.help(format!("write what it says into `{text}`, for readers without HTML")));
    }
}

/// The name of a template without its folder and its ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    [SUBJECT, TEXT, PAGE].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// Whether a template is what a notification says: that of a kind that is none, a subject and a layout are not.
fn is_notification(name: &str) -> bool {
    let others = [TemplateKind::FollowUp, TemplateKind::Refusal, TemplateKind::Unreachable].map(TemplateKind::word);
    !name.ends_with(SUBJECT) && !others.contains(&stem(name)) && !is_layout(name)
}

/// Whether a file is the page around what a mail says, or the content of one that has none of its own.
fn is_layout(name: &str) -> bool {
    [PAGE_FILE, PLAIN_FILE].contains(&name.rsplit('/').next().unwrap_or(name))
}

/// What a notification must say and does not.
fn contents(source: Source<'_>, faults: &mut Vec<Fault>) {
    let named = form(&source).named_fields();
    for (field, what) in MUST_SAY.iter().filter(|(field, _)| !named.contains(field.word())) {
        let fault = Fault::new(source.file, format!("the notification does not say {what}"));
        faults.push(fault.help(format!("name `{{{{ {field} }}}}`; 47 CFR 9.3 asks for it where it is known")));
    }
}
