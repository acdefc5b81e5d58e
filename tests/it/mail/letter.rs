//! What a message makes of a mail that no deployment should have let through.

use std::collections::BTreeMap;

use spec911::domain::{Address, MailKind};
use spec911::notice::{Letter, Stamp, Unwritable, message};
use spec911::stimulus::Civil;
use spec911::time::{Instant, Span};

use super::parsed::{Parsed, parsed};

const NOON: &str = "2026-03-09T12:00:00Z";

fn stamp(seed: u64, epoch: &str) -> Stamp {
    let epoch: Civil = epoch.parse().expect("a time");
    Stamp { seed, epoch: epoch.0.to_utc(), at: Instant::START + Span::from_mins(61) }
}

fn addresses(texts: &[&str]) -> Vec<Address> {
    texts.iter().map(|text| text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))).collect()
}

/// Of what a mail to some recipients is made.
struct Parts {
    sender: Address,
    recipients: Vec<Address>,
    headers: BTreeMap<String, String>,
}

fn to(recipients: &[&str]) -> Parts {
    let sender = addresses(&["ana@example.com"]).swap_remove(0);
    Parts { sender, recipients: addresses(recipients), headers: BTreeMap::new() }
}

impl Parts {
    fn letter(&self) -> Letter<'_> {
        Letter {
            name: "<1.dial@example.com>",
            id: None,
            kind: MailKind::Dial,
            call: Some("call-1"),
            agent: Some("ana"),
            sender: &self.sender,
            recipients: &self.recipients,
            blind: &[],
            headers: &self.headers,
            subject: "a subject",
            text: "a text",
            html: "<p>a text</p>",
        }
    }
}

fn written(letter: &Letter<'_>) -> Result<Vec<u8>, Unwritable> {
    message(letter, &stamp(1, NOON))
}

fn read(letter: &Letter<'_>) -> Parsed {
    parsed(&written(letter).unwrap_or_else(|why| panic!("{why}")))
}

fn names(parsed: &Parsed) -> Vec<&str> {
    parsed.headers.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn a_message_has_these_headers_and_no_other() {
    let message = read(&to(&["boss@example.com"]).letter());
    let own = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Importance"];
    let correlation = ["X-Emergency-Call-Id", "X-Emergency-Mail-Kind", "X-Emergency-Agent-Id"];
    assert_eq!(names(&message), [&own[..], &correlation, &["MIME-Version", "Content-Type"]].concat());
    assert_eq!(message.date, "2026-03-09T13:01:00Z");
    let value = |name: &str| message.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str());
    assert_eq!(value("Auto-Submitted"), Some("auto-generated"));
    assert_eq!(value("Importance"), Some("high"));
    assert_eq!(value("X-Emergency-Call-Id"), Some("call-1"));
}

#[test]
fn recipients_of_every_form_stand_in_to_alone() {
    let many: Vec<String> = (1..=501).map(|number| format!("contact{number}@example.com")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let lists: [&[&str]; 5] = [
        &["boss@example.com"],
        &["\"a,b\"@example.com", "\"a b\"@example.com", "desk@example.com"],
        &["j\u{fc}rgen@example.com", "desk@b\u{fc}cher.example", "desk@xn--bcher-kva.example"],
        &["o'brien+911@example.com", "a.very.long.local.part.that.is.still.short.enough@example.com"],
        &many,
    ];
    for list in lists {
        let message = read(&to(list).letter());
        let plain: Vec<String> = message.to.iter().map(|address| address.replace('"', "")).collect();
        assert_eq!(plain, list.iter().map(|address| address.replace('"', "")).collect::<Vec<_>>());
        assert!(!names(&message).iter().any(|name| ["cc", "bcc"].contains(&name.to_lowercase().as_str())));
    }
}

#[test]
fn an_address_that_no_message_can_name_makes_none() {
    for address in ["a@b@example.com", "a b@example.com", "a,b@example.com", "<a@example.com>", "a@exa mple.com"] {
        let result = written(&to(&["boss@example.com", address]).letter());
        assert_eq!(result.err(), Some(Unwritable::Address(address.to_owned())), "{address}");
    }
    assert_eq!(written(&to(&[]).letter()).err(), Some(Unwritable::NoRecipient));
}

#[test]
fn a_hostile_text_adds_no_header_wherever_it_stands() {
    let mut parts = to(&["boss@example.com"]);
    let calm = read(&parts.letter());
    let (long, blank, wide) = ("x".repeat(10_000), " ".repeat(10_000), "\u{1F692}".repeat(10_000));
    for hostile in [
        "x\r\nBcc: evil@example.net",
        "x\nBcc: evil@example.net\n\nbody",
        "x\r\n\r\n--=_0\r\nContent-Type: text/html\r\n\r\n<b>",
        "=?utf-8?Q?=0D=0ABcc:_evil@example.net?=",
        "x\0y\u{85}z\u{2029}",
        "\u{202E}\u{1F692} \u{5D0}",
        &long,
        &blank,
        &wide,
        "",
        ".",
        "From evil",
    ] {
        let (own, more) = (hostile, Some(hostile));
        let texts = Letter { subject: own, text: own, html: own, ..parts.letter() };
        let message = read(&Letter { name: own, call: more, agent: more, ..texts });
        assert_eq!(names(&message), names(&calm), "{hostile:?}");
        assert_eq!((&message.from, &message.to), (&calm.from, &calm.to), "{hostile:?}");

        let further = ["X-Further", "x-emergency-call-id", "Bcc", "bcc", "To", "X-A: b\r\nBcc", "X-", "X-\u{e9}"];
        parts.headers = further.into_iter().map(|name| (name.to_owned(), hostile.to_owned())).collect();
        let message = read(&parts.letter());
        parts.headers.clear();
        let names = names(&message).into_iter().filter(|name| *name != "X-Further").map(str::to_owned);
        assert_eq!(names.collect::<Vec<_>>(), self::names(&calm), "{hostile:?}");
        assert_eq!(message.headers.len(), calm.headers.len() + 1, "{hostile:?}");
        assert_eq!((&message.from, &message.to), (&calm.from, &calm.to), "{hostile:?}");
    }
}

#[test]
fn a_subject_is_read_as_it_was_written() {
    let parts = to(&["boss@example.com"]);
    let long = "W".repeat(10_000);
    let looks_encoded = "=?utf-8?Q?=41?=";
    for subject in ["plain", "two  blanks", looks_encoded, "\u{c5}ngstr\u{f6}m \u{1F692}", "100% _?= <b> \"q\"", &long]
    {
        assert_eq!(read(&Letter { subject, ..parts.letter() }).subject, subject);
    }
}

#[test]
fn parts_are_read_as_they_were_written() {
    let parts = to(&["boss@example.com"]);
    let long = "w ".repeat(5_000);
    for text in ["one\ntwo", "trailing blanks  \nend", "=41=\n=", ".\n..\nFrom x", "\u{1F692}\t\u{5D0}", &long] {
        let message = read(&Letter { text, html: text, ..parts.letter() });
        assert_eq!((message.text.as_str(), message.html.as_str()), (text, text));
    }
    let message = read(&Letter { text: "a\0b\r\nc\rd\u{1b}", ..parts.letter() });
    assert_eq!(message.text, "a\u{FFFD}b\nc\nd\u{FFFD}");
}

#[test]
fn seed_start_and_name_make_the_message_and_nothing_else_does() {
    let parts = to(&["boss@example.com"]);
    let of = |name: &str, seed: u64, epoch: &str| {
        message(&Letter { name, ..parts.letter() }, &stamp(seed, epoch)).expect("a message")
    };
    let first = of("a", 1, NOON);
    assert_eq!(first, of("a", 1, NOON));
    for other in [of("b", 1, NOON), of("a", 2, NOON), of("a", 1, "2026-03-09T13:00:00Z")] {
        assert_ne!(parsed(&other).id, parsed(&first).id);
    }
}

#[test]
fn a_time_that_no_message_can_name_makes_none() {
    let parts = to(&["boss@example.com"]);
    assert_eq!(message(&parts.letter(), &stamp(1, "1912-03-09T12:00:00Z")).err(), Some(Unwritable::Time));
}
