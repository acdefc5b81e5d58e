//! CBR: callbacks that come while no client of their agent is connected.

use std::collections::BTreeMap;

use crate::border::MessageName;
use crate::domain::{Delivery, MailKind, Mailbox, Service};
use crate::requirement::{BorderName, Tolerance};

use super::callback::{Upon, coming, earlier, holds, offered_to_others};
use super::case::Case;
use super::check::sometime;
use super::contacts::told_at_dial;
use super::finding::{Finding, Judging, fail, judged, pass, unclear};
use super::thread::{Callback, MailSeen, Mark};
use super::window::Behind;

pub(super) fn never_astray(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = coming(case, callback, Upon::NoClient) else { return Ok(Finding::NOT_TRIGGERED) };
    Ok(Finding::all([offered_to_others(case, callback, false), offered_when_back(case, callback, &behind)]))
}

/// If the agent connects before the caller gives up, the callback is offered.
fn offered_when_back(case: &Case<'_>, callback: &Callback, behind: &Behind<'_>) -> Judging {
    let agent = &behind.lease.agent;
    let Some(seen) = case.story.agents.get(agent) else { return Ok(Finding::NOT_TRIGGERED) };
    let closed = callback.closed.filter(|_| callback.taken().is_none());
    let waits = |number: u32| number > callback.arrived.number && closed.is_none_or(|closed| number < closed.number);
    let back = seen.back.iter().find(|back| waits(back.number)).copied();
    let Some(back) = back.filter(|back| seen.removed.is_none_or(|removed| removed.number > back.number)) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    let line = case.offered(agent)?;
    let by = back.at + case.tolerance(Tolerance::CallbackAlert);
    let shown = sometime(line, |offers| holds(offers, callback), back, closed, by, case.end());
    let expected = format!("{} is offered to {agent}, who is back at {}", callback.inbound, back.at);
    Ok(judged(shown, expected, |_| "not offered".to_owned()))
}

pub(super) fn one_notice(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = coming(case, callback, Upon::NoClient) else { return Ok(Finding::NOT_TRIGGERED) };
    let first = earlier(case, callback).all(|other| coming(case, other, Upon::NoClient).is_none());
    let facts = &behind.dial.facts;
    let limit = callback.arrived.at + case.tolerance(Tolerance::Mail);
    let Some(told) = told_at_dial(case, behind.dial).filter(|_| first) else { return Ok(Finding::NOT_TRIGGERED) };
    if case.faulty(Service::Mail, callback.arrived.at, Some(limit)) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    let silent = facts.mailbox == Mailbox::Disabled && case.reading("NTF-07") == "default";
    let told = if silent { Default::default() } else { told };
    let notices: Vec<&MailSeen> = notices(case, &behind).collect();
    let stray = notices.iter().flat_map(|mail| mail.recipients.iter().map(move |address| (mail, address)));
    let stray = stray.into_iter().find(|(_, address)| !told.contains(&address.as_str().to_lowercase()));
    if let Some((mail, address)) = stray {
        let expected = format!("a notice to the contacts as read at {} and nobody else", behind.dial.mark.at);
        return Ok(fail(mail.mark.number, expected, format!("one to {address}")));
    }
    if told.is_empty() {
        return Ok(pass(callback.arrived.number, "no notice without a contact or a mailbox", "none"));
    }
    let parts = told.iter().map(|recipient| Ok(reached(case, callback, recipient, &notices)));
    Ok(Finding::all(parts))
}

/// The notices about a callback to the number of a dial.
fn notices<'c>(case: &'c Case<'_>, behind: &Behind<'c>) -> impl Iterator<Item = &'c MailSeen> {
    let named = behind.call.mails.iter().map(|place| &case.story.mails[*place]);
    let agents = case.story.agents.get(&behind.lease.agent).into_iter().flat_map(|seen| &seen.mails);
    let from = behind.dial.mark.number;
    let followed = agents.map(|place| &case.story.mails[*place]).filter(move |mail| mail.mark.number > from);
    named.chain(followed).filter(|mail| mail.kind == MailKind::Unreachable)
}

/// Exactly one notice about the number reached a recipient, and in time.
fn reached(case: &Case<'_>, callback: &Callback, recipient: &str, notices: &[&MailSeen]) -> Finding {
    let limit = callback.arrived.at + case.tolerance(Tolerance::Mail);
    let expected = format!("one notice of {} reaches {recipient} by {limit}", callback.inbound);
    let mut taken: BTreeMap<&MessageName, Mark> = BTreeMap::new();
    for mail in notices {
        for (mark, address, delivery) in &mail.outcomes {
            if address.as_str().eq_ignore_ascii_case(recipient) && *delivery == Delivery::Accepted {
                taken.entry(&mail.message).or_insert(*mark);
            }
        }
    }
    let mut taken: Vec<Mark> = taken.into_values().collect();
    taken.sort();
    match taken.as_slice() {
        [first, second, ..] => {
            fail(second.number, expected, format!("a second one at {}, after one at {}", second.at, first.at))
        }
        [first] if first.at <= limit => pass(first.number, expected, format!("one at {}", first.at)),
        [first] => fail(first.number, expected, format!("one at {}", first.at)),
        [] if case.end() >= limit => fail(callback.arrived.number, expected, "no notice"),
        [] => unclear(callback.arrived.number, expected, "the run ended"),
    }
}
