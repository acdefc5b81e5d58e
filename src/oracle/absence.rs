//! Checks of what a dial must not leave behind, and of what an ordinary call is.

use crate::border::PanelSeen;
use crate::domain::MailKind;
use crate::observation::Seeing;
use crate::requirement::{BorderName, Tolerance};

pub(super) use super::check::silent;

use super::case::{Case, is_dnd};
use super::check::{dial_text, emergency_controls, is_accepted, is_refused, leg_text, panel_text, presence_text};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::left::{HISTORY, Left};
use super::thread::{Dial, MailSeen, Mark};

/// No leg of the dial was offered anywhere.
pub(super) fn no_leg(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Carrier)?;
    let expected = format!("no leg of {}", dial_text(dial));
    let leg = case.legs(dial).first().or_else(|| case.orphans(dial).next());
    Ok(match leg {
        Some(leg) => fail(leg.offered.number, expected, leg_text(leg)),
        None => pass(None, expected, "no leg"),
    })
}

/// No temporary number was leased for the dial.
pub(super) fn no_lease(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Number)?;
    let expected = format!("no temporary number for {}", dial_text(dial));
    let call = case.call(dial);
    let lease = call.and_then(|call| call.leases.first()).map(|lease| case.story.leases[*lease].mark);
    Ok(match lease.or_else(|| call.and_then(|call| call.exhausted)) {
        Some(mark) => fail(mark.number, expected, format!("a number was asked for at {}", mark.at)),
        None => pass(None, expected, "no lease"),
    })
}

/// Neither the alert nor the emergency panel showed from the dial until a record.
pub(super) fn no_alert(case: &Case<'_>, dial: &Dial, until: u32) -> Judging {
    let line = case.panel(&dial.agent)?;
    let expected = format!("neither alert nor emergency panel after {}", dial_text(dial));
    let points = line.between(dial.mark.number, until);
    let emergency = |panel: &PanelSeen| panel.alert.is_some() || panel.controls == emergency_controls();
    let shown = points.iter().find(|point| emergency(&point.value));
    Ok(match shown {
        Some(point) => fail(point.number, expected, format!("{} at {}", panel_text(&point.value), point.at)),
        None if line.seeing == Seeing::Sampled && points.is_empty() => unclear(None, expected, "no sample after it"),
        None => silent(case, BorderName::Panel, points.len(), expected, "neither"),
    })
}

/// The presence did not change from the dial until a record.
pub(super) fn presence_kept(case: &Case<'_>, dial: &Dial, until: u32) -> Judging {
    let line = case.presence(&dial.agent)?;
    let Some((prior, _)) = line.before(dial.mark.number) else {
        return Ok(unclear(dial.mark.number, "the presence before the dial", "nothing is known"));
    };
    let expected = format!("presence {} kept after {}", prior.record, dial_text(dial));
    let points = line.between(dial.mark.number, until);
    Ok(match points.iter().find(|point| point.value.0 != *prior) {
        Some(point) => fail(point.number, expected, format!("{} at {}", presence_text(&point.value), point.at)),
        None if line.seeing == Seeing::Sampled && points.is_empty() => unclear(None, expected, "no sample after it"),
        None => silent(case, BorderName::Presence, points.len(), expected, "no change"),
    })
}

/// The mails of a dial, by the call or the agent that they name.
pub(super) fn mails<'c>(case: &'c Case<'_>, dial: &'c Dial) -> impl Iterator<Item = &'c MailSeen> {
    let named = case.call(dial).into_iter().flat_map(|call| &call.mails);
    let (from, to) = (dial.mark.number, dial.next.unwrap_or(u32::MAX));
    let agents = case.story.agents.get(&dial.agent).into_iter().flat_map(|story| &story.mails);
    let named = named.map(|place| &case.story.mails[*place]);
    let followed = agents.map(|place| &case.story.mails[*place]);
    let followed = followed.chain(case.stray_mails(&dial.agent).iter().copied());
    named.chain(followed.filter(move |mail| mail.mark.number > from && mail.mark.number < to))
}

/// A mail after the dial of which it can't be told whose it is.
pub(super) fn undecided_mail<'c>(case: &'c Case<'_>, dial: &'c Dial) -> Option<&'c MailSeen> {
    let loose = case.story.loose_mails.iter().rev().map(|place| &case.story.mails[*place]);
    let mut after = loose.take_while(|mail| mail.mark.number > dial.mark.number);
    let mut own = mails(case, dial).filter(|mail| mail.kind == MailKind::Unknown);
    after.find(|mail| matches!(mail.kind, MailKind::Dial | MailKind::Unknown)).or_else(|| own.next())
}

/// No mail says that the number was dialled.
pub(super) fn no_dial_mail(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Mail)?;
    let expected = format!("no dial mail for {}", dial_text(dial));
    if let Some(mail) = mails(case, dial).find(|mail| mail.kind == MailKind::Dial) {
        return Ok(fail(mail.mark.number, expected, format!("a dial mail at {}", mail.mark.at)));
    }
    Ok(match undecided_mail(case, dial) {
        Some(mail) => unclear(mail.mark.number, expected, "a mail of which it can't be told what it is about"),
        None => pass(None, expected, "no dial mail"),
    })
}

/// No history or activity row of the dial's number shows, up to the row lag after it.
pub(super) fn no_row(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Store)?;
    let by = dial.mark.at + case.tolerance(Tolerance::RowLag);
    let expected = format!("no history row for {}", dial_text(dial));
    if let Some(mark) = row_of(case, dial) {
        return Ok(fail(mark.number, expected, format!("a row at {}", mark.at)));
    }
    let samples = case.story.stores.samples(&dial.agent);
    let start = samples.partition_point(|(mark, _)| mark.number <= dial.mark.number);
    let after = &samples[start..];
    Ok(if after.iter().any(|(_, asked)| *asked >= by) {
        silent(case, BorderName::Store, after.len(), expected, "no row")
    } else {
        unclear(None, expected, format!("no sample at or after {by}"))
    })
}

/// The first sample that shows a history or activity row of the dial: of its call, or of its text for its agent since the
/// dial.
fn row_of(case: &Case<'_>, dial: &Dial) -> Option<Mark> {
    Left::by_dial(case, dial).row(case, &HISTORY).map(|kept| kept.first)
}

/// The dial was refused and left nothing behind, history rows apart.
pub(super) fn refused_clean(case: &Case<'_>, dial: &Dial) -> Finding {
    let until = dial.acted.unwrap_or(u32::MAX);
    Finding::all([
        is_refused(case, dial),
        no_leg(case, dial),
        no_lease(case, dial),
        presence_kept(case, dial, until),
        no_alert(case, dial, until),
        no_dial_mail(case, dial),
    ])
}

/// The dial became an ordinary call.
pub(super) fn ordinary_call(case: &Case<'_>, dial: &Dial) -> Finding {
    let end = case.call(dial).and_then(|call| call.end()).map_or(u32::MAX, |end| end.mark.number);
    let starts = case.conversations(&dial.agent).iter().map(|conversation| conversation.first().start.number);
    let until = starts.filter(|start| *start > dial.mark.number).fold(end, u32::min);
    Finding::all([
        is_accepted(case, dial),
        no_lease(case, dial),
        no_alert(case, dial, until),
        no_dial_mail(case, dial),
        not_dnd(case, dial, until),
        has_row(case, dial),
    ])
}

/// The presence is not Do not disturb, unless the agent chose it before or the ordinary rules make it so.
fn not_dnd(case: &Case<'_>, dial: &Dial, until: u32) -> Judging {
    let line = case.presence(&dial.agent)?;
    let dials = case.story.agents.get(&dial.agent).into_iter().flat_map(|story| &story.dials);
    let earlier = dials.map(|dial| &case.story.dials[*dial]).take_while(|other| other.place < dial.place);
    let running = |other: &&Dial| {
        let end = |call: &super::thread::Call| call.end().is_none_or(|end| end.mark.number > dial.mark.number);
        case.call(other).is_some_and(|call| !call.legs.is_empty() && end(call))
    };
    let running = u64::try_from(earlier.filter(running).count()).unwrap_or(u64::MAX);
    let full = dial.facts.capacity.is_some_and(|(limit, used)| limit <= used.saturating_add(running) + 1);
    if full || line.before(dial.mark.number).is_some_and(is_dnd) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let expected = format!("no Do not disturb by {}", dial_text(dial));
    let points = line.between(dial.mark.number, until);
    Ok(match points.iter().find(|point| is_dnd(&point.value)) {
        Some(point) => fail(point.number, expected, format!("{} at {}", presence_text(&point.value), point.at)),
        None if line.seeing == Seeing::Sampled && points.is_empty() => unclear(None, expected, "no sample after it"),
        None => silent(case, BorderName::Presence, points.len(), expected, "none"),
    })
}

/// The call of the dial has its history row, at the latest the row lag after its end.
fn has_row(case: &Case<'_>, dial: &Dial) -> Judging {
    case.need(BorderName::Store)?;
    let expected = format!("a history row for {}", dial_text(dial));
    if let Some(mark) = row_of(case, dial) {
        return Ok(pass(mark.number, expected, format!("a row at {}", mark.at)));
    }
    let Some(end) = case.call(dial).and_then(|call| call.end()) else {
        return Ok(unclear(None, expected, "the call did not end"));
    };
    let by = end.mark.at + case.tolerance(Tolerance::RowLag);
    let samples = case.story.stores.samples(&dial.agent);
    let after = samples.iter().rev().take_while(|(mark, _)| mark.number > end.mark.number);
    Ok(match after.into_iter().find(|(_, asked)| *asked >= by) {
        Some((mark, _)) => fail(mark.number, expected, format!("no row at {}", mark.at)),
        None => unclear(None, expected, format!("no sample at or after {by}")),
    })
}
