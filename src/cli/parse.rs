//! From the words of a command line to a command: the default command, slips of the pen, help.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, Parser as _};

use crate::source::nearest;

use super::args::{Cli, Command};
use super::halt::{Halt, Problem};
use super::usage;
use super::version;

/// What the arguments ask for.
pub(super) enum Parsed {
    /// A command.
    Command(Box<Command>),
    /// A text to show: help or version.
    Text(String),
}

/// Reads the arguments, the first being the program's name. Without a command, `check` is meant.
pub(super) fn parse(mut args: Vec<OsString>) -> Result<Parsed, Halt> {
    let names = commands();
    if args.get(1).is_some_and(|word| word == "help") {
        // `help check` means `check --help`.
        args.remove(1);
        args.truncate(2);
        args.push(OsString::from("--help"));
    }
    let first = args.get(1).map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    if first == "--version" {
        return Ok(Parsed::Text(version::long()));
    }
    let is_top = ["-h", "--help", "-V"].contains(&first.as_str());
    if !is_top && !names.contains(&first) {
        misspelt(&first, &names)?;
        let name = args.is_empty().then(|| OsString::from("spec911"));
        args.splice(0..0, name);
        args.insert(1, OsString::from("check"));
    }
    match Cli::try_parse_from(&args) {
        Ok(cli) => Ok(Parsed::Command(Box::new(cli.command))),
        Err(error) if error.use_stderr() => Err(usage::explain(&error, &Cli::command(), &args).into()),
        Err(error) => Ok(Parsed::Text(error.render().ansi().to_string())),
    }
}

/// The folder that a check was to write its report to, also where the other arguments make no sense.
pub(super) fn report_folder(args: &[OsString]) -> Option<PathBuf> {
    let mut words = args.iter().skip(1).map(|word| word.to_string_lossy()).take_while(|word| word != "--").peekable();
    let first = words.peek()?.to_string();
    if first != "check" && commands().contains(&first) {
        return None;
    }
    while let Some(word) = words.next() {
        if word == "--report" {
            return words.next().filter(|folder| !folder.starts_with('-')).map(|folder| PathBuf::from(&*folder));
        }
        if let Some(folder) = word.strip_prefix("--report=") {
            return Some(PathBuf::from(folder)).filter(|folder| !folder.as_os_str().is_empty());
        }
    }
    None
}

/// The names of the commands.
fn commands() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// A first word that is no file but nearly a command was meant to be one.
fn misspelt(word: &str, names: &[String]) -> Result<(), Problem> {
    if word == "version" && !Path::new(word).exists() {
        return Err(Problem::usage("`version` is no command and no file").help("did you mean `--version`?"));
    }
    let is_plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    let meant = nearest(word, names.iter().map(String::as_str)).filter(|_| is_plain && !Path::new(word).exists());
    meant.map_or(Ok(()), |meant| {
        let problem = Problem::usage(format!("`{word}` is no command and no file"));
        Err(problem.help(format!("did you mean the command `{meant}`?")))
    })
}
