//! Mails under way: submitted, tried again under the same name, delivered or given up. No call waits for one.

use serde::{Deserialize, Serialize};

use crate::border::{Answer, CallName, Mail, MessageName, Recipient, Request, RequestId};
use crate::domain::{Address, Delivery};
use crate::time::{Instant, Span};

use super::decide::Trouble;
use super::mail_policy::{ATTEMPT, MailFailure, Tried};
use super::serve::Reference;
use super::state::{Phase, Waiting};

/// A mail under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Outgoing {
    /// The mail, with the recipients that are left.
    pub mail: Mail,
    /// When it was first tried.
    pub first_at: Instant,
    /// How many attempts failed.
    pub attempts: u32,
    /// When it is tried again.
    pub retry_at: Option<Instant>,
    /// Whether a recipient was given up.
    pub lost: bool,
}

impl Outgoing {
    fn took(&mut self, address: &Address) {
        self.mail.recipients.retain(|left| left != address);
    }
}

impl Reference {
    /// Submits a mail for the first time.
    pub(super) fn submit(&mut self, mail: Mail) {
        let message = mail.message.clone();
        let outgoing = Outgoing { mail, first_at: self.now, attempts: 0, retry_at: None, lost: false };
        self.state.mails.insert(message.clone(), outgoing);
        self.attempt(&message);
    }

    pub(super) fn attempt(&mut self, message: &MessageName) {
        let Some(outgoing) = self.state.mails.get_mut(message) else { return };
        outgoing.retry_at = None;
        let mail = outgoing.mail.clone();
        let request = self.request(Request::SubmitMail { mail });
        let waiting = Waiting::Mail { message: message.clone(), until: Some(self.now + ATTEMPT) };
        self.state.waiting.insert(request, waiting);
    }

    /// Takes the answer of the mail server; one that comes after its time only tells who has the mail after all.
    pub(super) fn mail_answered(&mut self, message: &MessageName, in_time: bool, answer: &Answer) {
        let call = self.call_of_mail(message);
        match (MailFailure::of(answer), answer) {
            (Some((failure, retry_after)), _) if in_time => self.mail_failed(message, failure, retry_after),
            (None, Answer::MailTaken { recipients }) => self.mail_taken(message, in_time, recipients),
            (Some(_) | None, _) => {}
        }
        if in_time {
            self.leg_after_mail(call.as_ref());
        }
    }

    fn mail_taken(&mut self, message: &MessageName, in_time: bool, recipients: &[Recipient]) {
        let transient = self.policy.mail_transient;
        let Some(outgoing) = self.state.mails.get_mut(message) else { return };
        for recipient in recipients {
            match recipient.delivery {
                Delivery::Accepted => outgoing.took(&recipient.address),
                Delivery::Deferred | Delivery::Rejected => {
                    let lost = recipient.code.is_some_and(|code| !transient(MailFailure::Server(code)));
                    if lost {
                        outgoing.took(&recipient.address);
                        outgoing.lost = true;
                    }
                }
            }
        }
        if outgoing.mail.recipients.is_empty() {
            self.close(message);
        } else if in_time {
            self.try_again(message, None);
        }
    }

    fn mail_failed(&mut self, message: &MessageName, failure: MailFailure, retry_after: Option<Span>) {
        if (self.policy.mail_transient)(failure) { self.try_again(message, retry_after) } else { self.close(message) }
    }

    fn try_again(&mut self, message: &MessageName, retry_after: Option<Span>) {
        let Some(outgoing) = self.state.mails.get_mut(message) else { return };
        outgoing.attempts += 1;
        self.trouble(Trouble::MailAttempt);
        let Some(outgoing) = self.state.mails.get_mut(message) else { return };
        let (attempts, first_at) = (outgoing.attempts, outgoing.first_at);
        let tried = Tried { attempts, first_at, now: self.now, retry_after };
        match (self.policy.mail_retry)(&tried) {
            Some(pause) => outgoing.retry_at = Some(self.now + pause),
            None => self.close(message),
        }
    }

    /// Is done with a mail; one that did not reach everybody is reported.
    fn close(&mut self, message: &MessageName) {
        let Some(outgoing) = self.state.mails.remove(message) else { return };
        let of_it = |waiting: &Waiting| matches!(waiting, Waiting::Mail { message: of, .. } if of == message);
        self.state.waiting.retain(|_, waiting| !of_it(waiting));
        if outgoing.lost || !outgoing.mail.recipients.is_empty() {
            self.trouble(Trouble::Mail);
            let up = |call: &CallName| self.state.calls.get(call).is_some_and(|call| call.phase == Phase::Up);
            if let Some(call) = outgoing.mail.call.filter(|call| (self.policy.ends_unmailed)() && up(call)) {
                self.hang_up(&call);
            }
        }
    }

    /// Gives an attempt up that nothing was heard of; its answer may still come.
    pub(super) fn mail_timed_out(&mut self, request: RequestId, message: MessageName) {
        let call = self.call_of_mail(&message);
        self.state.waiting.insert(request, Waiting::Mail { message: message.clone(), until: None });
        self.mail_failed(&message, MailFailure::TimeOut, None);
        self.leg_after_mail(call.as_ref());
    }

    /// When the next mail is tried again.
    pub(super) fn next_retry(&self) -> Option<Instant> {
        self.state.mails.values().filter_map(|outgoing| outgoing.retry_at).min()
    }

    /// Tries the mails again whose time has come.
    pub(super) fn retry_mails(&mut self) {
        let due = |outgoing: &Outgoing| outgoing.retry_at.is_some_and(|at| at <= self.now);
        let due: Vec<MessageName> =
            self.state.mails.iter().filter(|(_, outgoing)| due(outgoing)).map(|(name, _)| name.clone()).collect();
        due.iter().for_each(|message| self.attempt(message));
    }

    fn call_of_mail(&self, message: &MessageName) -> Option<CallName> {
        self.state.mails.get(message)?.mail.call.clone()
    }

    /// Whether a mail of a call is under way.
    pub(super) fn mails_under_way(&self, call: &CallName) -> bool {
        self.state.mails.values().any(|outgoing| outgoing.mail.call.as_ref() == Some(call))
    }
}
