//! Facts that hold unless a scenario states them: number plans, presence records, and the rest of a plain tenant.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::{AgentName, Base, Dialled, RecordName, SetOf, Territory, Zone};
use crate::source::yaml::{self, Gather, Node};
use crate::source::{Fault, nearest};
use crate::stimulus::Fact;

const PLANS: &str = include_str!("../../fixtures/number-plans.yaml");
const PRESENCE: &str = include_str!("../../fixtures/presence.yaml");
const ZONES: &str = include_str!("../../fixtures/zones.yaml");
const DEFAULTS: &str = include_str!("../../fixtures/defaults.yaml");

const PLANS_FILE: &str = "fixtures/number-plans.yaml";
const PRESENCE_FILE: &str = "fixtures/presence.yaml";
const ZONES_FILE: &str = "fixtures/zones.yaml";
const DEFAULTS_FILE: &str = "fixtures/defaults.yaml";

/// The facts of a plain tenant.
#[derive(Clone, Debug)]
pub struct Defaults {
    tenant: Vec<Fact>,
    zones: BTreeMap<Territory, Zone>,
    agent: Vec<(String, BTreeMap<String, String>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanRow {
    territory: Territory,
    feature: Vec<Dialled>,
    national: Vec<Dialled>,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordRow {
    record: RecordName,
    base: Base,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneRow {
    territory: Territory,
    zone: Zone,
}

type Spelt = BTreeMap<String, BTreeMap<String, String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    tenant: Vec<Spelt>,
    agent: Vec<Spelt>,
}

impl Defaults {
    /// The facts that are built in.
    ///
    /// # Panics
    ///
    /// If a built-in file is wrong, which a test shows before anybody can run it.
    pub fn embedded() -> &'static Defaults {
        static EMBEDDED: LazyLock<Defaults> = LazyLock::new(|| {
            Defaults::read(PLANS, PRESENCE, ZONES, DEFAULTS)
                .unwrap_or_else(|faults| panic!("built-in facts: {faults:?}"))
        });
        &EMBEDDED
    }

    /// Reads number plans, presence records, time zones and the rest from their YAML texts.
    ///
    /// # Errors
    ///
    /// Every fault with its place.
    pub fn read(plans: &str, presence: &str, zones: &str, defaults: &str) -> Result<Self, Vec<Fault>> {
        let plans: Vec<PlanRow> = once(PLANS_FILE, plans, "plans", "territory")?;
        let records: Vec<RecordRow> = once(PRESENCE_FILE, presence, "records", "record")?;
        let zones: Vec<ZoneRow> = once(ZONES_FILE, zones, "zones", "territory")?;
        let plain: Plain = yaml::read(DEFAULTS_FILE, defaults)?;
        let mut tenant = spelt(defaults, "tenant", &plain.tenant, None)?;
        spelt(defaults, "agent", &plain.agent, Some(("agent", "ana")))?;
        tenant.extend(plans.into_iter().map(|row| Fact::NumberPlan {
            territory: row.territory,
            feature: SetOf::from_iter(row.feature),
            national: SetOf::from_iter(row.national),
        }));
        tenant.extend(records.into_iter().map(|row| Fact::PresenceRecord { record: row.record, base: row.base }));
        let zones = zones.into_iter().map(|row| (row.territory, row.zone)).collect();
        Ok(Defaults { tenant, zones, agent: plain.agent.into_iter().flatten().collect() })
    }

    /// The facts of a scenario with those that it leaves unsaid, each said once.
    pub fn complete(&self, stated: &[&Fact]) -> Vec<Fact> {
        let said: BTreeSet<Subject> = stated.iter().map(|fact| subject(fact)).collect();
        let unsaid = |fact: &&Fact| !said.contains(&subject(fact));
        let mut facts: Vec<Fact> = self.tenant.iter().filter(unsaid).cloned().collect();
        for fact in stated {
            facts.push((*fact).clone());
            if let Fact::Agent { agent, country } = fact {
                let zone = self.zones.get(country).copied().unwrap_or(Zone::UTC);
                let zone = Fact::TimeZone { agent: agent.clone(), zone };
                let more = self.of_agent(agent).chain([zone]);
                facts.extend(more.filter(|fact| !said.contains(&subject(fact))));
            }
        }
        facts
    }

    fn of_agent(&self, agent: &AgentName) -> impl Iterator<Item = Fact> {
        let agent = agent.to_string();
        self.agent.iter().filter_map(move |(key, fields)| {
            let mut fields = fields.clone();
            fields.insert("agent".to_owned(), agent.clone());
            fact(key, &fields).ok()
        })
    }
}

/// What a fact speaks of, so that one takes the place of another: its key, and whom or what it names first.
type Subject = (&'static str, Option<String>);

fn subject(fact: &Fact) -> Subject {
    let row = fact.row();
    let first = row.fields.first().map(|field| field.name);
    let named = matches!(first, Some("agent" | "territory" | "record"));
    (row.key, named.then(|| fact.texts().swap_remove(0)))
}

/// The rows of a list, of which each states another thing.
fn once<T: DeserializeOwned>(file: &str, text: &str, list: &str, subject: &str) -> Result<Vec<T>, Vec<Fault>> {
    let rows = yaml::read_rows::<T>(file, text, list)?;
    let root = yaml::parse(file, text)?;
    let mut gather = Gather::new(file, text);
    let mut lines: BTreeMap<&str, u32> = BTreeMap::new();
    for node in root.get(list).and_then(Node::as_list).unwrap_or_default() {
        let Some(name) = node.get(subject).and_then(Node::as_text) else { continue };
        let place = node.value_place(subject);
        if let Some(line) = lines.get(name) {
            let help = format!("remove one of the two: the first is in line {line}");
            gather.fault(place, format!("the {subject} `{name}` stands twice"), |fault| fault.help(help));
        }
        lines.entry(name).or_insert(place.line);
    }
    gather.finish(rows.into_iter().map(|(row, _)| row).collect())
}

/// The facts of a list in their YAML spelling, each with `more` field.
fn spelt(text: &str, list: &str, facts: &[Spelt], more: Option<(&str, &str)>) -> Result<Vec<Fact>, Vec<Fault>> {
    let root = yaml::parse(DEFAULTS_FILE, text)?;
    let mut gather = Gather::new(DEFAULTS_FILE, text);
    let mut read = Vec::new();
    let nodes = root.get(list).and_then(Node::as_list).unwrap_or_default();
    for ((key, fields), node) in
        facts.iter().zip(nodes).flat_map(|(fact, node)| fact.iter().map(move |one| (one, node)))
    {
        let mut fields = fields.clone();
        fields.extend(more.map(|(name, text)| (name.to_owned(), text.to_owned())));
        match fact(key, &fields) {
            Ok(fact) => read.push(fact),
            Err(what) => {
                let meant = nearest(key, Fact::ROWS.iter().map(|row| row.key)).filter(|meant| *meant != key);
                let expected = "a fact as `spec911 steps` lists them, with all of its fields";
                gather.fault(node.key_place(key), what, |fault| fault.expected(expected).did_you_mean(meant));
            }
        }
    }
    gather.finish(read)
}

/// A fact from its key and its fields' texts.
fn fact(key: &str, fields: &BTreeMap<String, String>) -> Result<Fact, String> {
    let row = Fact::ROWS.iter().find(|row| row.key == key).ok_or_else(|| format!("`{key}` is no fact"))?;
    let texts: Vec<String> =
        row.fields.iter().map(|field| fields.get(field.name).cloned().unwrap_or_default()).collect();
    match Fact::from_texts(key, &texts) {
        Some(Ok(fact)) => Ok(fact),
        Some(Err(bad)) => Err(bad.into_iter().map(|field| format!("{}: {}", field.name, field.bad.message)).collect()),
        None => Err(format!("`{key}` is no fact")),
    }
}
