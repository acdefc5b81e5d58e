//! From the YAML of a catalogue to a catalogue, with every fault in one run.
//!
//! Owns the head of the file: revision, clauses, capabilities, tolerances. One row is `load_row.rs`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::source::yaml::{Gather, Key, Node, parse};
use crate::source::{Fault, nearest};
use crate::time::Span;

use super::catalogue::Catalogue;
use super::check::{one_name, unique_names};
use super::clause::{Capabilities, Clause};
use super::load_row::{Head, load_row};
use super::names::one_of;
use super::{Requirement, RequirementId, Tolerance, ToleranceLimit};

const FIELDS: [&str; 5] = ["revision", "feature_capabilities", "tolerances", "clauses", "rows"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTolerance {
    name: String,
    span: String,
    at_most: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClause {
    key: String,
    text: String,
}

impl Catalogue {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// Every fault that the text has, in the order of its lines.
    pub fn load(file: &str, text: &str) -> Result<Catalogue, Vec<Fault>> {
        load(file, text)
    }
}

/// Reads a whole catalogue.
fn load(file: &str, text: &str) -> Result<Catalogue, Vec<Fault>> {
    let root = parse(file, text)?;
    let mut gather = Gather::new(file, text);
    check_fields(&mut gather, &root);
    let head = Head {
        revision: root.get("revision").and_then(|node| gather.text(node, "`revision`")).unwrap_or_default().to_owned(),
        features: root
            .get("feature_capabilities")
            .map(|node| unique_names(&mut gather, node, "capability"))
            .unwrap_or_default(),
        clauses: root.get("clauses").map(|node| clauses(&mut gather, node)).unwrap_or_default(),
    };
    let tolerances = root.entry("tolerances").map(|(key, list)| tolerances(&mut gather, key, list)).unwrap_or_default();
    let (rows, index) = root.get("rows").map(|node| rows(&mut gather, node, &head)).unwrap_or_default();
    let behaviour = rows.iter().filter_map(|row| row.capability.clone()).filter(|name| !head.features.contains(name));
    let capabilities = Capabilities { behaviour: behaviour.collect(), feature: head.features };
    let Head { revision, clauses, .. } = head;
    gather.finish(Catalogue { revision, clauses, capabilities, tolerances, rows, index })
}

fn check_fields(gather: &mut Gather<'_>, root: &Node) {
    let Some(entries) = gather.map(root, "the catalogue") else { return };
    for (key, _) in entries {
        if !FIELDS.contains(&key.text.as_str()) {
            let meant = nearest(&key.text, FIELDS);
            gather.fault(key.place, format!("unknown field `{}`", key.text), |fault| {
                fault.expected(one_of(FIELDS)).did_you_mean(meant)
            });
        }
    }
    for field in FIELDS {
        if root.get(field).is_none() {
            gather.fault(root.place, format!("missing field `{field}`"), |fault| fault.help(format!("add `{field}:`")));
        }
    }
}

fn clauses(gather: &mut Gather<'_>, list: &Node) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut seen = BTreeSet::new();
    for node in gather.list(list, "`clauses`").unwrap_or_default() {
        let Some(RawClause { key, text }) = gather.read(node) else { continue };
        if !seen.insert(key.clone()) {
            gather.fault(node.value_place("key"), format!("the clause `{key}` is defined twice"), |fault| {
                fault.help("remove one of the two")
            });
        }
        clauses.push(Clause { key, text });
    }
    clauses
}

fn tolerances(gather: &mut Gather<'_>, key: &Key, list: &Node) -> BTreeMap<Tolerance, ToleranceLimit> {
    let mut limits = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for node in gather.list(list, "`tolerances`").unwrap_or_default() {
        let Some(raw) = gather.read::<RawTolerance>(node) else { continue };
        let name = one_name::<Tolerance>(gather, node.value_place("name"), &raw.name);
        seen.extend(name);
        let undeclared = span(gather, node, "span", &raw.span);
        let at_most = raw.at_most.map_or(undeclared, |text| span(gather, node, "at_most", &text));
        let (Some(name), Some(undeclared), Some(at_most)) = (name, undeclared, at_most) else { continue };
        if limits.insert(name, ToleranceLimit { undeclared, at_most }).is_some() {
            gather.fault(node.value_place("name"), format!("the tolerance `{name}` is defined twice"), |fault| {
                fault.help("remove one of the two")
            });
        }
        if at_most < undeclared {
            let message = format!("`at_most` is {at_most}, less than the {undeclared} of `span`");
            gather
                .fault(node.value_place("at_most"), message, |fault| fault.expected(format!("at least {undeclared}")));
        }
    }
    for missing in Tolerance::ALL.iter().filter(|name| !seen.contains(name)) {
        gather.fault(key.place, format!("the tolerance `{missing}` is not defined"), |fault| {
            fault.help(format!("add `- {{name: {missing}, span: 2 s}}` with its span"))
        });
    }
    limits
}

fn span(gather: &mut Gather<'_>, node: &Node, field: &str, text: &str) -> Option<Span> {
    match text.parse::<Span>() {
        Ok(span) => Some(span),
        Err(error) => {
            gather
                .fault(node.value_place(field), format!("`{text}` is no span"), |fault| fault.expected(error.expected));
            None
        }
    }
}

type Rows = (Vec<Requirement>, BTreeMap<RequirementId, usize>);

fn rows(gather: &mut Gather<'_>, list: &Node, head: &Head) -> Rows {
    let mut rows = Vec::new();
    let mut index = BTreeMap::new();
    let mut lines: BTreeMap<String, u32> = BTreeMap::new();
    for node in gather.list(list, "`rows`").unwrap_or_default() {
        check_id(gather, node, &mut lines);
        if let Some(row) = load_row(gather, node, head) {
            index.insert(row.id, rows.len());
            rows.push(row);
        }
    }
    (rows, index)
}

/// An id stands once, also where the rest of a row is wrong.
fn check_id(gather: &mut Gather<'_>, node: &Node, lines: &mut BTreeMap<String, u32>) {
    let Some(id) = node.get("id").and_then(Node::as_text) else { return };
    let place = node.value_place("id");
    match lines.get(id) {
        Some(line) => gather.fault(place, format!("the id `{id}` stands twice"), |fault| {
            fault.help(format!("give this row an id of its own: the first is in line {line}"))
        }),
        None => {
            lines.insert(id.to_owned(), place.line);
        }
    }
}
