//! The conformance statement of a command line: the file that `--ics` names, else the reference's own.

use std::path::{Path, PathBuf};

use crate::reference::{ALTERNATIVES, Policy};
use crate::requirement::{Catalogue, Ics, one_of};
use crate::result::Exit;
use crate::source::{escape, nearest};

use super::halt::{Halt, Problem};
use super::source::nearest_of;
use super::suite::{name_of, read_file};

/// What a file of YAML ends with.
const ENDINGS: [&str; 2] = [".yaml", ".yml"];

/// What is declared, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// What is declared.
    pub(super) ics: Ics,
    /// The file that declares it; none is the reference's own.
    pub(super) file: Option<String>,
}

/// Reads a statement.
///
/// # Errors
///
/// A file that does not exist or can't be read; every fault that it has.
pub(super) fn statement(path: Option<&PathBuf>, catalogue: &Catalogue) -> Result<Statement, Halt> {
    let Some(path) = path else { return Ok(Statement { ics: Ics::reference().clone(), file: None }) };
    let name = name_of(path);
    if !path.exists() {
        let is_yaml = |path: &Path| ENDINGS.iter().any(|ending| name_of(path).ends_with(ending));
        let problem = Problem::usage(format!("there is no file `{name}`"));
        return Err(match nearest_of(path, is_yaml) {
            Some(meant) => problem.help(format!("did you mean `{meant}`?")),
            None => problem.help("`spec911 ics` shows what the reference declares"),
        }
        .into());
    }
    let text = read_file(path, &name).map_err(|fault| vec![*fault])?;
    let ics = Ics::load(&name, &text, catalogue)?;
    Ok(Statement { ics, file: Some(name) })
}

impl Statement {
    /// The same, with packs that are followed besides those that it declares.
    ///
    /// # Errors
    ///
    /// A pack that the catalogue does not know.
    pub(super) fn with_packs(mut self, packs: &[String], catalogue: &Catalogue) -> Result<Statement, Problem> {
        let known = catalogue.packs();
        for pack in packs {
            if !known.contains(pack.as_str()) {
                let problem = Problem::usage(format!("the catalogue has no pack `{}`", escape(pack)));
                return Err(match nearest(pack, known.iter().copied()) {
                    Some(meant) => problem.help(format!("did you mean `{meant}`?")),
                    None => problem.help(format!("expected {}", one_of(known.into_iter()))),
                });
            }
            self.ics.packs.insert(pack.clone());
        }
        Ok(self)
    }
}

/// The policy of the embedded reference under a statement.
///
/// # Errors
///
/// A reading that the reference can't follow: judged by it, the reference would look wrong.
pub(super) fn followed(ics: &Ics) -> Result<Policy, Problem> {
    let is_known = |row: &str, name: &str| ALTERNATIVES.iter().any(|other| other.row == row && other.name == name);
    match ics.readings.iter().find(|(row, name)| !is_known(row.as_str(), name)) {
        None => Ok(Policy::declared(ics)),
        Some((row, name)) => {
            let problem = Problem::new(Exit::Deployment, format!("the embedded reference can't follow `{row}={name}`"));
            Err(problem.help("leave the reading out: only a deployment that follows it can be judged by it"))
        }
    }
}
