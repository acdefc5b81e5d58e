//! `audit --http`: a sample of the mutants, each behind the deployment interface in a process of its own, caught there as
//! in this one.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::time::Instant;

use crate::audit::{Agreement, Caught, Extent, Gap, Matrix, sample};
use crate::conduct::Stop;
use crate::deployment::http::{DeploymentFile, ExchangeLog, Live};
use crate::mutant::{Mutant, mutants};
use crate::report::{HttpAudit, audit_http_terminal};
use crate::requirement::{Ics, RequirementId};
use crate::result::{Exit, statement_of};

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
    let report = HttpAudit { agreements, of: all.len(), seeing: auditing.seeing, seed: args.seed, duration };
    terminal.say(&audit_http_terminal(&report));
    Ok(exit(&report.agreements))
}

/// What keeps a run from being made says nothing of the suite.
fn exit(agreements: &[Agreement]) -> Exit {
    let of = |gap: &Gap| match gap {
        Gap::NotServed(_) | Gap::Broke { .. } => Exit::Harness,
        Gap::NotCaught | Gap::Rows { .. } => Exit::Nonconformance,
    };
    let nothing = agreements.is_empty().then_some(Exit::Empty);
    Exit::first(agreements.iter().flat_map(|one| &one.gaps).map(of).chain(nothing))
}

/// A mutant behind HTTP in scenarios that catch it in process.
fn agreement(auditing: &Auditing<'_>, matrix: &Matrix, here: &Caught, log: &LogArgs) -> Agreement {
    let mut there = Caught::new(here.mutant);
    let (mut ids, mut stopped) = (BTreeMap::new(), 0);
    let killer = |place: usize| Some((place, auditing.scenarios.get(place)?, matrix.scenarios.get(place)?));
    let mut server: Option<Server> = None;
    for (place, scenario, listed) in here.killers().filter_map(killer).take(RUNS) {
        let ics = statement_of(scenario, Ics::reference(), auditing.catalogue);
        // The readings of a server are those of its process.
        let server = match server.take().filter(|server| server.readings == ics.readings) {
            Some(same) => server.insert(same),
            None => match Server::start(here.mutant, &ics, log) {
                Ok(started) => server.insert(started),
                Err(why) => return Agreement::not_served(here.mutant, why),
            },
        };
        let conditions = Conditions { target: Target::Live(&server.live), ..auditing.conditions(&ics, None) };
        if let Some(ran) = auditing.judged(scenario, &conditions, None) {
            if let Some(Stop::Unsafe(_)) = ran.stop {
                stopped += 1;
                continue;
            }
            there.take(place, &ran);
        }
        ids.insert(place, listed.id.as_str());
    }
    Agreement::of(here, &there, &ids, stopped)
}

/// A mutant in a process of its own, which follows some readings.
struct Server {
    live: Live,
    readings: BTreeMap<RequirementId, String>,
    _process: Child,
}

impl Server {
    fn start(mutant: &Mutant, ics: &Ics, log: &LogArgs) -> Result<Server, String> {
        let broken = |error: io::Error| error.to_string();
        let mut statement = tempfile::Builder::new().suffix(".yaml").tempfile().map_err(broken)?;
        // It is read when the process starts, and may be gone afterwards. Nothing else of a statement changes what the
        // reference does: a scenario declares readings and packs alone.
        let readings: BTreeMap<&str, &str> =
            ics.readings.iter().map(|(row, name)| (row.as_str(), name.as_str())).collect();
        writeln!(statement, "{}", serde_json::json!({ "readings": readings })).map_err(broken)?;
        let named =
            ["serve", "--listen", "127.0.0.1:0", "--until-eof", "--mutant", mutant.name, "--ics"].map(OsStr::new);
        let arguments = named.into_iter().chain([statement.path().as_os_str()]);
        let (process, line) = Child::start(arguments).map_err(broken)?;
        let base = line.trim().strip_prefix(SAYS).ok_or_else(|| format!("it does not say where it listens: {line}"))?;
        let file = DeploymentFile { address: base.to_owned(), ..DeploymentFile::reference() };
        let mut live = file.live(None);
        live.remote.log = log.tells_requests().then(|| ExchangeLog::new(None, |_| ()));
        tracing::info!(mutant = mutant.name, base, "a process serves it");
        Ok(Server { live, readings: ics.readings.clone(), _process: process })
    }
}
