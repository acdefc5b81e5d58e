//! Faults drawn as the Rust compiler draws them: message, place, the line with a caret, expected, help.
//!
//! Owns the drawing and the escaping of what a terminal would obey. Knows neither the terminal nor whether it has
//! colours: the caller says so.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Fault, Place};

/// Columns of a drawing. Fixed, so that a drawing is the same on every machine.
const WIDTH: usize = 120;

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
    let mut group = Group::with_title(Level::ERROR.primary_title(escape(&fault.message)));
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
        group = group.element(Level::HELP.message(escape(help)));
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

/// Zero-width and direction-changing characters, line and paragraph separators, the byte-order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
