//! The text of one file: offsets to places, lines, the cells of table rows.
//!
//! gherkin's lines are wrong in outlines, absent in tables and early before comments, but its offsets are right: all
//! places come from these.

use std::ops::Range;

use crate::source::{Fault, Place, Source};

/// A feature file.
pub(super) struct Page<'a> {
    source: Source<'a>,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'a> Page<'a> {
    /// A page; a byte-order mark at its head is no part of it.
    pub(super) fn new(source: Source<'a>) -> Self {
        let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
        let bytes = text.as_bytes();
        let breaks = |at: &usize| bytes[*at] == b'\n' || (bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain((0..bytes.len()).filter(breaks).map(|at| at + 1)).collect();
        Page { source: Source::new(source.file, text), starts }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'a str {
        self.source.text
    }

    /// The file's name.
    pub(super) fn file(&self) -> &'a str {
        self.source.file
    }

    /// The number of lines.
    pub(super) fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The index of the line that an offset lies on, from 0.
    pub(super) fn index(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The number of the line that an offset lies on, from 1.
    pub(super) fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.index(offset) + 1).unwrap_or(u32::MAX)
    }

    /// Where a line begins; the end of the text after the last.
    pub(super) fn start(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(self.text().len())
    }

    /// The bytes of a line without blanks at its ends.
    pub(super) fn trimmed(&self, index: usize) -> Range<usize> {
        let (from, to) = (self.start(index), self.start(index + 1));
        let line = &self.text()[from..to];
        let from = from + line.len() - line.trim_start().len();
        from..(from + line.trim().len())
    }

    /// The text of a line without blanks at its ends.
    pub(super) fn line_text(&self, index: usize) -> &'a str {
        &self.text()[self.trimmed(index)]
    }

    /// The offset of the first thing from an offset on that is neither blank nor comment.
    pub(super) fn content(&self, offset: usize) -> usize {
        // gherkin adds a line break to a text that lacks one, so its last offsets may lie behind the end.
        let mut at = offset.min(self.text().len());
        loop {
            let rest = &self.text()[at..];
            at += rest.len() - rest.trim_start().len();
            if !self.text()[at..].starts_with('#') {
                return at;
            }
            at = self.start(self.index(at) + 1);
        }
    }

    /// The lines from one index up to another that are neither blank nor comment.
    pub(super) fn content_lines(&self, from: usize, to: usize) -> impl Iterator<Item = usize> {
        (from..to.min(self.lines())).filter(|index| {
            let line = self.line_text(*index);
            !line.is_empty() && !line.starts_with('#')
        })
    }

    /// The place of a stretch of bytes, at most to the end of its line.
    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        let index = self.index(range.start);
        let count = |range: Range<usize>| {
            let chars = self.text().get(range).map_or(0, |text| text.trim_end_matches(['\r', '\n']).chars().count());
            u32::try_from(chars).unwrap_or(u32::MAX)
        };
        Place {
            line: self.line(range.start),
            column: count(self.start(index)..range.start).saturating_add(1),
            length: count(range.start..range.end.min(self.start(index + 1)).max(range.start)),
        }
    }

    /// A fault at a stretch of bytes.
    pub(super) fn fault(&self, range: &Range<usize>, message: impl Into<String>) -> Fault {
        self.source.fault(self.place(range), message)
    }

    /// The next lines from an offset on that are rows of a table, each with the bytes of its cells.
    pub(super) fn rows(&self, offset: usize, count: usize) -> Vec<Vec<Range<usize>>> {
        let from = self.index(self.content(offset));
        let is_row = |index: &usize| self.line_text(*index).starts_with('|');
        self.content_lines(from, self.lines()).take_while(is_row).take(count).map(|index| self.cells(index)).collect()
    }

    /// The cells of a line, without the blanks around them.
    pub(super) fn cells(&self, index: usize) -> Vec<Range<usize>> {
        let line = self.trimmed(index);
        let mut bars = Vec::new();
        let mut escaped = false;
        for (at, byte) in self.text()[line.clone()].bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'|' => bars.push(line.start + at),
                _ => {}
            }
        }
        let cell = |bars: &[usize]| {
            let text = &self.text()[bars[0] + 1..bars[1]];
            let from = bars[0] + 1 + text.len() - text.trim_start().len();
            if text.trim().is_empty() { bars[0] + 1..bars[1] } else { from..from + text.trim().len() }
        };
        bars.windows(2).map(cell).collect()
    }
}
