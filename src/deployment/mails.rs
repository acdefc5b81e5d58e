//! The mails of a run: each once, with the message that it is.

use std::collections::BTreeSet;

use crate::border::{Mail, Seen};
use crate::notice::{Stamp, Unwritable, message};
use crate::observation::{Observed, Trace};

use super::carriage::{blind, letter};

/// A mail of a run.
#[derive(Clone, Copy, Debug)]
pub struct Submitted<'t> {
    /// The mail as it was submitted first.
    pub mail: &'t Mail,
    /// From what its message has its date and its names.
    pub stamp: Stamp,
}

/// The mails of a run in the order in which they were submitted. A copy, such as that of a later attempt, is no further mail.
pub fn mails(trace: &Trace) -> Vec<Submitted<'_>> {
    let mut known = BTreeSet::new();
    let submitted = trace.records.iter().filter_map(|record| {
        let Observed::Seen(Seen::MailSubmitted { mail }) = &record.observed else { return None };
        let stamp = Stamp { seed: trace.head.seed, epoch: trace.head.epoch.0.to_utc(), at: record.at };
        known.insert(&mail.message).then_some(Submitted { mail, stamp })
    });
    submitted.collect()
}

/// The same, each with a name that no mail of another scenario has.
pub fn mails_in<'t>(trace: &'t Trace, scenario: &str) -> Vec<Submitted<'t>> {
    let named = |submitted: Submitted<'t>| Submitted { stamp: submitted.stamp.in_scenario(scenario), ..submitted };
    mails(trace).into_iter().map(named).collect()
}

impl Submitted<'_> {
    /// The message, as it goes to a mail server.
    ///
    /// # Errors
    ///
    /// A mail that can't be a message.
    pub fn message(&self) -> Result<Vec<u8>, Unwritable> {
        message(&letter(self.mail, &blind(self.mail)), &self.stamp)
    }
}
