//! The temporary number: leased, given again, held through its window, resting, released.
//!
//! The pool gives out what is free and knows no window. How long a number is held, how long it rests after that, and which
//! one is used again when the pool has none, is decided here.

use crate::border::{Answer, CallName, Inbound, InboundName, OfferName, Request};
use crate::domain::{AgentName, CallKind, Face, Number, OfferState};
use crate::time::{Instant, Span};

use super::decide::{Happening, Shortage, Trouble};
use super::row_decision::RowMoment;
use super::serve::Reference;
use super::state::{Lease, Phase, Waiting, Work};

impl Reference {
    /// Gets a call its temporary number, and goes on with the call when it is there.
    pub(super) fn get_number(&mut self, call: &CallName) {
        let Some(agent) = self.state.calls.get(call).map(|call| call.agent.clone()) else { return };
        self.happened_to_numbers(&agent, Happening::Dials);
        if let Some(number) = (self.policy.second_number)(&self.state, &agent) {
            // The agent keeps it: nothing has to be asked.
            self.hold_number(call, &number);
            return self.go_on(call);
        }
        if let Some(number) = (self.policy.at_hand)(&self.tenant, &self.state, &agent) {
            self.request(Request::ReuseNumber { number: number.clone(), agent, call: call.clone() });
            self.hold_number(call, &number);
            return self.go_on(call);
        }
        self.lease_number(agent, call);
    }

    fn lease_number(&mut self, agent: AgentName, call: &CallName) {
        if !(self.policy.leg_waits)() {
            self.go_on(call);
        }
        let until = self.now + (self.policy.patience)();
        let request = self.request(Request::LeaseNumber { agent, call: call.clone() });
        self.state.waiting.insert(request, Waiting::Number { call: call.clone(), until });
    }

    /// Places a leg of a call on its next path, under the number that it has.
    pub(super) fn place_onward(&mut self, name: &CallName) {
        let again = (self.policy.number_for_each_leg)();
        match self.state.calls.get_mut(name) {
            Some(call) if again && call.kind == CallKind::Emergency => {
                call.phase = Phase::Leasing;
                let agent = call.agent.clone();
                self.lease_number(agent, name);
            }
            Some(_) | None => self.place_next(name),
        }
    }

    /// Goes on with a call when the number pool has answered.
    pub(super) fn leased(&mut self, call: &CallName, answer: &Answer) {
        match answer {
            Answer::Leased { number } => self.hold_number(call, number),
            Answer::Exhausted => {
                self.trouble(Trouble::Pool);
                self.reuse_number(call);
            }
            _ => self.do_without_pool(call),
        }
        self.go_on(call);
    }

    /// Goes on with a call for which the pool has not answered in time.
    pub(super) fn not_leased(&mut self, call: &CallName) {
        self.do_without_pool(call);
        self.go_on(call);
    }

    fn reuse_number(&mut self, call: &CallName) {
        let Some(agent) = self.state.calls.get(call).map(|call| call.agent.clone()) else { return };
        let Some(number) = (self.policy.reused)(&self.state, &agent, Shortage::Exhausted) else { return };
        self.request(Request::ReuseNumber { number: number.clone(), agent, call: call.clone() });
        self.hold_number(call, &number);
    }

    /// A number that can't be leased anew is given to the PSAP, but its window stays as it is: the pool can't be told.
    fn do_without_pool(&mut self, call: &CallName) {
        let Some(agent) = self.state.calls.get(call).map(|call| call.agent.clone()) else { return };
        let number = (self.policy.reused)(&self.state, &agent, Shortage::NoAnswer);
        if let Some(call) = self.state.calls.get_mut(call) {
            call.number = number;
        }
    }

    /// Begins the window of a call's number; an earlier lease of the number is over.
    fn hold_number(&mut self, name: &CallName, number: &Number) {
        let order = self.state.mint();
        self.store_number(number, RowMoment::Unbound);
        let Some(call) = self.state.calls.get_mut(name) else { return };
        call.number = Some(number.clone());
        let (agent, over) = (call.agent.clone(), call.phase == Phase::Over);
        let dialled_at = call.dialled_at;
        let dialled_at = (self.policy.window_from)(&self.state, &agent, dialled_at);
        let lease = Lease {
            call: name.clone(),
            order,
            dialled_at,
            window: self.policy.window,
            answered_at: None,
            ended_at: over.then_some(self.now),
            called_back_at: None,
            callbacks: 0,
            notices: 0,
            expired_at: None,
            dialled_face: Face::of(self.local_time(&agent, dialled_at)),
            agent,
        };
        self.state.leases.insert(number.clone(), lease);
        self.store_number(number, RowMoment::Bound);
    }

    /// A number that came when its call had gone on without it goes back to the pool.
    pub(super) fn late_lease(&mut self, answer: Answer) {
        if let Answer::Leased { number } = answer {
            self.request(Request::ReleaseNumber { number });
        }
    }

    /// The last instant of a lease's window; none while it can't be told.
    pub(super) fn window_end(&self, lease: &Lease) -> Option<Instant> {
        let end = (self.policy.window_end)(lease)?;
        Some((self.policy.extended_to)(lease).map_or(end, |extended| extended.max(end)))
    }

    /// Whether a call to the number of a lease comes inside its window.
    pub(super) fn is_inside(&self, lease: &Lease) -> bool {
        let face = Face::of(self.local_time(&lease.agent, self.now));
        let at = lease.dialled_at + (self.policy.elapsed)(lease, self.now, face);
        self.window_end(lease).is_none_or(|end| at <= end)
    }

    /// An agent took a callback to a number.
    pub(super) fn called_back(&mut self, number: &Number) {
        let now = self.now;
        let Some(lease) = self.state.leases.get_mut(number) else { return };
        lease.called_back_at = Some(now);
        let lease = lease.clone();
        if self.window_end(&lease).is_none_or(|end| now <= end)
            && let Some(lease) = self.state.leases.get_mut(number)
        {
            lease.expired_at = None;
        }
    }

    /// When something is to be done about a lease. A window holds through its last instant, and a number rests through
    /// the last instant of its rest, so that what follows comes one tick later.
    pub(super) fn lease_timer(&self, lease: &Lease) -> Option<Instant> {
        let end = self.window_end(lease)?;
        let release = (self.policy.rests_until)(lease, end, self.tenant.quarantine) + Span::TICK;
        Some(if lease.expired_at.is_some() { release } else { release.min(end + Span::TICK) })
    }

    /// Computes the timers of the leases that changed.
    pub(super) fn follow_leases(&mut self) {
        let mut timers = std::mem::take(&mut self.lease_timers);
        let mut leases = std::mem::take(&mut self.state.leases);
        timers.follow(&mut leases, |lease| self.lease_timer(lease));
        (self.lease_timers, self.state.leases) = (timers, leases);
    }

    /// Ends windows and rests that are over.
    pub(super) fn end_windows(&mut self) {
        let numbers = self.lease_timers.due(self.now);
        for number in numbers {
            self.end_window(&number);
        }
    }

    fn end_window(&mut self, number: &Number) {
        let Some(lease) = self.state.leases.get(number).cloned() else { return };
        let Some(end) = self.window_end(&lease) else { return };
        if lease.expired_at.is_none() && end < self.now {
            if let Some(lease) = self.state.leases.get_mut(number) {
                lease.expired_at = Some(self.now);
            }
            self.request(Request::ExpireNumber { number: number.clone() });
            self.store_number(number, RowMoment::Expired);
            self.window_over(&lease.agent, number);
            self.cut_callbacks(number);
        }
        if (self.policy.rests_until)(&lease, end, self.tenant.quarantine) < self.now {
            self.release_number(number);
        }
    }

    /// Ends the callbacks to a number that its end does not spare.
    fn cut_callbacks(&mut self, number: &Number) {
        let cut = |state: OfferState| (self.policy.cut_at_end)(state);
        let callbacks = self.state.work.values().filter(|work| work.number.as_ref() == Some(number));
        let callbacks: Vec<OfferName> =
            callbacks.filter(|work| cut(work.state)).map(|work| work.offer.clone()).collect();
        for offer in callbacks {
            let Some(work) = self.state.work.get(&offer).cloned() else { continue };
            match &work.agent {
                Some(agent) if work.is_taken() => self.end_work(agent, &offer),
                Some(_) | None => self.turn_away(&work),
            }
        }
    }

    /// Tells the caller behind an offer that nobody took that the number is not in service.
    fn turn_away(&mut self, work: &Work) {
        let inbound = InboundName::new(work.caller.clone());
        self.state.inbound.remove(&inbound);
        self.state.work.remove(&work.offer);
        if work.agent.is_some() {
            self.offer_event(work, OfferState::Withdrawn);
        }
        self.request(Request::Treat { inbound, treatment: Inbound::NotInService });
    }

    /// Gives a number back to the pool.
    fn release_number(&mut self, number: &Number) {
        self.store_number(number, RowMoment::Unbound);
        if self.state.leases.remove(number).is_some() {
            self.request(Request::ReleaseNumber { number: number.clone() });
        }
    }

    /// Something happened to an agent: the numbers that do not outlive it go back.
    pub(super) fn happened_to_numbers(&mut self, agent: &AgentName, happening: Happening) {
        if (self.policy.outlives)(happening) {
            return;
        }
        let own = self.state.leases.iter().filter(|(_, lease)| lease.agent == *agent);
        let own: Vec<Number> = own.map(|(number, _)| number.clone()).collect();
        own.iter().for_each(|number| self.release_number(number));
    }
}
