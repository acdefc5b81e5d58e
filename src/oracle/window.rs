//! The window of a temporary number: where it ends by each reading, and whether a callback comes inside it.

use crate::observation::ClockMode;
use crate::requirement::Tolerance;
use crate::time::{Instant, Span};

use super::case::Case;
use super::thread::{Call, Callback, Dial, Lease};

/// The window of a temporary number.
const WINDOW: Span = Span::from_mins(60);

/// How far two clocks may be apart about an instant, in a run by a clock that nobody moves: what we sent then is handled
/// later, and what we hear of it later still.
const HAZE: Span = Span::from_secs(1);

/// How long it lasts at least after the end of the call, by the reading `later-of`.
const AFTER_CALL: Span = Span::from_mins(30);

/// The readings of its end; `from-end`, which never ends it earlier than another, is the last.
pub(super) const ENDS: [&str; 4] = ["default", "from-answer", "later-of", "from-end"];

/// The lease, dial and call behind a callback.
pub(super) struct Behind<'c> {
    pub(super) lease: &'c Lease,
    pub(super) dial: &'c Dial,
    pub(super) call: &'c Call,
}

/// The window as it is in this run: shorter in trials where that is declared.
pub(super) fn window(case: &Case<'_>) -> Span {
    case.ics.test_window().unwrap_or(WINDOW)
}

/// How long about the end of a window nothing can be told.
pub(super) fn haze(case: &Case<'_>) -> Span {
    match case.trace.head.clock {
        ClockMode::Virtual => Span::ZERO,
        ClockMode::Real => HAZE,
    }
}

/// The end of the window by a reading of CBR-10 as it stands before a record, whatever callbacks do; none where it has
/// not begun.
pub(super) fn end_by(case: &Case<'_>, reading: &str, behind: &Behind<'_>, before: u32) -> Option<Instant> {
    let window = window(case);
    let from_dial = behind.dial.mark.at + window;
    let ended = behind.call.end().map(|end| end.mark).filter(|end| end.number < before);
    match reading {
        "from-answer" => {
            let answered = behind.call.answered().filter(|answered| answered.number < before);
            Some(answered.map_or(from_dial, |answered| answered.at + window))
        }
        "from-end" => ended.map(|end| end.at + window),
        "later-of" => ended.map(|end| (end.at + AFTER_CALL).max(from_dial)),
        _ => Some(from_dial),
    }
}

/// The end of a window that the callbacks taken before a record move.
pub(super) fn extended(case: &Case<'_>, lease: &Lease, end: Instant, before: u32) -> Instant {
    let taken = lease.callbacks.iter().filter_map(|place| case.story.callbacks[*place].taken());
    taken.filter(|taken| taken.number < before).fold(end, |end, taken| end.max(taken.at + window(case)))
}

/// The end of the window as declared: by CBR-10, and by CBN-12 where callbacks move it.
pub(super) fn end(case: &Case<'_>, behind: &Behind<'_>, before: u32) -> Option<Instant> {
    end_and_callbacks(case, case.reading("CBR-10"), behind, before)
}

/// The end of the window by a reading of CBR-10, moved by callbacks where CBN-12 is read so.
pub(super) fn end_and_callbacks(case: &Case<'_>, reading: &str, behind: &Behind<'_>, before: u32) -> Option<Instant> {
    let end = end_by(case, reading, behind, before)?;
    let extends = case.reading("CBN-12") == "callback-extends";
    Some(if extends { extended(case, behind.lease, end, before) } else { end })
}

/// The end of the window of a dial's number as declared, as far as the trace goes; where there is none, an hour after the
/// dial.
pub(super) fn expiry(case: &Case<'_>, dial: &Dial) -> Instant {
    let call = case.call(dial);
    let lease = call.and_then(|call| call.leases.last()).map(|place| &case.story.leases[*place]);
    let end = call.zip(lease).and_then(|(call, lease)| end(case, &Behind { lease, dial, call }, u32::MAX));
    end.unwrap_or(dial.mark.at + window(case))
}

/// How much of the end of a window may count either way: with a grace the last second.
pub(super) fn either(case: &Case<'_>) -> Span {
    let graced = if case.tolerance(Tolerance::ExpiryGrace) == Span::ZERO { Span::ZERO } else { Span::from_secs(1) };
    graced.max(haze(case))
}

/// Whether a callback surely comes inside the window, whichever event that is counted from.
pub(super) fn is_inside(case: &Case<'_>, dial: &Dial, callback: &Callback) -> bool {
    let since = callback.arrived.at.since(dial.mark.at);
    since.is_some_and(|since| since + either(case) <= window(case))
}

/// Whether a callback surely comes after the window as declared, grace included.
pub(super) fn is_after(case: &Case<'_>, behind: &Behind<'_>, callback: &Callback) -> bool {
    let end = end(case, behind, callback.arrived.number);
    end.is_some_and(|end| callback.arrived.at > end + case.tolerance(Tolerance::ExpiryGrace) + haze(case))
}
