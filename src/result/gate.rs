//! Tags: which requirements a scenario must trigger, and whether what the deployment declares lets it run.

use crate::domain::words;
use crate::requirement::{Catalogue, DEFAULT_READING, Ics, RequirementId, Standing, StandingKind, Tolerance, one_of};
use crate::source::{is_invisible, nearest};
use crate::stimulus::Scenario;
use crate::time::Span;

use super::fit::misfit;

words!(
    /// What of a statement, or of a deployment file, keeps a scenario from being run.
    ExcludedBy, "cause of an exclusion" {
        /// A row that the scenario is tagged with is not applicable.
        Requirement = "requirement",
        /// A capability that the scenario needs is not declared.
        Capability = "capability",
        /// The scenario holds under another reading.
        Reading = "reading",
        /// The scenario lies inside a tolerance that is declared.
        Tolerance = "tolerance",
        /// A territory, workspace or status of the scenario is not listed.
        List = "list",
        /// The scenario is one of a pack that is not followed, or holds only without one that is.
        Pack = "pack",
        /// It dials what the deployment file does not allow.
        Deployment = "deployment",
    }
);

/// Why a scenario is not run: the statement rules it out, or the deployment file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// What of them does.
    pub by: ExcludedBy,
    /// The same in a sentence.
    pub why: String,
}

/// A tag that names a requirement, a reading or a capability that the catalogue does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagFault {
    /// The tag without its at-sign.
    pub tag: String,
    /// What is wrong with it.
    pub message: String,
    /// The tag that was probably meant.
    pub meant: Option<String>,
    /// What is allowed there, where nothing near was found.
    pub expected: Option<String>,
}

impl TagFault {
    fn new(tag: &str, message: String, meant: Option<String>) -> Option<TagFault> {
        Some(TagFault { tag: tag.to_owned(), message, meant, expected: None })
    }

    /// The same, saying what is allowed where nothing near was found.
    fn or(self, names: impl FnOnce() -> String) -> TagFault {
        let expected = self.meant.is_none().then(names);
        TagFault { expected, ..self }
    }
}

/// What a tag says to the harness.
enum Meaning<'t> {
    /// The scenario must trigger a requirement.
    Triggers(RequirementId),
    /// It holds under one reading of a row only.
    Reading(&'t str, &'t str),
    /// It needs a capability.
    Needs(&'t str),
    /// It can be judged where a tolerance is no longer than a span.
    Tolerance(&'t str, &'t str),
    /// It holds where a pack is followed.
    Pack(&'t str),
    /// It holds where a pack is not followed.
    NoPack(&'t str),
    /// A word for selections.
    Plain,
}

fn meaning(tag: &str) -> Meaning<'_> {
    if let Some(rest) = tag.strip_prefix("reading:") {
        let (row, name) = rest.split_once('=').unwrap_or((rest, ""));
        return Meaning::Reading(row, name);
    }
    if let Some(capability) = tag.strip_prefix("needs:") {
        return Meaning::Needs(capability);
    }
    if let Some(rest) = tag.strip_prefix("tolerance:") {
        let (name, span) = rest.split_once('=').unwrap_or((rest, ""));
        return Meaning::Tolerance(name, span);
    }
    if let Some(pack) = tag.strip_prefix("pack:") {
        return Meaning::Pack(pack);
    }
    if let Some(pack) = tag.strip_prefix("no-pack:") {
        return Meaning::NoPack(pack);
    }
    tag.parse().map_or(Meaning::Plain, Meaning::Triggers)
}

/// The requirements among a scenario's tags, in their order.
pub fn tagged(scenario: &Scenario, catalogue: &Catalogue) -> Vec<RequirementId> {
    let mut ids: Vec<RequirementId> = Vec::new();
    for tag in &scenario.tags {
        if let Meaning::Triggers(id) = meaning(tag)
            && catalogue.get(&id).is_some()
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    ids
}

/// Why a scenario is not run on a deployment that declares this, if it is not.
pub fn gate(scenario: &Scenario, ics: &Ics, catalogue: &Catalogue) -> Option<Exclusion> {
    let by_tag = scenario.tags.iter().find_map(|tag| excluded(tag, ics, catalogue));
    by_tag.or_else(|| misfit(scenario, ics).map(|why| Exclusion { by: ExcludedBy::List, why }))
}

/// Whether a scenario is one of a pack, of which the base verdict takes no notice.
pub(super) fn is_of_pack(tags: &[String]) -> bool {
    tags.iter().any(|tag| matches!(meaning(tag), Meaning::Pack(_)))
}

/// What a deployment declares on which a scenario holds: a statement, with the readings and packs of the scenario's tags.
pub fn statement_of(scenario: &Scenario, ics: &Ics, catalogue: &Catalogue) -> Ics {
    let mut ics = ics.clone();
    for tag in &scenario.tags {
        match meaning(tag) {
            Meaning::Reading(row, name) => read_so(&mut ics, row, name, catalogue),
            Meaning::Pack(name) => drop(ics.packs.insert(name.to_owned())),
            Meaning::NoPack(name) => drop(ics.packs.remove(name)),
            Meaning::Triggers(_) | Meaning::Needs(_) | Meaning::Tolerance(..) | Meaning::Plain => {}
        }
    }
    ics
}

/// Declares a reading of a row.
fn read_so(ics: &mut Ics, row: &str, name: &str, catalogue: &Catalogue) {
    let Ok(id) = row.parse::<RequirementId>() else { return };
    match catalogue.get(&id).and_then(|row| row.reading(name)) {
        None => {}
        Some(DEFAULT_READING) => drop(ics.readings.remove(&id)),
        Some(reading) => drop(ics.readings.insert(id, reading.to_owned())),
    }
}

fn excluded(tag: &str, ics: &Ics, catalogue: &Catalogue) -> Option<Exclusion> {
    match meaning(tag) {
        Meaning::Triggers(id) => {
            let Standing { kind, why } = Standing::of(catalogue.get(&id)?, ics, catalogue);
            let why = why.filter(|_| kind == StandingKind::NotApplicable)?;
            Some(Exclusion { by: ExcludedBy::Requirement, why: format!("{id} is not applicable: {why}") })
        }
        Meaning::Reading(row, name) => {
            let id: RequirementId = row.parse().ok()?;
            let wanted = catalogue.get(&id)?.reading(name)?;
            let declared = ics.reading(&id);
            let why = format!("it holds for the reading `{id}={name}`; the ICS declares `{declared}`");
            (declared != wanted).then_some(Exclusion { by: ExcludedBy::Reading, why })
        }
        Meaning::Needs(capability) => {
            let why = format!("it needs the capability `{capability}`, which the ICS does not declare");
            (!ics.declares(capability)).then_some(Exclusion { by: ExcludedBy::Capability, why })
        }
        Meaning::Tolerance(name, most) => {
            let (name, most) = (name.parse::<Tolerance>().ok()?, span(most)?);
            let declared = ics.tolerance(name);
            let why = format!("it can be judged with a tolerance `{name}` of at most {most}; here it is {declared}");
            (declared > most).then_some(Exclusion { by: ExcludedBy::Tolerance, why })
        }
        Meaning::Pack(name) => {
            let why = format!("it is of the pack `{name}`, which is not followed: `--pack {name}`");
            (!ics.follows(name)).then_some(Exclusion { by: ExcludedBy::Pack, why })
        }
        Meaning::NoPack(name) => {
            let why = format!("it holds only without the pack `{name}`");
            ics.follows(name).then_some(Exclusion { by: ExcludedBy::Pack, why })
        }
        Meaning::Plain => None,
    }
}

/// The span of a tag, which holds no blanks: `90s`, `4min`.
fn span(text: &str) -> Option<Span> {
    let unit = text.find(|c: char| !c.is_ascii_digit())?;
    format!("{} {}", &text[..unit], &text[unit..]).parse().ok()
}

/// Every tag of a scenario that names what the catalogue does not know.
pub fn tag_faults(scenario: &Scenario, catalogue: &Catalogue) -> Vec<TagFault> {
    scenario.tags.iter().filter_map(|tag| tag_fault(tag, catalogue)).collect()
}

fn tag_fault(tag: &str, catalogue: &Catalogue) -> Option<TagFault> {
    let fault = |message: String, meant: Option<String>| TagFault::new(tag, message, meant);
    match meaning(tag) {
        Meaning::Triggers(id) if catalogue.get(&id).is_some() => None,
        Meaning::Triggers(id) => {
            let meant = catalogue.nearest_id(tag).map(|id| id.to_string());
            let fault = fault(format!("the catalogue has no requirement {id}"), meant);
            fault.map(|fault| fault.or(|| "the id of a row; `spec911 requirements` lists them".to_owned()))
        }
        Meaning::Reading(row, name) => reading_fault(tag, row, name, catalogue),
        Meaning::Needs(capability) if catalogue.capabilities().contains(capability) => None,
        Meaning::Needs(capability) => {
            let known = || catalogue.capabilities().all();
            let meant = nearest(capability, known()).map(|name| format!("needs:{name}"));
            let fault = fault(format!("the catalogue has no capability `{capability}`"), meant);
            fault.map(|fault| fault.or(|| format!("`needs:` with {}", one_of(known()))))
        }
        Meaning::Tolerance(name, text) => tolerance_fault(tag, name, text),
        Meaning::Pack(name) => pack_fault(tag, "pack", name, catalogue),
        Meaning::NoPack(name) => pack_fault(tag, "no-pack", name, catalogue),
        Meaning::Plain if tag.contains(is_invisible) => {
            let bare: String = tag.chars().filter(|c| !is_invisible(*c)).collect();
            fault(format!("`{tag}` holds a character that nobody sees"), Some(bare))
        }
        Meaning::Plain => {
            let meant = slip(tag, catalogue)?;
            fault(format!("`@{tag}` is no tag of the harness, and too near to one to be a plain word"), Some(meant))
        }
    }
}

/// The tag of the harness that a plain word was probably meant to be.
fn slip(tag: &str, catalogue: &Catalogue) -> Option<String> {
    if let Some((word, rest)) = tag.split_once([':', '=']) {
        return nearest(word, ["reading", "needs", "tolerance", "pack", "no-pack"])
            .map(|word| format!("{word}:{rest}"));
    }
    let letters: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
    let digits = tag[letters.len()..].trim_start_matches(['-', '_']);
    let group = letters.to_ascii_uppercase();
    let known = catalogue.rows().iter().any(|row| row.id.group() == group);
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (known && number).then(|| catalogue.nearest_id(tag).map(|id| id.to_string())).flatten()
}

fn pack_fault(tag: &str, word: &str, name: &str, catalogue: &Catalogue) -> Option<TagFault> {
    let packs = catalogue.packs();
    if packs.contains(name) {
        return None;
    }
    let meant = nearest(name, packs.iter().copied()).map(|name| format!("{word}:{name}"));
    let fault = TagFault::new(tag, format!("the catalogue has no pack `{name}`"), meant);
    fault.map(|fault| fault.or(|| format!("`{word}:` with {}", one_of(packs.into_iter()))))
}

fn tolerance_fault(tag: &str, name: &str, text: &str) -> Option<TagFault> {
    let fault = |message: String, meant: Option<String>| TagFault::new(tag, message, meant);
    match name.parse::<Tolerance>() {
        Err(unknown) => {
            let meant = unknown.meant().map(|name| format!("tolerance:{name}={text}"));
            let fault = fault(format!("the catalogue has no tolerance `{name}`"), meant);
            fault.map(|fault| {
                fault.or(|| format!("`tolerance:NAME=SPAN` with {}", one_of(unknown.known.iter().copied())))
            })
        }
        Ok(name) if span(text).is_none() => {
            let message = format!("`{text}` is no span; a tag holds no blanks");
            fault(message, Some(format!("tolerance:{name}=0s")))
        }
        Ok(_) => None,
    }
}

fn reading_fault(tag: &str, row: &str, name: &str, catalogue: &Catalogue) -> Option<TagFault> {
    let fault = |message: String, meant: Option<String>| TagFault::new(tag, message, meant);
    let found = row.parse().ok().and_then(|id: RequirementId| catalogue.get(&id));
    let Some(requirement) = found else {
        let meant = catalogue.nearest_id(row).map(|id| format!("reading:{id}={name}"));
        let fault = fault(format!("the catalogue has no requirement `{row}`"), meant);
        return fault.map(|fault| fault.or(|| "`reading:ROW=NAME`; `spec911 requirements` lists the rows".to_owned()));
    };
    if requirement.reading(name).is_some() {
        return None;
    }
    let meant = nearest(name, requirement.reading_names()).unwrap_or(DEFAULT_READING);
    fault(format!("{row} has no reading `{name}`"), Some(format!("reading:{row}={meant}")))
}
