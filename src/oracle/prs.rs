//! PRS: presence.

use crate::domain::{AgentName, Base, Presence, Service, Setter, WorkKind};
use crate::observation::{Judged, Timeline, throughout, within};
use crate::requirement::Tolerance;
use crate::time::Span;

use super::case::{Case, is_dnd};
use super::check::{ByReading, by_reading, dial_text, dnd_shows, panel_text, presence_text, shown_at};
use super::conversation::{Conversation, What};
use super::finding::{Finding, Judging, judged, unclear};
use super::legs::until_last_leg;
use super::rule::{Look, Rule};
use super::thread::{Dial, End, How, Mark};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "PRS-01", look: Look::Dial(becomes_dnd) },
    Rule { row: "PRS-02", look: Look::Dial(before_answer) },
    Rule { row: "PRS-04", look: Look::Dial(after_own_end) },
    Rule { row: "PRS-05", look: Look::Dial(stays_dnd) },
    Rule { row: "PRS-06", look: Look::Dial(after_other_end) },
    Rule { row: "PRS-09", look: Look::Agent(until_last_leg) },
];

/// The window of a temporary number.
const WINDOW: Span = Span::from_mins(60);

type Line = Timeline<(Presence, Setter)>;

/// Whether presence can be asserted of a dial that was handled: the presence service was healthy all along.
fn is_judged(case: &Case<'_>, dial: &Dial) -> bool {
    let end = case.conversation(dial).and_then(|conversation| conversation.end);
    case.handled(dial) && !case.faulty(Service::Presence, dial.mark.at, end.map(|end| end.at))
}

/// The presence before the conversation that a dial is part of.
fn prior<'l>(case: &Case<'_>, line: &'l Line, dial: &Dial) -> Option<&'l (Presence, Setter)> {
    let start = case.conversation(dial).map_or(dial.mark, |conversation| conversation.first().start);
    line.before(start.number)
}

fn becomes_dnd(case: &Case<'_>, dial: &Dial) -> Judging {
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
    let line = case.presence(&dial.agent)?;
    let shown = within(line, is_dnd, (dial.mark.number, dial.mark.at), tolerance, case.end());
    let expected = format!("Do not disturb within {tolerance} of {}", dial_text(dial));
    Ok(judged(shown, expected, |_| shown_at(line, presence_text, dial.mark.at + tolerance)))
}

/// Whether another row judges what follows the end: overlapping legs (PRS-09), a lost client or a sign-out (PRS-12,
/// PRS-13), a presence chosen meanwhile under another reading (PRS-07), or an automatic status whose cause is gone
/// (PRS-15).
fn is_special(case: &Case<'_>, dial: &Dial, conversation: &Conversation) -> bool {
    let (start, end) = (conversation.first().start, conversation.end);
    let to = end.map_or(u32::MAX, |end| end.number);
    let seen = case.story.agents.get(&dial.agent);
    let chosen = seen.into_iter().flat_map(|seen| &seen.chooses).any(|mark| (start.number..to).contains(&mark.number));
    let chosen = chosen && case.reading("PRS-07") != "default";
    let away = case.was_away(&dial.agent, start, end) || !dial.facts.connected;
    conversation.ups.len() > 1 || away || chosen || cause_gone(case, dial, start, to)
}

/// Whether the status before was set automatically and ordinary work of the agent ended meanwhile.
fn cause_gone(case: &Case<'_>, dial: &Dial, start: Mark, to: u32) -> bool {
    let automatic = case.presence(&dial.agent).ok().and_then(|line| line.before(start.number));
    if automatic.is_none_or(|(_, setter)| *setter != Setter::System) {
        return false;
    }
    let seen = case.story.agents.get(&dial.agent);
    let mut calls =
        seen.into_iter().flat_map(|seen| &seen.dials).filter_map(|dial| case.call(&case.story.dials[*dial]));
    let ended = calls.any(|call| {
        let running = call.legs.first().is_some_and(|leg| leg.offered.number < start.number);
        running && call.end().is_some_and(|end| (start.number..to).contains(&end.mark.number))
    });
    ended
        || case.offered(&dial.agent).is_ok_and(|line| {
            let work = line.before(start.number).into_iter().flatten().filter(|offer| offer.kind != WorkKind::Callback);
            let names: Vec<_> = work.map(|offer| &offer.offer).collect();
            let mut points = line.between(start.number, to).iter();
            points.any(|point| names.iter().any(|name| !point.value.iter().any(|offer| offer.offer == **name)))
        })
}

/// The conversation of a dial, where the dial alone makes it up and nothing special happened in it.
fn plain<'c>(case: &'c Case<'_>, dial: &Dial) -> Option<&'c Conversation> {
    let conversation = case.conversation(dial).filter(|_| is_judged(case, dial))?;
    (!is_special(case, dial, conversation)).then_some(conversation)
}

/// The exact record before the conversation shows within the tolerance of a moment.
pub(super) fn restored(case: &Case<'_>, dial: &Dial, mark: Mark) -> Judging {
    let line = case.presence(&dial.agent)?;
    let tolerance = case.tolerance(Tolerance::Presence);
    let Some((presence, _)) = prior(case, line, dial) else {
        return Ok(unclear(dial.mark.number, "the presence before the dial", "nothing is known"));
    };
    let is = |(shown, _): &(Presence, Setter)| shown.record == presence.record;
    let shown = match within(line, is, (mark.number, mark.at), tolerance, case.end()) {
        // It was in force already, as it is where the record before is that of the call: then it must not change.
        Judged::Pass(strength, None) => {
            let next = line.between(mark.number, u32::MAX).first().filter(|point| point.at <= mark.at + tolerance);
            let other = next.filter(|point| !is(&point.value));
            other.map_or(Judged::Pass(strength, None), |point| Judged::Fail(Some(point.number)))
        }
        shown => shown,
    };
    let expected = format!("presence {} within {tolerance} of {}", presence.record, mark.at);
    Ok(judged(shown, expected, |_| shown_at(line, presence_text, mark.at + tolerance)))
}

/// The alert is gone within the tolerance of a moment.
pub(super) fn alert_gone(case: &Case<'_>, agent: &AgentName, mark: Mark) -> Judging {
    let line = case.panel(agent)?;
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
    own_end(case, dial).map_or(Finding::NOT_TRIGGERED, |mark| Finding::of(restored(case, dial, mark)))
}

/// Inactive may be computed anew; any other status returns.
fn inactive_recomputed(case: &Case<'_>, dial: &Dial) -> Finding {
    let (Some(mark), Ok(line)) = (own_end(case, dial), case.presence(&dial.agent)) else {
        return prior_returns(case, dial);
    };
    if prior(case, line, dial).is_none_or(|(presence, _)| presence.base != Base::Inactive) {
        return prior_returns(case, dial);
    }
    let tolerance = case.tolerance(Tolerance::Presence);
    let shown = within(line, |value| !is_dnd(value), (mark.number, mark.at), tolerance, case.end());
    let expected = format!("another presence than Do not disturb within {tolerance} of {}", mark.at);
    judged(shown, expected, |_| shown_at(line, presence_text, mark.at + tolerance))
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
    let doings = seen.into_iter().flat_map(|seen| seen.chooses.iter().chain(&seen.away)).map(|mark| mark.number);
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
    let kept = throughout(line, is_dnd, (dial.mark.number, dial.mark.at), to);
    let kept = match kept {
        Judged::Pass(..) if conversation.end.is_none() => Judged::Inconclusive("the call did not end".to_owned()),
        Judged::Pass(..) | Judged::Fail(_) | Judged::Inconclusive(_) => kept,
    };
    Ok(judged(kept, expected, |record| {
        let at = record.and_then(|number| case.trace.record(number)).map_or(dial.mark.at, |record| record.at);
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

/// What releases a Do not disturb that is held after a drop: the agent's choice, the end of a callback, or the end of
/// the window; and whether the presence before the call returns then.
fn release(case: &Case<'_>, dial: &Dial, end: Mark) -> Option<(Mark, bool)> {
    let seen = case.story.agents.get(&dial.agent)?;
    let chosen = seen.chooses.iter().map(|mark| (*mark, false));
    let callbacks = seen.callbacks.iter().map(|place| &case.story.callbacks[*place]);
    let over = callbacks.filter(|callback| callback.taken().is_some()).filter_map(|callback| callback.closed);
    // The last instant of the window still belongs to it.
    let window = dial.mark.at + WINDOW + Span::TICK;
    let first = case.trace.records.partition_point(|record| record.at < window);
    let window = case
        .trace
        .records
        .get(first)
        .map(|record| (Mark { number: record.number.saturating_sub(1), at: window }, true));
    let releases = chosen.chain(over.map(|mark| (mark, true))).chain(window);
    releases.filter(|(mark, _)| mark.number >= end.number).min_by_key(|(mark, _)| mark.number)
}

fn held_after_drop(case: &Case<'_>, dial: &Dial) -> Finding {
    let Some(end) = other_end(case, dial).filter(|end| end.how == How::Drop) else {
        return prior_returns_anyhow(case, dial);
    };
    let held = case.presence(&dial.agent).map(|line| {
        let release = release(case, dial, end.mark);
        let to = release.map_or(u32::MAX, |(mark, _)| mark.number.saturating_add(1));
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
