//! `run`: one scenario with its trace and what the oracles find in it.

use std::fmt::Write as _;

use crate::observation::Seeing;
use crate::report::{BAD, DIM, GOOD, OPEN, STRONG, painted};
use crate::requirement::{Catalogue, Verdict};
use crate::result::{Exit, ScenarioResult, ScenarioVerdict};
use crate::source::escape;
use crate::stimulus::Scenario;

use super::args::RunArgs;
use super::halt::{Halt, Problem};
use super::misfit::unsupported;
use super::run_one::{Conditions, Target, Way, run_one};
use super::select::{Filters, select};
use super::source::gather;
use super::statement::{followed, statement};
use super::suite::read;
use super::terminal::Terminal;

/// Runs the command.
///
/// # Errors
///
/// A path that does not name one scenario, wrong files.
pub(super) fn run(args: &RunArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let catalogue = Catalogue::embedded();
    let statement = statement(args.ics.as_ref(), catalogue)?.with_packs(&args.packs, catalogue)?;
    let policy = followed(&statement.ics)?;
    let scenario = one_scenario(&args.scenario, "run", catalogue)?;
    let seeing = if args.sampled { Seeing::Sampled } else { Seeing::Complete };
    let conditions = Conditions {
        catalogue,
        ics: &statement.ics,
        target: Target::Reference(policy),
        borders: seeing.into(),
        post: Way::ByHand,
        longest: None,
    };
    let result = run_one(&scenario, &conditions, args.seed);
    let text = if args.trace { result.trace.clone() } else { format!("{}\n{}", folded(&result.trace), found(&result)) };
    terminal.say(&text);
    Ok(exit(&result))
}

/// The one scenario that a command is given, if it can be run.
///
/// # Errors
///
/// A path that does not name one scenario, wrong files.
pub(super) fn one_scenario(given: &str, command: &str, catalogue: &Catalogue) -> Result<Scenario, Halt> {
    let sources = gather(&[given.to_owned()], None)?;
    let scenarios = read(&sources.files, catalogue).whole()?;
    let (mut scenarios, _) = select(scenarios, &Filters::none(), &sources, catalogue)?;
    if scenarios.len() != 1 {
        return Err(many(given, command, &scenarios).into());
    }
    let faults = unsupported(&scenarios, &sources.files);
    if faults.is_empty() { Ok(scenarios.swap_remove(0)) } else { Err(faults.into()) }
}

/// The trace for a reader: what is the same in every run, or only a text in full, is one line a kind.
fn folded(trace: &str) -> String {
    const FOLDED: [&str; 2] = ["ics", "blob"];
    let kind = |line: &str| FOLDED.into_iter().find(|kind| line.split(' ').next() == Some(kind));
    let mut text = String::new();
    let lines: Vec<&str> = trace.lines().collect();
    for run in lines.chunk_by(|one, other| kind(one).is_some() && kind(one) == kind(other)) {
        match kind(run[0]) {
            Some(kind) => {
                let _ = writeln!(text, "{kind:7} {} lines, which --trace shows", run.len());
            }
            None => run.iter().for_each(|line| {
                let _ = writeln!(text, "{line}");
            }),
        }
    }
    text
}

fn many(given: &str, command: &str, scenarios: &[Scenario]) -> Problem {
    let problem = Problem::usage(format!("`{given}` names {} scenarios, and `{command}` takes one", scenarios.len()));
    let help = scenarios.first().map(|first| format!("such as `spec911 {command} {}`", first.id)).unwrap_or_default();
    problem.help(help)
}

fn found(result: &ScenarioResult) -> String {
    let mut text = String::new();
    for (id, finding) in &result.findings {
        if finding.verdict == Verdict::NotTriggered {
            continue;
        }
        let style = match finding.verdict {
            Verdict::Pass => GOOD,
            Verdict::Fail | Verdict::Error => BAD,
            Verdict::Inconclusive => OPEN,
            Verdict::NotTriggered | Verdict::NotApplicable | Verdict::Observed => DIM,
        };
        let _ = writeln!(text, "{} {}", painted(STRONG, id), painted(style, finding.verdict));
        for evidence in &finding.evidence {
            let records: Vec<String> = evidence.records.iter().map(|record| format!("#{record}")).collect();
            let seen = format!("expected {}; {} {}", evidence.expected, evidence.actual, records.join(" "));
            let _ = writeln!(text, "    {}", escape(seen.trim_end()));
        }
    }
    for unmet in &result.unmet {
        let told = format!("{} ({}): {}", unmet.phrase, unmet.origin, unmet.actual);
        let _ = writeln!(text, "{} {}", painted(BAD, "unmet"), escape(&told));
    }
    let _ = writeln!(text, "{}: {}", painted(STRONG, escape(&result.id)), result.verdict);
    for reason in &result.reasons {
        let _ = writeln!(text, "    {}", escape(reason));
    }
    text
}

fn exit(result: &ScenarioResult) -> Exit {
    match result.verdict {
        ScenarioVerdict::Pass => Exit::Pass,
        ScenarioVerdict::Fail => Exit::Nonconformance,
        ScenarioVerdict::Inconclusive | ScenarioVerdict::Observed => Exit::Inconclusive,
        ScenarioVerdict::Error => Exit::Harness,
        ScenarioVerdict::Excluded | ScenarioVerdict::NotRun => Exit::Empty,
    }
}
