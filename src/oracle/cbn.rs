//! CBN: the temporary callback number.

use crate::domain::{Number, Path, Service};
use crate::requirement::BorderName;

use super::callback::{Upon, coming, given, is_offered, offered_to_others, plain, plain_lease};
use super::case::Case;
use super::check::{ByReading, by_named_reading, by_reading, dial_text, own_leases};
use super::expiry::{elapsed_time, not_cut, not_moved};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::reuse::{not_too_early, without_free_number};
use super::routing::reaches_owner;
use super::rule::{Look, Rule};
use super::thread::{Call, Callback, Dial, Leg, Mark};
use super::window::{Behind, window};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "CBN-01", look: Look::Dial(one_number) },
    Rule { row: "CBN-02", look: Look::Dial(given_number) },
    Rule { row: "CBN-03", look: Look::Callback(in_window) },
    Rule { row: "CBN-04", look: Look::Callback(not_cut) },
    Rule { row: "CBN-05", look: Look::Callback(elapsed_time) },
    Rule { row: "CBN-06", look: Look::Callback(owner_only) },
    Rule { row: "CBN-07", look: Look::Dial(not_too_early) },
    Rule { row: "CBN-08", look: Look::Callback(both_numbers) },
    Rule { row: "CBN-09", look: Look::Dial(without_free_number) },
    Rule { row: "CBN-10", look: Look::Callback(after_failed_set_up) },
    Rule { row: "CBN-11", look: Look::Callback(survives) },
    Rule { row: "CBN-12", look: Look::Callback(not_moved) },
];

/// Whether the numbers of a dial can be asserted: the pool was healthy and not exhausted, and the path carries one.
fn is_judged(case: &Case<'_>, dial: &Dial) -> bool {
    let call = case.call(dial);
    let foreign = call.is_some_and(|call| call.on_trunk()) && !case.ics.declares("carrier-callback");
    let exhausted = call.is_some_and(|call| call.exhausted.is_some());
    let faulty = case.faulty(Service::NumberPool, dial.mark.at, Some(dial.mark.at));
    case.handled(dial) && !foreign && !exhausted && !faulty
}

fn one_number(case: &Case<'_>, dial: &Dial) -> Judging {
    if !is_judged(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Number)?;
    let expected = format!("exactly one temporary number for {}, E.164 and not in ordinary use", dial_text(dial));
    let Some(call) = case.call(dial) else { return Ok(unclear(dial.mark.number, expected, "no call was seen")) };
    let mut leases = call.leases.iter().map(|lease| &case.story.leases[*lease]);
    let kept = |leg: &Leg| own_leases(case, dial).any(|lease| Some(&lease.number) == leg.from.as_ref());
    Ok(match (leases.next(), leases.next()) {
        (None, _) if case.reading("CBN-08") == "extend" && call.legs.iter().any(kept) => {
            pass(dial.mark.number, expected, "the agent's number was kept")
        }
        (None, _) if case.reading("CBN-08") == "extend" && call.legs.is_empty() => {
            unclear(dial.mark.number, expected, "no leg was seen that may carry the one that was kept")
        }
        (None, _) => fail(dial.mark.number, expected, "no number was leased"),
        (Some(_), Some(second)) => fail(second.mark.number, expected, format!("a second one at {}", second.mark.at)),
        (Some(lease), None) if !lease.number.is_e164() => fail(lease.mark.number, expected, "it is not E.164"),
        (Some(lease), None) if dial.tenant.ordinary.contains(&lease.number) => {
            fail(lease.mark.number, expected, "it is in ordinary use")
        }
        (Some(lease), None) => pass(lease.mark.number, expected, format!("one leased at {}", lease.mark.at)),
    })
}

/// The legs of a dial that must carry the number.
fn carrying<'c>(case: &Case<'c>, dial: &Dial) -> impl Iterator<Item = &'c Leg> {
    let trunks = case.ics.declares("carrier-callback");
    case.legs(dial).iter().filter(move |leg| trunks || leg.path == Path::Direct)
}

/// Every leg carries a leased number in a place.
fn carried(case: &Case<'_>, dial: &Dial, place: &str, carried: impl Fn(&Leg) -> Option<&Number>) -> Finding {
    let leased = |number: &Number| own_leases(case, dial).find(|lease| lease.number == *number);
    let extend = case.reading("CBN-08") == "extend";
    let one = |leg: &Leg| {
        let expected = format!("the temporary number as {place} of the leg at {}", leg.offered.at);
        match carried(leg).map(|number| (number, leased(number))) {
            Some((_, Some(lease))) if extend || Some(&lease.call) == dial.call.as_ref() => {
                pass(leg.offered.number, expected, "so it was")
            }
            Some((number, _)) if case.call(dial).is_some_and(|call| holds(case, call, number)) => {
                pass(leg.offered.number, expected, "so it was")
            }
            Some((number, _)) => fail(leg.offered.number, expected, number.to_string()),
            None => fail(leg.offered.number, expected, "none"),
        }
    };
    Finding::all(carrying(case, dial).map(|leg| Ok(one(leg))))
}

/// Whether a call leased a number.
fn holds(case: &Case<'_>, call: &Call, number: &Number) -> bool {
    call.leases.iter().any(|lease| case.story.leases[*lease].number == *number)
}

fn as_caller(case: &Case<'_>, dial: &Dial) -> Finding {
    carried(case, dial, "caller identity", |leg| leg.from.as_ref())
}

fn as_declared(case: &Case<'_>, dial: &Dial) -> Finding {
    carried(case, dial, "declared number", |leg| leg.declared.as_ref())
}

fn given_number(case: &Case<'_>, dial: &Dial) -> Judging {
    if !is_judged(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Carrier)?;
    case.need(BorderName::Number)?;
    if own_leases(case, dial).next().is_none() || carrying(case, dial).next().is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let readings: [(&str, ByReading); 2] = [("default", as_caller), ("declared-field", as_declared)];
    Ok(by_reading(case, dial, "CBN-02", &readings))
}

fn in_window(case: &Case<'_>, callback: &Callback) -> Judging {
    match plain_lease(case, callback) {
        Some(_) => is_offered(case, callback),
        None => Ok(Finding::NOT_TRIGGERED),
    }
}

pub(super) fn owner_only(case: &Case<'_>, callback: &Callback) -> Judging {
    let lease = &case.story.leases[callback.lease];
    if plain_lease(case, callback).is_none() || !callback.rivals {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let expected = format!("the number of {} is {}'s alone", callback.inbound, lease.agent);
    let own = match &lease.clash {
        Some(other) => fail(lease.mark.number, expected, format!("{other} held it too")),
        None => pass(lease.mark.number, expected, "so it was"),
    };
    Ok(Finding::all([Ok(own), offered_to_others(case, callback, true), is_offered(case, callback)]))
}

/// Another dial of the same agent before a record whose window overlaps the one of a dial: its number can be asserted.
fn beside<'c>(case: &'c Case<'_>, behind: &Behind<'_>, before: u32) -> Option<&'c Dial> {
    let dials = case.story.agents.get(&behind.lease.agent)?.dials.as_slice();
    let from = dials.partition_point(|place| case.story.dials[*place].mark.at + window(case) < behind.dial.mark.at);
    let others = dials[from..].iter().map(|place| &case.story.dials[*place]);
    let others =
        others.take_while(|other| other.mark.number < before && other.mark.at <= behind.dial.mark.at + window(case));
    others.filter(|other| other.place != behind.dial.place).find(|other| is_judged(case, other))
}

fn both_numbers(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = plain(case, callback) else { return Ok(Finding::NOT_TRIGGERED) };
    let other = beside(case, &behind, callback.arrived.number).and_then(|other| Some((other, case.call(other)?)));
    let Some((other, call)) = other.filter(|_| is_judged(case, behind.dial)) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    case.need(BorderName::Carrier)?;
    let (Some(own), Some(second)) = (given(case, behind.call), given(case, call)) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    let kept = is_offered(case, callback);
    let numbers = by_named_reading(case, "CBN-08", &["default", "extend"], |place| {
        let (right, count) = if place == 0 { (own != second, "two numbers") } else { (own == second, "one number") };
        let expected =
            format!("{count} for the dials of {} at {} and {}", other.agent, behind.dial.mark.at, other.mark.at);
        let actual = if own == second { own.to_string() } else { format!("{own} and {second}") };
        if right {
            pass(callback.arrived.number, expected, actual)
        } else {
            fail(callback.arrived.number, expected, actual)
        }
    });
    Ok(Finding::all([kept, Ok(numbers)]))
}

fn after_failed_set_up(case: &Case<'_>, callback: &Callback) -> Judging {
    if coming(case, callback, Upon::FailedSetUp).is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Dial)?;
    case.need(BorderName::Carrier)?;
    Ok(reaches_owner(case, callback))
}

fn survives(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = plain(case, callback) else { return Ok(Finding::NOT_TRIGGERED) };
    let between = |mark: &&Mark| mark.number > behind.dial.mark.number && mark.number < callback.arrived.number;
    let seen = case.story.agents.get(&behind.lease.agent);
    let mut changes = seen.into_iter().flat_map(|seen| seen.away.iter().chain(&seen.changes));
    match changes.find(between) {
        Some(_) => is_offered(case, callback),
        None => Ok(Finding::NOT_TRIGGERED),
    }
}
