//! Legs: placed one path after the other, answered, failed, ended.

use crate::border::{ActId, CallName, Event, FailedDial, LegName, Reply, Request};
use crate::domain::{AgentName, CallKind, Closer, Code, DialFailure, EndCause, OfferState, Path, Reason};
use crate::requirement::counts_as;
use crate::time::Span;

use super::decide::{CallMoment, EndCall, Exhausted, Happening, Onward, Trouble};
use super::row_decision::RowMoment;
use super::serve::Reference;
use super::state::Phase;

impl Reference {
    /// Places a leg on the next path of a call.
    pub(super) fn place_next(&mut self, name: &CallName) {
        let leg = LegName::new(format!("leg-{}", self.state.mint()));
        let Some(call) = self.state.calls.get_mut(name) else { return };
        let Some(path) = call.onward.pop_front() else { return };
        (call.leg, call.path, call.heard) = (Some(leg.clone()), Some(path), false);
        self.state.legs.insert(leg.clone(), name.clone());
        self.place(name, leg);
    }

    /// Asks a carrier to set up the leg of a call.
    pub(super) fn place(&mut self, name: &CallName, leg: LegName) {
        let Some((call, path)) = self.state.calls.get(name).and_then(|call| Some((call, call.path.clone()?))) else {
            return;
        };
        let set_up = &self.tenant.agents[&call.agent];
        let from = match call.kind {
            CallKind::Emergency => (self.policy.caller_identity)(call.number.as_ref(), set_up),
            CallKind::Ordinary | CallKind::Callback => set_up.originating.clone(),
        };
        let declared = match call.kind {
            CallKind::Emergency => (self.policy.declared_number)(call.number.as_ref()),
            CallKind::Ordinary | CallKind::Callback => None,
        };
        let (to, location) = (call.dialled.clone(), call.country.as_ref().map(counts_as).cloned());
        self.request(Request::PlaceLeg { leg, call: name.clone(), path, from, to, location, declared });
    }

    /// The call that an event of a leg counts for.
    fn call_of_leg(&self, leg: &LegName) -> Option<CallName> {
        (self.policy.call_of_leg)(&self.state, leg)
    }

    pub(super) fn leg_outcome(&mut self, leg: &LegName, code: Code) {
        self.heard(leg);
        let Some(name) = self.call_of_leg(leg) else { return };
        if code.value() < 300 {
            return self.rings_there(&name);
        }
        let call = &self.state.calls[&name];
        let on_trunk = matches!(call.path, Some(Path::Trunk(_)));
        let onward = if on_trunk { (self.policy.after_failure)(code) } else { Onward::Stop };
        if on_trunk {
            self.trouble(Trouble::Trunk);
        }
        let call = &self.state.calls[&name];
        match onward {
            Onward::NextPath if !call.onward.is_empty() => self.place_onward(&name),
            Onward::NextPath if call.kind == CallKind::Emergency => match (self.policy.exhausted)(&self.tenant) {
                Exhausted::FallBack if self.ways(&call.agent, &call.dialled).direct_offer() => {
                    if let Some(call) = self.state.calls.get_mut(&name) {
                        call.onward.push_back(Path::Direct);
                    }
                    self.place_next(&name);
                }
                Exhausted::Drop | Exhausted::FallBack => {
                    self.trouble(Trouble::Routes);
                    self.fail_call(&name, DialFailure::RouteFailure);
                }
            },
            Onward::NextPath | Onward::Stop => {
                let reason = if on_trunk { DialFailure::RouteFailure } else { DialFailure::Rejected };
                self.fail_call(&name, reason);
            }
        }
    }

    /// The far end gave a sign.
    fn rings_there(&mut self, name: &CallName) {
        let Some(call) = self.state.calls.get_mut(name).filter(|call| !call.answered) else { return };
        if !std::mem::replace(&mut call.rang, true) && call.kind == CallKind::Emergency {
            self.comes_to(name, CallMoment::Ringing);
        }
    }

    /// An emergency call has come to a moment: what waited for it follows.
    fn comes_to(&mut self, name: &CallName, moment: CallMoment) {
        let Some(agent) = self.state.calls.get(name).map(|call| call.agent.clone()) else { return };
        if (self.policy.presence_from)() == moment {
            self.set_conversation_presence(&agent);
        }
        if (self.policy.mail_from)() == moment {
            self.notify(name);
        }
    }

    /// Ends a call that never came about, and tells the agent.
    pub(super) fn fail_call(&mut self, name: &CallName, reason: DialFailure) {
        let Some(call) = self.state.calls.get(name) else { return };
        let agent = call.agent.clone();
        let failed = FailedDial { call: name.clone(), reason };
        self.state.failures.entry(agent.clone()).or_default().push(failed);
        self.event(Event::DialFailed { agent, call: name.clone(), reason });
        self.over(name, Closer::Carrier, EndCause::Failed);
        self.follow_up(name);
    }

    /// Notes that the carrier has the leg.
    fn heard(&mut self, leg: &LegName) {
        if let Some(call) = self.call_of_leg(leg).and_then(|name| self.state.calls.get_mut(&name)) {
            call.heard = true;
        }
    }

    pub(super) fn leg_answered(&mut self, leg: &LegName) {
        self.heard(leg);
        let Some(name) = self.call_of_leg(leg) else { return };
        let now = self.now;
        let Some(call) = self.state.calls.get_mut(&name) else { return };
        call.answered = true;
        self.store_call(&name, RowMoment::Answered);
        let Some(call) = self.state.calls.get(&name).filter(|call| call.kind == CallKind::Emergency) else { return };
        let number = call.number.clone();
        if let Some(lease) = number.and_then(|number| self.state.leases.get_mut(&number)) {
            lease.answered_at.get_or_insert(now);
        }
        self.comes_to(&name, CallMoment::Answer);
    }

    pub(super) fn leg_closed(&mut self, leg: &LegName, by: Closer, cause: EndCause) {
        if let Some(name) = self.call_of_leg(leg) {
            self.over(&name, by, cause);
        }
    }

    pub(super) fn end_call(&mut self, act: ActId, agent: &AgentName, name: &CallName) {
        let up = self.state.calls.get(name).is_some_and(|call| call.agent == *agent && call.phase != Phase::Over);
        if !up {
            return self.reply(act, Reply::Refused { reason: Reason::ControlNotAvailable });
        }
        let emergency = self.state.calls.get(name).is_some_and(|call| call.kind == CallKind::Emergency);
        match (self.policy.end_call)() {
            EndCall::Conversation if emergency => self.end_conversation(agent),
            EndCall::Conversation | EndCall::OneLeg => self.hang_up(name),
        }
        self.reply(act, Reply::Done);
    }

    /// Ends a call and its leg.
    pub(super) fn hang_up(&mut self, name: &CallName) {
        let leg = self.state.calls.get(name).and_then(|call| call.leg.clone());
        let lingers = (self.policy.leg_lingers)();
        match leg {
            Some(leg) if lingers > Span::ZERO => {
                self.state.closing.insert(leg, self.now + lingers);
            }
            Some(leg) => self.close_leg(leg, name.clone()),
            None => {}
        }
        self.over(name, Closer::Agent, EndCause::HangUp);
    }

    fn close_leg(&mut self, leg: LegName, call: CallName) {
        self.request(Request::CloseLeg { leg, call });
    }

    /// Closes the legs whose calls ended some time ago.
    pub(super) fn close_lingering(&mut self) {
        let due = self.state.closing.iter().filter(|(_, at)| **at <= self.now);
        let due: Vec<LegName> = due.map(|(leg, _)| leg.clone()).collect();
        for leg in due {
            self.state.closing.remove(&leg);
            if let Some(call) = self.state.legs.get(&leg).cloned() {
                self.close_leg(leg, call);
            }
        }
    }

    /// What follows the end of a call: rows, presence, capacity, and the next work.
    fn over(&mut self, name: &CallName, by: Closer, cause: EndCause) {
        let now = self.now;
        let Some(call) = self.state.calls.get_mut(name) else { return };
        call.phase = Phase::Over;
        self.state.live.entry(call.agent.clone()).or_default().remove(name);
        let (agent, kind) = (call.agent.clone(), call.kind);
        let shown = call.shown.take();
        let number = call.number.clone();
        if let Some(lease) = number.as_ref().and_then(|number| self.state.leases.get_mut(number)) {
            lease.ended_at = Some(now);
        }
        if kind == CallKind::Emergency {
            self.happened_to_numbers(&agent, Happening::CallEnds(by, cause));
        }
        if let Some((offer, _)) = shown {
            self.call_event(name, &offer, OfferState::Ended);
        }
        // A dial that ended before it came to its mail is mailed like any other.
        self.notify_at_dial(name);
        self.store_call(name, RowMoment::of_end(by, cause));
        match kind {
            CallKind::Ordinary => self.ordinary_over(&agent),
            CallKind::Emergency | CallKind::Callback => self.conversation_over(&agent, by, cause, number),
        }
        self.assign(&agent);
    }
}
