//! ORD-02: carrier events that come again, in another order or too late change nothing.

use crate::domain::{AgentName, MailKind};
use crate::observation::Seeing;
use crate::requirement::{BorderName, Tolerance};
use crate::time::{Instant, Span};

use super::case::Case;
use super::check::{dial_text, presence_text};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::thread::{Dial, MailSeen, Mark};

/// How long what follows an event may take to show beyond the tolerance of presence.
const AFTERMATH: Span = Span::from_secs(2);

/// A carrier event that tells nothing new: what, and when.
struct Stale<'w> {
    what: &'w str,
    mark: Mark,
}

pub(super) fn nothing_twice(case: &Case<'_>, agent: &AgentName) -> Judging {
    let Some(seen) = case.story.agents.get(agent) else { return Ok(Finding::NOT_TRIGGERED) };
    let dials = seen.dials.iter().map(|place| &case.story.dials[*place]).filter(|dial| case.handled(dial));
    let dials: Vec<&Dial> = dials.collect();
    let Some(first) = dials.first() else { return Ok(Finding::NOT_TRIGGERED) };
    let upset = &case.story.upset;
    let after = |marks: &[Mark]| marks.last().is_some_and(|mark| mark.number > first.mark.number);
    let stale = stale(case, &dials);
    let late = upset.delays.first().is_some_and(|delay| dials.iter().any(|dial| heard_after(case, dial, *delay)));
    if stale.is_empty() && !late && !after(&upset.repeats) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Carrier)?;
    let repeats = upset.repeats.partition_point(|mark| mark.number <= first.mark.number);
    let repeats = upset.repeats[repeats..].iter().map(|mark| Stale { what: "carriers say again", mark: *mark });
    let parts = repeats.chain(stale).map(|stale| changes_nothing(case, agent, &stale));
    let once = dials.iter().flat_map(|dial| [one_lease(case, dial), one_mail(case, dial)]);
    Ok(Finding::all(parts.chain(once)))
}

/// The events of legs of an agent's calls that had ended.
fn stale<'w>(case: &Case<'_>, dials: &[&Dial]) -> Vec<Stale<'w>> {
    let echoes = dials.iter().filter_map(|dial| case.story.upset.echoes_of(dial.call.as_ref()?)).flatten();
    echoes.map(|mark| Stale { what: "a leg that has ended says", mark: *mark }).collect()
}

/// Whether a carrier told of a leg of a dial after a moment.
fn heard_after(case: &Case<'_>, dial: &Dial, from: Mark) -> bool {
    let told = |leg: &super::thread::Leg| {
        let marks = [leg.answered, leg.failed.map(|(mark, _)| mark), leg.closed.map(|(mark, _, _)| mark)];
        marks.into_iter().flatten().any(|mark| mark > from)
    };
    case.legs(dial).iter().any(told)
}

/// Nothing that an agent's dials have once changes after an event that tells nothing new, until something else happens.
fn changes_nothing(case: &Case<'_>, agent: &AgentName, stale: &Stale<'_>) -> Judging {
    let to = case.story.upset.next_turn(stale.mark.number);
    let limit = stale.mark.at + case.tolerance(Tolerance::Presence) + AFTERMATH;
    let expected = format!("nothing follows for {agent} from what {} at {}", stale.what, stale.mark.at);
    if let Some((mark, what)) = made(case, agent, stale.mark, to, limit) {
        return Ok(fail(mark.number, expected, format!("{what} at {}", mark.at)));
    }
    let line = case.presence(agent)?;
    let before = line.before(stale.mark.number);
    let points = line.between(stale.mark.number, to);
    let other = points
        .iter()
        .filter(|point| point.at <= limit)
        .find(|point| before.is_some_and(|before| *before != point.value));
    Ok(match (other, line.seeing) {
        (Some(point), _) => {
            fail(point.number, expected, format!("presence {} at {}", presence_text(&point.value), point.at))
        }
        (None, Seeing::Sampled) if points.is_empty() => unclear(stale.mark.number, expected, "no sample after it"),
        (None, _) => super::absence::silent(case, BorderName::Presence, points.len(), expected, "nothing"),
    })
}

/// A lease or a mail of an agent between a record and another, up to an instant.
fn made(case: &Case<'_>, agent: &AgentName, from: Mark, to: u32, limit: Instant) -> Option<(Mark, &'static str)> {
    let within = |mark: Mark| mark.number < to && mark.at <= limit;
    let leases = &case.story.leases;
    let start = leases.partition_point(|lease| lease.mark <= from);
    let leases = leases[start..].iter().take_while(|lease| within(lease.mark));
    let lease = leases.into_iter().find(|lease| lease.agent == *agent).map(|lease| (lease.mark, "a number is leased"));
    let mails = &case.story.mails;
    let start = mails.partition_point(|mail| mail.mark <= from);
    let mut mails = mails[start..].iter().take_while(|mail| within(mail.mark));
    let mail = mails.find(|mail| mail.agent.as_ref() == Some(agent)).map(|mail| (mail.mark, "a mail is sent"));
    lease.into_iter().chain(mail).min()
}

/// A dial has one number at most.
fn one_lease(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Number)?;
    let expected = format!("one number for {}", dial_text(dial));
    let leases = case.call(dial).map_or(&[][..], |call| &call.leases);
    Ok(match leases {
        [_, second, ..] => {
            let mark = case.story.leases[*second].mark;
            fail(mark.number, expected, format!("a second one at {}", mark.at))
        }
        [first] => pass(case.story.leases[*first].mark.number, expected, "one"),
        [] => Finding::NOT_TRIGGERED,
    })
}

/// A dial sends each of its recipients one mail of a kind at most.
fn one_mail(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Mail)?;
    let expected = format!("one mail to each recipient about {}", dial_text(dial));
    let places = case.call(dial).map_or(&[][..], |call| &call.mails);
    let mails: Vec<&MailSeen> = places.iter().map(|place| &case.story.mails[*place]).collect();
    let of_dial = |mail: &&&MailSeen| matches!(mail.kind, MailKind::Dial | MailKind::FollowUp);
    let mut told = std::collections::BTreeSet::new();
    for mail in mails.iter().filter(of_dial) {
        for address in &mail.recipients {
            if !told.insert((mail.kind, address.as_str().to_lowercase())) {
                return Ok(fail(mail.mark.number, expected, format!("a second one to {address} at {}", mail.mark.at)));
            }
        }
    }
    Ok(match mails.iter().find(|mail| mail.kind == MailKind::Dial) {
        Some(mail) => pass(mail.mark.number, expected, "one"),
        None => Finding::NOT_TRIGGERED,
    })
}
