//! Wrong decisions about what a notification says.

use spec911::notice::Field;
use spec911::reference::{Contacts, NoticeFacts, Policy, ReadAt, TemplateKept};

const SPEC: Policy = Policy::SPEC;

pub(super) const WRONG: &[(&str, &str, Policy)] = &[
    (
        "The text is built in, whatever the template says",
        "NTF-05",
        Policy { template: |_, _| TemplateKept::Shipped, ..SPEC },
    ),
    (
        "The template is read once, when the service starts",
        "NTF-05",
        Policy { template: |tenant, _| tenant.template.clone(), ..SPEC },
    ),
    ("The template is read when the mail is sent", "NTF-05", Policy { template_read: || ReadAt::Send, ..SPEC }),
    ("The mail leaves out until when the number is valid", "NTF-06", Policy { merged: without_expiry, ..SPEC }),
    ("The mail states the agent's own number to call back", "NTF-06", Policy { merged: agent_for_number, ..SPEC }),
    ("The mail leaves out where the agent is", "NTF-06", Policy { merged: without_location, ..SPEC }),
    ("A display name comes into the mail as it is written", "NTF-13", Policy { safe: str::to_owned, ..SPEC }),
    ("A line end inside an entry begins another one", "NTF-13", Policy { read_contacts: line_by_line, ..SPEC }),
    ("Times are written without their offset", "NTF-15", Policy { merged: without_offset, ..SPEC }),
    ("The offset of the winter is written all year round", "NTF-15", Policy { merged: always_winter, ..SPEC }),
    ("A template that can't be rendered ends the notification", "NTF-17", Policy { stand_in: || None, ..SPEC }),
    (
        "An empty mail stands in for a template that can't be rendered",
        "NTF-17",
        Policy { stand_in: || Some(""), ..SPEC },
    ),
];

fn without_expiry(facts: &NoticeFacts<'_>, field: Field) -> String {
    if field == Field::CallbackExpiry { String::new() } else { (SPEC.merged)(facts, field) }
}

fn without_location(facts: &NoticeFacts<'_>, field: Field) -> String {
    if field == Field::Location { String::new() } else { (SPEC.merged)(facts, field) }
}

fn agent_for_number(facts: &NoticeFacts<'_>, field: Field) -> String {
    if field == Field::CallbackNumber { facts.agent.to_string() } else { (SPEC.merged)(facts, field) }
}

fn without_offset(facts: &NoticeFacts<'_>, field: Field) -> String {
    let bare = |at: chrono::DateTime<chrono::FixedOffset>| at.format("%Y-%m-%d %H:%M:%S").to_string();
    match field {
        Field::Time => bare(facts.time),
        Field::CallbackExpiry => facts.expiry.map(bare).unwrap_or_default(),
        other => (SPEC.merged)(facts, other),
    }
}

fn always_winter(facts: &NoticeFacts<'_>, field: Field) -> String {
    let bare = |at: chrono::DateTime<chrono::FixedOffset>| at.format("%Y-%m-%dT%H:%M:%S-05:00").to_string();
    match field {
        Field::Time => bare(facts.time),
        Field::CallbackExpiry => facts.expiry.map(bare).unwrap_or_default(),
        other => (SPEC.merged)(facts, other),
    }
}

fn line_by_line(list: &str) -> Contacts {
    let mut contacts = (SPEC.read_contacts)(list);
    let lines = list.split([';', '\r', '\n']).flat_map(|line| (SPEC.read_contacts)(line).addresses);
    contacts.addresses.extend(lines);
    contacts.addresses.sort();
    contacts.addresses.dedup();
    contacts
}
