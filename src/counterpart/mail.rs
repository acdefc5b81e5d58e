//! The mail server, and the service in front of it: takes a mail for each recipient, refuses it, or fails as a whole.

use crate::border::{Answer, Mail, Seen};
use crate::domain::Code;

use super::heard::send;
use super::post::{Post, Transaction};

/// What the mail server does with a mail, while it fails with a code or is well; and what is seen of it.
pub(super) fn deliver(post: &mut Post, mail: &Mail, failing: Option<Code>) -> (Answer, Vec<Seen>) {
    let mut server = std::mem::take(post);
    server.failing = failing;
    let mut transaction = Transaction::new(server);
    let heard = send(&mut transaction, &mail.sender, &mail.recipients, mail.text.len() + mail.html.len());
    *post = transaction.post();
    // A transaction that breaks off before the message leaves nothing of a mail; the refusal of a recipient is one of this mail.
    let dealt_with = heard.complete || post.refuses_all(&mail.recipients);
    let known = post.knows(&mail.message, dealt_with);
    let outcomes = heard.recipients().into_iter().filter(|_| known);
    let seen = outcomes.map(|recipient| Seen::MailOutcome { message: mail.message.clone(), recipient }).collect();
    (heard.answer(), seen)
}
