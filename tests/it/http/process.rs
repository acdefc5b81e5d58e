//! `spec911 serve` in a process of its own, on a port that the machine chooses.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// A server that ends with the test that started it.
pub(super) struct Served {
    child: Child,
    /// Where its interface begins.
    pub(super) base: String,
}

impl Served {
    /// Starts it and waits until it says where it listens.
    pub(super) fn start(args: &[&str]) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_spec911"))
            .args([&["serve", "--listen", "127.0.0.1:0"], args].concat())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let base = line.trim().strip_prefix("serving at ").expect("an address").to_owned();
        Served { child, base }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
