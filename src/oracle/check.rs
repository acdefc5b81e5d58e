//! Checks that several rules share: what a dial that is handled shows, and what one that is not must not show.

use crate::border::PanelSeen;
use crate::domain::{Control, Path, Presence, Service, SetOf, Setter};
use crate::observation::{Judged, Seeing, Strength, Timeline};
use crate::requirement::{BorderName, Tolerance, Verdict};
use crate::time::{Instant, Span};

use super::case::{Case, is_dnd};
use super::finding::{Finding, Judging, fail, judged, pass, unclear};
use super::spelling::leads_to;
use super::thread::{Answer, Dial, Lease, Leg, Mark};

/// The controls of an emergency conversation, and no others.
pub(super) fn emergency_controls() -> SetOf<Control> {
    [Control::DeviceSettings, Control::EndCall].into_iter().collect()
}

/// What a panel shows, in words.
pub(super) fn panel_text(panel: &PanelSeen) -> String {
    let alert = if panel.alert.is_some() { "the alert" } else { "no alert" };
    format!("controls {{{}}} and {alert}", panel.controls)
}

/// A presence in words.
pub(super) fn presence_text((presence, _): &(Presence, Setter)) -> String {
    presence.record.to_string()
}

/// What a timeline shows at an instant and how long: `Busy - DND until the end of the run`.
pub(super) fn shown_at<V>(line: &Timeline<V>, text: impl Fn(&V) -> String, at: Instant) -> String {
    let index = line.points.partition_point(|point| point.at <= at);
    let Some(value) = line.after(at, u32::MAX) else { return "nothing is known".to_owned() };
    match line.points.get(index) {
        Some(next) => format!("{} until {}", text(value), next.at),
        None => format!("{} until the end of the run", text(value)),
    }
}

/// Whether a value shows at some time from a record on, before another; where it does not, it should have by an instant.
pub(super) fn sometime<V>(
    line: &Timeline<V>,
    is: impl Fn(&V) -> bool,
    from: Mark,
    until: Option<Mark>,
    by: Instant,
    end: Instant,
) -> Judged {
    let points = line.between(from.number, until.map_or(u32::MAX, |until| until.number));
    let strength = match line.seeing {
        Seeing::Complete => Strength::Complete,
        Seeing::Sampled => Strength::Sampled { samples: 1, gap: Span::ZERO },
    };
    if line.seeing == Seeing::Complete && line.before(from.number).is_some_and(&is) {
        return Judged::Pass(strength, None);
    }
    if let Some(point) = points.iter().find(|point| is(&point.value)) {
        return Judged::Pass(strength, Some(point.number));
    }
    let late = until.map_or(end, |until| until.at) >= by;
    match line.seeing {
        Seeing::Complete if late => Judged::Fail(points.last().map(|point| point.number)),
        Seeing::Complete => Judged::Inconclusive(format!("it was over before {by}")),
        Seeing::Sampled => match points.iter().find(|point| point.asked >= by) {
            Some(point) => Judged::Fail(Some(point.number)),
            None => Judged::Inconclusive(format!("no sample at or after {by}")),
        },
    }
}

/// A dial in words.
pub(super) fn dial_text(dial: &Dial) -> String {
    format!("the dial of {} by {} at {}", dial.dialled, dial.agent, dial.mark.at)
}

/// The dial was accepted.
pub(super) fn is_accepted(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Dial)?;
    let expected = format!("{} is accepted", dial_text(dial));
    Ok(match &dial.reply {
        Some((mark, Answer::Accepted)) => pass(mark.number, expected, "accepted"),
        Some((mark, Answer::Refused(reason, _))) => fail(mark.number, expected, format!("refused with {reason}")),
        None => match case.legs(dial).first() {
            Some(leg) => pass(leg.offered.number, expected, "a leg was offered"),
            None => unclear(dial.mark.number, expected, "no reply was seen"),
        },
    })
}

/// The dial was refused.
pub(super) fn is_refused(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Dial)?;
    let expected = format!("{} is refused", dial_text(dial));
    Ok(match &dial.reply {
        Some((mark, Answer::Refused(reason, _))) => pass(mark.number, expected, format!("refused with {reason}")),
        Some((mark, Answer::Accepted)) => fail(mark.number, expected, "accepted"),
        None => unclear(dial.mark.number, expected, "no reply was seen"),
    })
}

/// The instant by which the first leg of a dial must have been offered.
fn leg_limit(case: &Case<'_>, dial: &Dial) -> Instant {
    dial.mark.at + case.tolerance(Tolerance::LegStart)
}

/// A leg with the dialled number was offered in time, and first on a path of a kind.
pub(super) fn leg_started(case: &Case<'_>, dial: &Dial, on: impl Fn(&Path) -> bool, what: &str) -> Judging {
    case.need(BorderName::Carrier)?;
    let limit = leg_limit(case, dial);
    let expected = format!("a leg to {} on {what} by {limit}", dial.number);
    // With a service at fault, the time is that of ORD-05.
    let slow = Service::ALL.iter().any(|service| case.story.faulty(*service, dial.mark.at, limit));
    Ok(match case.legs(dial).first() {
        Some(leg) if !leads_to(leg.to.as_str(), dial.number.as_str()) || !on(&leg.path) => {
            fail(leg.offered.number, expected, leg_text(leg))
        }
        Some(leg) if leg.offered.at > limit && !slow => fail(leg.offered.number, expected, leg_text(leg)),
        Some(leg) => pass(leg.offered.number, expected, leg_text(leg)),
        None => match &dial.reply {
            Some((mark, Answer::Refused(reason, _))) => fail(mark.number, expected, format!("refused with {reason}")),
            Some((mark, Answer::Accepted)) if case.end() >= limit && !slow => fail(mark.number, expected, "no leg"),
            Some((_, Answer::Accepted)) | None => unclear(dial.mark.number, expected, "no leg was seen"),
        },
    })
}

/// A leg in words.
pub(super) fn leg_text(leg: &Leg) -> String {
    format!("a leg to {} on {} at {}", leg.to, leg.path, leg.offered.at)
}

/// Do not disturb shows at some time while the call is up.
pub(super) fn dnd_shows(case: &Case<'_>, dial: &Dial) -> Judging {
    let line = case.shown_presence(&dial.agent)?;
    let limit = dial.mark.at + case.tolerance(Tolerance::Presence);
    let end = case.conversation(dial).and_then(|conversation| conversation.end);
    let shown = sometime(line, is_dnd, dial.mark, end, limit, case.end());
    let expected = format!("Do not disturb after {}", dial_text(dial));
    Ok(judged(shown, expected, |_| shown_at(line, presence_text, limit)))
}

/// The alert shows at some time while the call is up.
fn alert_shows(case: &Case<'_>, dial: &Dial) -> Judging {
    let line = case.shown_panel(&dial.agent)?;
    let answered = case.call(dial).and_then(|call| call.answered());
    let from_answer = case.reading("PNL-03") == "from-answer";
    if from_answer && answered.is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let from = if from_answer { answered.unwrap_or(dial.mark) } else { dial.mark };
    let limit = from.at + case.tolerance(Tolerance::AlertAndPanel);
    let end = case.conversation(dial).and_then(|conversation| conversation.end);
    let shown = sometime(line, |panel| panel.alert.is_some(), dial.mark, end, limit, case.end());
    let expected = format!("the emergency alert after {}", dial_text(dial));
    Ok(judged(shown, expected, |_| shown_at(line, panel_text, limit)))
}

/// A temporary number was leased.
fn number_leased(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Number)?;
    let expected = format!("a temporary number for {}", dial_text(dial));
    let Some(call) = case.call(dial) else { return Ok(unclear(dial.mark.number, expected, "no call was seen")) };
    if call.exhausted.is_some() || case.faulty(Service::NumberPool, dial.mark.at, Some(dial.mark.at)) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let kept = |leg: &Leg| own_leases(case, dial).any(|lease| Some(&lease.number) == leg.from.as_ref());
    let extend = case.reading("CBN-08") == "extend";
    let shared = extend && call.legs.iter().any(kept);
    Ok(match call.leases.first() {
        Some(lease) => pass(case.story.leases[*lease].mark.number, expected, "a number was leased"),
        None if shared => pass(dial.mark.number, expected, "the agent's number was kept"),
        None if extend && call.legs.is_empty() => unclear(dial.mark.number, expected, "no leg was seen"),
        None => fail(dial.mark.number, expected, "no number was leased"),
    })
}

/// The dial was handled as an emergency call: in full, where the borders are seen.
pub(super) fn handled_in_full(case: &Case<'_>, dial: &Dial) -> Finding {
    let mut parts = vec![is_accepted(case, dial), leg_started(case, dial, |_| true, "any path")];
    if case.sees(BorderName::Number) {
        parts.push(number_leased(case, dial));
    }
    if case.sees(BorderName::Presence) && !case.faulty(Service::Presence, dial.mark.at, Some(dial.mark.at)) {
        parts.push(dnd_shows(case, dial));
    }
    if case.sees(BorderName::Panel) {
        parts.push(alert_shows(case, dial));
    }
    Finding::all(parts)
}

/// The leases of a dial's agent.
pub(super) fn own_leases<'c>(case: &'c Case<'_>, dial: &'c Dial) -> impl Iterator<Item = &'c Lease> {
    let dials = case.story.agents.get(&dial.agent).into_iter().flat_map(|story| &story.dials);
    let calls = dials.filter_map(|dial| case.call(&case.story.dials[*dial]));
    calls.flat_map(|call| &call.leases).map(|lease| &case.story.leases[*lease])
}

/// A pass that rests on silence.
pub(super) fn silent(case: &Case<'_>, border: BorderName, samples: usize, expected: String, actual: &str) -> Finding {
    let mut finding = pass(None, expected, actual);
    finding.evidence.iter_mut().for_each(|evidence| evidence.strength = Some(case.silence(border, samples)));
    finding
}

/// A way to judge a dial, or what else a rule looks at, by one reading of a row.
pub(super) type ByReading<S = Dial> = fn(&Case<'_>, &S) -> Finding;

/// Judges by the declared reading; a behaviour that fits only another one fails with a note which to declare.
pub(super) fn by_reading<S>(case: &Case<'_>, subject: &S, row: &str, readings: &[(&str, ByReading<S>)]) -> Finding {
    let names: Vec<&str> = readings.iter().map(|(name, _)| *name).collect();
    by_named_reading(case, row, &names, |place| (readings[place].1)(case, subject))
}

/// The same, for whatever `judge` looks at: it is given the place of a reading.
pub(super) fn by_named_reading(
    case: &Case<'_>,
    row: &str,
    readings: &[&str],
    judge: impl Fn(usize) -> Finding,
) -> Finding {
    let declared = case.reading(row);
    let Some(place) = readings.iter().position(|name| *name == declared) else {
        return unclear(None, format!("a known reading of {row}"), format!("the reading `{declared}`"));
    };
    let finding = judge(place);
    if finding.verdict != Verdict::Fail {
        return finding;
    }
    let others = readings.iter().enumerate().filter(|(other, _)| *other != place);
    let fits = others.map(|(other, name)| (name, judge(other).verdict));
    // Where the trace ends too early to show all of the other reading, what it shows does fit.
    let fits = fits.filter(|(_, verdict)| matches!(verdict, Verdict::Pass | Verdict::Inconclusive));
    match fits.max_by_key(|(_, verdict)| *verdict == Verdict::Pass) {
        Some((name, _)) => finding.fits(row, name),
        None => finding,
    }
}
