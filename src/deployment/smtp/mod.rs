//! Mails over a real wire: an SMTP client, an SMTP server that takes what it sends, and a loopback socket between them.
//!
//! The instants of a run stay those of the run clock: a mail is carried while the clock stands still. The clock of the machine
//! only ends what a peer never would.

mod carriage;
mod certificate;
mod client;
mod command;
mod line;
mod session;
mod sink;
mod wire;

pub use carriage::{Smtp, SmtpSettings};
pub use certificate::Certificate;
pub use client::{Client, Sent};
pub(crate) use sink::Visit;
pub use sink::{Limits, Sink, Taken};

/// The name under which the server has its certificate.
const HOST: &str = "localhost";
