//! `audit`: the suite against mutants, which it must catch, and variants, which it must leave alone.

use std::num::NonZeroUsize;
use std::thread;
use std::time::Instant;

use crate::audit::{Extent, Flaw, flaws, weaknesses};
use crate::mutant::{Mutant, Variant, mutant, mutants, variants};
use crate::observation::Seeing;
use crate::report::{AuditReport, ReportDir, audit_terminal};
use crate::requirement::Catalogue;
use crate::result::Exit;
use crate::source::nearest;

use super::args::AuditArgs;
use super::audit_http::audit_http;
use super::audit_lost::lost;
use super::audit_run::{Auditing, audited};
use super::halt::{Halt, Problem};
use super::misfit::unsupported;
use super::source::gather;
use super::suite::read;
use super::terminal::Terminal;

/// Runs the command.
///
/// # Errors
///
/// A name that no mutant or variant has, a report that can't be written.
pub(super) fn audit(args: &AuditArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    args.log.begin(terminal)?;
    let catalogue = Catalogue::embedded();
    if args.list {
        terminal.say(&list());
        return Ok(Exit::Pass);
    }
    let (extent, mutants, variants) = chosen(args)?;
    let sources = gather(&[], None)?;
    let scenarios = read(&sources.files, catalogue).whole()?;
    let faults = unsupported(&scenarios, &sources.files);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let auditing = Auditing {
        catalogue,
        scenarios: &scenarios,
        seeing: if args.sampled { Seeing::Sampled } else { Seeing::Complete },
        seed: args.seed,
        jobs: args.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN),
        extent,
    };
    if args.http {
        return audit_http(args, &auditing, terminal);
    }
    let folder = args.report.as_deref().map(ReportDir::open).transpose()?;
    // The wall clock is read for the duration only, and not at all where none is reported.
    let begun = (!args.deterministic).then(Instant::now);
    let matrix = audited(&auditing, &mutants, &variants, terminal)?;
    // What sampled borders lose is part of the weaknesses.
    let asked = extent == Extent::Whole && (folder.is_some() || args.sampled);
    let lost = asked.then(|| lost(&auditing, &matrix, terminal));
    let flaws = flaws(&matrix, catalogue);
    let weaknesses = weaknesses(&matrix, lost, catalogue);
    let report = AuditReport {
        matrix,
        flaws,
        weaknesses,
        seeing: auditing.seeing,
        seed: args.seed,
        duration: begun.map(|begun| begun.elapsed()),
    };
    terminal.say(&audit_terminal(&report));
    if let Some(folder) = folder {
        folder.write_audit(&report, catalogue)?;
    }
    Ok(exit(&report.flaws))
}

/// What of the audit is asked for.
fn chosen(args: &AuditArgs) -> Result<(Extent, Vec<&'static Mutant>, Vec<Variant>), Problem> {
    if args.quick {
        return Ok((Extent::Own, mutants().collect(), Vec::new()));
    }
    if args.mutants.is_empty() && args.variants.is_empty() {
        return Ok((Extent::Whole, mutants().collect(), variants()));
    }
    let mutants = args.mutants.iter().map(|name| named(name)).collect::<Result<_, _>>()?;
    let variants = args.variants.iter().map(|name| variant(name)).collect::<Result<_, _>>()?;
    Ok((Extent::Selected, mutants, variants))
}

/// What breaks the harness says nothing of the suite.
fn exit(flaws: &[Flaw]) -> Exit {
    let of = |flaw: &Flaw| match flaw {
        Flaw::Broke { .. } | Flaw::Broken { .. } => Exit::Harness,
        Flaw::Survives { .. }
        | Flaw::Void { .. }
        | Flaw::Elsewhere { .. }
        | Flaw::Collateral { .. }
        | Flaw::Unfounded { .. }
        | Flaw::Stranger { .. }
        | Flaw::Untouched { .. }
        | Flaw::Dim { .. }
        | Flaw::Idle { .. }
        | Flaw::Twin { .. }
        | Flaw::Few { .. }
        | Flaw::Unknown { .. }
        | Flaw::Uncited { .. }
        | Flaw::Unquestioned { .. }
        | Flaw::Accused { .. }
        | Flaw::Unrun { .. } => Exit::Nonconformance,
    };
    Exit::first(flaws.iter().map(of))
}

fn list() -> String {
    let mutants = mutants().map(|mutant| format!("{:7} {:40} {}\n", mutant.row, mutant.name, mutant.says));
    let variants =
        variants().into_iter().map(|variant| format!("{:7} {:40} {}\n", "variant", variant.name, variant.says));
    mutants.chain(variants).collect()
}

/// The mutant of that name.
///
/// # Errors
///
/// There is none.
pub(super) fn named(name: &str) -> Result<&'static Mutant, Problem> {
    mutant(name).ok_or_else(|| unknown("mutant", name, mutants().map(|mutant| mutant.name)))
}

/// The variant of that name.
///
/// # Errors
///
/// There is none.
pub(super) fn variant(name: &str) -> Result<Variant, Problem> {
    let all = variants();
    let found = all.iter().find(|variant| variant.name == name).cloned();
    found.ok_or_else(|| unknown("variant", name, all.iter().map(|variant| variant.name.as_str())))
}

fn unknown<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str>) -> Problem {
    let problem = Problem::usage(format!("there is no {what} `{name}`"));
    match nearest(name, names) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem.help("`spec911 audit --list` names them all"),
    }
}
