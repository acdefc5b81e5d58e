//! A table of a feature, be it examples or the facts below a `Given`: named columns, rows, and where each cell stands.

use std::ops::Range;

use cucumber::gherkin;

use crate::source::Fault;

use super::page::Page;

/// A table with a header.
pub(super) struct Block {
    /// The names of the columns, with their places.
    pub(super) columns: Vec<(String, Range<usize>)>,
    /// The rows below the header.
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
pub(super) struct Row {
    /// Where it begins.
    pub(super) at: usize,
    cells: Vec<Cell>,
}

/// The text of one column in one row.
pub(super) struct Cell {
    name: String,
    /// The text, its escapes resolved.
    pub(super) text: String,
    /// Where it stands.
    pub(super) at: Range<usize>,
}

impl Row {
    /// The cell of a column.
    pub(super) fn get(&self, name: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.name == name)
    }

    /// The texts of all cells.
    pub(super) fn texts(&self) -> Vec<&str> {
        self.cells.iter().map(|cell| cell.text.as_str()).collect()
    }
}

impl Block {
    /// The table that gherkin read, with its places, and the faults of its header and rows.
    pub(super) fn new(page: &Page<'_>, table: &gherkin::Table, faults: &mut Vec<Fault>) -> Block {
        let places = page.rows(table.span.start, table.rows.len());
        let mut rows = table.rows.iter().zip(places);
        let columns: Vec<_> =
            rows.next().map(|(names, at)| names.iter().cloned().zip(at).collect()).unwrap_or_default();
        check_header(page, &columns, faults);
        let mut block = Block { columns, rows: Vec::new() };
        for (texts, at) in rows {
            // gherkin cuts a row that is too long without a word.
            if at.len() != block.columns.len() {
                let line = at.first().map_or(0..0, |first| first.start..at.last().map_or(first.end, |last| last.end));
                faults.push(page.fault(&line, width(at.len(), block.columns.len())).expected("a cell for each column"));
            }
            block.rows.push(block.row(texts, at));
        }
        block
    }

    fn row(&self, texts: &[String], at: Vec<Range<usize>>) -> Row {
        let begin = at.first().map_or(0, |first| first.start);
        let cells = self.columns.iter().zip(texts).zip(at);
        let cell =
            |(((name, _), text), at): ((&(String, _), &String), _)| Cell { name: name.clone(), text: text.clone(), at };
        Row { at: begin, cells: cells.map(cell).collect() }
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|(name, _)| name.as_str()).collect()
    }
}

/// What is wrong with a row of another width than its header.
pub(super) fn width(row: usize, header: usize) -> String {
    format!("a row of {row} {} below a header of {header}", if row == 1 { "cell" } else { "cells" })
}

fn check_header(page: &Page<'_>, columns: &[(String, Range<usize>)], faults: &mut Vec<Fault>) {
    for (index, (name, at)) in columns.iter().enumerate() {
        if name.is_empty() {
            faults.push(page.fault(at, "a column without a name").expected("a name in each cell of the header"));
        } else if columns[..index].iter().any(|(other, _)| other == name) {
            faults.push(
                page.fault(at, format!("the column `{name}` stands twice")).help("give one of them another name"),
            );
        }
    }
}
