//! The report for people: what failed at length, then a table by group, and the verdict in one line.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};

use crate::requirement::{Catalogue, Ics, Status, Tolerance, Verdict};
use crate::result::{Exit, NO_SCENARIO, Report, RequirementResult, ScenarioVerdict, Setting};
use crate::source::escape;
use crate::time::Span;

use super::failure::failures;
use super::fold::folded;
use super::style::{BAD, DIM, GOOD, OPEN, painted};

/// What stands in a column of the table: its title, and which rows it counts.
type Column = (&'static str, fn(&RequirementResult) -> bool);

/// The columns that are always shown.
const COLUMNS: [Column; 6] = [
    ("rows", |_| true),
    ("tested", |row| row.status == Status::Tested),
    ("pass", |row| row.status == Status::Tested && row.verdict == Verdict::Pass),
    ("fail", |row| row.verdict == Verdict::Fail),
    ("inconclusive", is_inconclusive),
    ("not tested", |row| row.status == Status::NotTested),
];

/// The columns that are shown only where they count something.
const RARE: [Column; 4] = [
    ("observed", |row| row.verdict == Verdict::Observed),
    ("excluded", |row| row.status == Status::Excluded),
    ("not measured", |row| row.status == Status::NotMeasured),
    ("error", |row| row.status == Status::Error),
];

fn is_inconclusive(row: &RequirementResult) -> bool {
    row.status == Status::Tested && row.verdict == Verdict::Inconclusive
}

/// How many capabilities that are not declared are named.
const NAMED: usize = 5;

/// The whole report, with colours.
pub fn terminal(report: &Report, catalogue: &Catalogue) -> String {
    let mut text = failures(report, catalogue);
    text.push_str(&table(report));
    text.push('\n');
    for (label, status) in [
        ("not tested", Status::NotTested),
        ("not measured", Status::NotMeasured),
        ("excluded", Status::Excluded),
        ("error", Status::Error),
    ] {
        let rows: Vec<&RequirementResult> = report.requirements.iter().filter(|row| row.status == status).collect();
        // Of a selection, what was not asked for is counted and not listed: there is much of it.
        let is_listed = |row: &&&RequirementResult| row.selected || status != Status::NotTested;
        let mut lines = folded(rows.iter().filter(is_listed).map(|row| row.id));
        let left = rows.iter().filter(|row| !is_listed(row)).count();
        if left > 0 {
            let left = if lines.is_empty() { "all".to_owned() } else { format!("and {left} more") };
            lines.push(format!("{left} not asked for: a whole check lists them, and --requirement ID asks for one"));
        }
        list(&mut text, label, &lines, rows.len());
    }
    let open = report.requirements.iter().filter(|row| is_inconclusive(row));
    list(&mut text, "inconclusive", &folded(open.clone().map(|row| row.id)), open.count());
    reasons(&mut text, report);
    packs(&mut text, report);
    let file = report.setting.statement.as_ref().map(|file| format!("{}: ", escape(file))).unwrap_or_default();
    let _ = writeln!(text, "ICS         {file}{}", ics_line(&report.setting.ics, catalogue));
    setting(&mut text, report);
    verdict(&mut text, report);
    text
}

fn table(report: &Report) -> String {
    let counts_any = |column: &Column| report.requirements.iter().any(|row| (column.1)(row));
    let columns: Vec<Column> = COLUMNS.into_iter().chain(RARE.into_iter().filter(counts_any)).collect();
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(std::iter::once("group").chain(columns.iter().map(|(title, _)| *title)));
    let mut groups: Vec<&str> = Vec::new();
    for row in &report.requirements {
        if !groups.contains(&row.id.group()) {
            groups.push(row.id.group());
        }
    }
    for group in groups {
        let count = |column: &Column| {
            let rows = report.requirements.iter().filter(|row| row.id.group() == group && (column.1)(row));
            zero_as_dot(rows.count())
        };
        table.add_row(std::iter::once(group.to_owned()).chain(columns.iter().map(count)));
    }
    let total = |column: &Column| report.requirements.iter().filter(|row| (column.1)(row)).count().to_string();
    table.add_row(std::iter::once("all".to_owned()).chain(columns.iter().map(total)));
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.trim_fmt() + "\n"
}

/// The packs that are followed, a line each: apart from the base rows, whose verdict they never change.
fn packs(text: &mut String, report: &Report) {
    for (pack, rows) in &report.packs {
        let style = |row: &RequirementResult| match row.verdict {
            Verdict::Pass => GOOD,
            Verdict::Fail | Verdict::Error => BAD,
            Verdict::Inconclusive | Verdict::NotTriggered => OPEN,
            Verdict::NotApplicable | Verdict::Observed => DIM,
        };
        let word = |row: &RequirementResult| match row.status {
            Status::Tested => row.verdict.to_string(),
            Status::NotTested | Status::NotMeasured | Status::Excluded | Status::Error => row.status.to_string(),
        };
        let rows: Vec<String> =
            rows.iter().map(|row| format!("{} {}", row.id, painted(style(row), word(row)))).collect();
        let _ = writeln!(text, "pack        {}: {}", escape(pack), rows.join(", "));
    }
}

fn zero_as_dot(count: usize) -> String {
    if count == 0 { ".".to_owned() } else { count.to_string() }
}

fn list(text: &mut String, label: &str, lines: &[String], count: usize) {
    for (index, line) in lines.iter().enumerate() {
        let label = if index == 0 { format!("{label} ({count})") } else { String::new() };
        let _ = writeln!(text, "{label:18}{line}");
    }
}

/// Why what was asked for was not tested; rows of one reason share a line. Scenarios tell of all else themselves.
fn reasons(text: &mut String, report: &Report) {
    let mut known: Vec<(&str, Vec<&RequirementResult>)> = Vec::new();
    for row in report.requirements.iter().filter(|row| row.selected && is_untold(row)) {
        let Some(reason) = row.reason.as_deref().filter(|reason| *reason != NO_SCENARIO) else { continue };
        match known.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, rows)) => rows.push(row),
            None => known.push((reason, vec![row])),
        }
    }
    for (reason, rows) in known {
        let ids = folded(rows.iter().map(|row| row.id)).join(", ");
        let _ = writeln!(text, "{}", painted(DIM, format_args!("{ids}: {}", escape(reason))));
    }
}

fn is_untold(row: &RequirementResult) -> bool {
    match row.status {
        Status::NotTested | Status::NotMeasured | Status::Excluded => true,
        Status::Tested | Status::Error => false,
    }
}

/// What was declared, in one line, so that declaring little can't look like passing much.
pub fn ics_line(ics: &Ics, catalogue: &Catalogue) -> String {
    let known = catalogue.capabilities().all().count();
    let readings: Vec<String> = ics.readings.iter().map(|(row, name)| format!("{row}={name}")).collect();
    let readings = if readings.is_empty() { "our reading of every row".to_owned() } else { readings.join(" ") };
    let shown = |name: &Tolerance| match (ics.tolerance(*name), ics.tolerances.contains_key(name)) {
        (Span::ZERO, _) => None,
        (span, true) => Some(format!("{name} {span}")),
        (span, false) => Some(format!("{name} {span} (undeclared)")),
    };
    let spans: Vec<String> = Tolerance::ALL.iter().filter_map(shown).collect();
    let spans = if ics.tolerances.is_empty() {
        "the tolerances of the catalogue".to_owned()
    } else if spans.is_empty() {
        "no tolerance".to_owned()
    } else {
        spans.join(", ")
    };
    let missing: Vec<&str> = catalogue.capabilities().all().filter(|name| !ics.declares(name)).collect();
    let missing = match missing.len() {
        0 => String::new(),
        1..=NAMED => format!(" (not {})", missing.join(", ")),
        _ => " (`spec911 ics FILE` lists the others)".to_owned(),
    };
    format!("{} of {known} capabilities declared{missing}; {readings}; {spans}", ics.capabilities.len())
}

fn setting(text: &mut String, report: &Report) {
    let hash = report.revision_hash.get(..12).unwrap_or(&report.revision_hash);
    let setting = &report.setting;
    let _ = writeln!(
        text,
        "run         {} on {}, {} clock, {} borders, {}, revision {} ({hash})",
        setting.suite_version,
        setting.deployment,
        setting.clock,
        setting.seeing,
        seeds(setting),
        report.revision
    );
}

/// What of the run can be repeated by its numbers.
fn seeds(setting: &Setting) -> String {
    let last = setting.seed.wrapping_add(u64::from(setting.repeat.saturating_sub(1)));
    let seeds =
        if setting.repeat > 1 { format!("seeds {} to {last}", setting.seed) } else { format!("seed {}", setting.seed) };
    match setting.shuffle {
        Some(order) => format!("{seeds}, order drawn by --shuffle {order}"),
        None => seeds,
    }
}

/// What the run is not, and its verdict in one line.
fn verdict(text: &mut String, report: &Report) {
    if let Some(folder) = &report.setting.features {
        let _ = writeln!(text, "features of {}, not the embedded suite", escape(folder));
    }
    if !report.rows().any(|row| row.selected) {
        let _ = writeln!(text, "nothing was judged: no scenario has the tag of a requirement, such as `@CBN-03`");
    }
    if report.setting.selection.is_partial() {
        let filters = escape(&report.setting.selection.filters.join(" "));
        let _ = writeln!(text, "selection, not a certification: {filters}");
    }
    let exit = Exit::of(report);
    let style = match exit {
        Exit::Pass => GOOD,
        Exit::Inconclusive | Exit::Empty => OPEN,
        Exit::Nonconformance
        | Exit::Usage
        | Exit::Deployment
        | Exit::Safety
        | Exit::Harness
        | Exit::Interrupted
        | Exit::Terminated => BAD,
    };
    let word = exit.meaning();
    let count = |verdict| report.scenarios.iter().filter(|scenario| scenario.verdict == verdict).count();
    let all = report.scenarios.len();
    let mut counts = vec![if all == 1 { "1 scenario".to_owned() } else { format!("{all} scenarios") }];
    for verdict in ScenarioVerdict::ALL {
        if count(*verdict) > 0 {
            counts.push(format!("{} {verdict}", count(*verdict)));
        }
    }
    if report.setting.repeat > 1 {
        counts.push(format!("{} times each", report.setting.repeat));
        let differ = report.scenarios.iter().filter(|scenario| scenario.repeats.differ()).count();
        counts.push(format!("{differ} with verdicts that differ"));
    }
    if let Some(duration) = report.duration {
        counts.push(format!("{:.2} s", duration.as_secs_f64()));
    }
    let _ = writeln!(text, "{} (exit {}): {}", painted(style, word), exit.code(), counts.join(", "));
}
