//! CBN: the temporary callback number.

use crate::domain::{Number, Path, Service};
use crate::requirement::BorderName;

use super::callback::{is_offered, offered_to_others, plain};
use super::case::Case;
use super::check::{ByReading, by_reading, dial_text, own_leases};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::rule::{Look, Rule};
use super::thread::{Callback, Dial, Leg};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "CBN-01", look: Look::Dial(one_number) },
    Rule { row: "CBN-02", look: Look::Dial(given_number) },
    Rule { row: "CBN-03", look: Look::Callback(in_window) },
    Rule { row: "CBN-06", look: Look::Callback(owner_only) },
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
fn holds(case: &Case<'_>, call: &super::Call, number: &Number) -> bool {
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
    match plain(case, callback) {
        Some(_) => is_offered(case, callback),
        None => Ok(Finding::NOT_TRIGGERED),
    }
}

fn owner_only(case: &Case<'_>, callback: &Callback) -> Judging {
    let lease = &case.story.leases[callback.lease];
    if plain(case, callback).is_none() || !callback.rivals {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let expected = format!("the number of {} is {}'s alone", callback.inbound, lease.agent);
    let own = match &lease.clash {
        Some(other) => fail(lease.mark.number, expected, format!("{other} held it too")),
        None => pass(lease.mark.number, expected, "so it was"),
    };
    Ok(Finding::all([Ok(own), offered_to_others(case, callback, true), is_offered(case, callback)]))
}
