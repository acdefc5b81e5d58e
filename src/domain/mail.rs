//! Mails: kinds, languages, addresses, and what became of a recipient.

use super::words::{name, words};

words!(
    /// What a mail is about.
    MailKind, "kind of mail" {
        /// The notification that a dial sends.
        Dial = "dial",
        /// A further mail about the same dial.
        FollowUp = "follow-up",
        /// The notice of a refused dial.
        Refusal = "refusal",
        /// The notice of a callback that could not be offered.
        Unreachable = "unreachable",
        /// A mail that is no notification.
        Other = "other",
        /// Undecidable.
        Unknown = "unknown",
    }
);

words!(
    /// What became of one recipient of a mail.
    Delivery, "outcome of a mail" {
        /// The mail server took the mail for this recipient.
        Accepted = "accepted",
        /// The mail server refused it for now.
        Deferred = "deferred",
        /// The mail server refused it for good.
        Rejected = "rejected",
    }
);

words!(
    /// Where in a transaction with a client a mail server is.
    ///
    /// Source: RFC 5321 sections 3.1 to 3.3.
    MailPhase, "phase of a mail" {
        /// The client has connected.
        Connect = "connect",
        /// It says who it is.
        Hello = "hello",
        /// It names the sender.
        Sender = "sender",
        /// It names a recipient.
        Recipient = "recipient",
        /// It wants to send the message.
        Data = "data",
        /// It has sent the message.
        Content = "content",
    }
);

words!(
    /// The notification template of a tenant.
    TemplateState, "state of the template" {
        /// As the product ships it.
        Shipped = "shipped",
        /// Deleted.
        Missing = "missing",
        /// Not renderable.
        Broken = "broken",
    }
);

words!(
    /// What became of a dial or of the callback to it, as far as it is known when a mail about it is written.
    DialOutcome, "outcome of a dial" {
        /// The call was placed; more is not known yet.
        Placed = "placed",
        /// The call was placed and not connected.
        NotConnected = "not-connected",
        /// No call was placed.
        Refused = "refused",
        /// The callback could not be offered.
        CallbackNotOffered = "callback-not-offered",
    }
);

name!(
    /// A language by its tag.
    ///
    /// Source: RFC 5646 section 2.1, of which languages, scripts and regions are taken.
    Language,
    "a language tag such as `da` or `pt-BR`",
    |text| {
        let mut parts = text.split('-');
        let plain = |part: &str, least: usize| {
            (least..=8).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric())
        };
        let first = parts.next().is_some_and(|part| plain(part, 2) && part.bytes().all(|c| c.is_ascii_lowercase()));
        first && parts.clone().count() <= 3 && parts.all(|part| plain(part, 1))
    }
);

impl std::borrow::Borrow<str> for Language {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

name!(
    /// A mail address as a mail server sees it.
    Address,
    "a mail address such as `desk@example.com`",
    |text| text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && !text.chars().any(|c| c.is_control())
);
