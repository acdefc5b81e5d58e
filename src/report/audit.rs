//! The audit for people: what is wrong with the suite, and the verdict in one line.

use std::fmt::Write as _;
use std::time::Duration;

use crate::audit::{Extent, Fails, Flaw, Matrix, Weaknesses};
use crate::observation::Seeing;
use crate::source::escape;

use super::style::{BAD, DIM, GOOD, STRONG, painted};

/// How many scenarios that catch a mutant are named where it is shown alone.
const NAMED: usize = 12;

/// What came of an audit.
#[derive(Clone)]
pub struct AuditReport {
    /// The runs.
    pub matrix: Matrix,
    /// What is wrong.
    pub flaws: Vec<Flaw>,
    /// Where the suite is thin.
    pub weaknesses: Weaknesses,
    /// How the borders were seen that can be seen in either way.
    pub seeing: Seeing,
    /// The seed of scenarios that state none.
    pub seed: u64,
    /// How long it took, where that is to be reported.
    pub duration: Option<Duration>,
}

/// The whole audit, with colours.
pub fn audit_terminal(report: &AuditReport) -> String {
    let mut text = String::new();
    let AuditReport { matrix, flaws, .. } = report;
    if matrix.extent == Extent::Selected {
        for caught in &matrix.mutants {
            let mutant = caught.mutant;
            let _ = writeln!(text, "{} {} {}", painted(STRONG, mutant.name), mutant.row, mutant.says);
            alone(&mut text, matrix, &caught.fails);
        }
        for variant in &matrix.variants {
            let _ = writeln!(text, "{}", painted(STRONG, &variant.name));
            alone(&mut text, matrix, &variant.fails);
        }
    }
    for flaw in flaws {
        let _ = writeln!(text, "{} {}", painted(BAD, "flaw"), escape(&flaw.to_string()));
    }
    for lost in report.weaknesses.complete_only.iter().flatten().filter(|_| report.seeing == Seeing::Sampled) {
        let _ = writeln!(text, "{} {}", painted(DIM, "lost"), escape(&lost.to_string()));
    }
    let counted = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let mut counts = vec![counted(matrix.scenarios.len(), "scenario")];
    if !matrix.mutants.is_empty() {
        let mutants = counted(matrix.mutants.len(), "mutant");
        counts.push(format!("{} of {mutants} killed under the requirement that it breaks", matrix.killed()));
    }
    if !matrix.variants.is_empty() {
        let clean = matrix.variants.iter().filter(|one| one.fails.is_empty() && one.errors.is_empty()).count();
        counts.push(format!("{clean} of {} clean", counted(matrix.variants.len(), "variant")));
    }
    counts.push(format!("{} borders", report.seeing));
    counts.push(format!("seed {}", report.seed));
    if let Some(duration) = report.duration {
        counts.push(format!("{:.2} s", duration.as_secs_f64()));
    }
    let (good, only) = match matrix.extent {
        Extent::Whole => ("the suite holds", None),
        Extent::Own => (
            "as it should be",
            Some("each mutant where its own requirement is tagged: of scenarios and variants nothing is said"),
        ),
        Extent::Selected => ("as it should be", Some("selection: of the suite as a whole nothing is said")),
    };
    let verdict = if flaws.is_empty() { painted(GOOD, good) } else { painted(BAD, counted(flaws.len(), "flaw")) };
    if let Some(only) = only {
        let _ = writeln!(text, "{}", painted(DIM, only));
    }
    let _ = writeln!(text, "{verdict}: {}", counts.join(", "));
    text
}

/// The scenarios in which rows fail.
fn alone(text: &mut String, matrix: &Matrix, fails: &Fails) {
    for (place, rows) in fails.iter().take(NAMED) {
        let rows: Vec<&str> = rows.iter().map(|row| row.as_str()).collect();
        let scenario = matrix.scenarios.get(*place);
        let (id, name) = scenario.map_or(("", ""), |one| (&one.id, &one.name));
        let _ = writeln!(text, "  {:40} {}  {}", escape(id), rows.join(" "), painted(DIM, escape(name)));
    }
    if let Some(more) = fails.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more");
    }
}
