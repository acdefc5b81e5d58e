//! What a client hears of each recipient in a transaction, and the answer that it makes of it.

use crate::border::{Answer, Recipient};
use crate::domain::{Address, Code, Delivery};

use super::post::{Reply, Response, Transaction, of_service};

/// What a client heard of each recipient: a reply, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    recipients: Vec<(Address, Fate)>,
    /// Whether the server has the whole message.
    pub complete: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    Open,
    Told(Reply),
    Unheard,
}

impl Heard {
    /// Nothing yet.
    pub fn new(recipients: &[Address]) -> Self {
        let recipients = recipients.iter().map(|address| (address.clone(), Fate::Open)).collect();
        Heard { recipients, complete: false }
    }

    /// The reply to the naming of one recipient; a positive one leaves it open.
    pub fn named(&mut self, place: usize, reply: Reply) {
        if let Some((_, fate)) = self.recipients.get_mut(place).filter(|_| !reply.is_positive()) {
            *fate = Fate::Told(reply);
        }
    }

    /// The reply that holds for all recipients that are open.
    pub fn all(&mut self, reply: &Reply) {
        self.close(&Fate::Told(reply.clone()));
    }

    /// Nothing more was heard.
    pub fn cut(&mut self) {
        self.close(&Fate::Unheard);
    }

    fn close(&mut self, end: &Fate) {
        for (_, fate) in &mut self.recipients {
            if *fate == Fate::Open {
                *fate = end.clone();
            }
        }
    }

    /// Whether a recipient is left.
    pub fn is_open(&self) -> bool {
        self.recipients.iter().any(|(_, fate)| *fate == Fate::Open)
    }

    /// What became of each recipient.
    pub fn recipients(&self) -> Vec<Recipient> {
        let each = self.recipients.iter().map(|(address, fate)| match fate {
            Fate::Told(reply) => told(address, reply),
            Fate::Open | Fate::Unheard => {
                Recipient { address: address.clone(), delivery: Delivery::Deferred, code: None }
            }
        });
        each.collect()
    }

    /// The answer: the service in front failed as a whole, or each recipient was dealt with.
    pub fn answer(&self) -> Answer {
        let failure = |(_, fate): &(Address, Fate)| match fate {
            Fate::Told(reply) => of_service(reply),
            Fate::Open | Fate::Unheard => None,
        };
        let first = self.recipients.first().and_then(failure);
        match first.filter(|first| self.recipients.iter().all(|one| failure(one).as_ref() == Some(first))) {
            Some((code, retry_after)) => Answer::MailFailed { code, retry_after },
            None => Answer::MailTaken { recipients: self.recipients() },
        }
    }
}

/// Two hundreds take the mail, four hundreds refuse it for now, anything else for good.
///
/// Source: RFC 5321 section 4.2.1.
fn told(address: &Address, reply: &Reply) -> Recipient {
    let code = of_service(reply).map(|(code, _)| code).or_else(|| Code::try_from(reply.code).ok());
    let (delivery, code) = match reply.code {
        200..300 => (Delivery::Accepted, None),
        400..500 => (Delivery::Deferred, code),
        _ => (Delivery::Rejected, code),
    };
    Recipient { address: address.clone(), delivery, code }
}

/// How a right client sends a message: each recipient is named, and the message goes to those that are taken.
pub(super) fn send(transaction: &mut Transaction, sender: &Address, recipients: &[Address], bytes: usize) -> Heard {
    let mut heard = Heard::new(recipients);
    let steps: [&dyn Fn(&mut Transaction) -> Response; 3] =
        [&|server| server.connect(), &|server| server.hello(), &|server| server.sender(sender.as_str(), true)];
    for step in steps {
        if !goes_on(step(transaction), &mut heard) {
            return heard;
        }
    }
    for (place, recipient) in recipients.iter().enumerate() {
        match transaction.recipient(recipient.as_str(), true) {
            Response::Reply(reply) if reply.code != 421 => heard.named(place, reply),
            other => {
                goes_on(other, &mut heard);
                return heard;
            }
        }
    }
    if heard.is_open() && goes_on(transaction.data(), &mut heard) {
        let said = transaction.content(bytes);
        heard.complete = true;
        match said {
            Response::Reply(reply) => heard.all(&reply),
            Response::Closes | Response::Silent => heard.cut(),
        }
    }
    heard
}

fn goes_on(said: Response, heard: &mut Heard) -> bool {
    match said {
        Response::Reply(reply) if reply.is_positive() => return true,
        Response::Reply(reply) => heard.all(&reply),
        Response::Closes | Response::Silent => heard.cut(),
    }
    false
}
