//! What a notification says: a template and the values of its merge fields become a subject and a text. No socket, no
//! clock, no recipient.

mod field;
mod shipped;
mod template;

pub use field::{Field, Values};
pub use shipped::{
    FOLLOW_UP, FOLLOW_UP_SUBJECT, MINIMAL, NOTIFICATION, REFUSAL, REFUSAL_SUBJECT, SUBJECT, UNREACHABLE,
    UNREACHABLE_SUBJECT,
};
pub use template::{Broken, Template};
