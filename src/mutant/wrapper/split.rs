//! One request that is split into several; their answers are put together for the reference.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::border::{Answer, Effect, Input, Mail, MessageName, Recipient, Request, RequestId};
use crate::reference::{LoadError, Reference, Service};
use crate::time::Instant;

use super::around::{Around, stored};
use super::meddled::FIRST;

/// A mail that went out as several.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Parts {
    whole: RequestId,
    missing: usize,
    taken: Vec<Recipient>,
    failed: Option<Answer>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Pending {
    next: u32,
    /// The mail that each part belongs to.
    part_of: BTreeMap<u32, u32>,
    mails: BTreeMap<u32, Parts>,
}

/// Sends each recipient a mail of its own.
pub(in crate::mutant) struct OneMailEach {
    inner: Reference,
    pending: Pending,
}

impl OneMailEach {
    /// The reference with one mail a recipient.
    pub(in crate::mutant) fn boxed(inner: Reference) -> Box<dyn Service> {
        Box::new(OneMailEach { inner, pending: Pending { next: FIRST, ..Pending::default() } })
    }

    fn split(&mut self, id: RequestId, mail: &Mail, effects: &mut Vec<Effect>) {
        let whole = self.pending.next;
        let parts = Parts { whole: id, missing: mail.recipients.len(), taken: Vec::new(), failed: None };
        self.pending.mails.insert(whole, parts);
        for (nth, recipient) in mail.recipients.iter().enumerate() {
            self.pending.next += 1;
            self.pending.part_of.insert(self.pending.next, whole);
            let message = MessageName::new(format!("<{nth}-{}", mail.message.as_str().trim_start_matches('<')));
            let (recipients, named) = (vec![recipient.clone()], vec![recipient.clone()]);
            let mail = Mail { message, recipients, named, ..mail.clone() };
            let id = RequestId(self.pending.next);
            effects.push(Effect::Request { id, request: Request::SubmitMail { mail } });
        }
        self.pending.next += 1;
    }

    /// The input as the reference expects it; none while parts are missing.
    fn joined(&mut self, input: Input) -> Option<Input> {
        let Input::Answer { request, answer } = input else { return Some(input) };
        let Some(whole) = self.pending.part_of.remove(&request.0) else {
            return Some(Input::Answer { request, answer });
        };
        let parts = self.pending.mails.get_mut(&whole)?;
        parts.missing -= 1;
        match answer {
            Answer::MailTaken { recipients } => parts.taken.extend(recipients),
            other => parts.failed = Some(other),
        }
        if parts.missing > 0 {
            return None;
        }
        let parts = self.pending.mails.remove(&whole)?;
        let answer = parts.failed.unwrap_or(Answer::MailTaken { recipients: parts.taken });
        Some(Input::Answer { request: parts.whole, answer })
    }
}

impl Around for OneMailEach {
    fn inner(&self) -> &Reference {
        &self.inner
    }

    fn inner_mut(&mut self) -> &mut Reference {
        &mut self.inner
    }

    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        let Some(input) = self.joined(input) else { return };
        let mut fresh = Vec::new();
        self.inner.handle(now, input, &mut fresh);
        for effect in fresh {
            match effect {
                Effect::Request { id, request: Request::SubmitMail { mail } } if mail.recipients.len() > 1 => {
                    self.split(id, &mail, effects);
                }
                other => effects.push(other),
            }
        }
    }

    fn save(&self) -> Vec<u8> {
        serde_json::to_vec(&(self.inner.save(), &self.pending)).unwrap_or_default()
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        let inner: Vec<u8>;
        (inner, self.pending) = stored(bytes)?;
        self.inner.load(&inner)
    }
}
