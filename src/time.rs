//! Instants and spans of the run clock: whole microseconds since the run began.
//!
//! Owns the two types, their spellings and their arithmetic. Knows no operating-system clock, no time zone and no
//! calendar: a civil time becomes an instant only together with the epoch of a run.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Ticks in a second. One tick is one microsecond, the smallest time that two instants can differ by.
pub const TICKS_PER_SECOND: u64 = 1_000_000;

/// A moment of the run clock, in ticks (microseconds) since the start of the run.
///
/// ```
/// use spec911::time::{Instant, Span};
/// let hour: Span = "60 min".parse().unwrap();
/// assert_eq!((Instant::START + hour).to_string(), "1:00:00.000000");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(u64);

impl Instant {
    /// The instant at which a run begins.
    pub const START: Instant = Instant(0);

    /// An instant from ticks since the start of the run.
    pub const fn from_ticks(ticks: u64) -> Self {
        Instant(ticks)
    }

    /// Ticks since the start of the run.
    pub const fn ticks(self) -> u64 {
        self.0
    }

    /// The span from `earlier` to this instant, or `None` where `earlier` is later.
    pub fn since(self, earlier: Instant) -> Option<Span> {
        self.0.checked_sub(earlier.0).map(Span)
    }

    /// This instant less a span, or `None` before the start of the run.
    pub fn minus(self, span: Span) -> Option<Instant> {
        self.0.checked_sub(span.0).map(Instant)
    }
}

impl Add<Span> for Instant {
    type Output = Instant;

    fn add(self, span: Span) -> Instant {
        Instant(self.0.saturating_add(span.0))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / TICKS_PER_SECOND;
        write!(f, "{}:{:02}:{:02}.{:06}", seconds / 3600, seconds / 60 % 60, seconds % 60, self.0 % TICKS_PER_SECOND)
    }
}

impl FromStr for Instant {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError::new(text, "an instant of the run clock such as `1:00:00.000000`");
        let (hours, rest) = text.split_once(':').ok_or_else(wrong)?;
        let (minutes, rest) = rest.split_once(':').ok_or_else(wrong)?;
        let (seconds, micros) = rest.split_once('.').unwrap_or((rest, "0"));
        let whole = |part: &str| digits(part).ok_or_else(wrong);
        let (h, m, s) = (whole(hours)?, whole(minutes)?, whole(seconds)?);
        if m > 59 || s > 59 || micros.is_empty() || micros.len() > 6 {
            return Err(wrong());
        }
        let fraction = whole(&format!("{micros:0<6}"))?;
        h.checked_mul(3600)
            .and_then(|seconds| seconds.checked_add(m * 60 + s))
            .and_then(|seconds| seconds.checked_mul(TICKS_PER_SECOND))
            .and_then(|ticks| ticks.checked_add(fraction))
            .map(Instant)
            .ok_or_else(wrong)
    }
}

/// A length of time in ticks (microseconds), never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(u64);

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);
    /// The smallest span: one microsecond.
    pub const TICK: Span = Span(1);

    /// A span of whole ticks.
    pub const fn from_ticks(ticks: u64) -> Self {
        Span(ticks)
    }

    /// A span of whole seconds.
    pub const fn from_secs(seconds: u64) -> Self {
        Span(seconds * TICKS_PER_SECOND)
    }

    /// A span of whole minutes.
    pub const fn from_mins(minutes: u64) -> Self {
        Span::from_secs(minutes * 60)
    }

    /// Ticks in this span.
    pub const fn ticks(self) -> u64 {
        self.0
    }

    /// This span `factor` times over, at most the longest span.
    pub fn times(self, factor: u64) -> Span {
        Span(self.0.saturating_mul(factor))
    }
}

impl Add for Span {
    type Output = Span;

    fn add(self, other: Span) -> Span {
        Span(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Span;

    /// The difference, or no time where `other` is longer.
    fn sub(self, other: Span) -> Span {
        Span(self.0.saturating_sub(other.0))
    }
}

/// Units of a written span, longest first, with their ticks. `tick` and `ticks` are read, `tick` or `ticks` printed.
const UNITS: [(&str, u64); 5] =
    [("h", 3_600_000_000), ("min", 60_000_000), ("s", TICKS_PER_SECOND), ("ms", 1_000), ("ticks", 1)];

impl fmt::Display for Span {
    /// Writes whole units from the longest that fits, minutes up to 90 before hours: `60 min`, `2 min 30 s`, `1 tick`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0 s");
        }
        let mut rest = self.0;
        let mut first = true;
        for (unit, ticks) in UNITS {
            if unit == "h" && self.0 < 90 * 60_000_000 {
                continue;
            }
            let count = rest / ticks;
            rest %= ticks;
            if count == 0 {
                continue;
            }
            let unit = if unit == "ticks" && count == 1 { "tick" } else { unit };
            write!(f, "{}{count} {unit}", if first { "" } else { " " })?;
            first = false;
        }
        Ok(())
    }
}

impl FromStr for Span {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong =
            || TimeError::new(text, "a span such as `60 min`, `2 min 30 s`, `1 tick` (units h, min, s, ms, ticks)");
        let long = || TimeError::new(text, "a span of at most 5000000000 h");
        let words: Vec<&str> = text.split(' ').collect();
        if !words.len().is_multiple_of(2) {
            return Err(wrong());
        }
        let mut total = 0_u64;
        for pair in words.chunks(2) {
            let unit = if pair[1] == "tick" { "ticks" } else { pair[1] };
            let (_, ticks) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
            if !is_digits(pair[0]) {
                return Err(wrong());
            }
            let part = digits(pair[0]).and_then(|count| count.checked_mul(*ticks)).ok_or_else(long)?;
            total = total.checked_add(part).ok_or_else(long)?;
        }
        Ok(Span(total))
    }
}

/// Reads ASCII digits only, so that neither a sign nor another script's digits slip in.
fn digits(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| is_digits(text))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A text that is no instant or no span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeError {
    /// The text that was given.
    pub text: String,
    /// What was expected instead, with an example.
    pub expected: &'static str,
}

impl TimeError {
    fn new(text: &str, expected: &'static str) -> Self {
        TimeError { text: text.to_owned(), expected }
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text, self.expected)
    }
}

impl std::error::Error for TimeError {}
