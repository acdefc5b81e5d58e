//! One scenario: run against the embedded reference or a change of it, judged by all oracles. The one path of every
//! command that runs scenarios.

use crate::deployment::http::{Live, run_live};
use crate::deployment::safety::test_call;
use crate::deployment::{self, Borders, Make, Pace, Ran, RunOptions, Smtp, SmtpSettings, run_paced};
use crate::mutant::Change;
use crate::observation::Seeing;
use crate::oracle::judge;
use crate::reference::{Policy, Reference, Service};
use crate::requirement::{Catalogue, Ics};
use crate::result::{ExcludedBy, Exclusion, Run, ScenarioResult, Subject, gate};
use crate::stimulus::{Fact, Scenario};

use crate::time::{Instant, Span};

use super::quiet::guarded;

/// What the embedded reference is called in reports.
pub(super) const REFERENCE: &str = "the embedded reference";

/// How long a deployment with a latency may take until it counts as settled.
const SETTLE: Span = Span::from_ticks(20_000);

/// How mails come to the mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As bytes in this process.
    ByHand,
    /// Over a loopback socket.
    Smtp,
    /// As bytes in this process, and like everything else with a latency.
    Latency,
}

/// Under what conditions scenarios are run.
pub(super) struct Conditions<'a> {
    /// The catalogue that they are judged by.
    pub(super) catalogue: &'a Catalogue,
    /// What the deployment declares.
    pub(super) ics: &'a Ics,
    /// What is judged.
    pub(super) target: Target<'a>,
    /// Which borders are seen, and how.
    pub(super) borders: Borders,
    /// How mails are carried.
    pub(super) post: Way,
    /// The longest time that a scenario may need, where it has to be waited for.
    pub(super) longest: Option<Span>,
}

/// What scenarios are run against.
#[derive(Clone, Copy)]
pub(super) enum Target<'a> {
    /// The embedded reference, with the policy that follows what is declared.
    Reference(Policy),
    /// That, changed.
    Changed(Policy, Change),
    /// A deployment behind HTTP.
    Live(&'a Live),
}

impl Target<'_> {
    /// The embedded reference, changed or not.
    pub(super) fn here(policy: Policy, change: Option<Change>) -> Self {
        change.map_or(Target::Reference(policy), |change| Target::Changed(policy, change))
    }
}

/// What came of one scenario, with the seed of scenarios that state none. A panic in the run is a fault of the harness,
/// and of this scenario alone.
pub(super) fn run_one(scenario: &Scenario, conditions: &Conditions<'_>, seed: u64) -> ScenarioResult {
    let Conditions { catalogue, ics, .. } = conditions;
    if let Some(why) = gate(scenario, ics, catalogue).or_else(|| forbidden(scenario, conditions.target)) {
        return ScenarioResult::excluded(scenario, catalogue, seed, why);
    }
    if let Some(why) = conditions.longest.and_then(|longest| unwaited(scenario, conditions, longest)) {
        return ScenarioResult::unwaited(scenario, catalogue, seed, &why);
    }
    let result = guarded(|| judged(scenario, conditions, seed))
        .unwrap_or_else(|panic| ScenarioResult::broken(scenario, catalogue, seed, panic));
    tracing::info!(scenario = scenario.id, verdict = %result.verdict, "ends");
    result
}

/// Why a scenario is not run against a deployment whose file does not allow what it dials.
fn forbidden(scenario: &Scenario, target: Target<'_>) -> Option<Exclusion> {
    let Target::Live(Live { test_calls: false, .. }) = target else { return None };
    let dialled = test_call(scenario)?;
    let why = format!("it dials `{dialled}`, a number for test calls, which the deployment file does not allow");
    Some(Exclusion { by: ExcludedBy::Deployment, why })
}

fn judged(scenario: &Scenario, conditions: &Conditions<'_>, seed: u64) -> ScenarioResult {
    let ran = traced(scenario, conditions, seed);
    ScenarioResult::of(looked(scenario, conditions, &ran), conditions.catalogue)
}

/// Why a scenario is not run by a clock that nobody moves, if it is not: it takes too long, as the reference shows without
/// waiting, or begins at a civil time of its own.
fn unwaited(scenario: &Scenario, conditions: &Conditions<'_>, longest: Span) -> Option<String> {
    if scenario.facts.iter().any(|fact| matches!(fact.value, Fact::Epoch { .. })) {
        return Some("it begins at a civil time of its own, to which nobody can set the clock".to_owned());
    }
    let policy = Policy::declared(conditions.ics);
    let tried = Conditions { target: Target::Reference(policy), post: Way::ByHand, longest: None, ..*conditions };
    let needs = traced(scenario, &tried, 1).trace.end.since(Instant::START)?;
    (needs > longest).then(|| format!("it needs {needs} by the wall's clock, and {longest} are waited for at most"))
}

/// Runs a scenario, and judges nothing.
pub(super) fn traced(scenario: &Scenario, conditions: &Conditions<'_>, seed: u64) -> Ran {
    let Conditions { catalogue, ics, target, borders, post, longest: _ } = conditions;
    let options = RunOptions { revision: catalogue.revision(), ics, borders: *borders, seed };
    let here = |make: &Make<'_>| match post {
        Way::ByHand => deployment::run(scenario, &options, make),
        Way::Latency => {
            run_paced(scenario, &options, make, Pace { settle: SETTLE, feed: borders.way() == Seeing::Complete })
        }
        Way::Smtp => deployment::run_over(scenario, &options, make, &mut Smtp::new(SmtpSettings::default())),
    };
    match *target {
        Target::Reference(policy) => here(&|facts| reference(policy, facts)),
        Target::Changed(policy, change) => here(&|facts| change.make(policy, facts)),
        Target::Live(live) => {
            // What is logged on this thread during the run says which run it is.
            let _during = tracing::info_span!("run", scenario = scenario.id).entered();
            tracing::info!(seed, "begins");
            run_live(scenario, &options, live)
        }
    }
}

/// What was run, with what the oracles find in it.
pub(super) fn looked<'r>(scenario: &'r Scenario, conditions: &Conditions<'_>, ran: &'r Ran) -> Run<'r> {
    let Ran { trace, expectations, stop } = ran;
    let findings = judge(trace, conditions.catalogue);
    let subject = match (conditions.target, conditions.post) {
        // What takes time is not what the suite was written for.
        (_, Way::Latency) | (Target::Changed(..) | Target::Live(_), _) => Subject::Other,
        (Target::Reference(_), Way::ByHand | Way::Smtp) => Subject::Reference,
    };
    Run { scenario, trace, expectations, stop: stop.clone(), findings, subject }
}

/// The embedded reference for the facts of a run.
pub(super) fn reference(policy: Policy, facts: &[Fact]) -> Result<Box<dyn Service>, String> {
    Ok(Box::new(Reference::new(policy, facts)?))
}
