//! Facts that hold unless a scenario states them: number plans, presence records, and the rest of a plain tenant.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::{AgentName, Base, Dialled, RecordName, SetOf, Territory, Zone};
use crate::source::{Fault, yaml};
use crate::stimulus::Fact;

const PLANS: &str = include_str!("../../fixtures/number-plans.yaml");
const PRESENCE: &str = include_str!("../../fixtures/presence.yaml");
const ZONES: &str = include_str!("../../fixtures/zones.yaml");
const DEFAULTS: &str = include_str!("../../fixtures/defaults.yaml");

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
        let plans = yaml::read_rows::<PlanRow>("fixtures/number-plans.yaml", plans, "plans")?;
        let records = yaml::read_rows::<RecordRow>("fixtures/presence.yaml", presence, "records")?;
        let zones = yaml::read_rows::<ZoneRow>("fixtures/zones.yaml", zones, "zones")?;
        let plain: Plain = yaml::read("fixtures/defaults.yaml", defaults)?;
        let mut tenant: Vec<Fact> = Vec::new();
        for spelt in &plain.tenant {
            for (key, fields) in spelt {
                tenant.push(fact(key, fields).map_err(|message| vec![Fault::new("fixtures/defaults.yaml", message)])?);
            }
        }
        tenant.extend(plans.into_iter().map(|(row, _)| Fact::NumberPlan {
            territory: row.territory,
            feature: SetOf::from_iter(row.feature),
            national: SetOf::from_iter(row.national),
        }));
        tenant.extend(records.into_iter().map(|(row, _)| Fact::PresenceRecord { record: row.record, base: row.base }));
        let zones = zones.into_iter().map(|(row, _)| (row.territory, row.zone)).collect();
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
