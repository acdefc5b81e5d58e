//! Carriers and the far ends behind them: the direct offer, trunks, the PSAP, customers, and calls that they place.

use std::collections::{BTreeMap, BTreeSet};

use crate::border::{CallName, CarrierEvent, InboundName, LegName, Seen};
use crate::domain::{Closer, Code, Dialled, EndCause, Number, Path, TrunkName};
use crate::time::{Instant, Span};

/// How far a leg has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Offered,
    Ringing,
    Answered,
    /// The far end or the network ended it, and the deployment has not heard so yet.
    Ended,
    Closed,
}

impl Phase {
    fn is_over(self) -> bool {
        match self {
            Phase::Ended | Phase::Closed => true,
            Phase::Offered | Phase::Ringing | Phase::Answered => false,
        }
    }
}

#[derive(Clone, Debug)]
struct Leg {
    call: CallName,
    path: Path,
    to: Dialled,
    phase: Phase,
}

/// Why the carrier can't do what a stimulus says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegFault {
    /// The leg is not known or has ended.
    NotUp,
    /// The leg was answered already.
    Answered,
}

/// The state of all carriers and far ends.
#[derive(Clone, Debug, Default)]
pub struct Carrier {
    legs: BTreeMap<LegName, Leg>,
    inbound: BTreeMap<InboundName, bool>,
    pub(super) emergency: BTreeSet<Dialled>,
    /// The numbers that the PSAP calls from.
    pub psap_numbers: Vec<Number>,
    pub(super) psap_answers: Option<Span>,
    pub(super) psap_rejects: Option<Code>,
    pub(super) failing: BTreeMap<TrunkName, (Code, Option<Instant>)>,
    arrivals: u32,
}

/// An event for the deployment and how the trace shows it.
pub(super) type Event = (CarrierEvent, Seen);

impl Carrier {
    /// Takes a leg and gives the instant at which its first outcome is due; none for a leg that it has already.
    pub(super) fn place(
        &mut self,
        now: Instant,
        leg: &LegName,
        call: &CallName,
        path: &Path,
        to: &Dialled,
    ) -> Option<Instant> {
        if self.legs.contains_key(leg) {
            return None;
        }
        let placed = Leg { call: call.clone(), path: path.clone(), to: to.clone(), phase: Phase::Offered };
        self.legs.insert(leg.clone(), placed);
        Some(now + Span::TICK)
    }

    /// Ends a leg at the deployment's wish; nothing for one of which the deployment knows that it ended.
    pub(super) fn close(&mut self, leg: &LegName) -> Option<Seen> {
        let known = self.legs.get_mut(leg).filter(|leg| leg.phase != Phase::Closed)?;
        known.phase = Phase::Closed;
        Some(Seen::LegClosed {
            leg: leg.clone(),
            call: known.call.clone(),
            path: known.path.clone(),
            by: Closer::Agent,
            cause: EndCause::HangUp,
        })
    }

    /// What a leg says when it is woken, and when it wants to be woken again.
    pub(super) fn wake(&mut self, now: Instant, leg: &LegName) -> (Option<Event>, Option<Instant>) {
        let Some(known) = self.legs.get(leg) else { return (None, None) };
        let emergency = self.emergency.contains(&known.to);
        match known.phase {
            Phase::Offered => match self.failure(now, &known.path, emergency) {
                Some(code) => (self.outcome(leg, code, Phase::Ended), None),
                None => {
                    let answer = if emergency { self.psap_answers } else { Some(Span::TICK) };
                    (self.outcome(leg, Code::RINGING, Phase::Ringing), answer.map(|span| now + span))
                }
            },
            Phase::Ringing => (self.answer(leg).ok(), None),
            Phase::Answered | Phase::Ended | Phase::Closed => (None, None),
        }
    }

    fn failure(&self, now: Instant, path: &Path, emergency: bool) -> Option<Code> {
        let trunk = match path {
            Path::Trunk(trunk) => self.failing.get(trunk),
            Path::Direct => None,
        };
        match trunk {
            Some((code, until)) if until.is_none_or(|until| now < until) => Some(*code),
            Some(_) | None => self.psap_rejects.filter(|_| emergency),
        }
    }

    fn outcome(&mut self, leg: &LegName, code: Code, phase: Phase) -> Option<Event> {
        let known = self.legs.get_mut(leg)?;
        known.phase = phase;
        let (call, path) = (known.call.clone(), known.path.clone());
        Some((
            CarrierEvent::LegOutcome { leg: leg.clone(), code },
            Seen::LegOutcome { leg: leg.clone(), call, path, code },
        ))
    }

    /// The far end answers a leg.
    ///
    /// # Errors
    ///
    /// The leg is not up, or it was answered already.
    pub fn answer(&mut self, leg: &LegName) -> Result<(CarrierEvent, Seen), LegFault> {
        let known = self.legs.get_mut(leg).filter(|leg| !leg.phase.is_over()).ok_or(LegFault::NotUp)?;
        if known.phase == Phase::Answered {
            return Err(LegFault::Answered);
        }
        known.phase = Phase::Answered;
        let (call, path) = (known.call.clone(), known.path.clone());
        Ok((CarrierEvent::LegAnswered { leg: leg.clone() }, Seen::LegAnswered { leg: leg.clone(), call, path }))
    }

    /// The far end rejects a leg that it did not answer.
    ///
    /// # Errors
    ///
    /// The leg is not up, or it was answered already.
    pub fn reject(&mut self, leg: &LegName, code: Code) -> Result<(CarrierEvent, Seen), LegFault> {
        let phase = self.legs.get(leg).map(|leg| leg.phase).ok_or(LegFault::NotUp)?;
        match phase {
            Phase::Offered | Phase::Ringing => self.outcome(leg, code, Phase::Ended).ok_or(LegFault::NotUp),
            Phase::Answered => Err(LegFault::Answered),
            Phase::Ended | Phase::Closed => Err(LegFault::NotUp),
        }
    }

    /// The far end or the network ends a leg.
    ///
    /// # Errors
    ///
    /// The leg is not up.
    pub fn end(&mut self, leg: &LegName, by: Closer, cause: EndCause) -> Result<(CarrierEvent, Seen), LegFault> {
        let known = self.legs.get_mut(leg).filter(|leg| !leg.phase.is_over()).ok_or(LegFault::NotUp)?;
        known.phase = Phase::Ended;
        let (call, path) = (known.call.clone(), known.path.clone());
        let event = CarrierEvent::LegClosed { leg: leg.clone(), by, cause };
        Ok((event, Seen::LegClosed { leg: leg.clone(), call, path, by, cause }))
    }

    /// The deployment hears of an event.
    pub fn heard(&mut self, event: &CarrierEvent) {
        if let CarrierEvent::LegClosed { leg, .. } | CarrierEvent::LegOutcome { leg, .. } = event
            && let Some(leg) = self.legs.get_mut(leg).filter(|leg| leg.phase == Phase::Ended)
        {
            leg.phase = Phase::Closed;
        }
    }

    /// Somebody calls a number of the tenant.
    pub fn call(&mut self, to: Number, from: Number, marked: bool) -> (CarrierEvent, Seen) {
        self.arrivals += 1;
        let inbound = InboundName::new(format!("inbound-{}", self.arrivals));
        self.inbound.insert(inbound.clone(), true);
        let event =
            CarrierEvent::InboundArrives { inbound: inbound.clone(), to: to.clone(), from: from.clone(), marked };
        (event, Seen::InboundArrived { inbound, to, from, marked })
    }

    /// Whether a caller's name is that of a call that arrived here.
    pub fn has_arrived(&self, caller: &str) -> bool {
        self.inbound.contains_key(&InboundName::new(caller))
    }

    /// The caller or the network ends a call that had arrived.
    ///
    /// # Errors
    ///
    /// The call is over already.
    pub fn end_inbound(
        &mut self,
        inbound: &InboundName,
        by: Closer,
        cause: EndCause,
    ) -> Result<(CarrierEvent, Seen), LegFault> {
        let up = self.inbound.get_mut(inbound).filter(|up| **up).ok_or(LegFault::NotUp)?;
        *up = false;
        let event = CarrierEvent::InboundClosed { inbound: inbound.clone(), by, cause };
        Ok((event, Seen::InboundClosed { inbound: inbound.clone(), by, cause }))
    }

    /// The deployment ends a call that had arrived, or refuses it.
    pub(super) fn inbound_over(&mut self, inbound: &InboundName) {
        self.inbound.insert(inbound.clone(), false);
    }

    /// A trunk fails with a code, for good or until an instant.
    pub fn fail_trunk(&mut self, trunk: TrunkName, code: Code, until: Option<Instant>) {
        self.failing.insert(trunk, (code, until));
    }
}
