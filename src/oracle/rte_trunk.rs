//! RTE-09: on a third-party trunk the agent's side is as on any emergency call.

use crate::domain::Path;
use crate::requirement::{BorderName, RequirementId, Verdict};

use super::absence::ordinary_call;
use super::case::Case;
use super::check::{dial_text, handled_in_full, is_accepted, leg_started};
use super::finding::{Finding, Judging, pass};
use super::paths::{is_over_trunk_alone, left_to_carrier, paths};
use super::plan::is_plan_number;
use super::rule::{Group, Look, Rule};
use super::thread::Dial;

pub(super) const RULES: &[Rule] = &[Rule { row: "RTE-09", look: Look::Through(as_any_other) }];

/// The groups of rows that speak of the agent's side.
const SIDES: [&str; 4] = ["PRS", "PNL", "CNF", "NTF"];

fn as_any_other(case: &Case<'_>, dial: &Dial, group: &Group<'_>) -> Judging {
    if left_to_carrier(dial, case.ics) {
        return Ok(left_alone(case, dial));
    }
    let on_trunk = case.handled(dial) && case.call(dial).is_some_and(|call| call.on_trunk());
    let alone = case.is_emergency_number(dial) && case.eligible(dial) && is_over_trunk_alone(dial, case.ics);
    if !on_trunk && !alone {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Carrier)?;
    let sides: Vec<Finding> = SIDES.iter().map(|side| of_side(group, side)).collect();
    let carried = if alone { carried(case, dial) } else { Finding::NOT_TRIGGERED };
    let failed = sides.iter().filter(|side| side.fails()).cloned().fold(carried, Finding::merge);
    if failed.fails() {
        let fits = alone && !ordinary_call(case, dial).fails();
        return Ok(if fits { failed.noted("fits the reading `unhandled`: declare RTE-09=unhandled") } else { failed });
    }
    let expected = format!("{} shows the agent what any emergency call shows", dial_text(dial));
    if sides.iter().any(|side| side.verdict < Verdict::Pass) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let open = sides.into_iter().filter(|side| side.verdict == Verdict::Inconclusive);
    let open = open.fold(Finding::NOT_TRIGGERED, Finding::merge);
    Ok(match open.verdict {
        Verdict::NotTriggered => pass(dial.mark.number, expected, format!("rows of {} pass", SIDES.join(", "))),
        _ => open,
    })
}

/// The dial is accepted and leaves by a trunk of a route: no other row demands it where nothing else can carry it.
fn carried(case: &Case<'_>, dial: &Dial) -> Finding {
    let paths = paths(dial, case.ics);
    let trunks = paths.trunks();
    let on = |path: &Path| matches!(path, Path::Trunk(trunk) if trunks.contains(trunk));
    Finding::all([is_accepted(case, dial), leg_started(case, dial, on, "a trunk of a route that takes it")])
}

/// What a group of rows says of the dial: a fail of any of its rows with the row named, else a pass of any, else that it
/// is open.
pub(super) fn of_side(group: &Group<'_>, side: &str) -> Finding {
    let findings = group(side);
    let is = |verdict: Verdict| move |(_, finding): &&(_, Finding)| finding.verdict == verdict;
    let failed = findings.iter().filter(is(Verdict::Fail));
    let failed = failed.map(|(row, finding)| named(row, finding.clone())).fold(Finding::NOT_TRIGGERED, Finding::merge);
    let passed = findings.iter().find(is(Verdict::Pass));
    let open = findings.iter().find(is(Verdict::Inconclusive));
    if failed.fails() {
        return failed;
    }
    passed.or(open).map_or(Finding::NOT_TRIGGERED, |(_, finding)| finding.clone())
}

/// A finding whose evidence names the row that it is of.
fn named(row: &RequirementId, mut finding: Finding) -> Finding {
    for evidence in &mut finding.evidence {
        evidence.expected = format!("{row}: {}", evidence.expected);
    }
    finding
}

/// By the reading `unhandled` the dial is an ordinary call of the third-party carrier.
fn left_alone(case: &Case<'_>, dial: &Dial) -> Finding {
    if !case.eligible(dial) || !is_plan_number(dial, case.ics, &dial.facts.country) {
        return Finding::NOT_TRIGGERED;
    }
    let finding = ordinary_call(case, dial);
    if finding.fails() && !handled_in_full(case, dial).fails() {
        return finding.noted("fits the reading `default`: declare RTE-09=default");
    }
    finding
}
