//! The trace: what was seen at the borders of a deployment, in order, and how to read it.
//!
//! Owns the record, the canonical text, the views of a border and the judging phrases. Knows neither how a run is
//! carried out nor what any requirement says.
//!
//! Source: docs/trace.md.

mod bind;
mod canonical;
mod expect;
mod fields;
mod head;
mod judge;
mod record;
mod seen;
mod shown;
mod tally;
mod timeline;
mod view;

pub use bind::{Bindings, Bound};
pub use canonical::canonical;
pub use expect::{Expected, Met, borders_of, instant_of, meets};
pub use head::{ClockMode, Head, Seeing};
pub use judge::{Judged, Strength, throughout, within};
pub use record::{Kind, Observed, Record, Trace};
pub use seen::Seen;
pub use tally::Tally;
pub use timeline::{Point, Timeline, forms, offers, panels, presences};
pub use view::{Refused, View};
