//! Wrong about who is told.

use std::collections::BTreeSet;

use crate::border::{Editor, Setting};
use crate::domain::{Address, AgentName, Reason};
use crate::mutant::wrapper::{MailsTwice, Meddled};
use crate::reference::{CallMoment, Contacts, Policy, ReadAt, Settings, Tenant};

use super::{Mutant, wrapped, wrong};

const SPEC: Policy = Policy::SPEC;

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("mail-on-answer", "NTF-01", "The mail is sent when the emergency service answers.",
        mail_from: || CallMoment::Answer),
    wrapped!("mail-twice", "NTF-01", "The mail is sent twice.", |inner| Meddled::boxed(inner, MailsTwice {})),
    wrong!("last-recipient-missed", "NTF-01", "The last of the contacts is left out.",
        recipients: |contacts| contacts.iter().take(contacts.len().saturating_sub(1)).cloned().collect()),
    wrong!("one-contact-a-domain", "NTF-01", "Of several contacts in one mail domain only the first is told.",
        recipients: one_a_domain),
    wrong!("names-who-gets-nothing", "NTF-03", "The mail names one as a recipient who is none and gets nothing.",
        named: or_default_too),
    wrong!("default-recipient", "NTF-02", "Without contacts the mail goes to a default mailbox.",
        recipients: or_default),
    wrong!("no-contacts-no-dial", "NTF-02", "An agent without contacts can't dial an emergency number.",
        contacts_missing: refused_without_contacts),
    wrong!("split-at-commas", "NTF-03", "The list is split at commas, not at semicolons.",
        read_contacts: split_at_commas),
    wrong!("blanks-kept-in-addresses", "NTF-03", "Blanks around an address are part of it.",
        read_contacts: not_trimmed),
    wrong!("list-ends-at-blank", "NTF-03", "The list ends at its first empty entry.", read_contacts: until_empty),
    wrong!("invalid-entry-drops-list", "NTF-04", "One invalid entry makes the whole list invalid.",
        read_contacts: all_or_none),
    wrong!("invalid-list-refused", "NTF-04", "A list with an invalid entry is not saved, and nothing declares so.",
        contacts_refused: |contacts| (!contacts.invalid.is_empty()).then_some(Reason::InvalidContacts)),
    wrong!("list-ends-at-invalid", "NTF-04", "The list ends at its first invalid entry.", read_contacts: until_invalid),
    wrong!("contacts-read-at-start", "NTF-12", "The contacts are read once, when the service starts.",
        contacts_of: as_set_up),
    wrong!("contacts-read-at-send", "NTF-12", "The contacts are read when the mail is sent, not at the dial.",
        contacts_read: || ReadAt::Send),
    wrong!("draft-contacts-count", "NTF-12", "Contacts that are edited count before they are saved.",
        contacts_of: as_edited),
    wrong!("contacts-of-neighbour", "NTF-16",
        "The search for an agent's contacts takes the agent before in the directory too.",
        contacts_of: with_neighbour),
    wrong!("one-list-for-tenant", "NTF-16", "One list serves the whole tenant.", contacts_of: of_the_first),
    wrong!("case-makes-two-addresses", "NTF-18", "An address that is written in another case is another address.",
        read_contacts: by_letter),
    wrong!("entries-taken-apart", "NTF-18", "An entry is taken apart at commas, blanks and brackets without a warning.",
        read_contacts: taken_apart),
    wrong!("agent-edits-contacts", "NTF-19", "The agent's own rights suffice to change the contacts.",
        may_save: anybody),
    wrong!("contacts-read-only", "NTF-19", "Nobody can change the contacts, not even an administrator.",
        may_save: nobody),
];

fn one_a_domain(contacts: &[Address]) -> Vec<Address> {
    let mut domains = BTreeSet::new();
    let domain = |address: &Address| address.as_str().split('@').next_back().map(str::to_lowercase);
    contacts.iter().filter(|address| domains.insert(domain(address))).cloned().collect()
}

fn or_default(contacts: &[Address]) -> Vec<Address> {
    match contacts {
        [] => "security@contact-centre.example".parse().into_iter().collect(),
        some => some.to_vec(),
    }
}

fn or_default_too(recipients: &[Address]) -> Vec<Address> {
    recipients.iter().cloned().chain(or_default(&[])).collect()
}

fn refused_without_contacts(contacts: &[Address]) -> Option<Reason> {
    contacts.is_empty().then_some(Reason::NotReachable)
}

/// Reads each part of a list by the rules of the reference.
fn each<'p>(parts: impl Iterator<Item = &'p str>) -> Contacts {
    let mut contacts = Contacts::default();
    for part in parts {
        let Contacts { addresses, invalid } = (SPEC.read_contacts)(part);
        contacts.addresses.extend(addresses);
        contacts.invalid.extend(invalid);
    }
    contacts
}

fn split_at_commas(list: &str) -> Contacts {
    let invalid = |part: &&str| !part.contains(';');
    each(list.split(',').filter(invalid))
}

fn not_trimmed(list: &str) -> Contacts {
    let (plain, other): (Vec<&str>, Vec<&str>) = list.split(';').partition(|entry| entry.trim() == *entry);
    let mut contacts = each(plain.into_iter());
    contacts.invalid.extend(other.into_iter().map(str::to_owned));
    contacts
}

fn until_empty(list: &str) -> Contacts {
    each(list.split(';').take_while(|entry| !entry.trim().is_empty()))
}

fn all_or_none(list: &str) -> Contacts {
    let mut contacts = (SPEC.read_contacts)(list);
    if !contacts.invalid.is_empty() {
        contacts.addresses.clear();
    }
    contacts
}

fn until_invalid(list: &str) -> Contacts {
    let valid = |entry: &&str| (SPEC.read_contacts)(entry).invalid.is_empty();
    let mut contacts = each(list.split(';').take_while(valid));
    contacts.invalid = (SPEC.read_contacts)(list).invalid;
    contacts
}

fn as_set_up(tenant: &Tenant, _: &Settings, agent: &AgentName) -> String {
    tenant.agents.get(agent).map(|agent| agent.contacts.clone()).unwrap_or_default()
}

fn as_edited(tenant: &Tenant, settings: &Settings, agent: &AgentName) -> String {
    let draft = settings.agents.get(agent).and_then(|settings| settings.draft.clone());
    draft.unwrap_or_else(|| (SPEC.contacts_of)(tenant, settings, agent))
}

fn with_neighbour(_: &Tenant, settings: &Settings, agent: &AgentName) -> String {
    let up_to = settings.agents.range(..=agent.clone()).rev().take(2);
    up_to.map(|(_, agent)| agent.contacts.as_str()).collect::<Vec<_>>().join(";")
}

fn of_the_first(_: &Tenant, settings: &Settings, _: &AgentName) -> String {
    settings.agents.values().map(|agent| agent.contacts.clone()).find(|list| !list.is_empty()).unwrap_or_default()
}

fn by_letter(list: &str) -> Contacts {
    each(list.split(';').map(str::trim).collect::<BTreeSet<_>>().into_iter())
}

fn taken_apart(list: &str) -> Contacts {
    let between = |c: char| c.is_whitespace() || ";,<>\"".contains(c);
    let mut contacts = each(list.split(between));
    contacts.addresses.sort();
    contacts.addresses.dedup();
    contacts.invalid.clear();
    contacts
}

fn anybody(_: &Editor, _: &Setting) -> Option<Reason> {
    None
}

fn nobody(_: &Editor, setting: &Setting) -> Option<Reason> {
    matches!(setting, Setting::Contacts { .. }).then_some(Reason::NotPermitted)
}
