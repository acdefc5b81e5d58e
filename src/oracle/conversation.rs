//! Emergency conversations: while at least one emergency leg of an agent is up.

use std::collections::BTreeMap;

use crate::domain::AgentName;

use super::plan::must_be_handled;
use super::story::Story;
use super::thread::{Answer, Call, Dial, Mark};
use crate::requirement::Ics;
use crate::stimulus::Counted;

/// What is up in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A dial, by its place in the story.
    Dial(usize),
    /// A callback, by its place in the story.
    Callback(usize),
}

/// One emergency call of a conversation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Up {
    /// Which.
    pub(super) what: What,
    /// The stimulus that began it: the dial, or the agent's accept.
    pub(super) start: Mark,
    /// From when it was up.
    pub(super) from: Mark,
    /// Its end.
    pub(super) end: Option<Mark>,
    /// The stimulus by which the agent ended it.
    pub(super) ended: Option<Mark>,
}

/// One emergency conversation.
#[derive(Clone, Debug)]
pub(super) struct Conversation {
    /// Its calls in order.
    pub(super) ups: Vec<Up>,
    /// Its end, once nothing is up.
    pub(super) end: Option<Mark>,
}

impl Conversation {
    /// Its first call.
    pub(super) fn first(&self) -> Up {
        self.ups[0]
    }

    /// The record from which on nothing of it need show: the agent's ending of it, else its end.
    pub(super) fn until(&self) -> u32 {
        let Some(end) = self.end else { return u32::MAX };
        let ended = self.ups.iter().filter(|up| up.end == Some(end)).filter_map(|up| up.ended);
        ended.map(|mark| mark.number).min().unwrap_or(u32::MAX).min(end.number)
    }

    /// Whether it ran at a record.
    pub(super) fn runs_at(&self, number: u32) -> bool {
        self.first().start.number < number && self.end.is_none_or(|end| end.number > number)
    }
}

/// The conversations of each agent, in order.
pub(super) fn conversations(story: &Story, ics: &Ics) -> BTreeMap<AgentName, Vec<Conversation>> {
    story.agents.keys().map(|agent| (agent.clone(), of_agent(story, ics, agent))).collect()
}

fn of_agent(story: &Story, ics: &Ics, agent: &AgentName) -> Vec<Conversation> {
    let Some(seen) = story.agents.get(agent) else { return Vec::new() };
    let dials = seen.dials.iter().filter_map(|place| dial(story, ics, *place));
    let callbacks = seen.callbacks.iter().enumerate().filter_map(|(nth, place)| callback(story, nth, *place));
    let mut ups: Vec<Up> = dials.chain(callbacks).collect();
    ups.sort_by_key(|up| up.start.number);
    let mut conversations: Vec<Conversation> = Vec::new();
    for up in ups {
        match conversations.last_mut().filter(|last| last.runs_at(up.start.number)) {
            Some(last) => {
                last.end = last.end.zip(up.end).map(|(a, b)| a.max(b));
                last.ups.push(up);
            }
            None => conversations.push(Conversation { end: up.end, ups: vec![up] }),
        }
    }
    conversations
}

/// A handled dial as part of a conversation.
fn dial(story: &Story, ics: &Ics, place: usize) -> Option<Up> {
    let dial = &story.dials[place];
    if !emergency(story, ics, dial) || !accepted(story, dial) {
        return None;
    }
    let end = dial.call.as_ref().and_then(|call| story.calls.get(call)?.end()).map(|end| end.mark);
    let ended = ended_by_agent(story, dial.place, end);
    Some(Up { what: What::Dial(place), start: dial.mark, from: dial.mark, end, ended })
}

/// The stimulus by which the agent ended the call of a dial while it was up.
pub(super) fn ended_by_agent(story: &Story, place: usize, end: Option<Mark>) -> Option<Mark> {
    let dial = &story.dials[place];
    let seen = story.agents.get(&dial.agent)?;
    if seen.ends.is_empty() {
        return None;
    }
    let before = seen.dials.iter().filter(|other| **other <= place && accepted(story, &story.dials[**other]));
    let nth = u32::try_from(before.count()).unwrap_or(u32::MAX);
    let ended = seen.ends.iter().find(|(mark, call)| {
        call.counted == Counted::Dials
            && call.nth == nth
            && call.agent == dial.agent
            && mark.number > dial.mark.number
            && end.is_none_or(|end| end.number > mark.number)
    });
    ended.map(|(mark, _)| *mark)
}

/// An accepted callback as part of a conversation.
fn callback(story: &Story, nth: usize, place: usize) -> Option<Up> {
    let callback = &story.callbacks[place];
    let from = callback.taken()?;
    let agent = &story.leases[callback.lease].agent;
    let seen = story.agents.get(agent)?;
    let accept = seen.accepts.iter().rev().find(|mark| mark.number < from.number);
    let start = accept.copied().filter(|mark| mark.number > callback.arrived.number).unwrap_or(from);
    let end = callback.closed;
    let ended = seen.ends.iter().find(|(mark, call)| {
        call.counted == Counted::Callbacks
            && usize::try_from(call.nth) == Ok(nth + 1)
            && mark.number > from.number
            && end.is_none_or(|end| end.number > mark.number)
    });
    Some(Up { what: What::Callback(place), start, from, end, ended: ended.map(|(mark, _)| *mark) })
}

/// Whether a dial was accepted: by its reply, and without one by a leg.
pub(super) fn accepted(story: &Story, dial: &Dial) -> bool {
    match &dial.reply {
        Some((_, Answer::Accepted)) => true,
        Some((_, Answer::Refused(..))) => false,
        None => dial.call.as_ref().and_then(|call| story.calls.get(call)).is_some_and(|call| !call.legs.is_empty()),
    }
}

/// Whether a dial is one of an emergency number, or was at least given a temporary number.
pub(super) fn emergency(story: &Story, ics: &Ics, dial: &Dial) -> bool {
    let leased = |call: &Call| !call.leases.is_empty() || call.exhausted.is_some();
    must_be_handled(dial, ics) || dial.call.as_ref().and_then(|call| story.calls.get(call)).is_some_and(leased)
}
