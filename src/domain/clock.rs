//! Wall clocks and time zones: what a clock on the wall shows at an instant of the run.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::time::{Instant, Span};

use super::words::WordError;

/// A time zone by its name in the tz database.
///
/// Source: RFC 6557.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Zone(Tz);

impl Zone {
    /// The zone without offset and without changes.
    pub const UTC: Zone = Zone(Tz::UTC);

    /// The names of all zones.
    pub fn names() -> impl Iterator<Item = &'static str> {
        chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
    }
}

impl Ord for Zone {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.name().cmp(other.0.name())
    }
}

impl PartialOrd for Zone {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Self, WordError> {
        text.parse().map(Zone).map_err(|_| WordError {
            text: text.to_owned(),
            expected: "a time zone of the tz database such as `Europe/London` or `America/New_York`",
        })
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.to_string()
    }
}

impl TryFrom<String> for Zone {
    type Error = WordError;

    fn try_from(text: String) -> Result<Self, WordError> {
        text.parse()
    }
}

/// What a clock on the wall showed, without its offset: a count of local microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Face(i64);

impl Face {
    /// What a clock that shows this local time has on its face.
    pub fn of(shown: DateTime<FixedOffset>) -> Self {
        Face(shown.naive_local().and_utc().timestamp_micros())
    }

    /// How much later this face is than another; no time where it is earlier.
    pub fn since(self, earlier: Face) -> Span {
        Span::from_ticks(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or_default())
    }
}

/// A wall clock: it was right when the run began, and may have been set since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WallClock {
    /// How far it was set forward, all in all.
    forward: Span,
    /// How far it was set back, all in all.
    back: Span,
}

impl WallClock {
    /// Sets the clock to a later time.
    pub fn set_forward(&mut self, by: Span) {
        self.forward = self.forward + by;
    }

    /// Sets the clock to an earlier time.
    pub fn set_back(&mut self, by: Span) {
        self.back = self.back + by;
    }

    /// What the clock, as it is set now, shows in a zone at an instant of a run that began at `epoch`: the local time
    /// with the offset from UTC in force, so that both readings of the hour that a zone has twice can be told apart.
    ///
    /// An instant beyond the calendar's years shows the epoch.
    ///
    /// ```
    /// use spec911::domain::{WallClock, Zone};
    /// use spec911::time::{Instant, Span};
    /// let zone: Zone = "America/New_York".parse().unwrap();
    /// let epoch = chrono::DateTime::parse_from_rfc3339("2026-11-01T05:30:00Z").unwrap().to_utc();
    /// let shown = |at| WallClock::default().shows(epoch, at, zone).to_rfc3339();
    /// assert_eq!(shown(Instant::START), "2026-11-01T01:30:00-04:00");
    /// assert_eq!(shown(Instant::START + Span::from_mins(60)), "2026-11-01T01:30:00-05:00");
    /// ```
    pub fn shows(&self, epoch: DateTime<Utc>, at: Instant, zone: Zone) -> DateTime<FixedOffset> {
        let delta = |ticks: u64| i64::try_from(ticks).ok().map(TimeDelta::microseconds);
        let shown = || {
            let ahead =
                epoch.checked_add_signed(delta(at.ticks())?)?.checked_add_signed(delta(self.forward.ticks())?)?;
            ahead.checked_sub_signed(delta(self.back.ticks())?)
        };
        let utc = shown().unwrap_or(epoch).naive_utc();
        let offset = zone.0.offset_from_utc_datetime(&utc).fix();
        offset.from_utc_datetime(&utc)
    }
}
