//! What a notification says: a template and the values of its merge fields become a subject, a text and a page,
//! and the three a message. No socket, no clock, no chance.

mod field;
mod header;
mod message;
mod page;
mod shipped;
mod template;

pub use field::{Field, Values};
pub use message::{Letter, Stamp, Unwritable, message, shown};
pub use page::page;
pub use shipped::{
    FOLLOW_UP, FOLLOW_UP_SUBJECT, MINIMAL, NOTIFICATION, NOTIFICATION_PAGE, PLAIN_PAGE, REFUSAL, REFUSAL_SUBJECT,
    SUBJECT, UNREACHABLE, UNREACHABLE_SUBJECT,
};
pub use template::{Broken, Template};
