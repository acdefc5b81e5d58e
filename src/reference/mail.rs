//! The notification of a dial.

use std::collections::BTreeMap;

use crate::border::{CallName, Mail, MessageName, Request};
use crate::domain::{Address, MailKind, Mailbox};
use crate::notice::DialNotice;

use super::serve::Reference;
use super::tenant::contacts;

impl Reference {
    /// Submits the notification of a call, once.
    pub(super) fn notify(&mut self, name: &CallName) {
        let Some(call) = self.state.calls.get(name).filter(|call| !call.notified).cloned() else { return };
        let settings = self.settings(&call.agent);
        let recipients = (self.policy.recipients)(&contacts(&settings.contacts));
        let sender: Option<Address> = format!("{}@contact-centre.example", call.agent).parse().ok();
        let Some(sender) = sender.filter(|_| settings.mailbox == Mailbox::Enabled && !recipients.is_empty()) else {
            return;
        };
        let end = call.number.as_ref().and_then(|number| self.state.leases.get(number));
        let end = end.and_then(|lease| (self.policy.window_end)(lease));
        let notice = DialNotice {
            agent: &call.agent,
            dialled: &call.dialled,
            at: self.local_time(&call.agent, call.dialled_at),
            callback: call.number.as_ref().map(|number| (number, end.map(|end| self.local_time(&call.agent, end)))),
            location: call.country.as_ref(),
        };
        let notice = notice.write();
        let mail = Mail {
            message: MessageName::new(format!("<{name}.dial@contact-centre.example>")),
            call: Some(name.clone()),
            kind: MailKind::Dial,
            agent: Some(call.agent.clone()),
            sender,
            recipients,
            headers: BTreeMap::new(),
            subject: notice.subject,
            text: notice.text,
        };
        if let Some(call) = self.state.calls.get_mut(name) {
            call.notified = true;
        }
        self.request(Request::SubmitMail { mail });
    }
}
