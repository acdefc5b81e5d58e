//! Wrong about what a mail says.

use crate::notice::Field;
use crate::reference::{Contacts, NoticeFacts, Policy, ReadAt, TemplateKept};

use super::{Mutant, wrong};

const SPEC: Policy = Policy::SPEC;

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("template-ignored", "NTF-05", "The text is built in, whatever the template says.",
        template: |_, _| TemplateKept::Shipped),
    wrong!("template-read-at-start", "NTF-05", "The template is read once, when the service starts.",
        template: |tenant, _| tenant.template.clone()),
    wrong!("template-read-at-send", "NTF-05", "The template is read when the mail is sent, not at the dial.",
        template_read: || ReadAt::Send),
    wrong!("mail-without-expiry", "NTF-06", "The mail does not say until when the number is valid.",
        merged: without_expiry),
    wrong!("agent-in-place-of-number", "NTF-06", "The mail states the agent where the number to call back belongs.",
        merged: agent_for_number),
    wrong!("mail-without-whereabouts", "NTF-06", "The mail does not say where the agent is.", merged: without_location),
    wrong!("values-merged-unchecked", "NTF-13", "A value comes into the mail as it is written, line ends included.",
        safe: str::to_owned),
    wrong!("line-end-adds-recipient", "NTF-13", "A line end inside an entry begins another recipient.",
        read_contacts: line_by_line),
    wrong!("times-without-offset", "NTF-15", "Times are written without their offset.", merged: without_offset),
    wrong!("winter-offset-all-year", "NTF-15", "The offset of the winter is written all year round.",
        merged: always_winter),
    wrong!("broken-template-no-mail", "NTF-17", "A template that can't be rendered ends the notification.",
        stand_in: |_| None),
    wrong!("broken-template-empty-mail", "NTF-17", "An empty mail stands in for a template that can't be rendered.",
        stand_in: |_| Some(String::new())),
];

fn without_expiry(facts: &NoticeFacts<'_>, field: Field) -> String {
    if matches!(field, Field::CallbackExpiry | Field::CallbackExpiryUtc) {
        String::new()
    } else {
        (SPEC.merged)(facts, field)
    }
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
