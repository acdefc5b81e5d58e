//! `requirements`: all rows of the catalogue, or one in full.

use std::fmt::Write as _;

use crate::report::{DIM, STRONG, painted};
use crate::requirement::{Catalogue, Requirement};
use crate::result::Exit;

use super::args::RequirementsArgs;
use super::halt::Halt;
use super::select::requirement;
use super::terminal::Terminal;

/// Columns of a statement in the list; longer ones are cut, `requirements ID` has them whole.
const STATEMENT: usize = 88;

/// Runs the command.
///
/// # Errors
///
/// An id that the catalogue does not have.
pub(super) fn requirements(args: &RequirementsArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let catalogue = Catalogue::embedded();
    let text = match &args.id {
        Some(id) => {
            let id = requirement(id, catalogue)?;
            catalogue.get(&id).map(|row| in_full(row, catalogue)).unwrap_or_default()
        }
        None => list(catalogue),
    };
    terminal.say(&text);
    Ok(Exit::Pass)
}

fn list(catalogue: &Catalogue) -> String {
    let mut text = String::new();
    for row in catalogue.rows() {
        let cut: String = row.statement.chars().take(STATEMENT).collect();
        let dots = if cut.len() < row.statement.len() { "…" } else { "" };
        let obligation = row.obligation.name();
        let _ = writeln!(text, "{}  {obligation:7}  {cut}{dots}", painted(STRONG, row.id));
    }
    let hash = catalogue.hash();
    let count = catalogue.rows().len();
    let _ =
        writeln!(text, "\n{count} rows, {} of them base; revision {}", catalogue.base().count(), catalogue.revision());
    let _ = writeln!(text, "{}", painted(DIM, hash));
    text
}

fn in_full(row: &Requirement, catalogue: &Catalogue) -> String {
    let mut text = format!("{} {}\n", painted(STRONG, row.id), row.statement);
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(text, "  {}  {value}", painted(DIM, format_args!("{label:12}")));
    };
    line("obligation", row.obligation.name());
    if let Some(capability) = &row.capability {
        let is_feature = catalogue.capabilities().feature.contains(capability);
        line("capability", &format!("{capability} ({})", if is_feature { "feature" } else { "behaviour" }));
    }
    if let (Some(origin), Some(class)) = (row.origin, row.class) {
        line("origin", origin.name());
        line("class", class.name());
    }
    for clause in row.clauses.iter().filter_map(|key| catalogue.clause(key)) {
        line("clause", &format!("{}: {}", clause.key, clause.text));
    }
    if let Some(source) = &row.source {
        line("source", source);
    }
    if let Some(decision) = &row.decision {
        line("decision", decision);
    }
    if !row.alternatives.is_empty() {
        line("reading", &format!("{} (ours)", row.default_reading));
    }
    for other in &row.alternatives {
        line("alternative", &format!("{}: {}", other.name, other.what));
    }
    for tolerance in &row.tolerances {
        let limit = catalogue.tolerance(*tolerance);
        let most =
            if limit.at_most == limit.undeclared { String::new() } else { format!(", at most {}", limit.at_most) };
        line("tolerance", &format!("{tolerance}: {} where nothing is declared{most}", limit.undeclared));
    }
    let borders: Vec<&str> = row.borders.iter().map(|border| border.name()).collect();
    if !borders.is_empty() {
        line("borders", &borders.join(", "));
    }
    if let Some(pack) = &row.pack {
        line("pack", pack);
    }
    line("revision", &row.revision);
    text
}
