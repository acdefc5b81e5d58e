//! ELG: eligibility and number plan.

use crate::domain::{Location, ProfileLink, Reason, Service};
use crate::requirement::BorderName;

use super::absence::{no_row, ordinary_call, refused_clean};
use super::case::Case;
use super::check::{by_reading, dial_text, handled_in_full};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::plan::{Class, class, is_feature_number, is_served, looks_like, unmet};
use super::refusal;
use super::rule::{Look, Rule};
use super::thread::{Answer, Dial};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "ELG-01", look: Look::Dial(feature_and_network) },
    Rule { row: "ELG-02", look: Look::Dial(feature_alone) },
    Rule { row: "ELG-04", look: Look::Dial(not_served) },
    Rule { row: "ELG-05", look: Look::Dial(lookalike) },
    Rule { row: "ELG-06", look: Look::Dial(no_location) },
    Rule { row: "ELG-07", look: Look::Dial(no_profile) },
    Rule { row: "ELG-10", look: Look::Dial(reason) },
];

fn feature_and_network(case: &Case<'_>, dial: &Dial) -> Judging {
    if class(dial) != Class::Both || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(handled_in_full(case, dial))
}

fn feature_alone(case: &Case<'_>, dial: &Dial) -> Judging {
    if class(dial) != Class::Feature || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    if case.reading("ELG-02") == "national" {
        return Ok(Finding::not_applicable("the reading `national` is declared"));
    }
    Ok(handled_in_full(case, dial))
}

/// Whether the location is known, and known to be what the facts say.
fn is_located(case: &Case<'_>, dial: &Dial) -> bool {
    dial.facts.location == Location::On && !case.faulty(Service::Location, dial.mark.at, Some(dial.mark.at))
}

fn not_served(case: &Case<'_>, dial: &Dial) -> Judging {
    let linked = dial.facts.link == ProfileLink::Linked;
    let abroad = !is_served(dial, case.ics) && is_feature_number(dial, case.ics) && class(dial) == Class::Other;
    if !abroad || !case.free(dial) || !is_located(case, dial) || !linked {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(by_reading(case, dial, "ELG-04", &[("default", refused_clean), ("ordinary", ordinary_call)]))
}

fn lookalike(case: &Case<'_>, dial: &Dial) -> Judging {
    if class(dial) != Class::Other || !looks_like(dial) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    if let Some((mark, Answer::Refused(Reason::NotReachable, _))) = &dial.reply {
        let expected = format!("{} is an ordinary call", dial_text(dial));
        return Ok(unclear(mark.number, expected, "the tenant can't reach that number").noted("dial another number"));
    }
    Ok(ordinary_call(case, dial))
}

/// Refused, and no side effect at all.
fn untouched(case: &Case<'_>, dial: &Dial) -> Finding {
    Finding::all([Ok(refused_clean(case, dial)), no_row(case, dial)])
}

fn no_location(case: &Case<'_>, dial: &Dial) -> Judging {
    let faulty = case.faulty(Service::Location, dial.mark.at, Some(dial.mark.at));
    let unlocated = dial.facts.location != Location::On && case.is_emergency_number(dial);
    if !unlocated || faulty || !case.free(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let others = [&dial.facts.network_country, &dial.facts.profile_country];
    let elsewhere = others.into_iter().flatten().any(|country| *country != dial.facts.country);
    let blocked = unmet(dial, case.ics).len() > 1;
    if case.reading("ELG-06") == "fallback" && (elsewhere || blocked) {
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
    let abroad = !is_served(dial, case.ics) && is_feature_number(dial, case.ics);
    if unmet.is_empty() || !case.free(dial) || !(abroad || case.is_emergency_number(dial)) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Dial)?;
    let Some((mark, Answer::Refused(reason, sentence))) = &dial.reply else { return Ok(Finding::NOT_TRIGGERED) };
    let listed: Vec<&str> = unmet.iter().map(|reason| reason.word()).collect();
    let expected = format!("a refusal with {} and one sentence that names it", listed.join(" or "));
    let actual = format!("{reason}: \"{sentence}\"");
    let right = unmet.contains(reason) && refusal::is_one_sentence(sentence);
    Ok(if right && unmet.iter().any(|unmet| refusal::names(sentence, *unmet)) {
        pass(mark.number, expected, actual)
    } else {
        fail(mark.number, expected, actual)
    })
}
