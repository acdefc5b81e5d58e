//! One requirement and the words of its record.

use std::collections::BTreeSet;

use serde::Serialize;

use super::names::named;
use super::{BorderName, RequirementId, Tolerance};

named! {
    /// How strongly a requirement binds.
    pub enum Obligation("obligation") {
        /// Mandatory.
        Mandatory = "M",
        /// Conditional on a capability that the ICS declares.
        Conditional = "C",
        /// Optional.
        Optional = "O",
        /// Part of a pack, never of the base verdict.
        Pack = "pack",
        /// A duty of the harness itself.
        Harness = "harness",
    }
}

impl Obligation {
    /// Whether rows of this obligation make up the base verdict.
    pub const fn is_base(self) -> bool {
        match self {
            Obligation::Mandatory | Obligation::Conditional | Obligation::Optional => true,
            Obligation::Pack | Obligation::Harness => false,
        }
    }
}

named! {
    /// Where a requirement comes from.
    pub enum Origin("origin") {
        /// The documented feature demands it.
        Clause = "clause",
        /// A page or layer below the documented feature demands it.
        Linked = "linked",
        /// Our own decision.
        Decision = "decision",
    }
}

named! {
    /// What kind of harm its violation does.
    pub enum Class("class") {
        /// Somebody in need is not helped, or shown to others.
        Safety = "safety",
        /// Something comes too late or ends too early.
        Deadline = "deadline",
        /// Something ordinary is treated as an emergency.
        Control = "control",
        /// Faults and odd input spread.
        Robustness = "robustness",
    }
}

/// Another defensible reading of a requirement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Alternative {
    /// The name by which an ICS declares it.
    pub name: String,
    /// What it says.
    pub what: String,
}

/// The name of our own reading wherever a row gives it no other.
pub const DEFAULT_READING: &str = "default";

/// One duty with an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Its id.
    pub id: RequirementId,
    /// How strongly it binds.
    pub obligation: Obligation,
    /// The capability that it is conditional on; base rows only, and never mandatory ones.
    pub capability: Option<String>,
    /// What is required.
    pub statement: String,
    /// Keys of the clauses that it follows from; empty for packs and the harness.
    pub clauses: Vec<String>,
    /// The text that a pack row follows from.
    pub source: Option<String>,
    /// Where it comes from; base rows only.
    pub origin: Option<Origin>,
    /// What kind of harm its violation does; base rows only.
    pub class: Option<Class>,
    /// Our answer where the clause is silent.
    pub decision: Option<String>,
    /// The name of our own reading.
    pub default_reading: String,
    /// The other readings, in the order of the decision.
    pub alternatives: Vec<Alternative>,
    /// The tolerances that its verdict depends on.
    pub tolerances: BTreeSet<Tolerance>,
    /// The borders that its verdict needs.
    pub borders: BTreeSet<BorderName>,
    /// The pack that it belongs to.
    pub pack: Option<String>,
    /// The revision that it belongs to.
    pub revision: String,
}

impl Requirement {
    /// Whether it is part of the base verdict.
    pub const fn is_base(&self) -> bool {
        self.obligation.is_base()
    }

    /// The alternative of that name.
    pub fn alternative(&self, name: &str) -> Option<&Alternative> {
        self.alternatives.iter().find(|alternative| alternative.name == name)
    }

    /// The reading that a name means here: an alternative's own name, or `default` for ours, however it is called.
    pub fn reading(&self, name: &str) -> Option<&str> {
        if name == DEFAULT_READING || name == self.default_reading {
            return Some(DEFAULT_READING);
        }
        self.alternative(name).map(|alternative| alternative.name.as_str())
    }

    /// The names that an ICS may give its reading: ours first, then the alternatives.
    pub fn reading_names(&self) -> impl Iterator<Item = &str> {
        let named = (self.default_reading != DEFAULT_READING).then_some(self.default_reading.as_str());
        std::iter::once(DEFAULT_READING)
            .chain(named)
            .chain(self.alternatives.iter().map(|alternative| alternative.name.as_str()))
    }
}
