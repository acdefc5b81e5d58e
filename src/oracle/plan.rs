//! What the facts demand of a dial: whether it must be handled, and the prerequisites that are unmet.

use crate::domain::{Dialled, Location, ProfileLink, Reason, Territory, test_numbers};
use crate::requirement::Ics;

use super::class::{Class, class, class_in, is_exact, plan_of};
use super::facts::Plan;
use super::paths::{left_to_carrier, paths, reading};
use super::spelling;
use super::thread::Dial;

/// Whether the agent's country is served.
pub(super) fn is_served(dial: &Dial, ics: &Ics) -> bool {
    ics.serves(&dial.facts.country)
}

/// Whether the dialled text is the number letter by letter, or another spelling of it that the deployment takes.
fn is_taken_as_number(dial: &Dial, ics: &Ics) -> bool {
    is_exact(dial) || ics.declares("dial-normalisation")
}

/// Whether the number that a dial spells is an emergency number of a served country, by the readings that are declared.
pub(super) fn is_plan_number(dial: &Dial, ics: &Ics, country: &Territory) -> bool {
    let national = reading(ics, "ELG-02") == "national";
    let number = match class_in(dial, country) {
        Class::Both => true,
        Class::Feature => !national,
        Class::National => national || ics.declares("national-numbers"),
        Class::Other => false,
    };
    number && ics.serves(country)
}

/// The same, and the dial is not the third-party carrier's alone.
pub(super) fn is_number_in(dial: &Dial, ics: &Ics, country: &Territory) -> bool {
    is_plan_number(dial, ics, country) && !left_to_carrier(dial, ics)
}

/// Whether the dial must be handled as one of an emergency number, by the readings that are declared.
pub(super) fn must_be_handled(dial: &Dial, ics: &Ics) -> bool {
    is_taken_as_number(dial, ics) && is_number_in(dial, ics, &dial.facts.country)
}

/// Whether the number is an emergency number by the feature in a served territory.
pub(super) fn is_feature_number(dial: &Dial, ics: &Ics) -> bool {
    let mut served = dial.tenant.plans.iter().filter(|(territory, _)| ics.serves(territory));
    is_taken_as_number(dial, ics) && served.any(|(_, plan)| plan.feature.contains(&dial.number))
}

/// Whether the number is an emergency number by the feature, and none of the agent's country, which is not served.
pub(super) fn is_abroad(dial: &Dial, ics: &Ics) -> bool {
    !is_served(dial, ics) && is_feature_number(dial, ics) && class(dial) == Class::Other
}

/// Whether the number is an emergency number elsewhere, or one for test calls, and none of the agent's country.
pub(super) fn is_foreign(dial: &Dial, ics: &Ics) -> bool {
    let own = match class(dial) {
        Class::Both | Class::National => true,
        Class::Feature => reading(ics, "ELG-02") != "national",
        Class::Other => false,
    };
    let holds = |plan: &Plan| plan.feature.contains(&dial.number) || plan.national.contains(&dial.number);
    !own && (test_numbers().contains(&dial.number) || dial.tenant.plans.values().any(holds))
}

/// The prerequisites that the facts leave unmet, as the reasons of a refusal.
pub(super) fn unmet(dial: &Dial, ics: &Ics) -> Vec<Reason> {
    let paths = paths(dial, ics);
    let unmet = [
        (!is_served(dial, ics), Reason::UnsupportedCountry),
        (dial.facts.location != Location::On, Reason::LocationUnavailable),
        (dial.facts.link != ProfileLink::Linked, Reason::NoOutboundProfile),
        (paths.none(), Reason::NoEmergencyPath),
    ];
    unmet.into_iter().filter(|(unmet, _)| *unmet).map(|(_, reason)| reason).collect()
}

/// Whether a text merely looks like an emergency number: its digits begin with, contain or end in one without being
/// one, and it is no habit of dialling a prefix (at most three digits) or a suffix.
pub(super) fn looks_like(dial: &Dial) -> bool {
    let Some(plan) = plan_of(dial, &dial.facts.country) else { return false };
    let digits = spelling::digits(dial.dialled.as_str());
    let numbers: Vec<&str> = plan.feature.iter().chain(&plan.national).map(Dialled::as_str).collect();
    let habit = |number: &&str| digits.strip_suffix(*number).is_some_and(|before| before.len() <= 3);
    numbers.iter().any(|number| digits.contains(number)) && !numbers.iter().any(habit)
}
