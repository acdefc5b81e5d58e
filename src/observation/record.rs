//! Records and the trace that holds them.

use crate::border::ActId;
use crate::domain::{AgentName, words};
use crate::requirement::BorderName;
use crate::stimulus::Stimulus;
use crate::time::Instant;

use super::head::Head;
use super::seen::Seen;

words!(
    /// How a record came about.
    Kind, "kind of record" {
        /// The harness did something.
        Stimulus = "stimulus",
        /// Pushed across a border to the harness.
        Event = "event",
        /// The harness asked.
        Sample = "sample",
        /// The answer to a stimulus.
        Reply = "reply",
    }
);

/// What a record holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observed {
    /// What the harness did.
    Stimulus(Stimulus),
    /// What was seen.
    Seen(Seen),
    /// A sample that was not answered.
    Unanswered {
        /// The border that was asked about.
        border: BorderName,
        /// The agent that was asked about.
        agent: Option<AgentName>,
    },
}

/// One record of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its number, from 1.
    pub number: u32,
    /// Its instant; of a sample or reply the instant at which it was answered.
    pub at: Instant,
    /// When the harness asked; equal to `at` where it took no time.
    pub asked: Instant,
    /// How it came about.
    pub kind: Kind,
    /// The act that a stimulus became or a reply answers.
    pub act: Option<ActId>,
    /// What it holds.
    pub observed: Observed,
}

impl Record {
    /// What was seen, if the record is not a stimulus and was answered.
    pub fn seen(&self) -> Option<&Seen> {
        match &self.observed {
            Observed::Seen(seen) => Some(seen),
            Observed::Stimulus(_) | Observed::Unanswered { .. } => None,
        }
    }

    /// The border of what was seen or asked about.
    pub fn border(&self) -> Option<BorderName> {
        match &self.observed {
            Observed::Seen(seen) => Some(seen.border()),
            Observed::Unanswered { border, .. } => Some(*border),
            Observed::Stimulus(_) => None,
        }
    }
}

/// A trace: the facts of a run, then its records in order. It is append-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The facts of the run.
    pub head: Head,
    /// The records in order.
    pub records: Vec<Record>,
    /// The instant up to which everything was seen.
    pub end: Instant,
}

impl Trace {
    /// An empty trace.
    pub fn new(head: Head) -> Self {
        Trace { head, records: Vec::new(), end: Instant::START }
    }

    /// Appends a record and gives its number.
    pub fn push(&mut self, at: Instant, asked: Instant, kind: Kind, act: Option<ActId>, observed: Observed) -> u32 {
        let number = u32::try_from(self.records.len() + 1).unwrap_or(u32::MAX);
        self.end = self.end.max(at);
        self.records.push(Record { number, at, asked, kind, act, observed });
        number
    }

    /// The record of a number.
    pub fn record(&self, number: u32) -> Option<&Record> {
        self.records.get((number as usize).checked_sub(1)?)
    }
}
