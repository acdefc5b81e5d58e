//! The merge fields that a template may name, and their values.

use std::collections::BTreeMap;

use crate::domain::words;

words!(
    /// A merge field of a notification template.
    Field, "merge field" {
        /// The agent's display name.
        AgentName = "agent_name",
        /// The agent's id.
        AgentId = "agent_id",
        /// The dialled number.
        Dialled = "dialled",
        /// The agent's local time of the dial, with its offset.
        Time = "time",
        /// The same instant in universal time.
        TimeUtc = "time_utc",
        /// What became of the dial, as far as it is known.
        Outcome = "outcome",
        /// The temporary callback number.
        CallbackNumber = "callback_number",
        /// The agent's local time at which the callback number ceases to be valid, with its offset.
        CallbackExpiry = "callback_expiry",
        /// The same instant in universal time; blank where it is not known.
        CallbackExpiryUtc = "callback_expiry_utc",
        /// The path of the leg.
        Path = "path",
        /// The agent's location.
        Location = "location",
        /// Why a dial was refused.
        Reason = "reason",
        /// The word that marks a test call; blank for any other call.
        TestMarker = "test_marker",
    }
);

/// The values of merge fields. Each is one line: what would break a line or hide is taken out where it comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<Field, String>);

impl Values {
    /// The value of a field, blank where there is none.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }
}

impl FromIterator<(Field, String)> for Values {
    fn from_iter<I: IntoIterator<Item = (Field, String)>>(values: I) -> Self {
        Values(values.into_iter().collect())
    }
}
