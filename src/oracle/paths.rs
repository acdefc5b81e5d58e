//! The paths by which the facts let a number leave.

use std::collections::BTreeSet;

use crate::domain::{Rights, TrunkName};
use crate::requirement::{DEFAULT_READING, Ics, RequirementId};

use super::class::{Class, class};
use super::facts::Route;
use super::spelling;
use super::thread::Dial;

/// The paths by which a number can leave.
#[derive(Clone, Debug)]
pub(super) struct Paths<'d> {
    /// The voice routes that match, in list order; none without direct routing.
    pub(super) routes: Vec<&'d Route>,
    /// Whether the originating number is a calling-plan number that makes calls.
    pub(super) own_plan: bool,
    /// Whether the tenant has a calling-plan number that makes calls.
    pub(super) tenant_plan: bool,
    /// Whether a path would be open if numbers that only receive calls counted.
    pub(super) by_receivers: bool,
    /// Whether it depends on rights that the deployment need not know.
    pub(super) unclear: bool,
    direct_routing: bool,
}

impl Paths<'_> {
    /// Whether none leads to the number.
    pub(super) fn none(&self) -> bool {
        self.routes.is_empty() && !self.direct_offer()
    }

    /// Whether the direct offer is open where no route takes the number.
    pub(super) fn direct_offer(&self) -> bool {
        self.own_plan || (self.direct_routing && self.tenant_plan)
    }

    /// Every trunk that the routes name.
    pub(super) fn trunks(&self) -> BTreeSet<&TrunkName> {
        self.routes.iter().flat_map(|route| &route.trunks).collect()
    }
}

/// The text that voice routes are held against: an emergency number as the plans have it, else the dial string.
fn routed(dial: &Dial) -> String {
    match class(dial) {
        Class::Both | Class::Feature | Class::National => dial.number.to_string(),
        Class::Other => spelling::dial_string(dial.dialled.as_str()),
    }
}

/// The paths of a dial.
pub(super) fn paths<'d>(dial: &'d Dial, ics: &Ics) -> Paths<'d> {
    let tenant = &dial.tenant;
    let text = if tenant.direct_routing { routed(dial) } else { String::new() };
    let routes: Vec<&Route> =
        tenant.routes.iter().filter(|route| tenant.direct_routing && route.matches(&text)).collect();
    let own = dial.facts.originating.as_ref().and_then(|number| tenant.calling_plan.get(number));
    let own_plan = own == Some(&Rights::MakesCalls);
    let tenant_plan = tenant.calling_plan.values().any(|rights| *rights == Rights::MakesCalls);
    let any = own.is_some() || (tenant.direct_routing && !tenant.calling_plan.is_empty());
    let mut paths = Paths {
        routes,
        own_plan,
        tenant_plan,
        by_receivers: false,
        unclear: false,
        direct_routing: tenant.direct_routing,
    };
    paths.by_receivers = paths.none() && any;
    paths.unclear = paths.by_receivers && !ics.declares("number-rights");
    paths
}

/// Whether a dial is the third-party carrier's alone by the declared reading of RTE-09: a route takes the number, and it
/// is not dialled from a calling-plan number.
pub(super) fn left_to_carrier(dial: &Dial, ics: &Ics) -> bool {
    reading(ics, "RTE-09") == "unhandled" && is_over_trunk_alone(dial, ics)
}

/// Whether only a trunk can carry a dial: a route takes the number, and it is not dialled from a calling-plan number.
pub(super) fn is_over_trunk_alone(dial: &Dial, ics: &Ics) -> bool {
    let paths = paths(dial, ics);
    !paths.routes.is_empty() && !paths.own_plan
}

/// The reading that is declared of a row.
pub(super) fn reading<'i>(ics: &'i Ics, row: &str) -> &'i str {
    row.parse::<RequirementId>().map_or(DEFAULT_READING, |id| ics.reading(&id))
}
