//! ELG: eligibility and number plan.

use std::collections::BTreeSet;

use crate::border::OfferFact;
use crate::domain::{Location, OfferState, ProfileLink, Reason, Service, Territory, WorkKind};
use crate::requirement::{BorderName, Tolerance, counts_as};

use super::absence::{no_row, ordinary_call, refused_clean};
use super::case::Case;
use super::check::{by_reading, dial_text, handled_in_full, is_accepted, leg_started};
use super::class::{Class, class, is_exact};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::held::running_calls;
use super::paths::{left_to_carrier, paths};
use super::plan::{is_abroad, is_feature_number, is_foreign, is_number_in, is_served, looks_like, unmet};
use super::refusal;
use super::rule::{Look, Rule};
use super::thread::{Answer, Dial};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "ELG-01", look: Look::Dial(feature_and_network) },
    Rule { row: "ELG-02", look: Look::Dial(feature_alone) },
    Rule { row: "ELG-03", look: Look::Dial(network_alone) },
    Rule { row: "ELG-04", look: Look::Dial(not_served) },
    Rule { row: "ELG-05", look: Look::Dial(lookalike) },
    Rule { row: "ELG-06", look: Look::Dial(no_location) },
    Rule { row: "ELG-07", look: Look::Dial(no_profile) },
    Rule { row: "ELG-08", look: Look::Dial(exempt) },
    Rule { row: "ELG-09", look: Look::Dial(from_workspace) },
    Rule { row: "ELG-10", look: Look::Dial(reason) },
    Rule { row: "ELG-11", look: Look::Dial(other_spelling) },
    Rule { row: "ELG-12", look: Look::Dial(foreign) },
    Rule { row: "ELG-13", look: Look::Dial(over_call) },
];

fn feature_and_network(case: &Case<'_>, dial: &Dial) -> Judging {
    if class(dial) != Class::Both || !is_exact(dial) || !case.is_emergency_number(dial) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(handled_in_full(case, dial))
}

fn feature_alone(case: &Case<'_>, dial: &Dial) -> Judging {
    if class(dial) != Class::Feature || !is_exact(dial) || !case.is_emergency_number(dial) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(by_reading(case, dial, "ELG-02", &[("default", handled_in_full), ("national", ordinary)]))
}

fn network_alone(case: &Case<'_>, dial: &Dial) -> Judging {
    let left = left_to_carrier(dial, case.ics);
    if class(dial) != Class::National || !is_exact(dial) || left || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(handled_in_full(case, dial))
}

fn over_call(case: &Case<'_>, dial: &Dial) -> Judging {
    if !case.is_emergency_number(dial) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let calls = running_calls(case, &dial.agent, dial.mark.number);
    if calls.is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let tolerance = case.tolerance(Tolerance::LegStart);
    let kept = calls.iter().flat_map(|call| [call.goes_on(case), call.is_held(case, dial.mark, tolerance)]);
    let accepted = [is_accepted(case, dial), leg_started(case, dial, |_| true, "any path")];
    Ok(Finding::all(accepted.into_iter().chain(kept)))
}

/// Whether the location is known, and known to be what the facts say.
fn is_located(case: &Case<'_>, dial: &Dial) -> bool {
    dial.facts.location == Location::On && !case.faulty(Service::Location, dial.mark.at, Some(dial.mark.at))
}

fn not_served(case: &Case<'_>, dial: &Dial) -> Judging {
    let linked = dial.facts.link == ProfileLink::Linked;
    if !is_abroad(dial, case.ics) || !case.free(dial) || !is_located(case, dial) || !linked {
        return Ok(Finding::NOT_TRIGGERED);
    }
    // Without a path there is no ordinary call either.
    if case.reading("ELG-04") == "ordinary" && paths(dial, case.ics).none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(by_reading(case, dial, "ELG-04", &[("default", refused_clean), ("ordinary", ordinary_call)]))
}

/// An ordinary call, unless the tenant can't reach the number at all.
fn ordinary(case: &Case<'_>, dial: &Dial) -> Finding {
    if let Some((mark, Answer::Refused(Reason::NotReachable, _))) = &dial.reply {
        let expected = format!("{} is an ordinary call", dial_text(dial));
        return unclear(mark.number, expected, "the tenant can't reach that number").noted("dial another number");
    }
    ordinary_call(case, dial)
}

fn lookalike(case: &Case<'_>, dial: &Dial) -> Judging {
    if class(dial) != Class::Other || is_foreign(dial, case.ics) || !looks_like(dial) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(ordinary(case, dial))
}

fn foreign(case: &Case<'_>, dial: &Dial) -> Judging {
    if !is_foreign(dial, case.ics) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(ordinary(case, dial))
}

fn other_spelling(case: &Case<'_>, dial: &Dial) -> Judging {
    let number = is_number_in(dial, case.ics, &dial.facts.country);
    if is_exact(dial) || !number || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(handled_in_full(case, dial))
}

/// Whether the agent's capacity is used up, or the countries that the profile allows leave the agent's out.
fn is_limited(case: &Case<'_>, dial: &Dial) -> bool {
    let live = case.offered(&dial.agent).ok().and_then(|line| line.before(dial.mark.number));
    // A voice call that is held for the dial is ELG-13's.
    let other = |offer: &&OfferFact| match offer.kind {
        WorkKind::Callback | WorkKind::Voice => false,
        WorkKind::Chat => offer.state == OfferState::Connected,
    };
    let accepted = live.map_or(0, |offers| offers.iter().filter(other).count());
    let accepted = u64::try_from(accepted).unwrap_or(u64::MAX);
    let full = dial.facts.capacity.is_some_and(|(limit, used)| limit <= used.saturating_add(accepted));
    let country = &dial.facts.country;
    let allows = |list: &BTreeSet<Territory>| list.contains(country) || list.contains(counts_as(country));
    full || !dial.facts.allowed.as_ref().is_none_or(allows)
}

fn exempt(case: &Case<'_>, dial: &Dial) -> Judging {
    if !case.is_emergency_number(dial) || !case.eligible(dial) || !is_limited(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(handled_in_full(case, dial))
}

fn from_workspace(case: &Case<'_>, dial: &Dial) -> Judging {
    let listed = dial.workspace.as_ref().is_some_and(|workspace| case.ics.workspaces.contains(workspace));
    if !listed || !case.is_emergency_number(dial) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(handled_in_full(case, dial))
}

/// Refused, and no side effect at all.
fn untouched(case: &Case<'_>, dial: &Dial) -> Finding {
    Finding::all([Ok(refused_clean(case, dial)), no_row(case, dial)])
}

/// Whether the countries that take the place of a missing location make the dial one of an emergency number: those by
/// network address and profile, whichever is taken, else the one of the session; and nothing else is unmet.
fn falls_back(case: &Case<'_>, dial: &Dial) -> bool {
    let stated: Vec<&Territory> =
        [&dial.facts.network_country, &dial.facts.profile_country].into_iter().flatten().collect();
    let countries = if stated.is_empty() { vec![&dial.facts.country] } else { stated };
    let met = |reason: &Reason| matches!(reason, Reason::LocationUnavailable | Reason::UnsupportedCountry);
    countries.into_iter().all(|country| is_number_in(dial, case.ics, country)) && unmet(dial, case.ics).iter().all(met)
}

fn no_location(case: &Case<'_>, dial: &Dial) -> Judging {
    let faulty = case.faulty(Service::Location, dial.mark.at, Some(dial.mark.at));
    let number = case.is_emergency_number(dial) || is_feature_number(dial, case.ics);
    if dial.facts.location == Location::On || !number || faulty || !case.free(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    if case.reading("ELG-06") == "fallback" && !falls_back(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(by_reading(case, dial, "ELG-06", &[("default", untouched), ("fallback", handled_in_full)]))
}

fn no_profile(case: &Case<'_>, dial: &Dial) -> Judging {
    let unlinked = dial.facts.link != ProfileLink::Linked && case.is_emergency_number(dial);
    if !unlinked || !case.free(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    if case.reading("ELG-07") == "handle" && unmet(dial, case.ics).len() > 1 {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(by_reading(case, dial, "ELG-07", &[("default", untouched), ("handle", handled_in_full)]))
}

fn reason(case: &Case<'_>, dial: &Dial) -> Judging {
    let unmet = unmet(dial, case.ics);
    // Where it is an ordinary call, the country is no prerequisite.
    let abroad = !is_served(dial, case.ics) && is_feature_number(dial, case.ics);
    let abroad = abroad && case.reading("ELG-04") != "ordinary";
    if unmet.is_empty() || !case.free(dial) || !(abroad || case.is_emergency_number(dial)) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Dial)?;
    let Some((mark, Answer::Refused(reason, sentence))) = &dial.reply else { return Ok(Finding::NOT_TRIGGERED) };
    let listed: Vec<&str> = unmet.iter().map(|reason| reason.word()).collect();
    let expected = format!("a refusal with {} and one sentence that names it", listed.join(" or "));
    let actual = format!("{reason}: \"{sentence}\"");
    if !unmet.contains(reason) {
        return Ok(fail(mark.number, expected, actual));
    }
    Ok(match refusal::lack(sentence, &unmet) {
        None => pass(mark.number, expected, actual),
        Some(lack) => fail(mark.number, expected, format!("{actual}; {lack}")),
    })
}
