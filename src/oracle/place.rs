//! The places in which ordinary work waits, and every time that some began to alert.

use std::collections::BTreeMap;

use crate::border::{OfferFact, OfferName};
use crate::domain::{AgentName, OfferState, Priority, QueueName, WorkKind};
use crate::observation::Timeline;
use crate::stimulus::Fact;
use crate::time::Instant;

use super::case::Case;

/// Ordinary work began to alert at an agent.
#[derive(Clone, Debug)]
pub(super) struct Showing {
    pub(super) number: u32,
    pub(super) at: Instant,
    pub(super) agent: AgentName,
    pub(super) offer: OfferName,
    pub(super) caller: String,
    pub(super) priority: Priority,
}

/// Every time that ordinary work began to alert, in order.
pub(super) fn showings(lines: &BTreeMap<AgentName, Timeline<Vec<OfferFact>>>) -> Vec<Showing> {
    let mut showings = Vec::new();
    let alerts = |offer: &&OfferFact| offer.kind != WorkKind::Callback && offer.state == OfferState::Offered;
    for (agent, line) in lines {
        let mut before: &[OfferFact] = line.initial.as_deref().unwrap_or_default();
        for point in &line.points {
            let rang = |offer: &OfferFact| before.iter().filter(alerts).any(|other| other.offer == offer.offer);
            for offer in point.value.iter().filter(alerts).filter(|offer| !rang(offer)) {
                showings.push(Showing {
                    number: point.number,
                    at: point.at,
                    agent: agent.clone(),
                    offer: offer.offer.clone(),
                    caller: offer.caller.clone(),
                    priority: offer.priority,
                });
            }
            before = &point.value;
        }
    }
    showings.sort_by_key(|showing| showing.number);
    showings
}

impl Case<'_> {
    /// The queue in which an item waits and its place there: those that waited from the start come first.
    pub(super) fn place(&self, caller: &str) -> Option<(&QueueName, (bool, u64))> {
        if let Some(nth) = caller.strip_prefix("arrival-").and_then(|nth| nth.parse::<u64>().ok()) {
            let index = usize::try_from(nth.checked_sub(1)?).ok()?;
            return self.story.arrivals.get(index).map(|queue| (queue, (true, nth)));
        }
        self.trace.head.facts.iter().find_map(|fact| match fact {
            Fact::Waiting { count, queue, place, .. } => {
                let nth = caller.strip_prefix(queue.as_str())?.strip_prefix('-')?.parse::<u64>().ok()?;
                (place.0..place.0 + count.0).contains(&nth).then_some((queue, (false, nth)))
            }
            _ => None,
        })
    }
}
