//! Routing rules for ordinary inbound calls: what the text of a rule says.

use std::collections::BTreeSet;
use std::str::FromStr;

use super::{AgentName, Number, QueueName, RoutingRule};

/// A span of the day, in minutes after midnight UTC; the last minute is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The first minute.
    pub from: u16,
    /// The minute after the last one; before `from` where the hours go on past midnight.
    pub to: u16,
}

impl Hours {
    /// Whether a minute of the day lies in the hours.
    pub fn hold(self, minute: u16) -> bool {
        if self.from <= self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        }
    }
}

/// Whom a rule names: everybody, or some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named<T> {
    /// Everybody.
    All,
    /// These.
    Some(BTreeSet<T>),
}

impl<T: Ord> Named<T> {
    /// Whether the rule names somebody.
    pub fn names(&self, one: &T) -> bool {
        match self {
            Named::All => true,
            Named::Some(some) => some.contains(one),
        }
    }
}

/// What a rule for ordinary inbound calls says. The text `off` is no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Calls go to a queue: `support`.
    Workstream(QueueName),
    /// Calls are taken in these hours only: `08:30-20:45`, or in none: `closed`.
    Hours(Option<Hours>),
    /// Calls go on to a number: `+15550133333`.
    Forwarding(Number),
    /// Calls of these callers are refused: `+15550144444,+15550144445`, or `all`.
    Blocked(Named<Number>),
    /// Nobody calls these agents: `ana,ben`, or `all`.
    InboundOff(Named<AgentName>),
}

impl Ruling {
    /// Reads the text of a rule of a kind; nothing where it is `off`.
    ///
    /// # Errors
    ///
    /// What was expected instead.
    pub fn read(kind: RoutingRule, text: &str) -> Result<Option<Self>, &'static str> {
        if text == "off" {
            return Ok(None);
        }
        let read = match kind {
            RoutingRule::Workstream => text.parse().ok().map(Ruling::Workstream),
            RoutingRule::Hours => hours(text).map(Ruling::Hours),
            RoutingRule::Forwarding => text.parse().ok().map(Ruling::Forwarding),
            RoutingRule::BlockedCaller => named(text).map(Ruling::Blocked),
            RoutingRule::InboundOff => named(text).map(Ruling::InboundOff),
        };
        read.map(Some).ok_or(match kind {
            RoutingRule::Workstream => "`off` or the name of a queue such as `support`",
            RoutingRule::Hours => "`off`, `closed` or hours in UTC such as `08:30-20:45`",
            RoutingRule::Forwarding => "`off` or a number such as `+15550133333`",
            RoutingRule::BlockedCaller => "`off`, `all` or numbers with commas such as `+15550144444`",
            RoutingRule::InboundOff => "`off`, `all` or agents with commas such as `ana,ben`",
        })
    }
}

fn named<T: FromStr + Ord>(text: &str) -> Option<Named<T>> {
    if text == "all" {
        return Some(Named::All);
    }
    let some: Result<BTreeSet<T>, _> = text.split(',').map(str::parse).collect();
    some.ok().map(Named::Some)
}

fn hours(text: &str) -> Option<Option<Hours>> {
    if text == "closed" {
        return Some(None);
    }
    let (from, to) = text.split_once('-')?;
    Some(Some(Hours { from: minute(from)?, to: minute(to)? }))
}

/// The minute of the day of a time such as `09:30`.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two = |part: &str, below: u16| -> Option<u16> {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|value| digits && *value < below)
    };
    Some(two(hour, 24)? * 60 + two(minute, 60)?)
}
