//! What becomes of a mail when the server fails at a phase: the same over a wire and in process.

use std::time::Duration;

use spec911::border::{Answer, Recipient};
use spec911::counterpart::{Heard, Post, Reply, Response, Transaction, Upset};
use spec911::deployment::{Certificate, Parcel};
use spec911::domain::{Delivery, MailPhase};

use super::support::{MESSAGE, address, code, encrypted, exchange, parcel};

const LONG: Duration = Duration::from_secs(30);
const SHORT: Duration = Duration::from_millis(300);

fn outcome(address_text: &str, delivery: Delivery, reply: Option<&str>) -> Recipient {
    Recipient { address: address(address_text), delivery, code: reply.map(code) }
}

fn taken(answer: Answer) -> Vec<Recipient> {
    match answer {
        Answer::MailTaken { recipients } => recipients,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_message_arrives_byte_by_byte_with_its_envelope() {
    let sent = parcel(&["boss@example.com", "\"a b\"@example.com", "\"<x>\\\"\"@example.com"]);
    let (heard, taken) = exchange(Post::default(), &sent, LONG);
    assert_eq!(heard.trouble, None);
    assert_eq!(taken.bytes.as_deref(), Some(MESSAGE.as_bytes()));
    assert_eq!(taken.sender.as_deref(), Some("ana@example.com"));
    assert_eq!(taken.recipients, ["boss@example.com", "\"a b\"@example.com", "\"<x>\\\"\"@example.com"]);
    assert_eq!(taken.envelope.as_deref(), Some(sent.name.as_str()));
    assert!(heard.heard.recipients().iter().all(|one| one.delivery == Delivery::Accepted), "{heard:?}");
}

#[test]
fn each_code_at_each_phase_is_the_outcome_of_each_recipient() {
    let both = ["boss@example.com", "desk@example.com"];
    for phase in MailPhase::ALL.iter().copied() {
        for (text, delivery) in [
            ("421", Delivery::Deferred),
            ("451", Delivery::Deferred),
            ("452", Delivery::Deferred),
            ("550", Delivery::Rejected),
            ("552", Delivery::Rejected),
        ] {
            let mut post = Post::default();
            post.upset(phase, Upset::Code(code(text)));
            let (sent, got) = exchange(post, &parcel(&both), LONG);
            let wanted: Vec<Recipient> = both.iter().map(|to| outcome(to, delivery, Some(text))).collect();
            assert_eq!(taken(sent.heard.answer()), wanted, "{text} at {phase:?}: {sent:?}");
            assert_eq!(got.bytes.is_some(), phase == MailPhase::Content, "{text} at {phase:?}");
        }
    }
}

#[test]
fn a_connection_that_closes_at_a_phase_leaves_each_recipient_for_later() {
    for phase in MailPhase::ALL.iter().copied() {
        let mut post = Post::default();
        post.upset(phase, Upset::Closes);
        let (sent, got) = exchange(post, &parcel(&["boss@example.com"]), LONG);
        assert_eq!(taken(sent.heard.answer()), [outcome("boss@example.com", Delivery::Deferred, None)], "{phase:?}");
        assert!(sent.trouble.is_some(), "{phase:?}");
        assert_eq!(got.bytes.is_some(), phase == MailPhase::Content, "{phase:?}");
    }
}

#[test]
fn a_server_that_falls_silent_at_a_phase_is_given_up_at_the_deadline() {
    for phase in MailPhase::ALL.iter().copied() {
        let mut post = Post::default();
        post.upset(phase, Upset::Silent);
        let (sent, _) = exchange(post, &parcel(&["boss@example.com"]), SHORT);
        assert_eq!(taken(sent.heard.answer()), [outcome("boss@example.com", Delivery::Deferred, None)], "{phase:?}");
        assert!(sent.trouble.as_deref().is_some_and(|why| why.contains("300 ms")), "{phase:?}: {sent:?}");
    }
}

#[test]
fn one_refused_recipient_keeps_the_mail_from_no_other() {
    let mut post = Post::default();
    post.refuse(&address("DESK@example.com"), code("550"));
    post.refuse(&address("third@example.com"), code("450"));
    let (sent, got) = exchange(post, &parcel(&["boss@example.com", "desk@example.com", "third@example.com"]), LONG);
    let wanted = [
        outcome("boss@example.com", Delivery::Accepted, None),
        outcome("desk@example.com", Delivery::Rejected, Some("550")),
        outcome("third@example.com", Delivery::Deferred, Some("450")),
    ];
    assert_eq!(taken(sent.heard.answer()), wanted);
    assert!(got.bytes.is_some());
}

#[test]
fn no_message_is_sent_where_no_recipient_is_taken() {
    let mut post = Post::default();
    post.refuse(&address("boss@example.com"), code("550"));
    let (sent, got) = exchange(post, &parcel(&["boss@example.com"]), LONG);
    assert_eq!(taken(sent.heard.answer()), [outcome("boss@example.com", Delivery::Rejected, Some("550"))]);
    assert_eq!((got.bytes, sent.heard.complete), (None, false));
    assert!(got.envelope.is_some());
}

#[test]
fn a_greylisting_server_takes_the_second_attempt() {
    let to = "boss@example.com";
    let mut post = Post::default();
    post.greylist();
    let mut server = Transaction::new(post);
    server.sender("ana@example.com", false);
    server.recipient(to, false);
    server.data();
    assert!(matches!(server.content(10), Response::Reply(Reply { code: 451, .. })));
    let post = server.post();
    let (sent, _) = exchange(post, &parcel(&[to]), LONG);
    assert_eq!(taken(sent.heard.answer()), [outcome(to, Delivery::Accepted, None)]);

    let mut fresh = Post::default();
    fresh.greylist();
    let (sent, got) = exchange(fresh, &parcel(&[to]), LONG);
    assert_eq!(taken(sent.heard.answer()), [outcome(to, Delivery::Deferred, Some("451"))]);
    assert!(got.bytes.is_some());
}

#[test]
fn limits_on_recipients_and_bytes_are_said_by_their_codes() {
    let many: Vec<String> = (1..=60).map(|number| format!("contact{number}@example.com")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut post = Post::default();
    post.take_at_most(50);
    let (sent, _) = exchange(post, &parcel(&many), LONG);
    let recipients = taken(sent.heard.answer());
    assert!(recipients[..50].iter().all(|one| one.delivery == Delivery::Accepted), "{recipients:?}");
    assert!(recipients[50..].iter().all(|one| one.code == Some(code("452"))), "{recipients:?}");

    let mut post = Post::default();
    post.take_up_to(10);
    let (sent, _) = exchange(post, &parcel(&["boss@example.com"]), LONG);
    assert_eq!(taken(sent.heard.answer()), [outcome("boss@example.com", Delivery::Rejected, Some("552"))]);
}

#[test]
fn addresses_beyond_ascii_go_to_a_server_that_takes_them() {
    let beyond = ["j\u{fc}rgen@example.com", "desk@b\u{fc}cher.example"];
    let (sent, got) = exchange(Post::default(), &parcel(&beyond), LONG);
    assert!(taken(sent.heard.answer()).iter().all(|one| one.delivery == Delivery::Accepted), "{sent:?}");
    assert_eq!(got.recipients, beyond);
    let mut server = Transaction::new(Post::default());
    server.sender("ana@example.com", false);
    assert!(matches!(server.recipient(beyond[0], false), Response::Reply(Reply { code: 553, .. })));
}

#[test]
fn a_text_that_is_no_address_says_nothing_to_a_server() {
    for text in ["a@b@example.com", "a b@example.com", "x> SIZE=1 <y@example.com", "a,b@example.com"] {
        let (sent, got) = exchange(Post::default(), &parcel(&["boss@example.com", text]), LONG);
        let recipients = taken(sent.heard.answer());
        assert_eq!(recipients[0].delivery, Delivery::Accepted, "{text}");
        assert_eq!(recipients[1], outcome(text, Delivery::Rejected, Some("501")), "{text}");
        assert_eq!(got.recipients, ["boss@example.com"], "{text}");
    }
}

#[test]
fn a_client_hears_of_a_failing_service_what_the_service_said() {
    let mut post = Post::default();
    post.upset(MailPhase::Content, Upset::Code(code("503")));
    let (sent, _) = exchange(post, &parcel(&["boss@example.com"]), LONG);
    assert_eq!(sent.heard.answer(), Answer::MailFailed { code: code("503"), retry_after: None });
}

#[test]
fn nothing_heard_is_a_mail_for_later() {
    let mut heard = Heard::new(&[address("boss@example.com")]);
    heard.cut();
    assert_eq!(taken(heard.answer()), [outcome("boss@example.com", Delivery::Deferred, None)]);
}

#[test]
fn a_connection_is_encrypted_with_a_certificate_of_its_own() {
    let own = Certificate::new().expect("a certificate");
    let sent: Parcel = parcel(&["boss@example.com"]);
    let (heard, got) = encrypted(&own, &own, &sent);
    assert_eq!(heard.trouble, None);
    assert!(got.encrypted);
    assert_eq!(got.bytes.as_deref(), Some(MESSAGE.as_bytes()));

    let other = Certificate::new().expect("a certificate");
    let (heard, got) = encrypted(&own, &other, &sent);
    assert!(heard.trouble.is_some());
    assert_eq!((got.bytes, got.sender), (None, None));
    assert_eq!(taken(heard.heard.answer()), [outcome("boss@example.com", Delivery::Deferred, None)]);
}
