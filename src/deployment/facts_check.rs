//! Facts held against each other: what they name must be stated, and stated once.

use std::collections::BTreeSet;

use crate::domain::{AgentName, RecordName, RouteName, Ruling};
use crate::reference::compiled_pattern;
use crate::source::nearest;
use crate::stimulus::{Count, Fact, Origin, Scenario, Step, Stimulus};

use super::defaults::Defaults;

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
}

/// The names that the facts of a scenario, and those that hold without it, state.
struct Stated {
    agents: BTreeSet<String>,
    records: BTreeSet<String>,
    queues: BTreeSet<String>,
    trunks: BTreeSet<String>,
}

/// Every fact of a scenario that names what none states, that is stated twice, that only a conformance statement can say,
/// or whose pattern is none; and every step that names a voice route that no fact states.
pub fn misfits(scenario: &Scenario) -> Vec<Misfit<'_>> {
    let stated = Stated::of(scenario);
    let mut agents: BTreeSet<&AgentName> = BTreeSet::new();
    let mut routes: BTreeSet<&RouteName> = BTreeSet::new();
    let mut places: BTreeSet<&Count> = BTreeSet::new();
    let mut found = Vec::new();
    for fact in &scenario.facts {
        let mut misfit = |message: String, help: String| found.push(Misfit { origin: &fact.origin, message, help });
        if let Fact::Agent { agent, .. } = &fact.value
            && !agents.insert(agent)
        {
            misfit(format!("agent {agent} is stated twice"), "state each agent once".to_owned());
        }
        for (noun, name, known) in stated.named(&fact.value) {
            if !known.contains(&name) {
                let near = nearest(&name, known.iter().map(String::as_str));
                let help =
                    near.map_or_else(|| format!("state the {noun} first"), |near| format!("did you mean `{near}`?"));
                misfit(format!("no fact states the {noun} `{name}`"), help);
            }
        }
        if let Fact::RoutingRuleSet { kind, text } = &fact.value
            && let Err(expected) = Ruling::read(*kind, text.as_str())
        {
            misfit(format!("`{text}` is no {kind} rule"), format!("write {expected}"));
        }
        if let Fact::VoiceRoute { name, place, pattern, .. } = &fact.value {
            if let Err(reason) = compiled_pattern(pattern.as_str()) {
                misfit(
                    format!("`{pattern}` is no pattern: {reason}"),
                    "write a regular expression without look-around, such as `^[+]?[0-9]+$`".to_owned(),
                );
            }
            if !routes.insert(name) {
                misfit(format!("the voice route `{name}` is stated twice"), "state each voice route once".to_owned());
            }
            if !places.insert(place) {
                misfit(
                    format!("place {place} of the voice routes is taken"),
                    "give each a place of its own".to_owned(),
                );
            }
        }
        if HEAD.contains(&fact.value.key()) {
            misfit(
                format!("`{}` is declared by the deployment, not by a scenario", fact.value.key()),
                "declare it in the conformance statement (ICS) that `--ics FILE` names".to_owned(),
            );
        }
    }
    for step in &scenario.steps {
        if let Step::When(Stimulus::ChangesRoute { name, .. }) = &step.value
            && !routes.contains(name)
        {
            let near = nearest(name.as_str(), routes.iter().map(|route| route.as_str()));
            let help =
                near.map_or_else(|| "state the voice route first".to_owned(), |near| format!("did you mean `{near}`?"));
            let message = format!("no fact states the voice route `{name}`");
            found.push(Misfit { origin: &step.origin, message, help });
        }
    }
    found
}

impl Stated {
    fn of(scenario: &Scenario) -> Self {
        let own: Vec<&Fact> = scenario.facts.iter().map(|fact| &fact.value).collect();
        let all = Defaults::embedded().complete(&own);
        let names = |name: &dyn Fn(&Fact) -> Option<String>| all.iter().filter_map(name).collect::<BTreeSet<String>>();
        Stated {
            agents: names(&|fact| match fact {
                Fact::Agent { agent, .. } => Some(agent.to_string()),
                _ => None,
            }),
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
