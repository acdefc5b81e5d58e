//! The catalogue: ids, clauses, obligations, decisions; the ICS; the verdict scale.
//!
//! Owns what a requirement is and which there are, what a deployment declares about itself, and the words of judgment.
//! Knows neither how a requirement is judged nor what a run looks like.

mod border_name;
mod catalogue;
mod check;
mod clause;
mod explanation;
mod ics;
mod ics_load;
mod id;
mod levels;
mod load;
mod load_row;
mod names;
mod row;
mod standing;
mod territory;
mod tolerance;
mod verdict;

pub use border_name::BorderName;
pub use catalogue::Catalogue;
pub use clause::{Capabilities, Clause};
pub use explanation::{explained, failure_of};
pub use ics::Ics;
pub use id::{IdError, RequirementId};
pub use levels::{LevelTable, Part};
pub(crate) use names::one_of;
pub use names::{Named, UnknownName};
pub use row::{Alternative, Class, DEFAULT_READING, Obligation, Origin, Requirement};
pub use standing::{Standing, StandingKind};
pub use territory::counts_as;
pub use tolerance::{Tolerance, ToleranceLimit};
pub use verdict::{Status, Verdict};
