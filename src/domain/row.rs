//! Stored rows by their kind, and free text.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::words::words;

words!(
    /// A kind of stored row.
    RowKind, "kind of row" {
        /// A conversation in the call history.
        History = "history",
        /// An activity.
        Activity = "activity",
        /// An audio recording.
        Recording = "recording",
        /// A transcript.
        Transcript = "transcript",
        /// A summary.
        Summary = "summary",
        /// An entry of the recent calls.
        Recent = "recent",
        /// An entry of a timeline.
        Timeline = "timeline",
        /// A line of an analytics export.
        Export = "export",
        /// A survey trigger.
        Survey = "survey",
        /// A wrap-up form.
        WrapUpForm = "wrap-up-form",
        /// A line of the presence history.
        PresenceHistory = "presence-history",
        /// A link from a number to an agent or a call.
        NumberMapping = "number-mapping",
        /// A stored copy of a mail.
        MailCopy = "mail-copy",
    }
);

/// Free text, quoted where a phrase or a trace needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub String);

impl Text {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Text {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Text(text.to_owned()))
    }
}
