//! Collateral: the further rows that a mutant breaks by its one mistake, as they were reviewed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::requirement::RequirementId;
use crate::source::{Fault, Place, yaml};

const FILE: &str = "fixtures/collateral.yaml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    mutant: String,
    rows: Vec<RequirementId>,
}

/// The further rows of each mutant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collateral(BTreeMap<String, BTreeSet<RequirementId>>);

impl Collateral {
    /// What was reviewed.
    ///
    /// # Errors
    ///
    /// The faults of the embedded file: ours, and a test holds that there are none.
    pub fn embedded() -> Result<Self, Vec<Fault>> {
        let rows: Vec<(Row, Place)> =
            yaml::read_rows::<Row>(FILE, include_str!("../../fixtures/collateral.yaml"), "collateral")?;
        Ok(Collateral(rows.into_iter().map(|(row, _)| (row.mutant, row.rows.into_iter().collect())).collect()))
    }

    /// The further rows of a mutant.
    pub fn of(&self, mutant: &str) -> impl Iterator<Item = RequirementId> {
        self.0.get(mutant).into_iter().flatten().copied()
    }

    /// The mutants that stand in it.
    pub fn mutants(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
