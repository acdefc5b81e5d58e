//! NTF: notification e-mail. What all rows about recipients and content share, and NTF-01.

use std::collections::{BTreeMap, BTreeSet};

use crate::border::MessageName;
use crate::domain::{Address, Delivery, MailKind, Mailbox, Service};
use crate::requirement::{BorderName, Tolerance};
use crate::time::Instant;

use super::absence::{mails, undecided_mail};
use super::case::Case;
use super::check::dial_text;
use super::contacts::told;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::ntf_delivery::is_shared;
use super::rule::{Look, Rule};
use super::template::Template;
use super::thread::{Dial, MailSeen, Mark};

pub(super) const RULES: &[Rule] = &[Rule { row: "NTF-01", look: Look::Dial(notified) }];

/// By when the mail of a dial must be there.
pub(super) fn mail_limit(case: &Case<'_>, dial: &Dial) -> Instant {
    dial.mark.at + case.tolerance(Tolerance::Mail)
}

/// The notifications of a dial.
pub(super) fn dial_mails<'c>(case: &'c Case<'_>, dial: &'c Dial) -> impl Iterator<Item = &'c MailSeen> {
    mails(case, dial).filter(|mail| mail.kind == MailKind::Dial)
}

/// Whether a mail of a dial can be sent and taken, and is one of its own where notifications are gathered.
pub(super) fn mail_works(case: &Case<'_>, dial: &Dial) -> bool {
    can_be_sent(case, dial) && !is_shared(case, dial)
}

/// Whether a mail of a dial can be sent and taken: the mailbox may send, and neither the mail server nor the deployment
/// fails meanwhile.
pub(super) fn can_be_sent(case: &Case<'_>, dial: &Dial) -> bool {
    let limit = mail_limit(case, dial);
    let well = !case.faulty(Service::Mail, dial.mark.at, Some(limit)) && !case.was_stopped_by(dial.mark.number, limit);
    dial.facts.mailbox == Mailbox::Enabled && well
}

/// Whether the mails of a dial go the ordinary way: they can be sent, and there is a template or what stands in for it.
/// Else another row judges them.
pub(super) fn goes_out(case: &Case<'_>, dial: &Dial) -> bool {
    is_rendered(case, dial) && mail_works(case, dial)
}

/// Whether there is a template for a dial or what stands in for it.
pub(super) fn is_rendered(case: &Case<'_>, dial: &Dial) -> bool {
    match Template::at(case, &dial.tenant.template, dial.mark) {
        Template::Shipped | Template::Text(_) => true,
        Template::Broken | Template::Unclear => case.ics.declares("template-fallback"),
    }
}

/// Whether a service that a dial asks first is at fault: then the time of its mail is that of ORD-05.
fn waits(case: &Case<'_>, dial: &Dial) -> bool {
    let limit = Some(mail_limit(case, dial));
    let first = [Service::Location, Service::NumberPool, Service::Presence];
    first.into_iter().any(|service| case.faulty(service, dial.mark.at, limit))
}

/// When each recipient's mail server took a notification of a dial, by message.
fn taken(case: &Case<'_>, dial: &Dial) -> BTreeMap<String, BTreeMap<MessageName, Mark>> {
    let mut taken: BTreeMap<String, BTreeMap<MessageName, Mark>> = BTreeMap::new();
    for mail in dial_mails(case, dial) {
        let named = |address: &Address| mail.recipients.contains(address);
        for (mark, address, delivery) in mail.outcomes.iter().filter(|(_, address, _)| named(address)) {
            if *delivery == Delivery::Accepted {
                let messages = taken.entry(address.as_str().to_lowercase()).or_default();
                messages.entry(mail.message.clone()).or_insert(*mark);
            }
        }
    }
    taken
}

/// Each recipient is reached by exactly one notification, in time.
pub(super) fn all_reached(case: &Case<'_>, dial: &Dial, recipients: &BTreeSet<String>) -> Judging {
    case.need(BorderName::Mail)?;
    let taken = taken(case, dial);
    let parts = recipients.iter().map(|recipient| Ok(reached(case, dial, recipient, taken.get(recipient))));
    Ok(Finding::all(parts))
}

/// Exactly one notification reached a recipient in time.
fn reached(case: &Case<'_>, dial: &Dial, recipient: &str, messages: Option<&BTreeMap<MessageName, Mark>>) -> Finding {
    let (limit, waits) = (mail_limit(case, dial), waits(case, dial));
    let expected = format!("one dial mail reaches {recipient} by {limit}, for {}", dial_text(dial));
    let marks: Vec<Mark> = messages.into_iter().flat_map(BTreeMap::values).copied().collect();
    match (marks.iter().min(), marks.iter().max()) {
        (Some(first), Some(last)) if marks.len() > 1 => {
            fail(last.number, expected, format!("a second one at {}, after one at {}", last.at, first.at))
        }
        (Some(first), _) if first.at <= limit || waits => pass(first.number, expected, format!("one at {}", first.at)),
        (Some(first), _) => fail(first.number, expected, format!("one at {}", first.at)),
        (None, _) => match undecided_mail(case, dial) {
            Some(mail) => unclear(mail.mark.number, expected, "a mail of which it can't be told what it is about"),
            None if waits => unclear(dial.mark.number, expected, "a service that the dial asks first is at fault"),
            None if case.end() >= limit => fail(dial.mark.number, expected, "no dial mail"),
            None => unclear(dial.mark.number, expected, "the run ended"),
        },
    }
}

/// No notification names or reaches anybody but these recipients.
pub(super) fn nobody_else(case: &Case<'_>, dial: &Dial, recipients: &BTreeSet<String>) -> Judging {
    case.need(BorderName::Mail)?;
    let expected = format!("{} gets a mail of {}", nobody_but(recipients), dial_text(dial));
    let other = |address: &&Address| !recipients.contains(&address.as_str().to_lowercase());
    for mail in dial_mails(case, dial) {
        let reached = mail.outcomes.iter().map(|(_, address, _)| address);
        if let Some(address) = mail.recipients.iter().chain(reached).find(other) {
            return Ok(fail(mail.mark.number, expected, format!("one to {address} at {}", mail.mark.at)));
        }
        if let Some(address) = mail.named.iter().find(other) {
            return Ok(fail(mail.mark.number, expected, format!("one that names {address} at {}", mail.mark.at)));
        }
    }
    Ok(so_far(case, dial, expected))
}

/// Nobody but some recipients, in words.
fn nobody_but(recipients: &BTreeSet<String>) -> String {
    match recipients.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => "nobody".to_owned(),
        some => format!("nobody but {}", some.join(", ")),
    }
}

/// A pass that rests on no further mail, once the time for it is over and every mail can be told apart.
pub(super) fn so_far(case: &Case<'_>, dial: &Dial, expected: String) -> Finding {
    match undecided_mail(case, dial) {
        Some(mail) => unclear(mail.mark.number, expected, "a mail of which it can't be told what it is about"),
        None if case.end() < mail_limit(case, dial) => unclear(dial.mark.number, expected, "the run ended"),
        None => pass(dial.mark.number, expected, "so it was"),
    }
}

/// These recipients are told, each once, and nobody else is.
pub(super) fn exactly(case: &Case<'_>, dial: &Dial, recipients: &BTreeSet<String>) -> Finding {
    Finding::all([all_reached(case, dial, recipients), nobody_else(case, dial, recipients)])
}

/// What each notification of a dial shows; unclear where there is none although somebody is to be told.
pub(super) fn each_mail(case: &Case<'_>, dial: &Dial, judge: impl Fn(&MailSeen) -> Finding) -> Judging {
    case.need(BorderName::Mail)?;
    let parts: Vec<Judging> = dial_mails(case, dial).map(|mail| Ok(judge(mail))).collect();
    let missing = parts.is_empty() && told(case, dial).is_some_and(|told| !told.is_empty());
    if missing {
        return Ok(unclear(dial.mark.number, format!("a mail of {}", dial_text(dial)), "none was seen"));
    }
    Ok(Finding::all(parts))
}

/// A pass or a fail that a mail shows.
pub(super) fn shows(mail: &MailSeen, right: bool, expected: String, actual: &str) -> Finding {
    let record = mail.mark.number;
    if right { pass(record, expected, "so it does") } else { fail(record, expected, actual) }
}

pub(super) fn notified(case: &Case<'_>, dial: &Dial) -> Judging {
    let told = told(case, dial).filter(|told| !told.is_empty() && case.handled(dial) && goes_out(case, dial));
    let Some(told) = told else { return Ok(Finding::NOT_TRIGGERED) };
    all_reached(case, dial, &told)
}
