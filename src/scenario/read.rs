//! From a YAML file to a scenario, gathering every fault on the way.

use std::sync::Arc;

use crate::source::yaml::{self, Gather, Key, Node, Value as Yaml};
use crate::source::{Fault, Place, nearest};
use crate::stimulus::{Fact, Origin, Placed, Row, RowField, Scenario, Step};

use super::{Kind, Value, advise};

const KEYS: [&str; 5] = ["name", "story", "tags", "facts", "steps"];

/// Reads a file that holds one scenario.
///
/// # Errors
///
/// Every fault of the file, in its order.
pub fn read(file: &str, text: &str) -> Result<Scenario, Vec<Fault>> {
    match read_partly(file, text) {
        (Some(scenario), faults) if faults.is_empty() => Ok(scenario),
        (_, faults) => Err(faults),
    }
}

/// Reads a file as far as it can be read: with faults, the scenario may lack parts, or not be there at all.
pub fn read_partly(file: &str, text: &str) -> (Option<Scenario>, Vec<Fault>) {
    let root = match yaml::parse(file, text) {
        Ok(root) => root,
        Err(faults) => return (None, faults),
    };
    let mut reader = Reader { gather: Gather::new(file, text), file: Arc::from(file) };
    let scenario = reader.scenario(&root);
    (Some(scenario), reader.gather.finish(()).err().unwrap_or_default())
}

pub(super) struct Reader<'a> {
    pub(super) gather: Gather<'a>,
    file: Arc<str>,
}

impl Reader<'_> {
    fn scenario(&mut self, root: &Node) -> Scenario {
        for (key, _) in self.gather.map(root, "the file").unwrap_or_default() {
            if !KEYS.contains(&key.text.as_str()) {
                self.unknown(key, "key", &format!("one of {}", KEYS.join(", ")), &KEYS);
            }
        }
        let line = root.key_place("name").line;
        Scenario {
            id: format!("{}:{line}", self.file),
            name: self.name(root),
            story: self.story(root),
            tags: self.tags(root),
            origin: Origin { file: self.file.clone(), line, row: None },
            facts: self.facts(root),
            steps: self.steps(root),
        }
    }

    fn facts(&mut self, root: &Node) -> Vec<Placed<Fact>> {
        let Some(node) = root.get("facts") else { return Vec::new() };
        let mut facts = Vec::new();
        for node in self.gather.list(node, "`facts`").unwrap_or_default() {
            if self.gather.is_full() {
                break;
            }
            if let Some(Value::Fact(value)) = self.value(Kind::Fact, node) {
                facts.push(Placed { value, origin: self.origin(node) });
            }
        }
        facts
    }

    fn steps(&mut self, root: &Node) -> Vec<Placed<Step>> {
        let Some(list) = root.get("steps") else {
            self.missing(root, "steps", "a list of `when:` and `then:` entries");
            return Vec::new();
        };
        let mut steps = Vec::new();
        let nodes = self.gather.list(list, "`steps`");
        if nodes.is_some_and(<[Node]>::is_empty) {
            let expected = "at least one entry such as `- when: {restarts: {}}`";
            self.gather.fault(list.place, "a scenario without steps", |fault| fault.expected(expected));
        }
        for node in nodes.unwrap_or_default() {
            if self.gather.is_full() {
                break;
            }
            let Some((key, entry)) = self.entry(node, "`when:` or `then:`") else { continue };
            let kind = match key.text.as_str() {
                "when" => Kind::Stimulus,
                "then" => Kind::Expectation,
                "given" => {
                    self.gather
                        .fault(key.place, "a fact stands among the steps", |fault| fault.help(belongs(Kind::Fact)));
                    continue;
                }
                _ => {
                    self.unknown(key, "key", "`when` or `then`", &["when", "then"]);
                    continue;
                }
            };
            if let Some(Value::Step(value)) = self.value(kind, entry) {
                steps.push(Placed { value, origin: self.origin(node) });
            }
        }
        steps
    }

    /// A map of one key: the row, and its fields.
    fn value(&mut self, kind: Kind, node: &Node) -> Option<Value> {
        let (key, fields) = self.entry(node, &format!("the key of {}", kind.noun()))?;
        let Some(row) = kind.row(&key.text) else {
            let keys: Vec<&str> = kind.rows().iter().map(|row| row.key).collect();
            let other = Kind::ALL.into_iter().find(|other| other.row(&key.text).is_some());
            let near = nearest(&key.text, keys.iter().copied());
            match (other, near) {
                (Some(other), _) => {
                    let message = format!("`{}` is {}, not {}", key.text, other.noun(), kind.noun());
                    self.gather.fault(key.place, message, |fault| fault.help(belongs(other)));
                }
                (None, Some(_)) => self.unknown(key, "key", &format!("the key of {}", kind.noun()), &keys),
                (None, None) => {
                    let expected = format!("the key of {}: one of {}", kind.noun(), keys.join(", "));
                    self.unknown(key, "key", &expected, &keys);
                }
            }
            return None;
        };
        let texts = self.fields(row, key, fields)?;
        let plain: Vec<String> = texts.iter().map(|(text, _)| text.clone().unwrap_or_default()).collect();
        match kind.value(row, &plain) {
            Ok(value) => texts.iter().all(|(text, _)| text.is_some()).then_some(value),
            Err(bad) => {
                // A field without a text has its fault already.
                let bad =
                    bad.into_iter().filter(|field| texts.get(field.index).is_some_and(|(text, _)| text.is_some()));
                for advice in advise(kind, row, &plain, bad.collect()) {
                    let Some((_, Some(node))) = texts.get(advice.index) else { continue };
                    let place = part_of(node, &advice.part);
                    self.gather.fault(place, advice.message.clone(), |fault| advice.finish(fault));
                }
                None
            }
        }
    }

    /// The text and node of each field of a row, where it has one.
    fn fields<'n>(&mut self, row: &Row, key: &Key, node: &'n Node) -> Option<Vec<(Option<String>, Option<&'n Node>)>> {
        let names: Vec<&str> = row.fields.iter().map(|field| field.name).collect();
        let Some(entries) = node.as_map() else {
            let message = format!("`{}` has {} where its fields are due", row.key, node.kind());
            let place = if node.kind() == "nothing" { key.place } else { node.place };
            self.gather.fault(place, message, |fault| fault.expected(allowed(&names)).help(example(row)));
            return None;
        };
        let mut meant = Vec::new();
        for (key, value) in entries.iter().filter(|(key, _)| !names.contains(&key.text.as_str())) {
            let near = nearest(&key.text, names.iter().copied());
            meant.extend(near);
            if near.is_none() && value.kind() == "nothing" {
                let help = "put a text with a comma in quotes where it stands between `{` and `}`";
                let message = format!("unknown field `{}`", key.text);
                self.gather.fault(key.place, message, |fault| fault.expected(allowed(&names)).help(help));
            } else {
                self.unknown(key, "field", &allowed(&names), &names);
            }
        }
        let texts = row.fields.iter().map(|field| {
            let found = node.get(field.name);
            if found.is_none() && !meant.contains(&field.name) {
                let message = format!("`{}` lacks the field `{}`", row.key, field.name);
                self.gather.fault(key.place, message, |fault| fault.expected(allowed(&names)).help(example(row)));
            }
            (found.and_then(|node| self.field_text(field, node)), found)
        });
        Some(texts.collect())
    }

    fn field_text(&mut self, field: &RowField, node: &Node) -> Option<String> {
        let text = node.as_text().filter(|_| node.kind() != "nothing");
        if text.is_none() {
            let message = format!("the field `{}` is {}", field.name, node.kind());
            let expected = format!("a text such as `{}`", field.example);
            self.gather.fault(node.place, message, |fault| fault.expected(expected));
        }
        text.map(str::to_owned)
    }

    /// The one key of a map and what stands under it.
    fn entry<'n>(&mut self, node: &'n Node, expected: &str) -> Option<&'n (Key, Node)> {
        let Some(entries) = node.as_map() else {
            let message = format!("{} stands where a map of one key is due", node.kind());
            self.gather
                .fault(node.place, message, |fault| fault.expected(format!("{expected}, with what belongs to it")));
            return None;
        };
        match entries {
            [only] => Some(only),
            [] => {
                self.gather.fault(node.place, "a map without a key", |fault| fault.expected(expected));
                None
            }
            [first, second, ..] => {
                let message = format!("a second key, `{}`, stands beside `{}`", second.0.text, first.0.text);
                let help = "begin an entry of its own with `- `, or indent it if it is a field";
                self.gather.fault(second.0.place, message, |fault| fault.expected("one key an entry").help(help));
                None
            }
        }
    }

    fn unknown(&mut self, key: &Key, what: &str, expected: &str, known: &[&str]) {
        let meant = nearest(&key.text, known.iter().copied());
        let message = format!("unknown {what} `{}`", key.text);
        self.gather.fault(key.place, message, |fault| fault.expected(expected).did_you_mean(meant));
    }

    pub(super) fn missing(&mut self, root: &Node, key: &str, expected: &str) {
        // A misspelt key has its own fault, which says what was meant.
        let misspelt = |(other, _): &(Key, Node)| {
            !KEYS.contains(&other.text.as_str()) && nearest(&other.text, KEYS.iter().copied()) == Some(key)
        };
        if root.as_map().is_some_and(|entries| !entries.iter().any(misspelt)) {
            let place = Place { length: 0, ..root.place };
            self.gather.fault(place, format!("the key `{key}` is missing"), |fault| fault.expected(expected));
        }
    }

    fn origin(&self, node: &Node) -> Origin {
        Origin { file: self.file.clone(), line: node.place.line, row: None }
    }
}

/// The place of a part of a scalar; of a scalar in quotes the whole, since escapes shift what is in it.
fn part_of(node: &Node, part: &std::ops::Range<usize>) -> Place {
    let whole = node.place;
    let Yaml::Scalar { text, plain: true } = &node.value else { return whole };
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    match (text.get(..part.start), text.get(part.clone())) {
        (Some(before), Some(meant)) if count(text) == whole.length && !meant.is_empty() => {
            Place { column: whole.column + count(before), length: count(meant), ..whole }
        }
        (_, _) => whole,
    }
}

/// Where an entry of a kind stands in a file.
fn belongs(kind: Kind) -> &'static str {
    match kind {
        Kind::Fact => "write it under `facts:`",
        Kind::Stimulus => "write it under `- when:`",
        Kind::Expectation => "write it under `- then:`",
    }
}

fn allowed(names: &[&str]) -> String {
    match names {
        [] => "no fields: `{}`".to_owned(),
        [only] => format!("the field {only}"),
        many => format!("the fields {}", many.join(", ")),
    }
}

/// A whole entry as it could be written.
fn example(row: &Row) -> String {
    let fields: Vec<String> = row.fields.iter().map(|field| format!("{}: {}", field.name, field.example)).collect();
    format!("such as `{}: {{{}}}`", row.key, fields.join(", "))
}
