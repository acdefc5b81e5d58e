//! `audit --http`: a sample of the mutants, each behind the deployment interface in a process of its own, caught there as
//! in this one.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::audit::{Agreement, Caught, Extent, Matrix, sample};
use crate::conduct::Stop;
use crate::deployment::http::{DeploymentFile, ExchangeLog, Live};
use crate::mutant::{Mutant, mutants};
use crate::report::{HttpAudit, audit_http_terminal};
use crate::requirement::Ics;
use crate::result::{Exit, statement_of};
use crate::stimulus::Scenario;

use super::args::AuditArgs;
use super::audit::named;
use super::audit_run::{Auditing, audited};
use super::child::Child;
use super::halt::Halt;
use super::logging::LogArgs;
use super::pool::each;
use super::progress;
use super::run_one::{Conditions, Target};
use super::terminal::Terminal;

/// How many mutants are looked at.
const SAMPLE: usize = 40;

/// In how many scenarios each is run at most: a mutant that shows everywhere takes no longer than the others.
const RUNS: usize = 12;

/// What a server says before its address.
const SAYS: &str = "serving at ";

/// Runs the command on the embedded suite.
///
/// # Errors
///
/// A name that no mutant has, the faults of embedded boundaries.
pub(super) fn audit_http(args: &AuditArgs, auditing: &Auditing<'_>, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let begun = (!args.deterministic).then(Instant::now);
    let all: Vec<&'static Mutant> = mutants().collect();
    let chosen = match args.mutants.as_slice() {
        [] => sample(&all, SAMPLE, args.seed),
        names => names.iter().map(|name| named(name)).collect::<Result<_, _>>()?,
    };
    let matrix = audited(&Auditing { extent: Extent::Own, ..*auditing }, &chosen, &[], terminal)?;
    let bar = progress::bar(terminal, chosen.len(), "mutants over HTTP");
    let compared = |caught: &Caught| {
        let agreement = agreement(auditing, &matrix, caught, &args.log);
        bar.inc(1);
        agreement
    };
    let agreements = each(&matrix.mutants, auditing.jobs, compared, |_| false);
    bar.finish_and_clear();
    let duration = begun.map(|begun| begun.elapsed());
    let report = HttpAudit { agreements, of: all.len(), seed: args.seed, duration };
    terminal.say(&audit_http_terminal(&report));
    let holds = !report.agreements.is_empty() && report.agreements.iter().all(Agreement::holds);
    Ok(if holds { Exit::Pass } else { Exit::Nonconformance })
}

/// A mutant behind HTTP in scenarios that catch it in process.
fn agreement(auditing: &Auditing<'_>, matrix: &Matrix, here: &Caught, log: &LogArgs) -> Agreement {
    let (server, live) = match served(here.mutant, log) {
        Ok(served) => served,
        Err(why) => return Agreement::not_served(here.mutant, why),
    };
    let mut there = Caught::new(here.mutant);
    let (mut ids, mut stopped) = (BTreeMap::new(), 0);
    let scenario = |place: usize| Some((place, auditing.scenarios.get(place)?, matrix.scenarios.get(place)?));
    let killers = here.killers().filter_map(scenario);
    for (place, scenario, listed) in killers.filter(|(_, scenario, _)| is_served(auditing, scenario)).take(RUNS) {
        let ics = statement_of(scenario, Ics::reference(), auditing.catalogue);
        let conditions = Conditions { target: Target::Live(&live), ..auditing.conditions(&ics, None) };
        if let Some(ran) = auditing.judged(scenario, &conditions, None) {
            if let Some(Stop::Unsafe(_)) = ran.stop {
                stopped += 1;
                continue;
            }
            there.take(place, &ran);
        }
        ids.insert(place, listed.id.as_str());
    }
    server.end();
    Agreement::of(here, &there, &ids, stopped)
}

/// Whether `serve --mutant` follows the readings that a scenario holds for: it follows those of the reference.
fn is_served(auditing: &Auditing<'_>, scenario: &Scenario) -> bool {
    let reference = Ics::reference();
    statement_of(scenario, reference, auditing.catalogue).readings == reference.readings
}

/// A mutant in a process of its own.
fn served(mutant: &Mutant, log: &LogArgs) -> Result<(Child, Live), String> {
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--until-eof", "--mutant", mutant.name];
    let (child, line) = Child::start(arguments).map_err(|error| error.to_string())?;
    let base = line.trim().strip_prefix(SAYS).ok_or_else(|| format!("it does not say where it listens: {line}"))?;
    let file = DeploymentFile { address: base.to_owned(), ..DeploymentFile::reference() };
    let mut live = file.live(None);
    live.remote.log = log.tells_requests().then(|| ExchangeLog::new(|_| ()));
    tracing::info!(mutant = mutant.name, base, "a process serves it");
    Ok((child, live))
}
