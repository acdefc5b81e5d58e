//! CNF: confidentiality.

use crate::domain::RowKind;
use crate::observation::Refused;
use crate::requirement::BorderName;

use super::callback::inside;
use super::case::Case;
use super::check::by_named_reading;
use super::conversation::accepted;
use super::finding::{Finding, Judging, pass, unclear};
use super::left::{HISTORY, Left, kept_text};
use super::linked;
use super::plan::is_abroad;
use super::rule::{Look, Rule};
use super::thread::{Answer, Callback, Dial, How};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "CNF-01", look: Look::Dial(no_history) },
    Rule { row: "CNF-02", look: Look::Callback(no_history_of_callback) },
    Rule { row: "CNF-03", look: Look::Dial(no_history_without_call) },
    Rule { row: "CNF-04", look: Look::Call { dial: unrecorded, callback: callback_unrecorded } },
    Rule { row: "CNF-05", look: Look::Call { dial: in_no_view, callback: callback_in_no_view } },
    Rule { row: "CNF-06", look: Look::Dial(linked::number_forgotten) },
    Rule { row: "CNF-07", look: Look::Dial(linked::mail_not_kept) },
    Rule { row: "CNF-08", look: Look::Call { dial: not_analysed, callback: callback_not_analysed } },
    Rule { row: "CNF-09", look: Look::Call { dial: linked::not_named, callback: linked::callback_not_named } },
];

/// What a recording consists of.
const RECORDING: [RowKind; 3] = [RowKind::Recording, RowKind::Transcript, RowKind::Summary];
/// The other views of a history.
const VIEWS: [RowKind; 2] = [RowKind::Recent, RowKind::Timeline];
/// What is made of calls afterwards.
const ANALYTICS: [RowKind; 3] = [RowKind::Export, RowKind::Survey, RowKind::WrapUpForm];

/// Whether a dial was handled as an emergency call and came as far as a leg.
fn placed(case: &Case<'_>, dial: &Dial) -> Result<bool, Refused> {
    if !case.handled(dial) {
        return Ok(false);
    }
    case.need(BorderName::Carrier)?;
    Ok(!case.legs(dial).is_empty())
}

/// A dial that came as far as a leg has no row of some kinds.
fn of_dial(case: &Case<'_>, dial: &Dial, kinds: &[RowKind]) -> Judging {
    if !placed(case, dial)? {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Store)?;
    Ok(Left::by_dial(case, dial).no_row(case, kinds))
}

/// A callback inside its window has no row of some kinds.
fn of_callback(case: &Case<'_>, callback: &Callback, kinds: &[RowKind]) -> Judging {
    if inside(case, callback).is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Store)?;
    Ok(Left::by_callback(case, callback).no_row(case, kinds))
}

fn no_history(case: &Case<'_>, dial: &Dial) -> Judging {
    of_dial(case, dial, &HISTORY)
}

fn no_history_of_callback(case: &Case<'_>, callback: &Callback) -> Judging {
    of_callback(case, callback, &HISTORY)
}

/// A call that failed or was dropped, or a dial that was refused.
fn no_history_without_call(case: &Case<'_>, dial: &Dial) -> Judging {
    let ended = case.call(dial).and_then(|call| call.end());
    let lost = ended.is_some_and(|end| matches!(end.how, How::Drop | How::SetUp));
    let lost = lost && accepted(case.story, dial) && case.emergency(dial);
    let refused = matches!(dial.reply, Some((_, Answer::Refused(..))));
    let abroad = is_abroad(dial, case.ics) && case.reading("ELG-04") != "ordinary";
    if !lost && !(refused && (abroad || case.is_emergency_number(dial))) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Dial)?;
    case.need(BorderName::Store)?;
    Ok(Left::by_dial(case, dial).no_row(case, &HISTORY))
}

fn in_no_view(case: &Case<'_>, dial: &Dial) -> Judging {
    of_dial(case, dial, &VIEWS)
}

fn callback_in_no_view(case: &Case<'_>, callback: &Callback) -> Judging {
    of_callback(case, callback, &VIEWS)
}

fn not_analysed(case: &Case<'_>, dial: &Dial) -> Judging {
    of_dial(case, dial, &ANALYTICS)
}

fn callback_not_analysed(case: &Case<'_>, callback: &Callback) -> Judging {
    of_callback(case, callback, &ANALYTICS)
}

fn unrecorded(case: &Case<'_>, dial: &Dial) -> Judging {
    let (on, changed) = dial.tenant.recording;
    let settled = changed.is_none_or(|changed| !case.is_syncing(dial, changed));
    let answered = case.call(dial).is_some_and(|call| call.answered().is_some());
    if !on || !settled || !placed(case, dial)? || !answered {
        return Ok(Finding::NOT_TRIGGERED);
    }
    no_recording(case, &Left::by_dial(case, dial))
}

fn callback_unrecorded(case: &Case<'_>, callback: &Callback) -> Judging {
    let (on, changed) = callback.tenant.recording;
    let behind = inside(case, callback).filter(|_| on && callback.taken().is_some());
    let settled = |dial: &Dial| changed.is_none_or(|changed| !case.is_syncing(dial, changed));
    match behind {
        Some(behind) if settled(behind.dial) => no_recording(case, &Left::by_callback(case, callback)),
        Some(_) | None => Ok(Finding::NOT_TRIGGERED),
    }
}

fn no_recording(case: &Case<'_>, left: &Left<'_>) -> Result<Finding, Refused> {
    case.need(BorderName::Store)?;
    Ok(by_named_reading(case, "CNF-04", &["default", "history-only"], |place| match place {
        0 => left.no_row(case, &RECORDING),
        _ => may_be_recorded(case, left),
    }))
}

/// Where the history alone is meant, what is recorded is no matter, as long as the stores could be looked at.
fn may_be_recorded(case: &Case<'_>, left: &Left<'_>) -> Finding {
    let expected = format!("{} may be recorded", left.text);
    match (left.row(case, &RECORDING), case.story.stores.samples(left.agent).last()) {
        (Some(kept), _) => pass(kept.first.number, expected, kept_text(kept)),
        (None, Some((mark, _))) if mark.number > left.since.number => pass(mark.number, expected, "it is not"),
        (None, Some(_) | None) => unclear(left.since.number, expected, "no sample after it"),
    }
}
