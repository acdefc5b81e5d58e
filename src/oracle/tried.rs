//! PNL-02, PNL-07 and PNL-08: what is tried during an emergency conversation is refused and changes nothing.

use crate::border::{Inbound, InboundName, Supervision};
use crate::domain::{AgentName, Closer, Control, OfferState, Reason};
use crate::observation::{Observed, Record, Seen};
use crate::requirement::BorderName;
use crate::stimulus::Counted;

use super::absence::{no_dial_mail, no_lease, no_leg, presence_kept, silent};
use super::case::Case;
use super::check::{dial_text, panel_text};
use super::conversation::{Conversation, What, accepted};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::thread::{Answer, Attempt, Dial, Tried};

/// What a call is that somebody tries something on.
enum On {
    /// An emergency call or a callback that is up.
    Emergency(What),
    /// An ordinary call that is up.
    Ordinary,
    /// Nothing that is up.
    Nothing,
}

/// What an attempt is made on, as it stands at that moment.
fn on(case: &Case<'_>, attempt: &Attempt) -> On {
    let owner = &attempt.call.agent;
    let Some(seen) = case.story.agents.get(owner) else { return On::Nothing };
    let nth = (attempt.call.nth as usize).saturating_sub(1);
    let what = match attempt.call.counted {
        Counted::Dials => {
            let mut dials = seen.dials.iter().filter(|place| accepted(case.story, &case.story.dials[**place]));
            dials.nth(nth).map(|place| What::Dial(*place))
        }
        Counted::Callbacks => seen.callbacks.get(nth).map(|place| What::Callback(*place)),
        Counted::Items => None,
    };
    let Some(what) = what else { return On::Nothing };
    let number = attempt.mark.number;
    for conversation in case.conversations(owner) {
        if let Some(up) = conversation.ups.iter().find(|up| up.what == what) {
            let runs = up.from.number < number && up.end.is_none_or(|end| end.number > number);
            return if runs { On::Emergency(what) } else { On::Nothing };
        }
    }
    match what {
        What::Dial(place) => {
            let dial = &case.story.dials[place];
            let end = case.call(dial).and_then(|call| call.end());
            let runs = !case.emergency(dial) && end.is_none_or(|end| end.mark.number > number);
            if runs { On::Ordinary } else { On::Nothing }
        }
        What::Callback(_) => On::Nothing,
    }
}

/// PNL-02: controls on the agent's side.
pub(super) fn controls_refused(case: &Case<'_>, agent: &AgentName) -> Judging {
    attempts_refused(case, agent, |tried| match tried {
        Tried::Control(Control::DeviceSettings | Control::EndCall) | Tried::Supervision(_) => false,
        Tried::Control(
            Control::Hold
            | Control::Transfer
            | Control::Consult
            | Control::AddParticipant
            | Control::Keypad
            | Control::Recording
            | Control::Notes
            | Control::Assistance,
        ) => true,
    })
}

/// PNL-07: what supervisors do.
pub(super) fn supervision_refused(case: &Case<'_>, agent: &AgentName) -> Judging {
    attempts_refused(case, agent, |tried| matches!(tried, Tried::Supervision(_)))
}

fn attempts_refused(case: &Case<'_>, agent: &AgentName, judged: impl Fn(Tried) -> bool) -> Judging {
    let Some(seen) = case.story.agents.get(agent) else { return Ok(Finding::NOT_TRIGGERED) };
    let attempts = seen.attempts.iter().map(|place| &case.story.attempts[*place]);
    let attempts = attempts.filter(|attempt| judged(attempt.tried));
    let emergencies: Vec<(&Attempt, What)> = attempts
        .filter_map(|attempt| match on(case, attempt) {
            On::Emergency(what) => Some((attempt, what)),
            On::Ordinary | On::Nothing => None,
        })
        .collect();
    if emergencies.is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Control)?;
    case.need(BorderName::Carrier)?;
    let parts = emergencies.into_iter().flat_map(|(attempt, what)| {
        [Ok(refused(case, attempt)), Ok(unaffected(case, attempt, what)), Ok(control(case, attempt))]
    });
    Ok(Finding::all(parts))
}

fn attempt_text(attempt: &Attempt) -> String {
    let what = match attempt.tried {
        Tried::Control(control) => control.word(),
        Tried::Supervision(Supervision::Monitor) => "monitoring",
        Tried::Supervision(Supervision::Barge) => "barging into",
        Tried::Supervision(Supervision::TakeOver) => "taking over",
    };
    format!("{what} tried on {} by {} at {}", attempt.call, attempt.by, attempt.mark.at)
}

/// The attempt is refused, and with the reason of such refusals where reasons are declared.
fn refused(case: &Case<'_>, attempt: &Attempt) -> Finding {
    let expected = format!("{} is refused with {}", attempt_text(attempt), Reason::ControlNotAvailable);
    match attempt.reply {
        Some((mark, Some(reason))) => reasoned(case, mark.number, expected, reason, Reason::ControlNotAvailable),
        Some((mark, None)) => fail(mark.number, expected, "accepted"),
        None => unclear(attempt.mark.number, expected, "no reply was seen"),
    }
}

/// A refusal with the right reason; any will do where the statement declares no reasons.
fn reasoned(case: &Case<'_>, record: u32, expected: String, reason: Reason, right: Reason) -> Finding {
    let actual = format!("refused with {reason}");
    if reason != right && case.ics.declares("refusal-reason") {
        return fail(record, expected, actual);
    }
    pass(record, expected, actual)
}

/// The call that an attempt was made on stays as it was until somebody does something else.
fn unaffected(case: &Case<'_>, attempt: &Attempt, what: What) -> Finding {
    let doings = &case.story.doings;
    let next = doings.partition_point(|number| *number <= attempt.mark.number);
    let until = doings.get(next).copied().unwrap_or(u32::MAX);
    let records = &case.trace.records;
    let start = records.partition_point(|record| record.number <= attempt.mark.number);
    let end = records.partition_point(|record| record.number < until);
    let records = records.get(start..end).unwrap_or_default();
    let expected = format!("{} goes on as it was after that, at {}", attempt.call, attempt.mark.at);
    let change = records.iter().find_map(|record| Some((record.number, change(case, record, attempt, what)?)));
    if let Some((number, actual)) = change {
        return fail(number, expected, actual);
    }
    if let Ok(line) = case.panel(&attempt.call.agent) {
        let before = line.before(attempt.mark.number).map(|panel| &panel.controls);
        let other = line.between(attempt.mark.number, until).iter().find(|point| Some(&point.value.controls) != before);
        if let Some(point) = other {
            return fail(point.number, expected, format!("{} at {}", panel_text(&point.value), point.at));
        }
    }
    silent(case, BorderName::Carrier, records.len(), expected, "unchanged")
}

/// What a record shows that must not follow an attempt on a call, in words.
#[allow(clippy::wildcard_enum_match_arm)] // most facts say nothing of a call
fn change(case: &Case<'_>, record: &Record, attempt: &Attempt, what: What) -> Option<String> {
    let Observed::Seen(seen) = &record.observed else { return None };
    let (call, inbound) = match what {
        What::Dial(place) => (case.story.dials[place].call.as_ref(), None),
        What::Callback(place) => (None, Some(&case.story.callbacks[place].inbound)),
    };
    let offered = |caller: &str| inbound.map(InboundName::as_str) == Some(caller);
    match seen {
        Seen::LegClosed { call: of, by: Closer::Agent, .. } if Some(of) == call => {
            Some("its leg was closed".to_owned())
        }
        Seen::LegOffered { call: of, path, leg, .. } => {
            let known = case.story.calls.get(of);
            let legs = known.map_or(&[][..], |known| &known.legs);
            let before = legs.iter().take_while(|other| other.leg != *leg).last();
            let running = before.is_some_and(|before| before.end().is_none_or(|end| end.mark.number > record.number));
            let foreign = known.is_none_or(|known| known.dial.is_none());
            (foreign || Some(of) == call && running).then(|| format!("another leg was offered on {path}"))
        }
        Seen::InboundTreated { inbound: of, treatment } if Some(of) == inbound => match treatment {
            Inbound::Ringing | Inbound::Busy | Inbound::NotInService => None,
            Inbound::Closed | Inbound::To(_) | Inbound::ToAgent(_) => Some("it was taken away".to_owned()),
        },
        Seen::Offer { offer, .. } if offered(&offer.caller) => Some(format!("it was {}", offer.state)),
        Seen::Offers { agent, offers } if inbound.is_some() && *agent == attempt.call.agent => {
            let mine = offers.iter().find(|offer| offered(&offer.caller));
            let state = mine.map(|offer| offer.state);
            (state != Some(OfferState::Connected))
                .then(|| state.map_or("it was gone".to_owned(), |state| format!("it was {state}")))
        }
        _ => None,
    }
}

/// Where the same was refused on every ordinary call of the run, its refusal tells nothing of emergency calls.
fn control(case: &Case<'_>, attempt: &Attempt) -> Finding {
    let same = case.story.attempts.iter().filter(|other| other.tried == attempt.tried);
    let ordinary: Vec<&Attempt> = same.filter(|other| matches!(on(case, other), On::Ordinary)).collect();
    let refused = |other: &&Attempt| matches!(other.reply, Some((_, Some(_))));
    match ordinary.first() {
        Some(first) if ordinary.iter().all(refused) => {
            unclear(first.mark.number, format!("{} is accepted", attempt_text(first)), "refused as well")
        }
        Some(_) | None => Finding::NOT_TRIGGERED,
    }
}

/// PNL-08: a dial during an emergency conversation.
pub(super) fn second_call(case: &Case<'_>, dial: &Dial) -> Judging {
    let runs = |one: &&Conversation| one.runs_at(dial.mark.number);
    let Some(conversation) = case.conversations(&dial.agent).iter().find(runs).filter(|_| dial.facts.connected) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    case.need(BorderName::Dial)?;
    case.need(BorderName::Carrier)?;
    let right = Reason::EmergencyInProgress;
    let expected = format!("{} is refused with {right}", dial_text(dial));
    let answer = match &dial.reply {
        Some((mark, Answer::Refused(reason, _))) => reasoned(case, mark.number, expected, *reason, right),
        Some((mark, Answer::Accepted)) => fail(mark.number, expected, "accepted"),
        None => match case.legs(dial).first() {
            Some(leg) => fail(leg.offered.number, expected, "a leg was offered"),
            None => unclear(dial.mark.number, expected, "no reply was seen"),
        },
    };
    let until = dial.acted.unwrap_or(u32::MAX).min(conversation.until());
    let mut parts = vec![Ok(answer), no_leg(case, dial)];
    if case.sees(BorderName::Number) {
        parts.push(no_lease(case, dial));
    }
    if case.sees(BorderName::Presence) {
        parts.push(presence_kept(case, dial, until));
    }
    if case.sees(BorderName::Panel) {
        parts.push(panel_kept(case, dial, until));
    }
    if case.sees(BorderName::Mail) {
        parts.push(no_dial_mail(case, dial));
    }
    Ok(Finding::all(parts))
}

/// The panel goes on as it was from the dial until a record.
fn panel_kept(case: &Case<'_>, dial: &Dial, until: u32) -> Judging {
    let line = case.panel(&dial.agent)?;
    let expected = format!("the panel of {} as it was after {}", dial.agent, dial_text(dial));
    let before = line.before(dial.mark.number).map(|panel| &panel.controls);
    let points = line.between(dial.mark.number, until);
    Ok(match points.iter().find(|point| Some(&point.value.controls) != before) {
        Some(point) => fail(point.number, expected, format!("{} at {}", panel_text(&point.value), point.at)),
        None => silent(case, BorderName::Panel, points.len(), expected, "unchanged"),
    })
}
