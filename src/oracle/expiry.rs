//! CBN: what the end of a window does not cut, and what does not move it.

use chrono::{DateTime, FixedOffset, Utc};

use crate::border::{Inbound, OfferFact};
use crate::domain::{WallClock, Zone};
use crate::observation::{Seeing, Timeline, throughout};
use crate::requirement::Tolerance;
use crate::time::Instant;

use super::callback::{Upon, behind, circumstance, destination, earlier, holds, is_offered, plain};
use super::case::Case;
use super::cbr::not_reached;
use super::check::by_named_reading;
use super::finding::{Finding, Judging, fail, judged, unclear};
use super::thread::{Callback, Mark};
use super::window::{either, end, end_by, extended, haze, is_after, window};

pub(super) fn not_cut(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(end) = end_upon(case, callback) else { return Ok(Finding::NOT_TRIGGERED) };
    let arrived = callback.arrived;
    let line = case.offered(&case.story.leases[callback.lease].agent)?;
    let Some(from) = alive_at(line, callback, end) else { return Ok(Finding::NOT_TRIGGERED) };
    let released = released(case, callback, end);
    let expected = format!("{} of {} goes on past the end of the window at {end}", callback.inbound, arrived.at);
    let cut = callback.treated.iter().find(|(mark, treatment)| mark.at >= end && is_end(treatment));
    if let Some((mark, treatment)) = cut.filter(|(mark, _)| mark.number < released) {
        return Ok(fail(mark.number, expected, format!("{} at {}", destination(treatment), mark.at)));
    }
    if callback.closed.is_some_and(|closed| closed.at == end) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    if line.seeing == Seeing::Sampled && line.points.last().is_none_or(|last| last.at <= end) {
        return Ok(unclear(arrived.number, expected, "no sample after it"));
    }
    let to = callback.closed.map_or(u32::MAX, |closed| closed.number).min(released);
    let kept = throughout(line, |offers| holds(offers, callback), (from, end), to);
    Ok(judged(kept, expected, |record| {
        let at = record.and_then(|number| case.record(number)).map_or(end, |record| record.at);
        format!("no longer offered at {at}")
    }))
}

/// The end of the window, as declared or as the deployment has it, that a callback can have come upon; none where it came
/// later or was over by then, or the run shows nothing after it.
fn end_upon(case: &Case<'_>, callback: &Callback) -> Option<Instant> {
    let (behind, arrived) = (behind(case, callback)?, callback.arrived);
    let expired = behind.lease.over.filter(|over| over.number > arrived.number).map(|over| over.at);
    let end = end(case, &behind, u32::MAX).into_iter().chain(expired).min()?;
    let crashed = case.was_stopped(behind.dial.mark.number, u32::MAX);
    let over = callback.closed.is_some_and(|closed| closed.at < end);
    (!crashed && !over && arrived.at <= end && case.end() > end).then_some(end)
}

/// The record after which offers are looked at, where they hold the callback when an instant comes.
fn alive_at(line: &Timeline<Vec<OfferFact>>, callback: &Callback, end: Instant) -> Option<u32> {
    let before = line.points.partition_point(|point| point.at < end);
    match line.points[..before].last().filter(|last| last.number > callback.arrived.number) {
        Some(last) => holds(&last.value, callback).then(|| last.number.saturating_sub(1)),
        None => {
            let mut at_end = line.points[before..].iter().take_while(|point| point.at == end);
            at_end.any(|point| holds(&point.value, callback)).then_some(callback.arrived.number)
        }
    }
}

/// Whether a treatment ends a call that arrived, or takes it away from its agent.
fn is_end(treatment: &Inbound) -> bool {
    match treatment {
        Inbound::Busy | Inbound::NotInService | Inbound::Closed | Inbound::To(_) => true,
        Inbound::Ringing | Inbound::ToAgent(_) => false,
    }
}

/// The record from the end of the window on at which the agent does what may end the callback.
fn released(case: &Case<'_>, callback: &Callback, end: Instant) -> u32 {
    let Some(seen) = case.story.agents.get(&case.story.leases[callback.lease].agent) else { return u32::MAX };
    let replaces = case.reading("CBR-09") == "replace";
    let accepts = seen.accepts.iter().filter(|_| replaces);
    let ends = seen.ends.iter().map(|(mark, _)| mark);
    let doings = ends.chain(&seen.away).chain(&seen.declines).chain(accepts);
    let after = |mark: &&Mark| mark.number > callback.arrived.number && mark.at >= end;
    doings.filter(after).map(|mark| mark.number).min().unwrap_or(u32::MAX)
}

/// The offset from UTC that a zone has at an instant of the run.
fn offset(case: &Case<'_>, at: Instant, zone: Zone) -> FixedOffset {
    let epoch: DateTime<Utc> = case.trace.head.epoch.0.with_timezone(&Utc);
    *WallClock::default().shows(epoch, at, zone).offset()
}

/// Whether between dial and arrival a clock of the agent's showed more or less time than went by.
fn is_shifted(case: &Case<'_>, callback: &Callback, dial: &super::Dial) -> bool {
    let (from, to) = (dial.mark, callback.arrived);
    let (before, after) = (dial.facts.zone, callback.facts.zone);
    let steps = &case.story.clock_changes;
    let next = steps.get(steps.partition_point(|step| step.number < from.number));
    let stepped = next.is_some_and(|step| step.number < to.number);
    stepped || offset(case, from.at, before) != offset(case, to.at, after)
}

pub(super) fn elapsed_time(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = behind(case, callback).filter(|behind| is_shifted(case, callback, behind.dial)) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    if plain(case, callback).is_some() {
        return is_offered(case, callback);
    }
    if is_after(case, &behind, callback) {
        return Ok(not_reached(case, callback, "after the window by elapsed time"));
    }
    Ok(Finding::NOT_TRIGGERED)
}

pub(super) fn not_moved(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = behind(case, callback).filter(|_| earlier(case, callback).next().is_some()) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    let arrived = callback.arrived;
    let dropped = circumstance(case, callback, &behind) == Some(Upon::Drop);
    let grace = case.tolerance(Tolerance::ExpiryGrace);
    let declared = end_by(case, case.reading("CBR-10"), &behind, arrived.number);
    Ok(by_named_reading(case, "CBN-12", &["default", "callback-extends"], |place| {
        let moved = |end: Instant| if place == 0 { end } else { extended(case, behind.lease, end, arrived.number) };
        let last = moved(behind.dial.mark.at + window(case));
        if arrived.at + either(case) <= last {
            return if dropped { Finding::of(is_offered(case, callback)) } else { Finding::NOT_TRIGGERED };
        }
        match declared.map(moved).filter(|end| arrived.at > *end + grace + haze(case)) {
            Some(end) => not_reached(case, callback, &format!("after {end}")),
            None => Finding::NOT_TRIGGERED,
        }
    }))
}
