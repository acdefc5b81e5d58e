//! Walks gherkin's tree: backgrounds, rules and scenarios become values, and what does not belong in them is a fault.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use cucumber::gherkin;

use crate::scenario::Value;
use crate::source::Fault;
use crate::stimulus::{Fact, Origin, Placed, Scenario, Step};

use super::explain::is_english;
use super::finder::Finder;
use super::order::{Plan, Surroundings, plan};
use super::page::Page;
use super::step::Reading;
use super::stray;
use super::syntax::Parsed;

/// The scenarios of a parsed page, and its faults in no order.
pub(super) fn read(page: &Page<'_>, finder: &Finder, parsed: Parsed) -> (Vec<Scenario>, Vec<Fault>) {
    let file: Arc<str> = Arc::from(page.file());
    let reading = Reading { page, file: &file, finder };
    let Parsed { feature, without, is_cut, faults } = parsed;
    let titles = BTreeMap::new();
    let mut walk = Walk { reading, english: is_english(page.text()), without, is_cut, faults, titles, out: Vec::new() };
    if let Some(feature) = &feature {
        walk.feature(feature);
    }
    (walk.out, walk.faults)
}

pub(super) struct Walk<'a> {
    /// What reading a step needs.
    pub(super) reading: Reading<'a>,
    english: bool,
    /// The lines, from 0, that are missing in the tree.
    without: Vec<usize>,
    /// Whether the tree ends before the file does.
    is_cut: bool,
    /// The faults so far.
    pub(super) faults: Vec<Fault>,
    /// The line of each title and name.
    titles: BTreeMap<String, u32>,
    out: Vec<Scenario>,
}

/// What scenarios have from the sections they stand in.
#[derive(Clone, Default)]
pub(super) struct Above {
    /// The tags.
    pub(super) tags: Vec<String>,
    /// The facts of backgrounds.
    pub(super) facts: Vec<Placed<Fact>>,
}

impl Walk<'_> {
    fn feature(&mut self, feature: &gherkin::Feature) {
        let page = self.reading.page;
        let title = page.content(feature.span.start);
        let first = feature.background.as_ref().map(|background| background.span.start);
        let first = first.or(feature.scenarios.first().map(|scenario| scenario.span.start));
        let first = first.or(feature.rules.first().map(|rule| rule.span.start));
        self.described(title..first.unwrap_or(feature.span.end));
        let mut above = Above::default();
        self.above(&mut above, &feature.tags, feature.background.as_ref());
        let last = !feature.rules.is_empty();
        self.scenarios(&feature.scenarios, &above, last);
        for (index, rule) in feature.rules.iter().enumerate() {
            let mut above = above.clone();
            let title = page.content(rule.span.start);
            let first = rule.background.as_ref().map(|background| background.span.start);
            let first = first.or(rule.scenarios.first().map(|scenario| scenario.span.start));
            self.described(title..first.unwrap_or(rule.span.end));
            self.above(&mut above, &rule.tags, rule.background.as_ref());
            self.scenarios(&rule.scenarios, &above, index + 1 < feature.rules.len());
            if rule.scenarios.is_empty() && !self.is_cut {
                let fault = page.fault(&(title..page.trimmed(page.index(title)).end), "a rule without a scenario");
                self.faults.push(fault.expected("at least one `Scenario:` below it"));
            }
        }
        if feature.scenarios.is_empty() && feature.rules.is_empty() && !self.is_cut {
            let fault = page.fault(&(title..page.trimmed(page.index(title)).end), "a feature without a scenario");
            self.faults.push(fault.expected("at least one `Scenario:` below it"));
        }
    }

    /// A description that is welcome.
    fn described(&mut self, stretch: Range<usize>) {
        if self.english {
            let until = self.reading.page.content(stretch.end);
            self.faults.extend(stray::swallowed(self.reading.page, self.reading.finder, stretch.start..until));
        }
    }

    /// Adds the tags and facts of a section.
    fn above(&mut self, above: &mut Above, tags: &[String], background: Option<&gherkin::Background>) {
        above.tags.extend(tags.iter().cloned());
        let Some(background) = background else { return };
        let page = self.reading.page;
        let title = page.content(background.span.start);
        let first = background.steps.first().map_or(background.span.end, |step| step.span.start);
        if background.description.is_some() {
            let until = page.content(first);
            let finder = self.reading.finder;
            self.faults.extend(stray::unwelcome(page, finder, title..until, &background.keyword, "a `Given`"));
        }
        if background.steps.is_empty() && !self.is_cut && !self.lost_in(title..background.span.end) {
            let fault = page.fault(&(title..page.trimmed(page.index(title)).end), "a background without steps");
            self.faults.push(fault.expected("at least one `Given` below it"));
        }
        let plans = self.plan(&background.steps, true);
        for plan in plans {
            for values in self.reading.step(&plan, None, &mut self.faults) {
                above.facts.extend(values.into_iter().filter_map(as_fact));
            }
        }
    }

    fn plan(&mut self, steps: &[gherkin::Step], in_background: bool) -> Vec<Plan> {
        let surroundings = Surroundings { in_background, english: self.english, without: &self.without };
        plan(self.reading.page, self.reading.finder, steps, surroundings, &mut self.faults)
    }

    /// `more` says that further sections follow, so that the last scenario is whole even if the tree was cut.
    fn scenarios(&mut self, scenarios: &[gherkin::Scenario], above: &Above, more: bool) {
        for (index, scenario) in scenarios.iter().enumerate() {
            let is_whole = !self.is_cut || more || index + 1 < scenarios.len();
            self.scenario(scenario, above, is_whole);
        }
    }

    fn scenario(&mut self, scenario: &gherkin::Scenario, above: &Above, is_whole: bool) {
        let page = self.reading.page;
        let at = page.content(scenario.span.start);
        let title = at..page.trimmed(page.index(at)).end;
        let is_outline = self.is_outline(scenario, &title, is_whole);
        self.check_body(scenario, &title, is_whole);
        let plans = self.plan(&scenario.steps, false);
        self.check_title(scenario, &title);
        let mut tags = above.tags.clone();
        tags.extend(scenario.tags.iter().cloned());
        if !is_outline {
            let values = plans.iter().flat_map(|plan| self.reading.step(plan, None, &mut self.faults).pop()).flatten();
            let values = values.collect();
            let line = page.line(at);
            let name = scenario.name.trim().to_owned();
            self.finish(name, tags, Origin { file: self.reading.file.clone(), line, row: None }, &above.facts, values);
            return;
        }
        for examples in &scenario.examples {
            let mut tags = tags.clone();
            tags.extend(examples.tags.iter().cloned());
            self.examples(scenario, examples, &plans, &Above { tags, facts: above.facts.clone() }, is_whole);
        }
    }

    /// Whether a scenario is an outline, with the fault where its keyword says otherwise. Other languages have keywords
    /// that we don't know; in them, examples make the outline.
    fn is_outline(&mut self, scenario: &gherkin::Scenario, title: &Range<usize>, is_whole: bool) -> bool {
        let has_examples = !scenario.examples.is_empty();
        let is_named = scenario.keyword == "Scenario Outline" || scenario.keyword == "Scenario Template";
        let page = self.reading.page;
        if self.english && has_examples && !is_named {
            let at = page.content(scenario.examples[0].span.start);
            let fault = page.fault(&(at..page.trimmed(page.index(at)).end), "examples below a plain scenario");
            let keyword = scenario.keyword.trim();
            let help = format!("write `Scenario Outline:` instead of `{keyword}:` in line {}", page.line(title.start));
            self.faults.push(fault.help(help));
        }
        if self.english && is_named && !has_examples && is_whole {
            let fault = page.fault(title, "an outline without examples");
            self.faults.push(fault.expected("`Examples:` with a table below its steps").help("or write `Scenario:`"));
            return true;
        }
        has_examples
    }

    /// The faults of a body: no steps, or text that is none.
    fn check_body(&mut self, scenario: &gherkin::Scenario, title: &Range<usize>, is_whole: bool) {
        let page = self.reading.page;
        let examples = scenario.examples.first().map(|examples| examples.span.start);
        let first = scenario.steps.first().map(|step| step.span.start).or(examples).unwrap_or(scenario.span.end);
        if scenario.description.is_some() {
            let until = page.content(first);
            let keyword = scenario.keyword.trim();
            let finder = self.reading.finder;
            self.faults.extend(stray::unwelcome(page, finder, title.start..until, keyword, "a step"));
        } else if scenario.steps.is_empty() && is_whole && !self.lost_in(title.start..scenario.span.end) {
            let fault = page.fault(title, "a scenario without steps");
            self.faults.push(fault.expected("at least a `When` or a `Then` below it"));
        }
    }

    fn check_title(&mut self, scenario: &gherkin::Scenario, title: &Range<usize>) {
        let page = self.reading.page;
        let name = scenario.name.trim();
        if name.is_empty() {
            self.faults.push(page.fault(title, "a scenario without a title").expected("a title behind the colon"));
        } else {
            self.once(name, title, "the title");
        }
    }

    /// Notes a title or a name, with a fault where the file has it already.
    pub(super) fn once(&mut self, name: &str, at: &Range<usize>, what: &str) {
        let page = self.reading.page;
        match self.titles.get(name) {
            Some(line) => {
                let fault = page.fault(at, format!("{what} `{name}` stands twice in this file"));
                self.faults.push(fault.help(format!("change one of the two: the first is in line {line}")));
            }
            None => {
                self.titles.insert(name.to_owned(), page.line(at.start));
            }
        }
    }

    /// Whether a line was taken out of a stretch because of a syntax error.
    fn lost_in(&self, stretch: Range<usize>) -> bool {
        let lines = self.reading.page.index(stretch.start)..=self.reading.page.index(stretch.end);
        self.without.iter().any(|line| lines.contains(line))
    }

    pub(super) fn finish(
        &mut self,
        name: String,
        tags: Vec<String>,
        origin: Origin,
        above: &[Placed<Fact>],
        values: Vec<Placed<Value>>,
    ) {
        let id = format!("{}:{}", origin.file, origin.row.unwrap_or(origin.line));
        let mut scenario = Scenario { id, name, story: None, tags, origin, facts: above.to_vec(), steps: Vec::new() };
        for Placed { value, origin } in values {
            match value {
                Value::Fact(value) => scenario.facts.push(Placed { value, origin }),
                Value::Step(value) => scenario.steps.push(Placed::<Step> { value, origin }),
            }
        }
        self.out.push(scenario);
    }
}

fn as_fact(placed: Placed<Value>) -> Option<Placed<Fact>> {
    match placed.value {
        Value::Fact(value) => Some(Placed { value, origin: placed.origin }),
        Value::Step(_) => None,
    }
}
