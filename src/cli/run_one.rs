//! One scenario: run against the embedded reference or a change of it, judged by all oracles. The one path of every
//! command that runs scenarios.

use crate::deployment::{self, Borders, Ran, RunOptions, Smtp, SmtpSettings};
use crate::mutant::Change;
use crate::oracle::judge;
use crate::reference::{Policy, Reference, Service};
use crate::requirement::{Catalogue, Ics};
use crate::result::{Run, ScenarioResult, Subject, gate};
use crate::stimulus::{Fact, Scenario};

use super::quiet::guarded;

/// What the embedded reference is called in reports.
pub(super) const REFERENCE: &str = "the embedded reference";

/// How mails come to the mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As bytes in this process.
    ByHand,
    /// Over a loopback socket.
    Smtp,
}

/// Under what conditions scenarios are run.
pub(super) struct Conditions<'a> {
    /// The catalogue that they are judged by.
    pub(super) catalogue: &'a Catalogue,
    /// What the deployment declares.
    pub(super) ics: &'a Ics,
    /// The policy of the reference that follows what is declared.
    pub(super) policy: Policy,
    /// How the reference is changed, if it is: what is judged then is not the reference.
    pub(super) change: Option<Change>,
    /// Which borders are seen, and how.
    pub(super) borders: Borders,
    /// How mails are carried.
    pub(super) post: Way,
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
    let ran = traced(scenario, conditions, seed);
    ScenarioResult::of(looked(scenario, conditions, &ran), conditions.catalogue)
}

/// Runs a scenario, and judges nothing.
pub(super) fn traced(scenario: &Scenario, conditions: &Conditions<'_>, seed: u64) -> Ran {
    let Conditions { catalogue, ics, policy, change, borders, post } = conditions;
    let options = RunOptions { revision: catalogue.revision(), ics, borders: *borders, seed };
    let make = |facts: &[Fact]| deployment(*policy, *change, facts);
    match post {
        Way::ByHand => deployment::run(scenario, &options, &make),
        Way::Smtp => deployment::run_over(scenario, &options, &make, &mut Smtp::new(SmtpSettings::default())),
    }
}

/// What was run, with what the oracles find in it.
pub(super) fn looked<'r>(scenario: &'r Scenario, conditions: &Conditions<'_>, ran: &'r Ran) -> Run<'r> {
    let Ran { trace, expectations, stop } = ran;
    let findings = judge(trace, conditions.catalogue);
    let subject = if conditions.change.is_some() { Subject::Other } else { Subject::Reference };
    Run { scenario, trace, expectations, stop: stop.clone(), findings, subject }
}

fn deployment(policy: Policy, change: Option<Change>, facts: &[Fact]) -> Result<Box<dyn Service>, String> {
    match change {
        Some(change) => change.make(policy, facts),
        None => Ok(Box::new(Reference::new(policy, facts)?)),
    }
}
