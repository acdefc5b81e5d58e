//! Tags: which requirements a scenario must trigger, and whether what the deployment declares lets it run.

use crate::requirement::{Catalogue, DEFAULT_READING, Ics, RequirementId};
use crate::source::nearest;
use crate::stimulus::Scenario;

/// A tag that names a requirement, a reading or a capability that the catalogue does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagFault {
    /// The tag without its at-sign.
    pub tag: String,
    /// What is wrong with it.
    pub message: String,
    /// The tag that was probably meant.
    pub meant: Option<String>,
}

/// What a tag says to the harness.
enum Meaning<'t> {
    /// The scenario must trigger a requirement.
    Triggers(RequirementId),
    /// It holds under one reading of a row only.
    Reading(&'t str, &'t str),
    /// It needs a capability.
    Needs(&'t str),
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
pub fn gate(scenario: &Scenario, ics: &Ics, catalogue: &Catalogue) -> Option<String> {
    scenario.tags.iter().find_map(|tag| match meaning(tag) {
        Meaning::Triggers(id) => {
            let capability = catalogue.get(&id)?.capability.as_deref()?;
            let missing = catalogue.capabilities().feature.contains(capability) && !ics.declares(capability);
            missing.then(|| format!("{id} needs the capability `{capability}`, which the ICS does not declare"))
        }
        Meaning::Reading(row, name) => {
            let id: RequirementId = row.parse().ok()?;
            let wanted = catalogue.get(&id)?.reading(name)?;
            let declared = ics.reading(&id);
            (declared != wanted)
                .then(|| format!("it holds for the reading `{id}={name}`; the ICS declares `{declared}`"))
        }
        Meaning::Needs(capability) => {
            let missing = !ics.declares(capability);
            missing.then(|| format!("it needs the capability `{capability}`, which the ICS does not declare"))
        }
        Meaning::Plain => None,
    })
}

/// Every tag of a scenario that names what the catalogue does not know.
pub fn tag_faults(scenario: &Scenario, catalogue: &Catalogue) -> Vec<TagFault> {
    scenario.tags.iter().filter_map(|tag| tag_fault(tag, catalogue)).collect()
}

fn tag_fault(tag: &str, catalogue: &Catalogue) -> Option<TagFault> {
    let fault = |message: String, meant: Option<String>| Some(TagFault { tag: tag.to_owned(), message, meant });
    match meaning(tag) {
        Meaning::Triggers(id) if catalogue.get(&id).is_some() => None,
        Meaning::Triggers(id) => {
            let meant = catalogue.nearest_id(tag).map(|id| id.to_string());
            fault(format!("the catalogue has no requirement {id}"), meant)
        }
        Meaning::Reading(row, name) => reading_fault(tag, row, name, catalogue),
        Meaning::Needs(capability) if catalogue.capabilities().contains(capability) => None,
        Meaning::Needs(capability) => {
            let meant = nearest(capability, catalogue.capabilities().all()).map(|name| format!("needs:{name}"));
            fault(format!("the catalogue has no capability `{capability}`"), meant)
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
        return nearest(word, ["reading", "needs"]).map(|word| format!("{word}:{rest}"));
    }
    let letters: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
    let digits = tag[letters.len()..].trim_start_matches(['-', '_']);
    let group = letters.to_ascii_uppercase();
    let known = catalogue.rows().iter().any(|row| row.id.group() == group);
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (known && number).then(|| catalogue.nearest_id(tag).map(|id| id.to_string())).flatten()
}

fn reading_fault(tag: &str, row: &str, name: &str, catalogue: &Catalogue) -> Option<TagFault> {
    let fault = |message: String, meant: Option<String>| Some(TagFault { tag: tag.to_owned(), message, meant });
    let found = row.parse().ok().and_then(|id: RequirementId| catalogue.get(&id));
    let Some(requirement) = found else {
        let meant = catalogue.nearest_id(row).map(|id| format!("reading:{id}={name}"));
        return fault(format!("the catalogue has no requirement `{row}`"), meant);
    };
    if requirement.reading(name).is_some() {
        return None;
    }
    let meant = nearest(name, requirement.reading_names()).unwrap_or(DEFAULT_READING);
    fault(format!("{row} has no reading `{name}`"), Some(format!("reading:{row}={meant}")))
}
