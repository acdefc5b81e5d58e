//! The steps of a scenario or a background as plans: which kind each is, and whether it may stand where it stands.

use std::ops::Range;

use cucumber::gherkin::{self, StepType};

use crate::scenario::Kind;
use crate::source::Fault;

use super::block::Block;
use super::finder::Finder;
use super::page::Page;
use super::template::Template;

/// A step that is to be read.
pub(super) struct Plan {
    /// What it is, by its keyword.
    pub(super) kind: Kind,
    /// Its text.
    pub(super) template: Template,
    /// The table below it, for a fact.
    pub(super) table: Option<Block>,
}

/// Where the steps of a plan stand.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// Whether it is a background.
    pub(super) in_background: bool,
    /// Whether the keywords are English.
    pub(super) english: bool,
    /// The lines, from 0, that were taken out of the file.
    pub(super) without: &'a [usize],
}

/// Plans steps, with the faults of their order, keywords and attachments.
pub(super) fn plan(
    page: &Page<'_>,
    finder: &Finder,
    steps: &[gherkin::Step],
    surroundings: Surroundings<'_>,
    faults: &mut Vec<Fault>,
) -> Vec<Plan> {
    let mut plans = Vec::new();
    let mut last = Kind::Fact;
    let mut is_unsure = false;
    let mut above = steps.first().map_or(0, |step| step.span.start);
    for step in steps {
        let whole = page.content(step.span.start)..step.span.end;
        let text_at = text_at(page, step);
        if step.keyword.trim() == "*" {
            is_unsure = true;
            faults.push(on_star(page, finder, &step.value, &whole));
            continue;
        }
        let lines = page.index(above)..page.index(whole.start);
        is_unsure |= surroundings.without.iter().any(|line| lines.contains(line));
        above = whole.start;
        let by_type = match step.ty {
            StepType::Given => Kind::Fact,
            StepType::When => Kind::Stimulus,
            StepType::Then => Kind::Expectation,
        };
        // What `And` and `But` continue is not known below a `*` (gherkin takes it for `Given`) or a line taken out.
        is_unsure &= matches!(step.keyword.trim(), "And" | "But") || (!surroundings.english && by_type <= last);
        let kind = if is_unsure { finder.kind_of(&step.value).unwrap_or(last) } else { by_type };
        faults.extend(misplaced(page, &whole, kind, last, surroundings.in_background));
        if kind != Kind::Fact {
            last = kind;
        }
        faults.extend(attached(page, step, kind));
        let table = step.table.as_ref().filter(|_| kind == Kind::Fact).map(|table| Block::new(page, table, faults));
        let text = step.value.as_str();
        let text = if step.table.is_some() { text.strip_suffix(':').unwrap_or(text).trim_end() } else { text };
        plans.push(Plan { kind, template: Template::new(text, text_at, table.is_some()), table });
    }
    plans
}

/// Where the text of a step begins: gherkin's span ends with it.
fn text_at(page: &Page<'_>, step: &gherkin::Step) -> usize {
    let written = page.text().get(step.span.start..step.span.end).unwrap_or_default().trim_end();
    step.span.start + written.len().saturating_sub(step.value.len())
}

fn on_star(page: &Page<'_>, finder: &Finder, text: &str, whole: &Range<usize>) -> Fault {
    let fault = page.fault(&(whole.start..whole.start + 1), "`*` does not say what the step is");
    let fault = fault.expected("`Given`, `When`, `Then`, `And` or `But`");
    match finder.kind_of(text) {
        Some(kind) => fault.help(format!("write `{}`: it is {}", kind.keyword(), kind.noun())),
        None => fault,
    }
}

/// The fault of a step that stands where its kind can't.
fn misplaced(page: &Page<'_>, at: &Range<usize>, kind: Kind, last: Kind, in_background: bool) -> Option<Fault> {
    match kind {
        Kind::Fact if last != Kind::Fact => {
            let fault = page.fault(at, format!("a fact stands below a `{}`", last.keyword()));
            let fault = fault.expected("all facts before the first `When`");
            Some(fault.help("move it up, or write `When` or `Then` if it is no fact"))
        }
        Kind::Stimulus | Kind::Expectation if in_background => {
            let fault = page.fault(at, format!("{} stands in a background", kind.noun()));
            Some(fault.expected("facts only (`Given`)").help("move it into each scenario"))
        }
        Kind::Fact | Kind::Stimulus | Kind::Expectation => None,
    }
}

/// The faults of what hangs on a step that takes no such thing.
fn attached(page: &Page<'_>, step: &gherkin::Step, kind: Kind) -> Vec<Fault> {
    let mut faults = Vec::new();
    if step.docstring.is_some() {
        let below = page.content(step.span.end);
        let at = below..page.trimmed(page.index(below)).end;
        let fault = page.fault(&at, "no step takes a doc string").expected("the whole step in one line");
        faults.push(fault.help("write the text into the step, in quotation marks"));
    }
    if let Some(table) = step.table.as_ref().filter(|_| kind != Kind::Fact) {
        let begin = page.content(table.span.start);
        let at = begin..page.trimmed(page.index(begin)).end;
        let fault = page.fault(&at, format!("{} takes no table", kind.noun()));
        faults.push(
            fault.expected("a table below a `Given` only").help("write one step a row, or a `Scenario Outline:`"),
        );
    }
    faults
}
