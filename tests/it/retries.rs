//! How the reference sends a mail that was not taken: what is for now three times more inside five minutes, under the same
//! Message-ID, and what is for good never again.

use std::collections::BTreeSet;

use spec911::border::MessageName;
use spec911::conduct::Stop;
use spec911::deployment::Borders;
use spec911::observation::Seen;

use super::runs::{PLAIN, scenario, sync};

/// The seconds at which the notification of a dial was submitted, and its names.
fn attempts(facts: &[&str]) -> (Vec<u64>, BTreeSet<MessageName>) {
    let one = scenario(&[&PLAIN[..], facts].concat(), &["ana dials 911", "time passes by 1 h"]);
    let ran = sync(&one, Borders::Complete);
    assert_eq!(ran.stop, Stop::Ended);
    let submitted = ran.trace.records.iter().filter_map(|record| match record.seen() {
        Some(Seen::MailSubmitted { mail }) => Some((record.at.ticks() / 1_000_000, mail.message.clone())),
        _ => None,
    });
    submitted.unzip()
}

#[test]
fn what_is_for_now_is_tried_four_times_inside_five_minutes() {
    for code in ["421", "450", "451", "452", "408", "429", "500", "502", "503", "504"] {
        let (at, names) = attempts(&[&format!("the mail server fails with {code}")]);
        assert_eq!(at, [0, 15, 75, 195], "{code}");
        assert_eq!(names.len(), 1, "{code}");
    }
}

#[test]
fn what_is_for_good_is_tried_once() {
    for code in ["550", "551", "552", "553", "554"] {
        let (at, _) = attempts(&[&format!("the mail server fails with {code}")]);
        assert_eq!(at, [0], "{code}");
    }
}

#[test]
fn nothing_heard_is_for_now() {
    let (at, names) = attempts(&["the mail server is slow by 30 min"]);
    assert_eq!(at.len(), 4, "{at:?}");
    assert!(at.last().is_some_and(|last| *last < 300), "{at:?}");
    assert_eq!(names.len(), 1);
}

#[test]
fn only_the_recipients_that_are_left_are_tried_again() {
    let (at, _) = attempts(&["the mail server refuses desk@example.com with 450"]);
    assert_eq!(at, [0, 15, 75, 195]);
    let (at, _) = attempts(&["the mail server refuses desk@example.com with 550"]);
    assert_eq!(at, [0]);
}

#[test]
fn what_the_service_asks_for_counts_where_it_fits() {
    let asks = |span: &str| {
        attempts(&["the mail server fails with 503", &format!("the mail server asks to be tried again after {span}")]).0
    };
    assert_eq!(asks("30 s"), [0, 30, 60, 90]);
    assert_eq!(asks("2 min"), [0, 120, 240], "a third pause of two minutes no longer fits, nor does our own");
    assert_eq!(asks("10 min"), [0, 15, 75, 195]);
}
