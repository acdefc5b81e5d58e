//! A deployment behind HTTP as the command line names it: its file, its token, its statement, and whether it is there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::deployment::http::{DeploymentFile, Live, Secret, SecretSource, Trouble, greet};
use crate::requirement::Catalogue;
use crate::result::Exit;

use super::halt::{Halt, Problem};
use super::statement::{Statement, statement};
use super::suite::{name_of, read_file};

/// A deployment behind HTTP.
pub(super) struct Deployed {
    /// What its file says.
    pub(super) file: DeploymentFile,
    /// The name of its file.
    pub(super) named: String,
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
        Ok(Deployed { file, named, live, folder })
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

    /// Asks the deployment what it is, once, before the first scenario.
    ///
    /// # Errors
    ///
    /// It is not there, is something else, or offers less than its file says.
    pub(super) fn greet(&self) -> Result<(), Problem> {
        let wrong = |why: String| {
            let problem = Problem::new(Exit::Deployment, why);
            problem.help(format!("is it running, and is the address in {} right?", self.named))
        };
        let said = greet(&self.live).map_err(|trouble: Trouble| wrong(trouble.to_string()))?;
        match said.misfit(self.file.level) {
            None => Ok(()),
            Some(why) => Err(wrong(format!("{}: {why}", self.file.address))),
        }
    }
}

/// The token that a deployment file names. What it is stands in no message.
fn token(source: &SecretSource, folder: &Path) -> Result<Secret, Problem> {
    let missing = |why: String| Problem::new(Exit::Deployment, why).help("the token is read when a check begins");
    let text = match (&source.environment, &source.file) {
        (Some(name), _) => std::env::var(name).map_err(|_| missing(format!("the environment variable {name} is not set")))?,
        (None, Some(file)) => {
            let path = folder.join(file);
            fs::read_to_string(&path).map_err(|error| missing(format!("{}: {error}", name_of(&path))))?
        }
        (None, None) => return Err(missing("no place of a token is named".to_owned())),
    };
    let text = text.trim();
    let fits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
    if fits { Ok(Secret::new(text)) } else { Err(missing("the token is empty, or no text that a header can hold".to_owned())) }
}
