//! Wrong command lines: clap's fault in our words, with one suggestion.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::source::nearest;

use super::halt::Problem;

/// A value for each option that takes one, as an example of what is missing.
const EXAMPLES: [(&str, &str); 20] = [
    ("--tags", "--tags '@slice'"),
    ("--requirement", "--requirement CBN-03"),
    ("--name", "--name callback"),
    ("--features", "--features my/features"),
    ("--ics", "--ics my-ics.yaml"),
    ("--pack", "--pack us-karis-law"),
    ("--deployment", "--deployment fixtures/deployments/reference.yaml"),
    ("--trace-http", "--trace-http exchanges.jsonl"),
    ("--log", "--log spec911.log"),
    ("--listen", "--listen 127.0.0.1:0"),
    ("--state", "--state tenants.sqlite"),
    ("--mutant", "--mutant history-row"),
    ("--variant", "--variant ELG-04=ordinary"),
    ("--jobs", "--jobs 2"),
    ("--seed", "--seed 7"),
    ("--repeat", "--repeat 3"),
    ("--shuffle", "--shuffle 7"),
    ("--report", "--report out"),
    ("--mail", "--mail 2"),
    ("--templates", "--templates my/templates"),
];

/// The problem that an error of clap's means.
pub(super) fn explain(error: &clap::Error, cli: &clap::Command, args: &[OsString]) -> Problem {
    let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let option = argument.split(' ').next().unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    let path = path(cli, args);
    let command = path.last().copied();
    let name = if path.is_empty() { "spec911".to_owned() } else { named(&path) };
    // Any other kind is told in clap's first line, which says it all.
    #[allow(clippy::wildcard_enum_match_arm)]
    match error.kind() {
        ErrorKind::UnknownArgument => unknown(argument.as_str(), cli, &path),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            with_example(Problem::usage(format!("`{option}` needs a value")), option)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let problem = Problem::usage(format!("`{value}` is no value for `{option}`"));
            match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(known)) => problem.help(format!("write one of {}", known.join(", "))),
                _ => with_example(problem, option),
            }
        }
        ErrorKind::MissingSubcommand => part(&name, "", &parts(command)),
        ErrorKind::InvalidSubcommand => {
            part(&name, &text(error, ContextKind::InvalidSubcommand).unwrap_or_default(), &parts(command))
        }
        ErrorKind::ArgumentConflict => conflict(option, &text(error, ContextKind::PriorArg).unwrap_or_default()),
        ErrorKind::MissingRequiredArgument => {
            let problem = Problem::usage(format!("`{name}` needs {argument}"));
            problem.help(format!("`spec911 {name} --help` says what that is"))
        }
        _ => {
            let told = error.to_string();
            let first = told.lines().next().unwrap_or_default();
            let message = first.strip_prefix("error: ").unwrap_or(first);
            Problem::usage(message).help(format!("`spec911 {name} --help` lists what there is"))
        }
    }
}

/// The command that is meant, and below it the part of it.
fn path<'c>(cli: &'c clap::Command, args: &[OsString]) -> Vec<&'c clap::Command> {
    let mut path: Vec<&clap::Command> = Vec::new();
    for word in args.iter().skip(1) {
        match path.last().copied().unwrap_or(cli).find_subcommand(word) {
            Some(command) => path.push(command),
            None => break,
        }
    }
    path
}

fn named(path: &[&clap::Command]) -> String {
    path.iter().map(|command| command.get_name()).collect::<Vec<_>>().join(" ")
}

fn parts(command: Option<&clap::Command>) -> Vec<&str> {
    command.into_iter().flat_map(clap::Command::get_subcommands).map(clap::Command::get_name).collect()
}

/// A command of several parts without one, or with one that there is not.
fn part(name: &str, word: &str, known: &[&str]) -> Problem {
    let first = known.first().copied().unwrap_or_default();
    if word.is_empty() {
        let problem = Problem::usage(format!("`{name}` needs to be told what to do"));
        return problem.help(format!("such as `spec911 {name} {first}`; `spec911 {name} --help` has examples"));
    }
    let problem = Problem::usage(format!("there is no `{name} {word}`"));
    match nearest(word, known.iter().copied()) {
        Some(meant) => problem.help(format!("did you mean `{name} {meant}`?")),
        None => {
            let all: Vec<String> = known.iter().map(|known| format!("`{name} {known}`")).collect();
            problem.help(format!("there is {}", all.join(", ")))
        }
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => texts.first().cloned(),
        _ => None,
    }
}

fn unknown(argument: &str, cli: &clap::Command, path: &[&clap::Command]) -> Problem {
    let command = path.last().copied();
    let name = if path.is_empty() { "check".to_owned() } else { named(path) };
    if !argument.starts_with('-') {
        let problem = Problem::usage(format!("`{argument}` is too much for `{name}`"));
        return problem.help(format!("`spec911 {name} --help` says what it takes"));
    }
    let problem = Problem::usage(format!("`{name}` has no option `{argument}`"));
    let written = argument.split('=').next().unwrap_or(argument);
    let flags = |command: &clap::Command| -> Vec<String> {
        command.get_arguments().filter_map(|arg| arg.get_long()).map(|long| format!("--{long}")).collect()
    };
    let own = command.map(flags).unwrap_or_default();
    if let Some(meant) = nearest(written, own.iter().map(String::as_str)) {
        return problem.help(format!("did you mean `{meant}`?"));
    }
    let other = cli.get_subcommands().find(|other| flags(other).iter().any(|flag| flag == written));
    match other {
        Some(other) => problem.help(format!("`{}` has it: `spec911 {0} {written}`", other.get_name())),
        None => problem.help(format!("`spec911 {name} --help` lists its options")),
    }
}

/// Two options that make no sense together, or one that was given twice.
fn conflict(option: &str, other: &str) -> Problem {
    let other = other.split(' ').next().unwrap_or_default();
    if other == option || other.is_empty() {
        return Problem::usage(format!("`{option}` stands twice")).help("leave one of the two out");
    }
    let problem = Problem::usage(format!("`{option}` and `{other}` make no sense together"));
    problem.help(format!("leave `{other}` out, or `{option}`"))
}

fn with_example(problem: Problem, option: &str) -> Problem {
    match EXAMPLES.iter().find(|(name, _)| *name == option) {
        Some((_, example)) => problem.help(format!("such as `{example}`")),
        None => problem.help("`spec911 --help` has examples"),
    }
}
