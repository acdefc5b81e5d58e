//! What came of one requirement over a whole check.

use crate::oracle::Evidence;
use crate::requirement::{BorderName, Requirement, RequirementId, Standing, StandingKind, Status, Verdict};

use super::gate::{ExcludedBy, is_of_pack};
use super::scenario::ScenarioResult;
use super::verdict::ScenarioVerdict;

/// The reason of a row that nothing in the suite or in the selection speaks of.
pub const NO_SCENARIO: &str = "no scenario that was run is tagged with it";

/// In how many scenarios a requirement was found how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Scenarios tagged with it that were run.
    pub tagged: usize,
    /// Passes, in whatever scenario.
    pub pass: usize,
    /// Fails, in whatever scenario.
    pub fail: usize,
    /// Inconclusive in a scenario that is tagged with it.
    pub inconclusive: usize,
    /// Inconclusive in a scenario that is not: counted, and changes nothing.
    pub inconclusive_elsewhere: usize,
    /// Observed without obligation.
    pub observed: usize,
    /// Not applicable by the ICS.
    pub not_applicable: usize,
}

/// A scenario that a row's verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The scenario's place in the report, from 0.
    pub scenario: usize,
    /// What was found there.
    pub verdict: Verdict,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// What came of one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementResult {
    /// Its id.
    pub id: RequirementId,
    /// What became of it.
    pub status: Status,
    /// The verdict; not triggered where it was not tested.
    pub verdict: Verdict,
    /// Whether anything in any scenario was what it speaks of.
    pub triggered: bool,
    /// Whether the check was asked about it.
    pub selected: bool,
    /// In how many scenarios it was found how.
    pub counts: Counts,
    /// The scenarios that the verdict rests on.
    pub evidence: Vec<Cited>,
    /// Why it was not tested, excluded, not measured or in error.
    pub reason: Option<String>,
}

/// What a check wants of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Whether it was asked about it.
    pub(super) selected: bool,
    /// Whether every scenario of the suite was taken: only then is none for what is listed a matter of the statement.
    pub(super) whole: bool,
    /// What the statement makes of the row before anything is run.
    pub(super) standing: Standing,
    /// Why the statement keeps the row from being measured, if it does.
    pub(super) shortened: Option<String>,
}

impl RequirementResult {
    /// The row of a requirement over all scenarios.
    pub(super) fn over(row: &Requirement, scenarios: &[ScenarioResult], asked: &Asked) -> Self {
        let scenarios = &judging(row, scenarios);
        let counts = counts(row.id, scenarios);
        let selected = asked.selected;
        let (status, verdict, reason) = decide(row, scenarios, &counts, asked);
        let triggered = counts.pass + counts.fail + counts.inconclusive_all() + counts.observed > 0;
        let evidence = cited(row.id, scenarios, verdict);
        RequirementResult { id: row.id, status, verdict, triggered, selected, counts, evidence, reason }
    }
}

impl Counts {
    fn inconclusive_all(&self) -> usize {
        self.inconclusive + self.inconclusive_elsewhere
    }
}

/// The scenarios that a row is judged by, each with its place in the report: a base row takes no notice of those of packs.
fn judging<'s>(row: &Requirement, scenarios: &'s [ScenarioResult]) -> Vec<(usize, &'s ScenarioResult)> {
    let counts = |one: &ScenarioResult| !row.is_base() || !is_of_pack(&one.tags);
    scenarios.iter().enumerate().filter(|(_, one)| counts(one)).collect()
}

fn counts(id: RequirementId, scenarios: &[(usize, &ScenarioResult)]) -> Counts {
    let mut counts = Counts::default();
    for (_, scenario) in scenarios {
        let tagged = scenario.is_tagged(id);
        counts.tagged += usize::from(tagged && scenario.verdict.executed());
        match scenario.verdict_on(id) {
            Verdict::Pass => counts.pass += 1,
            Verdict::Fail => counts.fail += 1,
            Verdict::Inconclusive if tagged => counts.inconclusive += 1,
            Verdict::Inconclusive => counts.inconclusive_elsewhere += 1,
            Verdict::Observed => counts.observed += 1,
            Verdict::NotApplicable => counts.not_applicable += 1,
            Verdict::NotTriggered | Verdict::Error => {}
        }
    }
    counts
}

/// The rules "Over a check", in their order.
fn decide(
    row: &Requirement,
    scenarios: &[(usize, &ScenarioResult)],
    counts: &Counts,
    asked: &Asked,
) -> (Status, Verdict, Option<String>) {
    let tagged = || scenarios.iter().map(|(_, scenario)| *scenario).filter(|scenario| scenario.is_tagged(row.id));
    let passed = tagged().any(|scenario| scenario.verdict_on(row.id) == Verdict::Pass);
    let broken = tagged().find(|scenario| scenario.verdicts().any(|verdict| verdict == ScenarioVerdict::Error));
    if counts.fail > 0 {
        return (Status::Tested, Verdict::Fail, None);
    }
    if let Some(why) = &asked.shortened {
        return (Status::NotMeasured, Verdict::Inconclusive, Some(why.clone()));
    }
    if let Some(scenario) = broken {
        let why = scenario.reasons.first().map(String::as_str).unwrap_or_default();
        return (Status::Error, Verdict::Error, Some(format!("{}: {why}", scenario.id)));
    }
    if counts.inconclusive > 0 {
        return match unseen(row, tagged()).or_else(|| half_seen(row, tagged())) {
            Some(why) => (Status::NotMeasured, Verdict::Inconclusive, Some(why)),
            None => (Status::Tested, Verdict::Inconclusive, inconclusive_reason(row.id, tagged())),
        };
    }
    if passed {
        return (Status::Tested, Verdict::Pass, None);
    }
    if counts.observed > 0 {
        return (Status::Tested, Verdict::Observed, None);
    }
    if asked.standing.kind == StandingKind::NotApplicable {
        return (Status::Excluded, Verdict::NotApplicable, asked.standing.why.clone());
    }
    if counts.not_applicable > 0 && counts.pass == 0 {
        return (Status::Excluded, Verdict::NotApplicable, Some("not applicable by the ICS".to_owned()));
    }
    if let Some(why) = unlisted(tagged()).filter(|_| asked.whole) {
        return (Status::Excluded, Verdict::NotApplicable, Some(why));
    }
    match unseen(row, tagged()).or_else(|| unwaited(tagged())) {
        Some(why) => (Status::NotMeasured, Verdict::Inconclusive, Some(why)),
        None => (Status::NotTested, Verdict::NotTriggered, Some(not_tested_reason(tagged(), counts))),
    }
}

/// The needed borders that no run of the tagged scenarios could see.
fn unseen<'s>(row: &Requirement, tagged: impl Iterator<Item = &'s ScenarioResult>) -> Option<String> {
    let runs: Vec<&ScenarioResult> = tagged.filter(|scenario| !scenario.seen.is_empty()).collect();
    let missing = row.borders.iter().filter(|border| runs.iter().all(|run| !run.seen.contains(border)));
    let missing: Vec<String> = missing.map(ToString::to_string).collect();
    let any = !runs.is_empty() && !missing.is_empty();
    any.then(|| format!("border not seen: {}", missing.join(", ")))
}

/// The borders that no run of the tagged scenarios could see, where one of these runs leaves the row open: what is not seen
/// may be what it would need.
fn half_seen<'s>(row: &Requirement, tagged: impl Iterator<Item = &'s ScenarioResult>) -> Option<String> {
    let runs: Vec<&ScenarioResult> = tagged.filter(|scenario| !scenario.seen.is_empty()).collect();
    let missing = BorderName::ALL.iter().filter(|border| runs.iter().all(|run| !run.seen.contains(border)));
    let missing: Vec<&str> = missing.map(|border| border.name()).collect();
    let open = inconclusive_reason(row.id, runs.into_iter())?;
    (!missing.is_empty()).then(|| format!("border not seen: {}; {open}", missing.join(", ")))
}

/// Why no tagged scenario was run, where that is for want of a clock that can be moved.
fn unwaited<'s>(mut tagged: impl Iterator<Item = &'s ScenarioResult>) -> Option<String> {
    let scenario = tagged.find(|scenario| scenario.unwaited)?;
    Some(format!("clock: {}: {}", scenario.id, scenario.reasons.first().map_or("", String::as_str)))
}

fn inconclusive_reason<'s>(id: RequirementId, tagged: impl Iterator<Item = &'s ScenarioResult>) -> Option<String> {
    let mut open = tagged.filter(|scenario| scenario.verdict_on(id) == Verdict::Inconclusive);
    let scenario = open.next()?;
    let evidence = scenario.findings.get(&id)?.evidence.first()?;
    Some(format!("{}: {}", scenario.id, evidence.note.as_deref().unwrap_or(&evidence.actual)))
}

fn not_tested_reason<'s>(mut tagged: impl Iterator<Item = &'s ScenarioResult>, counts: &Counts) -> String {
    match tagged.find(|scenario| !scenario.verdict.executed()) {
        Some(scenario) => {
            format!("{} was not run: {}", scenario.id, scenario.reasons.first().map_or("", String::as_str))
        }
        None if counts.pass > 0 => "passed only in scenarios that are not tagged with it".to_owned(),
        None => NO_SCENARIO.to_owned(),
    }
}

/// The scenarios of the same verdict: all fails, and of anything else those that are tagged or observed.
fn cited(id: RequirementId, scenarios: &[(usize, &ScenarioResult)], verdict: Verdict) -> Vec<Cited> {
    let rests_on = |scenario: &ScenarioResult| {
        let same = scenario.verdict_on(id) == verdict;
        same && match verdict {
            Verdict::Fail | Verdict::Observed => true,
            Verdict::Pass | Verdict::Inconclusive | Verdict::Error => scenario.is_tagged(id),
            Verdict::NotTriggered | Verdict::NotApplicable => false,
        }
    };
    let found = scenarios.iter().filter(|(_, scenario)| rests_on(scenario));
    let cite = |(index, scenario): &(usize, &ScenarioResult)| {
        let evidence = scenario.findings.get(&id)?.evidence.clone();
        Some(Cited { scenario: *index, verdict, evidence })
    };
    found.filter_map(cite).collect()
}

/// Why every scenario of a row is left out, where each is for a territory, workspace or status that is not listed.
fn unlisted<'s>(tagged: impl Iterator<Item = &'s ScenarioResult>) -> Option<String> {
    let mut first = None;
    for scenario in tagged {
        if scenario.excluded_by != Some(ExcludedBy::List) {
            return None;
        }
        first = first.or_else(|| scenario.reasons.first().map(|why| format!("{}: {why}", scenario.id)));
    }
    first
}
