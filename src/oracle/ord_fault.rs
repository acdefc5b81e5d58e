//! ORD-05: a service that is slow, failing or stopped does not block the emergency leg.

use crate::domain::Service;
use crate::requirement::{BorderName, Tolerance};
use crate::time::Span;

use super::case::Case;
use super::check::{dial_text, is_accepted, leg_text};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::plan::{must_be_handled, unmet};
use super::spelling::leads_to;
use super::thread::{Answer, Dial};

/// How long a dial may wait for a number or a location: what a leg may take where nothing is declared. A presence and a
/// mail need not be waited for at all.
const PATIENCE: Span = Span::from_secs(2);

/// The one service that is at fault at a dial; none where several are.
fn at_fault(case: &Case<'_>, dial: &Dial) -> Option<Service> {
    let at = dial.mark.at;
    let mut faulty = Service::ALL.iter().copied().filter(|service| case.story.faulty(*service, at, at));
    faulty.next().filter(|_| faulty.next().is_none())
}

/// Whether a dial had to be handled: with a location source at fault in the last country of the session as in the one
/// where the agent is, since a slow source may say so in time.
fn had_to_be_handled(case: &Case<'_>, dial: &Dial, service: Service) -> bool {
    let had_to = |dial: &Dial| must_be_handled(dial, case.ics) && unmet(dial, case.ics).is_empty();
    let known = || {
        let mut known = dial.clone();
        known.facts.country = dial.facts.known_country.clone();
        known
    };
    had_to(dial) && (service != Service::Location || had_to(&known()))
}

pub(super) fn not_blocked(case: &Case<'_>, dial: &Dial) -> Judging {
    let Some(service) = at_fault(case, dial) else { return Ok(Finding::NOT_TRIGGERED) };
    if !case.free(dial) || !had_to_be_handled(case, dial, service) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    [BorderName::Dial, BorderName::Carrier].into_iter().try_for_each(|border| case.need(border).map(|_| ()))?;
    Ok(Finding::all([is_accepted(case, dial), Ok(leg_goes_out(case, dial, service))]))
}

/// The leg of a dial goes out in time, whatever a service does.
pub(super) fn leg_goes_out(case: &Case<'_>, dial: &Dial, service: Service) -> Finding {
    let tolerance = case.tolerance(Tolerance::LegStart);
    let limit = dial.mark.at
        + match service {
            Service::NumberPool | Service::Location => tolerance.max(PATIENCE),
            Service::Presence | Service::Mail => tolerance,
        };
    let expected = format!("a leg of {} by {limit}, whatever the {service} does", dial_text(dial));
    match case.legs(dial).first() {
        Some(leg) if !leads_to(leg.to.as_str(), dial.number.as_str()) => {
            fail(leg.offered.number, expected, leg_text(leg))
        }
        Some(leg) if leg.offered.at <= limit => pass(leg.offered.number, expected, leg_text(leg)),
        Some(leg) => fail(leg.offered.number, expected, leg_text(leg)),
        None => match &dial.reply {
            Some((mark, Answer::Refused(reason, _))) => fail(mark.number, expected, format!("refused with {reason}")),
            Some((_, Answer::Accepted)) | None if case.end() > limit => fail(dial.mark.number, expected, "no leg"),
            Some((_, Answer::Accepted)) | None => unclear(dial.mark.number, expected, "the run ended"),
        },
    }
}
