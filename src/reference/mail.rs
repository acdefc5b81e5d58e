//! What a dial mails: its notification, and where the policy says so what follows a failed or refused one.

use std::collections::BTreeMap;

use crate::border::{CallName, Mail, MessageName};
use crate::domain::{Address, AgentName, CallKind, DialOutcome, Dialled, MailKind, Number, Reason, test_numbers};
use crate::notice::{Field, Template, TemplateKind, Values, Written};

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
    pub(super) written: Written,
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
        let values = self.values_of(call, DialOutcome::Placed);
        let template = match (self.policy.template_read)() {
            ReadAt::Dial => call.at_dial.template.clone(),
            ReadAt::Send => (self.policy.template)(&self.tenant, &self.state.settings),
        };
        let Some(written) = self.notification(&template, &values) else { return false };
        let draft = Draft { kind: MailKind::Dial, call: Some(name.clone()), written };
        let message = self.mail(&call.agent, sender, recipients, draft);
        let of = (CallKind::Emergency, RowMoment::Mailed, call.answered);
        self.store(&call.agent, of, Some(name), message.as_str());
        true
    }

    /// What a notification says: as shipped, but for the text, the subject and the page that the tenant has of its own. What
    /// stands in for a text that is missing or broken stands in for its page as well; any of the three is reported.
    fn notification(&mut self, template: &TemplateKept, values: &Values) -> Option<Written> {
        let (shipped, minimal) =
            (self.written(TemplateKind::Notification, values), self.written(TemplateKind::Minimal, values));
        let (own_subject, own_page) = (self.tenant.subject.clone(), self.tenant.page.clone());
        let (mut text, is_shipped) = match template {
            TemplateKept::Shipped => (Some(shipped.text.clone()), true),
            TemplateKept::Text(text) => (Template::new(text).render(values).ok(), false),
            TemplateKept::Missing => (None, false),
        };
        let stands = text.is_some();
        let subject = match &own_subject {
            Some(own) => Template::new(own.trim_end()).render(values).ok(),
            None => Some(shipped.subject.clone()),
        };
        let page = own_page.filter(|_| stands);
        let is_broken = page.as_ref().is_some_and(|page| Template::page(page).render(values).is_err());
        if !stands || subject.is_none() || is_broken {
            self.trouble(Trouble::Template);
        }
        if !stands {
            text = (self.policy.stand_in)(&minimal);
        }
        let (text, subject) = (text?, subject.unwrap_or(minimal.subject));
        if is_shipped && own_subject.is_none() && page.is_none() {
            return Some(shipped);
        }
        let shipped_page = if is_shipped && page.is_none() { self.shipped_page() } else { None };
        let page = page.or(shipped_page);
        Some(self.tenant.wordings.around(self.tenant.wording(), page.as_deref(), values, subject, text))
    }

    /// The shipped template of the notification's page.
    fn shipped_page(&self) -> Option<String> {
        let wordings = &self.tenant.wordings;
        wordings.texts(self.tenant.wording(), TemplateKind::Notification).1.and_then(|texts| texts.html.clone())
    }

    /// What a mail of a kind says by the shipped templates. These can be rendered with any values, and a test holds it.
    pub(super) fn written(&self, kind: TemplateKind, values: &Values) -> Written {
        let (wordings, wording) = (&self.tenant.wordings, self.tenant.wording());
        let blank = || wordings.around(wording, None, values, String::new(), String::new());
        wordings.written(wording, kind, values).unwrap_or_else(|_| blank())
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
        let values = self.values_of(&call, DialOutcome::NotConnected);
        let written = self.written(TemplateKind::FollowUp, &values);
        let draft = Draft { kind: MailKind::FollowUp, call: Some(name.clone()), written };
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
            outcome: DialOutcome::Refused,
            is_test: self.is_test(dialled),
            locale: &self.tenant.wording().locale,
        };
        let values = self.values(&facts);
        let written = self.written(TemplateKind::Refusal, &values);
        self.mail(agent, sender, recipients, Draft { kind: MailKind::Refusal, call: None, written });
    }

    /// Whether the mails about a dialled number say that it was a test.
    pub(super) fn is_test(&self, dialled: &Dialled) -> bool {
        (self.policy.marks_test)(test_numbers().contains(&(self.policy.number)(dialled)))
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
            named: (self.policy.named)(&recipients),
            recipients,
            headers: BTreeMap::new(),
            subject: (self.policy.safe)(&draft.written.subject),
            text: draft.written.text,
            html: draft.written.html,
        };
        self.submit(mail);
        message
    }

    fn values_of(&self, call: &Call, outcome: DialOutcome) -> Values {
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
            outcome,
            is_test: self.is_test(&call.dialled),
            locale: &self.tenant.wording().locale,
        })
    }

    pub(super) fn values(&self, facts: &NoticeFacts<'_>) -> Values {
        let value = |field: &Field| (*field, (self.policy.safe)(&(self.policy.merged)(facts, *field)));
        Field::ALL.iter().map(value).collect()
    }
}
