//! NTF: notification e-mail.

use std::collections::{BTreeMap, BTreeSet};

use crate::border::MessageName;
use crate::domain::{Address, Delivery, MailKind, Mailbox, Service};
use crate::requirement::{BorderName, Tolerance};

use super::absence::{mails, undecided_mail};
use super::case::Case;
use super::check::dial_text;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::rule::{Look, Rule};
use super::thread::{Dial, Mark};

pub(super) const RULES: &[Rule] = &[Rule { row: "NTF-01", look: Look::Dial(notified) }];

/// Whether a text is a plain mail address.
///
/// Source: RFC 5322 section 3.4.1, `addr-spec` with dot-atoms only.
fn is_plain_address(text: &str) -> bool {
    let atom = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        !part.is_empty() && part.chars().all(plain)
    };
    let label = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !part.is_empty() && part.chars().all(plain) && !part.starts_with('-') && !part.ends_with('-')
    };
    text.split_once('@').is_some_and(|(local, domain)| local.split('.').all(atom) && domain.split('.').all(label))
}

/// The recipients of a list in lower case: split at semicolons, blanks and what is no plain address left out.
pub(super) fn recipients(list: &str) -> BTreeSet<String> {
    let tokens = list.split(';').map(str::trim);
    tokens.filter(|token| is_plain_address(token)).map(str::to_lowercase).collect()
}

/// Whether a list holds a token that is neither blank nor a plain address.
pub(super) fn has_invalid(list: &str) -> bool {
    list.split(';').map(str::trim).any(|token| !token.is_empty() && !is_plain_address(token))
}

/// Whether another row judges the mails of a dial: the list is not in force yet or was not saved, the mailbox is
/// disabled, the mail server at fault, or the template broken.
fn is_special(case: &Case<'_>, dial: &Dial) -> bool {
    let limit = dial.mark.at + case.tolerance(Tolerance::Mail);
    let kept = case.reading("NTF-04") == "reject-at-save" && has_invalid(&dial.facts.contacts);
    let broken = dial.tenant.template_broken && !case.ics.declares("template-fallback");
    let disabled = dial.facts.mailbox == Mailbox::Disabled;
    let syncing = dial.facts.saved.is_some_and(|saved| case.is_syncing(dial, saved));
    disabled || kept || broken || syncing || case.faulty(Service::Mail, dial.mark.at, Some(limit))
}

/// When each recipient's mail server took a dial mail, by message.
fn taken(case: &Case<'_>, dial: &Dial) -> BTreeMap<String, BTreeMap<MessageName, Mark>> {
    let mut taken: BTreeMap<String, BTreeMap<MessageName, Mark>> = BTreeMap::new();
    for mail in mails(case, dial).filter(|mail| mail.kind == MailKind::Dial) {
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

fn notified(case: &Case<'_>, dial: &Dial) -> Judging {
    let recipients = recipients(&dial.facts.contacts);
    if !case.handled(dial) || recipients.is_empty() || is_special(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    let taken = taken(case, dial);
    let parts = recipients.iter().map(|recipient| Ok(reached(case, dial, recipient, taken.get(recipient))));
    Ok(Finding::all(parts))
}

/// Exactly one dial mail reached a recipient in time.
fn reached(case: &Case<'_>, dial: &Dial, recipient: &str, messages: Option<&BTreeMap<MessageName, Mark>>) -> Finding {
    let limit = dial.mark.at + case.tolerance(Tolerance::Mail);
    let expected = format!("one dial mail reaches {recipient} by {limit}, for {}", dial_text(dial));
    let marks: Vec<Mark> = messages.into_iter().flat_map(BTreeMap::values).copied().collect();
    match (marks.iter().min(), marks.iter().max()) {
        (Some(first), Some(last)) if marks.len() > 1 => {
            fail(last.number, expected, format!("a second one at {}, after one at {}", last.at, first.at))
        }
        (Some(first), _) if first.at <= limit => pass(first.number, expected, format!("one at {}", first.at)),
        (Some(first), _) => fail(first.number, expected, format!("one at {}", first.at)),
        (None, _) => match undecided_mail(case, dial) {
            Some(mail) => unclear(mail.mark.number, expected, "a mail of which it can't be told what it is about"),
            None if case.end() >= limit => fail(dial.mark.number, expected, "no dial mail"),
            None => unclear(dial.mark.number, expected, "the run ended"),
        },
    }
}
