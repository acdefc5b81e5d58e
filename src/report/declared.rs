//! A statement before anything is run: how each row stands with it, and what it declares.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use crate::requirement::{
    Catalogue, DEFAULT_READING, Ics, Obligation, Requirement, RequirementId, Standing, StandingKind, Tolerance,
};
use crate::source::escape;
use crate::time::Span;

use super::json::{Declared, SCHEMA_VERSION, declared};
use super::style::{DIM, GOOD, OPEN, STRONG, painted};

/// The standings that a base row can have.
const KINDS: [StandingKind; 3] = [StandingKind::Asserted, StandingKind::Observed, StandingKind::NotApplicable];

/// A base row with what the statement makes of it.
struct Stood<'r> {
    row: &'r Requirement,
    standing: Standing,
    /// The name of the reading in force; ours under its own name.
    reading: &'r str,
}

fn stood<'r>(ics: &'r Ics, catalogue: &'r Catalogue) -> Vec<Stood<'r>> {
    let of = |row: &'r Requirement| {
        let declared = ics.reading(&row.id);
        let reading = if declared == DEFAULT_READING { &row.default_reading } else { declared };
        Stood { row, standing: Standing::of(row, ics, catalogue), reading }
    };
    catalogue.base().map(of).collect()
}

fn count(rows: &[Stood<'_>], kind: StandingKind) -> usize {
    rows.iter().filter(|row| row.standing.kind == kind).count()
}

/// What a check asserts under a statement, with colours. No file is the reference's own statement.
pub fn standing(ics: &Ics, file: Option<&str>, catalogue: &Catalogue) -> String {
    let rows = stood(ics, catalogue);
    let mut text = String::new();
    for row in &rows {
        let style = match row.standing.kind {
            StandingKind::Asserted => GOOD,
            StandingKind::Observed => OPEN,
            StandingKind::NotApplicable | StandingKind::Outside => DIM,
        };
        let kind = painted(style, format_args!("{:14}", row.standing.kind));
        let obligation = row.row.obligation;
        let _ = writeln!(text, "{}  {obligation}  {kind}  {}", painted(STRONG, row.row.id), notes(row, ics));
    }
    text.push('\n');
    lists(&mut text, ics, file, catalogue);
    let counts = KINDS.map(|kind| format!("{} {kind}", count(&rows, kind)));
    let hash = catalogue.hash();
    let revision = format!("revision {} ({})", catalogue.revision(), hash.get(..12).unwrap_or(&hash));
    let _ = writeln!(text, "{} rows: {}; {revision}", rows.len(), counts.join(", "));
    text
}

/// What else is to be known of a row: why it stands so, its reading where there are several, its tolerances.
fn notes(row: &Stood<'_>, ics: &Ics) -> String {
    let mut notes: Vec<String> = row.standing.why.iter().cloned().collect();
    if row.standing.kind == StandingKind::NotApplicable {
        return notes.join("; ");
    }
    if !row.row.alternatives.is_empty() {
        notes.push(format!("reading {}", row.reading));
    }
    let spans = row.row.tolerances.iter().map(|name| (name, ics.tolerance(*name)));
    notes.extend(spans.filter(|(_, span)| *span > Span::ZERO).map(|(name, span)| format!("{name} {span}")));
    if notes.is_empty() { "-".to_owned() } else { notes.join("; ") }
}

/// The statement itself, with what it leaves out.
fn lists(text: &mut String, ics: &Ics, file: Option<&str>, catalogue: &Catalogue) {
    let mut line = |label: &str, value: &str| {
        let value = if value.is_empty() { "none" } else { value };
        let _ = writeln!(text, "{}  {}", painted(DIM, format_args!("{label:12}")), escape(value));
    };
    let joined = |names: &BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let known = catalogue.capabilities();
    line("statement", file.unwrap_or("the reference's own"));
    line("capabilities", &format!("{} of {} declared", ics.capabilities.len(), known.all().count()));
    for (what, names) in [("features", &known.feature), ("behaviours", &known.behaviour)] {
        let missing: BTreeSet<String> = names.difference(&ics.capabilities).cloned().collect();
        if !missing.is_empty() {
            line("", &format!("{what} not declared: {}", joined(&missing)));
        }
    }
    let tolerances = Tolerance::ALL.iter().map(|name| {
        let undeclared = if ics.tolerances.contains_key(name) { "" } else { " (undeclared)" };
        format!("{name} {}{undeclared}", ics.tolerance(*name))
    });
    line("tolerances", &tolerances.collect::<Vec<_>>().join(", "));
    if !ics.spans.is_empty() {
        let spans: Vec<String> = ics.spans.iter().map(|(name, span)| format!("{name} {span}")).collect();
        line("spans", &spans.join(", "));
    }
    line("territories", &joined(&ics.territories));
    line("workspaces", &joined(&ics.workspaces));
    line("statuses", &joined(&ics.statuses));
    if !ics.packs.is_empty() {
        line("packs", &joined(&ics.packs));
    }
}

#[derive(Serialize)]
struct File<'r> {
    schema_version: u32,
    suite_version: &'static str,
    revision: &'r str,
    revision_hash: String,
    ics: Declared<'r>,
    undeclared: Vec<&'r str>,
    counts: BTreeMap<&'static str, usize>,
    requirements: Vec<Row<'r>>,
}

#[derive(Serialize)]
struct Row<'r> {
    id: RequirementId,
    obligation: Obligation,
    #[serde(skip_serializing_if = "Option::is_none")]
    capability: Option<&'r str>,
    standing: StandingKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'r str>,
    reading: &'r str,
    readings: Vec<&'r str>,
    tolerances: BTreeMap<&'static str, String>,
}

/// The same as JSON.
pub fn standing_json(ics: &Ics, file: Option<&str>, catalogue: &Catalogue) -> String {
    let rows = stood(ics, catalogue);
    let tolerances =
        |row: &Requirement| row.tolerances.iter().map(|name| (name.name(), ics.tolerance(*name).to_string())).collect();
    let requirements = rows.iter().map(|stood| Row {
        id: stood.row.id,
        obligation: stood.row.obligation,
        capability: stood.row.capability.as_deref(),
        standing: stood.standing.kind,
        reason: stood.standing.why.as_deref(),
        reading: stood.reading,
        readings: readings(stood.row),
        tolerances: tolerances(stood.row),
    });
    let file = File {
        schema_version: SCHEMA_VERSION,
        suite_version: env!("CARGO_PKG_VERSION"),
        revision: catalogue.revision(),
        revision_hash: catalogue.hash(),
        ics: declared(ics, file),
        undeclared: catalogue.capabilities().all().filter(|name| !ics.declares(name)).collect(),
        counts: KINDS.map(|kind| (kind.name(), count(&rows, kind))).into(),
        requirements: requirements.collect(),
    };
    // Maps with text keys, lists and numbers can always be written.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// The readings that a row has: ours under its own name, then the alternatives.
fn readings(row: &Requirement) -> Vec<&str> {
    let others = row.alternatives.iter().map(|other| other.name.as_str());
    std::iter::once(row.default_reading.as_str()).chain(others).collect()
}
