//! What went wrong, at length: the requirement, its clauses, expected, actual, the trace around it, how to repeat it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anstyle::Style;

use crate::conduct::Stop;
use crate::deployment::http::TroubleCode;
use crate::oracle::Evidence;
use crate::requirement::{Catalogue, Requirement, RequirementId, Verdict};
use crate::result::{Cited, Report, RequirementResult, ScenarioResult, ScenarioVerdict, Unmet};
use crate::source::escape;

use super::excerpt::excerpt;
use super::fold::folded;
use super::style::{BAD, DIM, OPEN, STRONG, painted};

/// How many further scenarios of one failed requirement, or of one reason, are named.
const FURTHER: usize = 8;

/// How many seeds of one verdict are named.
const SEEDS: usize = 8;

/// Everything that failed, in the order of the catalogue, then what the suite itself did wrong.
pub(super) fn failures(report: &Report, catalogue: &Catalogue) -> String {
    let mut text = String::new();
    for row in report.rows().filter(|row| row.verdict == Verdict::Fail) {
        if let Some(told) = of_row(report, catalogue, row) {
            text.push_str(&told);
            text.push('\n');
        }
    }
    let mut alike = alike(report);
    for scenario in &report.scenarios {
        let told = match scenario.verdict {
            ScenarioVerdict::Fail => match what_broke(scenario) {
                // The first of its reason tells of the others, and they have been told then.
                Some(what) => alike.remove(&kind_of(what)).map(|same| failed_alike(report, scenario, &same)),
                // The requirements above tell of it already.
                None => unmet_beside(scenario),
            },
            ScenarioVerdict::Pass
            | ScenarioVerdict::Observed
            | ScenarioVerdict::Error
            | ScenarioVerdict::Inconclusive
            | ScenarioVerdict::Excluded
            | ScenarioVerdict::NotRun => of_scenario(report, scenario),
        };
        if let Some(told) = told {
            text.push_str(&told);
            text.push('\n');
        }
    }
    for scenario in report.scenarios.iter().filter(|scenario| scenario.repeats.differ()) {
        text.push_str(&differing(report, scenario));
        text.push('\n');
    }
    text
}

/// What the deployment did that failed a scenario without a requirement: it cut the run off, or is no part of the interface.
fn what_broke(scenario: &ScenarioResult) -> Option<&str> {
    match &scenario.stop {
        Some(Stop::Broken(what) | Stop::Stray(what)) if scenario.verdict == ScenarioVerdict::Fail => Some(what),
        _ => None,
    }
}

/// A reason without the name of the tenant, which is another one in each run.
fn kind_of(what: &str) -> String {
    let mut parts = what.split("/tenants/");
    let mut kind = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kind.push_str("/tenants/");
        kind.push_str(part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-'));
    }
    kind
}

/// The scenarios that failed for one reason, by reason.
fn alike(report: &Report) -> BTreeMap<String, Vec<&str>> {
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for scenario in &report.scenarios {
        if let Some(what) = what_broke(scenario) {
            alike.entry(kind_of(what)).or_default().push(&scenario.id);
        }
    }
    alike
}

/// A scenario that failed, with the others that did for the same reason.
fn failed_alike(report: &Report, scenario: &ScenarioResult, same: &[&str]) -> String {
    let mut text = failed(report, scenario);
    let others: Vec<&str> = same.iter().copied().filter(|id| *id != scenario.id).collect();
    if !others.is_empty() {
        line(&mut text, "so ended", &format!("{} scenarios", same.len()));
        also(&mut text, &others);
    }
    text
}

/// A scenario whose runs did not come to the same.
fn differing(report: &Report, scenario: &ScenarioResult) -> String {
    let mut text = headed("DIFFERS", OPEN, scenario);
    let runs = &scenario.repeats.runs;
    for verdict in ScenarioVerdict::ALL {
        let seeds: Vec<String> =
            runs.iter().filter(|(_, other)| other == verdict).map(|(seed, _)| seed.to_string()).collect();
        if let Some(more) = seeds.len().checked_sub(SEEDS).filter(|more| *more > 0) {
            let first = seeds.iter().take(SEEDS).cloned().collect::<Vec<_>>().join(" ");
            line(&mut text, verdict.word(), &format!("with the seeds {first} and {more} more"));
        } else if !seeds.is_empty() {
            line(&mut text, verdict.word(), &format!("with the seeds {}", seeds.join(" ")));
        }
    }
    for row in folded(scenario.repeats.differing.iter().copied()) {
        line(&mut text, "not same", &row);
    }
    repeat(&mut text, report, scenario);
    text
}

/// What a failed requirement's row has to tell.
pub(super) fn of_row(report: &Report, catalogue: &Catalogue, row: &RequirementResult) -> Option<String> {
    let (first, further) = row.evidence.split_first()?;
    let mut text = String::new();
    requirement_failed(&mut text, report, catalogue, catalogue.get(&row.id)?, first, further)?;
    Some(text)
}

/// What a scenario that did not pass has to tell.
pub(super) fn of_scenario(report: &Report, scenario: &ScenarioResult) -> Option<String> {
    match scenario.verdict {
        ScenarioVerdict::Error => Some(suite_failed(report, scenario)),
        ScenarioVerdict::Fail => Some(failed(report, scenario)),
        ScenarioVerdict::Inconclusive => Some(open(report, scenario)),
        ScenarioVerdict::Pass | ScenarioVerdict::Observed | ScenarioVerdict::Excluded | ScenarioVerdict::NotRun => None,
    }
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
) -> Option<()> {
    let scenario = report.scenarios.get(first.scenario)?;
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
    line(text, "explain", &format!("spec911 explain {}", requirement.id));
    let others = further.iter().filter_map(|cited| report.scenarios.get(cited.scenario));
    also(text, &others.map(|other| other.id.as_str()).collect::<Vec<_>>());
    Some(())
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
    let seed = if scenario.repeats.runs.is_empty() { report.setting.seed } else { scenario.seed };
    let mut command = format!("spec911 check {} --seed {seed}", shell_word(&scenario.id));
    for option in &report.setting.options {
        let _ = write!(command, " {option}");
    }
    command
}

/// A word as a POSIX shell takes it.
pub fn shell_word(word: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || "/._-:@=+,".contains(c);
    if !word.is_empty() && word.chars().all(bare) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

fn also(text: &mut String, further: &[&str]) {
    for (index, name) in further.iter().take(FURTHER).enumerate() {
        line(text, if index == 0 { "also in" } else { "" }, name);
    }
    if let Some(rest) = further.len().checked_sub(FURTHER).filter(|rest| *rest > 0) {
        line(text, "", &format!("and {rest} more; --report DIR lists all"));
    }
}

/// The first line of what a scenario has to tell.
fn headed(word: &str, style: Style, scenario: &ScenarioResult) -> String {
    let id = painted(STRONG, escape(&scenario.id));
    format!("{} {id} {}\n", painted(style, word), escape(&scenario.name))
}

fn suite_failed(report: &Report, scenario: &ScenarioResult) -> String {
    let mut text = headed("ERROR", BAD, scenario);
    for reason in &scenario.reasons {
        line(&mut text, "suite", reason);
    }
    steps(&mut text, scenario);
    repeat(&mut text, report, scenario);
    text
}

/// A scenario in which requirements are not met: each with what shows it.
fn failed(report: &Report, scenario: &ScenarioResult) -> String {
    let mut text = headed("FAIL", BAD, scenario);
    for (id, finding) in scenario.findings.iter().filter(|(_, finding)| finding.verdict == Verdict::Fail) {
        for Evidence { records, expected, actual, note, .. } in &finding.evidence {
            line(&mut text, id.as_str(), &format!("expected {expected}"));
            line(&mut text, "actual", actual);
            if let Some(note) = note {
                line(&mut text, "note", note);
            }
            trace(&mut text, scenario, records);
        }
    }
    broken(&mut text, scenario);
    steps(&mut text, scenario);
    repeat(&mut text, report, scenario);
    text
}

/// What the deployment did, or did not do, that cut the run off or is no part of its interface.
fn broken(text: &mut String, scenario: &ScenarioResult) {
    let what = match &scenario.stop {
        Some(Stop::Broken(what)) => {
            line(text, "cut off", what);
            what
        }
        Some(Stop::Stray(what)) => return line(text, "besides", what),
        _ => return,
    };
    if let Some(code) = TroubleCode::named_in(what) {
        line(text, "explain", &format!("spec911 explain {code}"));
    }
}

/// The expectations that do not hold beside a requirement that is not met.
fn unmet_beside(scenario: &ScenarioResult) -> Option<String> {
    let mut text = headed("UNMET", BAD, scenario);
    steps(&mut text, scenario);
    (!scenario.unmet.is_empty()).then_some(text)
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
fn open(report: &Report, scenario: &ScenarioResult) -> String {
    let mut text = headed("OPEN", OPEN, scenario);
    for reason in &scenario.reasons {
        line(&mut text, "because", reason);
    }
    let tagged = |id: &&RequirementId| scenario.verdict_on(**id) == Verdict::Inconclusive;
    for id in scenario.requirements.iter().filter(tagged) {
        for Evidence { expected, actual, note, .. } in scenario.findings.get(id).into_iter().flat_map(|f| &f.evidence) {
            line(&mut text, id.as_str(), &format!("expected {expected}; {}", note.as_ref().unwrap_or(actual)));
        }
    }
    repeat(&mut text, report, scenario);
    text
}
