//! Cells of the rows about who is told of a dial and what the mail says, and claims about single mails: traces of the
//! reference, right and wrong.

use spec911::deployment::Borders;
use spec911::notice::Field;
use spec911::observation::{Seen, Trace};
use spec911::reference::{Contacts, NoticeFacts, Policy, TemplateKept};
use spec911::requirement::{BorderName, Ics, Verdict};

use super::cells::{Cell, finding, verdict};
use super::edit::changed;
use super::wrong::SCENARIOS;
use crate::suite::run_with;

const SPEC: Policy = Policy::SPEC;

/// What the first scenario whose name begins so leaves behind under a policy.
fn trace(begin: &str, policy: Policy) -> Trace {
    let found = SCENARIOS.iter().find(|one| one.name.starts_with(begin)).unwrap_or_else(|| panic!("no `{begin}`"));
    run_with(found, policy, Ics::reference(), Borders::Complete).trace
}

fn cell(row: &'static str, begin: &str, wrong: Policy, needs: BorderName) -> Cell {
    Cell { row, good: trace(begin, SPEC), bad: trace(begin, wrong), needs }
}

fn first_only(list: &str) -> Contacts {
    (SPEC.read_contacts)(list.split(';').next().unwrap_or_default())
}

fn each_entry(list: &str) -> Contacts {
    let addresses = list.split([';', ',']).flat_map(|entry| (SPEC.read_contacts)(entry).addresses).collect();
    Contacts { addresses, invalid: Vec::new() }
}

fn without_expiry(facts: &NoticeFacts<'_>, field: Field) -> String {
    if matches!(field, Field::CallbackExpiry | Field::CallbackExpiryUtc) {
        String::new()
    } else {
        (SPEC.merged)(facts, field)
    }
}

fn without_offset(facts: &NoticeFacts<'_>, field: Field) -> String {
    let text = (SPEC.merged)(facts, field);
    if matches!(field, Field::Time | Field::CallbackExpiry) { text[..19].to_owned() } else { text }
}

pub(super) fn ntf() -> Vec<Cell> {
    let (mail, settings) = (BorderName::Mail, BorderName::Settings);
    let elsewhere = |_: &[_]| "security@contact-centre.example".parse().into_iter().collect();
    let as_set_up = Policy { contacts_of: |tenant, _, agent| tenant.agents[agent].contacts.clone(), ..SPEC };
    let of_all = Policy {
        contacts_of: |_, settings, _| settings.agents.values().map(|agent| agent.contacts.clone() + ";").collect(),
        ..SPEC
    };
    let built_in = Policy { template: |_, _| TemplateKept::Shipped, ..SPEC };
    let split = Policy { read_contacts: each_entry, ..SPEC };
    vec![
        cell(
            "NTF-02",
            "Without contacts nobody is told",
            Policy { recipients: elsewhere, ..SPEC },
            BorderName::Carrier,
        ),
        cell("NTF-03", "Blanks around addresses", Policy { read_contacts: first_only, ..SPEC }, mail),
        cell("NTF-04", "An invalid entry keeps", Policy { read_contacts: |_| Contacts::default(), ..SPEC }, mail),
        cell("NTF-05", "The template as it was saved", built_in, mail),
        cell("NTF-06", "The mail states", Policy { merged: without_expiry, ..SPEC }, BorderName::Number),
        cell("NTF-06", "A merge field that nobody knows", built_in_with_braces(), mail),
        cell("NTF-12", "A list saved before the sync time", as_set_up, settings),
        cell("NTF-13", "A hostile name", Policy { safe: str::to_owned, ..SPEC }, mail),
        cell("NTF-15", "Two dials in the hour", Policy { merged: without_offset, ..SPEC }, mail),
        cell("NTF-16", "Two agents with different lists", of_all, mail),
        cell("NTF-17", "A template that is missing", Policy { stand_in: |_| None, ..SPEC }, mail),
        cell("NTF-18", "An address that stands twice", split, mail),
        cell("NTF-18", "An entry that is no plain address", split, settings),
        cell("NTF-19", "An agent can't change the contacts to", Policy { may_save: |_, _| None, ..SPEC }, settings),
    ]
}

/// A service that leaves unknown merge fields as they are.
fn built_in_with_braces() -> Policy {
    Policy { template: |_, _| TemplateKept::Text("Start {{ '{{ nobody }}' }} end".to_owned()), ..SPEC }
}

/// A trace whose notifications say something else in the place of a text.
fn saying(trace: &Trace, text: &str, instead: &str) -> Trace {
    changed(trace, |seen| {
        if let Seen::MailSubmitted { mail } = seen {
            assert!(mail.text.contains(text), "{}", mail.text);
            (mail.text, mail.subject) = (mail.text.replace(text, instead), mail.subject.replace(text, instead));
        }
    })
}

#[test]
fn what_a_mail_must_state_is_found_however_it_is_written_and_missed_where_it_is_not() {
    let whole = trace("The mail states every fact of a dial in US", SPEC);
    let (dialled, expiry) = ("2026-03-09T11:00:00-04:00", "2026-03-09T12:00:00-04:00");
    for (text, instead, row, expected) in [
        ("US", "United States", "NTF-06", Verdict::Pass),
        ("US", "BUS", "NTF-06", Verdict::Fail),
        (": 911", ": 9110", "NTF-06", Verdict::Fail),
        ("Bo Berg (bo)", "Bo  Berg", "NTF-06", Verdict::Pass),
        ("Location: ", "Location: {{ location }} ", "NTF-06", Verdict::Fail),
        (dialled, "2026-03-09 15:00:00Z", "NTF-06", Verdict::Pass),
        (dialled, "2026-03-09 11:00 -0400", "NTF-06", Verdict::Pass),
        (dialled, "Mon, 9 Mar 2026 11:00:00 -0400", "NTF-06", Verdict::Pass),
        (dialled, "9. marts 2026 kl. 11.00.00 (UTC-04:00)", "NTF-06", Verdict::Pass),
        (dialled, "9 mars 2026 \u{e0} 11 h 00 min 00 s (UTC-04:00)", "NTF-06", Verdict::Pass),
        (dialled, "9 de marzo de 2026, 11:00:00 a. m. (UTC-04:00)", "NTF-06", Verdict::Pass),
        (dialled, "9 de marzo de 2026, 11:00:00 p. m. (UTC-04:00)", "NTF-06", Verdict::Fail),
        (dialled, "9. april 2026 kl. 11.00.00 (UTC-04:00)", "NTF-06", Verdict::Fail),
        (dialled, "9. marts 2026 kl. 10.00.00 (UTC-05:00)", "NTF-15", Verdict::Fail),
        (dialled, "9 mars 2026 \u{e0} 11 h 00 min 00 s", "NTF-15", Verdict::Fail),
        (dialled, "9 de marzo de 2026, 11:00:00 a. m. (UTC-04:00)", "NTF-15", Verdict::Pass),
        (dialled, "3/9/2026 11:00 AM (UTC-04:00)", "NTF-06", Verdict::Inconclusive),
        (dialled, "2026-03-09T11:00:00", "NTF-06", Verdict::Fail),
        (dialled, "2026-03-09T11:00:01-04:00", "NTF-06", Verdict::Fail),
        (dialled, "2026-03-09T10:59:59-04:00", "NTF-06", Verdict::Fail),
        (expiry, "2026-03-09T11:59:59-04:00", "NTF-06", Verdict::Fail),
        (expiry, "60 minutes after the dial", "NTF-06", Verdict::Pass),
        (expiry, "the evening", "NTF-06", Verdict::Fail),
        (dialled, "2026-03-09 15:00:00Z", "NTF-15", Verdict::Pass),
        (dialled, "Mon, 9 Mar 2026 11:00:00 -0400", "NTF-15", Verdict::Pass),
        (dialled, "2026-03-09T10:00:00-05:00", "NTF-15", Verdict::Fail),
        (dialled, "11:00 AM on March 9", "NTF-15", Verdict::Fail),
        (dialled, "11:00 AM (UTC-04:00) on March 9", "NTF-15", Verdict::Inconclusive),
        (expiry, "2026-03-09T12:00:00", "NTF-15", Verdict::Fail),
    ] {
        let finding = finding(&saying(&whole, text, instead), row);
        assert_eq!(finding.verdict, expected, "{row} with `{instead}` for `{text}`: {:#?}", finding.evidence);
    }
    let nobody = saying(&saying(&whole, " (bo)", ""), "Bo Berg", "Somebody");
    assert_eq!(verdict(&nobody, "NTF-06"), Verdict::Fail);
}

#[test]
fn a_number_may_be_grouped_but_not_left_out() {
    let whole = trace("The mail states every fact of a dial in US", SPEC);
    let leased = whole.records.iter().find_map(|record| match record.seen() {
        Some(Seen::NumberLeased { number, .. }) => Some(number.to_string()),
        _ => None,
    });
    let number = leased.expect("a lease");
    let grouped = format!("{} ({}) {}-{}", &number[..2], &number[2..5], &number[5..8], &number[8..]);
    assert_eq!(verdict(&saying(&whole, &number, &grouped), "NTF-06"), Verdict::Pass);
    assert_eq!(verdict(&saying(&whole, &number, "the office"), "NTF-06"), Verdict::Fail);
}

#[test]
fn whatever_a_value_adds_to_a_mail_fails() {
    let whole = trace("A hostile name", SPEC);
    let header = |name: &str, value: &str| {
        changed(&whole, |seen| {
            if let Seen::MailSubmitted { mail } = seen {
                mail.headers.insert(name.to_owned(), value.to_owned());
            }
        })
    };
    assert_eq!(verdict(&header("X-Priority", "1"), "NTF-13"), Verdict::Pass);
    assert_eq!(verdict(&header("Bcc", "evil@example.net"), "NTF-13"), Verdict::Fail);
    assert_eq!(verdict(&header("X-Agent", "Ana\r\nBcc: evil@example.net"), "NTF-13"), Verdict::Fail);
    let told = changed(&whole, |seen| {
        if let Seen::MailSubmitted { mail } = seen {
            mail.recipients.push("evil@example.net".parse().expect("an address"));
        }
    });
    assert_eq!(verdict(&told, "NTF-13"), Verdict::Fail);
    assert_eq!(verdict(&saying(&whole, "Bcc", "\nBcc"), "NTF-13"), Verdict::Fail);
}

#[test]
fn a_list_inside_the_sync_time_is_not_judged_by_its_reading() {
    let mut within = trace("Without a sync time a list counts at once: 0 s", SPEC);
    assert_eq!(verdict(&within, "NTF-12"), Verdict::Pass);
    let sync = spec911::time::Span::from_mins(15);
    within.head.ics.tolerances.insert(spec911::requirement::Tolerance::ConfigurationSync, sync);
    for row in ["NTF-01", "NTF-12"] {
        assert_eq!(verdict(&within, row), Verdict::NotTriggered, "{row}");
    }
}

#[test]
fn every_language_that_mails_are_shipped_in_has_twelve_months() {
    let text = include_str!("../../../fixtures/month-names.yaml");
    let names: std::collections::BTreeMap<String, Vec<String>> = serde_yaml::from_str(text).expect("names");
    for wording in spec911::notice::Wordings::shipped().languages() {
        let language = wording.language.as_str().split('-').next().unwrap_or_default();
        assert!(names.get(language).is_some_and(|names| names.len() == 12), "{language}");
    }
}

#[test]
fn every_territory_that_is_served_has_a_name() {
    let text = include_str!("../../../fixtures/territory-names.yaml");
    let names: std::collections::BTreeMap<String, Vec<String>> = serde_yaml::from_str(text).expect("names");
    for territory in &Ics::reference().territories {
        assert!(names.get(territory).is_some_and(|names| !names.is_empty()), "{territory}");
    }
}
