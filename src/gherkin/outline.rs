//! Outlines: one scenario for each row of examples, with the row's line and values in its name.

use cucumber::gherkin;

use crate::scenario::Value;
use crate::source::Fault;
use crate::stimulus::{Origin, Placed};

use super::block::{Block, Row};
use super::feature::{Above, Walk};
use super::order::Plan;
use super::step::unknown;
use super::stray;
use super::template::{Rows, Template};

impl Walk<'_> {
    /// One scenario for each row of examples.
    pub(super) fn examples(
        &mut self,
        scenario: &gherkin::Scenario,
        examples: &gherkin::Examples,
        plans: &[Plan],
        above: &Above,
        is_whole: bool,
    ) {
        let page = self.reading.page;
        let at = page.content(examples.span.start);
        let line = at..page.trimmed(page.index(at)).end;
        if examples.description.is_some() {
            let until = examples.table.as_ref().map_or(examples.span.end, |table| page.content(table.span.start));
            let finder = self.reading.finder;
            self.faults.extend(stray::unwelcome(page, finder, at..until, &examples.keyword, "a table"));
        }
        let block = examples.table.as_ref().map(|table| Block::new(page, table, &mut self.faults));
        let Some(block) = block.filter(|block| !block.rows.is_empty()) else {
            if is_whole {
                let fault = page.fault(&line, "examples without rows");
                self.faults.push(fault.expected("a table with a header and at least one row"));
            }
            return;
        };
        let title_at = page.content(scenario.span.start);
        self.unused_columns(scenario, plans, &block);
        let mut runs: Vec<Vec<Placed<Value>>> = block.rows.iter().map(|_| Vec::new()).collect();
        for plan in plans {
            let values = self.reading.step(plan, Some(&block), &mut self.faults);
            runs.iter_mut().zip(values).for_each(|(run, values)| run.extend(values));
        }
        let title = self.title_of(scenario, title_at, &block);
        for (row, values) in block.rows.iter().zip(runs) {
            let name = self.name_of(&title, row);
            let origin =
                Origin { file: self.reading.file.clone(), line: page.line(title_at), row: Some(page.line(row.at)) };
            self.once(&name, &page.trimmed(page.index(row.at)), "the name");
            self.finish(name, above.tags.clone(), origin, &above.facts, values);
        }
    }

    /// The title of an outline, with a fault for each name in it that no column has.
    fn title_of(&mut self, scenario: &gherkin::Scenario, at: usize, block: &Block) -> Template {
        let page = self.reading.page;
        let name = scenario.name.trim();
        let line = page.trimmed(page.index(at));
        let title = Template::new(name, line.end.saturating_sub(name.len()), false);
        for hole in &title.holes {
            if let Some((message, expected, help)) = unknown(hole, &block.names(), "<", ">") {
                let fault = page.fault(&title.hole_at(hole), message).expected(expected);
                self.faults.push(Fault { help, ..fault });
            }
        }
        title
    }

    /// The title of an outline with the values of a row.
    fn name_of(&self, title: &Template, row: &Row) -> String {
        let filled = title.fill(Rows { example: Some(row), own: None }).text;
        format!("{filled} [{}]", row.texts().join(", "))
    }

    fn unused_columns(&mut self, scenario: &gherkin::Scenario, plans: &[Plan], block: &Block) {
        let title = Template::new(&scenario.name, 0, false);
        let cells =
            scenario.steps.iter().filter_map(|step| step.table.as_ref()).flat_map(|table| table.rows.iter().flatten());
        let cells: Vec<Template> = cells.map(|cell| Template::new(cell, 0, false)).collect();
        let templates = plans.iter().map(|plan| &plan.template).chain(&cells).chain([&title]);
        let names: Vec<&str> = templates.flat_map(|template| &template.holes).map(|hole| hole.name.as_str()).collect();
        for (name, at) in block.columns.iter().filter(|(name, _)| !name.is_empty() && !names.contains(&name.as_str())) {
            let fault = self.reading.page.fault(at, format!("no step uses the column `{name}`"));
            self.faults.push(fault.help(format!("write `<{name}>` into a step, or leave the column out")));
        }
    }
}
