//! Overlapping legs: a callback accepted while an emergency leg is up.

use crate::border::{Inbound, OfferFact};
use crate::domain::{AgentName, OfferState, Service};
use crate::requirement::{BorderName, Tolerance};

use super::callback::{Upon, accept, coming};
use super::case::Case;
use super::check::by_named_reading;
use super::conversation::{Conversation, Up, What};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::lock::kept;
use super::presence::{cause_gone, chose, is_held_at, is_held_on, returns};
use super::routing::reaches_owner;
use super::thread::{Callback, How, Mark};

/// A leg of a conversation in words.
pub(super) fn leg_text(case: &Case<'_>, up: &Up) -> String {
    match up.what {
        What::Dial(place) => {
            let dial = &case.story.dials[place];
            format!("the call to {} of {}", dial.dialled, dial.mark.at)
        }
        What::Callback(place) => case.story.callbacks[place].inbound.to_string(),
    }
}

pub(super) fn second_leg(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = coming(case, callback, Upon::LegUp) else { return Ok(Finding::NOT_TRIGGERED) };
    case.need(BorderName::Carrier)?;
    let reached = reaches_owner(case, callback);
    let agent = &behind.lease.agent;
    let Some((accepted, _)) = accept(case, callback) else { return Ok(reached) };
    let conversations = case.conversations(agent).iter();
    let Some(conversation) = conversations.rev().find(|one| one.first().start.number < accepted.number) else {
        return Ok(reached);
    };
    let up = |up: &&Up| up.start.number < accepted.number && up.end.is_none_or(|end| end.number > accepted.number);
    let first: Vec<&Up> = conversation.ups.iter().filter(up).collect();
    let legs = by_named_reading(case, "CBR-09", &["default", "replace"], |place| {
        let one = |up: &&Up| match place {
            1 => Ok(is_replaced(case, up, accepted)),
            _ => is_kept(case, agent, up, accepted),
        };
        Finding::all(first.iter().map(one))
    });
    Ok(reached.merge(legs).merge(Finding::all([ends_all(case, agent, conversation)])))
}

/// The leg is neither held nor ended by the deployment after an accept.
fn is_kept(case: &Case<'_>, agent: &AgentName, up: &Up, accepted: Mark) -> Judging {
    let expected = format!("{} is neither held nor ended by the accept at {}", leg_text(case, up), accepted.at);
    if let Some(end) = up.end.filter(|end| is_cut(case, agent, up, accepted, *end)) {
        return Ok(fail(end.number, expected, format!("ended at {} without anybody doing so", end.at)));
    }
    let line = case.offered(agent)?;
    let to = up.end.map_or(u32::MAX, |end| end.number);
    let is = |offer: &OfferFact| match up.what {
        What::Dial(place) => offer.call.is_some() && offer.call == case.story.dials[place].call,
        What::Callback(place) => offer.caller == case.story.callbacks[place].inbound.as_str(),
    };
    let held = |offers: &[OfferFact]| offers.iter().any(|offer| is(offer) && offer.state == OfferState::Held);
    let shown = line.between(accepted.number, to).iter().find(|point| held(&point.value));
    Ok(match shown {
        Some(point) => fail(point.number, expected, format!("held at {}", point.at)),
        None => pass(accepted.number, expected, "so it was"),
    })
}

/// Whether the deployment ended a leg while its agent ended nothing.
pub(super) fn is_cut(case: &Case<'_>, agent: &AgentName, up: &Up, accepted: Mark, end: Mark) -> bool {
    let by_deployment = match up.what {
        What::Dial(place) => {
            let call = case.call(&case.story.dials[place]);
            call.and_then(|call| call.end()).is_some_and(|end| end.how == How::Agent)
        }
        What::Callback(place) => {
            case.story.callbacks[place].treated.iter().any(|(_, treatment)| *treatment == Inbound::Closed)
        }
    };
    let Some(seen) = case.story.agents.get(agent) else { return by_deployment };
    let doings = seen.ends.iter().map(|(mark, _)| mark).chain(&seen.away);
    let mut doings = doings.filter(|mark| mark.number > accepted.number && mark.number < end.number);
    by_deployment && doings.next().is_none()
}

/// The leg is ended by an accept.
fn is_replaced(case: &Case<'_>, up: &Up, accepted: Mark) -> Finding {
    let limit = accepted.at + case.tolerance(Tolerance::CallbackAlert);
    let expected = format!("{} is ended by {limit}", leg_text(case, up));
    match up.end {
        Some(end) if end.at <= limit => pass(end.number, expected, "so it was"),
        Some(end) => fail(end.number, expected, format!("ended at {}", end.at)),
        None if case.end() >= limit => fail(accepted.number, expected, "it goes on"),
        None => unclear(accepted.number, expected, "the run ended"),
    }
}

/// When the agent ends one of several legs, all of them end.
fn ends_all(case: &Case<'_>, agent: &AgentName, conversation: &Conversation) -> Judging {
    let tolerance = case.tolerance(Tolerance::CallbackAlert);
    let Some(first) = conversation.ups.iter().filter_map(|up| up.ended).min() else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    let runs = |up: &&Up| up.from.number < first.number && up.end.is_none_or(|end| end.number > first.number);
    let running: Vec<&Up> = conversation.ups.iter().filter(runs).collect();
    if running.len() < 2 {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let limit = first.at + tolerance;
    Ok(Finding::all(running.into_iter().map(|up| {
        let expected = format!("{} ends by {limit}, as {agent} ends the call", leg_text(case, up));
        Ok(match up.end {
            Some(end) if end.at <= limit => pass(end.number, expected, "so it was"),
            Some(end) => fail(end.number, expected, format!("ended at {}", end.at)),
            None if case.end() >= limit => fail(first.number, expected, "it goes on"),
            None => unclear(first.number, expected, "the run ended"),
        })
    })))
}

pub(super) fn until_last_leg(case: &Case<'_>, agent: &AgentName) -> Judging {
    let overlapping = case.conversations(agent).iter().filter(|conversation| conversation.ups.len() > 1);
    Ok(Finding::all(overlapping.map(|conversation| one_presence(case, agent, conversation))))
}

/// Do not disturb until the last leg of a conversation ends, then the record from before the first.
fn one_presence(case: &Case<'_>, agent: &AgentName, conversation: &Conversation) -> Judging {
    let (first, end) = (conversation.first(), conversation.end);
    let chosen = chose(case, agent, first.start, end);
    let faulty = case.faulty(Service::Presence, first.start.at, end.map(|end| end.at));
    if chosen || faulty || case.was_away(agent, first.start, end) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    [BorderName::Carrier, BorderName::Inbound].into_iter().try_for_each(|border| case.need(border).map(|_| ()))?;
    let second = conversation.ups[1];
    let kept = kept(case, agent, second.from, conversation.until());
    // What the ordinary rules make of it is for PRS-15.
    let special = |end: &Mark| {
        is_held_on(case, conversation)
            || is_held_at(case, agent, first.start)
            || cause_gone(case, agent, first.start, end.number)
    };
    let Some(end) = end.filter(|end| !special(end)) else { return Ok(kept) };
    Ok(kept.merge(Finding::of(returns(case, agent, first.start, end))))
}
