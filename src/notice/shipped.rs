//! The texts as the product ships them.

/// The text of the template "Emergency Call Notification Template", as shipped.
pub const NOTIFICATION: &str = include_str!("../../fixtures/mail/notification.txt");

/// The same as an HTML page.
pub const NOTIFICATION_PAGE: &str = include_str!("../../fixtures/mail/notification.html");

/// The HTML page of a mail that has none of its own, around its `text` and under its `subject`.
pub const PLAIN_PAGE: &str = include_str!("../../fixtures/mail/plain.html");

/// The subject of a notification.
pub const SUBJECT: &str = include_str!("../../fixtures/mail/subject.txt");

/// The built-in text that stands in for a template that is missing or broken.
pub const MINIMAL: &str = include_str!("../../fixtures/mail/minimal.txt");

/// The text of the mail that follows a failed dial, where one does.
pub const FOLLOW_UP: &str = include_str!("../../fixtures/mail/follow-up.txt");

/// Its subject.
pub const FOLLOW_UP_SUBJECT: &str = "Emergency call of {{ agent_name }} was not connected";

/// The text of the mail about a refused dial, where there is one.
pub const REFUSAL: &str = include_str!("../../fixtures/mail/refusal.txt");

/// Its subject.
pub const REFUSAL_SUBJECT: &str = "Refused: emergency call of {{ agent_name }}";

/// The text of the notice of a callback that could not be offered.
pub const UNREACHABLE: &str = include_str!("../../fixtures/mail/unreachable.txt");

/// Its subject.
pub const UNREACHABLE_SUBJECT: &str = "Emergency callback for {{ agent_name }} could not be offered";
