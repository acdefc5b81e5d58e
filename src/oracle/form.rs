//! PNL-05 and PNL-06: the buttons of the conversation form.

use crate::domain::{AgentName, Button, SetOf};
use crate::observation::Seeing;
use crate::requirement::BorderName;

use super::absence::silent;
use super::case::Case;
use super::conversation::{Conversation, What, accepted};
use super::finding::{Finding, Judging, fail, unclear};
use super::ordinary::{Stretch, ordinary_calls, shown_in, undisturbed};

fn form_text(buttons: &SetOf<Button>) -> String {
    format!("the buttons {{{buttons}}}")
}

fn shows_both(buttons: &SetOf<Button>) -> bool {
    Button::ALL.iter().all(|button| buttons.contains(button))
}

fn shows_none(buttons: &SetOf<Button>) -> bool {
    buttons.0.is_empty()
}

/// The stretches in which a handled dial alone decides what the form shows: until a callback joins the conversation.
fn outbound(case: &Case<'_>, conversation: &Conversation) -> Vec<Stretch> {
    let callbacks = conversation.ups.iter().filter(|up| matches!(up.what, What::Callback(_)));
    let first = callbacks.map(|up| up.start).min();
    let dials = conversation.ups.iter().filter(|up| match up.what {
        What::Dial(place) => case.handled(&case.story.dials[place]) && first.is_none_or(|first| up.start < first),
        What::Callback(_) => false,
    });
    let stretch = |up: &super::conversation::Up| {
        let end = [up.end, first].into_iter().flatten().min();
        let ended = up.ended.map_or(u32::MAX, |ended| ended.number);
        Stretch { from: up.from, end, until: end.map_or(u32::MAX, |end| end.number).min(ended) }
    };
    dials.map(stretch).collect()
}

/// PNL-05: neither button on an outbound emergency call, both on an ordinary one.
pub(super) fn stripped(case: &Case<'_>, agent: &AgentName) -> Judging {
    if case.story.facts.tenant.customised_form != Some(true) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let there = |one: &&Conversation| !case.was_away(agent, one.first().start, one.end);
    let conversations = case.conversations(agent).iter().filter(there);
    let emergencies: Vec<Stretch> = conversations.flat_map(|one| outbound(case, one)).collect();
    if emergencies.is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Carrier)?;
    let line = case.form(agent)?;
    let neither = "neither Save nor Refresh on the emergency call";
    let parts = emergencies.into_iter().map(|one| shown_in(case, line, one, shows_none, form_text, neither));
    let ordinary = undisturbed(case, agent).into_iter();
    let both = "Save and Refresh on the ordinary call";
    let control = ordinary.map(|call| shown_in(case, line, call.into(), shows_both, form_text, both));
    let mut finding = Finding::all(parts.chain(control).map(Ok));
    if finding.passes() && !case.forms_show(shows_both) {
        finding = unclear(None, both, "no ordinary call of the run shows them");
    }
    Ok(finding)
}

/// PNL-06: neither button on any call.
pub(super) fn plain(case: &Case<'_>, agent: &AgentName) -> Judging {
    if case.story.facts.tenant.customised_form != Some(false) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let mut starts: Vec<u32> = ordinary_calls(case, agent).iter().map(|call| call.start.number).collect();
    let ups = case.conversations(agent).iter().flat_map(|one| &one.ups);
    starts.extend(ups.filter(|up| is_call(case, up.what)).map(|up| up.start.number));
    let Some(first) = starts.into_iter().min() else { return Ok(Finding::NOT_TRIGGERED) };
    let line = case.form(agent)?;
    let expected = "neither Save nor Refresh on any call";
    let shown = line.points.iter().find(|point| !shows_none(&point.value));
    let samples = line.between(first, u32::MAX).len();
    Ok(match shown {
        Some(point) => fail(point.number, expected, format!("{} at {}", form_text(&point.value), point.at)),
        None if line.seeing == Seeing::Sampled && samples == 0 => unclear(first, expected, "no sample after the call"),
        None => silent(case, BorderName::Form, samples, expected.to_owned(), "neither"),
    })
}

fn is_call(case: &Case<'_>, what: What) -> bool {
    match what {
        What::Dial(place) => accepted(case.story, &case.story.dials[place]),
        What::Callback(_) => true,
    }
}
