//! A mail as the JSON of Microsoft Graph's `sendMail`, written and read.
//!
//! Source: Microsoft Graph v1.0, `user: sendMail`. Its answer 202 says that the mail was accepted, and nothing of a delivery.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::{Address, MailKind};

use super::message::{AGENT, CALL, KIND, Letter};
use super::parsed::{Arrived, said};

/// The header under which a mail has the name that its deployment gives it: Graph makes the Message-ID itself.
const NAME: &str = "x-emergency-message-name";

/// What one request may hold, in bytes.
///
/// Source: Microsoft Graph, limits of a JSON request.
const MOST: usize = 4 << 20;

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    message: Message,
    #[serde(default = "yes")]
    save_to_sent_items: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    #[serde(default)]
    subject: String,
    body: Body,
    #[serde(default)]
    importance: Importance,
    #[serde(default)]
    to_recipients: Vec<Recipient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cc_recipients: Vec<Recipient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bcc_recipients: Vec<Recipient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    internet_message_headers: Vec<Header>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    content_type: ContentType,
    content: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ContentType {
    #[serde(alias = "text")]
    Text,
    #[serde(rename = "HTML", alias = "html", alias = "Html")]
    Html,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Importance {
    Low,
    #[default]
    Normal,
    High,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: EmailAddress,
}

#[derive(Debug, Serialize, Deserialize)]
struct EmailAddress {
    address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Header {
    name: String,
    value: String,
}

/// A mail that came as a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requested {
    /// What it says.
    pub mail: Arrived,
    /// To whom it goes: everybody who is named, and who gets a blind copy.
    pub recipients: Vec<Address>,
    /// Whether a copy stays among the sent items, which is so unless the request says otherwise.
    pub kept: bool,
}

/// Why a request is none that Graph takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRequest(String);

impl fmt::Display for BadRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no request to send a mail: {}", self.0)
    }
}

impl std::error::Error for BadRequest {}

/// The request that sends a mail and keeps no copy of it. Its body is the page, where there is one: Graph takes one body.
///
/// # Errors
///
/// The JSON can't be written.
pub fn request(letter: &Letter<'_>) -> Result<String, BadRequest> {
    let list = |addresses: &[Address]| addresses.iter().map(recipient).collect();
    let own = [(NAME, Some(letter.name)), (CALL, letter.call), (KIND, Some(letter.kind.word())), (AGENT, letter.agent)];
    let own = own.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let further = letter.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let headers = own.chain(further.filter(|(name, _)| is_further(name)));
    let headers = headers.map(|(name, value)| Header { name: name.to_lowercase(), value: value.to_owned() }).collect();
    let (content_type, content) = match letter.html {
        "" => (ContentType::Text, letter.text),
        html => (ContentType::Html, html),
    };
    let message = Message {
        subject: letter.subject.to_owned(),
        body: Body { content_type, content: content.to_owned() },
        importance: Importance::High,
        to_recipients: list(letter.recipients),
        cc_recipients: Vec::new(),
        bcc_recipients: list(letter.blind),
        internet_message_headers: headers,
    };
    let request = Request { message, save_to_sent_items: false };
    serde_json::to_string_pretty(&request).map_err(|error| BadRequest(error.to_string()))
}

/// Reads a request.
///
/// # Errors
///
/// What Graph answers with 400: no JSON of this form, a header that does not begin with `x-`, nobody to send it to.
pub fn requested(json: &str) -> Result<Requested, BadRequest> {
    if json.len() > MOST {
        return Err(BadRequest(format!("it has {} bytes, and at most {MOST} are taken", json.len())));
    }
    let Request { message, save_to_sent_items } =
        serde_json::from_str(json).map_err(|error| BadRequest(error.to_string()))?;
    let named = addresses(message.to_recipients.iter().chain(&message.cc_recipients))?;
    let blind = addresses(message.bcc_recipients.iter())?;
    let recipients: Vec<Address> = named.iter().chain(&blind).cloned().collect();
    if recipients.is_empty() {
        return Err(BadRequest("it names no recipient".to_owned()));
    }
    let mut headers = headers(message.internet_message_headers)?;
    let mut own = |name: &str| headers.remove(&name.to_lowercase());
    let (id, call, kind, agent) = (own(NAME), own(CALL), own(KIND), own(AGENT));
    let (text, html) = match message.body.content_type {
        ContentType::Text => (message.body.content, String::new()),
        ContentType::Html => (said(&message.body.content), message.body.content),
    };
    let mail = Arrived {
        id: id.unwrap_or_default(),
        call,
        kind: kind.and_then(|kind| kind.parse().ok()).unwrap_or(MailKind::Unknown),
        agent: agent.and_then(|agent| agent.parse().ok()),
        named,
        headers,
        subject: message.subject,
        text,
        html,
    };
    Ok(Requested { mail, recipients, kept: save_to_sent_items })
}

fn recipient(address: &Address) -> Recipient {
    Recipient { email_address: EmailAddress { address: address.to_string(), name: None } }
}

fn addresses<'r>(list: impl Iterator<Item = &'r Recipient>) -> Result<Vec<Address>, BadRequest> {
    let read = |one: &Recipient| {
        let text = &one.email_address.address;
        text.parse().map_err(|_| BadRequest(format!("`{text}` is no address")))
    };
    list.map(read).collect()
}

fn is_further(name: &str) -> bool {
    let own = [NAME, CALL, KIND, AGENT].iter().any(|own| own.eq_ignore_ascii_case(name));
    !own && name.get(..2).is_some_and(|begin| begin.eq_ignore_ascii_case("x-"))
}

fn headers(list: Vec<Header>) -> Result<BTreeMap<String, String>, BadRequest> {
    let mut headers = BTreeMap::new();
    for Header { name, value } in list {
        if !name.get(..2).is_some_and(|begin| begin.eq_ignore_ascii_case("x-")) {
            return Err(BadRequest(format!("the header `{name}` does not begin with `x-`")));
        }
        if headers.insert(name.to_lowercase(), value).is_some() {
            return Err(BadRequest(format!("the header `{name}` stands twice")));
        }
    }
    Ok(headers)
}
