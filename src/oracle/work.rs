//! Ordinary work beside an emergency call: none is offered while a leg is up, and what rang is withdrawn without loss.

use crate::border::OfferFact;
use crate::domain::{AgentName, OfferState, Service, WorkKind};
use crate::observation::{Point, Seeing, Seen};
use crate::requirement::{BorderName, Tolerance};
use crate::time::Instant;

use super::absence::silent;
use super::callback::{behind, holds};
use super::case::Case;
use super::check::dial_text;
use super::conversation::Conversation;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::lock::ends_are_told;
use super::thread::{Callback, Mark};

/// Whether an offer is ordinary work that alerts.
fn alerts(offer: &OfferFact) -> bool {
    offer.kind != WorkKind::Callback && offer.state == OfferState::Offered
}

fn rings(offers: &[OfferFact], work: &OfferFact) -> bool {
    offers.iter().any(|offer| alerts(offer) && offer.offer == work.offer)
}

pub(super) fn none_offered(case: &Case<'_>, agent: &AgentName) -> Judging {
    let conversations = case.conversations(agent).iter();
    Ok(Finding::all(conversations.map(|conversation| none_in(case, agent, conversation))))
}

/// No ordinary work alerts anew while a conversation lasts, where some had come by its end.
fn none_in(case: &Case<'_>, agent: &AgentName, conversation: &Conversation) -> Judging {
    let (start, until) = (conversation.first().start, conversation.until());
    if case.story.work.is_none_or(|came| came >= until) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    ends_are_told(case)?;
    let line = case.offered(agent)?;
    let points = line.between(start.number, until);
    let expected = format!("no ordinary work offered to {agent} from {} on while a leg is up", start.at);
    let mut before = line.before(start.number).map_or(&[][..], Vec::as_slice);
    for point in points {
        if let Some(new) = point.value.iter().find(|offer| alerts(offer) && !rings(before, offer)) {
            return Ok(fail(point.number, expected, format!("{} {} at {}", new.kind, new.caller, point.at)));
        }
        before = &point.value;
    }
    if line.seeing == Seeing::Sampled && points.is_empty() {
        return Ok(unclear(start.number, expected, "no sample while a leg was up"));
    }
    Ok(silent(case, BorderName::Offer, points.len(), expected, "none"))
}

pub(super) fn withdrawn(case: &Case<'_>, agent: &AgentName) -> Judging {
    let Some(seen) = case.story.agents.get(agent) else { return Ok(Finding::NOT_TRIGGERED) };
    let tolerance = case.tolerance(Tolerance::CallbackAlert);
    let dials = seen.dials.iter().map(|place| &case.story.dials[*place]);
    // With the location source at fault it can't be told when a dial was accepted.
    let dials =
        dials.filter(|dial| case.handled(dial) && !case.faulty(Service::Location, dial.mark.at, Some(dial.mark.at)));
    let of_dials = dials.map(|dial| {
        case.need(BorderName::Dial)?;
        withdrawn_for(case, agent, dial.mark, dial.mark.at + tolerance, &dial_text(dial))
    });
    let callbacks = seen.callbacks.iter().map(|place| &case.story.callbacks[*place]);
    let of_callbacks = callbacks.map(|callback| {
        let Some(alert) = alert_of(case, agent, callback)? else { return Ok(Finding::NOT_TRIGGERED) };
        let what = format!("the alert of {} at {}", callback.inbound, alert);
        withdrawn_for(case, agent, callback.arrived, alert + tolerance, &what)
    });
    Ok(Finding::all(of_dials.chain(of_callbacks)))
}

/// When a callback alerted at the agent whose number was called, if it was one.
fn alert_of(
    case: &Case<'_>,
    agent: &AgentName,
    callback: &Callback,
) -> Result<Option<Instant>, crate::observation::Refused> {
    if behind(case, callback).is_none() {
        return Ok(None);
    }
    let closed = callback.closed.map_or(u32::MAX, |closed| closed.number);
    let points = case.offered(agent)?.between(callback.arrived.number, closed);
    Ok(points.iter().find(|point| holds(&point.value, callback)).map(|point| point.at))
}

/// What rang at a moment is withdrawn by an instant, and comes to no harm.
fn withdrawn_for(case: &Case<'_>, agent: &AgentName, from: Mark, by: Instant, what: &str) -> Judging {
    let line = case.offered(agent)?;
    let ringing = line.before(from.number).into_iter().flatten().filter(|offer| alerts(offer));
    Ok(Finding::all(ringing.map(|work| unharmed(case, agent, work, from, by, what))))
}

fn unharmed(case: &Case<'_>, agent: &AgentName, work: &OfferFact, from: Mark, by: Instant, what: &str) -> Judging {
    let line = case.offered(agent)?;
    let expected = format!("{} {} is withdrawn by {by}, for {what}", work.kind, work.caller);
    let doings = &case.story.doings;
    let next = doings.get(doings.partition_point(|doing| *doing <= from.number)).copied();
    let stop = next.and_then(|number| case.record(number)).map_or(case.end(), |record| record.at);
    let points = line.between(from.number, next.unwrap_or(u32::MAX));
    let Some(gone) = points.iter().find(|point| !rings(&point.value, work)) else {
        let seen = line.seeing == Seeing::Complete || points.iter().any(|point| point.asked >= by);
        return Ok(match seen && stop >= by {
            true => fail(points.last().map(|point| point.number), expected, "it rings on"),
            false => unclear(from.number, expected, format!("nothing was seen at or after {by}")),
        });
    };
    if gone.at > by {
        let rang = line.seeing == Seeing::Complete
            || points.iter().any(|point| point.asked >= by && point.number < gone.number);
        let actual = format!("it rang until {}", gone.at);
        return Ok(if rang { fail(gone.number, expected, actual) } else { unclear(gone.number, expected, actual) });
    }
    let as_what = counted(case, work, gone);
    if let Some(state) = as_what.filter(|state| *state != OfferState::Withdrawn) {
        return Ok(fail(gone.number, expected, state.to_string()));
    }
    let withdrawn = match line.seeing {
        Seeing::Complete => pass(gone.number, expected, "so it was"),
        Seeing::Sampled => silent(case, BorderName::Offer, 1, expected, "it no longer rings"),
    };
    Ok(withdrawn.merge(keeps_place(case, work, gone.number)))
}

/// What an event said of an offer that is gone.
fn counted(case: &Case<'_>, work: &OfferFact, gone: &Point<Vec<OfferFact>>) -> Option<OfferState> {
    match case.record(gone.number)?.seen()? {
        Seen::Offer { offer, .. } if offer.offer == work.offer => Some(offer.state),
        _ => None,
    }
}

/// No work that waited behind it in its queue is offered before it is again.
fn keeps_place(case: &Case<'_>, work: &OfferFact, from: u32) -> Finding {
    let showings = &case.showings;
    let sampled = matches!(case.need(BorderName::Offer), Ok(Seeing::Sampled));
    let after = &showings[showings.partition_point(|showing| showing.number <= from)..];
    let expected = format!("{} {} keeps its place", work.kind, work.caller);
    let Some(place) = case.place(&work.caller) else { return Finding::NOT_TRIGGERED };
    for showing in after {
        if showing.offer == work.offer {
            return pass(showing.number, expected, format!("offered to {} again", showing.agent));
        }
        let behind = case.place(&showing.caller).is_some_and(|other| other.0 == place.0 && other.1 > place.1);
        let declined = case.story.agents.get(&showing.agent).is_some_and(|seen| !seen.declines.is_empty());
        // At one barrier it may show at another agent, who was asked after this one.
        let tied = || sampled && after.iter().any(|other| other.at == showing.at && other.offer == work.offer);
        if behind && showing.priority == work.priority && !declined && !tied() {
            return fail(
                showing.number,
                expected,
                format!("{} is offered to {} before", showing.caller, showing.agent),
            );
        }
    }
    pass(from, expected, "nothing came before it")
}
