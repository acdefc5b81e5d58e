//! What holds presence while a leg is up: Do not disturb stays, and a presence that is chosen meanwhile is answered as
//! declared.

use crate::domain::{AgentName, Base, Reason, RecordName, Service};
use crate::observation::{Refused, Seeing, throughout, within};
use crate::requirement::{BorderName, Tolerance};
use crate::stimulus::Fact;
use crate::time::Span;

use super::case::{Case, is_dnd};
use super::check::{by_named_reading, presence_text, shown_at};
use super::conversation::Conversation;
use super::finding::{Finding, Judging, fail, judged, pass, unclear};
use super::presence::{cause_gone, chose, is_held_at, is_held_on, returns};
use super::session::Choice;
use super::thread::Mark;

/// Whether the presence service was healthy all through a conversation.
pub(super) fn is_healthy(case: &Case<'_>, conversation: &Conversation) -> bool {
    !case.faulty(Service::Presence, conversation.first().start.at, conversation.end.map(|end| end.at))
}

/// Refused where it can't be told when conversations end.
pub(super) fn ends_are_told(case: &Case<'_>) -> Result<(), Refused> {
    case.need(BorderName::Carrier)?;
    case.tells_callbacks()
}

pub(super) fn stays(case: &Case<'_>, agent: &AgentName) -> Judging {
    let conversations = case.conversations(agent).iter();
    Ok(Finding::all(conversations.map(|conversation| stays_in(case, agent, conversation))))
}

/// Do not disturb stays from where it first shows in a conversation until the last leg ends.
fn stays_in(case: &Case<'_>, agent: &AgentName, conversation: &Conversation) -> Judging {
    let (start, end) = (conversation.first().start, conversation.end);
    // PRS-12 and PRS-13 judge an agent who leaves, PRS-07 a presence that may be chosen.
    let special = case.was_away(agent, start, end) || chose(case, agent, start, end);
    if special || !is_healthy(case, conversation) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    ends_are_told(case)?;
    let line = case.presence(agent)?;
    let shown = line.between(start.number, conversation.until()).iter().find(|point| is_dnd(&point.value));
    let from = match (shown, line.seeing) {
        _ if line.seeing == Seeing::Complete && line.before(start.number).is_some_and(is_dnd) => start,
        (Some(point), Seeing::Complete) => Mark { number: point.number, at: point.at },
        // The sample that showed it first is the one at the start.
        (Some(point), Seeing::Sampled) => Mark { number: point.number.saturating_sub(1), at: point.at },
        (None, Seeing::Sampled) if line.between(start.number, conversation.until()).is_empty() => {
            let expected = format!("Do not disturb from {} on while a leg is up", start.at);
            return Ok(unclear(start.number, expected, "no sample while a leg was up"));
        }
        // That it is set at all is for PRS-01 and PRS-08.
        (None, _) => return Ok(Finding::NOT_TRIGGERED),
    };
    Ok(kept(case, agent, from, conversation.until()))
}

/// Do not disturb holds from a moment, and the tolerance after it, until a record.
pub(super) fn kept(case: &Case<'_>, agent: &AgentName, from: Mark, to: u32) -> Finding {
    let until = case.record(to).map_or(case.end(), |record| record.at);
    let tolerance = case.tolerance(Tolerance::Presence);
    let shown = from.at + tolerance;
    // What a stop inside the tolerance leaves behind is for ORD-03.
    if tolerance > Span::ZERO && case.was_stopped(from.number, to) {
        return Finding::NOT_TRIGGERED;
    }
    // What the tolerance lets show later need not show at all if it is over first.
    if tolerance > Span::ZERO && until < shown {
        return unclear(from.number, format!("Do not disturb from {shown} on"), format!("it was over at {until}"));
    }
    Finding::of(case.presence(agent).map(|line| {
        let expected = format!("Do not disturb from {shown} until {until}");
        judged(throughout(line, is_dnd, (from.number, shown), to), expected, |record| {
            let at = record.and_then(|number| case.record(number)).map_or(from.at, |record| record.at);
            shown_at(line, presence_text, at)
        })
    }))
}

/// Whether a record is one that an agent can choose.
fn can_be_chosen(case: &Case<'_>, record: &RecordName) -> bool {
    let base = case.trace.head.facts.iter().rev().find_map(|fact| match fact {
        Fact::PresenceRecord { record: known, base } if known == record => Some(*base),
        _ => None,
    });
    base.is_some_and(|base| base != Base::Inactive)
}

pub(super) fn as_declared(case: &Case<'_>, agent: &AgentName) -> Judging {
    let choices = case.story.agents.get(agent).into_iter().flat_map(|seen| &seen.choices);
    let mut parts = Vec::new();
    for choice in choices.filter(|choice| choice.connected && can_be_chosen(case, &choice.record)) {
        let runs = |one: &&Conversation| one.runs_at(choice.mark.number);
        let conversation = case.conversations(agent).iter().find(runs);
        let Some(conversation) = conversation.filter(|one| is_healthy(case, one)) else { continue };
        // With the location source at fault the dial may not be accepted yet.
        let start = conversation.first().start;
        if !case.faulty(Service::Location, start.at, Some(choice.mark.at)) {
            parts.push(answered(case, agent, conversation, choice));
        }
    }
    Ok(Finding::all(parts))
}

fn answered(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, choice: &Choice) -> Judging {
    ends_are_told(case)?;
    case.need(BorderName::Control)?;
    Ok(by_named_reading(case, "PRS-07", &["default", "defer", "apply"], |place| match place {
        0 => refused(case, agent, conversation, choice),
        1 => deferred(case, agent, conversation, choice),
        _ => applied(case, agent, choice),
    }))
}

/// A choice in words.
fn choice_text(choice: &Choice) -> String {
    format!("the choice of {} at {}", choice.record, choice.mark.at)
}

fn is_refused(choice: &Choice) -> Finding {
    let expected = format!("{} is refused with {}", choice_text(choice), Reason::PresenceLocked);
    match choice.reply {
        Some((mark, Some(Reason::PresenceLocked))) => pass(mark.number, expected, "so it was"),
        Some((mark, Some(reason))) => fail(mark.number, expected, format!("refused with {reason}")),
        Some((mark, None)) => fail(mark.number, expected, "accepted"),
        None => unclear(choice.mark.number, expected, "no reply was seen"),
    }
}

fn is_accepted(choice: &Choice) -> Finding {
    let expected = format!("{} is accepted", choice_text(choice));
    match choice.reply {
        Some((mark, None)) => pass(mark.number, expected, "so it was"),
        Some((mark, Some(reason))) => fail(mark.number, expected, format!("refused with {reason}")),
        None => unclear(choice.mark.number, expected, "no reply was seen"),
    }
}

/// What holds until the conversation is over, unless the agent left meanwhile: more specific rows judge that.
fn kept_on(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, choice: &Choice) -> Judging {
    if case.was_away(agent, conversation.first().start, conversation.end) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(kept(case, agent, choice.mark, conversation.until()))
}

/// The end of a conversation after which what it gives back can be told.
fn plain_end(case: &Case<'_>, agent: &AgentName, conversation: &Conversation) -> Option<Mark> {
    let (start, end) = (conversation.first().start, conversation.end?);
    let held = is_held_on(case, conversation) || is_held_at(case, agent, start);
    (!held && !case.was_away(agent, start, Some(end))).then_some(end)
}

fn refused(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, choice: &Choice) -> Finding {
    let start = conversation.first().start;
    let end = plain_end(case, agent, conversation).filter(|end| !cause_gone(case, agent, start, end.number));
    let untouched = end.map(|end| returns(case, agent, start, end));
    let parts = [Ok(is_refused(choice)), kept_on(case, agent, conversation, choice)];
    Finding::all(parts.into_iter().chain(untouched))
}

/// It is taken, and the last one so taken is in force once the conversation is over.
fn deferred(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, choice: &Choice) -> Finding {
    let until = conversation.end.map_or(u32::MAX, |end| end.number);
    let later = case.story.agents.get(agent).into_iter().flat_map(|seen| &seen.choices);
    let mut later = later.filter(|other| (choice.mark.number + 1..until).contains(&other.mark.number));
    let end = plain_end(case, agent, conversation).filter(|_| later.next().is_none());
    let effective = end.map(|end| shows(case, agent, choice, end));
    let parts = [Ok(is_accepted(choice)), kept_on(case, agent, conversation, choice)];
    Finding::all(parts.into_iter().chain(effective))
}

fn applied(case: &Case<'_>, agent: &AgentName, choice: &Choice) -> Finding {
    Finding::all([Ok(is_accepted(choice)), shows(case, agent, choice, choice.mark)])
}

/// The chosen record shows within the tolerance of a moment.
fn shows(case: &Case<'_>, agent: &AgentName, choice: &Choice, mark: Mark) -> Judging {
    let line = case.shown_presence(agent)?;
    let tolerance = case.tolerance(Tolerance::Presence);
    let shown =
        within(line, |(presence, _)| presence.record == choice.record, (mark.number, mark.at), tolerance, case.end());
    let expected = format!("presence {} within {tolerance} of {}", choice.record, mark.at);
    Ok(judged(shown, expected, |_| shown_at(line, presence_text, mark.at + tolerance)))
}
