//! The head of a trace: the facts of the run, so that a saved trace can be judged on its own.

use std::collections::BTreeMap;

use crate::domain::words;
use crate::requirement::{BorderName, Ics};
use crate::stimulus::{Civil, Fact};

words!(
    /// How a border is seen.
    Seeing, "way of seeing a border" {
        /// Every event is pushed: silence means that nothing happened.
        Complete = "complete",
        /// Only samples: silence means nothing.
        Sampled = "sampled",
    }
);

words!(
    /// Whose clock a run uses.
    ClockMode, "clock mode" {
        /// The conductor moves it.
        Virtual = "virtual",
        /// The harness's monotonic clock.
        Real = "real",
    }
);

/// The facts of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The revision of the catalogue.
    pub revision: String,
    /// The clock mode.
    pub clock: ClockMode,
    /// The civil time at which the run begins.
    pub epoch: Civil,
    /// The seed.
    pub seed: u64,
    /// How each border is seen; one that is not named is unseen.
    pub borders: BTreeMap<BorderName, Seeing>,
    /// What the deployment declares.
    pub ics: Ics,
    /// The facts of the scenario with those that the fixtures supply.
    pub facts: Vec<Fact>,
}

impl Head {
    /// The agents that the facts name, in order.
    pub fn agents(&self) -> impl Iterator<Item = &crate::domain::AgentName> {
        self.facts.iter().filter_map(|fact| match fact {
            Fact::Agent { agent, .. } => Some(agent),
            _ => None,
        })
    }
}
