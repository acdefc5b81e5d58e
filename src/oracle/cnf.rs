//! CNF: confidentiality.

use crate::domain::AgentName;
use crate::requirement::{BorderName, Tolerance};
use crate::time::{Instant, Span};

use super::absence::{row_of, silent};
use super::case::Case;
use super::check::dial_text;
use super::finding::{Finding, Judging, fail, unclear};
use super::rule::{Look, Rule};
use super::thread::Dial;
use super::window::WINDOW;

pub(super) const RULES: &[Rule] = &[Rule { row: "CNF-01", look: Look::Dial(no_row) }];

/// The shortest time after which a control showed its row: an ordinary call of the run, from its end on.
pub(super) fn control(case: &Case<'_>) -> Option<Span> {
    let ordinary = case.story.dials.iter().filter(|dial| !case.emergency(dial));
    let lags = ordinary.filter_map(|dial| {
        let row = row_of(case, dial)?;
        let end = case.call(dial)?.end()?;
        Some(row.at.since(end.mark.at).unwrap_or(Span::ZERO))
    });
    lags.min()
}

fn no_row(case: &Case<'_>, dial: &Dial) -> Judging {
    if !case.handled(dial) || case.legs(dial).is_empty() {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Store)?;
    let expected = format!("no history or activity row of {}", dial_text(dial));
    if let Some(mark) = row_of(case, dial) {
        return Ok(fail(mark.number, expected, format!("a row at {}", mark.at)));
    }
    let Some(lag) = case.control() else {
        return Ok(unclear(dial.mark.number, expected, "no ordinary call of the run showed its row"));
    };
    let Some(end) = case.call(dial).and_then(|call| call.end()) else {
        return Ok(unclear(dial.mark.number, expected, "the call did not end"));
    };
    let by = end.mark.at + case.tolerance(Tolerance::RowLag).max(lag.times(2));
    Ok(match missing(case, dial, by) {
        Some(missing) => unclear(dial.mark.number, expected, missing),
        None => silent(case, BorderName::Store, samples(case, &dial.agent, dial.mark.number), expected, "none"),
    })
}

/// The number of samples of an agent's rows after a record.
fn samples(case: &Case<'_>, agent: &AgentName, after: u32) -> usize {
    let samples = case.story.agents.get(agent).map_or(&[][..], |story| &story.samples);
    samples.len() - samples.partition_point(|(mark, _)| mark.number <= after)
}

/// The sample that is missing for a verdict: after the row lag, after the window where the run reaches it, at the end.
fn missing(case: &Case<'_>, dial: &Dial, by: Instant) -> Option<String> {
    let samples = case.story.agents.get(&dial.agent).map_or(&[][..], |story| &story.samples);
    let Some((last, asked)) = samples.last().copied() else { return Some("no sample".to_owned()) };
    if asked < by {
        return Some(format!("no sample at or after {by}, when the row lag is over"));
    }
    let window = dial.mark.at + WINDOW;
    if case.end() > window && asked <= window {
        return Some(format!("no sample after {window}, when the window is over"));
    }
    let settled = case.story.last_stimulus.is_none_or(|stimulus| last.number > stimulus.number);
    (!settled && last.at < case.end()).then(|| "no sample at the end of the run".to_owned())
}
