//! `requirements`: all rows of the catalogue, or one in full.

use std::fmt::Write as _;

use crate::report::{DIM, STRONG, painted, row_in_full};
use crate::requirement::Catalogue;
use crate::result::Exit;

use super::args::RequirementsArgs;
use super::halt::Halt;
use super::select::requirement;
use super::terminal::Terminal;

/// Columns of a statement in the list; longer ones are cut, `requirements ID` has them whole.
const STATEMENT: usize = 88;

/// Runs the command.
///
/// # Errors
///
/// An id that the catalogue does not have.
pub(super) fn requirements(args: &RequirementsArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let catalogue = Catalogue::embedded();
    let text = match &args.id {
        Some(id) => {
            let id = requirement(id, catalogue)?;
            catalogue.get(&id).map(|row| row_in_full(row, catalogue)).unwrap_or_default()
        }
        None => list(catalogue),
    };
    terminal.say(&text);
    Ok(Exit::Pass)
}

fn list(catalogue: &Catalogue) -> String {
    let mut text = String::new();
    for row in catalogue.rows() {
        let cut: String = row.statement.chars().take(STATEMENT).collect();
        let dots = if cut.len() < row.statement.len() { "…" } else { "" };
        let obligation = row.obligation.name();
        let _ = writeln!(text, "{}  {obligation:7}  {cut}{dots}", painted(STRONG, row.id));
    }
    let hash = catalogue.hash();
    let count = catalogue.rows().len();
    let _ =
        writeln!(text, "\n{count} rows, {} of them base; revision {}", catalogue.base().count(), catalogue.revision());
    let _ = writeln!(text, "{}", painted(DIM, hash));
    text
}
