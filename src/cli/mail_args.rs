//! The arguments of `mail`, and their help.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand, ValueEnum};

use super::args::SEED;

const MAIL_HELP: &str = "\
Examples:
  spec911 mail render scenarios/dropped-call.yaml
      to whom the first mail goes, its subject and its text
  spec911 mail render scenarios/dropped-call.yaml --format html > mail.html
      its page, for a browser
  spec911 mail render scenarios/dropped-call.yaml --format eml > mail.eml
      the whole message, for a mail program
  spec911 mail render scenarios/dropped-call.yaml --templates my/templates
      the same with templates of your own
  spec911 mail lint my/templates
      what is wrong with them
  spec911 mail gallery out
      every mail, in one page and as files

A scenario that holds for one reading only is run with it. The same seed gives the same bytes.
render ends with 3 if the scenario sends no such mail, and says which it sends; lint with 1 if it finds something.";

/// The arguments of `mail`.
#[derive(Debug, Args)]
#[command(after_help = MAIL_HELP, max_term_width = 100)]
#[command(arg_required_else_help = false, disable_help_subcommand = true)]
pub(super) struct MailArgs {
    #[command(subcommand)]
    pub(super) command: MailCommand,
}

/// What is to be done with mails.
#[derive(Debug, Subcommand)]
pub(super) enum MailCommand {
    /// Runs a scenario and prints one of its mails
    Render(RenderArgs),
    /// Writes every mail into a folder: a page to look at them all, and a message each
    Gallery(GalleryArgs),
    /// Says what is wrong with templates
    Lint(LintArgs),
}

/// The arguments of `mail gallery`.
#[derive(Debug, Args)]
#[command(after_help = MAIL_HELP, max_term_width = 100)]
pub(super) struct GalleryArgs {
    /// The folder that is written
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Only the scenarios of these files or folders, or the one at a line; without one all, and the matrix of territories
    #[arg(value_name = "PATH[:LINE]", value_parser = NonEmptyStringValueParser::new())]
    pub(super) paths: Vec<String>,
    #[command(flatten)]
    pub(super) source: SourceArgs,
    /// The seed of scenarios that state none
    #[arg(long, value_name = "N", default_value_t = SEED, allow_negative_numbers = true)]
    pub(super) seed: u64,
    /// How many scenarios run at once; the mails are the same
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) jobs: Option<NonZeroUsize>,
}

/// What mails are written from.
#[derive(Debug, Args)]
pub(super) struct SourceArgs {
    /// A folder of templates that stand in the place of the shipped ones of the same names
    #[arg(long, value_name = "DIR")]
    pub(super) templates: Option<PathBuf>,
    /// The conformance statement (ICS) whose readings the reference follows; its own is the default
    #[arg(long, value_name = "FILE")]
    pub(super) ics: Option<PathBuf>,
}

/// The arguments of `mail lint`.
#[derive(Debug, Args)]
#[command(after_help = MAIL_HELP, max_term_width = 100)]
pub(super) struct LintArgs {
    /// A template, or a folder of templates
    #[arg(value_name = "TEMPLATE")]
    pub(super) template: PathBuf,
}

/// The arguments of `mail render`.
#[derive(Debug, Args)]
#[command(after_help = MAIL_HELP, max_term_width = 100)]
pub(super) struct RenderArgs {
    /// A YAML scenario, or a line of a feature
    #[arg(value_name = "SCENARIO.yaml|FEATURE:LINE")]
    pub(super) scenario: String,
    /// Which of its mails, in the order in which they are submitted
    #[arg(long, value_name = "N", default_value = "1", allow_negative_numbers = true)]
    pub(super) mail: NonZeroUsize,
    /// The text part with its envelope, the HTML part, or the whole message
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) source: SourceArgs,
    /// The seed, unless the scenario states one
    #[arg(long, value_name = "N", default_value_t = SEED, allow_negative_numbers = true)]
    pub(super) seed: u64,
}

/// As what a mail is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// From whom, to whom, the subject and the text part
    Text,
    /// The HTML part
    Html,
    /// The whole MIME message, as it goes to a mail server
    Eml,
}
