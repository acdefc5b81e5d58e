//! RTE: routing paths.

use std::collections::BTreeSet;

use crate::domain::{Path, Reason, Service, TrunkName};
use crate::observation::Kind;
use crate::requirement::{BorderName, Tolerance};

use super::absence::{no_alert, no_dial_mail, no_lease, no_leg, presence_kept};
use super::case::Case;
use super::check::{by_reading, dial_text, is_accepted, is_refused, leg_started, leg_text};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::paths::{Paths, paths};
use super::plan::unmet;
use super::prs::{alert_gone, restored};
use super::rule::{Look, Rule};
use super::thread::{Dial, Leg, Mark};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "RTE-01", look: Look::Dial(own_number) },
    Rule { row: "RTE-02", look: Look::Dial(no_route) },
    Rule { row: "RTE-03", look: Look::Dial(first_route) },
    Rule { row: "RTE-04", look: Look::Dial(order) },
    Rule { row: "RTE-05", look: Look::Dial(exhausted) },
    Rule { row: "RTE-06", look: Look::Dial(no_path) },
    Rule { row: "RTE-07", look: Look::Dial(rightless) },
];

/// The SIP codes after which the next trunk is tried.
const MOVING: [u16; 3] = [408, 503, 504];

/// The paths of an emergency dial by an eligible agent.
fn eligible_paths<'d>(case: &Case<'_>, dial: &'d Dial) -> Option<Paths<'d>> {
    (case.is_emergency_number(dial) && case.eligible(dial)).then(|| paths(dial, case.ics))
}

fn on_direct_offer(case: &Case<'_>, dial: &Dial) -> Judging {
    leg_started(case, dial, |path| *path == Path::Direct, "the direct offer")
}

fn own_number(case: &Case<'_>, dial: &Dial) -> Judging {
    match eligible_paths(case, dial) {
        Some(paths) if paths.own_plan && !dial.tenant.direct_routing => on_direct_offer(case, dial),
        Some(_) | None => Ok(Finding::NOT_TRIGGERED),
    }
}

fn no_route(case: &Case<'_>, dial: &Dial) -> Judging {
    match eligible_paths(case, dial) {
        Some(paths) if paths.tenant_plan && dial.tenant.direct_routing && paths.routes.is_empty() => {
            on_direct_offer(case, dial)
        }
        Some(_) | None => Ok(Finding::NOT_TRIGGERED),
    }
}

fn on_first_route(case: &Case<'_>, dial: &Dial) -> Finding {
    let paths = paths(dial, case.ics);
    let Some(route) = paths.routes.first() else { return Finding::NOT_TRIGGERED };
    let on = |path: &Path| matches!(path, Path::Trunk(trunk) if route.trunks.contains(trunk));
    Finding::of(leg_started(case, dial, on, &format!("a trunk of the route {}", route.name)))
}

fn direct_offer_first(case: &Case<'_>, dial: &Dial) -> Finding {
    if paths(dial, case.ics).own_plan { Finding::of(on_direct_offer(case, dial)) } else { on_first_route(case, dial) }
}

fn first_route(case: &Case<'_>, dial: &Dial) -> Judging {
    match eligible_paths(case, dial) {
        Some(paths) if paths.tenant_plan && !paths.routes.is_empty() => {
            let readings: [(&str, super::check::ByReading); 2] =
                [("default", on_first_route), ("direct-offer-first", direct_offer_first)];
            Ok(by_reading(case, dial, "RTE-03", &readings))
        }
        Some(_) | None => Ok(Finding::NOT_TRIGGERED),
    }
}

/// The legs of a dial that went out through trunks.
fn trunk_legs<'c>(case: &Case<'c>, dial: &Dial) -> Vec<(&'c Leg, &'c TrunkName)> {
    let legs = case.legs(dial).iter();
    let trunk = |leg: &'c Leg| match &leg.path {
        Path::Trunk(trunk) => Some((leg, trunk)),
        Path::Direct => None,
    };
    legs.filter_map(trunk).collect()
}

/// Whether a leg came back with a code after which the next trunk is tried.
fn moves_on(leg: &Leg) -> bool {
    leg.failed.is_some_and(|(_, code)| MOVING.contains(&code.value()))
}

/// The trunks that may be tried next: those of the first route that has any left.
struct Walk<'d> {
    left: Vec<BTreeSet<&'d TrunkName>>,
}

impl<'d> Walk<'d> {
    fn new(paths: &Paths<'d>) -> Self {
        Walk { left: paths.routes.iter().map(|route| route.trunks.iter().collect()).collect() }
    }

    /// The trunks of which the next one must be.
    fn next(&self) -> Option<&BTreeSet<&'d TrunkName>> {
        self.left.iter().find(|trunks| !trunks.is_empty())
    }

    /// Takes a trunk; false where it is not its turn.
    fn take(&mut self, trunk: &TrunkName) -> bool {
        self.left.iter_mut().find(|trunks| !trunks.is_empty()).is_some_and(|trunks| trunks.remove(trunk))
    }
}

fn order(case: &Case<'_>, dial: &Dial) -> Judging {
    let paths = paths(dial, case.ics);
    if !case.handled(dial) || paths.routes.is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Carrier)?;
    let legs = trunk_legs(case, dial);
    let failed = legs.iter().any(|(leg, _)| leg.failed.is_some());
    if !failed && paths.routes.len() < 2 {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let mut walk = Walk::new(&paths);
    let mut before: Option<&Leg> = None;
    for (leg, trunk) in &legs {
        if let Some(stayed) = before.filter(|before| !moves_on(before)) {
            let expected = format!("no further leg after {}, which did not fail with a moving code", leg_text(stayed));
            return Ok(fail(leg.offered.number, expected, leg_text(leg)));
        }
        let turn = walk.next().map(|trunks| trunks.iter().map(|trunk| trunk.as_str()).collect::<Vec<_>>().join(" or "));
        if !walk.take(trunk) {
            let expected = turn.map_or("no further trunk".to_owned(), |turn| format!("a leg on {turn}"));
            return Ok(fail(leg.offered.number, expected, leg_text(leg)));
        }
        before = Some(leg);
    }
    // Where no leg failed, the right first leg is RTE-03's to pass.
    Ok(if failed { last_leg(case, dial, &walk, before) } else { Finding::NOT_TRIGGERED })
}

/// What must follow the last leg on a trunk: another one, if its code moves on and a trunk is left.
fn last_leg(case: &Case<'_>, dial: &Dial, walk: &Walk<'_>, last: Option<&Leg>) -> Finding {
    let Some((last, (mark, code))) = last.and_then(|last| Some((last, last.failed?))) else {
        return pass(None, "routes in list order, each trunk once", "so it was");
    };
    let expected = format!("routes in list order, each trunk once, up to {}", leg_text(last));
    let limit = mark.at + case.tolerance(Tolerance::LegStart);
    let given_up = case.conversation(dial).and_then(|conversation| conversation.first().ended);
    match walk.next().filter(|_| moves_on(last)) {
        None => pass(mark.number, expected, format!("came back with {code}, and no trunk was to follow")),
        Some(_) if given_up.is_some_and(|ended| ended.at <= limit) => {
            unclear(mark.number, expected, "the agent hung up")
        }
        Some(_) if case.end() > limit || case.call(dial).is_some_and(|call| call.failed.is_some()) => {
            fail(mark.number, "a leg on the next trunk", format!("none after {code} at {}", mark.at))
        }
        Some(_) => unclear(mark.number, expected, "the run ended"),
    }
}

/// The last failing outcome of a dial whose routes are used up. A code that does not move on uses nothing up: RTE-04
/// judges what follows it.
fn used_up(case: &Case<'_>, dial: &Dial) -> Option<Mark> {
    let legs = trunk_legs(case, dial);
    let (last, _) = legs.last()?;
    let (mark, _) = last.failed?;
    let tried: BTreeSet<&TrunkName> = legs.iter().map(|(_, trunk)| *trunk).collect();
    let all = paths(dial, case.ics).trunks().iter().all(|trunk| tried.contains(trunk));
    (all && moves_on(last)).then_some(mark)
}

fn exhausted(case: &Case<'_>, dial: &Dial) -> Judging {
    if !case.handled(dial) || paths(dial, case.ics).routes.is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Carrier)?;
    if used_up(case, dial).is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(by_reading(case, dial, "RTE-05", &[("default", dropped), ("fall-back", fallen_back)]))
}

/// The direct leg after the last trunk failed.
fn direct_leg<'c>(case: &Case<'c>, dial: &Dial, after: Mark) -> Option<&'c Leg> {
    case.legs(dial).iter().find(|leg| leg.path == Path::Direct && leg.offered.number > after.number)
}

fn fallen_back(case: &Case<'_>, dial: &Dial) -> Finding {
    let Some(mark) = used_up(case, dial) else { return Finding::NOT_TRIGGERED };
    let limit = mark.at + case.tolerance(Tolerance::LegStart);
    let expected = format!("a leg on the direct offer by {limit}");
    if !paths(dial, case.ics).direct_offer() {
        return dropped(case, dial);
    }
    match direct_leg(case, dial, mark) {
        Some(leg) => pass(leg.offered.number, expected, leg_text(leg)),
        None if case.end() >= limit => fail(mark.number, expected, "no leg on the direct offer"),
        None => unclear(mark.number, expected, "the run ended"),
    }
}

fn dropped(case: &Case<'_>, dial: &Dial) -> Finding {
    let Some(mark) = used_up(case, dial) else { return Finding::NOT_TRIGGERED };
    let direct = match direct_leg(case, dial, mark) {
        Some(leg) => fail(leg.offered.number, "no leg on the direct offer", leg_text(leg)),
        None => pass(mark.number, "no leg on the direct offer", "none"),
    };
    let mut parts = vec![Ok(direct), told(case, dial, mark), alert_gone(case, &dial.agent, mark)];
    if !case.was_away(&dial.agent, dial.mark, None) && !case.faulty(Service::Presence, dial.mark.at, None) {
        parts.push(restored(case, dial, mark));
    }
    Finding::all(parts)
}

/// The agent is told that the dial failed.
fn told(case: &Case<'_>, dial: &Dial, mark: Mark) -> Judging {
    case.need(BorderName::Dial)?;
    let limit = mark.at + case.tolerance(Tolerance::AlertAndPanel);
    let expected = format!("{} fails by {limit}, and the agent is told", dial_text(dial));
    Ok(match case.call(dial).and_then(|call| call.failed) {
        Some((told, reason)) if told.at <= limit => pass(told.number, expected, format!("failed with {reason}")),
        // A sample shows that the agent was told, not when.
        Some((told, reason)) if case.record(told.number).is_some_and(|record| record.kind == Kind::Sample) => {
            unclear(told.number, expected, format!("first sampled at {}, failed with {reason}", told.at))
        }
        Some((told, reason)) => fail(told.number, expected, format!("failed with {reason} at {}", told.at)),
        None if case.end() >= limit => fail(mark.number, expected, "the agent was not told"),
        None => unclear(mark.number, expected, "the run ended"),
    })
}

fn no_path(case: &Case<'_>, dial: &Dial) -> Judging {
    let only = unmet(dial, case.ics) == [Reason::NoEmergencyPath];
    if !only || !case.is_emergency_number(dial) || !case.free(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(by_reading(case, dial, "RTE-06", &[("default", refused_at_once), ("fail-late", failed_late)]))
}

fn refused_at_once(case: &Case<'_>, dial: &Dial) -> Finding {
    let until = dial.acted.unwrap_or(u32::MAX);
    let mut parts =
        vec![is_refused(case, dial), no_leg(case, dial), presence_kept(case, dial, until), no_alert(case, dial, until)];
    if case.sees(BorderName::Number) {
        parts.push(no_lease(case, dial));
    }
    if case.sees(BorderName::Mail) {
        parts.push(no_dial_mail(case, dial));
    }
    Finding::all(parts)
}

fn failed_late(case: &Case<'_>, dial: &Dial) -> Finding {
    let mark = case.call(dial).and_then(|call| call.failed).map_or(dial.mark, |(mark, _)| mark);
    Finding::all([
        is_accepted(case, dial),
        no_leg(case, dial),
        told(case, dial, dial.mark),
        alert_gone(case, &dial.agent, mark),
        restored(case, dial, mark),
    ])
}

/// A number that only receives calls opens no path: no leg starts, and the dial is answered as one without a path.
fn rightless(case: &Case<'_>, dial: &Dial) -> Judging {
    let only = unmet(dial, case.ics) == [Reason::NoEmergencyPath] && paths(dial, case.ics).by_receivers;
    if !only || !case.is_emergency_number(dial) || !case.free(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let late = case.reading("RTE-06") == "fail-late";
    let answered = if late { is_accepted(case, dial) } else { is_refused(case, dial) };
    Ok(Finding::all([no_leg(case, dial), answered]))
}
