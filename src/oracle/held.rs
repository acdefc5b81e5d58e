//! Ordinary calls beside emergency ones: which run, who ended them, and from when to when they are held.

use crate::border::{CallName, OfferFact, OfferName};
use crate::domain::{AgentName, OfferState, WorkKind};
use crate::observation::{Judged, Seeing, throughout, within};
use crate::requirement::BorderName;
use crate::stimulus::{CallRef, Counted};
use crate::time::Span;

use super::case::Case;
use super::conversation::{accepted, ended_by_agent};
use super::finding::{Finding, Judging, fail, judged, pass, unclear};
use super::thread::{How, Mark};

/// What an ordinary call is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known<'c> {
    /// A call that the agent dialled.
    Call(&'c CallName),
    /// What an accepted offer became.
    Offer(OfferName),
}

/// An ordinary call of an agent.
pub(super) struct Ordinary<'c> {
    agent: &'c AgentName,
    known: Known<'c>,
    /// What stimuli call it.
    reference: Option<CallRef>,
    /// In words.
    name: String,
    /// Where it ended.
    end: Option<Mark>,
    /// Whether the deployment ended it by itself.
    cut: bool,
}

/// The ordinary calls of an agent that run at a record.
pub(super) fn running_calls<'c>(case: &'c Case<'_>, agent: &'c AgentName, at: u32) -> Vec<Ordinary<'c>> {
    let mut found = dialled(case, agent, at);
    found.extend(taken(case, agent, at));
    found
}

fn dialled<'c>(case: &'c Case<'_>, agent: &'c AgentName, at: u32) -> Vec<Ordinary<'c>> {
    let Some(seen) = case.story.agents.get(agent) else { return Vec::new() };
    let dials = seen.dials.iter().map(|place| &case.story.dials[*place]).filter(|dial| accepted(case.story, dial));
    let mut found = Vec::new();
    for (nth, dial) in (1..).zip(dials).filter(|(_, dial)| dial.mark.number < at && !case.emergency(dial)) {
        let (Some(name), Some(call)) = (&dial.call, case.call(dial)) else { continue };
        let end = call.end();
        if call.legs.is_empty() || end.is_some_and(|end| end.mark.number < at) {
            continue;
        }
        let by_agent = ended_by_agent(case.story, dial.place, end.map(|end| end.mark)).is_some();
        found.push(Ordinary {
            agent,
            known: Known::Call(name),
            reference: Some(CallRef { counted: Counted::Dials, nth, agent: agent.clone() }),
            name: format!("the ordinary call to {}", dial.dialled),
            end: end.map(|end| end.mark),
            cut: end.is_some_and(|end| end.how == How::Agent) && !by_agent,
        });
    }
    found
}

/// Ordinary voice work that the agent took, by the offers that show before a record.
fn taken<'c>(case: &'c Case<'_>, agent: &'c AgentName, at: u32) -> Vec<Ordinary<'c>> {
    let Ok(line) = case.offered(agent) else { return Vec::new() };
    let shown = line.before(at).into_iter().flatten();
    let work = shown.filter(|offer| offer.kind == WorkKind::Voice && offer.call.is_none() && is_taken(offer));
    work.map(|offer| {
        let reference = case.story.item(agent, &offer.offer);
        let gone = |offers: &Vec<OfferFact>| !offers.iter().any(|other| other.offer == offer.offer);
        let end = line.between(at, u32::MAX).iter().find(|point| gone(&point.value));
        let end = end.map(|point| Mark { number: point.number, at: point.at });
        let left = case.story.agents.get(agent).is_some_and(|seen| {
            let named = |(mark, call): &(Mark, CallRef)| {
                mark.number > at && Some(call) == reference.as_ref() && end.is_none_or(|end| mark.number < end.number)
            };
            seen.ends.iter().any(named) || seen.left.iter().any(named)
        });
        Ordinary {
            agent,
            known: Known::Offer(offer.offer.clone()),
            reference,
            name: format!("the ordinary call {}", offer.caller),
            end,
            cut: end.is_some() && !left,
        }
    })
    .collect()
}

/// How many ordinary items an agent has at a record: calls that the agent dialled, and offers that the agent took.
pub(super) fn in_use(case: &Case<'_>, agent: &AgentName, at: u32) -> u64 {
    let calls = dialled(case, agent, at).len();
    let line = case.offered(agent).ok();
    let shown = line.and_then(|line| line.before(at)).into_iter().flatten();
    let work = shown.filter(|offer| offer.kind != WorkKind::Callback && offer.call.is_none() && is_taken(offer));
    u64::try_from(calls + work.count()).unwrap_or(u64::MAX)
}

fn is_taken(offer: &OfferFact) -> bool {
    matches!(offer.state, OfferState::Connected | OfferState::Held | OfferState::Resumed)
}

impl Ordinary<'_> {
    fn is(&self, offer: &OfferFact) -> bool {
        match &self.known {
            Known::Call(call) => offer.call.as_ref() == Some(*call),
            Known::Offer(name) => offer.offer == *name,
        }
    }

    /// Whether offers show it as held.
    fn held_in(&self, offers: &[OfferFact]) -> bool {
        offers.iter().any(|offer| self.is(offer) && offer.state == OfferState::Held)
    }

    /// The deployment did not end it.
    pub(super) fn goes_on(&self, case: &Case<'_>) -> Judging {
        case.need(BorderName::Offer)?;
        let expected = format!("{} is not ended by the deployment", self.name);
        Ok(match self.end.filter(|_| self.cut) {
            Some(end) => fail(end.number, expected, format!("ended at {} without anybody doing so", end.at)),
            None => pass(self.end.map(|end| end.number), expected, "so it was"),
        })
    }

    /// It is ended, by the agent's choice at the accept.
    pub(super) fn is_ended(&self, case: &Case<'_>, from: Mark, tolerance: Span) -> Finding {
        let limit = from.at + tolerance;
        let expected = format!("{} is ended by {limit}", self.name);
        match self.end {
            Some(end) if end.at <= limit => pass(end.number, expected, "so it was"),
            Some(end) => fail(end.number, expected, format!("ended at {}", end.at)),
            None if case.end() >= limit => fail(from.number, expected, "it goes on"),
            None => unclear(from.number, expected, "the run ended"),
        }
    }

    /// The record at which its agent, its customer or a lost session lets it be anything but held.
    fn released(&self, case: &Case<'_>, from: Mark) -> u32 {
        let Some(seen) = case.story.agents.get(self.agent) else { return u32::MAX };
        let named = seen.resumes.iter().chain(&seen.ends).chain(&seen.left);
        let named = named.filter(|(_, call)| Some(call) == self.reference.as_ref()).map(|(mark, _)| mark.number);
        let away = seen.away.iter().map(|mark| mark.number);
        let all = named.chain(away).chain(self.end.map(|end| end.number));
        all.filter(|number| *number > from.number).min().unwrap_or(u32::MAX)
    }

    /// It is held within a tolerance of a moment, and stays so until its agent resumes it or it ends.
    pub(super) fn is_held(&self, case: &Case<'_>, from: Mark, tolerance: Span) -> Judging {
        let line = case.offered(self.agent)?;
        let to = self.released(case, from);
        let limit = from.at + tolerance;
        let expected = format!("{} is held by {limit}, until {} resumes it", self.name, self.agent);
        let shown = within(line, |offers| self.held_in(offers), (from.number, from.at), tolerance, case.end());
        let over = case.record(to).is_some_and(|record| record.at <= limit);
        let held = match shown {
            Judged::Pass(..) if self.was_held(line.before(from.number)) => (from.number, from.at),
            Judged::Pass(_, Some(record)) if record < to => {
                (record, case.record(record).map_or(from.at, |record| record.at))
            }
            Judged::Fail(_) | Judged::Pass(..) if over => {
                return Ok(unclear(None, expected, format!("it was over before {limit}")));
            }
            Judged::Inconclusive(_) | Judged::Fail(_) | Judged::Pass(..) => {
                return Ok(judged(shown, expected, |_| "not held".to_owned()));
            }
        };
        // The sample that showed it first is the one at the start.
        let from = if line.seeing == Seeing::Sampled { held.0.saturating_sub(1) } else { held.0 };
        let kept = throughout(line, |offers| self.held_in(offers), (from, held.1), to);
        Ok(judged(kept, expected, |record| {
            let at = record.and_then(|number| case.record(number)).map_or(held.1, |record| record.at);
            format!("no longer held at {at}")
        }))
    }

    fn was_held(&self, offers: Option<&Vec<OfferFact>>) -> bool {
        offers.is_some_and(|offers| self.held_in(offers))
    }
}
