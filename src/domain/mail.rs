//! Mails: kinds, addresses and what became of a recipient.

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

name!(
    /// A mail address as a mail server sees it.
    Address,
    "a mail address such as `desk@example.com`",
    |text| text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && !text.chars().any(|c| c.is_control())
);
