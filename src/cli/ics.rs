//! `ics`: what a check asserts under a conformance statement.

use crate::report::{standing, standing_json};
use crate::requirement::Catalogue;
use crate::result::Exit;

use super::args::IcsArgs;
use super::halt::Halt;
use super::statement::statement;
use super::terminal::Terminal;

/// Runs the command.
///
/// # Errors
///
/// A statement that can't be read, or that has faults.
pub(super) fn ics(args: &IcsArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let catalogue = Catalogue::embedded();
    let statement = statement(args.file.as_ref(), catalogue)?;
    let show = if args.json { standing_json } else { standing };
    terminal.say(&show(&statement.ics, statement.file.as_deref(), catalogue));
    Ok(Exit::Pass)
}
