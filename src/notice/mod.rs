//! What a notification says: a template and the values of its merge fields become a subject, a text and a page,
//! and the three a message. No socket, no clock, no chance.

mod field;
mod graph;
mod header;
mod lint;
mod locale;
mod message;
mod page;
mod parsed;
mod template;
mod verbatim;
mod wording;

pub use field::{Field, Values};
pub use graph::{BadRequest, Requested, request, requested};
pub use lint::{is_template, lint};
pub use locale::{Direction, Locale, TimePart};
pub use message::{Letter, Stamp, Unwritable, message, shown};
pub use parsed::{Arrived, arrived, said};
pub use template::{Broken, Template, Unknown};
pub use verbatim::as_sent;
pub use wording::{TemplateKind, Texts, Wording, Wordings, Written, shipped_files};
