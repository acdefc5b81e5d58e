//! The mail server as an SMTP server: one transaction, step by step, with what it says to each. A run in process and the sink
//! behind a socket ask the same state machine.
//!
//! Source: RFC 5321 sections 3.3, 4.2 and 4.3.2.

use std::collections::{BTreeMap, BTreeSet};

use crate::border::MessageName;
use crate::domain::{Address, Code, MailPhase as Phase};
use crate::time::Span;

/// What goes wrong at a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upset {
    /// The server answers with a code of failure; after 421 it closes.
    Code(Code),
    /// The server closes the connection without an answer.
    Closes,
    /// The server never answers.
    Silent,
}

/// What comes from a server in response to a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// It replies.
    Reply(Reply),
    /// It closes the connection.
    Closes,
    /// It says nothing.
    Silent,
}

/// A reply of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its three digits.
    pub code: u16,
    /// What follows them.
    pub text: String,
}

impl Reply {
    /// A reply.
    pub fn new(code: u16, text: impl Into<String>) -> Self {
        Reply { code, text: text.into() }
    }

    /// Whether the step was taken.
    pub fn is_positive(&self) -> bool {
        (200..400).contains(&self.code)
    }
}

/// The state of an SMTP server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// Recipients that it refuses, in lower case.
    pub(super) refused: BTreeMap<String, Code>,
    /// The code with which it refuses each message.
    pub(super) failing: Option<Code>,
    /// After which span the service in front of it asks to be tried again while it fails.
    pub(super) retry_after: Option<Span>,
    upsets: BTreeMap<Phase, Upset>,
    greylisted: Option<BTreeSet<(String, String)>>,
    most: Option<usize>,
    largest: Option<usize>,
    /// The mails that it has dealt with.
    had: BTreeSet<MessageName>,
}

impl Post {
    /// Refuses a recipient with a code from now on.
    pub fn refuse(&mut self, address: &Address, code: Code) {
        self.refused.insert(lower(address), code);
    }

    /// Goes wrong at a phase.
    pub fn upset(&mut self, phase: Phase, upset: Upset) {
        self.upsets.insert(phase, upset);
    }

    /// Defers each message with a pair of a sender and a recipient that comes for the first time, when it has come.
    ///
    /// Source: RFC 6647 section 2.3.
    pub fn greylist(&mut self) {
        self.greylisted.get_or_insert_default();
    }

    /// Takes no more recipients than this in one transaction.
    ///
    /// Source: RFC 5321 section 4.5.3.1.10.
    pub fn take_at_most(&mut self, recipients: usize) {
        self.most = Some(recipients);
    }

    /// Takes no message with more bytes than this.
    ///
    /// Source: RFC 1870 section 6.2.
    pub fn take_up_to(&mut self, bytes: usize) {
        self.largest = Some(bytes);
    }

    /// Whether it stops answering somewhere.
    pub fn is_silent(&self) -> bool {
        self.upsets.values().any(|upset| *upset == Upset::Silent)
    }

    /// The most bytes of a message that it takes, where there is a limit.
    pub fn largest(&self) -> Option<usize> {
        self.largest
    }

    /// Whether it refuses each of these recipients by itself.
    pub(super) fn refuses_all(&self, recipients: &[Address]) -> bool {
        self.failing.is_none() && recipients.iter().all(|address| self.refused.contains_key(&lower(address)))
    }

    /// Whether it knows a mail: it has dealt with it, in this transaction or in one before.
    pub(super) fn knows(&mut self, message: &MessageName, dealt_with: bool) -> bool {
        if dealt_with {
            self.had.insert(message.clone());
        }
        self.had.contains(message)
    }

    /// Refuses nobody and nothing any more; what it has, it keeps.
    pub(super) fn recover(&mut self) {
        *self = Post { had: std::mem::take(&mut self.had), ..Post::default() };
    }
}

/// One transaction of a server: each step in turn, and what the server says to it.
#[derive(Clone, Debug)]
pub struct Transaction {
    post: Post,
    sender: String,
    taken: Vec<String>,
    closed: bool,
}

impl Transaction {
    /// A transaction with a server.
    pub fn new(post: Post) -> Self {
        Transaction { post, sender: String::new(), taken: Vec::new(), closed: false }
    }

    /// The server after the transaction.
    pub fn post(self) -> Post {
        self.post
    }

    /// The client connects.
    pub fn connect(&mut self) -> Response {
        self.step(Phase::Connect, |_| Reply::new(220, "mail.contact-centre.example ESMTP"))
    }

    /// The client says who it is.
    pub fn hello(&mut self) -> Response {
        self.step(Phase::Hello, |_| Reply::new(250, "OK"))
    }

    /// The client names the sender, as one that may send addresses beyond ASCII or not.
    pub fn sender(&mut self, sender: &str, utf8: bool) -> Response {
        self.step(Phase::Sender, |this| {
            if !sender.is_ascii() && !utf8 {
                return unspeakable();
            }
            this.sender = sender.to_lowercase();
            this.taken.clear();
            Reply::new(250, "2.1.0 OK")
        })
    }

    /// The client names a recipient.
    pub fn recipient(&mut self, recipient: &str, utf8: bool) -> Response {
        self.step(Phase::Recipient, |this| {
            let reply = this.asked(recipient, utf8);
            if reply.is_positive() {
                this.taken.push(recipient.to_lowercase());
            }
            reply
        })
    }

    fn asked(&mut self, recipient: &str, utf8: bool) -> Reply {
        if !is_path(recipient) {
            return Reply::new(501, "5.1.3 no address");
        }
        if !recipient.is_ascii() && !utf8 {
            return unspeakable();
        }
        let own = recipient.to_lowercase();
        // A server that fails as a whole says so of the message, and of no recipient.
        if let Some(code) = self.post.refused.get(&own).filter(|_| self.post.failing.is_none()) {
            return refusal(*code, self.post.retry_after);
        }
        if self.post.most.is_some_and(|most| self.taken.len() >= most) {
            return Reply::new(452, "4.5.3 too many recipients");
        }
        Reply::new(250, "2.1.5 OK")
    }

    /// The client wants to send the message.
    pub fn data(&mut self) -> Response {
        self.step(Phase::Data, |this| match this.taken.len() {
            0 => Reply::new(554, "5.5.1 no valid recipients"),
            _ => Reply::new(354, "end with a dot on a line of its own"),
        })
    }

    /// The client has sent a message of so many bytes.
    pub fn content(&mut self, bytes: usize) -> Response {
        self.step(Phase::Content, |this| {
            if let Some(code) = this.post.failing {
                return refusal(code, this.post.retry_after);
            }
            if this.post.largest.is_some_and(|largest| bytes > largest) {
                return Reply::new(552, "5.3.4 the message is too big");
            }
            if this.is_greylisted() {
                return Reply::new(451, "4.7.1 greylisted, try again later");
            }
            Reply::new(250, "2.0.0 OK")
        })
    }

    /// Whether a pair of sender and recipient comes for the first time; all of them are known from then on.
    fn is_greylisted(&mut self) -> bool {
        let Some(known) = &mut self.post.greylisted else { return false };
        let fresh = self.taken.iter().filter(|to| known.insert((self.sender.clone(), (*to).clone()))).count();
        fresh > 0
    }

    fn step(&mut self, phase: Phase, well: impl FnOnce(&mut Self) -> Reply) -> Response {
        if self.closed {
            return Response::Closes;
        }
        let said = match self.post.upsets.get(&phase) {
            Some(Upset::Closes) => Response::Closes,
            Some(Upset::Silent) => Response::Silent,
            Some(Upset::Code(code)) => Response::Reply(refusal(*code, self.post.retry_after)),
            None => Response::Reply(well(self)),
        };
        self.closed = match &said {
            Response::Reply(reply) => reply.code == 421,
            Response::Closes => true,
            Response::Silent => false,
        };
        said
    }
}

pub(super) fn lower(address: &Address) -> String {
    address.as_str().to_lowercase()
}

/// Whether a text can stand between the brackets of a command as an address, quoted or not.
///
/// Source: RFC 5321 sections 4.1.2 and 4.5.3.1.3.
pub fn is_path(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |part: &str, signs: &str| {
        let bad = |c: char| c.is_whitespace() || c.is_control() || signs.contains(c);
        !part.is_empty() && !part.contains(bad)
    };
    let inner = local.strip_prefix('"').and_then(|local| local.strip_suffix('"'));
    let quoted = inner.is_some_and(|inner| {
        let bare = inner.replace("\\\\", "").replace("\\\"", "");
        !inner.is_empty() && !bare.contains('"') && !bare.contains(char::is_control)
    });
    text.len() <= 254 && plain(domain, "<>(),;\\\"@") && (quoted || plain(local, "<>()[],;:\\\"@"))
}

/// No server takes an address beyond ASCII from a client that has not asked to send such.
///
/// Source: RFC 6531 section 3.5.
fn unspeakable() -> Reply {
    Reply::new(553, "5.6.7 the address is not ASCII")
}

/// Whether a code is of the HTTP service in front of the server, which fails as a whole. The five hundreds that SMTP has below
/// 505 tell a client of its own wrong commands, which a right client never sees.
///
/// Source: RFC 9110 sections 15.5.9 and 15.6, RFC 6585 section 4; RFC 5321 section 4.2.2.
pub(super) fn is_of_service(code: Code) -> bool {
    matches!(code.value(), 408 | 429 | 500..=504)
}

/// How the text of a reply tells that the service in front failed, and with what.
const SERVICE: &str = "4.3.0 the mail service failed with ";

/// How it tells when to try again.
const AGAIN: &str = ", try again after ";

/// The reply that is a failure with a code. The failure of the service in front is one for now, and tells its own code.
fn refusal(code: Code, retry_after: Option<Span>) -> Reply {
    if is_of_service(code) {
        let again = retry_after.map(|span| format!("{AGAIN}{span}")).unwrap_or_default();
        return Reply::new(451, format!("{SERVICE}{code}{again}"));
    }
    match code.value() {
        value @ 400..500 => Reply::new(value, "4.0.0 not now"),
        value @ 500..600 => Reply::new(value, "5.0.0 refused"),
        _ => Reply::new(554, format!("5.0.0 refused with {code}")),
    }
}

/// The failure of the service in front that a reply tells of, and when to try again.
pub(super) fn of_service(reply: &Reply) -> Option<(Code, Option<Span>)> {
    let told = reply.text.strip_prefix(SERVICE).filter(|_| reply.code == 451)?;
    let (code, again) = told.split_once(AGAIN).map_or((told, None), |(code, again)| (code, Some(again)));
    Some((code.trim().parse().ok()?, again.and_then(|span| span.trim().parse().ok())))
}
