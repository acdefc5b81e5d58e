//! The judging phrases: *within* and *throughout* over a timeline, three-valued and with their strength.
//!
//! Source: docs/trace.md, "How an oracle may judge".

use std::fmt;

use crate::time::{Instant, Span};

use super::head::Seeing;
use super::timeline::Timeline;

/// How strong the evidence of a pass is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Every event was seen.
    Complete,
    /// Only samples were seen.
    Sampled {
        /// How many.
        samples: usize,
        /// The longest time between two of them.
        gap: Span,
    },
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Strength::Complete => f.write_str("complete"),
            Strength::Sampled { samples, gap } => write!(f, "sampled, {samples} samples, longest gap {gap}"),
        }
    }
}

/// What a phrase says of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// It holds, shown by a record where there is one.
    Pass(Strength, Option<u32>),
    /// It does not hold, shown by a record where there is one.
    Fail(Option<u32>),
    /// The trace does not tell.
    Inconclusive(String),
}

/// Whether a value shows within a span of an event: record `number` at the instant `at`.
///
/// On a complete border a value that is in force already counts. `end` is the instant up to which everything is in.
pub fn within<V>(
    line: &Timeline<V>,
    is: impl Fn(&V) -> bool,
    (number, at): (u32, Instant),
    span: Span,
    end: Instant,
) -> Judged {
    let limit = at + span;
    match line.seeing {
        Seeing::Complete => {
            if line.before(number).is_some_and(&is) {
                return Judged::Pass(Strength::Complete, None);
            }
            let first = line.between(number, u32::MAX).iter().find(|point| is(&point.value));
            match first {
                Some(point) if point.at <= limit => Judged::Pass(Strength::Complete, Some(point.number)),
                Some(point) => Judged::Fail(Some(point.number)),
                None if end >= limit => {
                    Judged::Fail(line.points.iter().rev().find(|point| point.at <= limit).map(|point| point.number))
                }
                None => Judged::Inconclusive(format!("the run ended at {end}, before {limit}")),
            }
        }
        Seeing::Sampled => {
            let mut after = line.between(number, u32::MAX).iter();
            let Some(first) = after.clone().find(|point| point.at >= limit || is(&point.value)) else {
                return Judged::Inconclusive(format!("no sample at or after {limit}"));
            };
            if is(&first.value) && first.at <= limit {
                return Judged::Pass(Strength::Sampled { samples: 1, gap: Span::ZERO }, Some(first.number));
            }
            match after.find(|point| point.asked >= limit) {
                Some(point) if !is(&point.value) => Judged::Fail(Some(point.number)),
                Some(point) => Judged::Inconclusive(format!("first sampled at {}, later than {limit}", point.at)),
                None => Judged::Inconclusive(format!("no sample at or after {limit}")),
            }
        }
    }
}

/// Whether a value is in force from the instant `at` on, until just before the record `to`; records up to `from` are not
/// looked at. `u32::MAX` stands for the end of the run.
pub fn throughout<V>(line: &Timeline<V>, is: impl Fn(&V) -> bool, (from, at): (u32, Instant), to: u32) -> Judged {
    let points = line.between(from, to);
    let wrong = points.iter().find(|point| point.at > at && !is(&point.value));
    match line.seeing {
        Seeing::Complete => {
            let at_start = line.after(at, to);
            if !at_start.is_some_and(&is) {
                let shown = points.iter().rev().find(|point| point.at <= at).map(|point| point.number);
                return Judged::Fail(shown);
            }
            wrong.map_or(Judged::Pass(Strength::Complete, None), |point| Judged::Fail(Some(point.number)))
        }
        Seeing::Sampled => {
            let wrong = wrong.or_else(|| points.iter().find(|point| point.at == at && !is(&point.value)));
            if let Some(point) = wrong {
                return Judged::Fail(Some(point.number));
            }
            let Some(first) = points.iter().find(|point| is(&point.value)) else {
                return Judged::Inconclusive(format!("no sample between {at} and the end of the span"));
            };
            if first.at > at {
                return Judged::Inconclusive(format!("the first sample is at {}, later than {at}", first.at));
            }
            if to != u32::MAX && line.points.last().is_none_or(|last| last.number < to) {
                return Judged::Inconclusive("no sample at or after the end of the span".to_owned());
            }
            let gaps = points.windows(2).filter_map(|pair| pair[1].at.since(pair[0].at));
            let gap = gaps.max().unwrap_or(Span::ZERO);
            Judged::Pass(Strength::Sampled { samples: points.len(), gap }, Some(first.number))
        }
    }
}
