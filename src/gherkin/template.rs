//! Texts with places to fill in: `<name>` from a row of examples, `[name]` from a row of the step's own table.
//!
//! cucumber's own expansion loses the lines and gives up at the first unknown name; this one keeps, for every part of
//! the filled text, where it was written.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::block::Row;

static EXAMPLE: LazyLock<Regex> = LazyLock::new(|| holes("<", ">"));
static OWN: LazyLock<Regex> = LazyLock::new(|| holes(r"\[", r"\]"));

/// A name in brackets: no blanks at its ends, no brackets inside.
fn holes(open: &str, close: &str) -> Regex {
    let name = format!(r"[^{open}{close}\s](?:[^{open}{close}]*[^{open}{close}\s])?");
    Regex::new(&format!("{open}({name}){close}")).expect("the pattern is right")
}

/// A text of the file with its places to fill in.
pub(super) struct Template {
    /// The text as written.
    pub(super) text: String,
    /// Where it begins in the file.
    pub(super) start: usize,
    /// The places to fill in, in order.
    pub(super) holes: Vec<Hole>,
}

/// A place to fill in.
pub(super) struct Hole {
    /// The bytes of the text that are replaced.
    pub(super) at: Range<usize>,
    /// The name of the column.
    pub(super) name: String,
    /// Whether it is filled from the step's own table.
    pub(super) own: bool,
    /// Whether it stands inside quotation marks.
    pub(super) quoted: bool,
}

/// The rows that a template is filled from.
#[derive(Clone, Copy, Default)]
pub(super) struct Rows<'a> {
    /// The row of examples.
    pub(super) example: Option<&'a Row>,
    /// The row of the step's own table.
    pub(super) own: Option<&'a Row>,
}

/// A filled template.
pub(super) struct Filled {
    /// The text.
    pub(super) text: String,
    /// Each stretch of it, with where it was written and whether that is a cell.
    parts: Vec<(Range<usize>, Range<usize>, bool)>,
}

impl Template {
    /// The template that a text is; only a step `with_table` has holes of its own.
    pub(super) fn new(text: &str, start: usize, with_table: bool) -> Self {
        let all = |regex: &Regex, own: bool| -> Vec<Hole> {
            let hole = |found: regex::Captures<'_>| {
                let (whole, name) = (found.get(0)?, found.get(1)?);
                let quoted = is_quoted(text, whole.start());
                Some(Hole { at: whole.range(), name: name.as_str().to_owned(), own, quoted })
            };
            regex.captures_iter(text).filter_map(hole).collect()
        };
        let mut holes = all(&EXAMPLE, false);
        if with_table {
            let mut own = all(&OWN, true);
            own.retain(|own| holes.iter().all(|hole| own.at.end <= hole.at.start || hole.at.end <= own.at.start));
            holes.extend(own);
            holes.sort_by_key(|hole| hole.at.start);
        }
        Template { text: text.to_owned(), start, holes }
    }

    /// Whether the text is written for a table below it: names in brackets, and a colon at the end.
    pub(super) fn wants_table(&self) -> bool {
        self.text.ends_with(':') && OWN.is_match(&self.text)
    }

    /// The bytes of the file that the text is.
    pub(super) fn at(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The bytes of the file that a hole is.
    pub(super) fn hole_at(&self, hole: &Hole) -> Range<usize> {
        self.start + hole.at.start..self.start + hole.at.end
    }

    /// The text with the cells of the rows in its holes; a hole without a cell stays as it is.
    pub(super) fn fill(&self, rows: Rows<'_>) -> Filled {
        let mut filled = Filled { text: String::new(), parts: Vec::new() };
        let mut from = 0;
        for hole in &self.holes {
            let row = if hole.own { rows.own } else { rows.example };
            let Some(cell) = row.and_then(|row| row.get(&hole.name)) else { continue };
            filled.push(&self.text[from..hole.at.start], self.start + from..self.start + hole.at.start, false);
            let nested = Rows { own: None, ..rows };
            let text = if hole.own { fill_text(&cell.text, nested) } else { cell.text.clone() };
            filled.push(&text, cell.at.clone(), true);
            from = hole.at.end;
        }
        filled.push(&self.text[from..], self.start + from..self.start + self.text.len(), false);
        filled
    }
}

/// A text that stands nowhere in the file as it is, filled.
pub(super) fn fill_text(text: &str, rows: Rows<'_>) -> String {
    Template::new(text, 0, false).fill(rows).text
}

/// Whether an offset of a text lies inside quotation marks.
fn is_quoted(text: &str, offset: usize) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    for byte in text[..offset].bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            _ => {}
        }
    }
    quoted
}

impl Filled {
    fn push(&mut self, text: &str, at: Range<usize>, is_cell: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push((start..self.text.len(), at, is_cell));
    }

    /// Where a stretch of the text was written: the cell, where any of it comes from one.
    pub(super) fn written(&self, part: &Range<usize>) -> Range<usize> {
        let touched = |(out, _, _): &&(Range<usize>, Range<usize>, bool)| {
            (out.start < part.end && part.start < out.end) || (out.start == part.start && out.is_empty())
        };
        let mut parts = self.parts.iter().filter(touched);
        if let Some((_, cell, _)) = parts.clone().find(|(_, _, is_cell)| *is_cell) {
            return cell.clone();
        }
        let Some((out, at, _)) = parts.next().or(self.parts.last()) else { return 0..0 };
        let shift = |offset: usize| at.start + offset.saturating_sub(out.start);
        shift(part.start)..shift(part.end)
    }

    /// The cell because of which the text is probably no phrase: the first that is no single word, else the first.
    pub(super) fn odd_cell(&self) -> Option<Range<usize>> {
        let mut cells = self.parts.iter().filter(|(_, _, is_cell)| *is_cell);
        let is_odd = |out: &Range<usize>| {
            let text = &self.text[out.clone()];
            !text.starts_with('"') && text.split_whitespace().count() != 1
        };
        let odd = cells.clone().find(|(out, _, _)| is_odd(out)).or_else(|| cells.next());
        odd.map(|(_, at, _)| at.clone())
    }
}
