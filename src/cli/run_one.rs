//! One scenario: run against the embedded reference, judged by all oracles.

use crate::deployment::{self, Borders, Ran, RunOptions};
use crate::observation::Seeing;
use crate::oracle::judge;
use crate::reference::{Policy, Reference, Service};
use crate::requirement::{Catalogue, Ics};
use crate::result::{Run, ScenarioResult, Subject, gate};
use crate::source::Fault;
use crate::stimulus::{Fact, Scenario};

use super::quiet::guarded;
use super::suite::{self, Files};

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

/// The facts that do not fit each other, and the steps and facts that the reference has no behaviour for yet.
pub(super) fn unsupported(scenarios: &[Scenario], files: &Files) -> Vec<Fault> {
    let mut faults: Vec<Fault> = scenarios.iter().flat_map(|scenario| refused_in(scenario, files)).collect();
    faults.sort();
    faults.dedup();
    faults
}

fn refused_in<'s>(scenario: &'s Scenario, files: &'s Files) -> impl Iterator<Item = Fault> + 's {
    let misfits = deployment::misfits(scenario).into_iter();
    let misfits = misfits.map(|misfit| {
        let place = misfit.word.as_ref().and_then(|word| suite::word_place(misfit.origin, word, files));
        suite::at(misfit.origin, place, misfit.message, files).help(misfit.help)
    });
    misfits.chain(deployment::refused(scenario).into_iter().map(|(origin, key)| {
        let message = format!("{REFERENCE} has no behaviour for `{key}` yet");
        suite::at(origin, None, message, files).help("leave the scenario out, or run it on a deployment that has it")
    }))
}
