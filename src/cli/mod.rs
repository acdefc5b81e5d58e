//! The command line: one file a command, and what they share.
//!
//! Puts the parts together: which suite, which deployment, which report. The only layer that prints or reads the wall
//! clock, and that only for durations.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod args;
mod check;
mod halt;
mod parse;
mod pool;
mod progress;
mod quiet;
mod requirements;
mod run;
mod run_one;
mod select;
mod source;
mod statement;
mod steps;
mod suite;
mod terminal;
mod usage;

use std::ffi::OsString;

use crate::result::Exit;

pub use pool::each;
pub use quiet::guarded;

use args::Command;
use halt::Halt;
use parse::Parsed;
use terminal::Terminal;

/// Runs the program with its arguments, the first being its name.
pub fn main(args: impl IntoIterator<Item = OsString>) -> Exit {
    let mut terminal = Terminal::new();
    match dispatch(args.into_iter().collect(), &mut terminal) {
        Ok(exit) => exit,
        Err(halt) => {
            terminal.complain(&halt.text());
            halt.exit()
        }
    }
}

fn dispatch(args: Vec<OsString>, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let command = match parse::parse(args)? {
        Parsed::Command(command) => command,
        Parsed::Text(text) => {
            terminal.say(&text);
            return Ok(Exit::Pass);
        }
    };
    match command {
        Command::Check(args) => check::check(&args, terminal),
        Command::Requirements(args) => requirements::requirements(&args, terminal),
        Command::Steps(args) => steps::steps(&args, terminal),
        Command::Run(args) => run::run(&args, terminal),
    }
}
