//! ORD: order, faults, load. What comes before what in a call.

use crate::border::PanelSeen;
use crate::domain::Service;
use crate::observation::{Point, Seeing, Strength, Timeline};
use crate::requirement::BorderName;

use super::case::{Case, is_dnd};
use super::check::{dial_text, panel_text, presence_text};
use super::conversation::{Conversation, What};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::rule::{Look, Rule};
use super::thread::{Dial, Mark};
use super::{ord_again, ord_crash, ord_fault, ord_incident, ord_load};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "ORD-01", look: Look::Dial(in_order) },
    Rule { row: "ORD-02", look: Look::Agent(ord_again::nothing_twice) },
    Rule { row: "ORD-03", look: Look::Agent(ord_crash::survives) },
    Rule { row: "ORD-04", look: Look::Run(ord_load::holds_for_each) },
    Rule { row: "ORD-05", look: Look::Dial(ord_fault::not_blocked) },
    Rule { row: "ORD-06", look: Look::Run(ord_incident::told_once) },
];

fn in_order(case: &Case<'_>, dial: &Dial) -> Judging {
    if !case.handled(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let ended = alone(case, dial).map(|conversation| ended_first(case, dial, conversation));
    let parts = [number_first(case, dial), nothing_before(case, dial)];
    Ok(Finding::all(parts.into_iter().chain(ended)))
}

/// The number was leased before a leg went out.
fn number_first(case: &Case<'_>, dial: &Dial) -> Judging {
    let Some(call) = case.call(dial) else { return Ok(Finding::NOT_TRIGGERED) };
    let Some(leg) = call.legs.first() else { return Ok(Finding::NOT_TRIGGERED) };
    if case.faulty(Service::NumberPool, dial.mark.at, Some(leg.offered.at)) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    [BorderName::Number, BorderName::Carrier].into_iter().try_for_each(|border| case.need(border).map(|_| ()))?;
    let expected = format!("the number of {} is leased before the leg at {}", dial_text(dial), leg.offered.at);
    let lease = call.leases.iter().map(|place| case.story.leases[*place].mark).min();
    Ok(match lease {
        Some(lease) if lease < leg.offered => pass(lease.number, expected, format!("leased at {}", lease.at)),
        Some(lease) => fail(lease.number, expected, format!("leased after it, at {}", lease.at)),
        None => Finding::NOT_TRIGGERED,
    })
}

/// Nothing that names the call of a dial was seen before the dial.
fn nothing_before(case: &Case<'_>, dial: &Dial) -> Judging {
    let Some(call) = case.call(dial) else { return Ok(Finding::NOT_TRIGGERED) };
    let legs = call.legs.iter().map(|leg| (leg.offered, "a leg"));
    let leases = call.leases.iter().map(|place| (case.story.leases[*place].mark, "a number"));
    let mails = call.mails.iter().map(|place| (case.story.mails[*place].mark, "a mail"));
    let expected = format!("nothing of {} before it", dial_text(dial));
    let first = legs.chain(leases).chain(mails).min_by_key(|(mark, _)| *mark);
    Ok(match first {
        Some((mark, what)) if mark < dial.mark => {
            fail(mark.number, expected, format!("{what} of its call at {}", mark.at))
        }
        Some((mark, what)) => pass(mark.number, expected, format!("first {what} at {}", mark.at)),
        None => Finding::NOT_TRIGGERED,
    })
}

/// The conversation that a dial alone makes up, while its agent stays and chooses no presence: whatever follows it comes
/// from its end.
fn alone<'c>(case: &'c Case<'_>, dial: &Dial) -> Option<&'c Conversation> {
    let conversation = case.conversation(dial)?;
    let (start, end) = (conversation.first().start, conversation.end);
    let alone = conversation.ups.len() == 1 && conversation.first().what == What::Dial(dial.place);
    let upto = end.map_or(u32::MAX, |end| end.number);
    let seen = case.story.agents.get(&dial.agent)?;
    let chosen = seen.choices.iter().any(|choice| (start.number..upto).contains(&choice.mark.number));
    let away = case.was_away(&dial.agent, start, end) || !dial.facts.connected;
    (alone && !chosen && !away && case.tells_callbacks().is_ok()).then_some(conversation)
}

/// The leg has ended before the presence returns and before the alert goes off.
fn ended_first(case: &Case<'_>, dial: &Dial, conversation: &Conversation) -> Judging {
    case.need(BorderName::Carrier)?;
    let to = dial.next.unwrap_or(u32::MAX);
    let start = conversation.first().start;
    let presence = case.presence(&dial.agent)?;
    let restored = match presence.before(start.number) {
        Some(prior) if !is_dnd(prior) && !case.faulty(Service::Presence, start.at, None) => {
            gone(presence, start, to, is_dnd).map(|point| (point, presence_text(&point.value)))
        }
        Some(_) | None => None,
    };
    let panel = case.panel(&dial.agent)?;
    let off = gone(panel, start, to, |panel: &PanelSeen| panel.alert.is_some());
    let restored = restored.map(|(point, text)| after_end(case, dial, conversation, presence, point, &text));
    let off = off.map(|point| after_end(case, dial, conversation, panel, point, &panel_text(&point.value)));
    Ok(Finding::all(restored.into_iter().chain(off).map(Ok)))
}

/// The first showing after a conversation's start at which a value that showed in it no longer does.
fn gone<V>(line: &Timeline<V>, start: Mark, to: u32, is: impl Fn(&V) -> bool) -> Option<&Point<V>> {
    line.between(start.number, to).iter().skip_while(|point| !is(&point.value)).find(|point| !is(&point.value))
}

fn after_end<V>(
    case: &Case<'_>,
    dial: &Dial,
    conversation: &Conversation,
    line: &Timeline<V>,
    point: &Point<V>,
    text: &str,
) -> Finding {
    let expected = format!("the leg of {} ends before {text} shows", dial_text(dial));
    let actual = format!("{text} at {}", point.at);
    match conversation.end {
        Some(end) if end.number < point.number && end.at <= point.asked => {
            let mut finding = pass(end.number, expected, format!("it ends at {}, {actual}", end.at));
            if line.seeing == Seeing::Sampled {
                let strength = Strength::Sampled { samples: 1, gap: crate::time::Span::ZERO };
                finding.evidence.iter_mut().for_each(|evidence| evidence.strength = Some(strength));
            }
            finding
        }
        Some(end) if end.number < point.number => {
            unclear(point.number, expected, format!("asked at {}, before the end at {}", point.asked, end.at))
        }
        Some(end) => fail(point.number, expected, format!("{actual}, the leg ends at {}", end.at)),
        None if case.end() > point.at => fail(point.number, expected, format!("{actual}, and the leg goes on")),
        None => unclear(point.number, expected, format!("{actual}, and the run ended")),
    }
}
