//! The audit as files: JSON for programs, Markdown for reviewers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::audit::{Fails, Matrix, Weaknesses};
use crate::observation::Seeing;
use crate::requirement::{Catalogue, RequirementId};

use super::audit::AuditReport;
use super::json::micros;

/// The version of the shape of `audit.json`.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Json<'a> {
    schema_version: u32,
    suite_version: &'a str,
    revision: &'a str,
    revision_hash: String,
    borders: String,
    seed: u64,
    killed: usize,
    mutants: Vec<MutantJson<'a>>,
    variants: Vec<VariantJson<'a>>,
    flaws: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_us: Option<u64>,
}

#[derive(Serialize)]
struct MutantJson<'a> {
    name: &'a str,
    requirement: &'a str,
    says: &'a str,
    also: Vec<RequirementId>,
    killed: bool,
    /// The rows that failed, by scenario.
    fails: BTreeMap<&'a str, Vec<RequirementId>>,
}

#[derive(Serialize)]
struct VariantJson<'a> {
    name: &'a str,
    run: usize,
    fails: BTreeMap<&'a str, Vec<RequirementId>>,
}

/// `audit.json`.
pub(super) fn audit_json(report: &AuditReport, catalogue: &Catalogue) -> String {
    let matrix = &report.matrix;
    let by_scenario = |fails: &Fails| {
        let named = |place: &usize| matrix.scenarios.get(*place).map_or("", |one| one.id.as_str());
        fails.iter().map(|(place, rows)| (named(place), rows.iter().copied().collect())).collect()
    };
    let mutants = matrix.mutants.iter().map(|caught| MutantJson {
        name: caught.mutant.name,
        requirement: caught.mutant.row,
        says: caught.mutant.says,
        also: matrix.collateral.of(caught.mutant.name).collect(),
        killed: caught.is_killed(),
        fails: by_scenario(&caught.fails),
    });
    let variants = matrix.variants.iter().map(|variant| VariantJson {
        name: &variant.name,
        run: variant.run,
        fails: by_scenario(&variant.fails),
    });
    let json = Json {
        schema_version: SCHEMA_VERSION,
        suite_version: env!("CARGO_PKG_VERSION"),
        revision: catalogue.revision(),
        revision_hash: catalogue.hash(),
        borders: report.seeing.to_string(),
        seed: report.seed,
        killed: matrix.killed(),
        mutants: mutants.collect(),
        variants: variants.collect(),
        flaws: report.flaws.iter().map(ToString::to_string).collect(),
        duration_us: report.duration.map(micros),
    };
    serde_json::to_string_pretty(&json).unwrap_or_default() + "\n"
}

/// `audit.md`: a line a mutant, with the row that it breaks and how many scenarios catch it under which rows.
pub fn kill_matrix(matrix: &Matrix, seeing: Seeing) -> String {
    let mut text = format!(
        "# Kill matrix\n\n{} of {} mutants are killed under the row that they break, with {} borders.\n\n\
         | row | mutant | what its vendor did | killed by | rows that fail, with the number of scenarios |\n\
         |---|---|---|---|---|\n",
        matrix.killed(),
        matrix.mutants.len(),
        seeing
    );
    for caught in &matrix.mutants {
        let mut rows: BTreeMap<RequirementId, usize> = BTreeMap::new();
        caught.fails.values().flatten().for_each(|row| *rows.entry(*row).or_default() += 1);
        let rows: Vec<String> = rows.into_iter().map(|(row, count)| format!("{row} {count}")).collect();
        let first = caught.killers().next().and_then(|place| matrix.scenarios.get(place));
        let first = first.map_or("nothing", |one| one.name.as_str());
        let mutant = caught.mutant;
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            mutant.row,
            mutant.name,
            cell(mutant.says),
            cell(first),
            rows.join(", ")
        );
    }
    text.push_str("\n## Variants\n\n| variant | scenarios run | rows that fail |\n|---|---|---|\n");
    for variant in &matrix.variants {
        let rows: std::collections::BTreeSet<&str> = variant.fails.values().flatten().map(|row| row.as_str()).collect();
        let rows = if rows.is_empty() { "none".to_owned() } else { rows.into_iter().collect::<Vec<_>>().join(" ") };
        let _ = writeln!(text, "| {} | {} | {rows} |", cell(&variant.name), variant.run);
    }
    text
}

/// `weaknesses.md`: where a reviewer would look first.
pub fn weakness_page(weak: &Weaknesses) -> String {
    let mut text = "# Where the suite is thin\n".to_owned();
    let mut section = |title: &str, why: &str, lines: Vec<String>| {
        let _ = write!(text, "\n## {title} ({})\n\n{why}\n\n", lines.len());
        lines.iter().for_each(|line| {
            let _ = writeln!(text, "- {line}");
        });
    };
    let pair = |(one, other): &(String, String)| format!("`{one}`: {other}");
    section(
        "Mutants that one scenario alone kills",
        "If that scenario is lost or weakened, the mutant survives.",
        weak.by_one.iter().map(pair).collect(),
    );
    section(
        "Rows whose oracle never fired alone",
        "Whenever it fails, another row fails in the same scenario: the mutants do not show what it adds.",
        weak.never_alone.iter().map(ToString::to_string).collect(),
    );
    if let Some(lost) = &weak.complete_only {
        section(
            "Mutants that need complete borders",
            "Where a deployment has no event feed they are not caught under the row that they break. Any one of the borders \
             that stand with a mutant is enough.",
            lost.iter().map(ToString::to_string).collect(),
        );
    }
    text
}

/// A text in a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
