//! The text of a dial notification.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use crate::domain::{AgentName, Dialled, Number, Territory};
use crate::time::Instant;

/// What a dial notification states.
#[derive(Clone, Debug)]
pub struct DialNotice<'n> {
    /// The agent who dialled.
    pub agent: &'n AgentName,
    /// What was dialled.
    pub dialled: &'n Dialled,
    /// When, on the clock of the run.
    pub at: Instant,
    /// The civil time at which the run began.
    pub epoch: DateTime<Utc>,
    /// The temporary number, if there is one, and the instant at which its window ends, if that is known.
    pub callback: Option<(&'n Number, Option<Instant>)>,
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
    /// Writes the notice. Times are UTC and carry their offset.
    pub fn write(&self) -> Notice {
        let agent = self.agent;
        let callback = match self.callback {
            Some((number, Some(end))) => format!("{number}, valid until {}", self.civil(end)),
            Some((number, None)) => number.to_string(),
            None => "not known".to_owned(),
        };
        let location = self.location.map_or_else(|| "not known".to_owned(), ToString::to_string);
        let text = format!(
            "Agent {agent} placed an emergency call.\n\nNumber dialled: {}\nTime: {}\nCallback number: {callback}\n\
             Location: {location}\n",
            self.dialled,
            self.civil(self.at),
        );
        Notice { subject: format!("Emergency call placed by {agent}"), text }
    }

    fn civil(&self, at: Instant) -> String {
        let since = i64::try_from(at.ticks()).ok().map(TimeDelta::microseconds);
        let civil = since.and_then(|since| self.epoch.checked_add_signed(since));
        civil.map_or_else(|| at.to_string(), |civil| civil.to_rfc3339_opts(SecondsFormat::Secs, false))
    }
}
