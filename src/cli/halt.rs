//! Why a command ends before it could do its work: what is wrong, and what to do instead.

use std::fmt::Write as _;

use crate::report::{BAD, DIM, WriteError, painted};
use crate::result::Exit;
use crate::source::{Fault, escape, render, shortened};

/// Why a command ends early.
#[derive(Clone, Debug)]
pub(super) enum Halt {
    /// Files are wrong: every fault of all of them.
    Faults(Vec<Fault>),
    /// Something else is.
    Problem(Problem),
}

/// Something that is wrong, in a few lines.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    exit: Exit,
    message: String,
    notes: Vec<String>,
    help: Option<String>,
}

impl Problem {
    /// A problem that ends the command with an exit code.
    pub(super) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Problem { exit, message: message.into(), notes: Vec::new(), help: None }
    }

    /// A wrong command line.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Problem::new(Exit::Usage, message)
    }

    /// The same problem with one more line below it.
    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The same problem, saying what to do instead.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Self {
        Halt::Problem(problem)
    }
}

impl From<Vec<Fault>> for Halt {
    fn from(faults: Vec<Fault>) -> Self {
        Halt::Faults(faults)
    }
}

impl From<WriteError> for Halt {
    fn from(error: WriteError) -> Self {
        Problem::usage(error.to_string()).help("name a folder that can be written to").into()
    }
}

impl Halt {
    /// The exit code that follows.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Halt::Faults(_) => Exit::Usage,
            Halt::Problem(problem) => problem.exit,
        }
    }

    /// What is said, with colours.
    pub(super) fn text(&self) -> String {
        match self {
            Halt::Faults(faults) => match faults.len() {
                0 | 1 => render(faults, true),
                count => {
                    let summary = painted(DIM, format_args!("{count} faults; nothing was run"));
                    format!("{}\n{summary}\n", render(faults, true))
                }
            },
            Halt::Problem(problem) => problem.text(),
        }
    }
}

impl Problem {
    fn text(&self) -> String {
        let mut text = format!("{} {}\n", painted(BAD, "error:"), escape(&shortened(&self.message)));
        for note in &self.notes {
            let _ = writeln!(text, "  {}", escape(&shortened(note)));
        }
        if let Some(help) = &self.help {
            let _ = writeln!(text, "{} {}", painted(DIM, "help:"), escape(&shortened(help)));
        }
        text
    }
}
