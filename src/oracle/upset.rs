//! What upset a run: outages of the deployment, carrier events that came again or too late, and the incidents that the
//! deployment told of. Part of the story's one pass.

use std::collections::{BTreeMap, BTreeSet};

use crate::border::{CallName, Incident, LegName};
use crate::observation::{Observed, Record, Seen};
use crate::requirement::BorderName;
use crate::stimulus::Stimulus;
use crate::time::{Instant, Span};

use super::thread::Mark;

/// One span in which the deployment was stopped, or may have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// Its start.
    pub from: Mark,
    /// Its end, if it had one.
    pub to: Option<Mark>,
}

/// Many agents who dialled at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burst {
    /// The stimulus.
    pub mark: Mark,
    /// How many.
    pub count: u64,
    /// Within which span.
    pub within: Span,
}

/// What upset a run.
#[derive(Clone, Debug, Default)]
pub struct Upset {
    /// The spans in which the deployment was stopped; where its stops are not seen, those in which it may have been.
    pub outages: Vec<Outage>,
    /// The stimuli by which carriers said their last events again.
    pub repeats: Vec<Mark>,
    /// The stimuli from which on carrier events were late.
    pub delays: Vec<Mark>,
    /// The bursts of dials.
    pub bursts: Vec<Burst>,
    /// The carrier events of legs that had ended, by call.
    pub echoes: BTreeMap<CallName, Vec<Mark>>,
    /// The incidents of each kind, each when it was first seen.
    pub incidents: BTreeMap<String, Vec<Mark>>,
    /// The records by which anything from outside may have reached the deployment: stimuli and what carriers said.
    pub turns: Vec<u32>,
    ended: BTreeMap<LegName, bool>,
}

impl Upset {
    /// Takes one more record in; of borders that are not seen only what the harness did.
    pub(super) fn see(&mut self, record: &Record, borders: &BTreeSet<BorderName>) {
        let mark = Mark { number: record.number, at: record.at };
        match &record.observed {
            Observed::Stimulus(stimulus) => {
                self.turns.push(mark.number);
                self.see_stimulus(mark, stimulus, borders.contains(&BorderName::Service));
            }
            Observed::Seen(seen) if borders.contains(&seen.border()) => self.see_border(mark, seen),
            Observed::Seen(_) | Observed::Unanswered { .. } => {}
        }
    }

    #[allow(clippy::wildcard_enum_match_arm)] // most stimuli upset nothing
    fn see_stimulus(&mut self, mark: Mark, stimulus: &Stimulus, stops_seen: bool) {
        match stimulus {
            Stimulus::RepeatsEvents { .. } | Stimulus::ReordersEvents { .. } => self.repeats.push(mark),
            Stimulus::DelaysEvents { .. } => self.delays.push(mark),
            Stimulus::BurstDials { count, within, .. } => {
                self.bursts.push(Burst { mark, count: count.0, within: *within });
            }
            Stimulus::Crashes {} => self.stopped(mark),
            Stimulus::CrashesAt { .. } if !stops_seen => self.stopped(mark),
            Stimulus::Restarts {} => self.ready(mark),
            _ => {}
        }
    }

    #[allow(clippy::wildcard_enum_match_arm)] // most facts upset nothing
    fn see_border(&mut self, mark: Mark, seen: &Seen) {
        match seen {
            Seen::LegOffered { leg, .. } => {
                self.ended.insert(leg.clone(), false);
            }
            Seen::LegOutcome { leg, call, code, .. } => self.see_leg(mark, leg, call, code.value() >= 300),
            Seen::LegAnswered { leg, call, .. } => self.see_leg(mark, leg, call, false),
            Seen::LegClosed { leg, call, .. } => self.see_leg(mark, leg, call, true),
            Seen::InboundArrived { .. } | Seen::InboundClosed { .. } => self.turns.push(mark.number),
            Seen::IncidentRaised { incident } => {
                self.incidents.entry(incident.kind.clone()).or_default().push(mark);
            }
            Seen::Incidents { incidents } => self.see_incidents(mark, incidents),
            Seen::Stopped => self.stopped(mark),
            Seen::Ready => self.ready(mark),
            _ => {}
        }
    }

    fn see_leg(&mut self, mark: Mark, leg: &LegName, call: &CallName, ends: bool) {
        self.turns.push(mark.number);
        let Some(ended) = self.ended.get_mut(leg) else { return };
        if *ended {
            self.echoes.entry(call.clone()).or_default().push(mark);
        }
        *ended = *ended || ends;
    }

    /// A sample lists all incidents so far: those that it has more of are new.
    fn see_incidents(&mut self, mark: Mark, incidents: &[Incident]) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        incidents.iter().for_each(|incident| *counts.entry(incident.kind.as_str()).or_default() += 1);
        for (kind, count) in counts {
            let known = self.incidents.entry(kind.to_owned()).or_default();
            known.resize(known.len().max(count), mark);
        }
    }

    fn stopped(&mut self, from: Mark) {
        if self.outages.last().is_none_or(|last| last.to.is_some()) {
            self.outages.push(Outage { from, to: None });
        }
    }

    fn ready(&mut self, at: Mark) {
        // Of the order to restart and the word that it is ready, the later one counts.
        if let Some(last) = self.outages.last_mut() {
            last.to = Some(at);
        }
    }

    /// The outages that last into or begin in a span of records, its first one excluded.
    pub(super) fn outages_in(&self, from: u32, to: u32) -> &[Outage] {
        let start = self.outages.partition_point(|outage| outage.to.is_some_and(|ready| ready.number <= from));
        let end = self.outages.partition_point(|outage| outage.from.number < to);
        self.outages.get(start..end).unwrap_or_default()
    }

    /// From when something can be expected that is due by an instant after a record: the record's, or the end of an outage
    /// that came between; none while that lasts.
    pub(super) fn up_again(&self, from: Mark, by: Instant) -> Option<Instant> {
        let between = self.outages_in(from.number, u32::MAX).iter().take_while(|outage| outage.from.at <= by);
        between.last().map_or(Some(from.at), |outage| outage.to.map(|ready| ready.at))
    }

    /// The carrier events of legs of a call that had ended.
    pub(super) fn echoes_of(&self, call: &CallName) -> Option<&Vec<Mark>> {
        self.echoes.get(call)
    }

    /// The next record after one by which anything from outside may have reached the deployment.
    pub(super) fn next_turn(&self, after: u32) -> u32 {
        let place = self.turns.partition_point(|turn| *turn <= after);
        self.turns.get(place).copied().unwrap_or(u32::MAX)
    }
}
