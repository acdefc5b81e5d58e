//! A mail read back from the bytes that arrived, by a parser that knows nothing of who wrote them.

use std::collections::BTreeMap;

use mail_parser::decoders::html::html_to_text;
use mail_parser::{Address as Listed, HeaderName, HeaderValue, Message, MessageParser, PartType};
use sha2::{Digest as _, Sha256};

use crate::domain::{Address, AgentName, MailKind};

use super::message::{AGENT, CALL, KIND};

/// The header that says why bytes could not be understood.
const NOT_UNDERSTOOD: &str = "not-understood";

/// What a message says, and no more than that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Its Message-ID in brackets; one that is made of its bytes where it has none.
    pub id: String,
    /// The call of its correlation header.
    pub call: Option<String>,
    /// The kind of its correlation header; unknown where that is missing or can't be told.
    pub kind: MailKind,
    /// The agent of its correlation header.
    pub agent: Option<AgentName>,
    /// The addresses of To and Cc in order.
    pub named: Vec<Address>,
    /// All headers that no right message of ours has, and `not-understood` where the bytes were not.
    pub headers: BTreeMap<String, String>,
    /// The subject.
    pub subject: String,
    /// The text part, or the text of the HTML part where there is none; with plain line ends.
    pub text: String,
    /// The HTML part with plain line ends, empty where there is none.
    pub html: String,
}

/// The headers that say nothing that isn't told elsewhere, or only how the message is written.
///
/// Source: RFC 5322 section 3.6; RFC 2045 sections 4 to 6; RFC 5321 section 4.4 for what a server adds.
const OWN: [&str; 14] = [
    "From",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Importance",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    CALL,
    KIND,
    AGENT,
];

/// Reads a message. Bytes that can't be understood are a mail of which nobody can tell what it is about; they never fail to be
/// a mail, since something did arrive.
pub fn arrived(bytes: &[u8]) -> Arrived {
    let parser = MessageParser::new()
        .with_mime_headers()
        .with_date_headers()
        .with_address_headers()
        .with_message_ids()
        .default_header_text();
    match parser.parse(bytes) {
        Some(message) => read(&message, bytes),
        None => Arrived {
            id: unnamed(bytes),
            call: None,
            kind: MailKind::Unknown,
            agent: None,
            named: Vec::new(),
            headers: BTreeMap::from([(NOT_UNDERSTOOD.to_owned(), "it is no message".to_owned())]),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
        },
    }
}

fn read(message: &Message<'_>, bytes: &[u8]) -> Arrived {
    let mut headers = further(message);
    let why = defect(message);
    let kind = text_of(message, KIND).and_then(|kind| kind.parse().ok()).filter(|_| why.is_none());
    headers.extend(why.map(|why| (NOT_UNDERSTOOD.to_owned(), why)));
    let bodies = |wanted: fn(&PartType<'_>) -> Option<String>| -> Option<String> {
        let all: Vec<String> = message.parts.iter().filter_map(|part| wanted(&part.body)).collect();
        (!all.is_empty()).then(|| all.join("\n").replace("\r\n", "\n"))
    };
    let text = bodies(|body| match body {
        PartType::Text(text) => Some(text.to_string()),
        _ => None,
    });
    let html = bodies(|body| match body {
        PartType::Html(html) => Some(html.to_string()),
        _ => None,
    });
    let id = message.message_id().map(|id| format!("<{id}>"));
    Arrived {
        id: id.unwrap_or_else(|| unnamed(bytes)),
        call: text_of(message, CALL),
        kind: kind.unwrap_or(MailKind::Unknown),
        agent: text_of(message, AGENT).and_then(|agent| agent.parse().ok()),
        named: message.all_to().chain(message.all_cc()).flat_map(addresses).collect(),
        headers,
        subject: message.subject().unwrap_or_default().to_owned(),
        text: text.unwrap_or_else(|| said(html.as_deref().unwrap_or_default())),
        html: html.unwrap_or_default(),
    }
}

/// What a page says to its reader: its text without markup.
pub fn said(html: &str) -> String {
    html_to_text(html)
}

/// The name of a message that has none: the same for the same bytes.
fn unnamed(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    let digest: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("<unnamed.{digest}>")
}

/// Why nobody can tell what a message is, if that is so: a part that can't be decoded, or two answers to one question.
fn defect(message: &Message<'_>) -> Option<String> {
    if message.parts.iter().any(|part| part.is_encoding_problem) {
        return Some("a part of it can't be decoded".to_owned());
    }
    let count = |name: &str| message.headers().iter().filter(|header| header.name().eq_ignore_ascii_case(name)).count();
    let twice = [CALL, KIND, AGENT, "Message-ID"].into_iter().find(|name| count(name) > 1);
    twice.map(|name| format!("it has {name} {} times", count(name)))
}

fn text_of(message: &Message<'_>, name: &str) -> Option<String> {
    let name = HeaderName::parse(name.to_owned())?;
    message.header(name).and_then(HeaderValue::as_text).map(|text| text.trim().to_owned())
}

fn addresses(list: &Listed<'_>) -> Vec<Address> {
    let each = list.iter().filter_map(|one| one.address.as_deref());
    each.filter_map(|address| address.parse().ok()).collect()
}

/// The headers beyond our own, and of those each but the first; several of one name are joined.
fn further(message: &Message<'_>) -> BTreeMap<String, String> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for header in message.headers() {
        let before = seen.entry(header.name().to_lowercase()).or_default();
        *before += 1;
        if *before == 1 && OWN.iter().any(|own| own.eq_ignore_ascii_case(header.name())) {
            continue;
        }
        let raw = || message.raw_message.get(header.offset_start as usize..header.offset_end as usize);
        let text = header.value().as_text().map(|text| text.trim().to_owned());
        let text = text.unwrap_or_else(|| unfolded(&String::from_utf8_lossy(raw().unwrap_or_default())));
        let all = headers.entry(header.name().to_owned()).or_default();
        if !all.is_empty() {
            all.push_str(", ");
        }
        all.push_str(&text);
    }
    headers
}

fn unfolded(raw: &str) -> String {
    raw.replace("\r\n", "").replace(['\r', '\n'], " ").trim().to_owned()
}
