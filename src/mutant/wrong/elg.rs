//! Wrong about eligibility and number plan.

use crate::domain::{Dialled, ProfileLink, Reason};
use crate::mutant::wrapper::{AlertInOneWorkspace, Meddled, Prepared, Step};
use crate::reference::{Missing, Outside, Plan, Running};

use super::{Mutant, wrapped, wrong};

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("country-of-the-sign-in", "ELG-01", "The country is looked up once, when the agent signs in.",
        country: |session, _| session.clone()),
    wrong!("habit-of-a-leading-digit", "ELG-01",
        "The emergency number is known only with its own first digit before it.",
        is_emergency: |plan, dialled| plan.feature.iter().any(|number| prefixed(number) == dialled.as_str())),
    wrong!("numbers-of-the-network", "ELG-02", "The number plan is that of the network alone.",
        is_emergency: |plan, dialled| plan.national.contains(dialled)),
    wrong!("feature-number-beside-one", "ELG-02", "A network with two emergency numbers has no room for a third.",
    is_emergency: |plan, dialled| {
        let room = plan.national.len() < 2;
        plan.national.contains(dialled) || (room && plan.feature.contains(dialled))
    }),
    wrong!("numbers-of-the-feature", "ELG-03", "The network's own numbers are ordinary ones.",
        is_emergency: |plan, dialled| plan.feature.contains(dialled)),
    wrong!("ordinary-abroad", "ELG-04",
        "An unserved territory makes the dial an ordinary call, and nothing declares so.",
        outside: |_, _| Outside::Ordinary),
    wrapped!(
        "alert-before-country",
        "ELG-04",
        "The alert is put up before the country is looked at, and stays when the dial is refused for it.",
        |inner| Meddled::boxed(inner, Prepared::before(Reason::UnsupportedCountry, Step::Alert))
    ),
    wrong!("prefix-matched", "ELG-05", "Whatever begins with an emergency number is one.",
        is_emergency: |plan, dialled| numbers(plan).any(|number| dialled.as_str().starts_with(number.as_str()))),
    wrong!("suffix-matched", "ELG-05", "Whatever ends in an emergency number is one.",
        is_emergency: |plan, dialled| numbers(plan).any(|number| dialled.as_str().ends_with(number.as_str()))),
    wrapped!(
        "dnd-before-location",
        "ELG-06",
        "Do not disturb is set before the location is looked at, and stays when the dial is refused for want of one.",
        |inner| Meddled::boxed(inner, Prepared::before(Reason::LocationUnavailable, Step::Presence))
    ),
    wrong!("location-does-not-matter", "ELG-06", "Without a location the last country counts, and nothing declares so.",
        location_missing: |_| Missing::Handle(None)),
    wrapped!(
        "number-before-profile",
        "ELG-07",
        "A number is leased before the profile is looked at, and kept when the dial is refused for want of one.",
        |inner| Meddled::boxed(inner, Prepared::before(Reason::NoOutboundProfile, Step::Number))
    ),
    wrong!("default-profile-counts", "ELG-07", "A default outbound profile is as good as a linked one.",
    profile_missing: |link| match link {
        ProfileLink::Linked | ProfileLink::DefaultOnly => Missing::Handle(None),
        ProfileLink::None => Missing::Refuse(Reason::NoOutboundProfile),
    }),
    wrong!("full-capacity-blocks", "ELG-08", "A full work-item limit blocks the dial.",
        profile_limits: |limits| (limits.used >= limits.limit).then_some(Reason::NotReachable)),
    wrong!("allow-list-blocks", "ELG-08", "The profile's list of countries blocks the dial.",
        profile_limits: |limits| (!limits.allowed).then_some(Reason::NotReachable)),
    wrong!("one-workspace-only", "ELG-09", "The dial works in the workspace that is in use first, and in no other.",
        workspace: |name| name.is_some_and(|name| name.starts_with("contact")).then_some(Reason::NotReachable)),
    wrapped!("alert-in-one-workspace", "ELG-09", "One workspace shows the alert, and the other has none.", |inner| {
        Meddled::boxed(inner, AlertInOneWorkspace::default())
    }),
    wrong!("no-word-of-why", "ELG-10", "Every refusal says the same.", sentence: |_| "The call could not be made."),
    wrong!("letter-by-letter", "ELG-11", "The dialled text is compared letter by letter.", number: Dialled::clone),
    wrong!("three-digits-are-enough", "ELG-12", "Every number of three digits is an emergency number.",
        is_emergency: |plan, dialled| numbers(plan).any(|number| number.as_str().len() == dialled.as_str().len())),
    wrong!("ends-the-ordinary-call", "ELG-13", "An emergency dial ends the ordinary call that is up.",
        dial_over_call: || Running::End),
];

fn numbers(plan: &Plan) -> impl Iterator<Item = &Dialled> {
    plan.feature.iter().chain(&plan.national)
}

/// A number with its first digit once more before it.
fn prefixed(number: &Dialled) -> String {
    let first: String = number.as_str().chars().take(1).collect();
    first + number.as_str()
}
