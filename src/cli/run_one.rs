//! One scenario: run against the embedded reference, judged by all oracles.

use crate::deployment::{self, Borders, Ran, RunOptions};
use crate::observation::Seeing;
use crate::oracle::judge;
use crate::reference::{Policy, Reference, Service};
use crate::requirement::{Catalogue, Ics};
use crate::result::{Run, ScenarioResult, Subject, gate};
use crate::stimulus::{Fact, Scenario};

use super::quiet::guarded;
/// What the embedded reference is called in reports.
pub(super) const REFERENCE: &str = "the embedded reference";

/// Under what conditions scenarios are run.
pub(super) struct Conditions<'a> {
    /// The catalogue that they are judged by.
    pub(super) catalogue: &'a Catalogue,
    /// What the deployment declares.
    pub(super) ics: &'a Ics,
    /// The policy of the reference that follows what is declared.
    pub(super) policy: Policy,
    /// How the borders are seen that can be seen in either way.
    pub(super) seeing: Seeing,
}

/// What came of one scenario, with the seed of scenarios that state none. A panic in the run is a fault of the harness,
/// and of this scenario alone.
pub(super) fn run_one(scenario: &Scenario, conditions: &Conditions<'_>, seed: u64) -> ScenarioResult {
    let Conditions { catalogue, ics, .. } = conditions;
    if let Some(why) = gate(scenario, ics, catalogue) {
        return ScenarioResult::excluded(scenario, catalogue, seed, why);
    }
    guarded(|| judged(scenario, conditions, seed))
        .unwrap_or_else(|panic| ScenarioResult::broken(scenario, catalogue, seed, panic))
}

fn judged(scenario: &Scenario, conditions: &Conditions<'_>, seed: u64) -> ScenarioResult {
    let Conditions { catalogue, ics, policy, seeing } = conditions;
    let borders = match seeing {
        Seeing::Complete => Borders::Complete,
        Seeing::Sampled => Borders::Sampled,
    };
    let options = RunOptions { revision: catalogue.revision(), ics, borders, seed };
    let Ran { trace, expectations, stop } = deployment::run(scenario, &options, &|facts| reference(*policy, facts));
    let findings = judge(&trace, catalogue);
    let subject = Subject::Reference;
    let run = Run { scenario, trace: &trace, expectations: &expectations, stop, findings, subject };
    ScenarioResult::of(run, catalogue)
}

fn reference(policy: Policy, facts: &[Fact]) -> Result<Box<dyn Service>, String> {
    Ok(Box::new(Reference::new(policy, facts)?))
}
