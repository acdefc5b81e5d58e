//! Our answers on dials: what is an emergency number, who may dial it, and which way it leaves.

use std::collections::{BTreeSet, VecDeque};

use crate::domain::{AgentName, Code, Dialled, Path, ProfileLink, Reason, Rights, Territory};

use super::decide::{Exhausted, Missing, NoPath, Onward, Outside, OverTrunk, ProfileLimits};
use super::route::Ways;
use super::tenant::{AgentSetUp, Plan, Tenant};

pub(super) fn exactly_in_plan(plan: &Plan, dialled: &Dialled) -> bool {
    plan.feature.contains(dialled) || plan.national.contains(dialled)
}

/// Where the agent is now.
pub(super) fn as_located(_: &Territory, located: &Territory) -> Territory {
    located.clone()
}

pub(super) fn refused_outside(_: &Tenant, _: &AgentName) -> Outside {
    Outside::Refuse(Reason::UnsupportedCountry)
}

pub(super) fn refused_without_location(_: &AgentSetUp) -> Missing {
    Missing::Refuse(Reason::LocationUnavailable)
}

/// A default outbound profile alone does not count.
pub(super) fn refused_without_profile(link: ProfileLink) -> Missing {
    match link {
        ProfileLink::Linked => Missing::Handle(None),
        ProfileLink::DefaultOnly | ProfileLink::None => Missing::Refuse(Reason::NoOutboundProfile),
    }
}

/// The profile must be linked; what it limits is for ordinary calls.
pub(super) fn association_is_enough(_: ProfileLimits) -> Option<Reason> {
    None
}

pub(super) fn from_each(_: Option<&str>) -> Option<Reason> {
    None
}

/// With direct routing every call is held against the voice routes first; without a match, or without direct routing,
/// a calling-plan number opens the direct offer.
pub(super) fn routes_then_direct_offer(ways: &Ways) -> VecDeque<Path> {
    let trunks = ways.trunks();
    if trunks.is_empty() && ways.direct_offer() { VecDeque::from([Path::Direct]) } else { trunks }
}

pub(super) fn makes_calls(rights: Rights) -> bool {
    match rights {
        Rights::MakesCalls => true,
        Rights::ReceivesOnly => false,
    }
}

pub(super) fn handled_over_trunk() -> OverTrunk {
    OverTrunk::Handled
}

pub(super) fn one_for_each_number(numbers: &BTreeSet<Dialled>) -> Vec<String> {
    numbers.iter().map(|number| format!("the pattern takes the emergency number {number}")).collect()
}

/// Only time-outs and overload move on.
///
/// Source: RFC 3261 sections 21.4.9, 21.5.4, 21.5.5.
pub(super) fn moves_on_where_sip_says(code: Code) -> Onward {
    match code.value() {
        408 | 503 | 504 => Onward::NextPath,
        _ => Onward::Stop,
    }
}

pub(super) fn dropped(_: &Tenant) -> Exhausted {
    Exhausted::Drop
}

pub(super) fn refused_without_path(_: &Tenant) -> NoPath {
    NoPath::Refuse
}

pub(super) fn refused(reason: Reason) -> Option<Reason> {
    Some(reason)
}
