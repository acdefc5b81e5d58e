//! Wrong decisions about when a notification goes out, and about what it keeps back.

use spec911::domain::{Mailbox, Reason};
use spec911::reference::{CallMoment, LegOrder, Missing, Policy, ReadAt, TemplateKept};
use spec911::time::Span;

pub(super) const WRONG: &[(&str, &str, Policy)] = &[
    (
        "a mailbox that may not send refuses the call",
        "NTF-07",
        Policy { mailbox_missing: refused_without, ..Policy::SPEC },
    ),
    (
        "the mailbox is looked at when the mail is sent",
        "NTF-07",
        Policy { mailbox_read: || ReadAt::Send, ..Policy::SPEC },
    ),
    (
        "the leg goes out when the mail server has taken the mail",
        "NTF-08",
        Policy { leg_order: || LegOrder::MailAnswered, ..Policy::SPEC },
    ),
    ("a mail that is given up ends its call", "NTF-08", Policy { ends_unmailed: || true, ..Policy::SPEC }),
    (
        "the notification is the first step of a dial",
        "NTF-09",
        Policy { leg_order: || LegOrder::MailFirst, ..Policy::SPEC },
    ),
    (
        "a redial within five seconds counts as a repetition",
        "NTF-10",
        Policy { notifies: |last, now, _| last.is_none_or(|last| now > last + Span::from_secs(5)), ..Policy::SPEC },
    ),
    (
        "an agent's contacts are told once a session",
        "NTF-10",
        Policy { notifies: |last, _, _| last.is_none(), ..Policy::SPEC },
    ),
    ("a callback runs through the code of a dial", "NTF-11", Policy { callback_notifies: || true, ..Policy::SPEC }),
    (
        "the mail is sent at the answer, so that a failed dial sends none",
        "NTF-14",
        Policy { mail_from: || CallMoment::Answer, ..Policy::SPEC },
    ),
    (
        "the text says that the call is connected",
        "NTF-14",
        Policy {
            template: |_, _| TemplateKept::Text("{{ agent_name }} is connected with {{ dialled }}.".to_owned()),
            ..Policy::SPEC
        },
    ),
];

fn refused_without(mailbox: Mailbox) -> Missing {
    match mailbox {
        Mailbox::Enabled => Missing::Handle(None),
        Mailbox::Disabled => Missing::Refuse(Reason::NotPermitted),
    }
}
