//! A mutant in this process and behind HTTP, held against each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::mutant::Mutant;
use crate::requirement::RequirementId;

use super::matrix::Caught;

/// What came of a mutant in both places.
#[derive(Clone)]
pub struct Agreement {
    /// The mutant.
    pub mutant: &'static Mutant,
    /// In how many scenarios it was run in both places.
    pub scenarios: usize,
    /// In how many of them its own row failed in both.
    pub killed: usize,
    /// In how many further ones the interlock ended the run, because the call did not come to our own carrier: caught as
    /// well, before any row could be judged.
    pub stopped: usize,
    /// What is not the same.
    pub gaps: Vec<Gap>,
}

/// Something that is not the same behind HTTP as in process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No process serves the mutant.
    NotServed(String),
    /// No scenario catches it.
    NotCaught,
    /// Other rows fail in a scenario.
    Rows {
        /// The scenario.
        scenario: String,
        /// Those that fail in process.
        here: BTreeSet<RequirementId>,
        /// Those that fail behind HTTP.
        there: BTreeSet<RequirementId>,
    },
    /// A run behind HTTP broke.
    Broke {
        /// The scenario.
        scenario: String,
        /// Why.
        why: String,
    },
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = |rows: &BTreeSet<RequirementId>| match rows.len() {
            0 => "nothing fails".to_owned(),
            1 => format!("{} fails", rows.iter().map(RequirementId::as_str).collect::<String>()),
            _ => format!("{} fail", rows.iter().map(RequirementId::as_str).collect::<Vec<_>>().join(" ")),
        };
        match self {
            Gap::NotServed(why) => write!(f, "it can't be served: {why}"),
            Gap::NotCaught => f.write_str("no scenario catches it"),
            Gap::Rows { scenario, here, there } => {
                write!(f, "{scenario}: {} in process, {} over HTTP", listed(here), listed(there))
            }
            Gap::Broke { scenario, why } => write!(f, "{scenario} breaks over HTTP: {why}"),
        }
    }
}

impl Agreement {
    /// A mutant that can't be served.
    pub fn not_served(mutant: &'static Mutant, why: String) -> Self {
        Agreement { mutant, scenarios: 0, killed: 0, stopped: 0, gaps: vec![Gap::NotServed(why)] }
    }

    /// Holds the runs in process against those behind HTTP in the same scenarios, which have these ids by their place; the
    /// interlock ended so many others. Where it is caught in no scenario nothing was shown.
    pub fn of(here: &Caught, there: &Caught, scenarios: &BTreeMap<usize, &str>, stopped: usize) -> Self {
        let none = BTreeSet::new();
        let (mut gaps, mut killed) = (Vec::new(), 0);
        for (place, id) in scenarios {
            let scenario = (*id).to_owned();
            if let Some(why) = there.errors.get(place) {
                gaps.push(Gap::Broke { scenario, why: why.join("; ") });
                continue;
            }
            let rows = |caught: &Caught| caught.fails.get(place).unwrap_or(&none).clone();
            let (in_process, behind) = (rows(here), rows(there));
            if in_process == behind {
                killed += usize::from(here.row().is_some_and(|row| behind.contains(&row)));
            } else {
                gaps.push(Gap::Rows { scenario, here: in_process, there: behind });
            }
        }
        if killed + stopped == 0 && gaps.is_empty() {
            gaps.push(Gap::NotCaught);
        }
        Agreement { mutant: here.mutant, scenarios: scenarios.len(), killed, stopped, gaps }
    }

    /// Whether it is caught behind HTTP as in process.
    pub fn holds(&self) -> bool {
        self.gaps.is_empty()
    }
}
