//! Facts held against each other: what they name must be stated, and stated once.

use std::collections::BTreeSet;

use crate::domain::{AgentName, RecordName, Ruling};
use crate::reference::compiled_pattern;
use crate::source::nearest;
use crate::stimulus::{Count, Fact, Origin, Placed, Scenario, Step, Stimulus};

use super::counts::too_many;
use super::defaults::Defaults;
use super::named::names_in;

/// Facts that stand in the head of a trace alone: the conformance statement says them.
const HEAD: [&str; 6] = ["capability", "reading", "tolerance", "territory", "workspace", "status"];

/// A fact that does not fit the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit<'s> {
    /// Where it was written.
    pub origin: &'s Origin,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The word that is meant, where it is one.
    pub word: Option<String>,
}

impl<'s> Misfit<'s> {
    fn new(origin: &'s Origin, message: impl Into<String>, help: impl Into<String>) -> Self {
        Misfit { origin, message: message.into(), help: help.into(), word: None }
    }

    fn at(self, word: impl Into<String>) -> Self {
        Misfit { word: Some(word.into()), ..self }
    }

    /// A name that no fact states.
    fn unknown(origin: &'s Origin, noun: &str, name: &str, known: &BTreeSet<String>) -> Self {
        let near = nearest(name, known.iter().map(String::as_str));
        let help = near.map_or_else(|| format!("state the {noun} first"), |near| format!("did you mean `{near}`?"));
        Misfit::new(origin, format!("no fact states the {noun} `{name}`"), help).at(name)
    }
}

/// The names that the facts of a scenario, and those that hold without it, state.
struct Stated {
    agents: BTreeSet<String>,
    records: BTreeSet<String>,
    queues: BTreeSet<String>,
    trunks: BTreeSet<String>,
    /// Whether a crew has agents whose names are not known before the run.
    has_crew: bool,
}

/// Every fact of a scenario that names what none states, that is stated twice, that only a conformance statement can say,
/// or whose pattern is none; every step that names an agent, a queue, a trunk or a voice route that no fact states; and
/// what counts more than a run can hold.
pub fn misfits(scenario: &Scenario) -> Vec<Misfit<'_>> {
    let stated = Stated::of(scenario);
    let mut agents: BTreeSet<&AgentName> = BTreeSet::new();
    let mut routes: BTreeSet<String> = BTreeSet::new();
    let mut places: BTreeSet<&Count> = BTreeSet::new();
    let mut found = too_many(scenario);
    for Placed { value: fact, origin } in &scenario.facts {
        for agent in agents_of(fact) {
            if !agents.insert(agent) {
                let message = format!("agent {agent} is stated twice");
                found.push(Misfit::new(origin, message, "state each agent once").at(agent.as_str()));
            }
        }
        for (noun, name, known) in stated.named(fact) {
            if !known.contains(&name) {
                found.push(Misfit::unknown(origin, noun, &name, known));
            }
        }
        if let Fact::RoutingRuleSet { kind, text } = fact
            && let Err(expected) = Ruling::read(*kind, text.as_str())
        {
            let misfit = Misfit::new(origin, format!("`{text}` is no {kind} rule"), format!("write {expected}"));
            found.push(misfit.at(text.as_str()));
        }
        if let Fact::VoiceRoute { name, place, pattern, .. } = fact {
            if let Err(reason) = compiled_pattern(pattern.as_str()) {
                let help = "write a regular expression without look-around, such as `^[+]?[0-9]+$`";
                let misfit = Misfit::new(origin, format!("`{pattern}` is no pattern: {reason}"), help);
                found.push(misfit.at(pattern.as_str()));
            }
            if !routes.insert(name.to_string()) {
                let message = format!("the voice route `{name}` is stated twice");
                found.push(Misfit::new(origin, message, "state each voice route once").at(name.as_str()));
            }
            if !places.insert(place) {
                let message = format!("place {place} of the voice routes is taken");
                found.push(Misfit::new(origin, message, "give each a place of its own").at(place.to_string()));
            }
        }
        if HEAD.contains(&fact.key()) {
            let message = format!("`{}` is declared by the deployment, not by a scenario", fact.key());
            let help = "declare it in the conformance statement (ICS) that `--ics FILE` names";
            found.push(Misfit::new(origin, message, help));
        }
    }
    for Placed { value: step, origin } in &scenario.steps {
        if let Step::When(Stimulus::ChangesRoute { name, .. }) = step
            && !routes.contains(name.as_str())
        {
            found.push(Misfit::unknown(origin, "voice route", name.as_str(), &routes));
        }
        for (noun, name) in names_in(step) {
            let known = stated.of_noun(noun);
            if known.is_some_and(|known| !known.contains(&name)) {
                found.push(Misfit::unknown(origin, noun, &name, known.unwrap_or(&stated.agents)));
            }
        }
    }
    found
}

/// The agents that a fact states by name.
fn agents_of(fact: &Fact) -> Vec<&AgentName> {
    match fact {
        Fact::Agent { agent, .. } => vec![agent],
        Fact::Cast { agents, .. } => agents.iter().collect(),
        _ => Vec::new(),
    }
}

impl Stated {
    fn of(scenario: &Scenario) -> Self {
        let own: Vec<&Fact> = scenario.facts.iter().map(|fact| &fact.value).collect();
        let all = Defaults::embedded().complete(&own);
        let names = |name: &dyn Fn(&Fact) -> Option<String>| all.iter().filter_map(name).collect::<BTreeSet<String>>();
        Stated {
            has_crew: own.iter().any(|fact| matches!(fact, Fact::Crew { .. })),
            agents: own.iter().flat_map(|fact| agents_of(fact)).map(AgentName::to_string).collect(),
            records: names(&|fact| match fact {
                Fact::PresenceRecord { record, .. } => Some(record.to_string()),
                _ => None,
            }),
            queues: names(&|fact| match fact {
                Fact::Queue { name, .. } => Some(name.to_string()),
                _ => None,
            }),
            trunks: names(&|fact| match fact {
                Fact::Trunk { name } => Some(name.to_string()),
                _ => None,
            }),
        }
    }

    /// The names that are stated of what a noun means, where all of them are known.
    fn of_noun(&self, noun: &str) -> Option<&BTreeSet<String>> {
        match noun {
            "agent" => Some(&self.agents).filter(|_| !self.has_crew),
            "queue" => Some(&self.queues),
            "trunk" => Some(&self.trunks),
            _ => None,
        }
    }

    /// What a fact names, as noun, name and the names that are stated.
    fn named(&self, fact: &Fact) -> Vec<(&'static str, String, &BTreeSet<String>)> {
        let record = |record: &RecordName| ("presence record", record.to_string(), &self.records);
        let row = fact.row();
        let agent = row.fields.first().filter(|field| field.name == "agent" && row.key != "agent");
        let mut named: Vec<(&'static str, String, &BTreeSet<String>)> =
            agent.map(|_| ("agent", fact.texts().swap_remove(0), &self.agents)).into_iter().collect();
        match fact {
            Fact::PresenceIs { record: name, .. } => named.push(record(name)),
            Fact::Serves { queue, .. } | Fact::Waiting { queue, .. } => {
                named.push(("queue", queue.to_string(), &self.queues));
            }
            Fact::RoutingRuleSet { kind, text } => {
                if let Ok(Some(Ruling::Workstream(queue))) = Ruling::read(*kind, text.as_str()) {
                    named.push(("queue", queue.to_string(), &self.queues));
                }
            }
            Fact::VoiceRoute { trunks, .. } => {
                named.extend(trunks.iter().map(|trunk| ("trunk", trunk.to_string(), &self.trunks)));
            }
            Fact::TrunkFails { trunk, .. } => named.push(("trunk", trunk.to_string(), &self.trunks)),
            _ => {}
        }
        named
    }
}
