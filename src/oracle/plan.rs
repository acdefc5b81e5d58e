//! What a dial is by the facts: its class, the prerequisites that are unmet, and the paths that lead to the number.

use std::collections::BTreeSet;

use crate::domain::{Dialled, Location, ProfileLink, Reason, Rights, TrunkName};
use crate::requirement::Ics;

use super::facts::{Plan, Route};
use super::thread::Dial;

/// What a dialled text is by the number plan of the agent's country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An emergency number by feature and network.
    Both,
    /// An emergency number by the feature alone.
    Feature,
    /// An emergency number by the network alone.
    National,
    /// No emergency number, though it may look like one.
    Other,
}

/// The number plan of the agent's country.
pub(super) fn plan(dial: &Dial) -> Option<&Plan> {
    dial.tenant.plans.get(&dial.facts.country)
}

/// Whether the agent's country is served.
pub(super) fn is_served(dial: &Dial, ics: &Ics) -> bool {
    ics.territories.contains(dial.facts.country.as_str())
}

/// The class of a dial, whether the country is served or not.
pub(super) fn class(dial: &Dial) -> Class {
    let Some(plan) = plan(dial) else { return Class::Other };
    match (plan.feature.contains(&dial.dialled), plan.national.contains(&dial.dialled)) {
        (true, true) => Class::Both,
        (true, false) => Class::Feature,
        (false, true) => Class::National,
        (false, false) => Class::Other,
    }
}

/// Whether the number must be handled as an emergency number, by the readings that are declared.
pub(super) fn must_be_handled(dial: &Dial, ics: &Ics, national: bool) -> bool {
    is_served(dial, ics)
        && match class(dial) {
            Class::Both => true,
            Class::Feature => !national,
            Class::National => national || ics.declares("national-numbers"),
            Class::Other => false,
        }
}

/// Whether the dialled text is an emergency number by the feature in a served territory.
pub(super) fn is_feature_number(dial: &Dial, ics: &Ics) -> bool {
    let served = dial.tenant.plans.iter().filter(|(territory, _)| ics.territories.contains(territory.as_str()));
    served.into_iter().any(|(_, plan)| plan.feature.contains(&dial.dialled))
}

/// The paths by which a number can leave.
#[derive(Clone, Debug)]
pub(super) struct Paths<'d> {
    /// The voice routes that match, in list order; none without direct routing.
    pub(super) routes: Vec<&'d Route>,
    /// Whether the originating number is a calling-plan number that makes calls.
    pub(super) own_plan: bool,
    /// Whether the tenant has a calling-plan number that makes calls.
    pub(super) tenant_plan: bool,
    /// Whether it depends on rights that the deployment need not know.
    pub(super) unclear: bool,
}

impl Paths<'_> {
    /// Whether none leads to the number.
    pub(super) fn none(&self, direct_routing: bool) -> bool {
        self.routes.is_empty() && !self.own_plan && !(direct_routing && self.tenant_plan)
    }

    /// Every trunk that the routes name.
    pub(super) fn trunks(&self) -> BTreeSet<&TrunkName> {
        self.routes.iter().flat_map(|route| &route.trunks).collect()
    }
}

/// The paths of a dial.
pub(super) fn paths<'d>(dial: &'d Dial, ics: &Ics) -> Paths<'d> {
    let tenant = &dial.tenant;
    let routes = tenant.routes.iter().filter(|route| tenant.direct_routing && route.matches(&dial.dialled)).collect();
    let rights = dial.facts.originating.as_ref().and_then(|number| tenant.calling_plan.get(number));
    let own_plan = rights == Some(&Rights::MakesCalls);
    let tenant_plan = tenant.calling_plan.values().any(|rights| *rights == Rights::MakesCalls);
    let receiver = tenant.calling_plan.values().any(|rights| *rights == Rights::ReceivesOnly);
    let unclear = !ics.declares("number-rights") && receiver && !own_plan && !tenant_plan;
    Paths { routes, own_plan, tenant_plan, unclear }
}

/// The prerequisites that the facts leave unmet, as the reasons of a refusal.
pub(super) fn unmet(dial: &Dial, ics: &Ics) -> Vec<Reason> {
    let paths = paths(dial, ics);
    let unmet = [
        (!is_served(dial, ics), Reason::UnsupportedCountry),
        (dial.facts.location != Location::On, Reason::LocationUnavailable),
        (dial.facts.link != ProfileLink::Linked, Reason::NoOutboundProfile),
        (paths.none(dial.tenant.direct_routing), Reason::NoEmergencyPath),
    ];
    unmet.into_iter().filter(|(unmet, _)| *unmet).map(|(_, reason)| reason).collect()
}

/// The ASCII digits of a text; none where it holds other characters that could be digits.
fn digits(dialled: &Dialled) -> Option<String> {
    let text = dialled.as_str();
    text.is_ascii().then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// Whether a text merely looks like an emergency number: its digits begin with, contain or end in one without being
/// one, and it is no habit of dialling a prefix (at most three digits) or a suffix.
pub(super) fn looks_like(dial: &Dial) -> bool {
    let (Some(plan), Some(digits)) = (plan(dial), digits(&dial.dialled)) else { return false };
    let numbers: Vec<&str> = plan.feature.iter().chain(&plan.national).map(Dialled::as_str).collect();
    let habit = |number: &&str| digits.strip_suffix(*number).is_some_and(|before| before.len() <= 3);
    numbers.iter().any(|number| digits.contains(number)) && !numbers.iter().any(habit)
}
