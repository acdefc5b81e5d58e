//! Presence and callbacks: one that is accepted makes a conversation with its own Do not disturb, any other changes
//! nothing.

use crate::domain::AgentName;
use crate::observation::{Judged, Observed, Seeing, within};
use crate::requirement::{BorderName, Tolerance};
use crate::stimulus::Stimulus;
use crate::time::Span;

use super::absence::silent;
use super::callback::{behind, upon};
use super::case::{Case, is_dnd};
use super::check::{presence_text, shown_at};
use super::conversation::{Conversation, What};
use super::finding::{Finding, Judging, fail, judged, unclear};
use super::lock::is_healthy;
use super::presence::{SESSIONS, cause_gone, chose, is_held_at, is_held_on, returns};
use super::thread::Callback;

pub(super) fn own_conversation(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = behind(case, callback).filter(|behind| upon(case, callback, behind).is_some()) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    let agent = &behind.lease.agent;
    if callback.taken().is_none() {
        return not_accepted(case, agent, callback);
    }
    let first = |one: &&Conversation| one.first().what == What::Callback(callback.place);
    match case.conversations(agent).iter().find(first).filter(|one| is_healthy(case, one)) {
        Some(conversation) => from_accept(case, agent, conversation),
        // It joined a leg that was up.
        None => Ok(Finding::NOT_TRIGGERED),
    }
}

/// Do not disturb from the accept on, and at the end the record of the accept.
fn from_accept(case: &Case<'_>, agent: &AgentName, conversation: &Conversation) -> Judging {
    let (start, end) = (conversation.first().start, conversation.end);
    // An agent who leaves is for PRS-12 and PRS-13; what a drop holds is given back by PRS-06.
    if case.was_away(agent, start, end) || is_held_at(case, agent, start) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let line = case.shown_presence(agent)?;
    let tolerance = case.tolerance(Tolerance::Presence);
    let limit = start.at + tolerance;
    let shown = match within(line, is_dnd, (start.number, start.at), tolerance, case.end()) {
        Judged::Fail(_) if end.is_some_and(|end| end.at < limit) => {
            Judged::Inconclusive(format!("it was over before {limit}"))
        }
        shown => shown,
    };
    let expected = format!("Do not disturb within {tolerance} of the accept at {}", start.at);
    let set = judged(shown, expected, |_| shown_at(line, presence_text, limit));
    // What a stop inside the tolerance leaves behind is for ORD-03.
    let stopped = tolerance > Span::ZERO && case.was_stopped_by(start.number, limit);
    let set = if stopped { Finding::NOT_TRIGGERED } else { set };
    // Several legs are for PRS-09, a presence that may be chosen for PRS-07, the ordinary rules for PRS-15.
    let special = |number: u32| {
        conversation.ups.len() > 1
            || chose(case, agent, start, end)
            || is_held_on(case, conversation)
            || cause_gone(case, agent, start, number)
    };
    let end = end.filter(|end| !special(end.number));
    Ok(Finding::all([Ok(set)].into_iter().chain(end.map(|end| returns(case, agent, start, end)))))
}

/// The presence does not change from the arrival of a callback until something happens that is more than that it was
/// declined, missed or left to ring.
fn not_accepted(case: &Case<'_>, agent: &AgentName, callback: &Callback) -> Judging {
    let arrived = callback.arrived;
    let busy = case.conversations(agent).iter().any(|one| one.runs_at(arrived.number));
    let sessions = case.story.facts.agents.get(agent).map_or(0, |facts| facts.sessions);
    if busy || sessions >= SESSIONS || is_held_at(case, agent, arrived) || is_pending(case, agent, callback) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let line = case.presence(agent)?;
    let doings = &case.story.doings;
    let after = &doings[doings.partition_point(|doing| *doing < arrived.number)..];
    let until = after.iter().copied().find(|doing| !leaves_alone(case, agent, *doing)).unwrap_or(u32::MAX);
    let Some((before, _)) = line.before(arrived.number) else {
        return Ok(unclear(arrived.number, "the presence before the callback", "nothing is known"));
    };
    let expected = format!("presence {} kept, since {} is not accepted", before.record, callback.inbound);
    let points = line.between(arrived.number, until);
    Ok(match points.iter().find(|point| point.value.0 != *before) {
        Some(point) => fail(point.number, expected, format!("{} at {}", presence_text(&point.value), point.at)),
        None if line.seeing == Seeing::Sampled && points.is_empty() => unclear(None, expected, "no sample after it"),
        None => silent(case, BorderName::Presence, points.len(), expected, "no change"),
    })
}

/// Whether something that happened before the callback may still take effect.
fn is_pending(case: &Case<'_>, agent: &AgentName, callback: &Callback) -> bool {
    let tolerance = case.tolerance(Tolerance::Presence);
    let at = callback.arrived.at;
    let over = case.conversations(agent).iter().filter_map(|one| one.end);
    let about = case.story.agents.get(agent).into_iter().flat_map(|seen| &seen.about).copied();
    let mut earlier = over.chain(about).filter(|mark| mark.number < callback.arrived.number);
    earlier.any(|mark| mark.at < at && mark.at + tolerance > at)
        || case.faulty(crate::domain::Service::Presence, at, callback.closed.map(|closed| closed.at))
}

/// Whether a stimulus leaves the presence of an agent alone at whom a callback rings.
#[allow(clippy::wildcard_enum_match_arm)] // all others may change it
fn leaves_alone(case: &Case<'_>, agent: &AgentName, number: u32) -> bool {
    match case.record(number).map(|record| &record.observed) {
        Some(Observed::Stimulus(stimulus)) => match stimulus {
            Stimulus::Declines { agent: by } | Stimulus::Ignores { agent: by } => by == agent,
            Stimulus::PsapGivesUp { call } | Stimulus::PsapHangsUp { call } => {
                call.agent == *agent && call.counted == crate::stimulus::Counted::Callbacks
            }
            _ => false,
        },
        _ => false,
    }
}
