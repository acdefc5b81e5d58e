//! Callbacks: which rows judge one, and to whom it was offered.

use crate::border::{CallName, Inbound, OfferFact};
use crate::domain::{Accepting, Number, Service, WorkKind};
use crate::observation::{Judged, Seeing, Strength};
use crate::requirement::{BorderName, Tolerance};

use super::case::Case;
use super::check::sometime;
use super::finding::{Judging, fail, judged, pass};
use super::thread::{Call, Callback, How, Lease, Mark};
use super::window::{Behind, is_inside};

/// The lease, dial and call behind a callback, unless its path carries no callbacks, its number was used again, or the
/// number is read to carry no privilege for its caller.
pub(super) fn behind<'c>(case: &'c Case<'_>, callback: &Callback) -> Option<Behind<'c>> {
    let stranger = case.reading("CBR-08") == "psap-only" && !callback.tenant.psap.contains(&callback.from);
    behind_number(case, callback).filter(|_| !stranger)
}

/// The same, whoever calls.
pub(super) fn behind_number<'c>(case: &'c Case<'_>, callback: &Callback) -> Option<Behind<'c>> {
    let lease = &case.story.leases[callback.lease];
    behind_lease(case, lease, callback.arrived.number).filter(|_| !lease.reused || is_again(case, lease))
}

/// The dial and call behind a lease before a record, unless its path carries no callbacks or the pool was faulty. Where
/// the dials of an agent are read to share a number, it is the last one that gave it.
pub(super) fn behind_lease<'c>(case: &'c Case<'_>, lease: &'c Lease, before: u32) -> Option<Behind<'c>> {
    let shared = if case.reading("CBN-08") == "extend" { last_given(case, lease, before) } else { None };
    let call = case.story.calls.get(shared.unwrap_or(&lease.call))?;
    let dial = &case.story.dials[call.dial?];
    let foreign = call.on_trunk() && !case.ics.declares("carrier-callback");
    let faulty = case.faulty(Service::NumberPool, dial.mark.at, Some(dial.mark.at));
    (!foreign && !faulty).then_some(Behind { lease, dial, call })
}

/// The last call of the lease's agent that gave the number before a record.
fn last_given<'c>(case: &Case<'_>, lease: &'c Lease, before: u32) -> Option<&'c CallName> {
    let own = |call: &CallName| {
        let dial = case.story.calls.get(call).and_then(|call| call.dial);
        dial.is_some_and(|dial| case.story.dials[dial].agent == lease.agent)
    };
    let given = lease.given.iter().rev().filter(|(record, _)| *record < before);
    given.map(|(_, call)| call).find(|call| own(call))
}

/// The number that a call gave the far end last.
pub(super) fn given<'c>(case: &Case<'_>, call: &'c Call) -> Option<&'c Number> {
    let leg = call.legs.last()?;
    if case.reading("CBN-02") == "declared-field" { leg.declared.as_ref() } else { leg.from.as_ref() }
}

/// Whether a lease gave a number once more since the pool was exhausted: CBN-09 says then whom it reaches.
pub(super) fn is_again(case: &Case<'_>, lease: &Lease) -> bool {
    case.story.calls.get(&lease.call).is_some_and(|call| call.exhausted.is_some())
}

/// What a callback inside the window comes after or upon: which rows judge it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Upon {
    /// A drop, to an agent with a client and no leg up: the plain rows.
    Drop,
    /// A normal end: CBR-07.
    NormalEnd,
    /// A failed set-up: CBN-10.
    FailedSetUp,
    /// An emergency leg that is up: CBR-09.
    LegUp,
    /// An agent without a client: CBR-11.
    NoClient,
    /// A crash since the dial: ORD-03.
    Crash,
}

/// What a callback comes upon, if it comes inside the window.
pub(super) fn upon(case: &Case<'_>, callback: &Callback, behind: &Behind<'_>) -> Option<Upon> {
    is_inside(case, behind.dial, callback).then(|| circumstance(case, callback, behind)).flatten()
}

/// What a callback comes upon, whenever it comes. Of several the one that changes most counts.
pub(super) fn circumstance(case: &Case<'_>, callback: &Callback, behind: &Behind<'_>) -> Option<Upon> {
    let arrived = callback.arrived;
    if case.was_stopped(behind.dial.mark.number, arrived.number) {
        return Some(Upon::Crash);
    }
    if !callback.facts.connected {
        return Some(Upon::NoClient);
    }
    if case.conversations(&behind.lease.agent).iter().any(|conversation| conversation.runs_at(arrived.number)) {
        return Some(Upon::LegUp);
    }
    let end = behind.call.end().filter(|end| end.mark.number < arrived.number)?;
    Some(match end.how {
        How::Drop => Upon::Drop,
        How::Agent | How::Remote => Upon::NormalEnd,
        How::SetUp => Upon::FailedSetUp,
    })
}

/// What is behind a callback that comes inside the window upon something.
pub(super) fn coming<'c>(case: &'c Case<'_>, callback: &Callback, what: Upon) -> Option<Behind<'c>> {
    behind(case, callback).filter(|behind| upon(case, callback, behind) == Some(what))
}

/// What is behind a callback that comes inside the window after a drop, to an agent with a client and no leg up, and
/// without a crash since the dial: more specific rows judge the others.
pub(super) fn plain<'c>(case: &'c Case<'_>, callback: &Callback) -> Option<Behind<'c>> {
    coming(case, callback, Upon::Drop)
}

/// The same, to a number that was not given once more since the pool was exhausted.
pub(super) fn plain_lease<'c>(case: &'c Case<'_>, callback: &Callback) -> Option<Behind<'c>> {
    plain(case, callback).filter(|behind| !is_again(case, behind.lease))
}

/// What is behind a callback that comes inside the window, whatever it comes upon.
pub(super) fn inside<'c>(case: &'c Case<'_>, callback: &Callback) -> Option<Behind<'c>> {
    behind(case, callback).filter(|behind| is_inside(case, behind.dial, callback))
}

/// The stimulus by which the agent accepted a callback, and what the agent then chose for the running call.
pub(super) fn accept(case: &Case<'_>, callback: &Callback) -> Option<(Mark, Option<Accepting>)> {
    let taken = callback.taken()?;
    let seen = case.story.agents.get(&case.story.leases[callback.lease].agent)?;
    let mark = seen.accepts.iter().rev().find(|mark| mark.number < taken.number).copied()?;
    let chosen = seen.chosen.iter().find(|(at, _)| *at == mark).map(|(_, chosen)| *chosen);
    Some((mark, chosen))
}

/// The earlier callbacks to the same number under the same lease.
pub(super) fn earlier<'c>(case: &'c Case<'_>, callback: &'c Callback) -> impl Iterator<Item = &'c Callback> {
    let all = case.story.leases[callback.lease].callbacks.iter();
    all.map(|place| &case.story.callbacks[*place]).take_while(|other| other.place < callback.place)
}

/// Whether offers hold the callback.
pub(super) fn holds(offers: &[OfferFact], callback: &Callback) -> bool {
    offers.iter().any(|offer| offer.kind == WorkKind::Callback && offer.caller == callback.inbound.as_str())
}

/// The callback is offered to the owner of the number before the caller leaves.
pub(super) fn is_offered(case: &Case<'_>, callback: &Callback) -> Judging {
    let agent = &case.story.leases[callback.lease].agent;
    let line = case.offered(agent)?;
    let by = callback.arrived.at + case.tolerance(Tolerance::CallbackAlert);
    let left = callback.closed.filter(|_| callback.taken().is_none());
    let shown = sometime(line, |offers| holds(offers, callback), callback.arrived, left, by, case.end());
    let shown = match (shown, callback.taken()) {
        (Judged::Fail(_) | Judged::Inconclusive(_), Some(taken)) if taken_by_owner(case, callback) => {
            Judged::Pass(Strength::Complete, Some(taken.number))
        }
        (shown, _) => shown,
    };
    let expected = format!("{} of {} is offered to {agent}", callback.inbound, callback.arrived.at);
    // What the deployment did with the caller says that it was not offered, whatever samples may have missed.
    if let (Judged::Inconclusive(_), Some((mark, treatment))) = (&shown, turned_away(callback)) {
        return Ok(fail(mark.number, expected, destination(treatment)));
    }
    let left = left.map_or("not offered".to_owned(), |left| format!("not offered until it was over at {}", left.at));
    Ok(judged(shown, expected, |_| left))
}

/// Where the deployment sent the caller instead of offering the call.
fn turned_away(callback: &Callback) -> Option<&(Mark, Inbound)> {
    callback.treated.iter().find(|(_, treatment)| is_turned_away(treatment))
}

/// Whether the deployment sends the caller elsewhere.
pub(super) fn is_turned_away(treatment: &Inbound) -> bool {
    match treatment {
        Inbound::NotInService | Inbound::To(_) => true,
        Inbound::Ringing | Inbound::ToAgent(_) | Inbound::Busy | Inbound::Closed => false,
    }
}

/// Whether the owner of the number took the callback.
fn taken_by_owner(case: &Case<'_>, callback: &Callback) -> bool {
    let agent = &case.story.leases[callback.lease].agent;
    callback.treated.iter().any(|(_, treatment)| *treatment == Inbound::ToAgent(agent.clone()))
}

/// The callback is offered to nobody but the owner; unless `agents_only`, it goes to no queue or machine either.
pub(super) fn offered_to_others(case: &Case<'_>, callback: &Callback, agents_only: bool) -> Judging {
    let owner = &case.story.leases[callback.lease].agent;
    let expected = format!("{} of {} is offered to nobody but {owner}", callback.inbound, callback.arrived.at);
    let other = callback.shown.iter().find(|shown| match &shown.agent {
        Some(agent) => agent != owner,
        None => !agents_only,
    });
    if let Some(other) = other {
        let actual = other.agent.as_ref().map_or("a queue".to_owned(), ToString::to_string);
        return Ok(fail(other.mark.number, expected, actual));
    }
    let elsewhere = callback.treated.iter().find(|(_, treatment)| match treatment {
        Inbound::To(_) => !agents_only,
        Inbound::ToAgent(agent) => agent != owner,
        Inbound::Ringing | Inbound::Busy | Inbound::NotInService | Inbound::Closed => false,
    });
    if let Some((mark, treatment)) = elsewhere {
        return Ok(fail(mark.number, expected, format!("delivered to {}", destination(treatment))));
    }
    let samples = match case.need(BorderName::Offer)? {
        Seeing::Complete => 0,
        Seeing::Sampled => callback.shown.len(),
    };
    let mut finding = pass(callback.arrived.number, expected, "nobody else");
    let strength = case.silence(BorderName::Offer, samples);
    finding.evidence.iter_mut().for_each(|evidence| evidence.strength = Some(strength));
    Ok(finding)
}

/// Where an inbound call went, in words.
pub(super) fn destination(treatment: &Inbound) -> String {
    match treatment {
        Inbound::To(destination) => destination.to_string(),
        Inbound::ToAgent(agent) => agent.to_string(),
        Inbound::Ringing => "ringing".to_owned(),
        Inbound::Busy => "busy".to_owned(),
        Inbound::NotInService => "not in service".to_owned(),
        Inbound::Closed => "closed".to_owned(),
    }
}
