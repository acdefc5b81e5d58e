//! Console blocks of a document: each command is run, and what it says stands below it.
//!
//! A block tagged `console` holds commands behind `$ ` and their output. A block whose tag ends in `file=NAME` is
//! written to the folder in which the commands run. A line `…` in an output stands for any lines.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// How a document calls the program.
const CALLS: [&str; 2] = ["cargo run --release -- ", "spec911 "];
/// What stands for lines that are left out.
const GAP: &str = "…";

/// The document with the output of each command as it is now.
pub(super) fn shown(name: &str, text: &str) -> String {
    let folder = TempDir::new().expect("a folder");
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        push(&mut out, line);
        let Some(tag) = line.strip_prefix("```").filter(|tag| !tag.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match tag.split_once("file=") {
            Some((_, file)) => fs::write(folder.path().join(file), block.join("\n") + "\n").expect("a file"),
            None if tag == "console" => {
                session(name, &block, folder.path()).iter().for_each(|line| push(&mut out, line));
                push(&mut out, "```");
                continue;
            }
            None => {}
        }
        block.iter().for_each(|line| push(&mut out, line));
        push(&mut out, "```");
    }
    out
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// The lines of a block with the outputs as they are now.
fn session(name: &str, block: &[&str], folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    let mut code = 0;
    let mut lines = block.iter().peekable();
    while let Some(line) = lines.next() {
        let command = line.strip_prefix("$ ").unwrap_or_else(|| panic!("{name}: `{line}` stands before any command"));
        out.push((*line).to_owned());
        let mut stands = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            stands.push(*line);
        }
        let said = if command == "echo $?" { vec![code.to_string()] } else { run(name, command, folder, &mut code) };
        if stands.contains(&GAP) {
            let gone: Vec<&str> = stands.iter().filter(|line| **line != GAP && !holds(&said, line)).copied().collect();
            let (gone, now) = (gone.join("\n"), said.join("\n"));
            assert!(fits(&stands, &said), "{name}: of `{command}` this is gone:\n{gone}\nit now says\n{now}");
            out.extend(stands.into_iter().map(str::to_owned));
        } else if same(&stands, &said) {
            out.extend(stands.into_iter().map(str::to_owned));
        } else {
            out.extend(said);
        }
    }
    out
}

/// Runs a command of the program: its lines, its exit code.
fn run(name: &str, command: &str, folder: &Path, code: &mut i32) -> Vec<String> {
    let args = CALLS.iter().find_map(|call| command.strip_prefix(call));
    let args = args.unwrap_or_else(|| panic!("{name}: `{command}` is no call of the program"));
    let words = args.split('\'').enumerate().flat_map(|(index, part)| match index % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    let mut program = Command::new(env!("CARGO_BIN_EXE_spec911"));
    let output = program.current_dir(folder).args(words).env("NO_COLOR", "1").output().expect("the program");
    *code = output.status.code().unwrap_or(-1);
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8(said).expect("UTF-8").lines().map(str::to_owned).collect()
}

/// Whether an output has a line somewhere.
fn holds(said: &[String], line: &str) -> bool {
    said.iter().any(|said| timeless(said) == timeless(line))
}

/// Whether lines are the same, durations apart.
fn same(stands: &[&str], said: &[String]) -> bool {
    stands.len() == said.len() && stands.iter().zip(said).all(|(one, other)| timeless(one) == timeless(other))
}

/// A line without the duration at its end.
fn timeless(line: &str) -> &str {
    let is_time = |tail: &str| tail.ends_with(" s") && tail.trim_end_matches(" s").parse::<f64>().is_ok();
    match line.rsplit_once(", ") {
        Some((head, tail)) if is_time(tail) => head,
        _ => line,
    }
}

/// Whether an output has the lines that stand, with any lines where one is left out.
fn fits(stands: &[&str], said: &[String]) -> bool {
    match stands.split_first() {
        None => said.is_empty(),
        Some((&GAP, rest)) => (0..=said.len()).any(|skipped| fits(rest, &said[skipped..])),
        Some((first, rest)) => {
            said.first().is_some_and(|line| timeless(line) == timeless(first)) && fits(rest, &said[1..])
        }
    }
}
