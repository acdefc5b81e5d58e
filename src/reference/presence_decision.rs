//! The catalogue's own answers about presence and sessions, as the table of decisions names them.

use crate::domain::{Base, Presence, Reason, Setter};
use crate::time::Span;

use super::decide::{Change, Leaving, Lock, OnLeaving};
use super::state::AgentState;
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

pub(super) fn as_it_was(_: &Tenant, before: &(Presence, Setter)) -> (Presence, Setter) {
    before.clone()
}

pub(super) fn locked() -> Lock {
    Lock::Refuse(Reason::PresenceLocked)
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
