//! The emergency contacts that count for a dial: lists as they were saved, and who is to be told by them.

use std::collections::{BTreeMap, BTreeSet};

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

/// Whether an entry is an address to some and none to others: quoted, with an address literal, in another script, or in a
/// domain that no registry has.
fn is_doubtful(entry: &str) -> bool {
    let whole = !entry.chars().any(|c| c.is_whitespace() || c.is_control() || ",<>()".contains(c));
    let Some((local, domain)) = entry.rsplit_once('@').filter(|_| whole) else { return false };
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let literal = domain.starts_with('[') && domain.ends_with(']');
    quoted || literal || !entry.is_ascii() || (is_plain_address(entry) && !domain.contains('.'))
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
/// while it can't be told: a list was saved within the sync time, the scenario begins with one that can't be saved, or an
/// entry is doubtful.
pub(super) fn list_at<'c>(case: &Case<'c>, agent: &AgentName, at: Mark, refuses_invalid: bool) -> Option<&'c str> {
    let counts = |list: &str| !refuses_invalid || !has_invalid(list);
    let list = match saved_before(case.story, agent, at.number).find(|(_, list)| counts(list)) {
        Some((saving, list)) => {
            let settled = saving.mark.at + case.tolerance(Tolerance::ConfigurationSync) <= at.at;
            settled.then_some(list)
        }
        None => {
            let initial = case.story.agents.get(agent).map_or("", |story: &AgentStory| &story.contacts);
            counts(initial).then_some(initial)
        }
    };
    list.filter(|list| !entries(list).any(is_doubtful))
}

/// Whether a list with an invalid entry is refused when it is saved, as the statement reads it.
pub(super) fn refuses_invalid(case: &Case<'_>) -> bool {
    case.reading("NTF-04") == "reject-at-save"
}

/// The list that counts at a dial, as it is read.
pub(super) fn list_at_dial<'c>(case: &Case<'c>, dial: &Dial) -> Option<&'c str> {
    list_at(case, &dial.agent, dial.mark, refuses_invalid(case))
}

/// The record at which the list of a dial is read, as the statement reads it: the dial, or the first mail of it.
pub(super) fn read_at(case: &Case<'_>, dial: &Dial) -> Mark {
    if case.reading("NTF-12") == "at-send" { sent(case, dial) } else { dial.mark }
}

/// The record of the first mail of a dial; the dial where there is none.
pub(super) fn sent(case: &Case<'_>, dial: &Dial) -> Mark {
    let mails = mails(case, dial).filter(|mail| mail.kind == MailKind::Dial);
    mails.map(|mail| mail.mark).min().unwrap_or(dial.mark)
}

/// The list that counts for a dial, as the statement reads it.
pub(super) fn list_of<'c>(case: &Case<'c>, dial: &Dial) -> Option<&'c str> {
    list_at(case, &dial.agent, read_at(case, dial), refuses_invalid(case))
}

/// Who is told of a dial.
pub(super) fn told(case: &Case<'_>, dial: &Dial) -> Option<BTreeSet<String>> {
    list_of(case, dial).map(recipients)
}

/// Who was a contact of an agent at the dial.
pub(super) fn told_at_dial(case: &Case<'_>, dial: &Dial) -> Option<BTreeSet<String>> {
    list_at_dial(case, dial).map(recipients)
}

/// Whose contact each address is at some time of a run.
#[derive(Debug, Default)]
pub(super) struct Owners {
    by_address: BTreeMap<String, BTreeSet<AgentName>>,
    of_agent: BTreeMap<AgentName, usize>,
}

impl Owners {
    /// The owners of all lists that were in force or saved.
    pub(super) fn of(story: &Story) -> Self {
        let mut owners = Owners::default();
        for (agent, seen) in &story.agents {
            let saved = seen.lists.iter().filter_map(|place| saved_list(&story.savings[*place]));
            let all: BTreeSet<String> = saved.chain([seen.contacts.as_str()]).flat_map(recipients).collect();
            owners.of_agent.insert(agent.clone(), all.len());
            for address in all {
                owners.by_address.entry(address).or_default().insert(agent.clone());
            }
        }
        owners
    }

    /// Whether some address is a contact of other agents and never of this one.
    pub(super) fn has_others(&self, agent: &AgentName) -> bool {
        self.by_address.len() > self.of_agent.get(agent).copied().unwrap_or_default()
    }

    /// Another agent whose contact an address is, where it never is one of this agent.
    pub(super) fn stranger(&self, agent: &AgentName, address: &str) -> Option<&AgentName> {
        let owners = self.by_address.get(&address.to_lowercase())?;
        owners.first().filter(|_| !owners.contains(agent))
    }
}
