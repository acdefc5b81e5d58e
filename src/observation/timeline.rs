//! Timelines: the values that a border showed of one agent, in order.

use std::collections::BTreeMap;

use crate::border::{OfferFact, PanelSeen};
use crate::domain::{AgentName, Button, OfferState, Presence, SetOf, Setter};
use crate::stimulus::Fact;
use crate::time::{Instant, Span};

use super::head::{Head, Seeing};
use super::record::Record;
use super::seen::Seen;
use super::tally::Tally;
use super::view::View;

/// One showing of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point<V> {
    /// The record that shows it.
    pub number: u32,
    /// The instant of the record.
    pub at: Instant,
    /// The instant at which the harness asked.
    pub asked: Instant,
    /// The value.
    pub value: V,
}

/// The values that a border showed of one agent, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline<V> {
    /// How the border is seen.
    pub seeing: Seeing,
    /// The value before any record: the fact in the head.
    pub initial: Option<V>,
    /// The showings in order.
    pub points: Vec<Point<V>>,
    tally: Tally,
}

impl<V> Timeline<V> {
    fn new(view: &View<'_>, initial: Option<V>) -> Self {
        Timeline { seeing: view.seeing(), initial, points: Vec::new(), tally: view.tally().clone() }
    }

    fn push(&mut self, record: &Record, value: V) {
        self.points.push(Point { number: record.number, at: record.at, asked: record.asked, value });
    }

    /// The value in force just before a record: the last showing before it, else the fact in the head.
    pub fn before(&self, number: u32) -> Option<&V> {
        self.tally.add(1);
        let index = self.points.partition_point(|point| point.number < number);
        match index.checked_sub(1) {
            Some(last) => Some(&self.points[last].value),
            None => self.initial.as_ref(),
        }
    }

    /// The value in force when all of an instant is over, records from `limit` on left out.
    pub fn after(&self, at: Instant, limit: u32) -> Option<&V> {
        self.tally.add(1);
        let index = self.points.partition_point(|point| point.at <= at && point.number < limit);
        match index.checked_sub(1) {
            Some(last) => Some(&self.points[last].value),
            None => self.initial.as_ref(),
        }
    }

    /// The showings after one record and before another.
    pub fn between(&self, from: u32, to: u32) -> &[Point<V>] {
        let start = self.points.partition_point(|point| point.number <= from);
        let end = self.points.partition_point(|point| point.number < to);
        let points = self.points.get(start..end).unwrap_or_default();
        self.tally.add(points.len() + 1);
        points
    }
}

impl<V: Clone> Timeline<V> {
    /// The same line as if nothing were late: a showing that comes at most a span after one of these causes, which stand
    /// in order, is moved to the last such cause. Of several that are moved to one cause the last counts. Samples stay
    /// where they are, for they tell when they were asked.
    ///
    /// Inside a tolerance a value may still show that was right a moment before; what lasts is what is judged.
    pub fn settled(&self, causes: &[(u32, Instant)], span: Span) -> Timeline<V> {
        let mut points: Vec<Point<V>> = Vec::with_capacity(self.points.len());
        for point in &self.points {
            let before = causes.partition_point(|(number, _)| *number < point.number);
            let cause = before.checked_sub(1).and_then(|last| causes.get(last));
            let late = |at: Instant| at < point.at && at + span >= point.at;
            match cause.filter(|(_, at)| self.seeing == Seeing::Complete && late(*at)) {
                Some((number, at)) => {
                    let first = number.saturating_add(1);
                    let same = points.pop_if(|last| last.number >= first);
                    let number = same.map_or(first, |last| last.number);
                    points.push(Point { number, at: *at, asked: *at, value: point.value.clone() });
                }
                None => points.push(point.clone()),
            }
        }
        Timeline { seeing: self.seeing, initial: self.initial.clone(), points, tally: self.tally.clone() }
    }
}

/// The presences of each agent.
pub fn presences(view: &View<'_>, head: &Head) -> BTreeMap<AgentName, Timeline<(Presence, Setter)>> {
    let first = first_presences(head);
    let mut lines: BTreeMap<AgentName, Timeline<(Presence, Setter)>> =
        head.agents().map(|agent| (agent.clone(), Timeline::new(view, first.get(agent).cloned()))).collect();
    for record in view.records() {
        if let Some(Seen::Presence { agent, presence, setter }) = record.seen()
            && let Some(line) = lines.get_mut(agent)
        {
            line.push(record, (presence.clone(), *setter));
        }
    }
    lines
}

/// The presence of each agent by the facts of the head: the last that is stated.
fn first_presences(head: &Head) -> BTreeMap<&AgentName, (Presence, Setter)> {
    let bases: BTreeMap<_, _> = head
        .facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::PresenceRecord { record, base } => Some((record, *base)),
            _ => None,
        })
        .collect();
    let stated = head.facts.iter().filter_map(|fact| match fact {
        Fact::PresenceIs { agent, record, setter } => {
            let base = *bases.get(record)?;
            Some((agent, (Presence { record: record.clone(), base }, *setter)))
        }
        _ => None,
    });
    stated.collect()
}

/// What the panel of each agent shows.
pub fn panels(view: &View<'_>, head: &Head) -> BTreeMap<AgentName, Timeline<PanelSeen>> {
    let empty = || PanelSeen { controls: SetOf::from_iter([]), alert: None };
    let mut lines: BTreeMap<AgentName, Timeline<PanelSeen>> =
        head.agents().map(|agent| (agent.clone(), Timeline::new(view, Some(empty())))).collect();
    for record in view.records() {
        if let Some(Seen::Panel { agent, controls, alert }) = record.seen()
            && let Some(line) = lines.get_mut(agent)
        {
            line.push(record, PanelSeen { controls: controls.clone(), alert: alert.clone() });
        }
    }
    lines
}

/// Which buttons the conversation form of each agent shows.
pub fn forms(view: &View<'_>, head: &Head) -> BTreeMap<AgentName, Timeline<SetOf<Button>>> {
    let empty = || SetOf::from_iter([]);
    let mut lines: BTreeMap<AgentName, Timeline<SetOf<Button>>> =
        head.agents().map(|agent| (agent.clone(), Timeline::new(view, Some(empty())))).collect();
    for record in view.records() {
        if let Some(Seen::Form { agent, buttons }) = record.seen()
            && let Some(line) = lines.get_mut(agent)
        {
            line.push(record, buttons.clone());
        }
    }
    lines
}

/// The live offers of each agent: those that alert, are connected or are held.
pub fn offers(view: &View<'_>, head: &Head) -> BTreeMap<AgentName, Timeline<Vec<OfferFact>>> {
    let mut lines: BTreeMap<AgentName, Timeline<Vec<OfferFact>>> =
        head.agents().map(|agent| (agent.clone(), Timeline::new(view, Some(Vec::new())))).collect();
    for record in view.records() {
        match record.seen() {
            Some(Seen::Offers { agent, offers }) => {
                if let Some(line) = lines.get_mut(agent) {
                    line.push(record, offers.clone());
                }
            }
            Some(Seen::Offer { agent: Some(agent), offer }) => {
                if let Some(line) = lines.get_mut(agent) {
                    let before = line.before(record.number).cloned().unwrap_or_default();
                    line.push(record, applied(before, offer));
                }
            }
            _ => {}
        }
    }
    lines
}

/// The live offers after an event.
fn applied(mut live: Vec<OfferFact>, event: &OfferFact) -> Vec<OfferFact> {
    live.retain(|offer| offer.offer != event.offer);
    match event.state {
        OfferState::Offered | OfferState::Connected | OfferState::Held => live.push(event.clone()),
        OfferState::Resumed => live.push(OfferFact { state: OfferState::Connected, ..event.clone() }),
        OfferState::Queued | OfferState::Withdrawn | OfferState::Missed | OfferState::Declined | OfferState::Ended => {}
    }
    live
}
