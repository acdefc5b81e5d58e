//! What a dial mails: its notification, and where the policy says so what follows a failed or refused one.

use std::collections::BTreeMap;

use crate::border::{CallName, Mail, MessageName};
use crate::domain::{Address, AgentName, CallKind, Dialled, MailKind, Number, Reason};
use crate::notice::{
    FOLLOW_UP, FOLLOW_UP_SUBJECT, Field, NOTIFICATION, NOTIFICATION_PAGE, REFUSAL, REFUSAL_SUBJECT, SUBJECT, Template,
    Values, page,
};

use super::decide::Trouble;
use super::mail_policy::{FollowUp, NoticeFacts, ReadAt, RefusalMail};
use super::row_decision::RowMoment;
use super::serve::Reference;
use super::settings::TemplateKept;
use super::state::{AtDial, Call};

/// A mail before it has a name, a sender and recipients.
pub(super) struct Draft {
    pub(super) kind: MailKind,
    pub(super) call: Option<CallName>,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
}

impl Draft {
    /// A draft whose page says its text as it stands.
    pub(super) fn plain(kind: MailKind, call: Option<CallName>, subject: String, text: String) -> Self {
        let html = page(None, &Values::default(), &subject, &text);
        Draft { kind, call, subject, text, html }
    }
}

impl Reference {
    /// Reads what the notification of a dial is made with, as it stands now.
    pub(super) fn read_for_mail(&self, agent: &AgentName) -> AtDial {
        let settings = &self.state.settings;
        AtDial {
            contacts: (self.policy.contacts_of)(&self.tenant, settings, agent),
            mailbox: self.settings(agent).mailbox,
            template: (self.policy.template)(&self.tenant, settings),
        }
    }

    /// Submits the notification of a call, once.
    pub(super) fn notify(&mut self, name: &CallName) {
        let mails = self.policy.mails_dial;
        let Some(call) = self.state.calls.get(name).filter(|call| mails(call.notified)).cloned() else { return };
        let last = self.agent(&call.agent).and_then(|agent| agent.notified);
        let own = (self.policy.notifies)(last, call.dialled_at, self.policy.gathered_for);
        if call.kind != CallKind::Emergency || !own || !self.mail_of_dial(name, &call) {
            return;
        }
        if let Some(state) = self.state.calls.get_mut(name) {
            state.notified = true;
        }
        if let Some(agent) = self.state.agents.get_mut(&call.agent) {
            agent.notified = agent.notified.max(Some(call.dialled_at));
        }
    }

    /// Submits a dial mail; false where nobody is to get one.
    pub(super) fn mail_of_dial(&mut self, name: &CallName, call: &Call) -> bool {
        let Some((sender, recipients)) = self.envelope(&call.agent, &call.at_dial) else { return false };
        let values = self.values_of(call);
        let template = match (self.policy.template_read)() {
            ReadAt::Dial => call.at_dial.template.clone(),
            ReadAt::Send => (self.policy.template)(&self.tenant, &self.state.settings),
        };
        let own = |text: &str| Template::new(text).render(&values).ok();
        let (text, html) = match &template {
            TemplateKept::Shipped => (own(NOTIFICATION), Some(NOTIFICATION_PAGE)),
            TemplateKept::Text(text) => (own(text), None),
            TemplateKept::Missing => (None, None),
        };
        // What stands in for a text stands in for its page as well.
        let html = html.filter(|_| text.is_some());
        let Some(text) = text.or_else(|| self.stand_in(&values)) else { return false };
        let subject = rendered(SUBJECT, &values);
        let html = page(html, &values, &subject, &text);
        let message = self.mail(
            &call.agent,
            sender,
            recipients,
            Draft { kind: MailKind::Dial, call: Some(name.clone()), subject, text, html },
        );
        let of = (CallKind::Emergency, RowMoment::Mailed, call.answered);
        self.store(&call.agent, of, Some(name), message.as_str());
        true
    }

    /// The text in the place of a template that is missing or broken, which is reported.
    fn stand_in(&mut self, values: &Values) -> Option<String> {
        self.trouble(Trouble::Template);
        (self.policy.stand_in)().map(|text| rendered(text, values))
    }

    /// Mails the dial behind a number once more, where the policy has it that a callback does.
    pub(super) fn mail_of_callback(&mut self, number: &Number) {
        let Some(name) = self.state.leases.get(number).map(|lease| lease.call.clone()) else { return };
        if (self.policy.callback_notifies)()
            && let Some(call) = self.state.calls.get(&name).cloned()
        {
            self.mail_of_dial(&name, &call);
        }
    }

    /// One more mail about an accepted dial that failed, where the policy wants one.
    pub(super) fn follow_up(&mut self, name: &CallName) {
        let Some(call) = self.state.calls.get(name).filter(|call| call.kind == CallKind::Emergency).cloned() else {
            return;
        };
        let envelope = self.envelope(&call.agent, &call.at_dial);
        let Some((sender, recipients)) = envelope.filter(|_| (self.policy.after_failed_dial)() == FollowUp::Mail)
        else {
            return;
        };
        let values = self.values_of(&call);
        let (subject, text) = (rendered(FOLLOW_UP_SUBJECT, &values), rendered(FOLLOW_UP, &values));
        let draft = Draft::plain(MailKind::FollowUp, Some(name.clone()), subject, text);
        self.mail(&call.agent, sender, recipients, draft);
    }

    /// A mail about a refused emergency dial, where the policy wants one.
    pub(super) fn mail_of_refusal(&mut self, agent: &AgentName, dialled: &Dialled, at_dial: &AtDial, reason: Reason) {
        let envelope = self.envelope(agent, at_dial);
        let wanted = (self.policy.after_refusal)(reason) == RefusalMail::Marked;
        let Some((sender, recipients)) = envelope.filter(|_| wanted) else { return };
        let facts = NoticeFacts {
            agent,
            name: &self.tenant.agents[agent].name,
            dialled,
            time: self.local_time(agent, self.now),
            number: None,
            expiry: None,
            path: None,
            location: None,
            reason: Some(reason),
        };
        let values = self.values(&facts);
        let (subject, text) = (rendered(REFUSAL_SUBJECT, &values), rendered(REFUSAL, &values));
        self.mail(agent, sender, recipients, Draft::plain(MailKind::Refusal, None, subject, text));
    }

    /// From whom and to whom the mails of a dial go; none where nobody is to get one.
    fn envelope(&self, agent: &AgentName, at_dial: &AtDial) -> Option<(Address, Vec<Address>)> {
        let list = match (self.policy.contacts_read)() {
            ReadAt::Dial => at_dial.contacts.clone(),
            ReadAt::Send => (self.policy.contacts_of)(&self.tenant, &self.state.settings, agent),
        };
        let recipients = self.recipients(&list);
        let mailbox = match (self.policy.mailbox_read)() {
            ReadAt::Dial => at_dial.mailbox,
            ReadAt::Send => self.settings(agent).mailbox,
        };
        let sender = (self.policy.sender)(agent, mailbox)?;
        (!recipients.is_empty()).then_some((sender, recipients))
    }

    /// Who of a list is told.
    pub(super) fn recipients(&self, list: &str) -> Vec<Address> {
        (self.policy.recipients)(&(self.policy.read_contacts)(list).addresses)
    }

    pub(super) fn mail(
        &mut self,
        agent: &AgentName,
        sender: Address,
        recipients: Vec<Address>,
        draft: Draft,
    ) -> MessageName {
        let number = self.state.mint();
        let message = MessageName::new(format!("<{number}.{}@contact-centre.example>", draft.kind));
        let mail = Mail {
            message: message.clone(),
            call: draft.call,
            kind: draft.kind,
            agent: Some(agent.clone()),
            sender,
            recipients,
            headers: BTreeMap::new(),
            subject: draft.subject,
            text: draft.text,
            html: draft.html,
        };
        self.submit(mail);
        message
    }

    fn values_of(&self, call: &Call) -> Values {
        let lease = call.number.as_ref().and_then(|number| self.state.leases.get(number));
        let end = lease.and_then(|lease| self.window_end(lease));
        self.values(&NoticeFacts {
            agent: &call.agent,
            name: &self.tenant.agents[&call.agent].name,
            dialled: &call.dialled,
            time: self.local_time(&call.agent, call.dialled_at),
            number: call.number.as_ref(),
            expiry: end.map(|end| self.local_time(&call.agent, end)),
            path: call.path.as_ref(),
            location: call.country.as_ref(),
            reason: None,
        })
    }

    pub(super) fn values(&self, facts: &NoticeFacts<'_>) -> Values {
        let value = |field: &Field| (*field, (self.policy.safe)(&(self.policy.merged)(facts, *field)));
        Field::ALL.iter().map(value).collect()
    }
}

/// One of our own templates with its values: these can be rendered, and a test holds it.
pub(super) fn rendered(text: &str, values: &Values) -> String {
    Template::new(text.trim_end()).render(values).unwrap_or_default()
}
