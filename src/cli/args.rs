//! The arguments of every command, and the help: what clap reads.

use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{ArgAction, Args, CommandFactory as _, Parser, Subcommand};
use clap_complete::Shell;

use crate::deployment::http::wire::Level;

use super::logging::LogArgs;
use super::mail_args::MailArgs;

/// The seed of a check that names none: any fixed number, so that two runs are the same.
pub(super) const SEED: u64 = 1;

const EXAMPLES: &str = "\
Examples:
  spec911                                   all scenarios against the embedded reference
  spec911 --tags '@slice' --report out      a selection, with reports and traces in out/
  spec911 explain CBN-03                    what it asks for, and what a failure usually means

Exit codes, the first that applies of 130, 143 interrupted  6 safety interlock  2 usage
  70 fault of the harness  4 deployment  3 nothing run  1 nonconformance  5 inconclusive  0 pass";

const AUDIT_HELP: &str = "\
Examples:
  spec911 audit                                  every mutant and variant, complete borders
  spec911 audit --quick                          each mutant where its own row is tagged: for work on a rule
  spec911 audit --sampled --report out           the same as a deployment without an event feed is seen
  spec911 audit --http                           forty mutants behind HTTP, caught there as in process
  spec911 audit --mutant history-row             which scenarios catch one mutant, and under which rows
  spec911 check --mutant history-row             what its vendor would see

Ends with 0 if every mutant is caught under the row that it breaks, no scenario is idle and no variant fails anything,
else with 1.";

const SERVE_HELP: &str = "\
Examples:
  spec911 serve                                          the reference, until Ctrl-C
  spec911 check --deployment deployment.yaml             judges it, from another shell
  spec911 serve --listen 127.0.0.1:0 --mutant history-row";

const TOP: &str = "\
{name} {version}: {about}

Usage: spec911 [check] [PATH[:LINE]]... [OPTIONS]
       spec911 <COMMAND> [OPTIONS]

Commands:
{subcommands}

Options of check (all: `spec911 check --help`):
  --tags EXPR   --requirement ID   --name TEXT   --list   --ics FILE   --deployment FILE   --report DIR
{after-help}";

const ABOUT: &str = "judges how a calling system treats emergency calls";

/// Judges whether a calling system treats emergency calls as its requirements say.
#[derive(Debug, Parser)]
#[command(name = "spec911", version, about = ABOUT, long_about = None)]
#[command(help_template = TOP, after_help = EXAMPLES, max_term_width = 100, disable_help_subcommand = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The whole command line as its users type it: what `check` takes stands at the top as well.
pub(super) fn with_default_command() -> clap::Command {
    CheckArgs::augment_args(Cli::command()).about(ABOUT).subcommand_required(false)
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Runs scenarios and judges every requirement (the default command)
    Check(CheckArgs),
    /// Runs one scenario and shows its trace and what the oracles find in it
    Run(RunArgs),
    /// Explains a requirement and what its failure usually means, or a scenario
    Explain(ExplainArgs),
    /// Lists the requirements, or shows one in full
    Requirements(RequirementsArgs),
    /// Lists the phrases that scenarios are written in
    Steps(StepsArgs),
    /// Shows what a check asserts under a conformance statement (ICS)
    Ics(IcsArgs),
    /// Proves the suite: runs it against wrong deployments, which it must catch, and right ones, which it must not
    Audit(AuditArgs),
    /// Shows the mails that a scenario sends
    Mail(MailArgs),
    /// Puts the reference, a mutant or a variant behind the deployment interface (HTTP)
    Serve(ServeArgs),
    /// Looks at a deployment before a check: address, token, clock, feed, restart, and where its calls end
    Doctor(DoctorArgs),
    /// Prints the completions for a shell
    Completions(CompletionsArgs),
    /// Prints the manual page
    Man(ManArgs),
}

/// The arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, max_term_width = 100, disable_help_flag = true)]
pub(super) struct CheckArgs {
    /// Prints this help, whose readers know of it
    #[arg(short, long, action = ArgAction::Help, hide = true)]
    help: (),

    /// Only the scenarios of these files or folders, or the one at a line
    #[arg(value_name = "PATH[:LINE]", value_parser = NonEmptyStringValueParser::new())]
    pub(super) paths: Vec<String>,
    /// Only scenarios whose tags fit, such as '@slice and not @slow'
    #[arg(long, value_name = "EXPR")]
    pub(super) tags: Option<String>,
    /// Only scenarios tagged with this requirement; can be given several times
    #[arg(long = "requirement", value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub(super) requirements: Vec<String>,
    /// Only scenarios whose title holds this text
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    pub(super) name: Option<String>,
    /// Lists the selected scenarios and runs nothing
    #[arg(long, conflicts_with_all = ["report", "repeat", "fail_fast", "sampled", "deterministic"])]
    pub(super) list: bool,
    /// Takes the scenarios from this folder instead of the embedded ones
    #[arg(long, value_name = "DIR")]
    pub(super) features: Option<PathBuf>,
    /// Judges by this conformance statement (ICS), not by the reference's own
    #[arg(long, value_name = "FILE")]
    pub(super) ics: Option<PathBuf>,
    /// Judges the rows of this pack as well; can be given several times
    #[arg(long = "pack", value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(super) packs: Vec<String>,
    /// How many run at once: 1 a core, 2 over HTTP, 16 by a real clock
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) jobs: Option<NonZeroUsize>,
    /// The seed of every scenario that states none
    #[arg(long, value_name = "N", default_value_t = SEED, allow_negative_numbers = true)]
    pub(super) seed: u64,
    /// Runs each scenario N times and tells where verdicts differ
    #[arg(long, value_name = "N", default_value = "1", allow_negative_numbers = true)]
    pub(super) repeat: NonZeroU32,
    /// Runs the scenarios in an order drawn from this seed; changes no result
    #[arg(long, value_name = "SEED", allow_negative_numbers = true)]
    pub(super) shuffle: Option<u64>,
    /// Judges the deployment behind HTTP that this file describes
    #[arg(long, value_name = "FILE", conflicts_with_all = ["list", "mutant", "variant", "sampled", "smtp"])]
    pub(super) deployment: Option<PathBuf>,
    /// Writes each exchange with the deployment to this file, without tokens
    #[arg(long, value_name = "FILE", requires = "deployment")]
    pub(super) trace_http: Option<PathBuf>,
    /// Shows what would be dialled on the deployment and sends nothing
    #[arg(long, requires = "deployment")]
    pub(super) dry_run: bool,
    #[command(flatten)]
    pub(super) log: LogArgs,
    /// Judges this mutant instead of the reference (`audit --list` names them)
    #[arg(long, value_name = "NAME", conflicts_with = "list")]
    pub(super) mutant: Option<String>,
    /// Judges this variant instead of the reference, under what it declares
    #[arg(long, value_name = "NAME", conflicts_with_all = ["list", "mutant", "ics"])]
    pub(super) variant: Option<String>,
    /// Ends at the first scenario that fails
    #[arg(long)]
    pub(super) fail_fast: bool,
    /// Only samples the borders that need not push events
    #[arg(long)]
    pub(super) sampled: bool,
    /// Runs by a clock that goes on while messages take up to 3 ms
    #[arg(long, conflicts_with_all = ["list", "smtp", "deployment"])]
    pub(super) latency: bool,
    /// Carries mails over a real SMTP connection to itself; changes no verdict
    #[arg(long, conflicts_with = "list")]
    pub(super) smtp: bool,
    /// Reports no durations, so that one seed gives the same bytes
    #[arg(long)]
    pub(super) deterministic: bool,
    /// Writes report.json, junit.xml and the traces to this folder
    #[arg(long, value_name = "DIR")]
    pub(super) report: Option<PathBuf>,
}

/// The arguments of `audit`.
#[derive(Debug, Args)]
#[command(after_help = AUDIT_HELP, max_term_width = 100)]
pub(super) struct AuditArgs {
    /// Only this mutant, and no variant; can be given several times
    #[arg(long = "mutant", value_name = "NAME")]
    pub(super) mutants: Vec<String>,
    /// Only this variant, and no mutant; can be given several times
    #[arg(long = "variant", value_name = "NAME")]
    pub(super) variants: Vec<String>,
    /// Lists mutants and variants and runs nothing
    #[arg(long, conflicts_with_all = ["report", "sampled", "quick"])]
    pub(super) list: bool,
    /// Runs each mutant where its own row is tagged, further only if not caught there, and no variant: a few seconds
    #[arg(long, conflicts_with_all = ["mutants", "variants"])]
    pub(super) quick: bool,
    /// Runs a sample of forty mutants, some of each group of requirements, each behind HTTP in a process of its own, and
    /// tells where they are not caught as in this one; under a minute. Another seed draws another sample
    #[arg(long, conflicts_with_all = ["variants", "list", "quick", "report"])]
    pub(super) http: bool,
    #[command(flatten)]
    pub(super) log: LogArgs,
    /// Only samples the borders that need not push events
    #[arg(long)]
    pub(super) sampled: bool,
    /// How many run at once, by default one a core; changes no result
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) jobs: Option<NonZeroUsize>,
    /// The seed of every scenario that states none
    #[arg(long, value_name = "N", default_value_t = SEED, allow_negative_numbers = true)]
    pub(super) seed: u64,
    /// Reports no duration, so that one seed gives the same bytes
    #[arg(long)]
    pub(super) deterministic: bool,
    /// Writes audit.json, audit.md and weaknesses.md to this folder
    #[arg(long, value_name = "DIR")]
    pub(super) report: Option<PathBuf>,
}

/// The arguments of `requirements`.
#[derive(Debug, Args)]
pub(super) struct RequirementsArgs {
    /// The requirement to show in full, such as CBN-03
    #[arg(value_name = "ID")]
    pub(super) id: Option<String>,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A requirement, such as CBN-03, or a scenario by file and line or by title
    #[arg(value_name = "ID|SCENARIO", value_parser = NonEmptyStringValueParser::new())]
    pub(super) target: String,
}

/// The arguments of `steps`.
#[derive(Debug, Args)]
pub(super) struct StepsArgs {
    /// Only phrases that hold this word
    #[arg(value_name = "WORD")]
    pub(super) word: Option<String>,
}

/// The arguments of `run`.
#[derive(Debug, Args)]
pub(super) struct RunArgs {
    /// A YAML scenario, or a line of a feature
    #[arg(value_name = "SCENARIO.yaml|FEATURE:LINE")]
    pub(super) scenario: String,
    /// The conformance statement (ICS) that says what is asserted; the reference's own is the default
    #[arg(long, value_name = "FILE")]
    pub(super) ics: Option<PathBuf>,
    /// Judges the rows of this pack as well; can be given several times
    #[arg(long = "pack", value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(super) packs: Vec<String>,
    /// Shows the trace alone, as it can be saved and compared
    #[arg(long)]
    pub(super) trace: bool,
    /// The seed, unless the scenario states one
    #[arg(long, value_name = "N", default_value_t = SEED, allow_negative_numbers = true)]
    pub(super) seed: u64,
    /// Only samples the borders that need not push events
    #[arg(long)]
    pub(super) sampled: bool,
}

/// The arguments of `ics`.
#[derive(Debug, Args)]
pub(super) struct IcsArgs {
    /// The statement, in YAML; the reference's own is the default
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Writes JSON, for programs
    #[arg(long)]
    pub(super) json: bool,
}

/// The arguments of `serve`.
#[derive(Debug, Args)]
#[command(after_help = SERVE_HELP)]
pub(super) struct ServeArgs {
    /// Where to listen; 127.0.0.1:8411, as in the reference's own deployment file, is the default
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) listen: Option<SocketAddr>,
    /// The conformance statement (ICS) that the reference follows, or the mutant of it
    #[arg(long, value_name = "FILE")]
    pub(super) ics: Option<PathBuf>,
    /// Serves this mutant instead of the reference
    #[arg(long, value_name = "NAME")]
    pub(super) mutant: Option<String>,
    /// Serves this variant instead of the reference, under what it declares
    #[arg(long, value_name = "NAME", conflicts_with_all = ["mutant", "ics"])]
    pub(super) variant: Option<String>,
    /// Keeps what must outlive a restart in this SQLite file instead of in memory
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(super) state: Option<PathBuf>,
    /// Gives each tenant a process of its own, which is killed with SIGKILL when the tenant is
    #[arg(long)]
    pub(super) isolated: bool,
    /// How much of the interface is offered: A, B or C; at A and B the clocks of tenants go by themselves
    #[arg(long, value_name = "LEVEL", default_value = "C", value_parser = level)]
    pub(super) level: Level,
    /// Lets the clocks of tenants go by themselves, with an event feed: the same as --level B
    #[arg(long, conflicts_with = "level")]
    pub(super) real_time: bool,
    /// Ends when standard input does as well: for whoever starts it as a child
    #[arg(long)]
    pub(super) until_eof: bool,
    #[command(flatten)]
    pub(super) log: LogArgs,
    /// Serves nothing: makes a temporary folder, says where, and removes it when standard input ends
    #[arg(long, hide = true, exclusive = true)]
    pub(super) keep_folder: bool,
}

impl ServeArgs {
    /// The level that is asked for.
    pub(super) fn offered(&self) -> Level {
        if self.real_time { Level::B } else { self.level }
    }
}

fn level(text: &str) -> Result<Level, String> {
    text.parse().map_err(|_| format!("`{text}` is no level: A, B or C"))
}

/// The arguments of `doctor`.
#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    /// The deployment file
    #[arg(value_name = "DEPLOYMENT.yaml", required_unless_present = "schema")]
    pub(super) file: Option<PathBuf>,
    /// Prints the JSON Schema of deployment files, for editors, and looks at nothing
    #[arg(long, conflicts_with_all = ["file", "ics"])]
    pub(super) schema: bool,
    /// The conformance statement (ICS), instead of the one that the deployment file names
    #[arg(long, value_name = "FILE")]
    pub(super) ics: Option<PathBuf>,
    #[command(flatten)]
    pub(super) log: LogArgs,
}

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell that they are for
    #[arg(value_name = "SHELL")]
    pub(super) shell: Shell,
}

/// The arguments of `man`.
#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The command that the page is about; the whole program is the default
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}
