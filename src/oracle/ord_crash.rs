//! ORD-03: what outlives a crash and a restart.

use crate::domain::{AgentName, Service};
use crate::observation::within;
use crate::requirement::{BorderName, Tolerance};
use crate::time::Span;

use super::callback::{behind, destination, holds, is_turned_away, offered_to_others};
use super::case::{Case, is_dnd};
use super::check::{dial_text, presence_text, shown_at, sometime};
use super::conversation::accepted;
use super::finding::{Finding, Judging, fail, judged, pass, unclear};
use super::thread::{Answer, Callback, Dial, How, Mark};
use super::upset::Outage;
use super::window::{is_inside, window};

/// How long a deployment that is ready again may take to go on with a dial or to give it up.
const TAKES_UP: Span = Span::from_secs(2);

pub(super) fn survives(case: &Case<'_>, agent: &AgentName) -> Judging {
    let Some(seen) = case.story.agents.get(agent).filter(|_| !case.story.upset.outages.is_empty()) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    [BorderName::Dial, BorderName::Number, BorderName::Carrier]
        .into_iter()
        .try_for_each(|border| case.need(border).map(|_| ()))?;
    case.tells_callbacks()?;
    let dials = seen.dials.iter().map(|place| &case.story.dials[*place]);
    let callbacks = seen.callbacks.iter().map(|place| still_offered(case, &case.story.callbacks[*place]));
    let dials = dials.flat_map(|dial| [not_stuck(case, dial), number_kept(case, dial)]);
    Ok(Finding::all(dials.chain(callbacks)))
}

/// What a dial left behind by an outage: which one, from when on nothing of it is up, and how long the deployment may
/// take from then on.
struct Left {
    outage: Outage,
    over: Mark,
    within: Span,
}

/// What an outage left behind of an emergency dial that was not refused, once the deployment is ready and nothing of the
/// dial is up any more.
fn left_behind(case: &Case<'_>, dial: &Dial) -> Option<Left> {
    let refused = matches!(dial.reply, Some((_, Answer::Refused(..))));
    if refused || !case.emergency(dial) {
        return None;
    }
    let tolerance = case.tolerance(Tolerance::Presence);
    let conversation = case.conversation(dial);
    let end = conversation.and_then(|conversation| conversation.end);
    let outages = case.story.upset.outages_in(dial.mark.number, u32::MAX);
    let upto = outages.partition_point(|outage| end.is_none_or(|end| outage.from.at <= end.at + tolerance));
    let outage = outages[..upto].last().copied()?;
    let ready = outage.to?;
    match end {
        Some(end) => Some(Left { outage, over: end.max(ready), within: tolerance }),
        // A leg that is up keeps its agent in Do not disturb.
        None if !case.legs(dial).is_empty() => None,
        None => {
            Some(Left { outage, over: ready, within: tolerance + TAKES_UP.max(case.tolerance(Tolerance::LegStart)) })
        }
    }
}

/// The agent is not left in Do not disturb.
fn not_stuck(case: &Case<'_>, dial: &Dial) -> Judging {
    let Some(left) = left_behind(case, dial) else { return Ok(Finding::NOT_TRIGGERED) };
    let limit = left.over.at + left.within;
    let conversation = case.conversation(dial);
    let start = conversation.map_or(dial.mark, |conversation| conversation.first().start);
    let again = |mark: Mark| mark.number > dial.mark.number && mark.at <= limit;
    let own = |other: &super::conversation::Conversation| {
        conversation.is_some_and(|one| one.first().start == other.first().start)
    };
    let next = case.conversations(&dial.agent).iter().any(|other| !own(other) && again(other.first().start));
    let chosen =
        case.story.agents.get(&dial.agent).into_iter().flat_map(|seen| &seen.choices).any(|choice| again(choice.mark));
    let dropped = case.call(dial).and_then(|call| call.end()).is_some_and(|end| end.how == How::Drop);
    let held = dropped && case.reading("PRS-06") == "hold-after-drop";
    let faulty = case.faulty(Service::Presence, dial.mark.at, Some(limit));
    let line = case.presence(&dial.agent)?;
    if next || chosen || held || faulty || line.before(start.number).is_none_or(is_dnd) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let over = left.over;
    let expected = format!(
        "another presence than Do not disturb by {limit}: nothing of {} is up from {} on, and the deployment that stopped at {} is ready",
        dial_text(dial),
        over.at,
        left.outage.from.at
    );
    let line = case.shown_presence(&dial.agent)?;
    let shown = within(line, |value| !is_dnd(value), (over.number, over.at), left.within, case.end());
    Ok(judged(shown, expected, |_| shown_at(line, presence_text, limit)))
}

/// No number of a dial is given back before its window is over.
fn number_kept(case: &Case<'_>, dial: &Dial) -> Judging {
    let end = dial.mark.at + window(case);
    let Some(call) = case.call(dial).filter(|_| accepted(case.story, dial)) else { return Ok(Finding::NOT_TRIGGERED) };
    let leases = call.leases.iter().map(|place| &case.story.leases[*place]).filter(|lease| !lease.reused);
    let early = leases.filter_map(|lease| lease.over).find(|over| over.at < end);
    Ok(match early.filter(|over| case.was_stopped(dial.mark.number, over.number)) {
        Some(over) => {
            let expected = format!("the number of {} is kept until {end}", dial_text(dial));
            fail(over.number, expected, format!("given back at {}", over.at))
        }
        None => Finding::NOT_TRIGGERED,
    })
}

/// A callback inside the window of a number that was live in an outage reaches its agent and nobody else.
fn still_offered(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = behind(case, callback) else { return Ok(Finding::NOT_TRIGGERED) };
    let closed = callback.closed.map_or(u32::MAX, |closed| closed.number);
    let outages = case.story.upset.outages_in(behind.dial.mark.number, closed);
    let Some(ready) = outages.last().and_then(|outage| outage.to) else { return Ok(Finding::NOT_TRIGGERED) };
    let late = ready.at > behind.dial.mark.at + window(case) && ready > callback.arrived;
    if ready.number > closed || late || !is_inside(case, behind.dial, callback) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let from = callback.arrived.max(ready);
    let others = offered_to_others(case, callback, false);
    if !callback.facts.connected {
        return others;
    }
    let agent = &behind.lease.agent;
    let line = case.offered(agent)?;
    let by = from.at + case.tolerance(Tolerance::CallbackAlert);
    let left = callback.closed.filter(|_| callback.taken().is_none());
    let expected = format!(
        "{} of {} is offered to {agent} after the restart at {}",
        callback.inbound, callback.arrived.at, ready.at
    );
    let away =
        callback.treated.iter().find(|(mark, treatment)| mark.number > ready.number && is_turned_away(treatment));
    let offered = match away {
        Some((mark, treatment)) => fail(mark.number, expected, destination(treatment)),
        None => {
            let shown = sometime(line, |offers| holds(offers, callback), from, left, by, case.end());
            judged(shown, expected, |_| "not offered".to_owned())
        }
    };
    Ok(Finding::all([Ok(offered), others, Ok(still_taken(case, callback, agent, ready))]))
}

/// An agent who accepts the only callback that alerts, after the restart, gets it.
fn still_taken(case: &Case<'_>, callback: &Callback, agent: &AgentName, ready: Mark) -> Finding {
    let Some(seen) = case.story.agents.get(agent) else { return Finding::NOT_TRIGGERED };
    let upto = callback.closed.map_or(u32::MAX, |closed| closed.number);
    let from = ready.max(callback.arrived).number;
    let alone = seen.callbacks.iter().all(|place| {
        let other = &case.story.callbacks[*place];
        other.place == callback.place
            || other.closed.is_some_and(|closed| closed.number < from)
            || other.arrived.number > upto
    });
    let accepts = seen.accepts.iter().find(|accept| accept.number > from && accept.number < upto);
    let before = callback.taken().is_some_and(|taken| taken.number < from);
    let Some(accept) = accepts.filter(|_| alone && !before) else { return Finding::NOT_TRIGGERED };
    let limit = accept.at + case.tolerance(Tolerance::CallbackAlert);
    let expected = format!("{} is with {agent} by {limit}", callback.inbound);
    match callback.taken() {
        Some(taken) if taken.at <= limit => pass(taken.number, expected, "so it was"),
        Some(taken) => fail(taken.number, expected, format!("not before {}", taken.at)),
        None if case.end() >= limit && case.sees(BorderName::Inbound) => fail(accept.number, expected, "it is not"),
        None => unclear(accept.number, expected, "the run ended"),
    }
}
