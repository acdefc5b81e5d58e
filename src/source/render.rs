//! Faults drawn as the Rust compiler draws them: message, place, the line with a caret, expected, help.
//!
//! Owns the drawing and the escaping of what a terminal would obey. Knows neither the terminal nor whether it has
//! colours: the caller says so.

use std::borrow::Cow;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Fault, Place};

/// Columns of a drawing. Fixed, so that a drawing is the same on every machine.
const WIDTH: usize = 120;

/// Messages are cut to this many characters: what was written is shown in its line, or is too long to be read at all.
const LONGEST: usize = 300;

/// Draws faults one after the other, each ending in a newline, with an empty line between two.
///
/// `styled` adds ANSI colours; without it no escape byte is written, whatever the faults hold.
pub fn render(faults: &[Fault], styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut out = String::new();
    for fault in faults {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&draw(fault, &renderer));
        out.push('\n');
    }
    out
}

fn draw(fault: &Fault, renderer: &Renderer) -> String {
    let file = escape(&fault.file);
    let mut group = Group::with_title(Level::ERROR.primary_title(escape(&shortened(&fault.message))));
    group = match (fault.place, &fault.line_text) {
        (Some(place), Some(line)) => {
            let (source, start, end) = underlined(line, place);
            let snippet = Snippet::source(source).line_start(place.line as usize).path(file);
            group.element(snippet.annotation(AnnotationKind::Primary.span(start..end)))
        }
        (Some(place), None) => {
            group.element(Origin::path(file).line(place.line as usize).char_column(place.column as usize))
        }
        (None, _) => group.element(Origin::path(file)),
    };
    if let Some(expected) = &fault.expected {
        group = group.element(Level::NOTE.with_name("expected").message(escape(expected)));
    }
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(escape(&shortened(help))));
    }
    renderer.render(&[group])
}

/// The escaped line, and the byte range in it that a place means: at least one character where there is one.
fn underlined(line: &str, place: Place) -> (String, usize, usize) {
    let from = (place.column as usize).saturating_sub(1);
    let to = from + (place.length as usize).max(1);
    let part = |skip: usize, take: usize| escape(&line.chars().skip(skip).take(take).collect::<String>());
    let (before, meant, after) = (part(0, from), part(from, to - from), part(to, usize::MAX));
    let (start, end) = (before.len(), before.len() + meant.len());
    (before + &meant + &after, start, end)
}

/// The text without its middle, where it is too long to be read.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    let count = text.chars().count();
    if count <= LONGEST {
        return Cow::Borrowed(text);
    }
    let part = |skip: usize, take: usize| text.chars().skip(skip).take(take);
    Cow::Owned(part(0, LONGEST / 2).chain(['…']).chain(part(count - LONGEST / 2, LONGEST / 2)).collect())
}

/// The text with everything that a terminal would obey rather than show written as an escape.
///
/// Control characters become `\n`, `\u{1b}` and so on; so do the marks that change the direction of writing or take no
/// room, since they make a line look like another one. A tab stays.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(c),
            '\n' | '\r' => out.extend(c.escape_default()),
            _ if c.is_control() || is_invisible(c) => {
                // Writing to a String can't fail.
                let _ = write!(out, "{}", c.escape_unicode());
            }
            _ => out.push(c),
        }
    }
    out
}

/// Zero-width and direction-changing characters, blanks that look like the plain one, line and paragraph separators, the
/// byte-order mark.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}'
        | '\u{3000}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
