//! A deployment behind HTTP as the command line names it: its file, its token, its statement, and whether it is there.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::deployment::http::{
    DeploymentFile, Diagnosis, ExchangeLog, Health, Live, SHORTEST_SECRET, Secret, SecretSource, TroubleCode, examine,
};
use crate::requirement::{Catalogue, Ics};
use crate::result::Exit;

use super::doctor::exit_of;
use super::halt::{Halt, Problem};
use super::logging::LogArgs;
use super::statement::{Statement, statement};
use super::suite::{name_of, read_file};

/// A deployment behind HTTP.
pub(super) struct Deployed {
    /// What its file says.
    pub(super) file: DeploymentFile,
    /// How scenarios are run against it.
    pub(super) live: Live,
    folder: PathBuf,
}

impl Deployed {
    /// Reads a deployment file and fetches the token that it names.
    ///
    /// # Errors
    ///
    /// A file that can't be read, every fault of it, a token that is not there.
    pub(super) fn read(path: &Path) -> Result<Self, Halt> {
        let named = name_of(path);
        if !path.exists() {
            let problem = Problem::usage(format!("there is no file `{named}`"));
            return Err(problem.help("docs/certify-a-deployment.md shows how to write a deployment file").into());
        }
        let text = read_file(path, &named).map_err(|fault| vec![*fault])?;
        let file = DeploymentFile::read(&named, &text)?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let token = file.token.as_ref().map(|source| token(source, &folder)).transpose()?;
        let live = file.live(token);
        Ok(Deployed { file, live, folder })
    }

    /// Tells every exchange to a file, in full, and to the log, in short, as far as they want to know.
    ///
    /// # Errors
    ///
    /// The file can't be written to.
    pub(super) fn tell_requests(&mut self, file: Option<&Path>, log: &LogArgs) -> Result<(), Problem> {
        let Some(path) = file else {
            self.live.remote.log =
                log.tells_requests().then(|| ExchangeLog::new(self.live.remote.token.clone(), |_| ()));
            return Ok(());
        };
        let wrong = |error: std::io::Error| Problem::usage(format!("{}: {error}", name_of(path)));
        let file = std::sync::Mutex::new(fs::File::create(path).map_err(wrong)?);
        self.live.remote.log = Some(ExchangeLog::new(self.live.remote.token.clone(), move |line| {
            if let Ok(mut file) = file.lock() {
                // A disk that fills up changes no verdict.
                let _ = writeln!(file, "{line}");
            }
        }));
        Ok(())
    }

    /// The statement that the command line names, else that of the deployment file, else the reference's.
    ///
    /// # Errors
    ///
    /// A statement that can't be read, or is wrong.
    pub(super) fn statement(&self, given: Option<&PathBuf>, catalogue: &Catalogue) -> Result<Statement, Halt> {
        let own = self.file.ics.as_ref().map(|ics| self.folder.join(ics));
        statement(given.or(own.as_ref()), catalogue)
    }

    /// What a first look at the deployment finds, line by line.
    pub(super) fn looked_at(&self, ics: &Ics) -> Vec<Diagnosis> {
        let lines = examine(&self.live, self.file.level, self.file.clock, ics);
        for Diagnosis { what, health, seen, .. } in &lines {
            tracing::info!(%health, seen, "looked at {what}");
        }
        lines
    }

    /// Looks at the deployment, once, before the first scenario.
    ///
    /// # Errors
    ///
    /// Something is not as a check needs it: every line that says so.
    pub(super) fn examine(&self, ics: &Ics) -> Result<(), Problem> {
        let lines = self.looked_at(ics);
        let failed: Vec<&Diagnosis> = lines.iter().filter(|line| line.health == Health::Fail).collect();
        let Some(first) = failed.first() else { return Ok(()) };
        let mut problem = Problem::new(exit_of(&lines), format!("{}: {}", first.what, first.seen));
        for other in failed.iter().skip(1) {
            problem = problem.note(format!("{}: {}", other.what, other.seen));
        }
        if let Some(code) = TroubleCode::named_in(&first.seen) {
            problem = problem.note(format!("spec911 explain {code}"));
        }
        Err(problem.help(first.remedy.unwrap_or("`spec911 doctor` shows all that was looked at")))
    }
}

/// The token that a deployment file names. What it is stands in no message.
fn token(source: &SecretSource, folder: &Path) -> Result<Secret, Problem> {
    let missing = |why: String| Problem::new(Exit::Deployment, why).help("the token is read when a check begins");
    let text = match (&source.environment, &source.file) {
        (Some(name), _) => {
            std::env::var(name).map_err(|_| missing(format!("the environment variable {name} is not set")))?
        }
        (None, Some(file)) => {
            let path = folder.join(file);
            fs::read_to_string(&path).map_err(|error| missing(format!("{}: {error}", name_of(&path))))?
        }
        (None, None) => return Err(missing("no place of a token is named".to_owned())),
    };
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(missing("the token is empty, or no text that a header can hold".to_owned()));
    }
    if text.len() < SHORTEST_SECRET {
        let why = format!(
            "the token has fewer than {SHORTEST_SECRET} characters: such a text could not be kept out of reports"
        );
        return Err(missing(why));
    }
    Ok(Secret::new(text))
}
