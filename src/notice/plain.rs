//! The text of a dial notification.

use chrono::{DateTime, FixedOffset, SecondsFormat};

use crate::domain::{AgentName, Dialled, Number, Territory};

/// What a dial notification states.
#[derive(Clone, Debug)]
pub struct DialNotice<'n> {
    /// The agent who dialled.
    pub agent: &'n AgentName,
    /// What was dialled.
    pub dialled: &'n Dialled,
    /// When, by the agent's clock.
    pub at: DateTime<FixedOffset>,
    /// The temporary number, if there is one, and when its window ends by the agent's clock, if that is known.
    pub callback: Option<(&'n Number, Option<DateTime<FixedOffset>>)>,
    /// The country of the agent, if it is known.
    pub location: Option<&'n Territory>,
}

/// Subject and text of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

impl DialNotice<'_> {
    /// Writes the notice. Times carry their offset.
    pub fn write(&self) -> Notice {
        let agent = self.agent;
        let callback = match self.callback {
            Some((number, Some(end))) => format!("{number}, valid until {}", civil(end)),
            Some((number, None)) => number.to_string(),
            None => "not known".to_owned(),
        };
        let location = self.location.map_or_else(|| "not known".to_owned(), ToString::to_string);
        let text = format!(
            "Agent {agent} placed an emergency call.\n\nNumber dialled: {}\nTime: {}\nCallback number: {callback}\n\
             Location: {location}\n",
            self.dialled,
            civil(self.at),
        );
        Notice { subject: format!("Emergency call placed by {agent}"), text }
    }
}

/// A time as a notice spells it, to the second and with its offset.
fn civil(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}
