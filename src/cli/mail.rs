//! `mail`: the mails that a scenario sends, as their readers and a mail server get them.

use std::fmt::Write as _;

use crate::conduct::Stop;
use crate::deployment::{Ran, Submitted};
use crate::notice::shown;
use crate::requirement::Catalogue;
use crate::result::{Exit, statement_of};
use crate::stimulus::Scenario;

use super::halt::{Halt, Problem};
use super::mail_args::{Format, MailArgs, MailCommand, RenderArgs};
use super::mail_gallery::mail_gallery;
use super::mail_lint::mail_lint;
use super::mail_run::{Stationery, sent};
use super::run::one_scenario;
use super::statement::{followed, statement};
use super::templates::wordings;
use super::terminal::Terminal;

/// How many mails are named before the rest is counted.
const NAMED: usize = 6;

/// Runs the command.
///
/// # Errors
///
/// A path that does not name one scenario, wrong files, a mail that the scenario does not send.
pub(super) fn mail(args: &MailArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    match &args.command {
        MailCommand::Render(args) => render(args, terminal),
        MailCommand::Gallery(args) => mail_gallery(args, terminal),
        MailCommand::Lint(args) => mail_lint(args, terminal),
    }
}

fn render(args: &RenderArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let catalogue = Catalogue::embedded();
    let statement = statement(args.source.ics.as_ref(), catalogue)?;
    let scenario = one_scenario(&args.scenario, "mail render", catalogue)?;
    let wordings = wordings(args.source.templates.as_ref())?;
    // Nothing is judged: a scenario of one reading is shown with what that reading sends.
    let ics = statement_of(&scenario, &statement.ics, catalogue);
    let policy = followed(&ics)?;
    let ran = sent(&scenario, &Stationery { catalogue, ics: &ics, policy, wordings: &wordings }, args.seed)?;
    let all = ran.mails(&scenario.id);
    let Some(wanted) = all.get(args.mail.get() - 1) else {
        return Err(missing(args, &scenario, &ran.0, &all).into());
    };
    let text = match args.format {
        Format::Text => text(wanted),
        Format::Html => format!("{}\n", shown(&wanted.mail.html).trim_end()),
        Format::Eml => eml(wanted, &scenario)?,
    };
    terminal.say(&text);
    Ok(Exit::Pass)
}

/// The envelope, the subject and the text part.
fn text(submitted: &Submitted<'_>) -> String {
    let mail = submitted.mail;
    let mut text = format!("From: {}\n", mail.sender);
    for recipient in &mail.recipients {
        let _ = writeln!(text, "To: {recipient}");
    }
    let _ = writeln!(text, "Subject: {}\n", shown(&mail.subject).replace('\n', " "));
    text.push_str(shown(&mail.text).trim_end());
    text.push('\n');
    text
}

fn eml(submitted: &Submitted<'_>, scenario: &Scenario) -> Result<String, Problem> {
    let unwritable = |why: String| Problem::usage(format!("`{}`: {why}", scenario.id));
    let bytes = submitted
        .message()
        .map_err(|why| unwritable(why.to_string()).help("`--format text` shows the mail, and to whom it goes"))?;
    String::from_utf8(bytes).map_err(|error| unwritable(error.to_string()))
}

/// No such mail: which scenario, and what it sends.
fn missing(args: &RenderArgs, scenario: &Scenario, ran: &Ran, all: &[Submitted<'_>]) -> Problem {
    let sends = match all.len() {
        0 => "sends no mail".to_owned(),
        1 => format!("sends 1 mail, and no mail {}", args.mail),
        count => format!("sends {count} mails, and no mail {}", args.mail),
    };
    let mut problem = Problem::new(Exit::Empty, format!("`{}` {sends}", scenario.id));
    for (index, submitted) in all.iter().take(NAMED).enumerate() {
        let mail = submitted.mail;
        let agent = mail.agent.as_ref().map(|agent| format!(" of {agent}")).unwrap_or_default();
        problem = problem.note(format!("--mail {}  {}{agent}: {}", index + 1, mail.kind, mail.subject));
    }
    if let Some(more) = all.len().checked_sub(NAMED).filter(|more| *more > 0) {
        problem = problem.note(format!("and {more} more"));
    }
    if let Stop::Unbound { what, .. } = &ran.stop {
        problem = problem.note(format!("its run stopped early: {what}"));
    }
    problem.help(format!("`spec911 run {}` shows when mails are submitted", scenario.id))
}
