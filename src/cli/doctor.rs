//! `doctor`: a first look at a deployment, line by line.

use std::fmt::Write as _;

use crate::deployment::http::{DeploymentFile, Diagnosis, Health};
use crate::report::{BAD, DIM, GOOD, OPEN, painted};
use crate::requirement::Catalogue;
use crate::result::Exit;
use crate::source::{escape, shortened};

use super::args::DoctorArgs;
use super::deployed::Deployed;
use super::halt::Halt;
use super::terminal::Terminal;

/// Runs the command.
///
/// # Errors
///
/// A deployment file or a statement that can't be read, or is wrong.
pub(super) fn doctor(args: &DoctorArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    args.log.begin(terminal)?;
    let Some(file) = &args.file else {
        terminal.say(&DeploymentFile::schema());
        return Ok(Exit::Pass);
    };
    let mut deployed = Deployed::read(file)?;
    deployed.tell_requests(None, &args.log)?;
    let statement = deployed.statement(args.ics.as_ref(), Catalogue::embedded())?;
    let lines = deployed.looked_at(&statement.ics);
    terminal.say(&text(&lines));
    Ok(exit_of(&lines))
}

/// How a check would end on what was seen: where calls go is a matter of safety, all else of the deployment.
pub(super) fn exit_of(lines: &[Diagnosis]) -> Exit {
    let failed = |line: &&Diagnosis| line.health == Health::Fail;
    Exit::first(lines.iter().filter(failed).map(|line| if line.is_unsafe() { Exit::Safety } else { Exit::Deployment }))
}

/// The lines for a reader.
pub(super) fn text(lines: &[Diagnosis]) -> String {
    let mut text = String::new();
    for Diagnosis { what, health, seen, remedy } in lines {
        let style = match health {
            Health::Ok => GOOD,
            Health::Warn => OPEN,
            Health::Fail => BAD,
        };
        let _ = writeln!(
            text,
            "{}  {what:10} {}",
            painted(style, format_args!("{:4}", health.word())),
            escape(&shortened(seen))
        );
        if let Some(remedy) = remedy {
            let _ = writeln!(text, "                 {} {remedy}", painted(DIM, "help:"));
        }
    }
    text
}
