//! PNL: communication panel.

use crate::border::PanelSeen;
use crate::domain::AgentName;
use crate::observation::{Timeline, throughout};
use crate::requirement::{BorderName, Tolerance};
use crate::time::Instant;

use super::case::Case;
use super::check::{emergency_controls, panel_text, shown_at};
use super::conversation::{Conversation, Up, What};
use super::finding::{Finding, Judging, fail, judged, pass, unclear};
use super::prs::alert_gone;
use super::rule::{Look, Rule};
use super::thread::Mark;

pub(super) const RULES: &[Rule] =
    &[Rule { row: "PNL-01", look: Look::Agent(only_two_controls) }, Rule { row: "PNL-03", look: Look::Agent(alert) }];

/// A value is shown from a moment plus the tolerance until the end of a conversation.
fn shown_from(
    case: &Case<'_>,
    line: &Timeline<PanelSeen>,
    conversation: &Conversation,
    from: Mark,
    is: impl Fn(&PanelSeen) -> bool,
    what: &str,
) -> Finding {
    let start = from.at + case.tolerance(Tolerance::AlertAndPanel);
    let end = conversation.end.map_or(case.end(), |end| end.at);
    let until = if conversation.end.is_some() { end.to_string() } else { "the end of the run".to_owned() };
    let expected = format!("{what} from {start} until {until}");
    if end < start {
        return unclear(from.number, expected, format!("it was over at {end}"));
    }
    let kept = throughout(line, is, (from.number, start), conversation.until());
    judged(kept, expected, |record| {
        let at = record.and_then(|number| case.trace.record(number)).map_or(start, |record| record.at.max(start));
        shown_at(line, panel_text, at)
    })
}

/// The conversations of an agent whose panel must show them: every dial in it had to be handled, and the client was
/// there all along.
fn visible<'c>(case: &'c Case<'_>, agent: &'c AgentName) -> impl Iterator<Item = &'c Conversation> {
    let handled = |up: &Up| match up.what {
        What::Dial(place) => case.handled(&case.story.dials[place]),
        What::Callback(_) => true,
    };
    case.conversations(agent)
        .iter()
        .filter(move |one| one.ups.iter().all(handled) && !case.was_away(agent, one.first().start, one.end))
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
fn alert_from(case: &Case<'_>, conversation: &Conversation) -> Option<Mark> {
    let first = conversation.first();
    if case.reading("PNL-03") != "from-answer" {
        return Some(first.from);
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
    let line = case.panel(agent)?;
    case.need(BorderName::Carrier)?;
    let mut parts = vec![Ok(never_outside(case, agent, line))];
    for conversation in visible(case, agent) {
        if let Some(from) = alert_from(case, conversation) {
            let is = |panel: &PanelSeen| panel.alert.is_some();
            parts.push(Ok(shown_from(case, line, conversation, from, is, "the emergency alert")));
        }
        if let Some(end) = conversation.end {
            parts.push(alert_gone(case, agent, end));
        }
    }
    Ok(Finding::all(parts))
}

/// The alert shows in no moment outside the agent's conversations.
fn never_outside(case: &Case<'_>, agent: &AgentName, line: &Timeline<PanelSeen>) -> Finding {
    let tolerance = case.tolerance(Tolerance::AlertAndPanel);
    let spans: Vec<(u32, Option<Instant>)> = case
        .conversations(agent)
        .iter()
        .map(|one| (one.first().start.number, one.end.map(|end| end.at + tolerance)))
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
