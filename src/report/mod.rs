//! Reports: a `Report` value as a text for people, as JSON for programs, as JUnit for dashboards, and its traces as files.
//!
//! Owns what is said and in which order. Knows neither the terminal that shows it nor how anything was run: every
//! report reads the one `Report` value and gives text.

mod audit;
mod audit_files;
mod audit_http;
mod declared;
mod excerpt;
mod failure;
mod files;
mod fold;
mod gallery;
mod json;
mod junit;
mod row;
mod style;
mod terminal;

pub use audit::{AuditReport, audit_terminal};
pub use audit_files::{kill_matrix, weakness_page};
pub use audit_http::{HttpAudit, audit_http_terminal};
pub use declared::{standing, standing_json};
pub use failure::shell_word;
pub use files::{ReportDir, WriteError};
pub use fold::folded;
pub use gallery::{Exhibit, write_gallery};
pub use json::{SCHEMA_VERSION, json, json_halted};
pub use junit::{junit, junit_halted};
pub use row::{labelled, row_in_full};
pub use style::{BAD, DIM, GOOD, OPEN, STRONG, painted};
pub use terminal::{ics_line, terminal};
