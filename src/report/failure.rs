//! What went wrong, at length: the requirement, its clauses, expected, actual, the trace around it, how to repeat it.

use std::fmt::Write as _;

use crate::observation::Seeing;
use crate::oracle::Evidence;
use crate::requirement::{Catalogue, Requirement, RequirementId, Verdict};
use crate::result::{Cited, Report, ScenarioResult, ScenarioVerdict, Unmet};
use crate::source::escape;

use super::excerpt::excerpt;
use super::style::{BAD, DIM, OPEN, STRONG, painted};

/// How many further scenarios of one failed requirement are named.
const FURTHER: usize = 8;

/// Everything that failed, in the order of the catalogue, then what the suite itself did wrong.
pub(super) fn failures(report: &Report, catalogue: &Catalogue) -> String {
    let mut text = String::new();
    for row in report.requirements.iter().filter(|row| row.verdict == Verdict::Fail) {
        if let (Some(requirement), Some((first, further))) = (catalogue.get(&row.id), row.evidence.split_first()) {
            requirement_failed(&mut text, report, catalogue, requirement, first, further);
        }
    }
    for scenario in &report.scenarios {
        match scenario.verdict {
            ScenarioVerdict::Error => suite_failed(&mut text, report, scenario),
            ScenarioVerdict::Fail if !scenario.unmet.is_empty() => unmet_beside(&mut text, scenario),
            ScenarioVerdict::Inconclusive => open(&mut text, report, scenario),
            ScenarioVerdict::Fail
            | ScenarioVerdict::Pass
            | ScenarioVerdict::Observed
            | ScenarioVerdict::Excluded
            | ScenarioVerdict::NotRun => {}
        }
    }
    text
}

fn line(text: &mut String, label: &str, value: &str) {
    let _ = writeln!(text, "  {}  {}", painted(DIM, format_args!("{label:9}")), escape(value));
}

fn requirement_failed(
    text: &mut String,
    report: &Report,
    catalogue: &Catalogue,
    requirement: &Requirement,
    first: &Cited,
    further: &[Cited],
) {
    let Some(scenario) = report.scenarios.get(first.scenario) else { return };
    let title = escape(&requirement.statement);
    let _ = writeln!(text, "{} {} {title}", painted(BAD, "FAIL"), painted(STRONG, requirement.id));
    for clause in requirement.clauses.iter().filter_map(|key| catalogue.clause(key)) {
        line(text, "clause", &format!("{}: {}", clause.key, clause.text));
    }
    if let Some(decision) = &requirement.decision {
        line(text, "decision", decision);
    }
    line(text, "scenario", &format!("{} {}", scenario.id, scenario.name));
    for evidence in &first.evidence {
        line(text, "expected", &evidence.expected);
        line(text, "actual", &evidence.actual);
        if let Some(note) = &evidence.note {
            line(text, "note", note);
        }
    }
    let records: Vec<u32> = first.evidence.iter().flat_map(|evidence| evidence.records.iter().copied()).collect();
    trace(text, scenario, &records);
    repeat(text, report, scenario);
    also(text, report, further);
    text.push('\n');
}

fn trace(text: &mut String, scenario: &ScenarioResult, records: &[u32]) {
    for (index, shown) in excerpt(&scenario.trace, records).iter().enumerate() {
        line(text, if index == 0 { "trace" } else { "" }, shown);
    }
}

fn repeat(text: &mut String, report: &Report, scenario: &ScenarioResult) {
    line(text, "repeat", &command(report, scenario));
}

/// The command that runs a scenario again under the same conditions.
fn command(report: &Report, scenario: &ScenarioResult) -> String {
    let mut command = format!("spec911 check {} --seed {}", quoted(&scenario.id), report.setting.seed);
    if let Some(file) = &report.setting.statement {
        let _ = write!(command, " --ics {}", quoted(file));
    }
    if report.setting.seeing == Seeing::Sampled {
        command.push_str(" --sampled");
    }
    command
}

/// A word as a POSIX shell takes it.
fn quoted(word: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || "/._-:@=+,".contains(c);
    if !word.is_empty() && word.chars().all(bare) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

fn also(text: &mut String, report: &Report, further: &[Cited]) {
    let names = further.iter().filter_map(|cited| report.scenarios.get(cited.scenario)).map(|other| other.id.as_str());
    for (index, name) in names.take(FURTHER).enumerate() {
        line(text, if index == 0 { "also in" } else { "" }, name);
    }
    if let Some(rest) = further.len().checked_sub(FURTHER).filter(|rest| *rest > 0) {
        line(text, "", &format!("and {rest} more; --report DIR lists all"));
    }
}

fn suite_failed(text: &mut String, report: &Report, scenario: &ScenarioResult) {
    let id = painted(STRONG, escape(&scenario.id));
    let _ = writeln!(text, "{} {id} {}", painted(BAD, "ERROR"), escape(&scenario.name));
    for reason in &scenario.reasons {
        line(text, "suite", reason);
    }
    steps(text, scenario);
    repeat(text, report, scenario);
    text.push('\n');
}

fn unmet_beside(text: &mut String, scenario: &ScenarioResult) {
    let _ = writeln!(
        text,
        "{} {} {}",
        painted(BAD, "UNMET"),
        painted(STRONG, escape(&scenario.id)),
        escape(&scenario.name)
    );
    steps(text, scenario);
    text.push('\n');
}

fn steps(text: &mut String, scenario: &ScenarioResult) {
    for Unmet { origin, phrase, actual, record, .. } in &scenario.unmet {
        line(text, "expected", &format!("{phrase}  ({origin})"));
        line(text, "actual", actual);
        if record.is_some() {
            trace(text, scenario, record.as_slice());
        }
    }
}

/// What keeps a scenario from a verdict; an inconclusive finding is shown with its reason.
fn open(text: &mut String, report: &Report, scenario: &ScenarioResult) {
    let id = painted(STRONG, escape(&scenario.id));
    let _ = writeln!(text, "{} {id} {}", painted(OPEN, "OPEN"), escape(&scenario.name));
    for reason in &scenario.reasons {
        line(text, "because", reason);
    }
    let tagged = |id: &&RequirementId| scenario.verdict_on(**id) == Verdict::Inconclusive;
    for id in scenario.requirements.iter().filter(tagged) {
        for Evidence { expected, actual, note, .. } in scenario.findings.get(id).into_iter().flat_map(|f| &f.evidence) {
            line(text, id.as_str(), &format!("expected {expected}; {}", note.as_ref().unwrap_or(actual)));
        }
    }
    repeat(text, report, scenario);
    text.push('\n');
}
