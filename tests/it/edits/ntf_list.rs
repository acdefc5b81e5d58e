//! Wrong decisions about who is told of a dial.

use std::collections::BTreeSet;

use spec911::border::{Editor, Setting};
use spec911::domain::{Address, AgentName, Reason};
use spec911::reference::{CallMoment, Contacts, Policy, Settings, Tenant};

const SPEC: Policy = Policy::SPEC;

pub(super) const WRONG: &[(&str, &str, Policy)] = &[
    (
        "The mail is sent when the emergency service answers",
        "NTF-01",
        Policy { mail_from: || CallMoment::Answer, ..SPEC },
    ),
    (
        "Of several contacts in one mail domain only the first is told",
        "NTF-01",
        Policy { recipients: one_a_domain, ..SPEC },
    ),
    ("Without contacts the mail goes to a default mailbox", "NTF-02", Policy { recipients: or_default, ..SPEC }),
    (
        "An agent without contacts can't dial an emergency number",
        "NTF-02",
        Policy { contacts_missing: refused_without_contacts, ..SPEC },
    ),
    ("The list is split at commas", "NTF-03", Policy { read_contacts: split_at_commas, ..SPEC }),
    ("Blanks around an address are part of it", "NTF-03", Policy { read_contacts: not_trimmed, ..SPEC }),
    ("The list ends at its first empty entry", "NTF-03", Policy { read_contacts: until_empty, ..SPEC }),
    ("One invalid entry makes the whole list invalid", "NTF-04", Policy { read_contacts: all_or_none, ..SPEC }),
    ("Reading stops at the first invalid entry", "NTF-04", Policy { read_contacts: until_invalid, ..SPEC }),
    ("The list is read once, when the service starts", "NTF-12", Policy { contacts_of: as_set_up, ..SPEC }),
    ("What is edited counts before it is saved", "NTF-12", Policy { contacts_of: as_edited, ..SPEC }),
    ("The contacts of all agents are told of every dial", "NTF-16", Policy { contacts_of: of_everybody, ..SPEC }),
    ("One list serves the whole tenant", "NTF-16", Policy { contacts_of: of_the_first, ..SPEC }),
    ("An address in another case is another address", "NTF-18", Policy { read_contacts: by_letter, ..SPEC }),
    (
        "An entry is split at commas, blanks and brackets without a word",
        "NTF-18",
        Policy { read_contacts: taken_apart, ..SPEC },
    ),
    ("The agent's own rights suffice to change the contacts", "NTF-19", Policy { may_save: anybody, ..SPEC }),
    ("Nobody but the service itself changes contacts", "NTF-19", Policy { may_save: nobody, ..SPEC }),
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

fn of_everybody(_: &Tenant, settings: &Settings, _: &AgentName) -> String {
    settings.agents.values().map(|agent| agent.contacts.as_str()).collect::<Vec<_>>().join(";")
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
