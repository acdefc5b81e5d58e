//! What the number that a dial spells is by the number plans.

use crate::domain::Territory;
use crate::requirement::counts_as;

use super::facts::Plan;
use super::thread::Dial;

/// What a number is by the number plan of a country.
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

/// The number plan of a country, or of the one as which it counts.
pub(super) fn plan_of<'d>(dial: &'d Dial, country: &Territory) -> Option<&'d Plan> {
    dial.tenant.plans.get(country).or_else(|| dial.tenant.plans.get(counts_as(country)))
}

/// The class of the number that a dial spells, by the plan of a country.
pub(super) fn class_in(dial: &Dial, country: &Territory) -> Class {
    let Some(plan) = plan_of(dial, country) else { return Class::Other };
    match (plan.feature.contains(&dial.number), plan.national.contains(&dial.number)) {
        (true, true) => Class::Both,
        (true, false) => Class::Feature,
        (false, true) => Class::National,
        (false, false) => Class::Other,
    }
}

/// The class of the number that a dial spells, whether the country is served or not.
pub(super) fn class(dial: &Dial) -> Class {
    class_in(dial, &dial.facts.country)
}

/// Whether the dialled text is the number letter by letter.
pub(super) fn is_exact(dial: &Dial) -> bool {
    dial.number == dial.dialled
}
