//! The way from the carriers to the deployment: its delay, what was said on it, and what waits.

use std::collections::VecDeque;

use crate::border::CarrierEvent;
use crate::time::Span;

/// How many events a carrier remembers: more than any stimulus repeats.
const REMEMBERED: usize = 1_000;

/// The way from the carriers to the deployment.
#[derive(Clone, Debug, Default)]
pub(super) struct CarrierLine {
    /// How long each event takes.
    pub(super) delay: Span,
    /// What was said of calls, the latest last.
    said: VecDeque<CarrierEvent>,
    /// What could not be delivered while the deployment was stopped: carriers try again.
    undelivered: Vec<CarrierEvent>,
}

impl CarrierLine {
    /// Notes that something was said.
    pub(super) fn remember(&mut self, event: CarrierEvent) {
        self.said.push_back(event);
        if self.said.len() > REMEMBERED {
            self.said.pop_front();
        }
    }

    /// Keeps what nobody takes.
    pub(super) fn keep(&mut self, event: CarrierEvent) {
        self.undelivered.push(event);
    }

    /// Everything that nobody took.
    pub(super) fn take_kept(&mut self) -> Vec<CarrierEvent> {
        std::mem::take(&mut self.undelivered)
    }

    /// The last events, in their order.
    pub(super) fn last_said(&self, count: u64) -> Vec<CarrierEvent> {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.said.iter().skip(self.said.len().saturating_sub(count)).cloned().collect()
    }
}
