//! The decisions about the temporary number.

use std::collections::BTreeSet;

use crate::domain::{AgentName, Face, Number, OfferState};
use crate::time::{Instant, Span};

use super::decide::{Happening, Shortage};
use super::state::{Lease, Phase, State};
use super::tenant::{AgentSetUp, Tenant};

/// The length of the callback window.
pub(super) const WINDOW: Span = Span::from_mins(60);

/// A number is temporary because it is leased for the dial and for nothing else.
pub(super) fn none_but_leased(_: &Tenant, _: &State, _: &AgentName) -> Option<Number> {
    None
}

pub(super) fn one_for_all_legs() -> bool {
    false
}

/// Each dial has a window of its own.
pub(super) fn own_dial(_: &State, _: &AgentName, dialled_at: Instant) -> Instant {
    dialled_at
}

/// The temporary number, else the one that the agent's calls go out from.
pub(super) fn temporary_number(number: Option<&Number>, agent: &AgentSetUp) -> Option<Number> {
    number.cloned().or_else(|| agent.originating.clone())
}

/// The caller identity says it all.
pub(super) fn no_other_field(_: Option<&Number>) -> Option<Number> {
    None
}

/// A number of its own for each dial.
pub(super) fn own_number(_: &State, _: &AgentName) -> Option<Number> {
    None
}

pub(super) fn window_from_dial(lease: &Lease) -> Option<Instant> {
    Some(lease.dialled_at + lease.window)
}

/// Windows are held against the run clock, which no zone and no setting of a wall clock moves.
pub(super) fn by_run_clock(lease: &Lease, now: Instant, _: Face) -> Span {
    now.since(lease.dialled_at).unwrap_or(Span::ZERO)
}

pub(super) fn not_extended(_: &Lease) -> Option<Instant> {
    None
}

pub(super) fn quarantine(_: &Lease, end: Instant, quarantine: Span) -> Instant {
    end + quarantine
}

pub(super) fn spared(_: OfferState) -> bool {
    false
}

pub(super) fn whatever_happens(_: Happening) -> bool {
    true
}

/// A pool without a free number: the agent's own number, the oldest that is live before one that rests; else the one that
/// rests longest; else the oldest on which no leg is up. Without an answer of the pool only the agent's own live number,
/// whose lease nobody has to be asked about.
pub(super) fn own_then_resting_then_idle(state: &State, agent: &AgentName, shortage: Shortage) -> Option<Number> {
    let first = |is: &dyn Fn(&Number, &Lease) -> bool| {
        let leases = state.leases.iter().filter(|(number, lease)| is(number, lease));
        let first = leases.min_by_key(|(_, lease)| (lease.expired_at, lease.dialled_at, lease.order));
        first.map(|(number, _)| number.clone())
    };
    match shortage {
        Shortage::NoAnswer => first(&|_, lease| lease.agent == *agent && lease.expired_at.is_none()),
        Shortage::Exhausted => first(&|_, lease| lease.agent == *agent)
            .or_else(|| first(&|_, lease| lease.expired_at.is_some()))
            .or_else(|| {
                let called_back = numbers_called_back(state);
                first(&|number, lease| !is_up(state, lease) && !called_back.contains(number))
            }),
    }
}

/// The numbers on which a callback is up.
fn numbers_called_back(state: &State) -> BTreeSet<&Number> {
    state.work.values().filter(|work| work.is_taken()).filter_map(|work| work.number.as_ref()).collect()
}

/// Whether the call that a number was leased for is up.
fn is_up(state: &State, lease: &Lease) -> bool {
    state.calls.get(&lease.call).is_some_and(|call| call.phase != Phase::Over)
}
