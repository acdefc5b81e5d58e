//! The log: what happens while a command speaks to a deployment or is one, on the terminal with `-v` and in a file with
//! `--log`.
//!
//! Whatever is logged is a method, an address, a status, a correlation, a name or a cause: no header, no body, no token.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::{ArgAction, Args};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::halt::Problem;
use super::suite::name_of;
use super::terminal::Terminal;

/// Who speaks in the log: this program alone, and none of its libraries.
const OURS: &str = "spec911";

/// Where a log goes.
#[derive(Debug, Args)]
pub(super) struct LogArgs {
    /// Writes a log to this file, without tokens; -v and -vv show one
    #[arg(long, value_name = "FILE")]
    pub(super) log: Option<PathBuf>,
    /// Shows on the terminal what happens; given twice, each request as well
    #[arg(short, long, action = ArgAction::Count, hide = true)]
    pub(super) verbose: u8,
}

impl LogArgs {
    /// Whether anybody wants to know of each request.
    pub(super) fn tells_requests(&self) -> bool {
        self.log.is_some() || self.verbose > 1
    }

    /// Begins the log.
    ///
    /// # Errors
    ///
    /// The file can't be written to.
    pub(super) fn begin(&self, terminal: &mut Terminal) -> Result<(), Problem> {
        let on_terminal = match self.verbose {
            0 => LevelFilter::OFF,
            1 => LevelFilter::INFO,
            _ => LevelFilter::DEBUG,
        };
        if self.verbose > 0 {
            terminal.without_progress();
        }
        let file = self.log.as_deref().map(opened).transpose()?;
        let shown = (self.verbose > 0).then(|| lines(io::stderr, on_terminal));
        let written = file.map(|file| lines(file, LevelFilter::DEBUG));
        if shown.is_some() || written.is_some() {
            // A process begins its log once; a second command in the same process goes on with the first one's.
            let _ = tracing_subscriber::registry().with(shown).with(written).try_init();
        }
        Ok(())
    }
}

fn opened(path: &Path) -> Result<Mutex<File>, Problem> {
    let wrong =
        |error: io::Error| Problem::usage(format!("{}: {error}", name_of(path))).help("name a file to write to");
    File::create(path).map(Mutex::new).map_err(wrong)
}

/// What writes the log as lines of text.
fn lines<S, W>(writer: W, level: LevelFilter) -> impl tracing_subscriber::Layer<S>
where
    S: tracing::Subscriber + for<'s> LookupSpan<'s>,
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let format = tracing_subscriber::fmt::layer().with_ansi(false).with_target(false).with_writer(writer);
    format.with_filter(Targets::new().with_target(OURS, level))
}
