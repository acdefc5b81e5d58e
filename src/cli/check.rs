//! `check`: runs scenarios and judges every requirement.

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::thread;
use std::time::Instant;

use crate::observation::{ClockMode, Seeing};
use crate::reference::Policy;
use crate::report::{DIM, ReportDir, painted, terminal as rendered};
use crate::requirement::Catalogue;
use crate::result::{Exit, Report, ScenarioResult, ScenarioVerdict, Selection, Setting};
use crate::source::escape;
use crate::stimulus::Scenario;

use super::args::CheckArgs;
use super::halt::Halt;
use super::pool::each;
use super::progress;
use super::run_one::{Conditions, REFERENCE, run_one, unsupported};
use super::select::{Filters, select};
use super::source::gather;
use super::statement::{Statement, followed, statement};
use super::suite::read;
use super::terminal::Terminal;

/// Why scenarios after the first failed one have no verdict.
const STOPPED: &str = "an earlier scenario failed, and --fail-fast was given";

/// Runs the command.
///
/// # Errors
///
/// A wrong command line, wrong files, an empty selection, a report that can't be written.
pub(super) fn check(args: &CheckArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let catalogue = Catalogue::embedded();
    let filters = Filters::read(args, catalogue)?;
    let statement = statement(args.ics.as_ref(), catalogue)?;
    let policy = followed(&statement.ics)?;
    let sources = gather(&args.paths, args.features.as_deref())?;
    let scenarios = read(&sources.files, catalogue)?;
    let (scenarios, selection) = select(scenarios, &filters, &sources, catalogue)?;
    if args.list {
        terminal.say(&list(&scenarios));
        return Ok(Exit::Pass);
    }
    let faults = unsupported(&scenarios, &sources.files);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let folder = args.report.as_deref().map(ReportDir::open).transpose()?;
    let report = run_all(args, (statement, policy), &scenarios, selection, terminal);
    terminal.say(&rendered(&report, catalogue));
    if let Some(folder) = folder {
        folder.write(&report)?;
    }
    Ok(Exit::of(&report))
}

fn list(scenarios: &[Scenario]) -> String {
    let mut text = String::new();
    for scenario in scenarios {
        let tags: Vec<String> = scenario.tags.iter().map(|tag| format!("@{}", escape(tag))).collect();
        let _ =
            writeln!(text, "{}  {}  {}", escape(&scenario.id), escape(&scenario.name), painted(DIM, tags.join(" ")));
    }
    text
}

// The wall clock is read for durations only, and not at all for --deterministic reports.
fn run_all(
    args: &CheckArgs,
    (statement, policy): (Statement, Policy),
    scenarios: &[Scenario],
    selection: Selection,
    terminal: &Terminal,
) -> Report {
    let catalogue = Catalogue::embedded();
    let Statement { ics, file } = statement;
    let seeing = if args.sampled { Seeing::Sampled } else { Seeing::Complete };
    let conditions = Conditions { catalogue, ics: &ics, policy, seed: args.seed, seeing };
    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let bar = progress::bar(terminal, scenarios.len());
    let begun = Instant::now();
    let work = |scenario: &Scenario| {
        let begun = Instant::now();
        let mut result = run_one(scenario, &conditions);
        result.duration = (!args.deterministic).then(|| begun.elapsed());
        bar.inc(1);
        result
    };
    let mut results = each(scenarios, jobs, work, |result| args.fail_fast && failed(result));
    let left = scenarios.iter().skip(results.len());
    results.extend(left.map(|scenario| ScenarioResult::not_run(scenario, catalogue, args.seed, STOPPED)));
    bar.finish_and_clear();
    let setting = Setting {
        suite_version: env!("CARGO_PKG_VERSION").to_owned(),
        deployment: REFERENCE.to_owned(),
        clock: ClockMode::Virtual,
        seeing,
        seed: args.seed,
        ics,
        statement: file,
        selection,
        features: args.features.as_ref().map(|folder| folder.display().to_string()),
    };
    let mut report = Report::new(catalogue, setting, results);
    report.duration = (!args.deterministic).then(|| begun.elapsed());
    report
}

fn failed(result: &ScenarioResult) -> bool {
    match result.verdict {
        ScenarioVerdict::Fail | ScenarioVerdict::Error => true,
        ScenarioVerdict::Pass
        | ScenarioVerdict::Observed
        | ScenarioVerdict::Inconclusive
        | ScenarioVerdict::Excluded
        | ScenarioVerdict::NotRun => false,
    }
}
