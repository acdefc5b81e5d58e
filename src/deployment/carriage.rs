//! How a mail comes to the mail server: as bytes and an envelope, from which it is read back. What is judged is what arrived,
//! never what its sender meant.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::border::{Answer, CallName, Mail, MessageName};
use crate::counterpart::Post;
use crate::domain::{Address, AgentName};
use crate::notice::{Letter, Stamp, arrived, as_sent};
use crate::time::Instant;

/// A mail on its way: what goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The envelope sender.
    pub sender: Address,
    /// The envelope recipients.
    pub recipients: Vec<Address>,
    /// The name of the envelope: what the deployment calls the mail.
    pub name: String,
    /// The message.
    pub bytes: Vec<u8>,
}

impl Parcel {
    /// What a deployment sends of a mail.
    pub fn of(mail: &Mail, stamp: &Stamp) -> Parcel {
        let blind = blind(mail);
        let letter = Letter { id: Some(mail.message.as_str()), ..letter(mail, &blind) };
        Parcel {
            sender: mail.sender.clone(),
            recipients: mail.recipients.clone(),
            name: mail.message.to_string(),
            bytes: as_sent(&letter, stamp),
        }
    }

    /// The mail that arrived.
    pub fn read(&self) -> Mail {
        read(self.sender.clone(), self.recipients.clone(), &self.bytes)
    }
}

fn read(sender: Address, recipients: Vec<Address>, bytes: &[u8]) -> Mail {
    let arrived = arrived(bytes);
    Mail {
        message: MessageName::new(arrived.id),
        call: arrived.call.map(CallName::new),
        kind: arrived.kind,
        agent: arrived.agent,
        sender,
        recipients,
        named: arrived.named,
        headers: arrived.headers,
        subject: arrived.subject,
        text: arrived.text,
        html: arrived.html,
    }
}

/// A mail that was carried.
#[derive(Clone, Debug)]
pub struct Carried {
    /// What arrived.
    pub mail: Mail,
    /// What the deployment heard, where that is not for the counterpart alone to say.
    pub answer: Option<Answer>,
}

/// How the mails of a run come to the mail server.
pub trait Carriage {
    /// Carries a mail to a mail server in this state.
    ///
    /// # Errors
    ///
    /// The harness can't carry it.
    fn carry(&mut self, mail: &Mail, stamp: &Stamp, server: Post) -> Result<Carried, String>;
}

/// Mails that stay in this process: written as a message and read back.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByHand;

/// What a mail is read as depends on it and its stamp alone, and an audit sends the same ones hundreds of times.
type Known = BTreeMap<(Instant, u64, DateTime<Utc>, Mail), Mail>;

/// How many mails a thread remembers; a suite sends some thousand different ones.
const REMEMBERED: usize = 4_096;

thread_local! {
    static KNOWN: RefCell<Known> = const { RefCell::new(Known::new()) };
}

impl Carriage for ByHand {
    fn carry(&mut self, mail: &Mail, stamp: &Stamp, _: Post) -> Result<Carried, String> {
        let key = (stamp.at, stamp.seed, stamp.epoch, mail.clone());
        let mail = KNOWN.with_borrow_mut(|known| {
            if let Some(read) = known.get(&key) {
                return read.clone();
            }
            if known.len() >= REMEMBERED {
                known.clear();
            }
            let read = Parcel::of(mail, stamp).read();
            known.insert(key, read.clone());
            read
        });
        Ok(Carried { mail, answer: None })
    }
}

/// What a server behind a wire was given.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The sender and the recipients that were named.
    pub envelope: (Option<String>, Vec<String>),
    /// The name of the envelope.
    pub name: Option<String>,
    /// The message, if it came.
    pub bytes: Option<Vec<u8>>,
}

/// The messages that came to a server, by the names of their envelopes. Of a later attempt that names nobody whom the server
/// takes, no message comes: it is then the one that came before under that name.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    messages: BTreeMap<String, Vec<u8>>,
}

impl Bag {
    /// The mail that a server was given over a wire, of which nobody knows how it was meant; none where its sender is no address.
    pub fn received(&mut self, given: Given) -> Option<Mail> {
        let sender: Address = given.envelope.0.as_ref()?.parse().ok()?;
        let unknown = read(sender, Vec::new(), b"");
        Some(self.opened(&unknown, given))
    }

    /// The mail that was given; without a message it is one of which nothing is known but the envelope. The sender stands in
    /// where not even that was named: nothing is seen of such a mail.
    pub fn opened(&mut self, sent: &Mail, given: Given) -> Mail {
        let (sender, recipients) = given.envelope;
        let sender = sender.and_then(|sender| sender.parse().ok()).unwrap_or_else(|| sent.sender.clone());
        let recipients = recipients.iter().filter_map(|address| address.parse().ok()).collect();
        if let (Some(name), Some(bytes)) = (&given.name, &given.bytes) {
            self.messages.insert(name.clone(), bytes.clone());
        }
        let before = given.name.as_ref().and_then(|name| self.messages.get(name));
        match given.bytes.as_ref().or(before) {
            Some(bytes) => read(sender, recipients, bytes),
            None => {
                let message = given.name.map(MessageName::new);
                let mail = read(sender, recipients, b"");
                Mail { message: message.unwrap_or_else(|| mail.message.clone()), ..mail }
            }
        }
    }
}

/// Who gets a mail and is not named in it.
pub(super) fn blind(mail: &Mail) -> Vec<Address> {
    mail.recipients.iter().filter(|address| !mail.named.contains(address)).cloned().collect()
}

/// A mail as a letter, which has its Message-ID from the seed.
pub(super) fn letter<'l>(mail: &'l Mail, blind: &'l [Address]) -> Letter<'l> {
    Letter {
        name: mail.message.as_str(),
        id: None,
        kind: mail.kind,
        call: mail.call.as_ref().map(CallName::as_str),
        agent: mail.agent.as_ref().map(AgentName::as_str),
        sender: &mail.sender,
        recipients: &mail.named,
        blind,
        headers: &mail.headers,
        subject: &mail.subject,
        text: &mail.text,
        html: &mail.html,
    }
}
