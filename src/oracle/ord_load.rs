//! ORD-04: what holds for one agent holds for a thousand who dial within a second.

use std::collections::BTreeSet;

use crate::observation::Refused;
use crate::requirement::{BorderName, Verdict};
use crate::stimulus::Fact;
use crate::time::Span;

use super::case::Case;
use super::cbn::owner_only;
use super::contacts::told;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::ntf::notified;
use super::prs::becomes_dnd;
use super::thread::Dial;
use super::upset::Burst;

/// How many agents make a load, and within which span.
const AGENTS: u64 = 1_000;
const WITHIN: Span = Span::from_secs(1);

pub(super) fn holds_for_each(case: &Case<'_>) -> Judging {
    let loads = case.story.upset.bursts.iter().filter(|burst| burst.count >= AGENTS && burst.within <= WITHIN);
    let free = case.trace.head.facts.iter().rev().find_map(|fact| match fact {
        Fact::NumberPool { size, .. } => Some(size.0),
        _ => None,
    });
    let loads = loads.filter(|burst| free.is_some_and(|free| free >= burst.count));
    Ok(Finding::all(loads.map(|burst| one_load(case, burst))))
}

fn one_load(case: &Case<'_>, burst: &Burst) -> Judging {
    [BorderName::Dial, BorderName::Carrier].into_iter().try_for_each(|border| case.need(border).map(|_| ()))?;
    let start = case.story.dials.partition_point(|dial| dial.mark.number < burst.mark.number);
    let dials: Vec<&Dial> =
        case.story.dials[start..].iter().take_while(|dial| dial.mark.number == burst.mark.number).collect();
    let handled = dials.iter().filter(|dial| case.handled(dial)).count();
    let expected = format!("{} dials within {} from {} on are handled", burst.count, burst.within, burst.mark.at);
    let all = if handled as u64 == burst.count {
        pass(burst.mark.number, expected, "so they are")
    } else if case.end() < burst.mark.at + burst.within {
        unclear(burst.mark.number, expected, format!("{handled} are, and the run ended"))
    } else {
        fail(burst.mark.number, expected, format!("{handled} are"))
    };
    let informed = dials.iter().filter(|dial| told(case, dial).is_some_and(|told| !told.is_empty()));
    let mails = informed.map(|dial| notified(case, dial));
    let owners = case.story.callbacks.iter().map(|callback| owner_only(case, callback));
    Ok(Finding::all([
        Ok(all),
        Ok(each("PRS-01", burst, dials.iter().map(|dial| becomes_dnd(case, dial)))),
        Ok(each("NTF-01", burst, mails)),
        different_numbers(case, burst, &dials),
        Ok(each("CBN-06", burst, owners.filter(|judging| *judging != Ok(Finding::NOT_TRIGGERED)))),
    ]))
}

/// What a row says of each of many, as one finding: the first that does not pass, else how many do.
fn each(row: &str, burst: &Burst, judgings: impl Iterator<Item = Result<Finding, Refused>>) -> Finding {
    let mut passed = 0;
    let expected = format!("{row} holds for each of the dials from {} on", burst.mark.at);
    for judging in judgings {
        let finding = Finding::of(judging);
        match finding.verdict {
            Verdict::Pass => passed += 1,
            Verdict::NotTriggered | Verdict::NotApplicable | Verdict::Observed => {
                return unclear(burst.mark.number, expected, format!("one of which {row} says nothing"));
            }
            Verdict::Inconclusive | Verdict::Fail | Verdict::Error => return finding.noted(row),
        }
    }
    if passed == 0 { Finding::NOT_TRIGGERED } else { pass(burst.mark.number, expected, format!("for {passed}")) }
}

/// No number was leased for two of the dials.
fn different_numbers(case: &Case<'_>, burst: &Burst, dials: &[&Dial]) -> Judging {
    case.need(BorderName::Number)?;
    let leases = dials.iter().filter_map(|dial| case.call(dial)).flat_map(|call| &call.leases);
    let mut held = BTreeSet::new();
    let expected = format!("a number of its own for each of the dials from {} on", burst.mark.at);
    for lease in leases.map(|place| &case.story.leases[*place]) {
        if !held.insert(&lease.number) {
            return Ok(fail(lease.mark.number, expected, format!("{} again at {}", lease.number, lease.mark.at)));
        }
    }
    Ok(if held.len() >= dials.len() {
        pass(burst.mark.number, expected, format!("{} numbers", held.len()))
    } else if case.end() < burst.mark.at + burst.within {
        unclear(burst.mark.number, expected, "the run ended")
    } else {
        fail(burst.mark.number, expected, format!("{} numbers for {} dials", held.len(), dials.len()))
    })
}
