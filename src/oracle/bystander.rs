//! Other agents: an emergency call of one changes the presence of nobody else.

use crate::domain::{AgentName, Service};
use crate::observation::{Observed, Point, Seeing};
use crate::requirement::{BorderName, Tolerance};
use crate::stimulus::Stimulus;
use crate::time::Instant;

use super::absence::silent;
use super::case::Case;
use super::finding::{Finding, Judging, fail, unclear};
use super::presence::SESSIONS;
use super::session::named;

pub(super) fn others_keep(case: &Case<'_>, agent: &AgentName) -> Judging {
    let dials = case.story.dials.iter();
    let Some(first) = dials.filter(|dial| dial.agent != *agent).find(|dial| case.handled(dial)) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    let crowded = case.story.facts.agents.get(agent).is_some_and(|facts| facts.sessions >= SESSIONS);
    if crowded || case.faulty(Service::Presence, Instant::START, None) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let line = case.presence(agent)?;
    let points = line.between(first.mark.number, u32::MAX);
    let expected = format!("the presence of {agent} is not changed by another agent's emergency call");
    let mut before = line.before(first.mark.number.saturating_add(1)).map(|(presence, _)| presence);
    for point in points {
        let changed = before.is_some_and(|before| point.value.0 != *before);
        if changed && let Some(by) = caused_by(case, agent, point.number, point) {
            let actual = format!("{} at {}, after what {by} did", point.value.0.record, point.at);
            return Ok(fail(point.number, expected, actual));
        }
        before = Some(&point.value.0);
    }
    case.need(BorderName::Presence)?;
    if line.seeing == Seeing::Sampled && points.is_empty() {
        return Ok(unclear(first.mark.number, expected, "no sample after the dial"));
    }
    Ok(silent(case, BorderName::Presence, points.len(), expected, "so it was"))
}

/// The other agent to whose emergency conversation a change can be put down alone: the last that happened before it was
/// part of that conversation, and nothing of the agent's own was still to take effect.
fn caused_by<'c, V>(case: &'c Case<'_>, agent: &AgentName, number: u32, point: &Point<V>) -> Option<&'c AgentName> {
    let doings = &case.story.doings;
    let last = *doings.get(doings.partition_point(|doing| *doing < number).checked_sub(1)?)?;
    let stimulus = |number: u32| match &case.record(number)?.observed {
        Observed::Stimulus(stimulus) => Some(stimulus),
        Observed::Seen(_) | Observed::Unanswered { .. } => None,
    };
    let by = named(stimulus(last)?).filter(|by| *by != agent)?;
    let part = |one: &super::conversation::Conversation| {
        one.first().start.number <= last && one.end.is_none_or(|end| end.number > last)
    };
    let tolerance = case.tolerance(Tolerance::Presence);
    let own = case.story.agents.get(agent)?;
    let pending = own.about.iter().any(|mark| mark.number < last && mark.at + tolerance > point.at);
    let delayed = || doings.iter().any(|doing| matches!(stimulus(*doing), Some(Stimulus::DelaysEvents { .. })));
    // A Do not disturb that is held after a drop ends by itself.
    let held = case.reading("PRS-06") == "hold-after-drop" && !own.dials.is_empty();
    (case.conversations(by).iter().any(part) && !pending && !held && !delayed()).then_some(by)
}
