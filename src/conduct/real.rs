//! Runs by a clock that nobody moves: it goes on while orders are carried out, and the conductor waits.

use crate::observation::ClockMode;
use crate::requirement::Tolerance;
use crate::time::{Instant, Span};

use super::conductor::Conductor;
use super::order::{Micro, Order};

/// How often what can only be sampled is sampled while time passes. Source: docs/trace.md, "Three kinds of record".
const BEAT: Span = Span::from_secs(1);

/// What a party owes so shortly after the end of a wait is waited for as well: it counts from something that took time to
/// arrive.
const SLACK: Span = Span::from_ticks(50_000);

/// The tolerances that a run waits for before it ends, so that what never comes can be told from what is late.
const AWAITED: [Tolerance; 6] = [
    Tolerance::Presence,
    Tolerance::AlertAndPanel,
    Tolerance::LegStart,
    Tolerance::CallbackAlert,
    Tolerance::Mail,
    Tolerance::RowLag,
];

impl Conductor<'_> {
    /// Tells what the harness's clock shows; it never goes back. A virtual run moves its own clock.
    pub fn clock(&mut self, at: Instant) {
        if self.is_real() {
            self.now = self.now.max(at);
        }
    }

    pub(super) fn is_real(&self) -> bool {
        match self.trace.head.clock {
            ClockMode::Real => true,
            ClockMode::Virtual => false,
        }
    }

    /// Waits for the goal, or lets a party act that owes something by then.
    pub(super) fn wait_on(&mut self) -> Option<Order> {
        let goal = match self.goal {
            Some(goal) => goal,
            None if self.owes_party() => self.now + Span::TICK,
            None => self.mark,
        };
        let slack = if self.goal.is_some() { SLACK } else { Span::ZERO };
        if let Some(at) = self.due.peek_time().filter(|at| *at <= goal + slack) {
            if at <= self.now {
                self.stirred = true;
                return Some(self.act_of_party());
            }
            return Some(self.look_or(|conductor| conductor.wait_until(at)));
        }
        if self.goal.is_some() && goal > self.now {
            return Some(self.look_or(|conductor| conductor.wait_until(goal)));
        }
        if self.goal.take().is_some() {
            self.mark = self.now;
        }
        None
    }

    /// Samples what a party's act has set off, else goes on.
    fn look_or(&mut self, on: impl FnOnce(&mut Self) -> Order) -> Order {
        if std::mem::take(&mut self.stirred) {
            self.take_samples();
        }
        self.orders.pop_front().unwrap_or_else(|| on(self))
    }

    /// Waits no longer than until the next beat, at which everything that can only be sampled is.
    fn wait_until(&mut self, at: Instant) -> Order {
        let beat = self.mark.max(self.beaten) + BEAT;
        if beat < at && self.now >= beat {
            self.beaten = self.now;
            self.take_samples();
            if let Some(order) = self.orders.pop_front() {
                return order;
            }
        }
        Order::Wait(at.min(self.mark.max(self.beaten) + BEAT).max(self.now))
    }

    /// How long a stimulus waits for what the one before may still set off, so that the two can be told apart: nobody at a
    /// desk is faster either.
    pub(super) fn pause(&mut self) -> bool {
        if !self.is_real() {
            return false;
        }
        let shown = [Tolerance::Presence, Tolerance::AlertAndPanel].map(|one| self.trace.head.ics.tolerance(one));
        let spaced = shown.into_iter().max().filter(|most| *most > Span::ZERO).map_or(Span::ZERO, |most| most + SLACK);
        let from = self.stimulated.map(|at| at + spaced).filter(|from| *from > self.now);
        self.stimulated = None;
        self.goal = from;
        self.barrier = from.is_some();
        from.is_some()
    }

    /// Whether the dials of a burst follow one another, whatever becomes of each: nobody waits for them meanwhile.
    pub(super) fn bursts(&self) -> bool {
        let goes_on = matches!(self.program.front(), Some(Micro::Until(_) | Micro::Dial(..)));
        self.is_real() && goes_on
    }

    /// How long a run goes on after its last step.
    pub(super) fn linger(&self) -> Span {
        if !self.is_real() {
            return Span::ZERO;
        }
        AWAITED.into_iter().map(|one| self.trace.head.ics.tolerance(one)).max().unwrap_or(Span::ZERO)
    }
}
