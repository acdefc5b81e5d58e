//! `mail gallery`: every mail of the suite, and of each territory in its language, in one page and as files.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;

use crate::notice::Wordings;
use crate::report::{Exhibit, write_gallery};
use crate::requirement::{Catalogue, Ics, RequirementId};
use crate::result::{Exit, statement_of};
use crate::scenario::mail_matrix;
use crate::stimulus::Scenario;

use super::halt::{Halt, Problem};
use super::mail_args::GalleryArgs;
use super::mail_run::{Stationery, sent};
use super::misfit::unsupported;
use super::pool::each;
use super::progress;
use super::select::{Filters, select};
use super::source::gather;
use super::statement::{followed, statement};
use super::suite::{name_of, read};
use super::templates::wordings;
use super::terminal::Terminal;

/// How many mails of one scenario are shown: a thousand agents send the same a thousand times.
const SHOWN: usize = 12;

/// Runs the command.
///
/// # Errors
///
/// Wrong paths or files, a scenario whose run breaks, no mail at all, a folder that can't be written to.
pub(super) fn mail_gallery(args: &GalleryArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let catalogue = Catalogue::embedded();
    let statement = statement(args.source.ics.as_ref(), catalogue)?;
    let wordings = wordings(args.source.templates.as_ref())?;
    let scenarios = scenarios(&args.paths, catalogue)?;
    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let bar = progress::bar(terminal, scenarios.len(), "scenarios");
    let work = |scenario: &Scenario| {
        let shown = exhibits(scenario, catalogue, &statement.ics, &wordings, args.seed);
        bar.inc(1);
        shown
    };
    let all = each(&scenarios, jobs, work, Result::is_err);
    bar.finish_and_clear();
    let exhibits: Vec<Exhibit> = all.into_iter().collect::<Result<Vec<_>, Problem>>()?.into_iter().flatten().collect();
    if exhibits.is_empty() {
        let problem = Problem::new(Exit::Empty, "none of these scenarios sends a mail");
        return Err(problem.help("`spec911 mail gallery DIR` without a path shows the mails of the suite").into());
    }
    write_gallery(&args.folder, "Mails about emergency calls", &exhibits)?;
    let folder = name_of(&args.folder);
    terminal.say(&format!("{} mails in {folder}/index.html, as messages in {folder}/mails\n", exhibits.len()));
    Ok(Exit::Pass)
}

/// The scenarios of paths, else the matrix of territories and the embedded suite.
fn scenarios(paths: &[String], catalogue: &Catalogue) -> Result<Vec<Scenario>, Halt> {
    let sources = gather(paths, None)?;
    let suite = read(&sources.files, catalogue).whole()?;
    let (suite, _) = select(suite, &Filters::none(), &sources, catalogue)?;
    let faults = unsupported(&suite, &sources.files);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let mut scenarios = if paths.is_empty() { mail_matrix()? } else { Vec::new() };
    scenarios.extend(suite);
    Ok(scenarios)
}

/// The mails of a scenario. One of another reading than the one declared is run with its own, since nothing is judged.
fn exhibits(
    scenario: &Scenario,
    catalogue: &Catalogue,
    ics: &Ics,
    wordings: &Arc<Wordings>,
    seed: u64,
) -> Result<Vec<Exhibit>, Problem> {
    let ics = statement_of(scenario, ics, catalogue);
    let policy = followed(&ics)?;
    let ran = sent(scenario, &Stationery { catalogue, ics: &ics, policy, wordings }, seed)?;
    let all = ran.mails(&scenario.id);
    let total = all.len();
    let requirements: Vec<String> =
        scenario.tags.iter().filter(|tag| tag.parse::<RequirementId>().is_ok()).cloned().collect();
    let exhibit = |(place, submitted): (usize, crate::deployment::Submitted<'_>)| Exhibit {
        scenario: scenario.id.clone(),
        title: scenario.name.clone(),
        story: scenario.story.clone(),
        requirements: requirements.clone(),
        place: (place, total, total.saturating_sub(SHOWN)),
        mail: submitted.mail.clone(),
        message: submitted.message().map_err(|why| why.to_string()),
    };
    Ok((1..).zip(all).take(SHOWN).map(exhibit).collect())
}
