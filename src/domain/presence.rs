//! Presence: records with their base status.

use serde::{Deserialize, Serialize};

use super::words::{name, words};

words!(
    /// The base status behind a presence record.
    Base, "base status" {
        /// Ready for work.
        Available = "available",
        /// Partly used.
        Busy = "busy",
        /// Do not disturb.
        BusyDnd = "busy-dnd",
        /// Appear away.
        Away = "away",
        /// Offline.
        Offline = "offline",
        /// Set by the system after missed work; no agent can choose it.
        Inactive = "inactive",
    }
);

name!(
    /// A presence record by the name that the tenant gave it.
    RecordName,
    "the name of a presence record, at most 40 characters and no quotation mark",
    |text| (1..=40).contains(&text.chars().count()) && !text.contains('"') && text.trim() == text
);

/// A presence record together with its base status.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Presence {
    /// The record.
    pub record: RecordName,
    /// The base status that the record stands on.
    pub base: Base,
}
