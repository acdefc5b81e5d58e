//! From one row of a catalogue's YAML to a requirement.
//!
//! Owns what a row must have and may not have, by its obligation.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::source::Place;
use crate::source::yaml::{Gather, Node};

use super::check::{is_known, one_name};
use super::clause::Clause;
use super::row::DEFAULT_READING;
use super::{Alternative, IdError, Named, Obligation, Requirement, RequirementId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    id: String,
    obligation: String,
    statement: String,
    #[serde(default)]
    capability: Option<String>,
    #[serde(default)]
    clause: Vec<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    origin: Option<String>,
    #[serde(default)]
    class: Option<String>,
    #[serde(default)]
    decision: Option<String>,
    #[serde(default)]
    default_reading: Option<String>,
    #[serde(default)]
    alternatives: Vec<RawAlternative>,
    tolerances: Vec<String>,
    borders: Vec<String>,
    #[serde(default)]
    pack: Option<String>,
    revision: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAlternative {
    name: String,
    what: String,
}

/// What the rows may refer to.
pub(super) struct Head {
    pub(super) revision: String,
    pub(super) clauses: Vec<Clause>,
    pub(super) features: BTreeSet<String>,
}

/// Reads one row; `None` where it had to be given up, with at least one fault.
pub(super) fn load_row(gather: &mut Gather<'_>, node: &Node, head: &Head) -> Option<Requirement> {
    let raw = gather.read::<RawRow>(node)?;
    let mut row = Row { gather, node, head };
    let id = row.id(&raw.id);
    let obligation = row.word::<Obligation>("obligation", Some(&raw.obligation));
    let origin = row.word("origin", raw.origin.as_deref());
    let class = row.word("class", raw.class.as_deref());
    let tolerances = row.words("tolerances", &raw.tolerances);
    let borders = row.words("borders", &raw.borders);
    row.clauses(&raw.clause);
    row.readings(&raw);
    row.revision(&raw.revision);
    row.fields(obligation?, &raw);
    Some(Requirement {
        id: id?,
        obligation: obligation?,
        capability: raw.capability,
        statement: raw.statement,
        clauses: raw.clause,
        source: raw.source,
        origin,
        class,
        decision: raw.decision,
        default_reading: raw.default_reading.unwrap_or_else(|| DEFAULT_READING.to_owned()),
        alternatives: raw
            .alternatives
            .into_iter()
            .map(|RawAlternative { name, what }| Alternative { name, what })
            .collect(),
        tolerances,
        borders,
        pack: raw.pack,
        revision: raw.revision,
    })
}

/// A row that is being checked.
struct Row<'g, 's, 'n> {
    gather: &'g mut Gather<'s>,
    node: &'n Node,
    head: &'g Head,
}

impl Row<'_, '_, '_> {
    fn id(&mut self, text: &str) -> Option<RequirementId> {
        let id = text.parse().ok();
        if id.is_none() {
            let message = format!("`{text}` is not the id of a requirement");
            self.gather.fault(self.node.value_place("id"), message, |fault| fault.expected(IdError::EXPECTED));
        }
        id
    }

    fn word<T: Named>(&mut self, field: &str, text: Option<&str>) -> Option<T> {
        one_name(self.gather, self.node.value_place(field), text?)
    }

    fn words<T: Named + Ord>(&mut self, field: &str, texts: &[String]) -> BTreeSet<T> {
        let mut found = BTreeSet::new();
        for (at, text) in texts.iter().enumerate() {
            let place = self.place(&format!("{field}[{at}]"));
            let Some(word) = one_name::<T>(self.gather, place, text) else { continue };
            if !found.insert(word) {
                self.twice(place, &format!("the {} `{text}`", T::WHAT));
            }
        }
        found
    }

    fn clauses(&mut self, keys: &[String]) {
        if self.head.clauses.is_empty() {
            return; // The missing table is a fault of its own.
        }
        let mut seen = BTreeSet::new();
        for (at, key) in keys.iter().enumerate() {
            let place = self.place(&format!("clause[{at}]"));
            let known = self.head.clauses.iter().map(|clause| clause.key.as_str());
            if is_known(self.gather, place, "clause", key, known) && !seen.insert(key) {
                self.twice(place, &format!("the clause `{key}`"));
            }
        }
    }

    fn readings(&mut self, raw: &RawRow) {
        let ours = raw.default_reading.as_deref().unwrap_or(DEFAULT_READING);
        let mut seen = BTreeSet::new();
        for (at, RawAlternative { name, .. }) in raw.alternatives.iter().enumerate() {
            let place = self.place(&format!("alternatives[{at}].name"));
            if !seen.insert(name) {
                self.twice(place, &format!("the alternative `{name}`"));
            } else if name == ours || name == DEFAULT_READING {
                let message = format!("the alternative `{name}` has the name of our own reading");
                self.gather.fault(place, message, |fault| fault.help("give it a name of its own"));
            }
        }
    }

    fn revision(&mut self, text: &str) {
        let expected = &self.head.revision;
        if text != expected && !expected.is_empty() {
            let place = self.node.value_place("revision");
            self.gather.fault(place, format!("the row belongs to revision `{text}`"), |fault| {
                fault.expected(format!("`{expected}`, as in the head of the file"))
            });
        }
    }

    /// What a row must have, and what it may not, by its obligation.
    fn fields(&mut self, obligation: Obligation, raw: &RawRow) {
        let (base, pack) = (obligation.is_base(), obligation == Obligation::Pack);
        let conditional = match obligation {
            Obligation::Conditional | Obligation::Optional => true,
            Obligation::Mandatory | Obligation::Pack | Obligation::Harness => false,
        };
        self.field(obligation, "capability", raw.capability.is_some(), conditional);
        self.field(obligation, "clause", !raw.clause.is_empty(), base);
        self.field(obligation, "origin", raw.origin.is_some(), base);
        self.field(obligation, "class", raw.class.is_some(), base);
        self.field(obligation, "pack", raw.pack.is_some(), pack);
        self.field(obligation, "source", raw.source.is_some(), pack);
        if raw.statement.trim().is_empty() {
            let place = self.node.value_place("statement");
            self.gather
                .fault(place, "the statement is empty", |fault| fault.expected("what is required, in one sentence"));
        }
    }

    fn field(&mut self, obligation: Obligation, name: &str, there: bool, wanted: bool) {
        if there == wanted {
            return;
        }
        let (place, message, help) = if wanted {
            let message = format!("a row of obligation `{obligation}` needs the field `{name}`");
            (self.node.value_place("obligation"), message, format!("add `{name}:`"))
        } else {
            let message = format!("a row of obligation `{obligation}` has no `{name}`");
            (self.node.key_place(name), message, format!("remove `{name}:`, or change the obligation"))
        };
        self.gather.fault(place, message, |fault| fault.help(help));
    }

    fn twice(&mut self, place: Place, what: &str) {
        self.gather.fault(place, format!("{what} stands twice"), |fault| fault.help("remove one of the two"));
    }

    fn place(&self, path: &str) -> Place {
        self.node.at_path(path).map_or(self.node.place, |node| node.place)
    }
}
