//! The verdict on one scenario, and who is to blame.

use crate::conduct::Stop;
use crate::domain::words;
use crate::observation::{Met, Observed, Record, Trace};
use crate::requirement::{RequirementId, Verdict};
use crate::stimulus::Stimulus;

use super::run::{Run, Subject};

words!(
    /// What came of one scenario.
    ScenarioVerdict, "verdict of a scenario" {
        /// Nothing failed and nothing is open.
        Pass = "pass",
        /// A requirement is not met.
        Fail = "fail",
        /// Nothing that binds failed, and what it is tagged with is run without obligation.
        Observed = "observed",
        /// The trace does not tell enough.
        Inconclusive = "inconclusive",
        /// The harness or the suite is at fault.
        Error = "error",
        /// Not run: what the deployment declares excludes it.
        Excluded = "excluded",
        /// Not run: the check ended before it.
        NotRun = "not-run",
    }
);

impl ScenarioVerdict {
    /// Whether the scenario was run at all.
    pub fn executed(self) -> bool {
        match self {
            ScenarioVerdict::Pass
            | ScenarioVerdict::Fail
            | ScenarioVerdict::Observed
            | ScenarioVerdict::Inconclusive
            | ScenarioVerdict::Error => true,
            ScenarioVerdict::Excluded | ScenarioVerdict::NotRun => false,
        }
    }
}

words!(
    /// Who has to do something about a scenario that did not pass.
    Blame, "class of blame" {
        /// The deployment does not do what a requirement says.
        Deployment = "deployment",
        /// Something was set up or declared wrongly.
        Configuration = "configuration",
        /// A stub of ours was not served or not reached as it should be.
        Stub = "stub",
        /// The harness or its suite.
        Harness = "harness",
        /// The behaviour fits another reading than the one declared, or no oracle speaks of it.
        Ambiguity = "ambiguity",
    }
);

/// Why a scenario has no verdict whose run was cut off, or did not begin.
pub const INTERRUPTED: &str = "the check was interrupted";

/// The verdict on a run, with whose fault it is and the reasons.
pub(super) fn verdict(run: &Run<'_>, tagged: &[RequirementId]) -> (ScenarioVerdict, Option<Blame>, Vec<String>) {
    let suite = faults(run, tagged);
    if !suite.is_empty() {
        return (ScenarioVerdict::Error, Some(Blame::Harness), suite);
    }
    if let Stop::Unreachable(what) | Stop::Unsafe(what) = &run.stop {
        return (ScenarioVerdict::NotRun, Some(Blame::Configuration), vec![what.clone()]);
    }
    let failing = with(run, Verdict::Fail);
    if let Stop::Broken(what) | Stop::Stray(what) = &run.stop {
        let unmet = failing.iter().map(|id| format!("{id} is not met"));
        let reasons = std::iter::once(what.clone()).chain(unmet).collect();
        return (ScenarioVerdict::Fail, Some(Blame::Deployment), reasons);
    }
    if !failing.is_empty() {
        let reasons = failing.iter().map(|id| format!("{id} is not met")).collect();
        let evidence = failing.iter().filter_map(|id| run.findings.get(id)).flat_map(|finding| &finding.evidence);
        let fits = evidence.clone().next().is_some() && evidence.clone().all(|evidence| evidence.fits.is_some());
        let blame = if fits { Blame::Ambiguity } else { Blame::Deployment };
        return (ScenarioVerdict::Fail, Some(blame), reasons);
    }
    let excluded: Vec<RequirementId> = retained(with(run, Verdict::NotApplicable), tagged);
    if !excluded.is_empty() {
        let reasons = excluded.iter().map(|id| format!("{id} is not applicable by the ICS")).collect();
        return (ScenarioVerdict::Excluded, None, reasons);
    }
    let observed = retained(with(run, Verdict::Observed), tagged);
    let open = doubts(run, tagged);
    let unmet: Vec<String> = unmet(run).collect();
    if open.is_empty() && !observed.is_empty() && (!unmet.is_empty() || observed.len() == tagged.len()) {
        let undeclared = observed.iter().map(|id| format!("{id} is observed: the ICS does not declare its capability"));
        let unmet = unmet.iter().map(|phrase| format!("it does not hold: {phrase}"));
        return (ScenarioVerdict::Observed, None, undeclared.chain(unmet).collect());
    }
    let gaps: Vec<String> =
        unmet.iter().map(|phrase| format!("no oracle fails, yet it does not hold: {phrase}")).collect();
    match (gaps.is_empty(), open.is_empty()) {
        (true, true) => (ScenarioVerdict::Pass, None, Vec::new()),
        (false, _) => (ScenarioVerdict::Inconclusive, Some(Blame::Ambiguity), [gaps, open].concat()),
        (true, false) => (ScenarioVerdict::Inconclusive, None, open),
    }
}

fn with(run: &Run<'_>, verdict: Verdict) -> Vec<RequirementId> {
    run.findings.iter().filter(|(_, finding)| finding.verdict == verdict).map(|(id, _)| *id).collect()
}

fn retained(mut ids: Vec<RequirementId>, tagged: &[RequirementId]) -> Vec<RequirementId> {
    ids.retain(|id| tagged.contains(id));
    ids
}

/// Faults of the harness or the suite.
fn faults(run: &Run<'_>, tagged: &[RequirementId]) -> Vec<String> {
    let mut faults = Vec::new();
    if let Stop::Fault(what) = &run.stop {
        faults.push(what.clone());
    }
    faults.extend(with(run, Verdict::Error).iter().map(|id| format!("the oracle of {id} broke")));
    if run.subject == Subject::Reference {
        let silent = untriggered(run, tagged);
        faults.extend(silent.iter().map(|id| format!("the scenario does not trigger {id}: {}", why_silent(run))));
        if with(run, Verdict::Fail).is_empty() {
            let unmet = unmet(run);
            faults.extend(
                unmet.map(|phrase| format!("no oracle fails, yet it does not hold on the reference: {phrase}")),
            );
        }
    }
    faults
}

/// The tagged requirements of which nothing in the trace speaks.
pub(super) fn untriggered(run: &Run<'_>, tagged: &[RequirementId]) -> Vec<RequirementId> {
    let verdict = |id: &RequirementId| run.findings.get(id).map_or(Verdict::NotTriggered, |finding| finding.verdict);
    tagged.iter().copied().filter(|id| verdict(id) == Verdict::NotTriggered).collect()
}

/// Why nothing triggered: what could not be bound, else the stimulus that nothing followed.
pub(super) fn why_silent(run: &Run<'_>) -> String {
    match &run.stop {
        Stop::Unbound { step, what } => unbound(run, *step, what),
        Stop::Broken(what) | Stop::Stray(what) | Stop::Unreachable(what) | Stop::Unsafe(what) => what.clone(),
        Stop::Interrupted => INTERRUPTED.to_owned(),
        Stop::Ended | Stop::Fault(_) => without_effect(run.trace).map_or_else(
            || "nothing in its trace is what the requirement speaks of".to_owned(),
            |stimulus| format!("nothing followed `{}`", stimulus.phrase()),
        ),
    }
}

fn unbound(run: &Run<'_>, step: usize, what: &str) -> String {
    match run.scenario.steps.get(step) {
        Some(placed) => format!("{what}, needed by `{}` at {}", placed.value.phrase(), placed.origin),
        None => what.to_owned(),
    }
}

/// The first stimulus, time aside, after which nothing but samples was seen before the next.
fn without_effect(trace: &Trace) -> Option<&Stimulus> {
    let mut last: Option<&Stimulus> = None;
    for record in &trace.records {
        match stimulus(record) {
            Some(next) => {
                if last.is_some() {
                    return last;
                }
                last = Some(next).filter(|next| !matches!(next, Stimulus::Passes { .. } | Stimulus::Reaches { .. }));
            }
            None if record.kind != crate::observation::Kind::Sample => last = None,
            None => {}
        }
    }
    last
}

fn stimulus(record: &Record) -> Option<&Stimulus> {
    match &record.observed {
        Observed::Stimulus(stimulus) => Some(stimulus),
        Observed::Seen(_) | Observed::Unanswered { .. } => None,
    }
}

/// The expectations that do not hold.
fn unmet(run: &Run<'_>) -> impl Iterator<Item = String> {
    run.expectations.iter().filter(|(_, met)| matches!(met, Met::No { .. })).map(|(step, _)| located(run, *step))
}

/// What keeps a run without a fail from being a pass.
fn doubts(run: &Run<'_>, tagged: &[RequirementId]) -> Vec<String> {
    let open = retained(with(run, Verdict::Inconclusive), tagged);
    let mut doubts: Vec<String> = open.iter().map(|id| format!("{id} is inconclusive")).collect();
    if let Stop::Unbound { step, what } = &run.stop {
        doubts.push(unbound(run, *step, what));
    }
    for (step, met) in run.expectations {
        if let Met::Unknown(why) = met {
            doubts.push(format!("{why}: {}", located(run, *step)));
        }
    }
    doubts
}

fn located(run: &Run<'_>, step: usize) -> String {
    let step = run.scenario.steps.get(step);
    step.map(|step| format!("`{}` at {}", step.value.phrase(), step.origin)).unwrap_or_default()
}
