//! Reading a conformance statement: each field with what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Base;
use crate::source::yaml::{Gather, Node};
use crate::source::{Fault, Place, nearest};
use crate::time::Span;

use super::check::{is_known, one_name, unique_names};
use super::ics::{COALESCE, TEST_WINDOW};
use super::names::one_of;
use super::row::DEFAULT_READING;
use super::{Catalogue, RequirementId, Tolerance};

const FIELDS: [&str; 9] =
    ["capabilities", "readings", "tolerances", "spans", "territories", "workspaces", "statuses", "packs", "test-calls"];

/// The spans that can be declared, and what each is the span of.
const SPANS: [&str; 2] = [COALESCE, TEST_WINDOW];

/// The status of an agent whose presence record is the tenant's own.
const CUSTOM: &str = "custom";

/// Reads the fields of a statement, and gathers what is wrong with them.
pub(super) struct Loader<'a> {
    gather: Gather<'a>,
    catalogue: &'a Catalogue,
}

impl<'a> Loader<'a> {
    pub(super) fn new(file: &'a str, text: &'a str, catalogue: &'a Catalogue) -> Self {
        Loader { gather: Gather::new(file, text), catalogue }
    }

    /// The statement, unless anything is wrong with it.
    pub(super) fn finish<T>(self, value: T) -> Result<T, Vec<Fault>> {
        self.gather.finish(value)
    }

    pub(super) fn fields(&mut self, root: &Node) {
        for (key, _) in self.gather.map(root, "the statement").unwrap_or_default() {
            is_known(&mut self.gather, key.place, "field", &key.text, FIELDS.into_iter());
        }
    }

    /// The names of a list, if the list is there at all.
    pub(super) fn listed(&mut self, root: &Node, field: &str, what: &str) -> Option<BTreeSet<String>> {
        root.get(field).map(|list| unique_names(&mut self.gather, list, what))
    }

    pub(super) fn statuses(&mut self, root: &Node) -> Option<BTreeSet<String>> {
        let known = || Base::WORDS.iter().copied().chain([CUSTOM]);
        for node in root.get("statuses").and_then(Node::as_list).unwrap_or_default() {
            if let Some(name) = node.as_text().filter(|name| !name.is_empty()) {
                is_known(&mut self.gather, node.place, "status", name, known());
            }
        }
        self.listed(root, "statuses", "status")
    }

    pub(super) fn capabilities(&mut self, root: &Node) -> BTreeSet<String> {
        for node in root.get("capabilities").and_then(Node::as_list).unwrap_or_default() {
            let Some(name) = node.as_text().filter(|name| !name.is_empty()) else { continue };
            let known = self.catalogue.capabilities();
            if !known.contains(name) {
                let meant = nearest(name, known.all());
                self.gather.fault(node.place, format!("unknown capability `{name}`"), |fault| match meant {
                    Some(_) => fault.did_you_mean(meant),
                    None => fault.expected(one_of(known.all())),
                });
            }
        }
        self.listed(root, "capabilities", "capability").unwrap_or_default()
    }

    pub(super) fn readings(&mut self, root: &Node) -> BTreeMap<RequirementId, String> {
        let mut readings = BTreeMap::new();
        let Some(list) = root.get("readings") else { return readings };
        for (key, node) in self.gather.map(list, "`readings`").unwrap_or_default() {
            let id = self.row(key.place, &key.text);
            let Some(name) = self.gather.text(node, "a reading") else { continue };
            if let Some(reading) = id.and_then(|id| self.reading(node.place, id, name).map(|name| (id, name))) {
                readings.extend((reading.1 != DEFAULT_READING).then_some(reading));
            }
        }
        readings
    }

    fn row(&mut self, place: Place, text: &str) -> Option<RequirementId> {
        let id = text.parse().ok().filter(|id| self.catalogue.get(id).is_some());
        if id.is_none() {
            let meant = self.catalogue.nearest_id(text);
            self.gather.fault(place, format!("unknown requirement `{text}`"), |fault| {
                fault
                    .expected("the id of a row of the catalogue")
                    .did_you_mean(meant.as_ref().map(RequirementId::as_str))
            });
        }
        id
    }

    fn reading(&mut self, place: Place, id: RequirementId, name: &str) -> Option<String> {
        let row = self.catalogue.get(&id)?;
        let reading = row.reading(name);
        if reading.is_none() {
            let meant = nearest(name, row.reading_names());
            self.gather.fault(place, format!("{id} has no reading `{name}`"), |fault| {
                fault.expected(one_of(row.reading_names())).did_you_mean(meant)
            });
        }
        reading.map(str::to_owned)
    }

    pub(super) fn tolerances(&mut self, root: &Node) -> BTreeMap<Tolerance, Span> {
        let mut tolerances = BTreeMap::new();
        let Some(list) = root.get("tolerances") else { return tolerances };
        for (key, node) in self.gather.map(list, "`tolerances`").unwrap_or_default() {
            let name = one_name::<Tolerance>(&mut self.gather, key.place, &key.text);
            let span = self.span(node);
            let (Some(name), Some(span)) = (name, span) else { continue };
            let most = self.catalogue.tolerance(name).at_most;
            if span > most {
                self.gather.fault(node.place, format!("the tolerance `{name}` of {span} is too long"), |fault| {
                    fault.expected(format!("at most {most}"))
                });
            }
            tolerances.insert(name, span);
        }
        tolerances
    }

    pub(super) fn spans(&mut self, root: &Node) -> BTreeMap<String, Span> {
        let mut spans = BTreeMap::new();
        let Some(list) = root.get("spans") else { return spans };
        for (key, node) in self.gather.map(list, "`spans`").unwrap_or_default() {
            let known = is_known(&mut self.gather, key.place, "span", &key.text, SPANS.into_iter());
            if let (true, Some(span)) = (known, self.span(node)) {
                spans.insert(key.text.clone(), span);
            }
        }
        spans
    }

    fn span(&mut self, node: &Node) -> Option<Span> {
        let text = self.gather.text(node, "a tolerance")?;
        match text.parse::<Span>() {
            Ok(span) => Some(span),
            Err(error) => {
                let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                self.gather.fault(node.place, format!("`{text}` is no span"), |fault| {
                    let fault = fault.expected(error.expected);
                    if digits { fault.help(format!("write the unit: `{text} s`")) } else { fault }
                });
                None
            }
        }
    }

    pub(super) fn packs(&mut self, root: &Node) -> BTreeSet<String> {
        let known = self.catalogue.packs();
        for node in root.get("packs").and_then(Node::as_list).unwrap_or_default() {
            if let Some(name) = node.as_text().filter(|name| !name.is_empty()) {
                is_known(&mut self.gather, node.place, "pack", name, known.iter().copied());
            }
        }
        self.listed(root, "packs", "pack").unwrap_or_default()
    }

    /// The territories of a field that are country codes.
    pub(super) fn territories(&mut self, root: &Node, field: &str) -> Option<BTreeSet<String>> {
        for node in root.get(field).and_then(Node::as_list).unwrap_or_default() {
            let Some(code) = node.as_text().filter(|code| !code.is_empty()) else { continue };
            if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
                let upper = code.to_uppercase();
                self.gather.fault(node.place, format!("`{code}` is no country code"), |fault| {
                    let fault = fault.expected("two capital letters (ISO 3166-1)");
                    if upper.len() == 2 && upper != code { fault.help(format!("write `{upper}`")) } else { fault }
                });
            }
        }
        self.listed(root, field, "territory")
    }
}
