//! The terminal: the one place that writes to standard output and standard error.

use std::io::{self, IsTerminal as _, Write as _};

use anstream::{AutoStream, ColorChoice};

/// Standard output and standard error. Colours are stripped where nobody wants them: in a pipe, under `NO_COLOR`, on a
/// dumb terminal.
pub(super) struct Terminal {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
    draws: bool,
}

impl Terminal {
    /// The terminal of this process.
    pub(super) fn new() -> Self {
        Terminal { out: AutoStream::auto(io::stdout()), err: AutoStream::auto(io::stderr()), draws: true }
    }

    /// Writes to standard output. A reader who has gone away changes nothing: the verdict is the exit code.
    pub(super) fn say(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
    }

    /// Writes to standard error, in the same way.
    pub(super) fn complain(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
    }

    /// Draws no progress from now on: something else is written to standard error meanwhile.
    pub(super) fn without_progress(&mut self) {
        self.draws = false;
    }

    /// Whether standard error is a terminal that takes escapes, so that progress may be drawn on it.
    pub(super) fn is_live(&self) -> bool {
        self.draws && io::stderr().is_terminal() && self.err.current_choice() != ColorChoice::Never
    }
}
