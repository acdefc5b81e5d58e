//! What is judged of a mail is what arrived: bytes and an envelope, read by a parser.

use std::collections::BTreeMap;

use spec911::border::{CallName, Mail, MessageName, Seen};
use spec911::deployment::{Borders, Parcel};
use spec911::domain::{Address, MailKind};
use spec911::notice::{Stamp, arrived, said};
use spec911::oracle::judge;
use spec911::reference::Policy;
use spec911::requirement::{Catalogue, Verdict};
use spec911::stimulus::Civil;
use spec911::time::Instant;

use crate::suite::{run_with, statement_of};

use super::{careless, scenarios};

fn stamp() -> Stamp {
    let epoch: Civil = "2026-03-09T12:00:00Z".parse().expect("a time");
    Stamp { seed: 1, epoch: epoch.0.to_utc(), at: Instant::START }
}

fn address(text: &str) -> Address {
    text.parse().expect("an address")
}

fn mail(recipients: &[&str], named: &[&str]) -> Mail {
    Mail {
        message: MessageName::new("<1.dial@contact-centre.example>"),
        call: Some(CallName::new("call-1")),
        kind: MailKind::Dial,
        agent: Some("ana".parse().expect("a name")),
        sender: address("ana@example.com"),
        recipients: recipients.iter().map(|text| address(text)).collect(),
        named: named.iter().map(|text| address(text)).collect(),
        headers: BTreeMap::new(),
        subject: "A subject".to_owned(),
        text: "A text\nof two lines".to_owned(),
        html: "<p>A text</p>".to_owned(),
    }
}

fn carried(mail: &Mail) -> Mail {
    Parcel::of(mail, &stamp()).read()
}

#[test]
fn a_right_mail_arrives_as_it_was_sent() {
    let plain = mail(&["boss@example.com", "desk@example.com"], &["boss@example.com", "desk@example.com"]);
    assert_eq!(carried(&plain), plain);
    let mut more = plain.clone();
    more.subject = "\u{c5}ngstr\u{f6}m \u{1F692}".to_owned();
    more.headers.insert("X-Sent-By".to_owned(), "the \u{e9}quipe".to_owned());
    assert_eq!(carried(&more), more);
}

#[test]
fn a_blind_copy_is_in_the_envelope_and_in_no_header() {
    let some = mail(&["boss@example.com", "desk@example.com"], &["boss@example.com"]);
    let all = mail(&["boss@example.com", "desk@example.com"], &[]);
    for mail in [some, all] {
        let bytes = String::from_utf8(Parcel::of(&mail, &stamp()).bytes).expect("text");
        assert!(!bytes.contains("desk@example.com"), "{bytes}");
        assert_eq!(carried(&mail), mail);
    }
}

#[test]
fn a_line_end_that_was_let_through_is_a_header_when_it_arrives() {
    let mut open = mail(&["boss@example.com"], &["boss@example.com"]);
    open.subject = "x\r\nBcc: evil@example.net\r\nTo: more@example.net".to_owned();
    let read = carried(&open);
    assert_eq!(read.subject, "x");
    assert_eq!(read.headers.get("Bcc").map(String::as_str), Some("evil@example.net"));
    assert!(read.named.contains(&address("more@example.net")), "{:?}", read.named);

    open.subject = "x\r\n\r\nthe end of the headers".to_owned();
    let read = carried(&open);
    assert_eq!((read.kind, read.call), (MailKind::Unknown, None));
}

#[test]
fn a_careless_deployment_is_caught_by_what_arrives() {
    let mut caught = 0;
    for scenario in scenarios() {
        let ics = statement_of(&scenario);
        let ran = run_with(&scenario, careless(Policy::declared(&ics)), &ics, Borders::Complete);
        let findings = judge(&ran.trace, Catalogue::embedded());
        let row = "NTF-13".parse().expect("a row");
        caught += u32::from(findings[&row].verdict == Verdict::Fail);
    }
    assert!(caught >= 1, "{caught}");
}

#[test]
fn bytes_that_are_not_understood_are_a_mail_of_unknown_kind() {
    for bytes in [&b""[..], b"\0\xff\xfe", b"hello", b"\r\n\r\n", b"Subject: x\r\n\r\ntext", b":::\r\n"] {
        let read = arrived(bytes);
        assert_eq!((read.kind, read.call), (MailKind::Unknown, None), "{bytes:?}");
        assert_eq!(read.id, arrived(bytes).id);
    }
    assert_eq!(arrived(b"").headers.get("not-understood").map(String::as_str), Some("it is no message"));
    let twice = "X-Emergency-Mail-Kind: dial\r\nX-Emergency-Mail-Kind: other\r\n\r\ntext";
    let read = arrived(twice.as_bytes());
    assert_eq!(read.kind, MailKind::Unknown);
    assert!(read.headers["not-understood"].contains("2 times"), "{:?}", read.headers);
    assert_ne!(arrived(b"Subject: x\r\n\r\na").id, arrived(b"Subject: x\r\n\r\nb").id);
}

#[test]
fn no_bytes_make_the_parser_panic() {
    let whole = Parcel::of(&mail(&["boss@example.com"], &["boss@example.com"]), &stamp()).bytes;
    for at in 0..whole.len() {
        arrived(&whole[..at]);
        for byte in [0, b'\r', b'\n', b'=', b'<', b'"', 0xC3, 0xFF] {
            let mut broken = whole.clone();
            broken[at] = byte;
            let read = arrived(&broken);
            said(&read.html);
        }
    }
}

#[test]
fn a_mail_without_a_text_part_says_what_its_page_says() {
    let bytes = "Message-ID: <1@x.example>\r\nContent-Type: text/html\r\n\r\n<p>Call <b>911</b> &amp; wait</p>";
    let read = arrived(bytes.as_bytes());
    assert_eq!((read.text.trim(), read.html.trim()), ("Call 911 & wait", "<p>Call <b>911</b> &amp; wait</p>"));
    let text = arrived(b"Message-ID: <1@x.example>\r\n\r\n<p>no page</p>");
    assert_eq!((text.text.as_str(), text.html.as_str()), ("<p>no page</p>", ""));
}

#[test]
fn what_a_trace_shows_of_a_mail_was_read_from_its_message() {
    for scenario in scenarios() {
        let ics = statement_of(&scenario);
        let ran = run_with(&scenario, Policy::declared(&ics), &ics, Borders::Complete);
        let seen = ran.trace.records.iter().filter_map(|record| record.seen());
        let mails: Vec<&Mail> = seen
            .filter_map(|seen| match seen {
                Seen::MailSubmitted { mail } => Some(mail),
                _ => None,
            })
            .collect();
        assert!(!mails.is_empty(), "{}", scenario.id);
        for mail in mails {
            assert_eq!(&carried(mail), mail, "{}", scenario.id);
        }
    }
}
