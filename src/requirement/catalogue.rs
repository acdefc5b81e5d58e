//! The catalogue: every requirement of one revision, with clauses, capabilities and tolerances.
//!
//! Owns the look-ups and the hash of the normative content. Reading a file into it is `load.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::source::{nearest, render};

use super::clause::{Capabilities, Clause};
use super::{Alternative, Class, Obligation, Origin, Requirement, RequirementId, Tolerance, ToleranceLimit};

/// Every requirement of one revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    pub(super) revision: String,
    pub(super) clauses: Vec<Clause>,
    pub(super) capabilities: Capabilities,
    pub(super) tolerances: BTreeMap<Tolerance, ToleranceLimit>,
    pub(super) rows: Vec<Requirement>,
    pub(super) index: BTreeMap<RequirementId, usize>,
}

/// The name that faults and reports give the embedded catalogue.
const EMBEDDED_FILE: &str = "fixtures/requirements.yaml";

static EMBEDDED: LazyLock<Catalogue> = LazyLock::new(|| {
    let text = include_str!("../../fixtures/requirements.yaml");
    // A wrong embedded catalogue is our fault, not the caller's, and a test holds that it is right.
    Catalogue::load(EMBEDDED_FILE, text).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
});

impl Catalogue {
    /// The catalogue that this version carries, read once.
    pub fn embedded() -> &'static Catalogue {
        &EMBEDDED
    }

    /// The revision of its base rows.
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// All rows in the order written: base, packs, harness.
    pub fn rows(&self) -> &[Requirement] {
        &self.rows
    }

    /// The rows of the base verdict.
    pub fn base(&self) -> impl Iterator<Item = &Requirement> {
        self.rows.iter().filter(|row| row.is_base())
    }

    /// The rows of one pack.
    pub fn pack<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Requirement> {
        self.rows.iter().filter(move |row| row.pack.as_deref() == Some(name))
    }

    /// The names of the packs.
    pub fn packs(&self) -> BTreeSet<&str> {
        self.rows.iter().filter_map(|row| row.pack.as_deref()).collect()
    }

    /// The row of that id.
    pub fn get(&self, id: &RequirementId) -> Option<&Requirement> {
        self.index.get(id).and_then(|at| self.rows.get(*at))
    }

    /// The rows of the group that an id belongs to, the row itself included.
    pub fn group(&self, id: &RequirementId) -> impl Iterator<Item = &Requirement> {
        let id = *id;
        self.rows.iter().filter(move |row| row.id.group() == id.group())
    }

    /// The id that a text was probably meant to be.
    pub fn nearest_id(&self, text: &str) -> Option<RequirementId> {
        nearest(text, self.rows.iter().map(|row| row.id.as_str()))?.parse().ok()
    }

    /// The clause of that key.
    pub fn clause(&self, key: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.key == key)
    }

    /// All clauses in the order written.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The capabilities that rows are conditional on or that stand alone.
    pub fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// What is allowed for a tolerance.
    pub fn tolerance(&self, tolerance: Tolerance) -> ToleranceLimit {
        // Loading refuses a catalogue without a limit for each tolerance; none means that nothing is tolerated.
        self.tolerances
            .get(&tolerance)
            .copied()
            .unwrap_or(ToleranceLimit { undeclared: crate::time::Span::ZERO, at_most: crate::time::Span::ZERO })
    }

    /// The SHA-256, in hex, of the normative content of the base and harness rows.
    ///
    /// Packs are left out, since a revision may gain them later. Layout, comments and order of the YAML change nothing,
    /// nor do borders and tolerances, which serve the judging.
    pub fn hash(&self) -> String {
        let rows: Vec<Normative<'_>> =
            self.index.values().filter_map(|at| self.rows.get(*at)).filter_map(Normative::of).collect();
        let frozen = Frozen { revision: &self.revision, rows };
        // Texts, numbers and lists with fixed field names: there is nothing in it that JSON can't write.
        let content = serde_json::to_string(&frozen).unwrap_or_default();
        Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What a revision freezes. Written field by field in the order given here, whatever features JSON is built with.
#[derive(Serialize)]
struct Frozen<'a> {
    revision: &'a str,
    rows: Vec<Normative<'a>>,
}

/// What a revision freezes of a row. The field names are part of the hash.
#[derive(Serialize)]
struct Normative<'a> {
    id: RequirementId,
    obligation: Obligation,
    statement: &'a str,
    decision: Option<&'a str>,
    clause: &'a [String],
    capability: Option<&'a str>,
    origin: Option<Origin>,
    class: Option<Class>,
    default_reading: &'a str,
    alternatives: &'a [Alternative],
}

impl<'a> Normative<'a> {
    fn of(row: &'a Requirement) -> Option<Self> {
        (row.obligation != Obligation::Pack).then(|| Normative {
            id: row.id,
            obligation: row.obligation,
            statement: &row.statement,
            decision: row.decision.as_deref(),
            clause: &row.clauses,
            capability: row.capability.as_deref(),
            origin: row.origin,
            class: row.class,
            default_reading: &row.default_reading,
            alternatives: &row.alternatives,
        })
    }
}
