//! Processes of their own: `spec911 serve` on a port that the machine chooses, and commands that end in time or are told off.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

/// A server that ends with the test that started it.
pub(super) struct Served {
    child: Child,
    /// Where its interface begins.
    pub(super) base: String,
}

impl Served {
    /// Starts the reference as a server.
    pub(super) fn start(args: &[&str]) -> Served {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spec911"));
        command.args([&["serve", "--listen", "127.0.0.1:0", "--until-eof"], args].concat());
        Served::of(&mut command)
    }

    /// Starts any server and waits until it says where it listens.
    pub(super) fn of(command: &mut Command) -> Served {
        // However the tests end, the input of the server ends with them.
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
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

/// How a command ended.
#[derive(Clone, Debug)]
pub(super) struct Ended {
    /// Its exit code.
    pub(super) exit: i32,
    /// What it wrote to standard output.
    pub(super) out: String,
    /// What it wrote to standard error.
    pub(super) err: String,
    /// How long it took.
    pub(super) took: Duration,
    /// The most memory that it had at once, in KiB, as far as it was looked at.
    pub(super) peak: u64,
}

/// A command that runs.
pub(super) struct Running {
    child: Child,
    begun: Instant,
    texts: [JoinHandle<String>; 2],
}

/// How often a command that runs is looked at.
const PAUSE: Duration = Duration::from_millis(5);

#[allow(clippy::disallowed_methods)] // how long it really takes is what is asked
impl Running {
    /// Starts a command.
    pub(super) fn start(command: &mut Command) -> Running {
        let begun = Instant::now();
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let (out, err) = (child.stdout.take().expect("its output"), child.stderr.take().expect("its errors"));
        Running { child, begun, texts: [text_of(out), text_of(err)] }
    }

    /// How long it has run until now.
    pub(super) fn took(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Sends it a signal by its name.
    pub(super) fn signal(&self, name: &str) {
        let told = Command::new("kill").args([name, &self.child.id().to_string()]).status().expect("kill");
        assert!(told.success(), "the command was over already");
    }

    /// Waits until it ends.
    ///
    /// # Panics
    ///
    /// If it does not end in time: with all that it wrote until then.
    pub(super) fn ended(mut self, limit: Duration) -> Ended {
        let mut peak = 0;
        let status = loop {
            peak = peak_of(self.child.id()).unwrap_or(peak);
            match self.child.try_wait().expect("it can be waited for") {
                None if self.begun.elapsed() > limit => {
                    let _ = self.child.kill();
                    let _ = self.child.wait();
                    break None;
                }
                None => sleep(PAUSE),
                ended => break ended,
            }
        };
        let took = self.begun.elapsed();
        let [out, err] = self.texts.map(|text| text.join().expect("a text"));
        let Some(status) = status else { panic!("it did not end within {limit:?}; it said:\n{out}{err}") };
        Ended { exit: status.code().expect("a code"), out, err, took, peak }
    }
}

fn text_of(mut from: impl Read + Send + 'static) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The most memory that a process had at once until now, in KiB, where the machine tells.
fn peak_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
