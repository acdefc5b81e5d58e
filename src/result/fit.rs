//! What a scenario takes for granted and a statement may not list: territories, workspaces, statuses.
//!
//! The suite is written for the lists of the reference's own statement. A scenario with an agent in a territory that only
//! one of the two statements lists would ask a deployment for the opposite of what it declares, so it is not run.

use crate::domain::{AgentName, Base, RecordName, Territory};
use crate::requirement::Ics;
use crate::stimulus::{DeclaredName, Fact, Scenario, Step, Stimulus};

/// The status of a record of the tenant's own.
const CUSTOM: &str = "custom";

/// Why what a scenario takes for granted does not fit a statement, if it does not.
pub(super) fn misfit(scenario: &Scenario, ics: &Ics) -> Option<String> {
    let facts = scenario.facts.iter().filter_map(|fact| of_fact(&fact.value, scenario, ics));
    let steps = scenario.steps.iter().filter_map(|step| match &step.value {
        Step::When(stimulus) => of_stimulus(stimulus, scenario, ics),
        Step::Then(_) => None,
    });
    facts.chain(steps).next()
}

// Most facts and stimuli name none of the three; those that do are the arms here.
#[allow(clippy::wildcard_enum_match_arm)]
fn of_fact(fact: &Fact, scenario: &Scenario, ics: &Ics) -> Option<String> {
    match fact {
        Fact::Agent { agent, country } => territory(agent, country, ics),
        Fact::UsesWorkspace { agent, workspace: name } => workspace(agent, name, ics),
        Fact::PresenceIs { agent, record, .. } => status(agent, record, scenario, ics),
        _ => None,
    }
}

#[allow(clippy::wildcard_enum_match_arm)]
fn of_stimulus(stimulus: &Stimulus, scenario: &Scenario, ics: &Ics) -> Option<String> {
    match stimulus {
        Stimulus::Moves { agent, country } => territory(agent, country, ics),
        Stimulus::DialsIn { agent, workspace: name, .. } => workspace(agent, name, ics),
        Stimulus::ChoosesPresence { agent, record, .. } => status(agent, record, scenario, ics),
        _ => None,
    }
}

fn territory(agent: &AgentName, country: &Territory, ics: &Ics) -> Option<String> {
    let written_for = Ics::reference().serves(country);
    match (written_for, ics.serves(country)) {
        (true, false) => Some(format!("{agent} is in {country}, a territory that the ICS does not list")),
        (false, true) => {
            Some(format!("{agent} is in {country} as in a territory that is not served, and the ICS lists it"))
        }
        (true, true) | (false, false) => None,
    }
}

fn workspace(agent: &AgentName, name: &DeclaredName, ics: &Ics) -> Option<String> {
    let is_listed = ics.workspaces.contains(&name.to_string());
    (!is_listed).then(|| format!("{agent} uses the workspace `{name}`, which the ICS does not list"))
}

/// A record of the tenant's own has the status `custom`, any other the base status that it is named for.
fn status(agent: &AgentName, record: &RecordName, scenario: &Scenario, ics: &Ics) -> Option<String> {
    let is_this = |fact: &Fact| matches!(fact, Fact::PresenceRecord { record: own, .. } if own == record);
    let is_own = scenario.facts.iter().any(|fact| is_this(&fact.value));
    let name = record.as_str().to_lowercase().replace(" - ", "-");
    let base = name.parse::<Base>().ok().filter(|_| !is_own).map(Base::word);
    let status = base.unwrap_or(CUSTOM);
    let is_listed = ics.statuses.contains(status);
    (!is_listed)
        .then(|| format!("{agent} has the presence `{record}`, and the ICS does not list the status `{status}`"))
}
