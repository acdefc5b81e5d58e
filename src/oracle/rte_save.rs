//! RTE-08: what saving a voice route is answered with.

use std::collections::BTreeSet;

use crate::domain::Reason;
use crate::requirement::BorderName;
use crate::stimulus::Stimulus;

use super::case::Case;
use super::facts::compiled;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::rule::{Look, Rule};
use super::thread::{Saved, Saving};

pub(super) const RULES: &[Rule] = &[Rule { row: "RTE-08", look: Look::Saving(linted) }];

/// What the reply to a saved pattern must be.
enum Wanted {
    /// It takes these emergency numbers, so that a warning must come.
    Warning(String),
    /// It is no pattern, so that it must be refused.
    Refusal,
}

/// What the pattern of a saved route demands; nothing where it takes no emergency number of a served territory.
fn wanted(case: &Case<'_>, saving: &Saving, pattern: &str) -> Option<Wanted> {
    let Some(compiled) = compiled(pattern) else { return Some(Wanted::Refusal) };
    let served = saving.tenant.plans.iter().filter(|(territory, _)| case.ics.serves(territory));
    let numbers = served.flat_map(|(_, plan)| plan.feature.iter().chain(&plan.national));
    let taken: BTreeSet<&str> =
        numbers.map(|number| number.as_str()).filter(|number| compiled.is_match(number.as_bytes())).collect();
    let taken: Vec<&str> = taken.into_iter().collect();
    (!taken.is_empty()).then(|| Wanted::Warning(taken.join(", ")))
}

fn linted(case: &Case<'_>, saving: &Saving) -> Judging {
    let Stimulus::ChangesRoute { name, pattern } = &saving.stimulus else { return Ok(Finding::NOT_TRIGGERED) };
    let known = saving.tenant.routes.iter().any(|route| route.name == *name);
    let Some(wanted) = wanted(case, saving, pattern.as_str()).filter(|_| known) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    case.need(BorderName::Settings)?;
    let at = saving.mark.at;
    let expected = match &wanted {
        Wanted::Warning(taken) => format!("the route {name} saved at {at} with a warning, since it takes {taken}"),
        Wanted::Refusal => {
            format!("the route {name} refused at {at} with {}, since it is none", Reason::InvalidPattern)
        }
    };
    Ok(match (wanted, &saving.reply) {
        (_, None) => unclear(saving.mark.number, expected, "no reply was seen"),
        (Wanted::Warning(_), Some((mark, Saved::With(0)))) => fail(mark.number, expected, "saved without a warning"),
        (Wanted::Warning(_), Some((mark, Saved::With(count)))) => {
            pass(mark.number, expected, format!("saved with {count} warnings"))
        }
        (Wanted::Refusal, Some((mark, Saved::With(_)))) => fail(mark.number, expected, "saved"),
        (Wanted::Refusal, Some((mark, Saved::Refused(Reason::InvalidPattern)))) => {
            pass(mark.number, expected, "refused")
        }
        (_, Some((mark, Saved::Refused(reason)))) => fail(mark.number, expected, format!("refused with {reason}")),
    })
}
