//! Selection: which scenarios the filters of a command line leave, and which filter leaves none.

use crate::gherkin::TagFilter;
use crate::requirement::{Catalogue, RequirementId};
use crate::result::{Exit, Selection, tagged};
use crate::source::nearest;
use crate::stimulus::Scenario;

use super::args::CheckArgs;
use super::halt::{Halt, Problem};
use super::source::{Sources, Wanted};
use super::suite::lines;

/// How many near titles or tags are named.
const NEAR: usize = 3;

/// Words shorter than this are near to too many others to be mended.
const FUZZY: usize = 5;

/// The filters of a command line, read.
pub(super) struct Filters {
    tags: Option<(String, TagFilter)>,
    requirements: Vec<RequirementId>,
    name: Option<String>,
}

impl Filters {
    /// No filters but paths.
    pub(super) fn none() -> Self {
        Filters { tags: None, requirements: Vec::new(), name: None }
    }

    /// Reads the filters.
    ///
    /// # Errors
    ///
    /// A tag expression that makes no sense, an id that the catalogue does not have.
    pub(super) fn read(args: &CheckArgs, catalogue: &Catalogue) -> Result<Self, Halt> {
        let tags = match &args.tags {
            Some(text) => Some((text.clone(), TagFilter::parse(text)?)),
            None => None,
        };
        let ids = args.requirements.iter().map(|text| requirement(text, catalogue));
        Ok(Filters { tags, requirements: ids.collect::<Result<_, _>>()?, name: args.name.clone() })
    }
}

/// The id of a text.
///
/// # Errors
///
/// The catalogue has no such row; with the nearest one.
pub(super) fn requirement(text: &str, catalogue: &Catalogue) -> Result<RequirementId, Problem> {
    if let Some(id) = text.parse().ok().filter(|id| catalogue.get(id).is_some()) {
        return Ok(id);
    }
    let problem = Problem::usage(format!("the catalogue has no requirement `{text}`"));
    if let Some(id) = catalogue.nearest_id(text) {
        return Err(problem.help(format!("did you mean `{id}`?")));
    }
    let mut groups: Vec<&str> = catalogue.rows().iter().map(|row| row.id.group()).collect();
    groups.dedup();
    let first = catalogue.rows().first().map(|row| row.id.to_string()).unwrap_or_default();
    let problem = problem.note(format!("the groups are {}", groups.join(", ")));
    Err(problem.help(format!("an id looks like `{first}`; `spec911 requirements` lists them all")))
}

/// One filter: how it was given, which scenarios it keeps, and what to say when it keeps none.
struct Filter {
    given: String,
    keeps: Vec<bool>,
    advice: String,
}

/// The scenarios that every filter keeps, in their order, with the selection as it was given.
///
/// # Errors
///
/// Nothing is left, or a path names nothing: with each filter that keeps none, and what is near.
pub(super) fn select(
    scenarios: Vec<Scenario>,
    filters: &Filters,
    sources: &Sources,
    catalogue: &Catalogue,
) -> Result<(Vec<Scenario>, Selection), Problem> {
    let every = all(&scenarios, filters, sources, catalogue);
    let kept = |index: usize| every.iter().all(|filter| filter.keeps.get(index) == Some(&true));
    let keep: Vec<bool> = (0..scenarios.len()).map(kept).collect();
    let lost_path =
        sources.wanted.iter().any(|wanted| !scenarios.iter().any(|one| wants(wanted, one, &scenarios, sources)));
    if lost_path || !keep.contains(&true) {
        return Err(nothing(&every, &scenarios, sources));
    }
    let mut keep = keep.into_iter();
    let mut left = scenarios;
    left.retain(|_| keep.next() == Some(true));
    let filters_given = every.into_iter().map(|filter| filter.given).collect();
    let requirements = filters.requirements.iter().copied().collect();
    Ok((left, Selection { filters: filters_given, requirements }))
}

fn all(scenarios: &[Scenario], filters: &Filters, sources: &Sources, catalogue: &Catalogue) -> Vec<Filter> {
    let mut every = Vec::new();
    if !sources.wanted.is_empty() {
        let given: Vec<&str> = sources.wanted.iter().map(|wanted| wanted.given.as_str()).collect();
        let keeps = |one: &Scenario| sources.wanted.iter().any(|wanted| wants(wanted, one, scenarios, sources));
        every.push(Filter::new(given.join(" "), scenarios, keeps, String::new()));
    }
    if let Some((text, filter)) = &filters.tags {
        let keeps = |one: &Scenario| filter.keeps(&one.tags);
        every.push(Filter::new(format!("--tags '{text}'"), scenarios, keeps, tag_advice(filter, scenarios)));
    }
    if !filters.requirements.is_empty() {
        let given: Vec<String> = filters.requirements.iter().map(|id| format!("--requirement {id}")).collect();
        let keeps = |one: &Scenario| tagged(one, catalogue).iter().any(|id| filters.requirements.contains(id));
        let advice = "no scenario is tagged with it; `spec911 requirements ID` says what it asks for";
        every.push(Filter::new(given.join(" "), scenarios, keeps, advice.to_owned()));
    }
    if let Some(text) = &filters.name {
        let wanted = text.to_lowercase();
        let keeps = |one: &Scenario| one.name.to_lowercase().contains(&wanted);
        every.push(Filter::new(format!("--name '{text}'"), scenarios, keeps, name_advice(text, scenarios)));
    }
    every
}

impl Filter {
    fn new(given: String, scenarios: &[Scenario], keeps: impl Fn(&Scenario) -> bool, advice: String) -> Self {
        Filter { given, keeps: scenarios.iter().map(keeps).collect(), advice }
    }
}

/// Whether a path wants a scenario: all of its files, or those that its line lies in.
fn wants(wanted: &Wanted, one: &Scenario, scenarios: &[Scenario], sources: &Sources) -> bool {
    if !wanted.files.iter().any(|file| **file == *one.origin.file) {
        return false;
    }
    let Some(line) = wanted.line else { return true };
    if line == 0 || line > lines(&sources.files, &one.origin.file) {
        return false;
    }
    if !one.origin.file.ends_with(".feature") {
        return true;
    }
    let same = || scenarios.iter().filter(|other| other.origin.file == one.origin.file);
    if same().any(|other| other.origin.row == Some(line)) {
        return one.origin.row == Some(line);
    }
    let begins = same().map(|other| other.origin.line).filter(|begin| *begin <= line).max();
    begins == Some(one.origin.line)
}

/// What is said when nothing is left.
fn nothing(every: &[Filter], scenarios: &[Scenario], sources: &Sources) -> Problem {
    let mut problem = Problem::new(Exit::Empty, "nothing is selected");
    for wanted in &sources.wanted {
        if !scenarios.iter().any(|one| wants(wanted, one, scenarios, sources)) {
            problem = problem.note(format!("{}: {}", wanted.given, path_advice(wanted, scenarios)));
        }
    }
    let empty = |filter: &&Filter| !filter.keeps.contains(&true) && !filter.advice.is_empty();
    for filter in every.iter().filter(empty) {
        problem = problem.note(format!("{}: {}", filter.given, filter.advice));
    }
    if every.iter().all(|filter| filter.keeps.contains(&true)) {
        problem = problem.note("each filter keeps a scenario, but none is kept by all of them");
    }
    problem.help("`spec911 check --list` lists the scenarios with their tags")
}

fn path_advice(wanted: &Wanted, scenarios: &[Scenario]) -> String {
    let Some(line) = wanted.line else { return "it holds no scenario".to_owned() };
    let here = scenarios.iter().filter(|one| wanted.files.iter().any(|file| **file == *one.origin.file));
    let near = here.min_by_key(|one| one.origin.line.abs_diff(line));
    near.map_or_else(
        || "it holds no scenario".to_owned(),
        |one| format!("no scenario at line {line}; the nearest begins at line {}: {}", one.origin.line, one.name),
    )
}

fn tag_advice(filter: &TagFilter, scenarios: &[Scenario]) -> String {
    let mut known: Vec<&str> = scenarios.iter().flat_map(|one| &one.tags).map(String::as_str).collect();
    known.sort_unstable();
    known.dedup();
    let unknown = filter.tags().into_iter().filter(|tag| !known.contains(tag));
    let said: Vec<String> = unknown
        .map(|tag| match nearest(tag, known.iter().copied()) {
            Some(meant) => format!("no scenario has the tag `@{tag}`; did you mean `@{meant}`?"),
            None => format!("no scenario has the tag `@{tag}`; {}", some_tags(&known)),
        })
        .collect();
    if said.is_empty() { "no scenario has these tags together".to_owned() } else { said.join("; ") }
}

/// Tags that are no requirements, as examples.
fn some_tags(known: &[&str]) -> String {
    let plain = known.iter().filter(|tag| tag.parse::<RequirementId>().is_err() && !tag.contains(':'));
    let plain: Vec<String> = plain.take(NEAR).map(|tag| format!("`@{tag}`")).collect();
    if plain.is_empty() { "no scenario has any tag".to_owned() } else { format!("there are {}", plain.join(", ")) }
}

/// The titles that share most words with a text; of an outline's rows, the first stands for all.
fn name_advice(text: &str, scenarios: &[Scenario]) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let is_in = |word: &String, title: &str| {
        let mut parts = title.split_whitespace();
        if word.len() < FUZZY { parts.any(|part| part == word) } else { nearest(word, parts).is_some() }
    };
    let mut near: Vec<(usize, &str)> = Vec::new();
    for one in scenarios {
        let title = one.name.split(" [").next().unwrap_or_default();
        let shared = words.iter().filter(|word| is_in(word, &title.to_lowercase())).count();
        if shared > 0 && near.iter().all(|(_, known)| *known != title) {
            near.push((shared, title));
        }
    }
    // Of two that share as much, the shorter is the nearer.
    near.sort_by_key(|(shared, title)| (std::cmp::Reverse(*shared), title.split_whitespace().count()));
    let titles: Vec<String> = near.iter().take(NEAR).map(|(_, title)| format!("`{title}`")).collect();
    match titles.as_slice() {
        [] => "no title holds this text".to_owned(),
        titles => format!("no title holds this text; near are {}", titles.join(", ")),
    }
}
