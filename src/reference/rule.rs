//! The rules that route ordinary inbound calls: which of them stops a call, and where it goes instead.

use crate::border::{Inbound, InboundName, Request};
use crate::domain::{AgentName, Destination, Number, Priority, QueueName, RoutingRule, Ruling, WorkKind};
use crate::time::Span;

use super::serve::Reference;

/// Where a rule sends a call.
pub(super) enum Stop {
    /// It is treated like this.
    Treated(Inbound),
    /// It waits in a queue.
    Queued(QueueName),
}

impl Reference {
    /// What the first rule that stops a call does with it, of those kinds that apply to it. Callers are looked at before
    /// the called agent, and both before where the call would go.
    pub(super) fn stopped_by_rule(
        &self,
        from: &Number,
        agent: &AgentName,
        applies: impl Fn(RoutingRule) -> bool,
    ) -> Option<Stop> {
        const ORDER: [RoutingRule; 5] = [
            RoutingRule::BlockedCaller,
            RoutingRule::InboundOff,
            RoutingRule::Hours,
            RoutingRule::Forwarding,
            RoutingRule::Workstream,
        ];
        let kinds = ORDER.into_iter().filter(|kind| applies(*kind));
        let rulings = kinds.filter_map(|kind| {
            let text = self.state.settings.rules.get(&kind)?;
            Ruling::read(kind, text).ok().flatten()
        });
        rulings.into_iter().find_map(|ruling| self.stopped(ruling, from, agent))
    }

    fn stopped(&self, ruling: Ruling, from: &Number, agent: &AgentName) -> Option<Stop> {
        match ruling {
            Ruling::Blocked(callers) => callers.names(from).then_some(Stop::Treated(Inbound::Busy)),
            Ruling::InboundOff(agents) => agents.names(agent).then_some(Stop::Treated(Inbound::NotInService)),
            Ruling::Hours(hours) => {
                let open = hours.is_some_and(|hours| hours.hold(self.minute_of_day()));
                (!open).then_some(Stop::Treated(Inbound::To(Destination::Voicemail)))
            }
            Ruling::Forwarding(_) => Some(Stop::Treated(Inbound::To(Destination::Other))),
            Ruling::Workstream(queue) => Some(Stop::Queued(queue)),
        }
    }

    fn minute_of_day(&self) -> u16 {
        use chrono::Timelike;
        let midnight = u64::from(self.tenant.epoch.num_seconds_from_midnight());
        let seconds = midnight + self.now.ticks() / Span::from_secs(1).ticks();
        u16::try_from(seconds / 60 % (24 * 60)).unwrap_or_default()
    }

    /// Sends a call where a rule wants it.
    pub(super) fn sent_elsewhere(&mut self, inbound: InboundName, stop: Stop) {
        match stop {
            Stop::Treated(treatment) => {
                self.request(Request::Treat { inbound, treatment });
            }
            Stop::Queued(queue) => {
                let treatment = Inbound::To(Destination::Queue);
                self.request(Request::Treat { inbound: inbound.clone(), treatment });
                let caller = inbound.as_str().to_owned();
                let offer = self.queue_work(&caller, queue, WorkKind::Voice, Priority::Normal, None);
                self.state.inbound.insert(inbound, offer);
                self.assign_all();
            }
        }
    }
}
