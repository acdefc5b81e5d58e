//! A message as a program writes it that joins strings: whatever a value holds stands in it as it is.

use std::fmt::Write as _;

use crate::domain::Address;

use super::header;
use super::message::{AGENT, CALL, KIND, Letter, NOBODY, Stamp, boundary, date_text, id, message};

/// The message that a deployment makes of a mail: a right one where the mail can be one, else the one that it has become
/// because a value was let through that no message can hold. A parser finds in it what the value added.
pub fn as_sent(letter: &Letter<'_>, stamp: &Stamp) -> Vec<u8> {
    let lines =
        || letter.headers.values().map(String::as_str).chain([letter.subject]).chain(letter.call).chain(letter.agent);
    let calm = lines().all(header::stays_one_line) && letter.headers.keys().all(|name| header::is_further(name));
    let right = if calm { message(letter, stamp).ok() } else { None };
    right.unwrap_or_else(|| joined(letter, stamp).into_bytes())
}

fn joined(letter: &Letter<'_>, stamp: &Stamp) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = write!(out, "{name}: {value}\r\n");
    };
    line("From", &format!("<{}>", letter.sender));
    line("To", &list(letter.recipients));
    line("Subject", letter.subject);
    line("Date", &date_text(stamp).unwrap_or_default());
    line("Message-ID", &id(letter, stamp));
    line("Auto-Submitted", "auto-generated");
    line("Importance", "high");
    let correlation = [(CALL, letter.call), (KIND, Some(letter.kind.word())), (AGENT, letter.agent)];
    correlation.iter().for_each(|(name, value)| value.iter().for_each(|value| line(name, value)));
    letter.headers.iter().for_each(|(name, value)| line(name, value));
    line("MIME-Version", "1.0");
    let boundary = boundary(letter, stamp);
    line("Content-Type", &format!("multipart/alternative; boundary=\"{boundary}\""));
    for (kind, text) in [("plain", letter.text), ("html", letter.html)] {
        let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        let _ = write!(out, "\r\n--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n");
        let _ = write!(out, "Content-Transfer-Encoding: 8bit\r\n\r\n{text}");
    }
    let _ = write!(out, "\r\n--{boundary}--\r\n");
    out
}

fn list(addresses: &[Address]) -> String {
    let each: Vec<String> = addresses.iter().map(|address| format!("<{address}>")).collect();
    if each.is_empty() { NOBODY.to_owned() } else { each.join(", ") }
}
