//! Statuses that were set automatically: what follows a conversation in which their cause went.

use crate::domain::AgentName;
use crate::observation::Seeing;
use crate::requirement::Tolerance;

use super::case::{Case, is_dnd};
use super::check::{presence_text, shown_at};
use super::conversation::Conversation;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::lock::{ends_are_told, is_healthy};
use super::presence::{before, by_rules, cause_gone, chose, is_held_at, is_held_on, next_about};

pub(super) fn rules_apply(case: &Case<'_>, agent: &AgentName) -> Judging {
    let conversations = case.conversations(agent).iter();
    Ok(Finding::all(conversations.map(|conversation| after(case, agent, conversation))))
}

fn after(case: &Case<'_>, agent: &AgentName, conversation: &Conversation) -> Judging {
    let line = case.presence(agent)?;
    let start = conversation.first().start;
    let Some(end) = conversation.end else { return Ok(Finding::NOT_TRIGGERED) };
    let held = is_held_on(case, conversation) || is_held_at(case, agent, start);
    let other = held || case.was_away(agent, start, Some(end)) || chose(case, agent, start, Some(end));
    if other || !is_healthy(case, conversation) || !cause_gone(case, agent, start, end.number) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    ends_are_told(case)?;
    let Some(base) = by_rules(case, agent, end.number) else {
        return Ok(unclear(end.number, "the presence that the ordinary rules give", "it can't be told"));
    };
    let limit = end.at + case.tolerance(Tolerance::Presence);
    let next = next_about(case, agent, end);
    let until = next.map_or(u32::MAX, |next| next.number);
    let prior = before(line, conversation).map(|(presence, _)| presence);
    let mut points = line.between(end.number, until).iter().take_while(|point| point.at <= limit);
    let expected = format!("the presence before, then {base} by the ordinary rules by {limit}");
    let other = points.find(|point| {
        let (shown, _) = &point.value;
        shown.base != base && Some(shown) != prior && !is_dnd(&point.value)
    });
    if let Some(point) = other {
        return Ok(fail(point.number, expected, format!("{} at {}", presence_text(&point.value), point.at)));
    }
    let in_force = line.after(limit, until);
    let over = next.map_or(case.end(), |next| next.at);
    let samples = line.between(end.number, until);
    let late = line.seeing == Seeing::Complete || samples.iter().any(|point| point.asked >= limit);
    Ok(match in_force {
        _ if line.seeing == Seeing::Sampled && samples.is_empty() => {
            unclear(end.number, expected, format!("no sample after {}", end.at))
        }
        Some((presence, _)) if presence.base == base => pass(end.number, expected, "so it was"),
        Some(_) if late && over >= limit => fail(end.number, expected, shown_at(line, presence_text, limit)),
        Some(_) | None => unclear(end.number, expected, format!("nothing was seen at or after {limit}")),
    })
}
