//! CBN: when a number goes to another agent, and what a dial gets where the pool has no free one.

use std::collections::BTreeSet;

use crate::domain::{Number, Service};
use crate::requirement::{BorderName, Tolerance};
use crate::time::Span;

use super::callback::{Upon, behind_lease, circumstance, given, is_again, is_offered, offered_to_others};
use super::case::Case;
use super::cbr::not_reached;
use super::check::{by_named_reading, dial_text, is_accepted, leg_started};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::thread::{Call, Dial, Lease, Leg};
use super::window::{end, is_after, is_inside};

/// How long the leg of a dial may wait for a pool that does not answer: what a leg may take where nothing is declared.
const PATIENCE: Span = Span::from_secs(2);

pub(super) fn not_too_early(case: &Case<'_>, dial: &Dial) -> Judging {
    let dials = &case.story.dials;
    let neighbour = dial.place.checked_sub(1).map(|place| &dials[place]);
    let alone = dials[0].agent == dial.agent && neighbour.is_none_or(|other| other.agent == dial.agent);
    if alone || !case.handled(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Number)?;
    let Some(call) = case.call(dial).filter(|call| call.exhausted.is_none()) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    Ok(Finding::all(call.leases.iter().map(|lease| Ok(not_anothers(case, &case.story.leases[*lease])))))
}

/// A lease gives no number whose window, with the grace, runs for another agent.
fn not_anothers(case: &Case<'_>, lease: &Lease) -> Finding {
    let previous = lease.previous.map(|place| &case.story.leases[place]);
    let Some(previous) = previous.filter(|previous| previous.agent != lease.agent) else {
        let expected = format!("no number of another agent for {}", lease.agent);
        let own = || pass(lease.mark.number, expected, lease.number.to_string());
        return if lease.rivals { own() } else { Finding::NOT_TRIGGERED };
    };
    let behind =
        behind_lease(case, previous, lease.mark.number).filter(|_| !previous.reused || is_again(case, previous));
    let Some(behind) = behind else { return Finding::NOT_TRIGGERED };
    let expected = format!("{} is leased when its window for {} is over", lease.number, previous.agent);
    let over = end(case, &behind, lease.mark.number).map(|end| end + case.tolerance(Tolerance::ExpiryGrace));
    let actual = match over {
        Some(over) => format!("leased to {} at {}, the window and its grace end at {over}", lease.agent, lease.mark.at),
        None => format!("leased to {} at {}, and the window has not begun", lease.agent, lease.mark.at),
    };
    if over.is_some_and(|over| lease.mark.at > over) {
        pass(lease.mark.number, expected, actual)
    } else {
        fail(lease.mark.number, expected, actual)
    }
}

pub(super) fn without_free_number(case: &Case<'_>, dial: &Dial) -> Judging {
    let due = case.handled(dial) || (case.eligible(dial) && case.is_emergency_number(dial));
    if !due {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.tells_callbacks()?;
    let exhausted = case.call(dial).filter(|call| call.exhausted.is_some());
    let faulty = case.faulty(Service::NumberPool, dial.mark.at, Some(dial.mark.at));
    if exhausted.is_none() && !faulty {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let leg = if faulty { leg_soon(case, dial) } else { leg_started(case, dial, |_| true, "any path") };
    let mut parts = vec![is_accepted(case, dial), leg];
    if let Some(call) = exhausted {
        parts.push(Ok(in_order(case, dial, call)));
        parts.extend(reached_again(case, call));
    }
    Ok(Finding::all(parts))
}

/// A leg goes out although the pool does not answer.
fn leg_soon(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Carrier)?;
    let limit = dial.mark.at + case.tolerance(Tolerance::LegStart).max(PATIENCE);
    let expected = format!("a leg to {} by {limit}, whatever the pool says", dial.number);
    let other =
        |service: &&Service| **service != Service::NumberPool && case.story.faulty(**service, dial.mark.at, limit);
    let leg = case.legs(dial).first();
    Ok(match leg {
        Some(leg) if leg.offered.at <= limit => pass(leg.offered.number, expected, format!("at {}", leg.offered.at)),
        _ if Service::ALL.iter().any(|service| other(&service)) => Finding::NOT_TRIGGERED,
        Some(leg) => fail(leg.offered.number, expected, format!("at {}", leg.offered.at)),
        None if dial.reply.is_some() && case.end() >= limit => fail(dial.mark.number, expected, "no leg"),
        None => unclear(dial.mark.number, expected, "no leg was seen"),
    })
}

/// The numbers that may be used again for a call, by the declared order.
struct Again<'c> {
    own: BTreeSet<&'c Number>,
    resting: BTreeSet<&'c Number>,
    idle: BTreeSet<&'c Number>,
}

impl<'c> Again<'c> {
    fn new(case: &'c Case<'_>, dial: &Dial, call: &Call) -> Self {
        let at = call.exhausted.map_or(0, |exhausted| exhausted.number);
        let held = call.held.iter().map(|place| &case.story.leases[*place]);
        let held: Vec<&Lease> =
            held.filter(|lease| lease.released.is_none_or(|released| released.number > at)).collect();
        let own = held.iter().filter(|lease| lease.agent == dial.agent).map(|lease| &lease.number);
        let over = |lease: &Lease| lease.over.filter(|over| over.number < at).map(|over| over.at);
        let longest = held.iter().filter_map(|lease| over(lease)).min();
        let resting = held.iter().filter(|lease| over(lease).is_some() && over(lease) == longest);
        let idle: Vec<&&Lease> = held.iter().filter(|lease| !is_up(case, lease, at)).collect();
        let oldest = idle.iter().map(|lease| lease.mark.at).min();
        let idle = idle.iter().filter(|lease| Some(lease.mark.at) == oldest);
        Again {
            own: own.collect(),
            resting: resting.map(|lease| &lease.number).collect(),
            idle: idle.map(|lease| &lease.number).collect(),
        }
    }

    /// The numbers of the first step that has one, with its name.
    fn first(&self) -> Option<(&BTreeSet<&'c Number>, &'static str)> {
        let steps = [
            (&self.own, "the agent's own number"),
            (&self.resting, "the number that rests longest"),
            (&self.idle, "the number of the oldest lease with no leg up"),
        ];
        steps.into_iter().find(|(numbers, _)| !numbers.is_empty())
    }
}

/// Whether a leg of a lease is up at a record: the call that it was made for, or a callback.
fn is_up(case: &Case<'_>, lease: &Lease, at: u32) -> bool {
    let up = |call: &Call| call.end().is_none_or(|end| end.mark.number > at);
    let calls = lease.given.iter().map(|(_, call)| call).chain([&lease.call]);
    let mut callbacks = lease.callbacks.iter().map(|place| &case.story.callbacks[*place]);
    calls.filter_map(|call| case.story.calls.get(call)).any(up)
        || callbacks.any(|callback| {
            let taken = callback.taken().is_some_and(|taken| taken.number < at);
            taken && callback.closed.is_none_or(|closed| closed.number > at)
        })
}

/// Whether a leg carries the tenant's identity and no other number.
fn is_tenants(dial: &Dial, leg: &Leg) -> bool {
    leg.from.as_ref().is_some_and(|from| dial.tenant.ordinary.contains(from)) && leg.declared.is_none()
}

/// The far end is given the number that comes first in the declared order.
fn in_order(case: &Case<'_>, dial: &Dial, call: &Call) -> Finding {
    let asserted = !call.on_trunk() || case.ics.declares("carrier-callback");
    let Some(leg) = call.legs.last().filter(|_| asserted) else { return Finding::NOT_TRIGGERED };
    let (again, given) = (Again::new(case, dial, call), given(case, call));
    let actual = given.map_or("no number".to_owned(), ToString::to_string);
    by_named_reading(case, "CBN-09", &["default", "fallback-identity"], |place| {
        let step = again.first().filter(|_| place == 0);
        let what = step.map_or("the tenant's identity", |(_, what)| what);
        let right = match step {
            Some((numbers, _)) => given.is_some_and(|given| numbers.contains(given)),
            None => is_tenants(dial, leg),
        };
        let expected = format!("{what} for {}", dial_text(dial));
        if right {
            pass(leg.offered.number, expected, actual.clone())
        } else {
            fail(leg.offered.number, expected, actual.clone())
        }
    })
}

/// Callbacks to a number that was used again reach its new holder, through a window of its own.
fn reached_again(case: &Case<'_>, call: &Call) -> Vec<Judging> {
    let leases = call.leases.iter().map(|place| &case.story.leases[*place]);
    let callbacks = leases.flat_map(|lease| lease.callbacks.iter().map(move |place| (lease, place)));
    let callbacks = callbacks.filter(|_| case.sees(BorderName::Offer));
    let judged = callbacks.filter_map(|(lease, place)| {
        let callback = &case.story.callbacks[*place];
        let behind = behind_lease(case, lease, callback.arrived.number)?;
        let dropped = circumstance(case, callback, &behind) == Some(Upon::Drop);
        Some(if is_after(case, &behind, callback) {
            Ok(not_reached(case, callback, "after the window of its new holder"))
        } else if dropped && is_inside(case, behind.dial, callback) {
            Ok(Finding::all([offered_to_others(case, callback, false), is_offered(case, callback)]))
        } else {
            return None;
        })
    });
    judged.collect()
}
