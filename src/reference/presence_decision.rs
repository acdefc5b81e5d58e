//! The catalogue's own answers about presence and sessions, as the table of decisions names them.

use std::collections::BTreeSet;

use crate::domain::{AgentName, Base, Closer, EndCause, OfferState, Presence, Reason, Setter, Via};
use crate::time::Span;

use super::decide::{Change, Leaving, Lock, OnLeaving, Restore};
use super::state::{AgentState, SetPresence, State, Work};
use super::tenant::Tenant;

/// How long after a disconnect a reconnect undoes it, its last instant included.
///
/// Source: PRS-12; the public documentation of presence gives the same two and a half minutes.
const GRACE: Span = Span::from_secs(150);

/// A record that stands on Do not disturb already stays.
pub(super) fn do_not_disturb(tenant: &Tenant, agent: &AgentState) -> Presence {
    let current = &agent.presence.0;
    if current.base == Base::BusyDnd { current.clone() } else { tenant.record(Base::BusyDnd) }
}

/// No status is set for work that the agent missed or declined, whether a leg is up or not.
pub(super) fn none_follows(_: &AgentState, _: OfferState) -> Option<Base> {
    None
}

pub(super) fn as_it_was(_: &Tenant, before: &SetPresence, _: &Presence) -> SetPresence {
    before.clone()
}

pub(super) fn after_any_end(_: EndCause, _: Closer) -> Restore {
    Restore::AtOnce
}

/// By the client's menu and by a program alike.
pub(super) fn locked(_: Via) -> Lock {
    Lock::Refuse(Reason::PresenceLocked)
}

/// A choice that was taken is what returns; one that was refused changes nothing.
pub(super) fn unless_refused(lock: Lock, kept: &SetPresence, chosen: &Presence) -> SetPresence {
    match lock {
        Lock::Refuse(_) => kept.clone(),
        Lock::Defer | Lock::Apply => (chosen.clone(), Setter::Agent),
    }
}

pub(super) fn own_alone(_: &State, _: &Tenant, agent: &AgentName) -> BTreeSet<AgentName> {
    BTreeSet::from([agent.clone()])
}

/// Not even from queues that give work to agents in Do not disturb.
pub(super) fn no_work(_: &Work, _: bool) -> bool {
    false
}

pub(super) fn neither_missed_nor_declined() -> OfferState {
    OfferState::Withdrawn
}

pub(super) fn own_place(own: u64, _: u64) -> u64 {
    own
}

/// A sign-out and what an administrator does are meant.
pub(super) fn what_befell_the_agent(leaving: Leaving) -> bool {
    match leaving {
        Leaving::ClientLost | Leaving::SessionExpired => true,
        Leaving::SignOut | Leaving::SignOutByAdministrator | Leaving::AccountRemoved => false,
    }
}

pub(super) fn never() -> bool {
    false
}

pub(super) fn two_minutes_and_a_half() -> Span {
    GRACE
}

pub(super) fn offline(tenant: &Tenant, _: &AgentState) -> Presence {
    tenant.record(Base::Offline)
}

/// The presence before the conversation, never the Do not disturb of the moment.
pub(super) fn before_conversation(agent: &AgentState) -> (Presence, Setter) {
    agent.snapshot.clone().unwrap_or_else(|| agent.presence.clone())
}

/// The agent's own sign-out ends the call; nothing that befalls the agent does.
pub(super) fn own_sign_out_ends(leaving: Leaving) -> OnLeaving {
    match leaving {
        Leaving::SignOut => OnLeaving::EndLegs,
        Leaving::ClientLost | Leaving::SessionExpired | Leaving::SignOutByAdministrator | Leaving::AccountRemoved => {
            OnLeaving::GoOn
        }
    }
}

/// Free is Available, partly used is Busy, full is Do not disturb.
pub(super) fn by_capacity(tenant: &Tenant, used: u64, limit: u64) -> Presence {
    tenant.record(match used {
        0 => Base::Available,
        used if used < limit => Base::Busy,
        _ => Base::BusyDnd,
    })
}

/// Statuses of the rules follow them; Available and Busy that the agent chose do so only when work begins or ends.
pub(super) fn unless_chosen_to_be_away((presence, setter): &(Presence, Setter), change: Change) -> bool {
    match (presence.base, setter) {
        (Base::Available | Base::Busy, Setter::Agent) => change == Change::Work,
        (Base::Available | Base::Busy | Base::BusyDnd, Setter::System) => true,
        (Base::BusyDnd, Setter::Agent) | (Base::Away | Base::Offline | Base::Inactive, _) => false,
    }
}
