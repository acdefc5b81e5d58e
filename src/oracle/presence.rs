//! Presence around a conversation: what held before it, whether that returns, and what the ordinary rules give.

use crate::domain::{AgentName, Base, Presence, Setter, WorkKind};
use crate::observation::{Judged, Timeline, throughout, within};
use crate::requirement::{BorderName, Tolerance};
use crate::time::Span;

use super::case::Case;
use super::check::{presence_text, shown_at};
use super::conversation::{Conversation, Up, What};
use super::finding::{Judging, judged, unclear};
use super::held::in_use;
use super::ordinary::in_wrap_up;
use super::thread::{Dial, How, Mark};
use super::window::window;

pub(super) type Line = Timeline<(Presence, Setter)>;

/// The sessions that an agent can have open before new work alone makes the agent Do not disturb.
pub(super) const SESSIONS: u64 = 10;

/// The presence before a conversation.
pub(super) fn before<'l>(line: &'l Line, conversation: &Conversation) -> Option<&'l (Presence, Setter)> {
    line.before(conversation.first().start.number)
}

/// The record before a conversation shows within the tolerance of a moment; an Inactive as PRS-04 is read.
pub(super) fn returns(case: &Case<'_>, agent: &AgentName, start: Mark, mark: Mark) -> Judging {
    match case.reading("PRS-04") {
        "recompute-inactive" => returns_computed(case, agent, start, mark),
        _ => returns_literally(case, agent, start, mark),
    }
}

/// The same where an Inactive is computed anew.
pub(super) fn returns_computed(case: &Case<'_>, agent: &AgentName, start: Mark, mark: Mark) -> Judging {
    let before = case.presence(agent)?.before(start.number);
    if before.is_none_or(|(presence, _)| presence.base != Base::Inactive) {
        return returns_literally(case, agent, start, mark);
    }
    match by_rules(case, agent, mark.number) {
        Some(base) => becomes(case, agent, base, mark),
        None => Ok(unclear(mark.number, "the presence that the ordinary rules give", "it can't be told")),
    }
}

/// The same where an Inactive returns like any other.
pub(super) fn returns_literally(case: &Case<'_>, agent: &AgentName, start: Mark, mark: Mark) -> Judging {
    let line = case.presence(agent)?;
    let Some((presence, _)) = line.before(start.number).filter(|_| !case.is_moving(agent, start, Tolerance::Presence))
    else {
        return Ok(unclear(start.number, "the presence before the conversation", "it can't be told"));
    };
    let is = |(shown, _): &(Presence, Setter)| shown.record == presence.record;
    comes(case, agent, &is, presence.record.as_str(), mark)
}

/// A base status shows within the tolerance of a moment.
pub(super) fn becomes(case: &Case<'_>, agent: &AgentName, base: Base, mark: Mark) -> Judging {
    comes(case, agent, &|(shown, _): &(Presence, Setter)| shown.base == base, base.word(), mark)
}

/// A presence shows within the tolerance of a moment. Where it was in force already it must not change.
fn comes(
    case: &Case<'_>,
    agent: &AgentName,
    is: &dyn Fn(&(Presence, Setter)) -> bool,
    what: &str,
    mark: Mark,
) -> Judging {
    let (line, settled) = (case.shown_presence(agent)?, case.presence(agent)?);
    let tolerance = case.tolerance(Tolerance::Presence);
    let shown = match within(line, is, (mark.number, mark.at), tolerance, case.end()) {
        Judged::Pass(strength, None) => {
            let until = next_about(case, agent, mark).map_or(u32::MAX, |next| next.number);
            let next = settled.between(mark.number, until).first().filter(|point| point.at <= mark.at + tolerance);
            let other = next.filter(|point| !is(&point.value));
            other.map_or(Judged::Pass(strength, None), |point| Judged::Fail(Some(point.number)))
        }
        shown => shown,
    };
    let expected = format!("presence {what} within {tolerance} of {}", mark.at);
    Ok(judged(shown, expected, |_| shown_at(line, presence_text, mark.at + tolerance)))
}

/// A presence shows within the tolerance of a moment, and then until a record. Where that comes first nothing is told.
pub(super) fn lasts(
    case: &Case<'_>,
    agent: &AgentName,
    is: impl Fn(&(Presence, Setter)) -> bool,
    (from, to): (Mark, u32),
    what: &str,
) -> Judging {
    let (line, settled) = (case.shown_presence(agent)?, case.presence(agent)?);
    let tolerance = case.tolerance(Tolerance::Presence);
    let limit = from.at + tolerance;
    let until = case.record(to).map_or(case.end(), |record| record.at);
    let expected = format!("{what} within {tolerance} of {} and until {until}", from.at);
    let shown = match within(line, &is, (from.number, from.at), tolerance, case.end()) {
        Judged::Fail(_) if until < limit => Judged::Inconclusive(format!("it was over before {limit}")),
        Judged::Pass(..) if until > limit => throughout(settled, &is, (from.number, limit), to),
        shown => shown,
    };
    Ok(judged(shown, expected, |record| {
        let at = record.and_then(|number| case.record(number)).map_or(limit, |record| record.at);
        shown_at(line, presence_text, at)
    }))
}

/// Whether a presence is Offline.
pub(super) fn is_offline((presence, _): &(Presence, Setter)) -> bool {
    presence.base == Base::Offline
}

/// What next names an agent after a record.
pub(super) fn next_about(case: &Case<'_>, agent: &AgentName, mark: Mark) -> Option<Mark> {
    let about = &case.story.agents.get(agent)?.about;
    about.get(about.partition_point(|next| next.number <= mark.number)).copied()
}

/// Whether the presence before a conversation was one of the ordinary rules, and what they go by changed until a record,
/// or may have.
pub(super) fn cause_gone(case: &Case<'_>, agent: &AgentName, start: Mark, to: u32) -> bool {
    let automatic = case.presence(agent).ok().and_then(|line| line.before(start.number));
    let of_rules = |base| matches!(base, Base::Available | Base::Busy | Base::BusyDnd);
    if automatic.is_none_or(|(presence, setter)| *setter != Setter::System || !of_rules(presence.base)) {
        return false;
    }
    let Some(seen) = case.story.agents.get(agent) else { return false };
    if !use_is_told(case) {
        return true;
    }
    let during = |mark: Mark| (start.number..to).contains(&mark.number);
    let ended = seen.dials.iter().filter_map(|dial| case.call(&case.story.dials[*dial])).any(|call| {
        let running = call.legs.first().is_some_and(|leg| leg.offered.number < start.number);
        running && call.end().is_some_and(|end| during(end.mark))
    });
    ended
        || seen.limits.iter().any(|(mark, _)| during(*mark))
        || seen.wrap_ups_closed.iter().any(|mark| during(*mark))
        || case.offered(agent).is_ok_and(|line| {
            let work = line.before(start.number).into_iter().flatten().filter(|offer| offer.kind != WorkKind::Callback);
            let names: Vec<_> = work.map(|offer| &offer.offer).collect();
            let mut points = line.between(start.number, to).iter();
            points.any(|point| names.iter().any(|name| !point.value.iter().any(|offer| offer.offer == **name)))
        })
}

/// Whether it can be told what is in use.
fn use_is_told(case: &Case<'_>) -> bool {
    [BorderName::Dial, BorderName::Carrier, BorderName::Offer].into_iter().all(|border| case.sees(border))
}

/// The base status that the ordinary rules give an agent at a record by what is in use; none where it can't be told.
pub(super) fn by_rules(case: &Case<'_>, agent: &AgentName, number: u32) -> Option<Base> {
    let facts = case.story.facts.agents.get(agent)?;
    let seen = case.story.agents.get(agent)?;
    if !use_is_told(case) {
        return None;
    }
    let in_wrap_up = u64::from(in_wrap_up(case, agent, number));
    let work = in_use(case, agent, number) + in_wrap_up;
    if facts.sessions + work >= SESSIONS {
        return None;
    }
    let (stated, used) = seen.capacity?;
    let limit = seen.limits.iter().rev().find(|(mark, _)| mark.number < number).map_or(stated, |(_, limit)| *limit);
    Some(match used + work {
        0 => Base::Available,
        used if used < limit => Base::Busy,
        _ => Base::BusyDnd,
    })
}

/// Whether the agent chose a presence between two records that is not refused by the declared reading of PRS-07.
pub(super) fn chose(case: &Case<'_>, agent: &AgentName, from: Mark, to: Option<Mark>) -> bool {
    let to = to.map_or(u32::MAX, |to| to.number);
    let seen = case.story.agents.get(agent).into_iter().flat_map(|seen| &seen.choices);
    let chosen = seen.into_iter().any(|choice| (from.number..to).contains(&choice.mark.number));
    chosen && case.reading("PRS-07") != "default"
}

/// Whether Do not disturb goes on after a conversation since it ended by a drop, where PRS-06 is read so.
pub(super) fn is_held_on(case: &Case<'_>, conversation: &Conversation) -> bool {
    case.reading("PRS-06") == "hold-after-drop" && dropped(case, conversation).is_some()
}

/// The dial whose drop ended a conversation.
fn dropped<'c>(case: &'c Case<'_>, conversation: &Conversation) -> Option<&'c Dial> {
    let is_last = |up: &&Up| up.end.is_some() && up.end == conversation.end;
    conversation
        .ups
        .iter()
        .find(is_last)
        .and_then(|up| match up.what {
            What::Dial(place) => Some(&case.story.dials[place]),
            What::Callback(_) => None,
        })
        .filter(|dial| case.call(dial).and_then(|call| call.end()).is_some_and(|end| end.how == How::Drop))
}

/// Whether Do not disturb of an earlier drop is still held at a record, where PRS-06 is read so.
pub(super) fn is_held_at(case: &Case<'_>, agent: &AgentName, at: Mark) -> bool {
    let earlier = case.conversations(agent).iter().filter(|one| one.end.is_some_and(|end| end.number < at.number));
    let held = earlier.filter(|one| is_held_on(case, one)).filter_map(|one| dropped(case, one).zip(one.end));
    held.into_iter().any(|(dial, end)| release(case, dial, end).is_none_or(|(mark, _)| mark.number >= at.number))
}

/// What releases a Do not disturb that is held after a drop: the agent's choice, the end of a callback, or the end of
/// the window; and whether the presence before the call returns then. A dial that follows takes it over.
pub(super) fn release(case: &Case<'_>, dial: &Dial, end: Mark) -> Option<(Mark, bool)> {
    let seen = case.story.agents.get(&dial.agent)?;
    let chosen = seen.choices.iter().map(|choice| (choice.mark, false));
    let callbacks = seen.callbacks.iter().map(|place| &case.story.callbacks[*place]);
    let over = callbacks.filter(|callback| callback.taken().is_some()).filter_map(|callback| callback.closed);
    // The last instant of the window still belongs to it.
    let last = dial.mark.at + window(case) + Span::TICK;
    let records = &case.trace.records;
    // A leg that is up then keeps Do not disturb, and its end releases it.
    let runs = |mark: &Mark| case.conversations(&dial.agent).iter().any(|one| one.runs_at(mark.number));
    let window = records
        .get(records.partition_point(|record| record.at < last))
        .map(|record| Mark { number: record.number.saturating_sub(1), at: last })
        .filter(|mark| !runs(mark))
        .map(|mark| (mark, true));
    let later = case.conversations(&dial.agent).iter().map(super::conversation::Conversation::first);
    let again = later.filter(|up| matches!(up.what, What::Dial(_)) && up.start.number > end.number);
    let again = again.map(|up| (up.start, false));
    let releases = chosen.chain(over.map(|mark| (mark, true))).chain(window).chain(again);
    releases.filter(|(mark, _)| mark.number >= end.number).min_by_key(|(mark, _)| mark.number)
}
