//! NTF: when the notification of a dial goes out, and what neither keeps it back nor is kept back by it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::{Delivery, MailKind, Mailbox, Service};
use crate::requirement::{BorderName, Tolerance};
use crate::time::{Instant, Span};

use super::absence::{mails, no_dial_mail, undecided_mail};
use super::callback::behind_number;
use super::case::Case;
use super::check::{ByReading, by_named_reading, by_reading, dial_text, handled_in_full};
use super::contacts::told;
use super::conversation::ended_by_agent;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::ntf::{all_reached, can_be_sent, dial_mails, goes_out, is_rendered, mail_limit};
use super::ord_fault::leg_goes_out;
use super::rule::{Look, Rule};
use super::template::Template;
use super::thread::{Answer, Callback, Dial, How, MailSeen, Mark};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "NTF-07", look: Look::Dial(without_mailbox) },
    Rule { row: "NTF-08", look: Look::Dial(without_server) },
    Rule { row: "NTF-09", look: Look::Dial(leg_first) },
    Rule { row: "NTF-10", look: Look::Agent(each_dial) },
    Rule { row: "NTF-11", look: Look::Callback(silent) },
    Rule { row: "NTF-14", look: Look::Dial(failed_or_refused) },
];

/// For how long the dials of an agent share a notification under that reading, where no span is declared.
const SHARED_FOR: Span = Span::from_secs(60);

/// Whether a dial had to be handled, and somebody is to be told of it.
fn somebody_told(case: &Case<'_>, dial: &Dial) -> Option<BTreeSet<String>> {
    told(case, dial).filter(|told| !told.is_empty())
}

/// Whether the mail server is at fault while a dial's mail is due.
fn server_at_fault(case: &Case<'_>, dial: &Dial) -> bool {
    case.faulty(Service::Mail, dial.mark.at, Some(mail_limit(case, dial)))
}

fn without_mailbox(case: &Case<'_>, dial: &Dial) -> Judging {
    let disabled = dial.facts.mailbox == Mailbox::Disabled;
    let settled = dial.facts.mailbox_saved.is_none_or(|saved| !case.is_syncing(dial, saved));
    if !disabled || !settled || !case.is_emergency_number(dial) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    let readings: [(&str, ByReading); 2] = [
        ("default", |case, dial| Finding::of(no_dial_mail(case, dial))),
        ("other-sender", |case, dial| match somebody_told(case, dial).filter(|_| !server_at_fault(case, dial)) {
            Some(told) => Finding::of(all_reached(case, dial, &told)),
            None => Finding::NOT_TRIGGERED,
        }),
    ];
    Ok(by_reading(case, dial, "NTF-07", &readings).merge(handled_in_full(case, dial)))
}

fn without_server(case: &Case<'_>, dial: &Dial) -> Judging {
    let fault = server_at_fault(case, dial) || is_refused_by_server(case, dial);
    let told = somebody_told(case, dial).is_some() && dial.facts.mailbox == Mailbox::Enabled;
    if !fault || !told || !case.is_emergency_number(dial) || !case.eligible(dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    [BorderName::Carrier, BorderName::Dial].into_iter().try_for_each(|border| case.need(border).map(|_| ()))?;
    let others = [Service::NumberPool, Service::Presence];
    let alone = !others.into_iter().any(|service| case.story.faulty(service, dial.mark.at, dial.mark.at));
    let leg = alone.then(|| leg_goes_out(case, dial, Service::Mail));
    let leg = leg.unwrap_or(Finding::NOT_TRIGGERED);
    Ok(leg.merge(handled_in_full(case, dial)).merge(goes_on(case, dial)))
}

/// Whether the mail server turned a recipient of a dial's mail away.
fn is_refused_by_server(case: &Case<'_>, dial: &Dial) -> bool {
    let outcomes = |mail: &MailSeen| mail.outcomes.iter().any(|(_, _, delivery)| *delivery != Delivery::Accepted);
    dial_mails(case, dial).any(outcomes)
}

/// The deployment does not end the call by itself.
fn goes_on(case: &Case<'_>, dial: &Dial) -> Finding {
    let expected = format!("the deployment does not end the call of {}", dial_text(dial));
    let end = case.call(dial).and_then(|call| call.end());
    let Some(end) = end.filter(|end| end.how == How::Agent) else { return pass(None, expected, "it does not") };
    let by_agent = ended_by_agent(case.story, dial.place, Some(end.mark)).is_some();
    let conversation = case.conversation(dial);
    let joined = conversation.is_some_and(|one| one.ups.len() > 1);
    if by_agent || joined || case.was_away(&dial.agent, dial.mark, Some(end.mark)) {
        return pass(end.mark.number, expected, "the agent does");
    }
    fail(end.mark.number, expected, format!("it does at {}", end.mark.at))
}

fn leg_first(case: &Case<'_>, dial: &Dial) -> Judging {
    let first = dial_mails(case, dial).map(|mail| mail.mark).min();
    let (Some(mail), true) = (first, case.handled(dial)) else { return Ok(Finding::NOT_TRIGGERED) };
    case.need(BorderName::Carrier)?;
    let expected = format!("the leg of {} before its mail at {}", dial_text(dial), mail.at);
    Ok(match case.legs(dial).first().map(|leg| leg.offered) {
        Some(leg) if leg < mail => pass(leg.number, expected, format!("at {}", leg.at)),
        Some(leg) => fail(mail.number, expected, format!("after it, at {}", leg.at)),
        None => Finding::NOT_TRIGGERED,
    })
}

/// The dials of an agent of which somebody is to be told by the ordinary way, each with whom, and whether it shares the
/// notification of an earlier one where notifications are gathered.
fn notified<'c>(case: &'c Case<'_>, agent: &crate::domain::AgentName) -> Vec<(&'c Dial, BTreeSet<String>, bool)> {
    let seen = case.story.agents.get(agent).into_iter().flat_map(|seen| &seen.dials);
    let dials = seen.map(|place| &case.story.dials[*place]);
    let dials = dials.filter(|dial| case.handled(dial) && is_rendered(case, dial) && can_be_sent(case, dial));
    let span = case.ics.coalesce().unwrap_or(SHARED_FOR);
    let mut last: Option<Instant> = None;
    let dials = dials.filter_map(|dial| Some((dial, somebody_told(case, dial)?))).map(|(dial, told)| {
        let shares = last.is_some_and(|last| dial.mark.at <= last + span);
        if !shares {
            last = Some(dial.mark.at);
        }
        (dial, told, shares)
    });
    dials.collect()
}

/// Whether a dial shares the notification of an earlier one, as the statement reads it.
pub(super) fn is_shared(case: &Case<'_>, dial: &Dial) -> bool {
    case.reading("NTF-10") == "coalesce"
        && notified(case, &dial.agent).iter().any(|(other, _, shares)| *shares && other.place == dial.place)
}

fn each_dial(case: &Case<'_>, agent: &crate::domain::AgentName) -> Judging {
    let dials = notified(case, agent);
    if dials.len() < 2 {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    Ok(by_named_reading(case, "NTF-10", &["default", "coalesce"], |place| {
        let further = dials.iter().skip(1);
        Finding::all(further.map(|(dial, told, shares)| match place {
            1 if *shares => no_dial_mail(case, dial),
            _ => all_reached(case, dial, told),
        }))
    }))
}

fn silent(case: &Case<'_>, callback: &Callback) -> Judging {
    let Some(behind) = behind_number(case, callback) else { return Ok(Finding::NOT_TRIGGERED) };
    let arrived = callback.arrived;
    let limit = callback.closed.map_or(case.end(), |closed| closed.at) + case.tolerance(Tolerance::Mail);
    let agent = &behind.lease.agent;
    let unsettled = case.faulty(Service::Mail, behind.dial.mark.at, Some(limit))
        || case.was_stopped_by(behind.dial.mark.number, limit)
        || mail_limit(case, behind.dial) >= arrived.at;
    if unsettled || !case.handled(behind.dial) || somebody_told(case, behind.dial).is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    let expected = format!("no dial mail of {agent} for {} of {}", callback.inbound, arrived.at);
    let seen = case.story.agents.get(agent).into_iter().flat_map(|seen| &seen.dials);
    let next = seen.map(|place| case.story.dials[*place].mark).find(|mark| *mark > arrived);
    let within = |mark: Mark| mark > arrived && next.is_none_or(|next| mark < next) && mark.at <= limit;
    let mut own = mails(case, behind.dial).filter(|mail| within(mail.mark));
    let told = own.find(|mail| matches!(mail.kind, MailKind::Dial | MailKind::Unknown));
    Ok(match told {
        Some(mail) if mail.kind == MailKind::Dial => {
            fail(mail.mark.number, expected, format!("one at {}", mail.mark.at))
        }
        Some(mail) => unclear(mail.mark.number, expected, "a mail of which it can't be told what it is about"),
        None if undecided_mail(case, behind.dial).is_some_and(|mail| within(mail.mark)) => {
            unclear(arrived.number, expected, "a mail of which it can't be told whose it is")
        }
        None if case.end() < arrived.at + case.tolerance(Tolerance::Mail) => {
            unclear(arrived.number, expected, "the run ended")
        }
        None => pass(arrived.number, expected, "none"),
    })
}

fn failed_or_refused(case: &Case<'_>, dial: &Dial) -> Judging {
    match &dial.reply {
        Some((mark, Answer::Refused(..))) => refused(case, dial, *mark),
        Some((_, Answer::Accepted)) | None => failed(case, dial),
    }
}

/// Whether the mails of a dial can go out at all.
fn can_be_mailed(case: &Case<'_>, dial: &Dial) -> bool {
    let settled = dial.facts.mailbox_saved.is_none_or(|saved| !case.is_syncing(dial, saved));
    settled && dial.facts.mailbox == Mailbox::Enabled && !case.story.faults.contains_key(&Service::Mail)
}

/// A refused dial of an emergency number: nothing is mailed, or one mail that says so.
fn refused(case: &Case<'_>, dial: &Dial, at: Mark) -> Judging {
    let number = case.is_emergency_number(dial) || super::plan::is_feature_number(dial, case.ics);
    let Some(told) = somebody_told(case, dial).filter(|_| number && case.free(dial) && can_be_mailed(case, dial))
    else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    let said = mails(case, dial).any(|mail| mail.kind == MailKind::Refusal);
    // Whoever lets a dial be refused sees to it that nothing is left behind; here a mail about it must be declared.
    if !said && case.reading("NTF-14") != "mail-on-refusal" {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    Ok(by_named_reading(case, "NTF-14", &["default", "failure-follow-up", "mail-on-refusal"], |place| match place {
        2 => one_each(case, dial, &told, MailKind::Refusal, at),
        _ => none_of(case, dial, MailKind::Refusal),
    }))
}

/// A dial that was accepted and never answered: mailed as any other, perhaps with one more mail, and no mail says more
/// than was known.
fn failed(case: &Case<'_>, dial: &Dial) -> Judging {
    let call = case.call(dial);
    let end = call.and_then(|call| call.end()).filter(|_| call.is_some_and(|call| call.answered().is_none()));
    let (Some(end), true) = (end, case.handled(dial) && goes_out(case, dial) && can_be_mailed(case, dial)) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    let Some(told) = somebody_told(case, dial) else { return Ok(Finding::NOT_TRIGGERED) };
    [BorderName::Mail, BorderName::Carrier].into_iter().try_for_each(|border| case.need(border).map(|_| ()))?;
    let more =
        by_named_reading(case, "NTF-14", &["default", "failure-follow-up", "mail-on-refusal"], |place| match place {
            1 if end.how == How::SetUp => one_each(case, dial, &told, MailKind::FollowUp, end.mark),
            1 => Finding::NOT_TRIGGERED,
            _ => none_of(case, dial, MailKind::FollowUp),
        });
    let claims = mails(case, dial).map(|mail| Ok(no_claim(case, dial, mail, end.mark)));
    Ok(Finding::all([all_reached(case, dial, &told)].into_iter().chain(claims)).merge(more))
}

fn none_of(case: &Case<'_>, dial: &Dial, kind: MailKind) -> Finding {
    let expected = format!("no {kind} mail for {}", dial_text(dial));
    match mails(case, dial).find(|mail| mail.kind == kind) {
        Some(mail) => fail(mail.mark.number, expected, format!("one at {}", mail.mark.at)),
        None => pass(dial.mark.number, expected, "none"),
    }
}

/// Each recipient is sent exactly one mail of a kind in time.
fn one_each(case: &Case<'_>, dial: &Dial, told: &BTreeSet<String>, kind: MailKind, from: Mark) -> Finding {
    let limit = from.at + case.tolerance(Tolerance::Mail);
    let of_kind: Vec<&MailSeen> = mails(case, dial).filter(|mail| mail.kind == kind).collect();
    let one = |recipient: &String| {
        let expected = format!("one {kind} mail to {recipient} by {limit}, for {}", dial_text(dial));
        let to =
            |mail: &&&MailSeen| mail.recipients.iter().any(|address| address.as_str().eq_ignore_ascii_case(recipient));
        let marks: Vec<Mark> = of_kind.iter().filter(to).map(|mail| mail.mark).collect();
        match marks.as_slice() {
            [one] if one.at <= limit => pass(one.number, expected, format!("one at {}", one.at)),
            [one] => fail(one.number, expected, format!("one at {}", one.at)),
            [_, second, ..] => fail(second.number, expected, format!("a second one at {}", second.at)),
            [] if case.end() >= limit => fail(from.number, expected, "none"),
            [] => unclear(from.number, expected, "the run ended"),
        }
    };
    Finding::all(told.iter().map(|recipient| Ok(one(recipient))))
}

/// How mails say that a call was connected, and that it was not.
#[derive(Debug, Default, Deserialize)]
struct Wordings {
    claims: BTreeSet<String>,
    denials: BTreeSet<String>,
}

/// The lists; an unreadable file would find no claim, and a test holds that it can be read.
static WORDINGS: LazyLock<Wordings> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../fixtures/connections.yaml")).unwrap_or_default());

/// A mail about a call that was never answered does not say that it was, nor, before its end, that it was not. What an
/// administrator wrote into the template is the administrator's.
fn no_claim(case: &Case<'_>, dial: &Dial, mail: &MailSeen, end: Mark) -> Finding {
    let is_own = || {
        let template = Template::at(case, &dial.tenant.template, dial.mark);
        template != Template::Shipped || !dial.tenant.own_parts.is_empty()
    };
    if mail.kind == MailKind::Dial && is_own() {
        return Finding::NOT_TRIGGERED;
    }
    let mut text = format!("{}\n{}", mail.subject, mail.text).to_lowercase();
    let denial = WORDINGS.denials.iter().find(|denial| text.contains(denial.as_str())).cloned();
    WORDINGS.denials.iter().for_each(|denial| text = text.replace(denial.as_str(), ""));
    let claim = WORDINGS.claims.iter().find(|claim| text.contains(claim.as_str()));
    let expected =
        format!("the {} mail of {} says nothing of a connection that was not known", mail.kind, mail.mark.at);
    match (claim, denial) {
        (Some(claim), _) => fail(mail.mark.number, expected, format!("`{claim}`")),
        (None, Some(denial)) if mail.mark < end => fail(mail.mark.number, expected, format!("`{denial}`")),
        (None, Some(_) | None) => pass(mail.mark.number, expected, "so it is"),
    }
}
