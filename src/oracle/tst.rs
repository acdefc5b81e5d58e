//! TST: test calls, where carriers take them.

use crate::domain::test_numbers;
use crate::requirement::{BorderName, Verdict};

use super::case::Case;
use super::check::{dial_text, handled_in_full};
use super::finding::{Finding, Judging, pass};
use super::ntf::{dial_mails, shows};
use super::rte_trunk::of_side;
use super::rule::{Group, Look, Rule};
use super::thread::Dial;
use super::wording::has_token;

pub(super) const RULES: &[Rule] = &[Rule { row: "TST-01", look: Look::Through(as_the_real_one) }];

/// What a mail of a test call is marked with.
const MARK: &str = "TEST";

/// The groups of rows that speak of one dial.
const GROUPS: [&str; 7] = ["ELG", "RTE", "PRS", "CBN", "PNL", "CNF", "NTF"];

fn as_the_real_one(case: &Case<'_>, dial: &Dial, group: &Group<'_>) -> Judging {
    if !case.is_emergency_number(dial) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let is_test = test_numbers().contains(&dial.number);
    case.need(BorderName::Mail)?;
    let marks = dial_mails(case, dial).map(|mail| {
        let marked = has_token(&mail.subject, MARK);
        let (not, is) = if is_test { ("", "it is not") } else { ("not ", "it is") };
        let expected = format!("the mail of {} is {not}marked {MARK}", dial_text(dial));
        Ok(shows(mail, marked == is_test, expected, is))
    });
    let marks = Finding::all(marks);
    if !is_test || marks.fails() {
        return Ok(marks);
    }
    let sides: Vec<Finding> = GROUPS.iter().map(|side| of_side(group, side)).collect();
    let failed = sides.into_iter().filter(Finding::fails).fold(handled_in_full(case, dial), Finding::merge);
    if failed.verdict > Verdict::Pass {
        return Ok(failed);
    }
    let expected = format!("{} is handled as a dial of the emergency number", dial_text(dial));
    Ok(marks.merge(pass(dial.mark.number, expected, format!("no row of {} fails", GROUPS.join(", ")))))
}
