//! The exit codes, and which one is said when several apply.

use crate::requirement::{Status, Verdict};

use super::report::{CutOff, Report};
use super::verdict::ScenarioVerdict;

/// How a command ends. The number of an arm is its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything that was selected was tested and passed.
    Pass = 0,
    /// A requirement is not met.
    Nonconformance = 1,
    /// A wrong command line, or a wrong file; nothing was run.
    Usage = 2,
    /// Nothing was selected, or nothing of it was executed: an empty run is no success.
    Empty = 3,
    /// The deployment can't be reached, or is configured wrongly.
    Deployment = 4,
    /// Something that was selected is inconclusive, not tested or not measured.
    Inconclusive = 5,
    /// The safety interlock refused the run.
    Safety = 6,
    /// The harness or its suite is at fault; says nothing about the deployment. `EX_SOFTWARE` of sysexits.h.
    Harness = 70,
    /// Interrupted from the keyboard: 128 + SIGINT.
    Interrupted = 130,
    /// Told to end: 128 + SIGTERM.
    Terminated = 143,
}

impl Exit {
    /// Which code is said when several apply: the first of them here.
    pub const ORDER: [Exit; 10] = [
        Exit::Terminated,
        Exit::Interrupted,
        Exit::Safety,
        Exit::Usage,
        Exit::Harness,
        Exit::Deployment,
        Exit::Empty,
        Exit::Nonconformance,
        Exit::Inconclusive,
        Exit::Pass,
    ];

    /// The number that the process ends with.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// What it means, in a few words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Exit::Pass => "pass",
            Exit::Nonconformance => "a requirement is not met",
            Exit::Usage => "wrong command line or wrong file",
            Exit::Empty => "nothing selected or nothing executed",
            Exit::Deployment => "deployment or configuration error",
            Exit::Inconclusive => "inconclusive, not tested or not measured",
            Exit::Safety => "refused by the safety interlock",
            Exit::Harness => "the harness or its suite is at fault",
            Exit::Interrupted => "interrupted, so the verdict is incomplete",
            Exit::Terminated => "terminated, so the verdict is incomplete",
        }
    }

    /// The one that is said when all of these apply; none is a pass.
    pub fn first(applies: impl IntoIterator<Item = Exit>) -> Exit {
        let applies: Vec<Exit> = applies.into_iter().collect();
        Exit::ORDER.into_iter().find(|exit| applies.contains(exit)).unwrap_or(Exit::Pass)
    }

    /// The exit of a check. Where nothing that was selected is a pass, the whole is none either.
    pub fn of(report: &Report) -> Exit {
        let scenarios = report.scenarios.iter().flat_map(|scenario| scenario.verdicts().map(of_scenario));
        let rows = report.rows().map(|row| of_row(row.status, row.verdict, row.selected));
        let executed = report.scenarios.iter().any(|scenario| scenario.verdict.executed());
        let empty = (!executed).then_some(Exit::Empty);
        let passes = report.rows().any(|row| row.selected && row.verdict == Verdict::Pass);
        let unjudged = (!passes).then_some(Exit::Inconclusive);
        let cut_off = report.cut_off.map(|cut_off| match cut_off {
            CutOff::Interrupted => Exit::Interrupted,
            CutOff::Terminated => Exit::Terminated,
        });
        Exit::first(scenarios.chain(rows).chain(empty).chain(unjudged).chain(cut_off))
    }
}

fn of_scenario(verdict: ScenarioVerdict) -> Exit {
    match verdict {
        ScenarioVerdict::Pass | ScenarioVerdict::Observed | ScenarioVerdict::Excluded => Exit::Pass,
        ScenarioVerdict::Fail => Exit::Nonconformance,
        ScenarioVerdict::Inconclusive | ScenarioVerdict::NotRun => Exit::Inconclusive,
        ScenarioVerdict::Error => Exit::Harness,
    }
}

/// A fail counts wherever it is; what is missing counts only where it was asked for.
fn of_row(status: Status, verdict: Verdict, selected: bool) -> Exit {
    match (status, verdict) {
        (_, Verdict::Fail) => Exit::Nonconformance,
        (Status::Error, _) | (_, Verdict::Error) => Exit::Harness,
        (_, _) if !selected => Exit::Pass,
        (Status::NotTested | Status::NotMeasured, _) | (_, Verdict::Inconclusive) => Exit::Inconclusive,
        (Status::Tested | Status::Excluded, _) => Exit::Pass,
    }
}
