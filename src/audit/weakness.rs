//! Where the suite is thin, by its matrices.

use std::collections::BTreeSet;

use crate::requirement::{Catalogue, RequirementId};

use super::lost::Lost;
use super::matrix::Matrix;

/// Where the suite is thin: what a reviewer would ask about first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weaknesses {
    /// Mutants that one scenario alone catches under their own row, with that scenario.
    pub by_one: Vec<(String, String)>,
    /// Base rows that never failed without another row failing in the same scenario.
    pub never_alone: BTreeSet<RequirementId>,
    /// Mutants that are caught under their own row with complete borders and not with sampled ones. None where that was not
    /// tried.
    pub complete_only: Option<Vec<Lost>>,
}

/// The weaknesses of a suite, by its matrix with complete borders and the mutants that are lost with sampled ones.
pub fn weaknesses(complete: &Matrix, lost: Option<Vec<Lost>>, catalogue: &Catalogue) -> Weaknesses {
    let by_one = complete.mutants.iter().filter_map(|caught| {
        let mut killers = caught.killers();
        let one = killers.next()?;
        let scenario = complete.scenarios.get(one)?;
        killers.next().is_none().then(|| (caught.mutant.name.to_owned(), scenario.id.clone()))
    });
    let alone: BTreeSet<RequirementId> = complete
        .mutants
        .iter()
        .flat_map(|caught| caught.fails.values())
        .filter(|rows| rows.len() == 1)
        .flatten()
        .copied()
        .collect();
    Weaknesses {
        by_one: by_one.collect(),
        never_alone: catalogue.base().map(|row| row.id).filter(|id| !alone.contains(id)).collect(),
        complete_only: lost,
    }
}
