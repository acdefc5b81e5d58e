//! CBR: what a callback passes, and what becomes of those that nobody takes.

use chrono::{Timelike, Utc};

use crate::domain::{AgentName, OfferState, Priority, RoutingRule, Ruling, WorkKind};
use crate::requirement::{BorderName, Tolerance};
use crate::time::Span;

use super::callback::{Upon, behind_number, coming, earlier, offered_to_others, plain, upon};
use super::case::Case;
use super::cbr::{alerts, not_reached};
use super::check::by_named_reading;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::held::in_use;
use super::thread::{Callback, OrdinaryArrival};

/// How many sessions an agent can have open.
const SESSIONS: u64 = 10;

/// The callback alerts at the owner in time, and goes nowhere else.
pub(super) fn reaches_owner(case: &Case<'_>, callback: &Callback) -> Finding {
    let alerted = alerts(case, callback).map(|(_, finding)| finding);
    Finding::all([alerted, offered_to_others(case, callback, false)])
}

pub(super) fn past_rules(case: &Case<'_>, callback: &Callback) -> Judging {
    if plain(case, callback).is_none() || !is_ruled(case, callback) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(reaches_owner(case, callback))
}

/// Whether a rule that is surely in force would keep an ordinary call of the same caller from the agent.
fn is_ruled(case: &Case<'_>, callback: &Callback) -> bool {
    let sync = case.tolerance(Tolerance::ConfigurationSync);
    let in_force = callback
        .tenant
        .rules
        .iter()
        .filter(|(_, (_, changed))| changed.is_none_or(|changed| changed + sync <= callback.arrived.at));
    in_force.into_iter().any(|(kind, (text, _))| stops(case, callback, *kind, text))
}

fn stops(case: &Case<'_>, callback: &Callback, kind: RoutingRule, text: &str) -> bool {
    let owner = &case.story.leases[callback.lease].agent;
    match Ruling::read(kind, text) {
        Ok(Some(Ruling::Workstream(_) | Ruling::Forwarding(_))) => true,
        Ok(Some(Ruling::Hours(hours))) => !hours.is_some_and(|hours| hours.hold(minute_of_day(case, callback))),
        Ok(Some(Ruling::Blocked(callers))) => callers.names(&callback.from),
        Ok(Some(Ruling::InboundOff(agents))) => agents.names(owner),
        Ok(None) | Err(_) => false,
    }
}

/// The minute of the day, in UTC, at which a callback arrived.
fn minute_of_day(case: &Case<'_>, callback: &Callback) -> u16 {
    let midnight = u64::from(case.trace.head.epoch.0.with_timezone(&Utc).num_seconds_from_midnight());
    let seconds = midnight + callback.arrived.at.ticks() / Span::from_secs(1).ticks();
    u16::try_from(seconds / 60 % (24 * 60)).unwrap_or_default()
}

pub(super) fn past_capacity(case: &Case<'_>, callback: &Callback) -> Judging {
    if plain(case, callback).is_none() || !is_full(case, callback) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(reaches_owner(case, callback))
}

/// Whether the agent's capacity surely keeps ordinary work away: none, overdrawn, blocking while it is full, or every
/// session open.
fn is_full(case: &Case<'_>, callback: &Callback) -> bool {
    let facts = &callback.facts;
    let sync = case.tolerance(Tolerance::ConfigurationSync);
    if facts.changed.is_some_and(|changed| changed + sync > callback.arrived.at) {
        return false;
    }
    let taken = in_use(case, &case.story.leases[callback.lease].agent, callback.arrived.number);
    let by_limit = facts.capacity.is_some_and(|(limit, used)| {
        let used = used.saturating_add(taken);
        limit == 0 || used > limit || (facts.blocking && used >= limit)
    });
    by_limit || facts.sessions.saturating_add(taken) >= SESSIONS
}

pub(super) fn after_normal_end(case: &Case<'_>, callback: &Callback) -> Judging {
    match coming(case, callback, Upon::NormalEnd) {
        Some(_) => Ok(reaches_owner(case, callback)),
        None => Ok(Finding::NOT_TRIGGERED),
    }
}

pub(super) fn however_often(case: &Case<'_>, callback: &Callback) -> Judging {
    let dropped = behind_number(case, callback).is_some_and(|behind| upon(case, callback, &behind) == Some(Upon::Drop));
    let stranger = !callback.tenant.psap.contains(&callback.from);
    if !dropped || !(stranger || earlier(case, callback).next().is_some()) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(by_named_reading(case, "CBR-08", &["default", "psap-only"], |place| {
        if place == 1 && stranger {
            not_reached(case, callback, "from another caller than a PSAP")
        } else {
            reaches_owner(case, callback)
        }
    }))
}

/// Whether nobody took a callback that is over, or its agent declined it.
fn is_not_taken(case: &Case<'_>, callback: &Callback) -> bool {
    let seen = case.story.agents.get(&case.story.leases[callback.lease].agent);
    let closed = callback.closed.map_or(u32::MAX, |closed| closed.number);
    let mut declines = seen.into_iter().flat_map(|seen| &seen.declines);
    let declined = declines.any(|mark| mark.number > callback.arrived.number && mark.number < closed);
    callback.taken().is_none() && (declined || callback.closed.is_some())
}

pub(super) fn not_taken(case: &Case<'_>, callback: &Callback) -> Judging {
    if plain(case, callback).is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let mut parts = Vec::new();
    if is_not_taken(case, callback) {
        parts.push(offered_to_others(case, callback, false));
    }
    let over = |other: &Callback| other.closed.is_some_and(|closed| closed.number < callback.arrived.number);
    if earlier(case, callback).any(|other| over(other) && is_not_taken(case, other)) {
        parts.push(Ok(reaches_owner(case, callback)));
    }
    Ok(Finding::all(parts))
}

pub(super) fn unverified_marking(case: &Case<'_>, agent: &AgentName) -> Judging {
    let Some(facts) = case.story.facts.agents.get(agent) else { return Ok(Finding::NOT_TRIGGERED) };
    let marked = case.story.ordinary.iter().filter(|arrival| arrival.marked && facts.own.contains(&arrival.to));
    Ok(Finding::all(marked.map(|arrival| no_privilege(case, agent, arrival))))
}

/// A marked call to an ordinary number fares no better than one without the marking under the same circumstances.
fn no_privilege(case: &Case<'_>, agent: &AgentName, arrival: &OrdinaryArrival) -> Judging {
    case.need(BorderName::Inbound)?;
    let line = case.offered(agent)?;
    let presences = case.presence(agent)?;
    let expected = format!("{} of {}, marked, is treated as without the marking", arrival.inbound, arrival.arrived.at);
    let offer = |of: &OrdinaryArrival| {
        let points = line.between(of.arrived.number, of.acted.unwrap_or(u32::MAX)).iter();
        points.flat_map(|point| &point.value).find(|offer| offer.caller == of.inbound.as_str()).cloned()
    };
    let own = offer(arrival);
    if let Some(own) = own.iter().find(|own| own.kind == WorkKind::Callback || own.priority == Priority::Emergency) {
        let actual = format!("offered as a {} of {} priority", own.kind, own.priority);
        return Ok(fail(arrival.arrived.number, expected, actual));
    }
    let busy = |of: &OrdinaryArrival| {
        let live = line.before(of.arrived.number).into_iter().flatten();
        live.filter(|offer| offer.state == OfferState::Offered).count()
    };
    let record = |of: &OrdinaryArrival| presences.before(of.arrived.number).map(|(presence, _)| presence);
    let controls = case.story.ordinary.iter().filter(|other| !other.marked && other.to == arrival.to);
    let mut controls = controls.filter(|other| record(other) == record(arrival) && busy(other) == busy(arrival));
    let Some(control) = controls.next() else {
        return Ok(unclear(arrival.arrived.number, expected, "no call without the marking to compare with"));
    };
    let first = |of: &OrdinaryArrival| of.treated.first().map(|(_, treatment)| treatment.clone());
    let same = first(control) == first(arrival) && offer(control).is_some() == own.is_some();
    let actual = format!("{} of {} fared otherwise", control.inbound, control.arrived.at);
    Ok(if same {
        pass(arrival.arrived.number, expected, "so it was")
    } else {
        fail(arrival.arrived.number, expected, actual)
    })
}
