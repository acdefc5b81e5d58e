//! The mail server: takes a mail for each recipient, or refuses it.

use crate::border::{Answer, Mail, Recipient, Seen};
use crate::domain::{Code, Delivery};

/// What the mail server does with a mail while it is well.
pub(super) fn take(mail: &Mail) -> (Answer, Vec<Seen>) {
    settle(mail, Delivery::Accepted, None)
}

/// What it does while it fails with a code: four hundreds are for now, anything else for good.
///
/// Source: RFC 5321 section 4.2.1.
pub(super) fn refuse(mail: &Mail, code: Code) -> (Answer, Vec<Seen>) {
    let delivery = if (400..500).contains(&code.value()) { Delivery::Deferred } else { Delivery::Rejected };
    settle(mail, delivery, Some(code))
}

fn settle(mail: &Mail, delivery: Delivery, code: Option<Code>) -> (Answer, Vec<Seen>) {
    let recipients: Vec<Recipient> =
        mail.recipients.iter().map(|address| Recipient { address: address.clone(), delivery, code }).collect();
    let outcome =
        |recipient: &Recipient| Seen::MailOutcome { message: mail.message.clone(), recipient: recipient.clone() };
    let seen = recipients.iter().map(outcome).collect();
    (Answer::MailTaken { recipients }, seen)
}
