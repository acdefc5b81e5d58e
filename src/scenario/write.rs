//! From a scenario to its YAML text.

use serde_yaml::{Mapping, Value};

use crate::stimulus::{Row, Scenario, Step};

/// Writes a scenario as a file that [`read`](super::read) gives back with equal values.
pub fn write(scenario: &Scenario) -> String {
    let mut file = Mapping::new();
    file.insert("name".into(), scenario.name.as_str().into());
    if let Some(story) = &scenario.story {
        file.insert("story".into(), story.as_str().into());
    }
    if !scenario.tags.is_empty() {
        file.insert("tags".into(), scenario.tags.iter().map(String::as_str).collect::<Vec<_>>().into());
    }
    if !scenario.facts.is_empty() {
        let facts = scenario.facts.iter().map(|fact| entry(fact.value.row(), fact.value.texts()));
        file.insert("facts".into(), Value::Sequence(facts.collect()));
    }
    let steps = scenario.steps.iter().map(|step| match &step.value {
        Step::When(stimulus) => one("when", entry(stimulus.row(), stimulus.texts())),
        Step::Then(expectation) => one("then", entry(expectation.row(), expectation.texts())),
    });
    file.insert("steps".into(), Value::Sequence(steps.collect()));
    serde_yaml::to_string(&file).expect("maps, lists and texts can be written as YAML")
}

fn entry(row: &Row, texts: Vec<String>) -> Value {
    let names = row.fields.iter().map(|field| field.name);
    let fields: Mapping = names.zip(texts).map(|(name, text)| (name.into(), text.into())).collect();
    one(row.key, Value::Mapping(fields))
}

fn one(key: &str, value: Value) -> Value {
    Value::Mapping([(key.into(), value)].into_iter().collect())
}
