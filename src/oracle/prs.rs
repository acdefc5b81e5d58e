//! PRS: presence.

use crate::domain::{AgentName, Base, Presence, Service, Setter};
use crate::observation::{Judged, Seeing, throughout, within};
use crate::requirement::Tolerance;
use crate::time::Span;

use super::accepted::own_conversation;
use super::automatic::rules_apply;
use super::bystander::others_keep;
use super::case::{Case, is_dnd};
use super::check::{ByReading, by_reading, dial_text, dnd_shows, panel_text, presence_text, shown_at};
use super::conversation::{Conversation, What};
use super::finding::{Finding, Judging, judged};
use super::legs::until_last_leg;
use super::lock::{as_declared, stays};
use super::presence::{Line, cause_gone, chose, is_held_at, release, returns, returns_computed, returns_literally};
use super::reconnect::comes_back;
use super::rule::{Look, Rule};
use super::sign_out::leaves_in_call;
use super::thread::{Dial, End, How, Mark};
use super::work::{none_offered, withdrawn};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "PRS-01", look: Look::Dial(becomes_dnd) },
    Rule { row: "PRS-02", look: Look::Dial(before_answer) },
    Rule { row: "PRS-03", look: Look::Agent(stays) },
    Rule { row: "PRS-04", look: Look::Dial(after_own_end) },
    Rule { row: "PRS-05", look: Look::Dial(stays_dnd) },
    Rule { row: "PRS-06", look: Look::Dial(after_other_end) },
    Rule { row: "PRS-07", look: Look::Agent(as_declared) },
    Rule { row: "PRS-08", look: Look::Callback(own_conversation) },
    Rule { row: "PRS-09", look: Look::Agent(until_last_leg) },
    Rule { row: "PRS-10", look: Look::Agent(others_keep) },
    Rule { row: "PRS-11", look: Look::Agent(none_offered) },
    Rule { row: "PRS-12", look: Look::Agent(comes_back) },
    Rule { row: "PRS-13", look: Look::Agent(leaves_in_call) },
    Rule { row: "PRS-14", look: Look::Agent(withdrawn) },
    Rule { row: "PRS-15", look: Look::Agent(rules_apply) },
];

/// Whether presence can be asserted of a dial that was handled: the presence service was healthy all along.
fn is_judged(case: &Case<'_>, dial: &Dial) -> bool {
    let end = case.conversation(dial).and_then(|conversation| conversation.end);
    let well = case.is_located(dial) && !case.faulty(Service::Presence, dial.mark.at, end.map(|end| end.at));
    case.handled(dial) && well
}

/// The presence before the conversation that a dial is part of.
fn prior<'l>(case: &Case<'_>, line: &'l Line, dial: &Dial) -> Option<&'l (Presence, Setter)> {
    let start = case.conversation(dial).map_or(dial.mark, |conversation| conversation.first().start);
    line.before(start.number).filter(|_| !case.is_moving(&dial.agent, start, Tolerance::Presence))
}

pub(super) fn becomes_dnd(case: &Case<'_>, dial: &Dial) -> Judging {
    if !is_judged(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let line = case.presence(&dial.agent)?;
    let inactive = prior(case, line, dial).is_some_and(|(presence, _)| presence.base == Base::Inactive);
    if inactive && !case.ics.statuses.contains(Base::Inactive.word()) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    dnd_shows(case, dial)
}

fn before_answer(case: &Case<'_>, dial: &Dial) -> Judging {
    let tolerance = case.tolerance(Tolerance::Presence);
    let answered = case.call(dial).and_then(|call| call.answered()).map(|mark| mark.at);
    let ended = case.conversation(dial).and_then(|conversation| conversation.end).map(|mark| mark.at);
    let silent = [answered, ended].into_iter().flatten().fold(case.end(), std::cmp::Ord::min);
    let long = dial.mark.at + tolerance.times(5).max(Span::from_secs(10));
    if !is_judged(case, dial) || silent < long {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let line = case.shown_presence(&dial.agent)?;
    let shown = within(line, is_dnd, (dial.mark.number, dial.mark.at), tolerance, case.end());
    let expected = format!("Do not disturb within {tolerance} of {}", dial_text(dial));
    Ok(judged(shown, expected, |_| shown_at(line, presence_text, dial.mark.at + tolerance)))
}

/// Whether another row judges what follows the end: overlapping legs (PRS-09), a lost client or a sign-out (PRS-12,
/// PRS-13), a presence chosen meanwhile under another reading (PRS-07), an automatic status whose cause is gone (PRS-15),
/// or a Do not disturb that was held before it (PRS-06).
fn is_special(case: &Case<'_>, dial: &Dial, conversation: &Conversation) -> bool {
    let (start, end) = (conversation.first().start, conversation.end);
    let to = end.map_or(u32::MAX, |end| end.number);
    conversation.ups.len() > 1
        || case.was_away(&dial.agent, start, end)
        || !dial.facts.connected
        || chose(case, &dial.agent, start, end)
        || cause_gone(case, &dial.agent, start, to)
        || is_held_at(case, &dial.agent, start)
        || stopped_at_end(case, dial, conversation)
}

/// Whether the deployment was stopped when a conversation ended: what it leaves behind then is ORD-03's.
fn stopped_at_end(case: &Case<'_>, dial: &Dial, conversation: &Conversation) -> bool {
    let Some(end) = conversation.end else { return false };
    case.was_stopped(conversation.until(), settled(case, dial, end))
}

/// The conversation of a dial, where the dial alone makes it up and nothing special happened in it.
fn plain<'c>(case: &'c Case<'_>, dial: &Dial) -> Option<&'c Conversation> {
    let conversation = case.conversation(dial).filter(|_| is_judged(case, dial))?;
    (!is_special(case, dial, conversation)).then_some(conversation)
}

/// The exact record before the conversation shows within the tolerance of a moment.
pub(super) fn restored(case: &Case<'_>, dial: &Dial, mark: Mark) -> Judging {
    let start = case.conversation(dial).map_or(dial.mark, |conversation| conversation.first().start);
    returns(case, &dial.agent, start, mark)
}

/// The alert is gone within the tolerance of a moment.
pub(super) fn alert_gone(case: &Case<'_>, agent: &AgentName, mark: Mark) -> Judging {
    let line = case.shown_panel(agent)?;
    let tolerance = case.tolerance(Tolerance::AlertAndPanel);
    let shown = within(line, |panel| panel.alert.is_none(), (mark.number, mark.at), tolerance, case.end());
    let expected = format!("no alert within {tolerance} of {}", mark.at);
    Ok(judged(shown, expected, |_| shown_at(line, panel_text, mark.at + tolerance)))
}

/// The end of a call that its agent ended: where it closed, else the stimulus.
fn own_end(case: &Case<'_>, dial: &Dial) -> Option<Mark> {
    let conversation = plain(case, dial)?;
    let ended = conversation.ups.iter().find(|up| up.what == What::Dial(dial.place))?.ended?;
    let end = case.call(dial).and_then(|call| call.end()).filter(|end| end.how == How::Agent);
    Some(end.map_or(ended, |end| end.mark))
}

fn prior_returns(case: &Case<'_>, dial: &Dial) -> Finding {
    at_own_end(case, dial, returns_literally)
}

/// Inactive is computed anew; any other status returns.
fn inactive_recomputed(case: &Case<'_>, dial: &Dial) -> Finding {
    at_own_end(case, dial, returns_computed)
}

/// Judges what follows the end of a call that its agent ended.
fn at_own_end(case: &Case<'_>, dial: &Dial, judge: fn(&Case<'_>, &AgentName, Mark, Mark) -> Judging) -> Finding {
    let (Some(mark), Some(conversation)) = (own_end(case, dial), case.conversation(dial)) else {
        return Finding::NOT_TRIGGERED;
    };
    Finding::of(judge(case, &dial.agent, conversation.first().start, mark))
}

fn after_own_end(case: &Case<'_>, dial: &Dial) -> Judging {
    case.tells_callbacks()?;
    let readings: [(&str, ByReading); 2] = [("default", prior_returns), ("recompute-inactive", inactive_recomputed)];
    Ok(by_reading(case, dial, "PRS-04", &readings))
}

/// The number of the first record after an instant, or of the agent's next doing after a record.
fn settled(case: &Case<'_>, dial: &Dial, end: Mark) -> u32 {
    let limit = end.at + case.tolerance(Tolerance::Presence);
    let later = case.trace.records.partition_point(|record| record.at <= limit);
    let later = case.trace.records.get(later).map_or(u32::MAX, |record| record.number);
    let seen = case.story.agents.get(&dial.agent);
    let doings = seen
        .into_iter()
        .flat_map(|seen| seen.choices.iter().map(|choice| &choice.mark).chain(&seen.away))
        .map(|mark| mark.number);
    doings.chain(dial.next).filter(|number| *number > end.number).fold(later, u32::min)
}

fn stays_dnd(case: &Case<'_>, dial: &Dial) -> Judging {
    case.tells_callbacks()?;
    let Some(conversation) = plain(case, dial) else { return Ok(Finding::NOT_TRIGGERED) };
    let line = case.presence(&dial.agent)?;
    if !prior(case, line, dial).is_some_and(is_dnd) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let to = conversation.end.map_or(u32::MAX, |end| settled(case, dial, end));
    let expected = format!("Do not disturb from {} until after the restore", dial_text(dial));
    let kept = match throughout(line, is_dnd, (dial.mark.number, dial.mark.at), to) {
        // A sample comes after the dial, never at its instant: the tolerance allows for what samples are late by.
        Judged::Inconclusive(_) if line.seeing == Seeing::Sampled => {
            let start = dial.mark.at + case.tolerance(Tolerance::Presence);
            throughout(line, is_dnd, (dial.mark.number, start), to)
        }
        kept => kept,
    };
    let kept = match kept {
        Judged::Pass(..) if conversation.end.is_none() => Judged::Inconclusive("the call did not end".to_owned()),
        Judged::Pass(..) | Judged::Fail(_) | Judged::Inconclusive(_) => kept,
    };
    Ok(judged(kept, expected, |record| {
        let at = record.and_then(|number| case.record(number)).map_or(dial.mark.at, |record| record.at);
        shown_at(line, presence_text, at)
    }))
}

/// The end of a call that its agent did not end.
fn other_end(case: &Case<'_>, dial: &Dial) -> Option<End> {
    let conversation = plain(case, dial)?;
    if conversation.ups.iter().any(|up| up.ended.is_some()) {
        return None;
    }
    case.call(dial)?.end().filter(|end| end.how != How::Agent)
}

fn prior_returns_anyhow(case: &Case<'_>, dial: &Dial) -> Finding {
    other_end(case, dial).map_or(Finding::NOT_TRIGGERED, |end| Finding::of(restored(case, dial, end.mark)))
}

fn held_after_drop(case: &Case<'_>, dial: &Dial) -> Finding {
    let Some(end) = other_end(case, dial).filter(|end| end.how == How::Drop) else {
        return prior_returns_anyhow(case, dial);
    };
    let held = case.presence(&dial.agent).map(|line| {
        let release = release(case, dial, end.mark);
        // An agent without a client is Offline, whatever is held.
        let seen = case.story.agents.get(&dial.agent).into_iter().flat_map(|seen| &seen.away);
        let away = seen.map(|mark| mark.number).find(|number| *number > end.mark.number);
        let release = release.filter(|(mark, _)| away.is_none_or(|away| mark.number < away));
        let to = release.map(|(mark, _)| mark.number.saturating_add(1)).or(away).unwrap_or(u32::MAX);
        let kept = throughout(line, is_dnd, (end.mark.number, end.mark.at), to);
        let expected = format!("Do not disturb held after the drop at {}", end.mark.at);
        let held = judged(kept, expected, |_| shown_at(line, presence_text, end.mark.at));
        let returns = release.filter(|(_, returns)| *returns).map(|(mark, _)| restored(case, dial, mark));
        Finding::all(returns.into_iter().chain([Ok(held)]))
    });
    Finding::of(held)
}

fn after_other_end(case: &Case<'_>, dial: &Dial) -> Judging {
    case.tells_callbacks()?;
    let readings: [(&str, ByReading); 2] = [("default", prior_returns_anyhow), ("hold-after-drop", held_after_drop)];
    Ok(by_reading(case, dial, "PRS-06", &readings))
}
