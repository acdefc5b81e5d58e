//! `mail lint`: what is wrong with templates.

use crate::notice::{is_template, lint};
use crate::report::{BAD, GOOD, painted};
use crate::result::Exit;
use crate::source::{Fault, render};

use super::halt::Halt;
use super::mail_args::LintArgs;
use super::suite::name_of;
use super::templates::templates;
use super::terminal::Terminal;

/// Runs the command.
///
/// # Errors
///
/// A path without a template, files that can't be read.
pub(super) fn mail_lint(args: &LintArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let (files, only) = templates(&args.template)?;
    let asked = |name: &str| only.as_deref().is_none_or(|own| own == name);
    let count = files.keys().filter(|name| is_template(name) && asked(name)).count();
    let folder = if only.is_some() { args.template.parent() } else { Some(args.template.as_path()) };
    let named = |fault: Fault| {
        let file = folder.map_or_else(|| fault.file.clone(), |folder| name_of(&folder.join(&fault.file)));
        Fault { file, ..fault }
    };
    let found: Vec<Fault> = lint(&files).into_iter().filter(|fault| asked(&fault.file)).map(named).collect();
    let templates = if count == 1 { "1 template".to_owned() } else { format!("{count} templates") };
    if found.is_empty() {
        terminal.say(&format!("{} nothing found in {templates}\n", painted(GOOD, "ok")));
        return Ok(Exit::Pass);
    }
    let findings = if found.len() == 1 { "1 finding".to_owned() } else { format!("{} findings", found.len()) };
    terminal.say(&format!("{}\n{} in {templates}\n", render(&found, true), painted(BAD, findings)));
    Ok(Exit::Nonconformance)
}
