//! The emergency contacts that count for a dial: lists as they were saved, and who is to be told by them.

use std::collections::BTreeSet;

use crate::domain::{AgentName, MailKind};
use crate::requirement::Tolerance;
use crate::stimulus::Stimulus;

use super::absence::mails;
use super::case::Case;
use super::story::{AgentStory, Story};
use super::thread::{Dial, Mark, Saving};

/// Whether a text is a plain mail address.
///
/// Source: RFC 5322 section 3.4.1, `addr-spec` with dot-atoms only.
pub(super) fn is_plain_address(text: &str) -> bool {
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

/// The entries of a list: what stands between semicolons, blanks around it and empty ones left out.
pub(super) fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(';').map(str::trim).filter(|entry| !entry.is_empty())
}

/// The recipients of a list in lower case: its entries that are plain addresses.
pub(super) fn recipients(list: &str) -> BTreeSet<String> {
    entries(list).filter(|entry| is_plain_address(entry)).map(str::to_lowercase).collect()
}

/// Whether a list holds an entry that is no plain address.
pub(super) fn has_invalid(list: &str) -> bool {
    entries(list).any(|entry| !is_plain_address(entry))
}

/// The list that an administrator saves.
pub(super) fn saved_list(saving: &Saving) -> Option<&str> {
    if let Stimulus::SavesContacts { list, .. } = &saving.stimulus { Some(list.as_str()) } else { None }
}

/// The lists that administrators saved for an agent before a record, the latest first.
pub(super) fn saved_before<'c>(
    story: &'c Story,
    agent: &AgentName,
    number: u32,
) -> impl Iterator<Item = (&'c Saving, &'c str)> {
    let lists = story.agents.get(agent).map_or(&[][..], |story| &story.lists);
    let end = lists.partition_point(|place| story.savings[*place].mark.number < number);
    let savings = lists[..end].iter().rev().map(|place| &story.savings[*place]);
    savings.filter_map(|saving| Some((saving, saved_list(saving)?)))
}

/// The list that counts at a record. Where a list with an invalid entry is refused, the one before it stands. None
/// while it can't be told: a list was saved within the sync time, or the scenario begins with one that can't be saved.
pub(super) fn list_at<'c>(case: &Case<'c>, agent: &AgentName, at: Mark, refuses_invalid: bool) -> Option<&'c str> {
    let counts = |list: &str| !refuses_invalid || !has_invalid(list);
    match saved_before(case.story, agent, at.number).find(|(_, list)| counts(list)) {
        Some((saving, list)) => {
            let settled = saving.mark.at + case.tolerance(Tolerance::ConfigurationSync) <= at.at;
            settled.then_some(list)
        }
        None => {
            let initial = case.story.agents.get(agent).map_or("", |story: &AgentStory| &story.contacts);
            counts(initial).then_some(initial)
        }
    }
}

/// Whether a list with an invalid entry is refused when it is saved, as the statement reads it.
pub(super) fn refuses_invalid(case: &Case<'_>) -> bool {
    case.reading("NTF-04") == "reject-at-save"
}

/// The list that counts at a dial, as it is read.
pub(super) fn list_at_dial<'c>(case: &Case<'c>, dial: &Dial) -> Option<&'c str> {
    list_at(case, &dial.agent, dial.mark, refuses_invalid(case))
}

/// The list that counts when the first mail of a dial is sent; that at the dial where none is.
pub(super) fn list_at_send<'c>(case: &Case<'c>, dial: &Dial) -> Option<&'c str> {
    let first = mails(case, dial).filter(|mail| mail.kind == MailKind::Dial).map(|mail| mail.mark).min();
    list_at(case, &dial.agent, first.unwrap_or(dial.mark), refuses_invalid(case))
}

/// The list that counts for a dial, as the statement reads it.
pub(super) fn list_of<'c>(case: &Case<'c>, dial: &Dial) -> Option<&'c str> {
    if case.reading("NTF-12") == "at-send" { list_at_send(case, dial) } else { list_at_dial(case, dial) }
}

/// Who is told of a dial.
pub(super) fn told(case: &Case<'_>, dial: &Dial) -> Option<BTreeSet<String>> {
    list_of(case, dial).map(recipients)
}

/// Who was a contact of an agent at the dial.
pub(super) fn told_at_dial(case: &Case<'_>, dial: &Dial) -> Option<BTreeSet<String>> {
    list_at_dial(case, dial).map(recipients)
}
