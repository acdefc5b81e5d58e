//! Claims about who may change the contacts and what a mail may gain, and about dials that owe nobody mail or reason.

use spec911::domain::Reason;
use spec911::observation::{Seen, Trace};
use spec911::requirement::{Tolerance, Verdict};
use spec911::time::Span;

use super::cells::{finding, verdict};
use super::edit::{changed, without};
use super::run::Run;
use super::traces::{refused, whole};

const NUMBER: &str = "+15550170001";

/// An agent tries to make somebody a contact, is refused or not, and dials; the mails go out as a test says.
fn tries(list: &str, saved: bool, mails: &[&str], until: u64) -> Trace {
    let mut run = Run::new(&["the emergency contacts of ana are boss@example.com"]);
    run.trace.head.ics.tolerances.insert(Tolerance::Mail, Span::from_secs(60));
    let what = "contacts:ana".to_owned();
    run.at(5).does(&format!("ana tries to save the contacts {list}")).reply(match saved {
        true => Seen::SettingSaved { what, warnings: Vec::new() },
        false => Seen::SettingRefused { what, reason: Reason::NotPermitted },
    });
    run.at(1000).emergency("ana", "911", "call", NUMBER, "direct");
    for (index, address) in mails.iter().enumerate() {
        run.mail("ana", "call", &format!("mail-{index}"), address);
    }
    run.at(until).done()
}

#[test]
fn an_agent_who_saves_contacts_fails_and_so_does_a_mail_to_whom_an_agent_tried_to_add() {
    assert_eq!(verdict(&tries("new@example.com", false, &[], 2000), "NTF-19"), Verdict::Pass);
    assert_eq!(verdict(&tries("new@example.com", true, &[], 2000), "NTF-19"), Verdict::Fail);
    assert_eq!(verdict(&tries("new@example.com", false, &["new@example.com"], 2000), "NTF-19"), Verdict::Fail);
}

#[test]
fn a_list_that_names_only_contacts_gains_nobody_and_leaves_nothing_open() {
    assert_eq!(verdict(&tries("new@example.com", false, &[], 1000), "NTF-19"), Verdict::Inconclusive);
    assert_eq!(verdict(&tries("boss@example.com", false, &[], 1000), "NTF-19"), Verdict::Pass);
}

#[test]
fn a_line_end_in_a_header_is_found_in_its_name_and_in_its_value() {
    let with = |name: &str, value: &str| {
        let trace = whole(&["the display name of ana is \"Ana\\nBcc: spy@example.com\""], "Available");
        changed(&trace, |seen| {
            if let Seen::MailSubmitted { mail } = seen {
                mail.headers.insert(name.to_owned(), value.to_owned());
            }
        })
    };
    assert_eq!(
        verdict(&with("X-Agent", "ana"), "NTF-13"),
        Verdict::Pass,
        "{:#?}",
        finding(&with("X-Agent", "ana"), "NTF-13")
    );
    assert_eq!(verdict(&with("X-Agent", "Ana\n of the desk"), "NTF-13"), Verdict::Fail);
    assert_eq!(verdict(&with("X-Agent\n", "Ana"), "NTF-13"), Verdict::Fail);
}

#[test]
fn without_a_template_or_what_stands_in_for_it_no_mail_is_missed() {
    let trace = whole(&["the notification template is missing"], "Available");
    let mut silent = without(&trace, |seen| matches!(seen, Seen::MailSubmitted { .. } | Seen::MailOutcome { .. }));
    assert!(silent.records.len() < trace.records.len(), "the call was mailed");
    silent.head.ics.capabilities.remove("template-fallback");
    for row in ["NTF-01", "NTF-04", "NTF-10", "NTF-16"] {
        let found = finding(&silent, row);
        assert_eq!(found.verdict, Verdict::NotTriggered, "{row}: {found:#?}");
    }
}

#[test]
fn an_ordinary_dial_where_the_feature_is_not_served_owes_no_reason() {
    let mut run = Run::new(&["agent ana is signed in in DE"]);
    run.at(5).does("ana dials 5550100").refused("ana", Reason::NotReachable, "No.");
    assert_eq!(verdict(&run.at(60).done(), "ELG-10"), Verdict::NotTriggered);
}

#[test]
fn the_country_by_network_address_is_that_of_an_agent_without_a_location() {
    let told = |country: &str| {
        let facts = ["the browser location of ana is off", &format!("the network address of ana lies in {country}")];
        let mut trace = refused(&facts, Reason::LocationUnavailable, "Your location is not known.");
        trace.head.ics.readings.insert(super::phrase::parse("ELG-06"), "fallback".to_owned());
        verdict(&trace, "ELG-06")
    };
    assert_eq!(told("US"), Verdict::Fail, "the number is one there, and the dial had to be handled");
    assert_eq!(told("DE"), Verdict::NotTriggered);
}
