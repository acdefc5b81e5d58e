//! `check`: runs scenarios and judges every requirement.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::conduct::Stop;
use crate::deployment::Borders;
use crate::deployment::http::{Interrupt, TroubleCode, interrupted, listen_for_interrupts};
use crate::deployment::safety::{Danger, DialCheck};
use crate::mutant::{Mutant, Variant};
use crate::observation::ClockMode;
use crate::report::{DIM, ReportDir, painted, shell_word, terminal as rendered};
use crate::requirement::{Catalogue, Ics};
use crate::result::{CutOff, Exit, Report, ScenarioResult, Setting};
use crate::source::escape;
use crate::stimulus::{Fact, Scenario};
use crate::time::Span;

use super::args::CheckArgs;
use super::audit::{named, variant};
use super::deployed::Deployed;
use super::halt::{Halt, Problem};
use super::misfit::unsupported;
use super::run_all::{Pace, Running, order, run_all};
use super::run_one::{Conditions, REFERENCE, Target, Way};
use super::select::{Filters, select};
use super::source::gather;
use super::statement::{Statement, followed, statement};
use super::suite::{name_of, read};
use super::terminal::Terminal;
use super::version::suite_hash;

/// Runs the command.
///
/// # Errors
///
/// A wrong command line, wrong files, an empty selection, a report that can't be written.
pub(super) fn check(args: &CheckArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    args.log.begin(terminal)?;
    let catalogue = Catalogue::embedded();
    let filters = Filters::read(args, catalogue)?;
    let mut judged = Judged::of(args)?;
    if let Judged::Deployed(deployed) = &mut judged {
        deployed.tell_requests(args.trace_http.as_deref(), &args.log)?;
    }
    let statement = judged.statement(args, catalogue)?.with_packs(&args.packs, catalogue)?;
    let target = judged.target(&statement.ics)?;
    let sources = gather(&args.paths, args.features.as_deref())?;
    let suite = read(&sources.files, catalogue);
    if args.list && !suite.faults.is_empty() {
        // What can be read is listed all the same.
        let listed = select(suite.scenarios, &filters, &sources, catalogue);
        listed.iter().for_each(|(scenarios, _)| terminal.say(&list(scenarios, args.shuffle)));
        return Err(suite.faults.into());
    }
    if !suite.faults.is_empty() {
        let mut faults = suite.faults;
        faults.extend(unsupported(&suite.scenarios, &sources.files));
        faults.sort();
        return Err(faults.into());
    }
    let (scenarios, selection) = select(suite.scenarios, &filters, &sources, catalogue)?;
    if args.list {
        terminal.say(&list(&scenarios, args.shuffle));
        return Ok(Exit::Pass);
    }
    let faults = unsupported(&scenarios, &sources.files);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let folder = args.report.as_deref().map(ReportDir::open).transpose()?;
    if let Judged::Deployed(deployed) = &judged {
        if args.dry_run {
            terminal.say(&dry_run(&scenarios));
            return Ok(Exit::Pass);
        }
        listen_for_interrupts();
        let examined = deployed.examine(&statement.ics);
        // Whoever interrupts the look gets the report of an interrupted check.
        if interrupted().is_none() {
            examined?;
        }
    }
    let borders = judged.borders(args);
    let (post, clock) = match (args.latency, args.smtp) {
        _ if judged.is_real() => (Way::ByHand, ClockMode::Real),
        (true, _) => (Way::Latency, ClockMode::Real),
        (false, true) => (Way::Smtp, ClockMode::Virtual),
        (false, false) => (Way::ByHand, ClockMode::Virtual),
    };
    let conditions = Conditions { catalogue, ics: &statement.ics, target, borders, post, longest: judged.longest() };
    let (results, duration) = run_all(&scenarios, &Running::of(args, judged.pace()), &conditions, terminal);
    if let Some(problem) = results.iter().find_map(halting) {
        return Err(problem.into());
    }
    let setting = Setting {
        suite_version: env!("CARGO_PKG_VERSION").to_owned(),
        suite_hash: suite_hash(&sources.files),
        deployment: judged.name(),
        options: options(args),
        clock,
        seeing: borders.way(),
        seed: args.seed,
        repeat: args.repeat.get(),
        shuffle: args.shuffle,
        ics: statement.ics,
        statement: statement.file,
        selection,
        features: args.features.as_ref().map(|folder| folder.display().to_string()),
    };
    let mut report = Report::new(catalogue, setting, results);
    report.duration = duration;
    report.cut_off = interrupted().map(|interrupt| match interrupt {
        Interrupt::Interrupted => CutOff::Interrupted,
        Interrupt::Terminated => CutOff::Terminated,
    });
    terminal.say(&rendered(&report, catalogue));
    if let Some(folder) = folder {
        folder.write(&report, catalogue)?;
    }
    Ok(Exit::of(&report))
}

/// What each scenario would have dialled on a deployment, and how dangerous that is; nothing is sent.
fn dry_run(scenarios: &[Scenario]) -> String {
    let mut text = String::new();
    for scenario in scenarios {
        let facts: Vec<Fact> = scenario.facts.iter().map(|fact| fact.value.clone()).collect();
        for (dialled, danger) in DialCheck::new(&facts).dials(scenario) {
            let needs = match danger {
                Danger::Emergency => "emergency: every path has to be proven first",
                Danger::TestCall => {
                    "test call: every path has to be proven first, and the deployment file has to allow it"
                }
                Danger::None => "harmless: every path has to be proven first all the same",
            };
            let _ =
                writeln!(text, "{}  dials {}  {}", escape(&scenario.id), escape(dialled.as_str()), painted(DIM, needs));
        }
    }
    text
}

/// What is judged.
enum Judged {
    Reference,
    Mutant(&'static Mutant),
    Variant(Box<Variant>),
    Deployed(Box<Deployed>),
}

impl Judged {
    fn of(args: &CheckArgs) -> Result<Self, Halt> {
        Ok(match (&args.deployment, &args.mutant, &args.variant) {
            (Some(file), _, _) => Judged::Deployed(Box::new(Deployed::read(file)?)),
            (None, Some(name), _) => Judged::Mutant(named(name)?),
            (None, None, Some(name)) => Judged::Variant(Box::new(variant(name)?)),
            (None, None, None) => Judged::Reference,
        })
    }

    fn statement(&self, args: &CheckArgs, catalogue: &Catalogue) -> Result<Statement, Halt> {
        match self {
            Judged::Variant(variant) => Ok(Statement { ics: variant.ics.clone(), file: None }),
            Judged::Deployed(deployed) => deployed.statement(args.ics.as_ref(), catalogue),
            Judged::Reference | Judged::Mutant(_) => statement(args.ics.as_ref(), catalogue),
        }
    }

    fn target(&self, ics: &Ics) -> Result<Target<'_>, Problem> {
        Ok(match self {
            Judged::Reference => Target::Reference(followed(ics)?),
            Judged::Mutant(mutant) => Target::Changed(followed(ics)?, mutant.change),
            Judged::Variant(variant) => Target::Changed(followed(ics)?, variant.change),
            Judged::Deployed(deployed) => Target::Live(&deployed.live),
        })
    }

    /// How the borders are seen.
    fn borders(&self, args: &CheckArgs) -> Borders {
        match self {
            Judged::Deployed(deployed) => deployed.live.borders(),
            Judged::Reference | Judged::Mutant(_) | Judged::Variant(_) if args.sampled => Borders::Sampled,
            Judged::Reference | Judged::Mutant(_) | Judged::Variant(_) => Borders::Complete,
        }
    }

    /// What its scenarios do most of their time.
    fn pace(&self) -> Pace {
        match self {
            Judged::Deployed(_) if self.is_real() => Pace::Waits,
            Judged::Deployed(_) => Pace::Asks,
            Judged::Reference | Judged::Mutant(_) | Judged::Variant(_) => Pace::Computes,
        }
    }

    fn is_real(&self) -> bool {
        matches!(self, Judged::Deployed(deployed) if deployed.live.clock == ClockMode::Real)
    }

    /// The longest time that a scenario may need, where it has to be waited for.
    fn longest(&self) -> Option<Span> {
        match self {
            Judged::Deployed(deployed) => deployed.file.longest_scenario(),
            Judged::Reference | Judged::Mutant(_) | Judged::Variant(_) => None,
        }
    }

    /// What reports call it.
    fn name(&self) -> String {
        match self {
            Judged::Reference => REFERENCE.to_owned(),
            Judged::Mutant(mutant) => format!("the mutant {}", mutant.name),
            Judged::Variant(variant) => format!("the variant {}", variant.name),
            Judged::Deployed(deployed) => deployed.file.name.clone(),
        }
    }
}

/// The options under which a scenario runs again as it did.
fn options(args: &CheckArgs) -> Vec<String> {
    let file = |option: &str, path: &PathBuf| format!("{option} {}", shell_word(&name_of(path)));
    let ics = args.ics.as_ref().map(|path| file("--ics", path));
    let packs = args.packs.iter().map(|pack| format!("--pack {}", shell_word(pack)));
    let judged = [
        args.deployment.as_ref().map(|path| file("--deployment", path)),
        args.mutant.as_ref().map(|name| format!("--mutant {}", shell_word(name))),
        args.variant.as_ref().map(|name| format!("--variant {}", shell_word(name))),
    ];
    let ways = [(args.sampled, "--sampled"), (args.latency, "--latency"), (args.smtp, "--smtp")];
    let ways = ways.into_iter().filter(|(is_given, _)| *is_given).map(|(_, option)| option.to_owned());
    ics.into_iter().chain(packs).chain(judged.into_iter().flatten()).chain(ways).collect()
}

/// What ends a check as a whole: a deployment that is gone, or that could reach a real emergency service.
fn halting(result: &ScenarioResult) -> Option<Problem> {
    let (exit, what, help) = match result.stop.as_ref()? {
        Stop::Unreachable(what) => (Exit::Deployment, what, "is the deployment still running?"),
        Stop::Unsafe(what) => (
            Exit::Safety,
            what,
            "docs/certify-a-deployment.md says what a deployment has to show before it is dialled on",
        ),
        Stop::Ended | Stop::Unbound { .. } | Stop::Fault(_) | Stop::Broken(_) | Stop::Stray(_) | Stop::Interrupted => {
            return None;
        }
    };
    let problem = Problem::new(exit, what.clone()).note(format!("in {}", result.id));
    let problem = match TroubleCode::named_in(what) {
        Some(code) => problem.note(format!("spec911 explain {code}")),
        None => problem,
    };
    Some(problem.help(help))
}

/// The scenarios in the order in which they would run.
fn list(scenarios: &[Scenario], shuffle: Option<u64>) -> String {
    let mut text = String::new();
    for scenario in order(scenarios.len(), shuffle).into_iter().filter_map(|place| scenarios.get(place)) {
        let tags: Vec<String> = scenario.tags.iter().map(|tag| format!("@{}", escape(tag))).collect();
        let _ =
            writeln!(text, "{}  {}  {}", escape(&scenario.id), escape(&scenario.name), painted(DIM, tags.join(" ")));
    }
    text
}
