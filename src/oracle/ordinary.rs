//! Ordinary calls of an agent, dialled or taken, and what an agent's screen shows in a span of a call.

use crate::border::OfferFact;
use crate::domain::{AgentName, OfferState, WorkKind};
use crate::observation::{Timeline, throughout};
use crate::requirement::Tolerance;

use super::case::Case;
use super::check::shown_at;
use super::conversation::accepted;
use super::finding::{Finding, judged, unclear};
use super::thread::Mark;

/// One ordinary call of an agent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ordinary {
    /// The dial, or the showing by which it was connected.
    pub(super) start: Mark,
    /// Its end.
    pub(super) end: Option<Mark>,
}

impl Ordinary {
    /// The record before which it shows.
    fn until(&self) -> u32 {
        self.end.map_or(u32::MAX, |end| end.number)
    }
}

/// The ordinary calls of an agent in order; those that were taken only where the border of offers is seen.
pub(super) fn ordinary_calls(case: &Case<'_>, agent: &AgentName) -> Vec<Ordinary> {
    let seen = case.story.agents.get(agent);
    let dials = seen.into_iter().flat_map(|seen| &seen.dials).map(|place| &case.story.dials[*place]);
    let dials = dials.filter(|dial| accepted(case.story, dial) && !case.emergency(dial));
    let mut calls: Vec<Ordinary> = dials
        .map(|dial| {
            let end = case.call(dial).and_then(|call| call.end()).map(|end| end.mark);
            Ordinary { start: dial.mark, end }
        })
        .collect();
    calls.extend(taken(case, agent));
    calls.sort_by_key(|call| call.start.number);
    calls
}

/// The ordinary voice work that an agent took.
fn taken(case: &Case<'_>, agent: &AgentName) -> Vec<Ordinary> {
    let Ok(line) = case.offered(agent) else { return Vec::new() };
    let mut open: Vec<(&crate::border::OfferName, usize)> = Vec::new();
    let mut calls: Vec<Ordinary> = Vec::new();
    for point in &line.points {
        let mark = Mark { number: point.number, at: point.at };
        let connected = |state| matches!(state, OfferState::Connected | OfferState::Held);
        // A call that names one was dialled, and is among the dials.
        let work = point.value.iter().filter(|offer| offer.kind == WorkKind::Voice && offer.call.is_none());
        let live: Vec<_> = work.filter(|offer| connected(offer.state)).map(|offer| &offer.offer).collect();
        open.retain(|(name, place)| {
            let on = live.contains(name);
            if !on {
                calls[*place].end = Some(mark);
            }
            on
        });
        for name in live {
            if !open.iter().any(|(known, _)| *known == name) {
                open.push((name, calls.len()));
                calls.push(Ordinary { start: mark, end: None });
            }
        }
    }
    calls
}

/// Whether ordinary work left the agent in wrap-up at a record.
pub(super) fn in_wrap_up(case: &Case<'_>, agent: &AgentName, number: u32) -> bool {
    let wraps_up = case.story.facts.agents.get(agent).is_some_and(|facts| facts.wrap_up);
    let Some(seen) = case.story.agents.get(agent).filter(|_| wraps_up) else { return false };
    let ordinary = seen.dials.iter().map(|dial| &case.story.dials[*dial]).filter(|dial| !case.handled(dial));
    let calls = ordinary.filter_map(|dial| case.call(dial)?.end()).map(|end| end.mark.number);
    let work = case.offered(agent).ok().and_then(|line| {
        let taken = |state| matches!(state, OfferState::Connected | OfferState::Held);
        let has =
            |offers: &Vec<OfferFact>| offers.iter().any(|offer| offer.kind != WorkKind::Callback && taken(offer.state));
        let points = line.points.windows(2).filter(|pair| has(&pair[0].value) && !has(&pair[1].value));
        points.map(|pair| pair[1].number).filter(|left| *left < number).max()
    });
    let left = calls.filter(|left| *left < number).chain(work).max();
    let closed = seen.wrap_ups_closed.iter().map(|mark| mark.number).filter(|closed| *closed < number).max();
    left.is_some_and(|left| closed.is_none_or(|closed| closed < left))
}

/// The ordinary calls of an agent that no emergency conversation overlaps, while a client was there.
pub(super) fn undisturbed(case: &Case<'_>, agent: &AgentName) -> Vec<Ordinary> {
    let mut calls = ordinary_calls(case, agent);
    calls.retain(|call| {
        let overlaps = |one: &super::conversation::Conversation| {
            one.first().start.number < call.until() && one.end.is_none_or(|end| end.number > call.start.number)
        };
        !case.conversations(agent).iter().any(overlaps) && !case.was_away(agent, call.start, call.end)
    });
    calls
}

/// A stretch of a call in which a screen must show a value: from a moment plus the tolerance until a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// From when.
    pub(super) from: Mark,
    /// The end of the call.
    pub(super) end: Option<Mark>,
    /// The record from which on nothing need show.
    pub(super) until: u32,
}

impl From<Ordinary> for Stretch {
    fn from(call: Ordinary) -> Self {
        Stretch { from: call.start, end: call.end, until: call.until() }
    }
}

/// A value is shown from the start of a stretch plus the tolerance until its end.
pub(super) fn shown_in<V>(
    case: &Case<'_>,
    line: &Timeline<V>,
    stretch: Stretch,
    is: impl Fn(&V) -> bool,
    text: impl Fn(&V) -> String,
    what: &str,
) -> Finding {
    let start = stretch.from.at + case.tolerance(Tolerance::AlertAndPanel);
    let end = stretch.end.map_or(case.end(), |end| end.at);
    let until = if stretch.end.is_some() { end.to_string() } else { "the end of the run".to_owned() };
    let expected = format!("{what} from {start} until {until}");
    if end < start {
        return unclear(stretch.from.number, expected, format!("it was over at {end}"));
    }
    let kept = throughout(line, is, (stretch.from.number, start), stretch.until);
    judged(kept, expected, |record| {
        let at = record.and_then(|number| case.record(number)).map_or(start, |record| record.at.max(start));
        shown_at(line, text, at)
    })
}
