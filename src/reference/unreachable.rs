//! The notice of a callback that can't be offered.

use crate::domain::{DialOutcome, MailKind, Number};
use crate::notice::TemplateKind;

use super::decide::Trouble;
use super::mail::Draft;
use super::mail_policy::NoticeFacts;
use super::serve::Reference;

impl Reference {
    /// Tells the contacts of the dial behind a number, and the feed, that a callback can't be offered.
    pub(super) fn unreachable(&mut self, number: &Number) {
        let Some(lease) = self.state.leases.get_mut(number) else { return };
        if !(self.policy.unreachable_notice)(lease.notices) {
            return self.trouble(Trouble::CallbackAgain);
        }
        lease.notices += 1;
        let (agent, name) = (lease.agent.clone(), lease.call.clone());
        self.trouble(Trouble::Callback);
        let Some(call) = self.state.calls.get(&name).cloned() else { return };
        let now = (self.policy.contacts_of)(&self.tenant, &self.state.settings, &agent);
        let list = (self.policy.unreachable_told)(&call.at_dial.contacts, &now);
        let recipients = self.recipients(&list);
        let sender = (self.policy.sender)(&agent, call.at_dial.mailbox);
        let Some(sender) = sender.filter(|_| !recipients.is_empty()) else { return };
        let values = self.values(&NoticeFacts {
            agent: &agent,
            name: &self.tenant.agents[&agent].name,
            dialled: &call.dialled,
            time: self.local_time(&agent, self.now),
            number: Some(number),
            expiry: None,
            path: None,
            location: None,
            reason: None,
            outcome: DialOutcome::CallbackNotOffered,
            is_test: self.is_test(&call.dialled),
            locale: &self.tenant.wording().locale,
        });
        let written = self.written(TemplateKind::Unreachable, &values);
        self.mail(&agent, sender, recipients, Draft { kind: MailKind::Unreachable, call: Some(name), written });
    }
}
