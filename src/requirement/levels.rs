//! The level table: which rows are lost where a deployment lacks a part of the interface, or shortens the window.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::source::render;
use crate::source::yaml;

use super::border_name::BorderName;
use super::ics::Ics;
use super::id::RequirementId;

const FILE: &str = "fixtures/levels.yaml";

static EMBEDDED: LazyLock<LevelTable> = LazyLock::new(|| {
    let text = include_str!("../../fixtures/levels.yaml");
    // A wrong embedded table is our fault, not the caller's, and a test holds that it is right.
    yaml::read(FILE, text).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
});

/// What is lost, part by part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelTable {
    /// The rows about the window of a temporary number: a shorter one in trials certifies nothing about them.
    pub window: BTreeSet<RequirementId>,
    /// The parts of the interface.
    pub parts: Vec<Part>,
}

/// A part of the interface that a deployment may lack.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is called.
    pub part: String,
    /// The operation that offers it.
    pub operation: String,
    /// The kind of record that comes of it.
    pub record: String,
    /// The level from which on it is offered.
    pub level: String,
    /// The border that can't be seen without it, where it is one.
    #[serde(default)]
    pub border: Option<BorderName>,
    /// The rows that are not measured without it.
    pub lost: BTreeSet<RequirementId>,
}

impl LevelTable {
    /// The table of this version.
    pub fn embedded() -> &'static LevelTable {
        &EMBEDDED
    }

    /// Why a statement keeps a row from being measured: it shortens the window that the row is about.
    pub fn shortened(&self, row: RequirementId, ics: &Ics) -> Option<String> {
        let window = ics.test_window().filter(|_| self.window.contains(&row))?;
        Some(format!("test-window: the window is {window} long: such a window certifies nothing about {row}"))
    }
}
