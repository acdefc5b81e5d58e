//! Wrong about how and when a mail goes out.

use crate::domain::{Mailbox, Reason};
use crate::reference::{FollowUp, LegOrder, Missing, Policy, ReadAt, RefusalMail, TemplateKept};
use crate::time::Span;

use super::{Mutant, wrong};

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("disabled-mailbox-refuses-dial", "NTF-07", "A dial is refused where the mailbox may not send.",
        mailbox_missing: refused_without),
    wrong!("disabled-mailbox-sends", "NTF-07", "Nobody looks whether the mailbox may send.",
        sender: |agent, _| (Policy::SPEC.sender)(agent, Mailbox::Enabled)),
    wrong!("mailbox-read-at-send", "NTF-07", "The mailbox is looked at when the mail is sent, not at the dial.",
        mailbox_read: || ReadAt::Send),
    wrong!("leg-waits-for-mail", "NTF-08", "The leg goes out when the mail server has taken the mail.",
        leg_order: || LegOrder::MailAnswered),
    wrong!("unsent-mail-ends-call", "NTF-08", "A mail that is given up ends its call.", ends_unmailed: || true),
    wrong!("mail-before-leg", "NTF-09", "The notification is the first step of a dial, before its leg.",
        leg_order: || LegOrder::MailFirst),
    wrong!("quick-redial-not-told", "NTF-10",
        "A redial within five seconds counts as a repetition, and nobody is told of it.",
        notifies: |last, now, _| last.is_none_or(|last| now > last + Span::from_secs(5))),
    wrong!("gathered-too-long", "NTF-10",
        "Where notifications are gathered, they are for ten minutes, whatever is declared.",
        gathered_for: Span::from_mins(10)),
    wrong!("one-mail-a-session", "NTF-10", "An agent's contacts are told once a session.",
        notifies: |last, _, _| last.is_none()),
    wrong!("callback-mailed-as-dial", "NTF-11", "A callback runs through the code of a dial, mail included.",
        callback_notifies: || true),
    wrong!("mail-of-refused-dials", "NTF-14", "A dial that was refused is mailed, and nothing declares so.",
        after_refusal: |_| RefusalMail::Marked),
    wrong!("failed-dial-mailed-again", "NTF-14", "A dial that failed sends one more mail, and nothing declares so.",
        after_failed_dial: || FollowUp::Mail),
    wrong!("mail-claims-connection", "NTF-14", "The mail says that the agent is connected.",
        template: |_, _| TemplateKept::Text("{{ agent_name }} is connected with {{ dialled }}.".to_owned())),
];

fn refused_without(mailbox: Mailbox) -> Missing {
    match mailbox {
        Mailbox::Enabled => Missing::Handle(None),
        Mailbox::Disabled => Missing::Refuse(Reason::NotPermitted),
    }
}
