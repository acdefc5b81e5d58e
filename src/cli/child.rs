//! This program once more, as a child that ends when this process does, however that ends: the child waits for the end of
//! its standard input, which only this process holds open.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child as Process, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a child may take to say its first line.
const START: Duration = Duration::from_secs(10);

/// How long a child may take to end by itself.
const END: Duration = Duration::from_secs(5);

/// How often is looked whether it has.
const LOOK: Duration = Duration::from_millis(5);

/// A running child.
pub(super) struct Child(Process);

impl Child {
    /// Starts this program with arguments, and waits for the first line that it says.
    ///
    /// The child is in a process group of its own, so that Ctrl-C reaches this process first.
    ///
    /// # Errors
    ///
    /// It can't be started, or says nothing in time.
    pub(super) fn start<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> io::Result<(Child, String)> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
        let mut process = command.spawn()?;
        let out = process.stdout.take();
        let child = Child(process);
        let (told, line) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = out.map_or(Ok(0), |out| BufReader::new(out).read_line(&mut line));
            // Whoever waited may have given up.
            let _ = told.send(read.map(|_| line));
        });
        let line = line.recv_timeout(START).map_err(io::Error::other)??;
        if line.is_empty() { Err(io::Error::other("it ended without a word")) } else { Ok((child, line)) }
    }

    /// Lets the child end by itself, and waits until it has.
    pub(super) fn end(mut self) {
        drop(self.0.stdin.take());
        let begun = Instant::now();
        while begun.elapsed() < END && matches!(self.0.try_wait(), Ok(None)) {
            thread::sleep(LOOK);
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // One that has ended can't be killed, and is waited for all the same.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
