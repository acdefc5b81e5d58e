//! The catalogue's own answers about callbacks, and about the calls that they come over.

use crate::border::Inbound;
use crate::domain::{Accepting, Number, RoutingRule};

use super::decide::{EndCall, Resumer, Running};
use super::settings::AgentSettings;
use super::state::{AgentState, Lease, SetPresence};
use super::tenant::Tenant;

/// Whoever calls, and however often: the number carries the privilege.
pub(super) fn whoever_calls(_: &Tenant, _: &Lease, _: &Number) -> bool {
    true
}

pub(super) fn bypasses_rule(_: RoutingRule) -> bool {
    false
}

pub(super) fn bypasses_capacity(_: &AgentState, _: &AgentSettings) -> bool {
    true
}

pub(super) fn held() -> Running {
    Running::Hold
}

pub(super) fn held_whatever_is_chosen(_: Option<Accepting>) -> Running {
    Running::Hold
}

pub(super) fn neither_held_nor_ended(_: Option<Accepting>) -> Running {
    Running::Keep
}

pub(super) fn by_agent() -> Resumer {
    Resumer::Agent
}

pub(super) fn ends_all() -> EndCall {
    EndCall::Conversation
}

pub(super) fn no_leg_up(legs: usize) -> bool {
    legs == 0
}

/// The presence before the first leg stays the one that is given back.
pub(super) fn first_kept(kept: Option<&SetPresence>, now: &SetPresence) -> SetPresence {
    kept.unwrap_or(now).clone()
}

pub(super) fn rings_on() -> Inbound {
    Inbound::Ringing
}

pub(super) fn busy() -> Inbound {
    Inbound::Busy
}

/// A marking is worth what vouches for it, and here nothing does.
///
/// Source: RFC 7090 section 4.
pub(super) fn nothing_vouches() -> bool {
    false
}

pub(super) fn first_time(sent: u32) -> bool {
    sent == 0
}

pub(super) fn as_read_at_dial(at_dial: &str, _: &str) -> String {
    at_dial.to_owned()
}
