//! What the rows of a catalogue refer to: source clauses and capabilities.

use std::collections::BTreeSet;

/// A clause of the source that requirements follow from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The key by which rows cite it.
    pub key: String,
    /// What it says.
    pub text: String,
}

/// The capabilities that a catalogue knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Those that say what exists or can be seen; not declared: not applicable.
    pub feature: BTreeSet<String>,
    /// Those that say that our decision is followed; not declared: observed.
    pub behaviour: BTreeSet<String>,
}

impl Capabilities {
    /// Whether the catalogue knows it at all.
    pub fn contains(&self, name: &str) -> bool {
        self.feature.contains(name) || self.behaviour.contains(name)
    }

    /// All of them, features first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.feature.iter().chain(&self.behaviour).map(String::as_str)
    }
}
