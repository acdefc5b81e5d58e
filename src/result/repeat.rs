//! A scenario that was run several times: one result, with what each run came to.
//!
//! The result is that of the worst run. On each requirement it keeps the strongest finding of all runs, so that a fail in
//! one of them is a fail.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::oracle::Finding;
use crate::requirement::RequirementId;

use super::scenario::ScenarioResult;
use super::verdict::ScenarioVerdict;

/// What each run of a scenario came to; nothing for one that was run once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeats {
    /// The seed and the verdict of each run, in the order of the seeds.
    pub runs: Vec<(u64, ScenarioVerdict)>,
    /// The requirements among the tags on which not all runs came to the same.
    pub differing: BTreeSet<RequirementId>,
}

impl Repeats {
    /// Whether not all runs came to the same.
    pub fn differ(&self) -> bool {
        let first = self.runs.first().map(|(_, verdict)| *verdict);
        !self.differing.is_empty() || self.runs.iter().any(|(_, verdict)| Some(*verdict) != first)
    }
}

/// How bad a verdict is, worst first: of several runs the worst is shown.
fn rank(verdict: ScenarioVerdict) -> u8 {
    match verdict {
        ScenarioVerdict::Fail => 0,
        ScenarioVerdict::Error => 1,
        ScenarioVerdict::Inconclusive => 2,
        ScenarioVerdict::Observed => 3,
        ScenarioVerdict::Pass => 4,
        ScenarioVerdict::Excluded | ScenarioVerdict::NotRun => 5,
    }
}

impl ScenarioResult {
    /// The result of the runs so far and of one more, with another seed.
    pub fn and(self, next: ScenarioResult) -> ScenarioResult {
        let mut repeats = self.repeats.clone();
        if repeats.runs.is_empty() {
            repeats.runs.push((self.seed, self.verdict));
        }
        repeats.runs.push((next.seed, next.verdict));
        let tagged = self.requirements.iter().copied();
        repeats.differing.extend(tagged.filter(|id| self.verdict_on(*id) != next.verdict_on(*id)));
        let duration = [self.duration, next.duration].into_iter().flatten().reduce(|one, other: Duration| one + other);
        let (mut shown, other) = if rank(next.verdict) < rank(self.verdict) { (next, self) } else { (self, next) };
        for (id, finding) in other.findings {
            if finding.verdict > shown.verdict_on(id) {
                shown.findings.insert(id, elsewhere(finding, other.seed));
            }
        }
        ScenarioResult { repeats, duration, ..shown }
    }
}

/// A finding of a run whose trace is not shown: its record numbers mean nothing here.
fn elsewhere(mut finding: Finding, seed: u64) -> Finding {
    for evidence in &mut finding.evidence {
        evidence.records.clear();
        let note = format!("in the run with seed {seed}");
        evidence.note = Some(evidence.note.take().map_or(note.clone(), |more| format!("{note}; {more}")));
    }
    finding
}
