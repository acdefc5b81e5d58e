//! Moments: an instant of the run clock, a civil time, or a span before or after a named event.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, SecondsFormat};

use crate::domain::{WordError, words};
use crate::time::{Instant, Span};

use super::reference::CallRef;
use super::table::BadText;

/// A civil time with its offset.
///
/// Source: RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil(pub DateTime<FixedOffset>);

impl fmt::Display for Civil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl FromStr for Civil {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Self, WordError> {
        DateTime::parse_from_rfc3339(text).map(Civil).map_err(|_| WordError {
            text: text.to_owned(),
            expected: "a civil time with its offset such as `2026-03-08T06:30:00Z` or `2026-11-01T01:30:00-05:00`",
        })
    }
}

words!(
    /// What happens to a call that a moment can be measured from.
    AnchorEvent, "event of a call" {
        /// The agent dials.
        Dial = "dial",
        /// The callback arrives.
        Arrival = "arrival",
        /// The far end answers, or the agent accepts.
        Answer = "answer",
        /// The call ends.
        End = "end",
    }
);

/// A named event: `the dial of call 1 of ana`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// What happened.
    pub event: AnchorEvent,
    /// To which call.
    pub call: CallRef,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} of {}", self.event, self.call)
    }
}

impl FromStr for Anchor {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let split = text.strip_prefix("the ").and_then(|rest| rest.split_once(" of "));
        let wrong = || BadText::misfit(text, "an event such as `the dial of call 1 of ana`");
        let (event, call) = split.ok_or_else(wrong)?;
        Ok(Anchor { event: event.parse()?, call: call.parse()? })
    }
}

/// When time is to reach.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// An instant of the run clock.
    At(Instant),
    /// A civil time.
    Civil(Civil),
    /// A span after a named event.
    After(Span, Anchor),
    /// A span before a named event; only where the event is known by then.
    Before(Span, Anchor),
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::At(instant) => instant.fmt(f),
            Moment::Civil(civil) => civil.fmt(f),
            Moment::After(span, anchor) => write!(f, "{span} after {anchor}"),
            Moment::Before(span, anchor) => write!(f, "{span} before {anchor}"),
        }
    }
}

impl FromStr for Moment {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        if let Some((before, anchor)) = text.split_once(" after ") {
            return Ok(Moment::After(before.parse()?, anchor.parse()?));
        }
        if let Some((before, anchor)) = text.split_once(" before ") {
            return Ok(Moment::Before(before.parse()?, anchor.parse()?));
        }
        text.parse().map(Moment::At).or_else(|_| text.parse().map(Moment::Civil)).map_err(|_: WordError| {
            let expected = "an instant (`1:00:00.000000`), a civil time (`2026-03-08T06:30:00Z`) or a span before or \
                            after an event (`60 min after the dial of call 1 of ana`)";
            BadText::misfit(text, expected)
        })
    }
}
