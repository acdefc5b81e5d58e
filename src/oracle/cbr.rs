//! CBR: callback routing.

use crate::border::Inbound;
use crate::domain::{Accepting, Base, Destination, OfferState, WorkKind};
use crate::observation::{Judged, Seeing, within};
use crate::requirement::{BorderName, Tolerance};

use super::callback::{accept, behind, destination, holds, is_offered, offered_to_others, plain, plain_lease};
use super::case::Case;
use super::check::by_named_reading;
use super::finding::{Finding, Judging, fail, judged, pass, unclear};
use super::held::{Ordinary, running_calls};
use super::legs::second_leg;
use super::ordinary::in_wrap_up;
use super::routing::{after_normal_end, however_often, not_taken, past_capacity, past_rules, unverified_marking};
use super::rule::{Look, Rule};
use super::thread::Callback;
use super::unreachable::{never_astray, one_notice};
use super::window::{ENDS, end_and_callbacks, haze};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "CBR-01", look: Look::Callback(that_agent_only) },
    Rule { row: "CBR-02", look: Look::Callback(first_of_all) },
    Rule { row: "CBR-03", look: Look::Callback(past_rules) },
    Rule { row: "CBR-04", look: Look::Callback(past_capacity) },
    Rule { row: "CBR-05", look: Look::Callback(in_any_presence) },
    Rule { row: "CBR-06", look: Look::Callback(on_ordinary_call) },
    Rule { row: "CBR-07", look: Look::Callback(after_normal_end) },
    Rule { row: "CBR-08", look: Look::Callback(however_often) },
    Rule { row: "CBR-09", look: Look::Callback(second_leg) },
    Rule { row: "CBR-10", look: Look::Callback(after_window) },
    Rule { row: "CBR-11", look: Look::Callback(never_astray) },
    Rule { row: "CBR-12", look: Look::Callback(not_taken) },
    Rule { row: "CBR-13", look: Look::Agent(unverified_marking) },
    Rule { row: "CBR-14", look: Look::Callback(one_notice) },
];

fn that_agent_only(case: &Case<'_>, callback: &Callback) -> Judging {
    if plain_lease(case, callback).is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(Finding::all([offered_to_others(case, callback, false), is_offered(case, callback)]))
}

/// The callback alerts within the tolerance of its arrival, or of the end of an outage that it came into.
pub(super) fn alerts(case: &Case<'_>, callback: &Callback) -> Result<(Judged, Finding), crate::observation::Refused> {
    let agent = &case.story.leases[callback.lease].agent;
    let line = case.offered(agent)?;
    let tolerance = case.tolerance(Tolerance::CallbackAlert);
    let arrived = callback.arrived;
    let from = case.story.upset.up_again(arrived, arrived.at + tolerance).unwrap_or(case.end());
    let shown = within(line, |offers| holds(offers, callback), (arrived.number, from), tolerance, case.end());
    let expected = format!("{} alerts at {agent} within {tolerance} of {from}", callback.inbound);
    let limit = from + tolerance;
    let shown = match (callback.closed.filter(|closed| closed.at < limit), shown) {
        (Some(_), Judged::Fail(_)) => Judged::Inconclusive(format!("it was over before {limit}")),
        (_, shown) => shown,
    };
    let finding = judged(shown.clone(), expected, |record| {
        let later = record.and_then(|number| case.record(number)).filter(|record| record.at > limit);
        match (line.seeing, later) {
            (Seeing::Complete, Some(record)) => format!("an alert at {}", record.at),
            // A sample that fails shows none.
            (Seeing::Complete, None) | (Seeing::Sampled, _) => "no alert".to_owned(),
        }
    });
    Ok((shown, finding))
}

fn first_of_all(case: &Case<'_>, callback: &Callback) -> Judging {
    if plain(case, callback).is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let (shown, alerted) = alerts(case, callback)?;
    let alert = match shown {
        Judged::Pass(_, record) => record,
        Judged::Fail(record) => record,
        Judged::Inconclusive(_) => None,
    };
    Ok(Finding::all([Ok(alerted), no_other_work(case, callback, alert)]))
}

/// Between the arrival and the alert no other work is newly offered to the agent.
fn no_other_work(case: &Case<'_>, callback: &Callback, alert: Option<u32>) -> Judging {
    let agent = &case.story.leases[callback.lease].agent;
    let line = case.offered(agent)?;
    let expected = format!("no other work offered to {agent} before the alert of {}", callback.inbound);
    let ringing = line.before(callback.arrived.number).cloned().unwrap_or_default();
    let known = |name| ringing.iter().any(|offer| offer.offer == name);
    let left = callback.closed.map_or(u32::MAX, |closed| closed.number);
    let to = alert.map_or(left, |alert| alert.saturating_add(1));
    for point in line.between(callback.arrived.number, to) {
        let mut offers = point.value.iter().filter(|offer| offer.kind != WorkKind::Callback);
        let new = offers.find(|offer| offer.state == OfferState::Offered && !known(offer.offer.clone()));
        let Some(new) = new else { continue };
        let actual = format!("{} {} at {}", new.kind, new.caller, point.at);
        let tied = line.seeing == Seeing::Sampled && holds(&point.value, callback);
        return Ok(if tied { unclear(point.number, expected, actual) } else { fail(point.number, expected, actual) });
    }
    Ok(pass(alert, expected, "none"))
}

fn in_any_presence(case: &Case<'_>, callback: &Callback) -> Judging {
    if plain(case, callback).is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let agent = &case.story.leases[callback.lease].agent;
    let line = case.presence(agent)?;
    let available = line.before(callback.arrived.number).is_none_or(|(presence, _)| presence.base == Base::Available);
    if available && !in_wrap_up(case, agent, callback.arrived.number) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    alerts(case, callback).map(|(_, finding)| finding)
}

fn on_ordinary_call(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = plain(case, callback) else { return Ok(Finding::NOT_TRIGGERED) };
    let calls = running_calls(case, &behind.lease.agent, callback.arrived.number);
    if calls.is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let (_, alerted) = alerts(case, callback)?;
    let accepted = accept(case, callback);
    let tolerance = case.tolerance(Tolerance::CallbackAlert);
    let held = |call: &Ordinary<'_>| {
        let held = accepted.map(|(mark, _)| call.is_held(case, mark, tolerance));
        Finding::all([call.goes_on(case)].into_iter().chain(held))
    };
    let as_chosen = |call: &Ordinary<'_>| match accepted {
        Some((mark, Some(Accepting::End))) => call.is_ended(case, mark, tolerance),
        Some(_) | None => held(call),
    };
    let kept = by_named_reading(case, "CBR-06", &["default", "agent-chooses"], |place| {
        let judge: &dyn Fn(&Ordinary<'_>) -> Finding = if place == 0 { &held } else { &as_chosen };
        Finding::all(calls.iter().map(|call| Ok(judge(call))))
    });
    Ok(alerted.merge(kept))
}

fn after_window(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = behind(case, callback) else { return Ok(Finding::NOT_TRIGGERED) };
    let grace = case.tolerance(Tolerance::ExpiryGrace);
    let over = |reading: &str| {
        let end =
            end_and_callbacks(case, reading, &behind, callback.arrived.number).map(|end| end + grace + haze(case));
        end.filter(|end| callback.arrived.at > *end)
    };
    let declared = case.reading("CBR-10");
    let Some(end) = over(declared) else { return Ok(Finding::NOT_TRIGGERED) };
    let finding = not_reached(case, callback, &format!("after {end}"));
    let other = ENDS.into_iter().find(|reading| *reading != declared && over(reading).is_none());
    Ok(match other.filter(|_| finding.fails()) {
        Some(name) => finding.fits("CBR-10", name),
        None => finding,
    })
}

/// The callback reaches neither the owner of the number nor a queue.
pub(super) fn not_reached(case: &Case<'_>, callback: &Callback, why: &str) -> Finding {
    let owner = &case.story.leases[callback.lease].agent;
    let expected =
        format!("{} of {}, {why}, reaches neither {owner} nor a queue", callback.inbound, callback.arrived.at);
    let shown = callback.shown.iter().find(|shown| shown.agent.as_ref().is_none_or(|agent| agent == owner));
    if let Some(shown) = shown {
        let whom = shown.agent.as_ref().map_or("a queue".to_owned(), ToString::to_string);
        return fail(shown.mark.number, expected, format!("{} at {whom}", shown.state));
    }
    let delivered = callback.treated.iter().find(|(_, treatment)| match treatment {
        Inbound::ToAgent(agent) => agent == owner,
        Inbound::To(destination) => *destination == Destination::Queue,
        Inbound::Ringing | Inbound::Busy | Inbound::NotInService | Inbound::Closed => false,
    });
    if let Some((mark, treatment)) = delivered {
        return fail(mark.number, expected, format!("delivered to {}", destination(treatment)));
    }
    let told = callback.treated.iter().find(|(_, treatment)| *treatment == Inbound::NotInService);
    match (told, case.offered(owner)) {
        (Some((mark, _)), _) => pass(mark.number, expected, "told not in service"),
        (None, Err(refused)) => Finding::unseen(&refused),
        (None, Ok(line)) => {
            let to = callback.closed.map_or(u32::MAX, |closed| closed.number);
            let samples = line.between(callback.arrived.number, to).len();
            if line.seeing == Seeing::Sampled && samples == 0 {
                return unclear(callback.arrived.number, expected, "no sample while the caller waited");
            }
            super::absence::silent(case, BorderName::Offer, samples, expected, "nobody was offered it")
        }
    }
}
