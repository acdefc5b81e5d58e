//! One row of the catalogue in full: the one place that renders it.

use std::fmt::Write as _;

use crate::requirement::{Catalogue, Requirement};
use crate::source::escape;

use super::style::{DIM, STRONG, painted};

/// A row with its clauses, decision, readings and tolerances.
pub fn row_in_full(row: &Requirement, catalogue: &Catalogue) -> String {
    let mut text = format!("{} {}\n", painted(STRONG, row.id), row.statement);
    let mut line = |label: &str, value: &str| text.push_str(&labelled(label, value));
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
        let how = format!("declare {}={}, in the ICS `readings: {{{0}: {1}}}`", row.id, other.name);
        line("alternative", &format!("{}: {}; {how}", other.name, other.what));
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

/// A line with what it is about before it; what a terminal would obey is shown as escapes.
pub fn labelled(label: &str, value: &str) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "  {}  {}", painted(DIM, format_args!("{label:12}")), escape(value));
    text
}
