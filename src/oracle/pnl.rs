//! PNL: communication panel.

use std::collections::BTreeSet;

use crate::border::PanelSeen;
use crate::domain::{AgentName, Control, SetOf};
use crate::observation::Timeline;
use crate::requirement::{BorderName, Tolerance};
use crate::time::Instant;

use super::absence::silent;
use super::case::Case;
use super::check::{ByReading, by_reading, emergency_controls, panel_text};
use super::conversation::{Conversation, Up, What};
use super::finding::{Finding, Judging, fail, pass};
use super::form;
use super::ordinary::{Ordinary, Stretch, shown_in, undisturbed};
use super::prs::alert_gone;
use super::rule::{Look, Rule};
use super::thread::Mark;
use super::tried;

pub(super) const RULES: &[Rule] = &[
    Rule { row: "PNL-01", look: Look::Agent(only_two_controls) },
    Rule { row: "PNL-02", look: Look::Agent(tried::controls_refused) },
    Rule { row: "PNL-03", look: Look::Agent(alert) },
    Rule { row: "PNL-04", look: Look::Agent(ordinary_panel) },
    Rule { row: "PNL-05", look: Look::Agent(form::stripped) },
    Rule { row: "PNL-06", look: Look::Agent(form::plain) },
    Rule { row: "PNL-07", look: Look::Agent(tried::supervision_refused) },
    Rule { row: "PNL-08", look: Look::Dial(tried::second_call) },
];

/// A panel is shown from a moment plus the tolerance until the end of a conversation.
fn shown_from(
    case: &Case<'_>,
    line: &Timeline<PanelSeen>,
    conversation: &Conversation,
    from: Mark,
    is: impl Fn(&PanelSeen) -> bool,
    what: &str,
) -> Finding {
    let stretch = Stretch { from, end: conversation.end, until: conversation.until() };
    shown_in(case, line, stretch, is, panel_text, what)
}

/// The conversations of an agent whose panel must show them: every dial in it had to be handled, and the client was
/// there all along.
fn visible<'c>(case: &'c Case<'_>, agent: &'c AgentName) -> impl Iterator<Item = &'c Conversation> {
    let handled = |up: &Up| match up.what {
        What::Dial(place) => case.handled(&case.story.dials[place]) && case.is_located(&case.story.dials[place]),
        What::Callback(_) => true,
    };
    case.conversations(agent)
        .iter()
        .filter(move |one| one.ups.iter().all(handled) && !case.was_away(agent, one.first().start, one.end))
        .filter(move |one| !interrupted(case, one))
}

/// Whether the deployment was stopped while a conversation lasted, or just after it.
fn interrupted(case: &Case<'_>, conversation: &Conversation) -> bool {
    let tolerance = case.tolerance(Tolerance::AlertAndPanel);
    let start = conversation.first().start.number;
    conversation
        .end
        .map_or_else(|| case.was_stopped(start, u32::MAX), |end| case.was_stopped_by(start, end.at + tolerance))
}

fn only_two_controls(case: &Case<'_>, agent: &AgentName) -> Judging {
    if visible(case, agent).next().is_none() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let line = case.panel(agent)?;
    case.need(BorderName::Carrier)?;
    let controls = emergency_controls();
    let what = format!("exactly the controls {{{controls}}}");
    let is = |panel: &PanelSeen| panel.controls == controls;
    let parts = visible(case, agent).map(|one| Ok(shown_from(case, line, one, one.first().from, is, &what)));
    Ok(Finding::all(parts))
}

/// From when the alert must show in a conversation.
fn alert_from(case: &Case<'_>, conversation: &Conversation, from_answer: bool) -> Option<Mark> {
    if !from_answer {
        return Some(conversation.first().from);
    }
    let answered = conversation.ups.iter().filter_map(|up| match up.what {
        What::Dial(place) => case.call(&case.story.dials[place])?.answered(),
        What::Callback(_) => Some(up.from),
    });
    answered.min()
}

fn alert(case: &Case<'_>, agent: &AgentName) -> Judging {
    let seen = case.panel(agent).is_ok_and(|line| line.points.iter().any(|point| point.value.alert.is_some()));
    if !seen && case.conversations(agent).is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.panel(agent)?;
    // A conversation that they would tell of is none to us.
    for border in [BorderName::Dial, BorderName::Number, BorderName::Carrier] {
        case.need(border)?;
    }
    case.tells_callbacks()?;
    let readings: [(&str, ByReading<AgentName>); 2] = [
        ("default", |case, agent| Finding::of(alert_shows(case, agent, false))),
        ("from-answer", |case, agent| Finding::of(alert_shows(case, agent, true))),
    ];
    Ok(by_reading(case, agent, "PNL-03", &readings))
}

/// The alert shows from the dial or the answer until the end of each conversation, and at no other time.
fn alert_shows(case: &Case<'_>, agent: &AgentName, from_answer: bool) -> Judging {
    let line = case.panel(agent)?;
    let mut parts = vec![Ok(never_outside(case, agent, line))];
    for conversation in visible(case, agent) {
        if let Some(from) = alert_from(case, conversation, from_answer) {
            let is = |panel: &PanelSeen| panel.alert.is_some();
            parts.push(Ok(shown_from(case, line, conversation, from, is, "the emergency alert")));
        }
        if let Some(end) = conversation.end {
            parts.push(alert_gone(case, agent, end));
        }
        parts.push(Ok(one_alert(case, line, conversation)));
    }
    Ok(Finding::all(parts))
}

/// All that a conversation shows is one alert: its id stays the same.
fn one_alert(case: &Case<'_>, line: &Timeline<PanelSeen>, conversation: &Conversation) -> Finding {
    let start = conversation.first().start;
    let expected = format!("one alert in the conversation from {}", start.at);
    let points = line.between(start.number, conversation.until());
    let mut shown = points.iter().filter_map(|point| Some((point, point.value.alert.as_ref()?)));
    let Some((_, first)) = shown.next() else { return Finding::NOT_TRIGGERED };
    match shown.find(|(_, id)| *id != first) {
        Some((point, id)) => fail(point.number, expected, format!("`{first}`, and `{id}` at {}", point.at)),
        None => silent(case, BorderName::Panel, points.len(), expected, "one"),
    }
}

/// The alert shows in no moment outside the agent's conversations.
fn never_outside(case: &Case<'_>, agent: &AgentName, line: &Timeline<PanelSeen>) -> Finding {
    let tolerance = case.tolerance(Tolerance::AlertAndPanel);
    let spans: Vec<(u32, Option<Instant>)> = case
        .conversations(agent)
        .iter()
        .map(|one| {
            // An alert that a deployment shows when it stops shows until it is ready again.
            let ready = one.end.and_then(|end| case.story.upset.outages_in(end.number, u32::MAX).first()?.to);
            let ready = ready.filter(|_| interrupted(case, one)).map(|ready| ready.at);
            (one.first().start.number, one.end.map(|end| ready.map_or(end.at, |ready| ready.max(end.at)) + tolerance))
        })
        .collect();
    let outside = line.points.iter().filter(|point| point.value.alert.is_some()).find(|point| {
        let index = spans.partition_point(|(start, _)| *start < point.number);
        let last = index.checked_sub(1).and_then(|index| spans.get(index));
        !last.is_some_and(|(_, end)| end.is_none_or(|end| point.at <= end))
    });
    match outside {
        Some(point) => fail(point.number, "no alert outside an emergency conversation", format!("one at {}", point.at)),
        None => pass(None, "no alert outside an emergency conversation", "none"),
    }
}

/// The first ordinary call after each conversation shows what ordinary calls before it showed, and more than an
/// emergency call does.
fn ordinary_panel(case: &Case<'_>, agent: &AgentName) -> Judging {
    let conversations = case.conversations(agent);
    if conversations.iter().all(|one| one.end.is_none()) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let calls = undisturbed(case, agent);
    let ends = conversations.iter().filter_map(|one| one.end);
    let mut next: Vec<Ordinary> = ends
        .filter_map(|end| calls.get(calls.partition_point(|call| call.start.number < end.number)).copied())
        .collect();
    next.dedup_by_key(|call| call.start.number);
    if next.is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    let line = case.panel(agent)?;
    case.need(BorderName::Carrier)?;
    case.tells_callbacks()?;
    let usual = |call: &Ordinary| usual_panels(line, &calls, *call);
    let parts = next.into_iter().map(|call| {
        let usual = usual(&call);
        let is = |panel: &PanelSeen| {
            let more = !panel.controls.0.is_subset(&emergency_controls().0);
            panel.alert.is_none() && more && (usual.is_empty() || usual.contains(&panel.controls))
        };
        Ok(shown_in(case, line, call.into(), is, panel_text, "the ordinary panel"))
    });
    Ok(Finding::all(parts))
}

/// The controls that the first ordinary call of the run showed, if it came before this one.
fn usual_panels(line: &Timeline<PanelSeen>, calls: &[Ordinary], call: Ordinary) -> BTreeSet<SetOf<Control>> {
    let Some(first) = calls.first().filter(|first| first.start < call.start) else { return BTreeSet::new() };
    let points = line.between(first.start.number, first.end.map_or(call.start.number, |end| end.number));
    points.iter().map(|point| point.value.controls.clone()).filter(|controls| !controls.0.is_empty()).collect()
}
