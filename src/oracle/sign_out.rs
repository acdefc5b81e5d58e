//! Agents who sign out, or are signed out, while a leg is up.

use crate::domain::AgentName;
use crate::observation::throughout;
use crate::requirement::{BorderName, Tolerance};

use super::case::{Case, is_dnd};
use super::check::{by_named_reading, presence_text, shown_at};
use super::conversation::{Conversation, Up, What};
use super::finding::{Finding, Judging, fail, judged, pass, unclear};
use super::legs::{is_cut, leg_text};
use super::lock::{ends_are_told, is_healthy};
use super::presence::{becomes, by_rules, is_offline, lasts};
use super::session::{Leave, Way};
use super::thread::Mark;
use super::window::window;

pub(super) fn leaves_in_call(case: &Case<'_>, agent: &AgentName) -> Judging {
    let Some(seen) = case.story.agents.get(agent) else { return Ok(Finding::NOT_TRIGGERED) };
    let mut parts = Vec::new();
    for leave in seen.leaves.iter().filter(|leave| leave.connected) {
        let runs = |one: &&Conversation| one.runs_at(leave.mark.number);
        let Some(conversation) = case.conversations(agent).iter().find(runs) else { continue };
        match leave.way {
            Way::SignedOut => parts.push(signs_out(case, agent, conversation, leave)),
            Way::Expired | Way::SignedOutByAdministrator | Way::Removed => {
                parts.push(goes_on(case, agent, conversation, leave.mark));
            }
            // PRS-12 judges it.
            Way::Lost => {}
        }
    }
    Ok(Finding::all(parts))
}

/// The legs of a conversation that are up at a record.
fn up_at(conversation: &Conversation, at: Mark) -> impl Iterator<Item = &Up> {
    let is_up = move |up: &&Up| up.from.number < at.number && up.end.is_none_or(|end| end.number > at.number);
    conversation.ups.iter().filter(is_up)
}

/// Neither a session that expires nor what an administrator does ends a leg.
fn goes_on(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, left: Mark) -> Judging {
    ends_are_told(case)?;
    Ok(Finding::all(up_at(conversation, left).map(|up| {
        let expected = format!("{} is not ended by the deployment after {}", leg_text(case, up), left.at);
        Ok(match up.end.filter(|end| is_cut(case, agent, up, left, *end)) {
            Some(end) => fail(end.number, expected, format!("ended at {} without anybody doing so", end.at)),
            None => pass(left.number, expected, "so it was"),
        })
    })))
}

fn signs_out(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, leave: &Leave) -> Judging {
    ends_are_told(case)?;
    for border in [BorderName::Control, BorderName::Number] {
        case.need(border)?;
    }
    Ok(by_named_reading(case, "PRS-13", &["default", "refuse-sign-out"], |place| match place {
        0 => ends_call(case, agent, conversation, leave),
        _ => is_refused(case, agent, conversation, leave),
    }))
}

/// The sign-out ends every leg and leaves the agent Offline; the snapshot goes and the window stays.
fn ends_call(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, leave: &Leave) -> Finding {
    let expected = format!("the sign-out at {} is accepted", leave.mark.at);
    let accepted = match leave.reply {
        Some((mark, None)) => pass(mark.number, expected, "so it was"),
        Some((mark, Some(reason))) => fail(mark.number, expected, format!("refused with {reason}")),
        None => unclear(leave.mark.number, expected, "no reply was seen"),
    };
    let limit = leave.mark.at + case.tolerance(Tolerance::Presence);
    let ended = up_at(conversation, leave.mark).map(|up| {
        let expected = format!("{} ends by {limit}, as {agent} signs out", leg_text(case, up));
        Ok(match up.end {
            Some(end) if end.at <= limit => pass(end.number, expected, "so it was"),
            Some(end) => fail(end.number, expected, format!("ended at {}", end.at)),
            None if case.end() >= limit => fail(leave.mark.number, expected, "it goes on"),
            None => unclear(leave.mark.number, expected, "the run ended"),
        })
    });
    let legs = Finding::all(ended);
    let mut parts = vec![Ok(accepted), Ok(legs), Ok(window_kept(case, conversation))];
    if is_healthy(case, conversation) {
        parts.extend([offline(case, agent, leave), forgotten(case, agent, leave)]);
    }
    Finding::all(parts)
}

/// When a client of the agent connected again.
fn back(case: &Case<'_>, agent: &AgentName, leave: &Leave) -> Option<Mark> {
    let seen = case.story.agents.get(agent)?;
    seen.back.iter().find(|back| back.number > leave.mark.number).copied()
}

/// Offline within the tolerance of the sign-out, until the next sign-in.
fn offline(case: &Case<'_>, agent: &AgentName, leave: &Leave) -> Judging {
    let to = back(case, agent, leave).map_or(u32::MAX, |back| back.number);
    lasts(case, agent, is_offline, (leave.mark, to), "Offline")
}

/// The next sign-in computes the presence: what was before the call is forgotten.
fn forgotten(case: &Case<'_>, agent: &AgentName, leave: &Leave) -> Judging {
    let Some(back) = back(case, agent, leave) else { return Ok(Finding::NOT_TRIGGERED) };
    if case.conversations(agent).iter().any(|one| one.runs_at(back.number)) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    match by_rules(case, agent, back.number) {
        Some(base) => becomes(case, agent, base, back),
        None => Ok(unclear(back.number, "the presence that a sign-in computes", "it can't be told")),
    }
}

/// No number of the conversation's calls is given up before its window is over. In trials with a shorter window it is
/// not measured.
fn window_kept(case: &Case<'_>, conversation: &Conversation) -> Finding {
    let dials = conversation.ups.iter().filter_map(|up| match up.what {
        What::Dial(place) => Some(&case.story.dials[place]),
        What::Callback(_) => None,
    });
    if case.ics.test_window().is_some() {
        return Finding::NOT_TRIGGERED;
    }
    Finding::all(dials.filter_map(|dial| {
        let lease =
            case.call(dial)?.leases.first().map(|lease| &case.story.leases[*lease]).filter(|lease| !lease.reused)?;
        let end = dial.mark.at + window(case);
        let expected = format!("the number of {} is kept until {end}", dial.mark.at);
        Some(Ok(match lease.over {
            Some(over) if over.at <= end => fail(over.number, expected, format!("given up at {}", over.at)),
            Some(_) | None => pass(lease.mark.number, expected, "so it was"),
        }))
    }))
}

/// The sign-out is refused, and nothing changes until something else happens.
fn is_refused(case: &Case<'_>, agent: &AgentName, conversation: &Conversation, leave: &Leave) -> Finding {
    let expected = format!("the sign-out at {} is refused", leave.mark.at);
    let refused = match leave.reply {
        Some((mark, Some(reason))) => pass(mark.number, expected, format!("refused with {reason}")),
        Some((mark, None)) => fail(mark.number, expected, "accepted"),
        None => unclear(leave.mark.number, expected, "no reply was seen"),
    };
    let parts = [Ok(refused), goes_on(case, agent, conversation, leave.mark)];
    let kept = case.presence(agent).ok().filter(|_| is_healthy(case, conversation)).map(|line| {
        let doings = &case.story.doings;
        let next = doings.get(doings.partition_point(|doing| *doing <= leave.mark.number)).copied();
        let to = next.into_iter().fold(conversation.until(), u32::min);
        let expected = format!("Do not disturb after the sign-out at {}", leave.mark.at);
        let kept = throughout(line, is_dnd, (leave.mark.number, leave.mark.at), to);
        Ok(judged(kept, expected, |_| shown_at(line, presence_text, leave.mark.at)))
    });
    Finding::all(parts.into_iter().chain(kept))
}
