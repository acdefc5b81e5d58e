//! What came of one scenario.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::conduct::Stop;
use crate::observation::{Met, canonical};
use crate::oracle::{Evidence, Finding};
use crate::requirement::{BorderName, Catalogue, RequirementId, Verdict};
use crate::stimulus::{Origin, Scenario};

use super::gate::{ExcludedBy, Exclusion, tagged};
use super::repeat::Repeats;
use super::run::{Run, Subject};
use super::verdict::{Blame, INTERRUPTED, ScenarioVerdict, untriggered, verdict, why_silent};

/// An expectation that does not hold, or of which the trace does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Where it was written.
    pub origin: Origin,
    /// The step's text.
    pub phrase: String,
    /// What was seen instead, or what is not known.
    pub actual: String,
    /// Whether it is known not to hold.
    pub refuted: bool,
    /// The record that shows it, if one does.
    pub record: Option<u32>,
}

/// What came of one scenario.
#[derive(Clone, Debug)]
pub struct ScenarioResult {
    /// The file and line that name the scenario.
    pub id: String,
    /// Its title.
    pub name: String,
    /// Its tags without the at-sign.
    pub tags: Vec<String>,
    /// The requirements among its tags.
    pub requirements: Vec<RequirementId>,
    /// The seed of its run.
    pub seed: u64,
    /// What came of it.
    pub verdict: ScenarioVerdict,
    /// What of the statement or the deployment file kept it from being run, if it did.
    pub excluded_by: Option<ExcludedBy>,
    /// Whether it was not run because nobody moves the clock.
    pub unwaited: bool,
    /// Who has to do something, if anybody.
    pub blame: Option<Blame>,
    /// Why it did not pass.
    pub reasons: Vec<String>,
    /// What the oracles found.
    pub findings: BTreeMap<RequirementId, Finding>,
    /// The expectations that are not met.
    pub unmet: Vec<Unmet>,
    /// How the run came to its end; none if there was no run.
    pub stop: Option<Stop>,
    /// The borders that could be seen.
    pub seen: BTreeSet<BorderName>,
    /// The canonical text of the trace; empty if there is none.
    pub trace: String,
    /// What each run came to, where it was run several times.
    pub repeats: Repeats,
    /// How long it took, where that is to be reported.
    pub duration: Option<Duration>,
}

impl ScenarioResult {
    /// The result of a run.
    pub fn of(run: Run<'_>, catalogue: &Catalogue) -> Self {
        let (trace, seen) = (canonical(run.trace), run.trace.head.borders.keys().copied().collect());
        ScenarioResult { trace, seen, ..Self::without_trace(run, catalogue) }
    }

    /// The result of a run of which nobody will read the trace: the text of one takes longer than to judge it.
    pub fn without_trace(mut run: Run<'_>, catalogue: &Catalogue) -> Self {
        if run.stop == Stop::Interrupted {
            // Nothing is judged by a trace whose end came from outside.
            let not_run = Self::not_run(run.scenario, catalogue, run.trace.head.seed, INTERRUPTED);
            return ScenarioResult { stop: Some(run.stop), ..not_run };
        }
        if let Stop::Broken(_) = run.stop {
            open_cut_off(&mut run);
        }
        let requirements = tagged(run.scenario, catalogue);
        let fails = run.findings.values().any(|finding| finding.verdict == Verdict::Fail);
        if fails || run.subject == Subject::Other {
            open_untriggered(&mut run, &requirements);
        }
        let (verdict, blame, reasons) = verdict(&run, &requirements);
        ScenarioResult {
            verdict,
            blame,
            reasons,
            unmet: unmet(&run),
            findings: run.findings,
            stop: Some(run.stop),
            ..Self::bare(run.scenario, requirements, run.trace.head.seed)
        }
    }

    /// A scenario that was not run: what the ICS declares excludes it, or what the deployment file allows.
    pub fn excluded(scenario: &Scenario, catalogue: &Catalogue, seed: u64, exclusion: Exclusion) -> Self {
        let Exclusion { by, why } = exclusion;
        let bare = Self::bare(scenario, tagged(scenario, catalogue), seed);
        ScenarioResult { verdict: ScenarioVerdict::Excluded, excluded_by: Some(by), reasons: vec![why], ..bare }
    }

    /// A scenario that was not run: the check ended before it.
    pub fn not_run(scenario: &Scenario, catalogue: &Catalogue, seed: u64, why: &str) -> Self {
        ScenarioResult { reasons: vec![why.to_owned()], ..Self::bare(scenario, tagged(scenario, catalogue), seed) }
    }

    /// A scenario that was not run: its time would have to be waited for.
    pub fn unwaited(scenario: &Scenario, catalogue: &Catalogue, seed: u64, why: &str) -> Self {
        ScenarioResult { unwaited: true, ..Self::not_run(scenario, catalogue, seed, why) }
    }

    /// A scenario in which the harness broke, so that there is no trace.
    pub fn broken(scenario: &Scenario, catalogue: &Catalogue, seed: u64, what: String) -> Self {
        ScenarioResult {
            verdict: ScenarioVerdict::Error,
            blame: Some(Blame::Harness),
            reasons: vec![what.clone()],
            stop: Some(Stop::Fault(what)),
            ..Self::bare(scenario, tagged(scenario, catalogue), seed)
        }
    }

    fn bare(scenario: &Scenario, requirements: Vec<RequirementId>, seed: u64) -> Self {
        ScenarioResult {
            id: scenario.id.clone(),
            name: scenario.name.clone(),
            tags: scenario.tags.clone(),
            requirements,
            seed,
            verdict: ScenarioVerdict::NotRun,
            excluded_by: None,
            unwaited: false,
            blame: None,
            reasons: Vec::new(),
            findings: BTreeMap::new(),
            unmet: Vec::new(),
            stop: None,
            seen: BTreeSet::new(),
            trace: String::new(),
            repeats: Repeats::default(),
            duration: None,
        }
    }

    /// The verdict of each run.
    pub fn verdicts(&self) -> impl Iterator<Item = ScenarioVerdict> {
        let runs = self.repeats.runs.iter().map(|(_, verdict)| *verdict);
        runs.chain(self.repeats.runs.is_empty().then_some(self.verdict))
    }

    /// Whether the scenario is tagged with a requirement.
    pub fn is_tagged(&self, id: RequirementId) -> bool {
        self.requirements.contains(&id)
    }

    /// What was found on a requirement; not triggered where no oracle speaks.
    pub fn verdict_on(&self, id: RequirementId) -> Verdict {
        self.findings.get(&id).map_or(Verdict::NotTriggered, |finding| finding.verdict)
    }
}

/// A tagged requirement that a foreign deployment does not trigger is inconclusive, with the reason. So it is on the
/// reference where an oracle fails: that is not the unchanged reference, and what fails may be why.
fn open_untriggered(run: &mut Run<'_>, tagged: &[RequirementId]) {
    let silent = untriggered(run, tagged);
    let why = why_silent(run);
    for id in silent {
        let evidence = Evidence {
            records: Vec::new(),
            expected: format!("the scenario triggers {id}"),
            actual: why.clone(),
            strength: None,
            note: None,
            fits: None,
        };
        run.findings.insert(id, Finding { verdict: Verdict::Inconclusive, evidence: vec![evidence] });
    }
}

/// A trace that was cut off shows neither what would have been met nor what would not: what is missing might have come.
fn open_cut_off(run: &mut Run<'_>) {
    let judged = |finding: &&mut Finding| matches!(finding.verdict, Verdict::Pass | Verdict::Fail);
    for finding in run.findings.values_mut().filter(judged) {
        finding.verdict = Verdict::Inconclusive;
        for evidence in &mut finding.evidence {
            evidence.note = Some("the run was cut off, so that what is missing might have come".to_owned());
            evidence.fits = None;
        }
    }
}

fn unmet(run: &Run<'_>) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    for (index, met) in run.expectations {
        let (actual, refuted, record) = match met {
            Met::Yes => continue,
            Met::No { actual, record } => (actual.clone(), true, *record),
            Met::Unknown(why) => (why.clone(), false, None),
        };
        if let Some(step) = run.scenario.steps.get(*index) {
            let (origin, phrase) = (step.origin.clone(), step.value.phrase());
            unmet.push(Unmet { origin, phrase, actual, refuted, record });
        }
    }
    unmet
}
