//! CNF-06, CNF-07, CNF-09: numbers, mails, presences and operational events that lead to an emergency call.

use crate::domain::{MailKind, RowKind};
use crate::requirement::{BorderName, Tolerance};
use crate::time::{Instant, Span};

use super::absence::mails;
use super::callback::{behind_lease, inside};
use super::case::Case;
use super::check::{dial_text, silent};
use super::conversation::accepted;
use super::finding::{Finding, Judging, fail, unclear};
use super::left::{Left, kept_text};
use super::spelling::number as plain;
use super::stores::{Kept, Sampled};
use super::thread::{Callback, Dial, Lease, MailSeen};
use super::window::{end, expiry};

/// CNF-06: after expiry, grace and quarantine nothing that can be read leads from the number to the agent or the call.
pub(super) fn number_forgotten(case: &Case<'_>, dial: &Dial) -> Judging {
    let reached = case.end() > expiry(case, dial) + after_window(case, dial);
    if !accepted(case.story, dial) || !case.emergency(dial) || !reached {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Number)?;
    let leases = case.call(dial).into_iter().flat_map(|call| &call.leases).map(|lease| &case.story.leases[*lease]);
    let over = leases.filter_map(|lease| Some((lease, forgotten_by(case, lease).filter(|by| case.end() > *by)?)));
    Ok(Finding::all(over.map(|(lease, by)| case.need(BorderName::Store).map(|_| forgotten(case, lease, by)))))
}

/// How long after the window of its number a dial may be linked to it.
fn after_window(case: &Case<'_>, dial: &Dial) -> Span {
    case.tolerance(Tolerance::ExpiryGrace) + dial.tenant.quarantine + case.tolerance(Tolerance::RowLag)
}

/// The last instant at which a leased number may be linked to whoever leased it; none where its window has not begun.
fn forgotten_by(case: &Case<'_>, lease: &Lease) -> Option<Instant> {
    if let Some(behind) = behind_lease(case, lease, u32::MAX) {
        return Some(end(case, &behind, u32::MAX)? + after_window(case, behind.dial));
    }
    let dial = &case.story.dials[case.story.calls.get(&lease.call)?.dial?];
    Some(expiry(case, dial) + after_window(case, dial))
}

fn forgotten(case: &Case<'_>, lease: &Lease, by: Instant) -> Finding {
    let expected = format!("no link from {} to {} or {} after {by}", lease.number, lease.agent, lease.call);
    let stores = &case.story.stores;
    let number = plain(lease.number.as_str());
    let saying = stores.saying_anywhere(&number).filter(|kept| is_link(case, kept));
    let mut shown = saying.flat_map(|kept| stores.shown_after(kept, by).map(move |sampled| (kept, sampled)));
    if let Some((kept, (mark, _))) = shown.find(|(kept, sampled)| !is_of_later(case, lease, kept, *sampled)) {
        return fail(mark.number, expected, format!("{}, and still at {}", kept_text(kept), mark.at));
    }
    if !stores.has(RowKind::NumberMapping) {
        return unclear(lease.mark.number, expected, "no link of any number was ever seen");
    }
    let samples = stores.samples(&lease.agent);
    let after = samples.len() - samples.partition_point(|(_, asked)| *asked <= by);
    if after == 0 {
        return unclear(lease.mark.number, expected, format!("no sample after {by}"));
    }
    silent(case, BorderName::Store, after, expected, "none")
}

/// Whether a row that says a number links it: rows of ordinary calls to it say it as well, and mails are another matter.
fn is_link(case: &Case<'_>, kept: &Kept) -> bool {
    let call = kept.row.call.as_ref().and_then(|call| case.story.calls.get(call));
    let dial = call.and_then(|call| call.dial).map(|place| &case.story.dials[place]);
    kept.row.kind != RowKind::MailCopy && dial.is_none_or(|dial| case.emergency(dial))
}

/// Whether a row at a sample is the link of a later lease of the same number.
fn is_of_later(case: &Case<'_>, lease: &Lease, kept: &Kept, (_, asked): Sampled) -> bool {
    let own = kept.agent == lease.agent;
    let mut later = case.leases_of(&lease.number).iter().map(|place| &case.story.leases[*place]);
    later.any(|later| {
        let live = forgotten_by(case, later).is_none_or(|by| asked <= by);
        let live = live && later.mark.number > lease.mark.number && later.mark.at <= asked;
        live && kept.agent == later.agent && (own || kept.row.call.as_ref() != Some(&lease.call))
    })
}

/// CNF-07: the notification leaves no copy, and nothing links it to a conversation.
pub(super) fn mail_not_kept(case: &Case<'_>, dial: &Dial) -> Judging {
    if !accepted(case.story, dial) || !case.emergency(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    let mails: Vec<&MailSeen> = mails(case, dial).filter(|mail| mail.kind == MailKind::Dial).collect();
    if mails.is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Store)?;
    let linked = mails.iter().filter_map(|mail| linked_mail(case, mail)).min_by_key(|kept| kept.first.number);
    Ok(match linked {
        Some(kept) => {
            let expected = format!("no row of the notification of {}", dial_text(dial));
            fail(kept.first.number, expected, kept_text(kept))
        }
        None => Left::by_dial(case, dial).no_row(case, &[RowKind::MailCopy]),
    })
}

/// The first row of any kind that says which mail it is of, by its Message-ID or its subject.
fn linked_mail<'c>(case: &'c Case<'_>, mail: &MailSeen) -> Option<&'c Kept> {
    let words = [mail.message.to_string(), mail.subject.clone()];
    let rows = words.iter().flat_map(|word| case.story.stores.saying_anywhere(word));
    rows.filter(|kept| kept.first.number > mail.mark.number).min_by_key(|kept| kept.first.number)
}

/// CNF-09: neither the presence history nor an operational event names the number dialled, the PSAP or more of the call.
pub(super) fn not_named(case: &Case<'_>, dial: &Dial) -> Judging {
    if !accepted(case.story, dial) || !case.emergency(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let leases = case.call(dial).into_iter().flat_map(|call| &call.leases);
    let leased = leases.map(|lease| plain(case.story.leases[*lease].number.as_str()));
    let psap = dial.tenant.psap.iter().map(|number| plain(number.as_str()));
    let words: Vec<String> = [dial.number.to_string()].into_iter().chain(leased).chain(psap).collect();
    names_none(case, &Left::by_dial(case, dial), &words)
}

/// The same of a callback.
pub(super) fn callback_not_named(case: &Case<'_>, callback: &Callback) -> Judging {
    if inside(case, callback).is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let words = [plain(callback.from.as_str()), plain(callback.to.as_str())];
    names_none(case, &Left::by_callback(case, callback), &words)
}

fn names_none(case: &Case<'_>, left: &Left<'_>, words: &[String]) -> Judging {
    case.need(BorderName::Store)?;
    case.need(BorderName::Incident)?;
    let expected = format!("neither presence history nor incident says {} of {}", words.join(", "), left.text);
    let since = left.since.number;
    let rows = words.iter().flat_map(|word| case.story.stores.saying(left.agent, word));
    let rows = rows.filter(|kept| kept.row.kind == RowKind::PresenceHistory && kept.first.number > since);
    if let Some(kept) = rows.min_by_key(|kept| kept.first.number) {
        return Ok(fail(kept.first.number, expected, kept_text(kept)));
    }
    let raised = words.iter().filter_map(|word| {
        let marks = case.story.incidents.get(word)?;
        marks.get(marks.partition_point(|mark| mark.number <= since))
    });
    if let Some(mark) = raised.min() {
        return Ok(fail(mark.number, expected, format!("an incident at {}", mark.at)));
    }
    if !case.story.stores.has(RowKind::PresenceHistory) {
        return Ok(unclear(since, expected, "no line of the presence history was ever seen"));
    }
    Ok(left.silence(case, Span::ZERO, expected))
}
