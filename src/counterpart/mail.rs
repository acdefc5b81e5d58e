//! The mail server, and the service in front of it: takes a mail for each recipient, refuses it, or fails as a whole.

use std::collections::BTreeMap;

use crate::border::{Answer, Mail, Recipient, Seen};
use crate::domain::{Address, Code, Delivery};
use crate::time::Span;

/// The state of the mail server, its health apart.
#[derive(Clone, Debug, Default)]
pub(super) struct MailServer {
    /// Recipients that it refuses, in lower case.
    refused: BTreeMap<String, Code>,
    /// After which span it asks to be tried again while the service fails.
    pub(super) retry_after: Option<Span>,
}

impl MailServer {
    /// Refuses a recipient with a code from now on.
    pub(super) fn refuse(&mut self, address: &Address, code: Code) {
        self.refused.insert(address.as_str().to_lowercase(), code);
    }

    /// Refuses nobody any more.
    pub(super) fn recover(&mut self) {
        self.refused.clear();
        self.retry_after = None;
    }

    /// What it does with a mail while it is well: each recipient is taken or refused for itself.
    pub(super) fn take(&self, mail: &Mail) -> (Answer, Vec<Seen>) {
        let recipients = outcomes(mail, |address| self.refused.get(&address.as_str().to_lowercase()).copied());
        let seen = shown(mail, &recipients);
        (Answer::MailTaken { recipients }, seen)
    }

    /// What it does while it fails with a code. Those of HTTP are of the service in front of it, which fails as a whole;
    /// all others are the mail server's own, for each recipient.
    ///
    /// Source: RFC 9110 sections 15.5.9 and 15.6, RFC 6585 section 4. The five hundreds that SMTP has below 505 tell a
    /// client of its own wrong commands, which a right client never sees (RFC 5321 section 4.2.2).
    pub(super) fn fail(&self, mail: &Mail, code: Code) -> (Answer, Vec<Seen>) {
        let recipients = outcomes(mail, |_| Some(code));
        let seen = shown(mail, &recipients);
        if is_of_service(code) {
            (Answer::MailFailed { code, retry_after: self.retry_after }, seen)
        } else {
            (Answer::MailTaken { recipients }, seen)
        }
    }
}

fn is_of_service(code: Code) -> bool {
    matches!(code.value(), 408 | 429 | 500..=504)
}

fn outcomes(mail: &Mail, refused: impl Fn(&Address) -> Option<Code>) -> Vec<Recipient> {
    let one = |address: &Address| {
        let code = refused(address);
        let delivery = code.map_or(Delivery::Accepted, delivery);
        Recipient { address: address.clone(), delivery, code }
    };
    mail.recipients.iter().map(one).collect()
}

/// Four hundreds, and the failures of a service, are for now; anything else is for good.
///
/// Source: RFC 5321 section 4.2.1.
fn delivery(code: Code) -> Delivery {
    if (400..500).contains(&code.value()) || is_of_service(code) { Delivery::Deferred } else { Delivery::Rejected }
}

fn shown(mail: &Mail, recipients: &[Recipient]) -> Vec<Seen> {
    let outcome =
        |recipient: &Recipient| Seen::MailOutcome { message: mail.message.clone(), recipient: recipient.clone() };
    recipients.iter().map(outcome).collect()
}
