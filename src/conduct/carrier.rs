//! What carriers say on its way to the deployment: delayed, repeated, in another order, or kept while it is stopped.

use crate::border::CarrierEvent;
use crate::observation::Seen;
use crate::time::Span;

use super::conductor::Conductor;
use super::order::{Due, Order};

impl Conductor<'_> {
    /// A carrier says something: it reaches the deployment after the delay.
    pub(super) fn say(&mut self, event: CarrierEvent, seen: Seen) {
        if self.line.delay == Span::ZERO {
            return self.tell(event, seen);
        }
        self.due.schedule(self.now + self.line.delay, Due::Say(Box::new((event, seen))));
    }

    /// What a carrier said reaches the deployment, or waits until it runs again.
    pub(super) fn tell(&mut self, event: CarrierEvent, seen: Seen) {
        self.seen(seen);
        self.parties.carrier.heard(&event);
        self.line.remember(event.clone());
        if self.crashed {
            self.line.keep(event);
        } else {
            self.orders.push_back(Order::Deliver(event));
        }
    }

    /// Delivers what waited for the deployment to run again.
    pub(super) fn deliver_waiting(&mut self) {
        let waiting = self.line.take_kept();
        self.orders.extend(waiting.into_iter().map(Order::Deliver));
    }
}
