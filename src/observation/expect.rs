//! Expectations: pure predicates over the trace so far.

use crate::domain::{AgentName, RowKind};
use crate::requirement::{BorderName, Tolerance};
use crate::stimulus::{Expectation, Moment, Sight};
use crate::time::{Instant, Span};

use super::bind::Bindings;
use super::record::Trace;
use super::seen::Seen;
use super::shown::{Asked, Shown, border_of};

/// An expectation and how much of the trace stood when it was asked.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'e> {
    /// What is expected.
    pub expectation: &'e Expectation,
    /// The number of the last record that counts.
    pub upto: u32,
}

/// Whether an expectation is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Met {
    /// It is.
    Yes,
    /// It is not.
    No {
        /// What was seen instead.
        actual: String,
        /// The record that shows it, if one does.
        record: Option<u32>,
    },
    /// The trace does not tell.
    Unknown(String),
}

/// Whether an expectation is met by the records of a trace up to a number.
pub fn meets(trace: &Trace, expected: Expected<'_>) -> Met {
    let records = &trace.records[..(expected.upto as usize).min(trace.records.len())];
    let bindings = Bindings::of(records);
    let asked = Asked { trace, records, bindings: &bindings, upto: expected.upto };
    asked.meets(expected.expectation).unwrap_or_else(Met::Unknown)
}

fn no(actual: impl Into<String>, record: Option<u32>) -> Result<Met, String> {
    Ok(Met::No { actual: actual.into(), record })
}

impl Asked<'_> {
    fn meets(&self, expectation: &Expectation) -> Result<Met, String> {
        match expectation {
            Expectation::Now { sight } => {
                let shown = self.shown(sight)?;
                if shown.now() { Ok(Met::Yes) } else { no(format!("it does not show that {sight}"), shown.last()) }
            }
            Expectation::NotNow { sight } => {
                let shown = self.shown(sight)?;
                if shown.now() { no(format!("it shows that {sight}"), shown.last()) } else { Ok(Met::Yes) }
            }
            Expectation::Never { sight } => {
                let shown = self.shown(sight)?;
                match shown.first_after(0) {
                    None if !(shown.state && shown.initial) => Ok(Met::Yes),
                    first => no(format!("it showed that {sight}"), first.map(|(number, _)| number)),
                }
            }
            Expectation::Before { first, second } => self.before(first, second),
            Expectation::Within { span, anchor, sight } => {
                let (number, at) = self.bindings.anchor(anchor).ok_or_else(|| format!("{anchor} is not known"))?;
                let shown = self.shown(sight)?;
                if shown.state && shown.in_force(number) {
                    return Ok(Met::Yes);
                }
                self.within(&shown, (number, at + *span + self.tolerance(sight)))
            }
            Expectation::Throughout { from, to, sight } => self.throughout(from, to, sight),
            Expectation::Refused { agent, reason } => {
                let last = self.records.iter().rev().find_map(|record| match record.seen() {
                    Some(Seen::DialRefused { agent: of, reason, .. }) if of == agent => {
                        Some((record.number, Some(*reason)))
                    }
                    Some(Seen::DialAccepted { agent: of, .. }) if of == agent => Some((record.number, None)),
                    _ => None,
                });
                match last {
                    Some((_, Some(shown))) if shown == *reason => Ok(Met::Yes),
                    Some((record, Some(shown))) => no(format!("refused with {shown}"), Some(record)),
                    Some((record, None)) => no("the dial was accepted", Some(record)),
                    None => no("no reply to a dial", None),
                }
            }
            Expectation::Rows { store, agent, count } => self.rows(*store, agent, count.0),
            Expectation::Mails { count, kind, agent } => {
                self.readable(BorderName::Mail)?;
                // A mail that is tried again under the same Message-ID is the same mail.
                let found = self.records.iter().filter_map(|record| match record.seen()? {
                    Seen::MailSubmitted { mail } if mail.kind == *kind && mail.agent.as_ref() == Some(agent) => {
                        Some(&mail.message)
                    }
                    _ => None,
                });
                let found = found.collect::<std::collections::BTreeSet<_>>().len() as u64;
                if found == count.0 { Ok(Met::Yes) } else { no(format!("{found} mails"), None) }
            }
        }
    }

    /// How much later than at once what is seen may show, as declared.
    fn tolerance(&self, sight: &Sight) -> Span {
        let tolerance = match border_of(sight) {
            BorderName::Presence => Tolerance::Presence,
            BorderName::Panel | BorderName::Form => Tolerance::AlertAndPanel,
            BorderName::Carrier | BorderName::Number => Tolerance::LegStart,
            BorderName::Offer | BorderName::Inbound => Tolerance::CallbackAlert,
            BorderName::Mail => Tolerance::Mail,
            BorderName::Store => Tolerance::RowLag,
            BorderName::Dial
            | BorderName::Control
            | BorderName::Settings
            | BorderName::Incident
            | BorderName::Service => return Span::ZERO,
        };
        self.trace.head.ics.tolerance(tolerance)
    }

    fn before(&self, first: &Sight, second: &Sight) -> Result<Met, String> {
        let (one, two) = (self.shown(first)?.first_after(0), self.shown(second)?.first_after(0));
        match (one, two) {
            (Some((one, _)), Some((two, _))) if one < two => Ok(Met::Yes),
            (_, Some((two, _))) => no(format!("it showed first that {second}"), Some(two)),
            (_, None) => no(format!("it never showed that {second}"), None),
        }
    }

    /// Whether something showed after a record, by an instant.
    fn within(&self, shown: &Shown, (number, limit): (u32, Instant)) -> Result<Met, String> {
        let first = shown.first_after(number);
        if first.is_some_and(|(_, at)| at <= limit) {
            return Ok(Met::Yes);
        }
        let reached = self.records.last().map_or(Instant::START, |record| record.at);
        if reached < limit {
            return Err(format!("the run has reached {reached} only, before {limit}"));
        }
        let denied = shown.marks.iter().find(|(record, at, holds)| *record > number && *at >= limit && !holds);
        match (first, denied) {
            (_, Some((record, at, _))) => no(format!("it does not show at {at}"), Some(*record)),
            (Some((_, at)), None) if shown.sampled => Err(format!("first sampled at {at}, later than {limit}")),
            (Some((record, at)), None) => no(format!("it showed only at {at}"), Some(record)),
            (None, None) => no(format!("it did not show by {limit}"), shown.last()),
        }
    }

    fn throughout(&self, from: &Moment, to: &Moment, sight: &Sight) -> Result<Met, String> {
        let (from, to) = (self.instant(from)?, self.instant(to)?);
        let shown = self.shown(sight)?;
        let at_start =
            shown.marks.iter().rev().find(|(_, at, _)| *at <= from).map_or(shown.initial, |(_, _, holds)| *holds);
        if !at_start {
            return no(format!("it does not show at {from}"), None);
        }
        match shown.marks.iter().find(|(_, at, holds)| *at > from && *at <= to && !holds) {
            None => Ok(Met::Yes),
            Some((record, at, _)) => no(format!("it no longer shows at {at}"), Some(*record)),
        }
    }

    fn instant(&self, moment: &Moment) -> Result<Instant, String> {
        instant_of(moment, self.trace, self.bindings)
    }

    fn rows(&self, store: RowKind, agent: &AgentName, count: u64) -> Result<Met, String> {
        self.readable(BorderName::Store)?;
        let last = self.records.iter().rev().find_map(|record| match record.seen() {
            Some(Seen::Rows { agent: of, rows }) if of == agent => Some((record.number, rows)),
            _ => None,
        });
        let Some((record, rows)) = last else { return Err(format!("no sample of the stores of {agent}")) };
        let found = rows.iter().filter(|row| row.kind == store).count() as u64;
        if found == count { Ok(Met::Yes) } else { no(format!("{found} rows"), Some(record)) }
    }
}

/// The borders that an expectation reads.
pub fn borders_of(expectation: &Expectation) -> Vec<BorderName> {
    match expectation {
        Expectation::Now { sight }
        | Expectation::NotNow { sight }
        | Expectation::Never { sight }
        | Expectation::Within { sight, .. }
        | Expectation::Throughout { sight, .. } => vec![border_of(sight)],
        Expectation::Before { first, second } => vec![border_of(first), border_of(second)],
        Expectation::Refused { .. } => vec![BorderName::Dial],
        Expectation::Rows { .. } => vec![BorderName::Store],
        Expectation::Mails { .. } => vec![BorderName::Mail],
    }
}

/// The instant that a moment names, by what is known.
///
/// # Errors
///
/// What is not known yet, or lies before the start of the run.
pub fn instant_of(moment: &Moment, trace: &Trace, bindings: &Bindings) -> Result<Instant, String> {
    let anchored = |anchor| bindings.anchor(anchor).map(|(_, at)| at).ok_or_else(|| format!("{anchor} is not known"));
    match moment {
        Moment::At(instant) => Ok(*instant),
        Moment::Civil(civil) => {
            let since = civil.0.signed_duration_since(trace.head.epoch.0).num_microseconds();
            let ticks = since.and_then(|ticks| u64::try_from(ticks).ok());
            ticks.map(Instant::from_ticks).ok_or_else(|| format!("{civil} lies before the start of the run"))
        }
        Moment::After(span, anchor) => anchored(anchor).map(|at| at + *span),
        Moment::Before(span, anchor) => {
            anchored(anchor)?.minus(*span).ok_or_else(|| format!("{moment} lies before the start of the run"))
        }
    }
}
