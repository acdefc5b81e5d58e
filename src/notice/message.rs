//! A mail as a MIME message: a function of what it says, of the seed and of the run clock.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use lettre::Address as Spelt;
use lettre::address::Envelope;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, Date, Header as _, HeaderName, HeaderValue, MessageId,
};
use lettre::message::{Message, MessageBuilder, MultiPart, SinglePart};
use sha2::{Digest as _, Sha256};

use crate::domain::{Address, MailKind};
use crate::time::Instant;

use super::header;

/// The host that messages are named after. It is reserved and belongs to nobody.
///
/// Source: RFC 2606 section 2.
const HOST: &str = "contact-centre.example";

/// The correlation headers: the call, the kind of mail and the agent. A further header can't have their names.
pub(super) const CALL: &str = "X-Emergency-Call-Id";
pub(super) const KIND: &str = "X-Emergency-Mail-Kind";
pub(super) const AGENT: &str = "X-Emergency-Agent-Id";

/// How a mail that names nobody says so.
///
/// Source: RFC 5322 section 3.4, an empty `group`.
pub(super) const NOBODY: &str = "undisclosed-recipients:;";

/// A mail before it is a message.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'l> {
    /// What the deployment calls it: the same for each copy, and for no other mail of the run.
    pub name: &'l str,
    /// Its Message-ID in brackets, where its name is to be that; else one is made of the seed, the epoch and its name.
    pub id: Option<&'l str>,
    /// What it is about.
    pub kind: MailKind,
    /// The call that it is about, if it has one.
    pub call: Option<&'l str>,
    /// The agent that it is about, if it has one.
    pub agent: Option<&'l str>,
    /// From whom it is.
    pub sender: &'l Address,
    /// To whom it goes and who is named. Each sees the others.
    pub recipients: &'l [Address],
    /// Who else gets it and is not named.
    pub blind: &'l [Address],
    /// Further headers, of which only those count that begin with `X-` and are not the message's own.
    pub headers: &'l BTreeMap<String, String>,
    /// The subject.
    pub subject: &'l str,
    /// The text part.
    pub text: &'l str,
    /// The HTML part.
    pub html: &'l str,
}

/// From what a message has its date and its names.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// The seed of the run.
    pub seed: u64,
    /// The civil time at which the run begins.
    pub epoch: DateTime<Utc>,
    /// The instant at which the mail was written.
    pub at: Instant,
}

impl Stamp {
    /// The stamp of the same run as one of a scenario: other scenarios with the same seed and start have other ones.
    #[must_use]
    pub fn in_scenario(self, scenario: &str) -> Self {
        let hash = Sha256::new().chain_update(self.seed.to_le_bytes()).chain_update(scenario).finalize();
        let seed = hash.iter().take(8).fold(0, |seed: u64, byte| seed << 8 | u64::from(*byte));
        Stamp { seed, ..self }
    }
}

/// Why a mail can't be a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// It goes to nobody.
    NoRecipient,
    /// An address that no message can name.
    Address(String),
    /// A time that no message can name.
    Time,
    /// Its headers don't make a message.
    Headers(String),
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unwritable::NoRecipient => f.write_str("a mail to nobody is no message"),
            Unwritable::Address(address) => write!(f, "`{address}` is no address that a message can name"),
            Unwritable::Time => f.write_str("the mail was written at a time that a message can't name"),
            Unwritable::Headers(why) => write!(f, "the mail makes no message: {why}"),
        }
    }
}

impl std::error::Error for Unwritable {}

/// The message of a mail, as it goes to a mail server.
///
/// Its bytes are ASCII, but for addresses that are not: those need a server that takes them (RFC 6532).
///
/// Source: RFC 5322; RFC 2046 section 5.1.4; RFC 3834 section 5; RFC 4021 section 2.1.54.
///
/// # Errors
///
/// A mail to nobody, or one whose addresses or time no message can name.
pub fn message(letter: &Letter<'_>, stamp: &Stamp) -> Result<Vec<u8>, Unwritable> {
    let sender = spelt(letter.sender)?;
    let recipients: Vec<Spelt> = letter.recipients.iter().map(spelt).collect::<Result<_, _>>()?;
    let blind: Vec<Spelt> = letter.blind.iter().map(spelt).collect::<Result<_, _>>()?;
    let all = recipients.iter().chain(&blind).cloned().collect();
    let envelope = Envelope::new(Some(sender.clone()), all).map_err(|_| Unwritable::NoRecipient)?;
    let builder = Message::builder()
        .envelope(envelope)
        .raw_header(named("From", &[sender]))
        .raw_header(if recipients.is_empty() { free("To", NOBODY) } else { named("To", &recipients) })
        .raw_header(free("Subject", letter.subject))
        .header(date(stamp).ok_or(Unwritable::Time)?)
        .header(MessageId::from(id(letter, stamp)))
        .raw_header(free("Auto-Submitted", "auto-generated"))
        .raw_header(free("Importance", "high"));
    let parts = MultiPart::alternative()
        .boundary(boundary(letter, stamp))
        .singlepart(part(ContentType::TEXT_PLAIN, letter.text))
        .singlepart(part(ContentType::TEXT_HTML, letter.html));
    let message = further(correlated(builder, letter), letter).multipart(parts);
    message.map(|message| message.formatted()).map_err(|error| Unwritable::Headers(error.to_string()))
}

/// The Message-ID, in brackets.
pub(super) fn id(letter: &Letter<'_>, stamp: &Stamp) -> String {
    let own = letter.id.filter(|id| header::is_message_id(id)).map(str::to_owned);
    own.unwrap_or_else(|| format!("<{}.{}@{HOST}>", letter.kind, digest("message", letter, stamp)))
}

fn spelt(address: &Address) -> Result<Spelt, Unwritable> {
    address.as_str().parse().map_err(|_| Unwritable::Address(address.to_string()))
}

/// A header of addresses, each on a line of its own and in brackets, which leave no doubt where a quoted one ends.
///
/// Source: RFC 5322 section 3.4, `angle-addr`.
fn named(name: &'static str, addresses: &[Spelt]) -> HeaderValue {
    let list = |separator: &str, before: &str, after: &str| {
        let each = addresses.iter().map(|address| format!("{before}{address}{after}"));
        each.collect::<Vec<_>>().join(separator)
    };
    let name = HeaderName::new_from_ascii_str(name);
    HeaderValue::dangerous_new_pre_encoded(name, list(", ", "", ""), list(",\r\n ", "<", ">"))
}

/// A header of our own with a free text.
fn free(name: &'static str, text: &str) -> HeaderValue {
    value(HeaderName::new_from_ascii_str(name), text)
}

fn value(name: HeaderName, text: &str) -> HeaderValue {
    let body = header::body(&name, text);
    HeaderValue::dangerous_new_pre_encoded(name, text.to_owned(), body)
}

fn correlated(builder: MessageBuilder, letter: &Letter<'_>) -> MessageBuilder {
    let known = [(CALL, letter.call), (KIND, Some(letter.kind.word())), (AGENT, letter.agent)];
    let known = known.into_iter().filter_map(|(name, value)| Some((name, value?)));
    known.fold(builder, |builder, (name, value)| builder.raw_header(free(name, value)))
}

fn further(builder: MessageBuilder, letter: &Letter<'_>) -> MessageBuilder {
    let is_own = |name: &str| [CALL, KIND, AGENT].iter().any(|own| own.eq_ignore_ascii_case(name));
    let others = letter.headers.iter().filter(|(name, _)| header::is_further(name) && !is_own(name));
    others.fold(builder, |builder, (name, text)| match HeaderName::new_from_ascii(name.clone()) {
        Ok(name) => builder.raw_header(value(name, text)),
        Err(_) => builder,
    })
}

/// The date of the run clock, in UTC and to the second.
///
/// Source: RFC 5322 section 3.3.
fn date(stamp: &Stamp) -> Option<Date> {
    Date::parse(&date_text(stamp)?).ok()
}

pub(super) fn date_text(stamp: &Stamp) -> Option<String> {
    let micros = i64::try_from(stamp.at.ticks()).ok()?;
    let at = stamp.epoch.checked_add_signed(TimeDelta::microseconds(micros))?;
    Some(at.format("%a, %d %b %Y %H:%M:%S +0000").to_string())
}

/// One of the two parts. Both are encoded whatever they hold, so that no line is too long and none is a boundary.
fn part(kind: ContentType, text: &str) -> SinglePart {
    let builder = SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable);
    builder.body(shown(text))
}

/// A text as a part of a message says it: lines end alike, and what no message may hold is shown as missing.
///
/// Source: RFC 5322 sections 2.3 and 4.1.
pub fn shown(text: &str) -> String {
    let even = text.replace("\r\n", "\n").replace('\r', "\n");
    even.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{FFFD}' } else { c }).collect()
}

/// What no line of a part can be: none that is encoded holds `=_`.
///
/// Source: RFC 2045 section 6.7.
pub(super) fn boundary(letter: &Letter<'_>, stamp: &Stamp) -> String {
    format!("=_{}", digest("boundary", letter, stamp))
}

/// A name of a mail in its run: a copy has the same one, another mail or run another. The instant has no part in it, since a
/// copy is sent later.
fn digest(purpose: &str, letter: &Letter<'_>, stamp: &Stamp) -> String {
    let hash = Sha256::new()
        .chain_update(stamp.seed.to_le_bytes())
        .chain_update(stamp.epoch.timestamp_micros().to_le_bytes())
        .chain_update(purpose)
        .chain_update([0])
        .chain_update(letter.name)
        .finalize();
    hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
