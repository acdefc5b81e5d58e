//! Agents who lose their client while a leg is up, and come back.

use crate::domain::AgentName;
use crate::time::Span;

use super::case::{Case, is_dnd};
use super::conversation::Conversation;
use super::finding::{Finding, Judging, unclear};
use super::lock::{ends_are_told, is_healthy};
use super::presence::{
    becomes, before, by_rules, cause_gone, chose, is_held_at, is_held_on, is_offline, lasts, returns,
};
use super::session::{Leave, Way};
use super::thread::Mark;

/// How long after a disconnect a reconnect undoes it, its last instant included.
const GRACE: Span = Span::from_secs(150);

/// A stretch without a client: the disconnect, and when a client connected again.
#[derive(Clone, Copy)]
struct Gap {
    lost: Mark,
    back: Option<Mark>,
}

impl Gap {
    /// Whether what was kept at the disconnect returns at the reconnect.
    fn is_undone(self) -> bool {
        self.back.is_some_and(|back| back.at <= self.lost.at + GRACE)
    }
}

pub(super) fn comes_back(case: &Case<'_>, agent: &AgentName) -> Judging {
    let conversations = case.conversations(agent).iter();
    Ok(Finding::all(conversations.map(|conversation| around(case, agent, conversation))))
}

/// The stretches without a client that began in a conversation, up to where the agent left for good: PRS-13 judges that.
fn gaps(case: &Case<'_>, agent: &AgentName, conversation: &Conversation) -> (Vec<Gap>, Option<u32>) {
    let Some(seen) = case.story.agents.get(agent) else { return (Vec::new(), None) };
    let mut gaps: Vec<Gap> = Vec::new();
    let over = |leave: &Leave| leave.way != Way::Lost && leave.reply.is_none_or(|(_, refused)| refused.is_none());
    let after = seen.leaves.iter().filter(|leave| leave.mark.number > conversation.first().start.number);
    let left = after.clone().find(|leave| over(leave)).map(|leave| leave.mark.number);
    let lost = |leave: &&Leave| leave.way == Way::Lost && leave.connected && conversation.runs_at(leave.mark.number);
    for leave in after.filter(lost) {
        if left.is_some_and(|left| leave.mark.number >= left) {
            break;
        }
        let back = seen.back.iter().find(|back| back.number > leave.mark.number).copied();
        gaps.push(Gap { lost: leave.mark, back: back.filter(|back| left.is_none_or(|left| back.number < left)) });
    }
    (gaps, left)
}

fn around(case: &Case<'_>, agent: &AgentName, conversation: &Conversation) -> Judging {
    let (gaps, left) = gaps(case, agent, conversation);
    if gaps.is_empty() || !is_healthy(case, conversation) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    ends_are_told(case)?;
    let mut parts = Vec::new();
    let mut undone = true;
    for gap in &gaps {
        parts.push(offline(case, agent, *gap, left));
        let Some(back) = gap.back else { continue };
        undone &= gap.is_undone();
        parts.push(if conversation.runs_at(back.number) {
            dnd(case, agent, conversation, back, &gaps)
        } else {
            given_back(case, agent, conversation, back, undone)
        });
    }
    let connected = |end: &Mark| gaps.iter().all(|gap| gap.back.is_some_and(|back| back.number < end.number));
    let end = conversation.end.filter(connected).filter(|end| left.is_none_or(|left| left > end.number));
    parts.extend(end.map(|end| given_back(case, agent, conversation, end, undone)));
    Ok(Finding::all(parts))
}

/// Offline at once, and until a client connects again.
fn offline(case: &Case<'_>, agent: &AgentName, gap: Gap, left: Option<u32>) -> Judging {
    let to = gap.back.map(|back| back.number).or(left).unwrap_or(u32::MAX);
    lasts(case, agent, is_offline, (gap.lost, to), "Offline")
}

/// Do not disturb within the tolerance of the reconnect, since a leg is up, and until it ends or the client is lost anew.
fn dnd(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, back: Mark, gaps: &[Gap]) -> Judging {
    if chose(case, agent, conversation.first().start, conversation.end) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let lost = gaps.iter().map(|gap| gap.lost.number).find(|lost| *lost > back.number);
    let to = lost.into_iter().fold(conversation.until(), u32::min);
    lasts(case, agent, is_dnd, (back, to), "Do not disturb, since a leg is up,")
}

/// What follows at a moment with a client and without a leg: the record before the call, or what a sign-in computes.
fn given_back(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, mark: Mark, undone: bool) -> Judging {
    let start = conversation.first().start;
    // What is chosen, or held after a drop, is given back by other rows.
    let other =
        chose(case, agent, start, Some(mark)) || is_held_on(case, conversation) || is_held_at(case, agent, start);
    if other {
        return Ok(Finding::NOT_TRIGGERED);
    }
    if undone && !cause_gone(case, agent, start, mark.number) {
        let line = case.presence(agent)?;
        // Do not disturb of before the call is not that of the call.
        let kept = before(line, conversation).map_or("nothing is known", |(presence, _)| presence.record.as_str());
        return returns(case, agent, start, mark).map(|finding| finding.noted(&format!("before the call: {kept}")));
    }
    match by_rules(case, agent, mark.number) {
        Some(base) => becomes(case, agent, base, mark),
        None => Ok(unclear(mark.number, "the presence that a sign-in computes", "it can't be told")),
    }
}
