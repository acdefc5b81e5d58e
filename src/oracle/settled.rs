//! Timelines as if nothing were late: what a tolerance allows to show a moment longer, or a moment later, is moved to what
//! caused it.

use std::collections::BTreeMap;

use crate::domain::AgentName;
use crate::observation::Timeline;
use crate::time::{Instant, Span};

use super::conversation::Conversation;
use super::story::{AgentStory, Story};
use super::thread::{Answer, Dial, Mark};

/// Each agent's line, settled.
pub(super) fn settled<V: Clone>(
    lines: &BTreeMap<AgentName, Timeline<V>>,
    causes: &BTreeMap<AgentName, Vec<(u32, Instant)>>,
    tolerance: Span,
) -> BTreeMap<AgentName, Timeline<V>> {
    let of = |agent| causes.get(agent).map_or(&[][..], Vec::as_slice);
    lines.iter().map(|(agent, line)| (agent.clone(), line.settled(of(agent), tolerance))).collect()
}

/// The moments from which on another presence or panel may be due for each agent, in order. A callback that only arrives
/// and a dial that is refused make none due.
pub(super) fn causes(
    story: &Story,
    conversations: &BTreeMap<AgentName, Vec<Conversation>>,
) -> BTreeMap<AgentName, Vec<(u32, Instant)>> {
    let of = |agent: &AgentName, seen: &AgentStory| {
        let dials = seen.dials.iter().map(|place| &story.dials[*place]);
        let refused = |dial: &Dial| matches!(dial.reply, Some((_, Answer::Refused(..))));
        let dials = dials.filter(|dial| !refused(dial)).map(|dial| dial.mark);
        let calls = conversations.get(agent).into_iter().flatten().flat_map(|one| &one.ups);
        let calls = calls.flat_map(|up| [Some(up.start), Some(up.from), up.end, up.ended].into_iter().flatten());
        let mut causes: Vec<(u32, Instant)> =
            calls.chain(dials).chain(doings(seen)).map(|mark| (mark.number, mark.at)).collect();
        causes.sort_unstable();
        causes.dedup();
        causes
    };
    story.agents.iter().map(|(agent, seen)| (agent.clone(), of(agent, seen))).collect()
}

/// What the agent did, and what was done to the agent.
fn doings(seen: &AgentStory) -> impl Iterator<Item = Mark> {
    let plain = [&seen.away, &seen.back, &seen.accepts, &seen.declines, &seen.wrap_ups_closed].into_iter().flatten();
    let calls = [&seen.ends, &seen.left, &seen.resumes].into_iter().flatten().map(|(mark, _)| *mark);
    let chosen = seen.choices.iter().map(|choice| choice.mark);
    let limits = seen.limits.iter().map(|(mark, _)| *mark);
    plain.copied().chain(calls).chain(chosen).chain(limits)
}
