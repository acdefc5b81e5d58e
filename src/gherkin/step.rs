//! Reads one step, once for each row it is filled from, into values.

use std::sync::Arc;

use crate::scenario::{Advice, Value, advise, advise_quotes};
use crate::source::{Fault, MAX_FAULTS, nearest};
use crate::stimulus::{Origin, Placed, unquoted};

use super::block::{Block, Row};
use super::finder::{Finder, Found, Match};
use super::order::Plan;
use super::page::Page;
use super::template::{Filled, Hole, Rows};
use super::undefined;

/// What reading a step needs.
pub(super) struct Reading<'a> {
    /// The file.
    pub(super) page: &'a Page<'a>,
    /// The file's name, as origins share it.
    pub(super) file: &'a Arc<str>,
    /// The steps.
    pub(super) finder: &'a Finder,
}

impl Reading<'_> {
    /// The values of a step for each row of examples, or once without any; faults are added to the list.
    pub(super) fn step(
        &self,
        plan: &Plan,
        examples: Option<&Block>,
        faults: &mut Vec<Fault>,
    ) -> Vec<Vec<Placed<Value>>> {
        let runs = examples.map_or(1, |block| block.rows.len());
        if faults.len() > MAX_FAULTS {
            // What is said of a file is cut there, and looking for what was meant takes its time.
            return vec![Vec::new(); runs];
        }
        let unknown = self.unknown_names(plan, examples);
        if !unknown.is_empty() {
            faults.extend(unknown);
            return vec![Vec::new(); runs];
        }
        let own: Vec<Option<&Row>> = match &plan.table {
            Some(table) => table.rows.iter().map(Some).collect(),
            None => vec![None],
        };
        let mut lost = Vec::new();
        let mut values = Vec::new();
        for run in 0..runs {
            let example = examples.and_then(|block| block.rows.get(run));
            let mut of_run = Vec::new();
            for own in &own {
                let rows = Rows { example, own: *own };
                let filled = plan.template.fill(rows);
                match self.filled(plan, &filled, faults) {
                    Some(value) => of_run.extend(value.map(|value| Placed { value, origin: self.origin(plan, rows) })),
                    None => lost.push(filled),
                }
            }
            values.push(of_run);
        }
        faults.extend(self.undefined(plan, &lost, runs * own.len()));
        values
    }

    /// The value of a filled step, nothing where it has a fault, or `None` where it is the phrase of no row.
    fn filled(&self, plan: &Plan, filled: &Filled, faults: &mut Vec<Fault>) -> Option<Option<Value>> {
        let found = match self.finder.find(plan.kind, &filled.text) {
            Found::Undefined => return None,
            Found::Ambiguous(rows) => {
                let phrases: Vec<String> = rows.iter().map(|row| format!("`{}`", row.phrase)).collect();
                let fault = self.page.fault(&plan.template.at(), "the step can be read in more than one way");
                faults.push(fault.expected(format!("one of the phrases {}", phrases.join(" and "))));
                return Some(None);
            }
            Found::One(found) => found,
        };
        let read = unquoted(found.row, &found.texts);
        let advice = match read.map(|texts| (plan.kind.value(found.row, &texts), texts)) {
            Ok((Ok(value), _)) => return Some(Some(value)),
            Ok((Err(bad), texts)) => advise(plan.kind, found.row, &texts, bad),
            Err(bad) => advise_quotes(found.row, &found.texts, &bad),
        };
        match undefined::comment(self.page, self.finder, plan.kind, &filled.text, &plan.template.at()) {
            Some(fault) => faults.push(fault),
            None if plan.table.is_none() && plan.template.wants_table() => {
                let fault = self.page.fault(&plan.template.at(), "no table stands below the step");
                faults.push(fault.expected("a table whose columns are the names in brackets"));
            }
            None => faults.extend(advice.into_iter().map(|advice| self.bad_value(&found, filled, advice))),
        }
        Some(None)
    }

    fn bad_value(&self, found: &Match, filled: &Filled, advice: Advice) -> Fault {
        let field = found.at.get(advice.index).cloned().unwrap_or(0..filled.text.len());
        let raw = filled.text.get(field.clone()).unwrap_or_default();
        // Escapes shift what stands in quotation marks.
        let part = if raw.starts_with('"') {
            field.clone()
        } else {
            field.start + advice.part.start..(field.start + advice.part.end).min(field.end)
        };
        let fault = self.page.fault(&filled.written(&part), advice.message.clone());
        advice.finish(fault)
    }

    /// Faults of names in brackets that no column has, and of columns that no name uses.
    fn unknown_names(&self, plan: &Plan, examples: Option<&Block>) -> Vec<Fault> {
        let mut faults = Vec::new();
        let no_names: Vec<&str> = Vec::new();
        let own = plan.table.as_ref().map_or(no_names, Block::names);
        for hole in &plan.template.holes {
            let at = plan.template.hole_at(hole);
            faults.extend(
                match (hole.own, examples) {
                    (true, _) => unknown(hole, &own, "[", "]").filter(|_| !hole.quoted),
                    (false, Some(block)) => unknown(hole, &block.names(), "<", ">"),
                    (false, None) if hole.quoted => None,
                    (false, None) => Some((
                        format!("`<{}>` stands in a scenario without examples", hole.name),
                        "a `Scenario Outline:` with `Examples:` below it, or quotation marks around the text"
                            .to_owned(),
                        None,
                    )),
                }
                .map(|(message, expected, help)| {
                    let fault = Fault { help, ..self.page.fault(&at, message) };
                    fault.expected(expected)
                }),
            );
        }
        if let Some(table) = &plan.table {
            faults.extend(self.unused_columns(plan, table));
        }
        faults
    }

    fn unused_columns(&self, plan: &Plan, table: &Block) -> Vec<Fault> {
        let used = |name: &str| plan.template.holes.iter().any(|hole| hole.own && hole.name == name);
        let mut faults: Vec<Fault> = Vec::new();
        for (name, at) in table.columns.iter().filter(|(name, _)| !name.is_empty() && !used(name)) {
            let fault = self.page.fault(at, format!("the step does not use the column `{name}`"));
            faults.push(fault.help(format!("write `[{name}]` into the step, or leave the column out")));
        }
        if table.rows.is_empty() {
            let at = plan.template.at();
            faults.push(self.page.fault(&at, "a table without rows").expected("a header and at least one row"));
        }
        faults
    }

    /// The fault of a step that is no phrase, or, where only some rows make it so, of these rows.
    fn undefined(&self, plan: &Plan, lost: &[Filled], all: usize) -> Vec<Fault> {
        let explain = |text: &str, at| undefined::explain(self.page, self.finder, plan.kind, text, at);
        match lost {
            [] => Vec::new(),
            [first, ..] if lost.len() == all => {
                let text = if all == 1 { first.text.as_str() } else { plan.template.text.as_str() };
                let fault = explain(text, plan.template.at());
                let fault =
                    if all > 1 && fault.help.is_none() { explain(&first.text, plan.template.at()) } else { fault };
                vec![fault]
            }
            some => {
                let at = |filled: &Filled| filled.odd_cell().unwrap_or(plan.template.at());
                some.iter().map(|filled| explain(&filled.text, at(filled))).collect()
            }
        }
    }

    fn origin(&self, plan: &Plan, rows: Rows<'_>) -> Origin {
        let row = rows.own.or(rows.example).map(|row| self.page.line(row.at));
        Origin { file: self.file.clone(), line: self.page.line(plan.template.start), row }
    }
}

/// Message, expectation and help for a name in brackets that is no column.
pub(super) fn unknown(
    hole: &Hole,
    names: &[&str],
    open: &str,
    close: &str,
) -> Option<(String, String, Option<String>)> {
    if names.contains(&hole.name.as_str()) {
        return None;
    }
    let columns: Vec<String> = names.iter().map(|name| format!("`{open}{name}{close}`")).collect();
    let help = nearest(&hole.name, names.iter().copied());
    Some((
        format!("no column is called `{}`", hole.name),
        format!("one of {}", columns.join(", ")),
        help.map(|name| format!("did you mean `{open}{name}{close}`?")),
    ))
}
