//! ORD-06: each named incident is raised once for what went wrong, and for nothing else.

use std::collections::BTreeSet;

use crate::domain::{Delivery, Mailbox, Path, Service};
use crate::requirement::{BorderName, Tolerance};
use crate::time::{Instant, Span};

use super::callback::{Upon, behind_number, coming, earlier};
use super::case::Case;
use super::check::dial_text;
use super::contacts::told;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::template::Template;
use super::thread::{Callback, Dial, MailSeen, Mark};

/// How long an incident may take to show.
const SHOWS: Span = Span::from_secs(2);

/// After which span a mail that nobody has is given up.
const GIVEN_UP: Span = Span::from_mins(5);

/// What went wrong once.
struct Cause {
    mark: Mark,
    /// By when the incident must have been raised.
    due: Instant,
    what: String,
}

/// What went wrong of one kind: what must be told, and how much more may be.
#[derive(Default)]
struct Causes {
    certain: Vec<Cause>,
    possible: usize,
}

impl Causes {
    fn add(&mut self, case: &Case<'_>, mark: Mark, due: Instant, what: String) {
        // What a crash cut off may or may not have been told.
        if case.was_stopped_by(mark.number, due) {
            self.possible += 1;
        } else {
            self.certain.push(Cause { mark, due, what });
        }
    }
}

/// A kind of incident: its name, the borders at which its causes show, and its causes.
type Kind = (&'static str, &'static [BorderName], fn(&Case<'_>) -> Causes);

const KINDS: [Kind; 5] = [
    ("route_failure", &[BorderName::Dial, BorderName::Carrier], route_failures),
    ("pool_exhausted", &[BorderName::Dial, BorderName::Number], exhaustions),
    (
        "callback_unreachable",
        &[BorderName::Inbound, BorderName::Number, BorderName::Carrier, BorderName::Dial],
        unreachable,
    ),
    ("mail_not_sent", &[BorderName::Dial, BorderName::Mail, BorderName::Carrier], lost_mails),
    ("template_broken", &[BorderName::Dial, BorderName::Carrier], broken_templates),
];

pub(super) fn told_once(case: &Case<'_>) -> Judging {
    let parts = KINDS.iter().map(|(kind, borders, causes)| of_kind(case, kind, borders, *causes));
    Ok(Finding::all(parts))
}

fn of_kind(case: &Case<'_>, kind: &str, borders: &[BorderName], causes: fn(&Case<'_>) -> Causes) -> Judging {
    let raised = case.story.upset.incidents.get(kind).map_or(&[][..], Vec::as_slice);
    let causes = causes(case);
    if raised.is_empty() && causes.certain.is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Incident)?;
    borders.iter().try_for_each(|border| case.need(*border).map(|_| ()))?;
    let (least, most) = (causes.certain.len(), causes.certain.len() + causes.possible);
    let expected = match causes.certain.first() {
        Some(cause) => format!("{kind} is raised {least} times, as for {}", cause.what),
        None => format!("{kind} is raised at most {most} times"),
    };
    if let Some(surplus) = raised.get(most) {
        // Of the instant in which a run is cut off not all is in: the cause may have come in it as well.
        if surplus.at > case.end() {
            return Ok(unclear(surplus.number, expected, "raised once more as the run was cut off"));
        }
        return Ok(fail(surplus.number, expected, format!("raised once more at {}", surplus.at)));
    }
    if let (Some(first), Some(cause)) = (raised.first(), causes.certain.first())
        && causes.possible == 0
        && *first < cause.mark
    {
        return Ok(fail(first.number, expected, format!("raised at {} already", first.at)));
    }
    let actual = format!("raised {} times", raised.len());
    Ok(match causes.certain.get(raised.len()) {
        None => pass(raised.last().map(|mark| mark.number), expected, actual),
        Some(cause) if case.end() > cause.due => fail(cause.mark.number, expected, actual),
        Some(cause) => unclear(cause.mark.number, expected, format!("{actual} when the run ended")),
    })
}

fn dials<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Dial> {
    case.story.dials.iter().filter(|dial| case.handled(dial))
}

/// Calls whose last trunk came back with a code that would have moved them on.
fn route_failures(case: &Case<'_>) -> Causes {
    let mut causes = Causes::default();
    for dial in dials(case) {
        let Some(last) = case.legs(dial).last().filter(|leg| matches!(leg.path, Path::Trunk(_))) else { continue };
        let Some((mark, code)) = last.failed else { continue };
        if matches!(code.value(), 408 | 503 | 504) && case.ics.declares("sip-failover") {
            causes.add(case, mark, mark.at + SHOWS, format!("{} that came back with {code}", dial_text(dial)));
        } else {
            causes.possible += 1;
        }
    }
    causes
}

fn exhaustions(case: &Case<'_>) -> Causes {
    let mut causes = Causes::default();
    for dial in dials(case) {
        if let Some(mark) = case.call(dial).and_then(|call| call.exhausted) {
            causes.add(case, mark, mark.at + SHOWS, format!("the pool that had no number for {}", dial_text(dial)));
        }
    }
    causes
}

/// The first callback to each number that comes while no client of its agent is connected.
fn unreachable(case: &Case<'_>) -> Causes {
    let mut causes = Causes::default();
    let away = |callback: &Callback| !callback.facts.connected && behind_number(case, callback).is_some();
    for callback in case.story.callbacks.iter().filter(|callback| away(callback)) {
        if coming(case, callback, Upon::NoClient).is_none() {
            causes.possible += 1;
        } else if earlier(case, callback).all(|other| coming(case, other, Upon::NoClient).is_none()) {
            let (mark, what) = (callback.arrived, format!("{} that nobody could be offered", callback.inbound));
            causes.add(case, mark, mark.at + SHOWS, what);
        }
    }
    causes
}

/// Mails that did not reach all their recipients in time, and those of which nothing was seen since no server took them.
fn lost_mails(case: &Case<'_>) -> Causes {
    let mut causes = Causes::default();
    let tolerance = case.tolerance(Tolerance::Mail);
    // A mail of no call is a notice of its own.
    let notice = |mail: &MailSeen| {
        let at = mail.call.is_none().then_some(mail.mark.at);
        (mail.call.clone(), mail.kind.word(), at)
    };
    let mut lost = BTreeSet::new();
    for mail in &case.story.mails {
        match fate(mail) {
            Fate::Taken => {}
            Fate::Late => causes.possible += 1,
            // Of one notice in several mails it may be told once, or of each.
            Fate::Lost if !lost.insert(notice(mail)) => causes.possible += 1,
            Fate::Lost => {
                let due = mail.mark.at + GIVEN_UP + tolerance;
                let what = format!("the {} mail of {} that some recipient never got", mail.kind, mail.mark.at);
                causes.add(case, mail.mark, due, what);
            }
        }
    }
    for dial in dials(case) {
        let seen = case.call(dial).is_some_and(|call| !call.mails.is_empty());
        if seen || !case.story.faulty(Service::Mail, dial.mark.at, dial.mark.at) {
            continue;
        }
        match expected(case, dial) {
            Expected::Nobody => {}
            Expected::Perhaps => causes.possible += 1,
            Expected::Told(told) => {
                // Each recipient may have a mail of its own.
                causes.possible += told - 1;
                let due = dial.mark.at + GIVEN_UP + tolerance;
                causes.add(case, dial.mark, due, format!("the mail of {} that no server took", dial_text(dial)));
            }
        }
    }
    if !case.story.faults.is_empty() {
        causes.possible += case.story.callbacks.iter().filter(|callback| !callback.facts.connected).count();
    }
    causes
}

enum Fate {
    Taken,
    Late,
    Lost,
}

/// What became of a mail in the time in which it is tried.
fn fate(mail: &MailSeen) -> Fate {
    let taken = |mark: &Mark| mark.at <= mail.mark.at + GIVEN_UP;
    let of = |in_time: bool| -> BTreeSet<&str> {
        let accepted = mail.outcomes.iter().filter(|(_, _, delivery)| *delivery == Delivery::Accepted);
        accepted.filter(|(mark, _, _)| !in_time || taken(mark)).map(|(_, address, _)| address.as_str()).collect()
    };
    let all = |accepted: &BTreeSet<&str>| mail.recipients.iter().all(|address| accepted.contains(address.as_str()));
    match (all(&of(true)), all(&of(false))) {
        (true, _) => Fate::Taken,
        (false, true) => Fate::Late,
        (false, false) => Fate::Lost,
    }
}

/// Whether somebody is to get the notification of a dial, and how many.
enum Expected {
    Nobody,
    Perhaps,
    Told(usize),
}

fn expected(case: &Case<'_>, dial: &Dial) -> Expected {
    let plain = dial.facts.mailbox == Mailbox::Enabled && case.reading("NTF-10") == "default";
    match told(case, dial).map(|told| told.len()) {
        Some(0) => Expected::Nobody,
        Some(count) if plain => Expected::Told(count),
        Some(_) | None => Expected::Perhaps,
    }
}

/// Whether the notification of a dial can't be rendered from its template, its subject or its page; none where that can't
/// be told.
fn is_broken(case: &Case<'_>, dial: &Dial) -> Option<bool> {
    let tenant = &dial.tenant;
    let own = tenant.own_parts.iter().map(|part| Template::read(part));
    let all: Vec<Template<'_>> = own.chain([Template::at(case, &tenant.template, dial.mark)]).collect();
    let any = |wanted: &Template<'_>| all.iter().any(|one| one == wanted);
    if any(&Template::Broken) { Some(true) } else { (!any(&Template::Unclear)).then_some(false) }
}

/// Dials whose notification can't be rendered from the template.
fn broken_templates(case: &Case<'_>) -> Causes {
    let mut causes = Causes::default();
    for dial in dials(case) {
        let broken = match is_broken(case, dial) {
            Some(false) => continue,
            Some(true) => true,
            None => false,
        };
        match expected(case, dial) {
            Expected::Nobody => {}
            Expected::Told(_) if broken => {
                let what = format!("the template of {}", dial_text(dial));
                causes.add(case, dial.mark, dial.mark.at + SHOWS, what);
            }
            Expected::Told(_) | Expected::Perhaps => causes.possible += 1,
        }
    }
    causes
}
