//! What a notification says, as plain text. No socket, no clock, no recipient.

mod plain;

pub use plain::{DialNotice, Notice};
