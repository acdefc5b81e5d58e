//! The command line: one file a command, and what they share.
//!
//! Puts the parts together: which suite, which deployment, which report. The only layer that prints or reads the wall
//! clock, and that only for durations.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod args;
mod audit;
mod audit_http;
mod audit_lost;
mod audit_run;
mod check;
mod child;
mod deployed;
mod doctor;
mod explain;
mod halt;
mod ics;
mod keeper;
mod logging;
mod mail;
mod mail_args;
mod mail_gallery;
mod mail_lint;
mod mail_run;
mod misfit;
mod parse;
mod pool;
mod progress;
mod quiet;
mod requirements;
mod run;
mod run_all;
mod run_one;
mod select;
mod serve;
mod shell;
mod source;
mod statement;
mod steps;
mod suite;
mod templates;
mod terminal;
mod usage;
mod version;

use std::ffi::OsString;

use crate::report::ReportDir;
use crate::result::Exit;

pub use audit_run::audited_suite;
pub use pool::each;
pub use quiet::guarded;

use args::Command;
use halt::Halt;
use parse::Parsed;
use terminal::Terminal;

/// Runs the program with its arguments, the first being its name.
pub fn main(args: impl IntoIterator<Item = OsString>) -> Exit {
    let mut terminal = Terminal::new();
    let args: Vec<OsString> = args.into_iter().collect();
    let folder = parse::report_folder(&args);
    match dispatch(args, &mut terminal) {
        Ok(exit) => exit,
        Err(halt) => {
            let text = halt.text();
            terminal.complain(&text);
            // A folder that can't be written to is what the halt is about, or comes second to it.
            let _ = folder.map(|folder| ReportDir::open(&folder)?.write_halted(halt.exit(), &text));
            halt.exit()
        }
    }
}

fn dispatch(args: Vec<OsString>, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let command = match parse::parse(args)? {
        Parsed::Command(command) => *command,
        Parsed::Text(text) => {
            terminal.say(&format!("{}\n", text.trim_end()));
            return Ok(Exit::Pass);
        }
    };
    match command {
        Command::Check(args) => check::check(&args, terminal),
        Command::Requirements(args) => requirements::requirements(&args, terminal),
        Command::Explain(args) => explain::explain(&args, terminal),
        Command::Steps(args) => steps::steps(&args, terminal),
        Command::Run(args) => run::run(&args, terminal),
        Command::Ics(args) => ics::ics(&args, terminal),
        Command::Mail(args) => mail::mail(&args, terminal),
        Command::Audit(args) => audit::audit(&args, terminal),
        Command::Doctor(args) => doctor::doctor(&args, terminal),
        Command::Serve(args) => serve::serve(&args, terminal),
        Command::Completions(args) => Ok(shell::completions(&args, terminal)),
        Command::Man(args) => shell::man(&args, terminal),
    }
}
