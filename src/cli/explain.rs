//! `explain`: what a requirement asks for and what its failure usually means, or what a scenario does and for what.

use crate::deployment::http::TroubleCode;
use crate::report::{STRONG, labelled, painted, row_in_full};
use crate::requirement::{Catalogue, Ics, Requirement, RequirementId, failure_of};
use crate::result::{Exit, gate, tagged};
use crate::source::{escape, nearest};
use crate::stimulus::{Scenario, Step};

use super::args::ExplainArgs;
use super::halt::{Halt, Problem};
use super::select::{Filters, requirement, select};
use super::source::gather;
use super::suite::{embedded, read};
use super::terminal::Terminal;

/// How many scenarios are named before the rest is counted.
const NAMED: usize = 12;

/// Runs the command.
///
/// # Errors
///
/// A word that is neither the id of a requirement nor a scenario, with the nearest; wrong files.
pub(super) fn explain(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let catalogue = Catalogue::embedded();
    let target = args.target.as_str();
    let text = if let Ok(code) = target.parse::<TroubleCode>() {
        of_trouble(code)
    } else if is_id(target) {
        let id = requirement(target, catalogue)?;
        catalogue.get(&id).map(|row| of_row(row, catalogue)).transpose()?.unwrap_or_default()
    } else {
        of_scenarios(target, &found(target, catalogue)?, catalogue)?
    };
    terminal.say(&text);
    Ok(Exit::Pass)
}

/// Whether a word is meant as an id: some letters, then digits.
fn is_id(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_alphabetic).count();
    let digits = word[letters..].trim_start_matches(['-', '_', ' ']);
    (2..=4).contains(&letters) && (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a failure of a deployment means, and what to do about it.
fn of_trouble(code: TroubleCode) -> String {
    let [meaning, remedy] = code.explanation();
    format!("{}\n{}{}", painted(STRONG, code), labelled("means", meaning), labelled("what to do", remedy))
}

/// The row in full, what its failure usually means, and the scenarios that must trigger it.
fn of_row(row: &Requirement, catalogue: &Catalogue) -> Result<String, Halt> {
    let mut text = row_in_full(row, catalogue);
    if let Some(failure) = failure_of(&row.id) {
        text.push_str(&labelled("failure", failure));
    }
    let scenarios = read(&embedded(), catalogue).whole()?;
    let about: Vec<&Scenario> =
        scenarios.iter().filter(|scenario| tagged(scenario, catalogue).contains(&row.id)).collect();
    for (index, scenario) in about.iter().take(NAMED).enumerate() {
        let label = if index == 0 { "scenarios" } else { "" };
        text.push_str(&labelled(label, &format!("{}  {}", scenario.id, scenario.name)));
    }
    if let Some(more) = about.len().checked_sub(NAMED).filter(|more| *more > 0) {
        text.push_str(&labelled("", &format!("and {more} more: spec911 check --requirement {} --list", row.id)));
    }
    if about.is_empty() {
        text.push_str(&labelled("scenarios", "none is tagged with it"));
    } else {
        text.push_str(&labelled("check it", &format!("spec911 check --requirement {}", row.id)));
    }
    Ok(text)
}

/// The scenarios that a path or a title names.
fn found(target: &str, catalogue: &Catalogue) -> Result<Vec<Scenario>, Halt> {
    match gather(&[target.to_owned()], None) {
        Ok(sources) => {
            let scenarios = read(&sources.files, catalogue).whole()?;
            Ok(select(scenarios, &Filters::none(), &sources, catalogue)?.0)
        }
        Err(no_file) => titled(target, read(&embedded(), catalogue).whole()?, no_file).map_err(Halt::from),
    }
}

/// The scenarios of a title, else those whose titles hold the text.
fn titled(target: &str, scenarios: Vec<Scenario>, no_file: Problem) -> Result<Vec<Scenario>, Problem> {
    let wanted = target.to_lowercase();
    let title = |scenario: &Scenario| scenario.name.to_lowercase();
    let is_whole = |scenario: &&Scenario| title(scenario) == wanted;
    let holds = |scenario: &&Scenario| title(scenario).contains(&wanted);
    let whole: Vec<Scenario> = scenarios.iter().filter(is_whole).cloned().collect();
    if !whole.is_empty() {
        return Ok(whole);
    }
    let part: Vec<Scenario> = scenarios.iter().filter(holds).cloned().collect();
    if !part.is_empty() {
        return Ok(part);
    }
    let titles = scenarios.iter().map(|scenario| scenario.name.split(" [").next().unwrap_or_default());
    match nearest(target, titles) {
        None if target.contains(['/', '.']) => Err(no_file),
        meant => {
            let problem = Problem::usage(format!("`{target}` is no requirement, no file and no title of a scenario"));
            Err(match meant {
                Some(meant) => problem.help(format!("did you mean `{meant}`?")),
                None => problem.help("`spec911 requirements` and `spec911 check --list` list what there is"),
            })
        }
    }
}

/// One scenario, or the rows of one outline: the first of them stands for all.
fn of_scenarios(target: &str, scenarios: &[Scenario], catalogue: &Catalogue) -> Result<String, Problem> {
    let Some((first, others)) = scenarios.split_first() else {
        return Err(Problem::usage(format!("`{target}` names no scenario")));
    };
    let same = |other: &Scenario| other.origin.file == first.origin.file && other.origin.line == first.origin.line;
    if !others.iter().all(same) {
        let problem =
            Problem::usage(format!("`{target}` names {} scenarios, and `explain` takes one", scenarios.len()));
        return Err(problem.help(format!("such as `spec911 explain {}`", first.id)));
    }
    let mut text = of_scenario(first, catalogue);
    for (index, other) in others.iter().enumerate() {
        let label = if index == 0 { "other rows" } else { "" };
        text.push_str(&labelled(label, &format!("{}  {}", other.id, other.name)));
    }
    Ok(text)
}

fn of_scenario(scenario: &Scenario, catalogue: &Catalogue) -> String {
    let mut text = format!("{} {}\n", painted(STRONG, escape(&scenario.id)), escape(&scenario.name));
    if let Some(story) = &scenario.story {
        text.push_str(&labelled("story", story));
    }
    let facts = scenario.facts.iter().map(|fact| ("Given", fact.value.phrase()));
    let steps = scenario.steps.iter().map(|step| match &step.value {
        Step::When(stimulus) => ("When", stimulus.phrase()),
        Step::Then(expectation) => ("Then", expectation.phrase()),
    });
    let mut last = "";
    for (keyword, phrase) in facts.chain(steps) {
        text.push_str(&labelled(if keyword == last { "And" } else { keyword }, &phrase));
        last = keyword;
    }
    for id in tagged(scenario, catalogue) {
        text.push_str(&labelled("must trigger", &stated(&id, catalogue)));
    }
    let plain = scenario.tags.iter().filter(|tag| tag.parse::<RequirementId>().is_err());
    for tag in plain {
        text.push_str(&labelled("tag", &format!("@{tag}")));
    }
    if let Some(exclusion) = gate(scenario, Ics::reference(), catalogue) {
        text.push_str(&labelled("not run", &format!("with the reference's statement: {}", exclusion.why)));
    }
    text.push_str(&labelled("trace", &format!("spec911 run {}", scenario.id)));
    text.push_str(&labelled("check it", &format!("spec911 check {}", scenario.id)));
    text
}

fn stated(id: &RequirementId, catalogue: &Catalogue) -> String {
    let statement = catalogue.get(id).map(|row| row.statement.as_str()).unwrap_or_default();
    format!("{id} {statement}")
}
