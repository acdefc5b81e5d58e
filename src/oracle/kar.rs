//! KAR: direct dialling and notification, as the pack us-karis-law has them.
//!
//! Source: 47 CFR 9.3, 9.16.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::domain::{Service, Territory};
use crate::requirement::{BorderName, Tolerance};

use super::case::Case;
use super::check::{dial_text, handled_in_full, leg_text};
use super::class::is_exact;
use super::contacts::told;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::ntf::{all_reached, each_mail, mail_limit, mail_works, shows};
use super::ntf_text::{callback_stated, dialled_stated, location_stated, readings, template_of};
use super::rule::{Look, Rule};
use super::spelling::leads_to;
use super::template::Template;
use super::thread::{Answer, Dial};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "KAR-01", look: Look::Dial(direct) },
    Rule { row: "KAR-02", look: Look::Dial(told_with_the_call) },
    Rule { row: "KAR-02", look: Look::Dial(not_delayed) },
    Rule { row: "KAR-03", look: Look::Dial(contents) },
];

/// Where the pack speaks; an unreadable file lists nothing, and a test holds that it can be read.
static TERRITORIES: LazyLock<BTreeSet<Territory>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../fixtures/karis-law.yaml")).unwrap_or_default());

/// Whether the pack speaks of a dial: an emergency number as it stands, in one of its territories.
fn is_under_law(case: &Case<'_>, dial: &Dial) -> bool {
    let emergency = case.is_emergency_number(dial) && case.eligible(dial);
    TERRITORIES.contains(&dial.facts.country) && is_exact(dial) && emergency
}

/// Whether a service other than the mail server may hold up the call.
fn is_held_up(case: &Case<'_>, dial: &Dial) -> bool {
    let at = dial.mark.at;
    let services = [Service::NumberPool, Service::Location, Service::Presence];
    services.into_iter().any(|service| case.story.faulty(service, at, at))
}

/// KAR-01: the number alone is enough, at the desktop and on the way out.
fn direct(case: &Case<'_>, dial: &Dial) -> Judging {
    if !is_under_law(case, dial) || is_held_up(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Carrier)?;
    let alone = case.legs(dial).iter().map(|leg| {
        let expected = format!("{} leaves as {}, without a digit before or after it", dial_text(dial), dial.number);
        Ok(match leads_to(leg.to.as_str(), dial.number.as_str()) {
            true => pass(leg.offered.number, expected, leg_text(leg)),
            false => fail(leg.offered.number, expected, leg_text(leg)),
        })
    });
    Ok(Finding::all([Ok(handled_in_full(case, dial))].into_iter().chain(alone)))
}

/// A leg in time, to whatever number.
fn goes_out(case: &Case<'_>, dial: &Dial) -> Judging {
    let limit = dial.mark.at + case.tolerance(Tolerance::LegStart);
    let expected = format!("a leg of {} by {limit}", dial_text(dial));
    Ok(match (case.legs(dial).first(), &dial.reply) {
        (Some(leg), _) if leg.offered.at <= limit => pass(leg.offered.number, expected, leg_text(leg)),
        (Some(leg), _) => fail(leg.offered.number, expected, leg_text(leg)),
        (None, Some((mark, Answer::Refused(reason, _)))) => {
            fail(mark.number, expected, format!("refused with {reason}"))
        }
        (None, _) if case.end() > limit => fail(dial.mark.number, expected, "no leg"),
        (None, _) => unclear(dial.mark.number, expected, "the run ended"),
    })
}

/// KAR-02: whoever is to hear of it is told as the call begins.
fn told_with_the_call(case: &Case<'_>, dial: &Dial) -> Judging {
    if !is_under_law(case, dial) || is_held_up(case, dial) || !case.handled(dial) || !mail_works(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let Some(recipients) = told(case, dial).filter(|told| !told.is_empty()) else { return Ok(Finding::NOT_TRIGGERED) };
    let limit = mail_limit(case, dial);
    let in_time = each_mail(case, dial, |mail| {
        let expected = format!("a notification of {} by {limit}", dial_text(dial));
        shows(mail, mail.mark.at <= limit, expected, &format!("it goes out at {}", mail.mark.at))
    });
    Ok(Finding::all([all_reached(case, dial, &recipients), in_time]))
}

/// KAR-02: the notification does not hold up the call.
fn not_delayed(case: &Case<'_>, dial: &Dial) -> Judging {
    if !is_under_law(case, dial) || is_held_up(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Carrier)?;
    goes_out(case, dial)
}

/// KAR-03: it says that the number was dialled, where the caller is reached, and the location that the PSAP was given.
/// What a tenant's own template leaves out is the tenant's to answer for.
fn contents(case: &Case<'_>, dial: &Dial) -> Judging {
    let ours = matches!(template_of(case, dial), Some(Template::Shipped | Template::Broken));
    if !is_under_law(case, dial) || !ours || !mail_works(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Number)?;
    let at = dial.mark.at;
    let has_pool = !case.faulty(Service::NumberPool, at, Some(at));
    let lease = case
        .call(dial)
        .filter(|_| has_pool)
        .and_then(|call| call.leases.first())
        .map(|lease| &case.story.leases[*lease]);
    each_mail(case, dial, |mail| {
        let of = |(part, text): (&str, String)| {
            let expected =
                format!("the {part} of the mail of {} says that {} was dialled", dial_text(dial), dial.dialled);
            let number = lease.map(|lease| callback_stated(dial, &lease.number, mail, &text));
            let dialled = shows(mail, dialled_stated(dial, &text), expected, "it does not");
            let known = [dialled, location_stated(case, dial, mail, &text)];
            known.into_iter().chain(number).fold(Finding::NOT_TRIGGERED, Finding::merge)
        };
        readings(dial, mail).map(of).fold(Finding::NOT_TRIGGERED, Finding::merge)
    })
}
