//! `completions` and `man`: what a shell and a manual know of the command line, from its one definition.

use clap::CommandFactory as _;
use clap_complete::generate;
use clap_mangen::Man;

use crate::result::Exit;
use crate::source::nearest;

use super::args::{Cli, CompletionsArgs, ManArgs, with_default_command};
use super::halt::{Halt, Problem};
use super::terminal::Terminal;

/// The name of the program.
const NAME: &str = "spec911";

/// Runs `completions`.
pub(super) fn completions(args: &CompletionsArgs, terminal: &mut Terminal) -> Exit {
    let mut text = Vec::new();
    generate(args.shell, &mut with_default_command(), NAME, &mut text);
    terminal.say(&String::from_utf8_lossy(&text));
    Exit::Pass
}

/// Runs `man`.
///
/// # Errors
///
/// A command that there is not.
pub(super) fn man(args: &ManArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let whole = Cli::command();
    let command = match &args.command {
        None => with_default_command(),
        Some(name) => match whole.find_subcommand(name) {
            Some(command) => command.clone().display_name(format!("{NAME}-{name}")).bin_name(format!("{NAME} {name}")),
            None => return Err(unknown(name, &whole).into()),
        },
    };
    let mut text = Vec::new();
    // A Vec takes whatever is written to it.
    let _ = Man::new(command.version(env!("CARGO_PKG_VERSION"))).render(&mut text);
    terminal.say(&String::from_utf8_lossy(&text));
    Ok(Exit::Pass)
}

fn unknown(name: &str, whole: &clap::Command) -> Problem {
    let names: Vec<&str> = whole.get_subcommands().map(clap::Command::get_name).collect();
    let problem = Problem::usage(format!("there is no command `{name}`"));
    match nearest(name, names.iter().copied()) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem.help(format!("the commands are {}", names.join(", "))),
    }
}
