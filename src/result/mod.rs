//! What came of a check: one result a scenario, one row a requirement, one report, one exit code.
//!
//! Owns the rules by which findings become verdicts, who is to blame, and which exit code follows. Knows neither how a
//! scenario was run nor how a report is shown: it takes plain values.
//!
//! Source: docs/trace.md, "How an oracle may judge".

mod exit;
mod fit;
mod gate;
mod repeat;
mod report;
mod row;
mod run;
mod scenario;
mod verdict;

pub use exit::Exit;
pub use gate::{ExcludedBy, Exclusion, TagFault, gate, statement_of, tag_faults, tagged};
pub use repeat::Repeats;
pub use report::{CutOff, Report, Selection, Setting};
pub use row::{Cited, Counts, NO_SCENARIO, RequirementResult};
pub use run::{Run, Subject};
pub use scenario::{ScenarioResult, Unmet};
pub use verdict::{Blame, INTERRUPTED, ScenarioVerdict};
