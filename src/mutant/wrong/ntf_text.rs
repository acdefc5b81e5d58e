//! Wrong about what a mail says.

use crate::border::{Effect, Mail, Request};
use crate::mutant::wrapper::Altered;
use crate::notice::Field;
use crate::reference::{Contacts, NoticeFacts, Policy, ReadAt, TemplateKept};

use super::{Mutant, wrapped, wrong};

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
    wrong!("expiry-of-the-call", "NTF-06", "The number is said to be valid until the call was made: the wrong time is merged.",
        merged: call_for_expiry),
    wrong!("agent-in-place-of-number", "NTF-06", "The mail states the agent where the number to call back belongs.",
        merged: agent_for_number),
    wrong!("mail-without-whereabouts", "NTF-06", "The mail does not say where the agent is.", merged: without_location),
    wrong!("values-merged-unchecked", "NTF-13", "A value comes into the mail as it is written, line ends included.",
        safe: str::to_owned),
    wrong!("line-end-adds-recipient", "NTF-13", "A line end inside an entry begins another recipient.",
        read_contacts: line_by_line),
    wrapped!("blind-copies-shown", "NTF-13", "A header of the mail shows to all who gets a blind copy.", |inner| {
        Altered::effects(inner, |effects| each_mail(effects, blind_copies_shown))
    }),
    wrapped!(
        "page-not-escaped",
        "NTF-13",
        "A value stands in the HTML part as the markup that it looks like.",
        |inner| Altered::effects(inner, |effects| each_mail(effects, not_escaped))
    ),
    wrapped!("page-disagrees", "NTF-06", "The HTML part states other numbers and times than the text.", |inner| {
        Altered::effects(inner, |effects| each_mail(effects, other_digits))
    }),
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

fn call_for_expiry(facts: &NoticeFacts<'_>, field: Field) -> String {
    let merged = match field {
        Field::CallbackExpiry => Field::Time,
        Field::CallbackExpiryUtc => Field::TimeUtc,
        other => other,
    };
    (SPEC.merged)(facts, merged)
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

fn each_mail(mut effects: Vec<Effect>, change: fn(&mut Mail)) -> Vec<Effect> {
    for effect in &mut effects {
        if let Effect::Request { request: Request::SubmitMail { mail }, .. } = effect {
            change(mail);
        }
    }
    effects
}

fn blind_copies_shown(mail: &mut Mail) {
    let all: Vec<&str> = mail.recipients.iter().map(|address| address.as_str()).collect();
    mail.headers.insert("Bcc".to_owned(), all.join(", "));
    mail.named.clear();
}

fn not_escaped(mail: &mut Mail) {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x2f;", "/"), ("&amp;", "&")];
    mail.html = signs.iter().fold(mail.html.clone(), |html, (escaped, sign)| html.replace(escaped, sign));
}

fn other_digits(mail: &mut Mail) {
    let next = |c: char| c.to_digit(10).and_then(|digit| char::from_digit((digit + 1) % 10, 10)).unwrap_or(c);
    mail.html = mail.html.chars().map(next).collect();
}

fn line_by_line(list: &str) -> Contacts {
    let mut contacts = (SPEC.read_contacts)(list);
    let lines = list.split([';', '\r', '\n']).flat_map(|line| (SPEC.read_contacts)(line).addresses);
    contacts.addresses.extend(lines);
    contacts.addresses.sort();
    contacts.addresses.dedup();
    contacts
}
