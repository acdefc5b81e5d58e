//! The folder of a report: `report.json`, `junit.xml` and one file a trace, each written whole or not at all.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anstream::adapter::strip_str;

use crate::requirement::Catalogue;
use crate::result::{Exit, Report};

use super::audit::AuditReport;
use super::audit_files::{audit_json, kill_matrix, weakness_page};
use super::json::{json, json_halted};
use super::junit::{junit, junit_halted};

/// The name of the report for programs.
const REPORT: &str = "report.json";
/// The name of the report for dashboards.
const JUNIT: &str = "junit.xml";
/// The name of the audit for programs.
const AUDIT: &str = "audit.json";
/// The name of the page with the kill matrix.
const MATRIX: &str = "audit.md";
/// The name of the page with the suite's weaknesses.
const WEAKNESSES: &str = "weaknesses.md";
/// The folder of the traces.
const TRACES: &str = "traces";
/// What a file's name ends with until it is whole.
const PARTIAL: &str = ".partial";

/// A folder that reports are written to. It exists and can be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDir(PathBuf);

/// A file of a report that can't be written.
#[derive(Debug)]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    pub cause: io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't write the report to {}: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for WriteError {}

impl ReportDir {
    /// Makes the folder and proves that it can be written to, before anything is run.
    ///
    /// # Errors
    ///
    /// What can't be made or written.
    pub fn open(path: &Path) -> Result<Self, WriteError> {
        let traces = path.join(TRACES);
        fs::create_dir_all(&traces).map_err(|cause| WriteError { path: path.to_owned(), cause })?;
        for folder in [path, &traces] {
            let probe = folder.join(format!(".writable{PARTIAL}"));
            let proof = fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe));
            proof.map_err(|cause| WriteError { path: folder.to_owned(), cause })?;
        }
        if let Some(taken) = [REPORT, JUNIT].map(|name| path.join(name)).into_iter().find(|file| file.is_dir()) {
            let cause = io::Error::new(io::ErrorKind::IsADirectory, "it is a folder");
            return Err(WriteError { path: taken, cause });
        }
        Ok(ReportDir(path.to_owned()))
    }

    /// Writes the traces, then the reports that rest on them.
    ///
    /// # Errors
    ///
    /// The first file that can't be written.
    pub fn write(&self, report: &Report, catalogue: &Catalogue) -> Result<(), WriteError> {
        let mut taken = BTreeSet::new();
        let mut traces = Vec::new();
        for scenario in &report.scenarios {
            if scenario.trace.is_empty() {
                traces.push(None);
                continue;
            }
            let name = format!("{TRACES}/{}.trace", unique(&scenario.id, &mut taken));
            self.put(&name, &scenario.trace)?;
            traces.push(Some(name));
        }
        self.put(JUNIT, &junit(report, catalogue))?;
        self.put(REPORT, &json(report, &traces))
    }

    /// Writes an audit: for programs, and as two pages for reviewers.
    ///
    /// # Errors
    ///
    /// The first file that can't be written.
    pub fn write_audit(&self, report: &AuditReport, catalogue: &Catalogue) -> Result<(), WriteError> {
        self.put(MATRIX, &kill_matrix(&report.matrix, report.seeing))?;
        self.put(WEAKNESSES, &weakness_page(&report.weaknesses))?;
        self.put(AUDIT, &audit_json(report, catalogue))
    }

    /// Writes reports that say that nothing was run, and why, so that none of an earlier check is taken for this one's.
    ///
    /// # Errors
    ///
    /// The first file that can't be written.
    pub fn write_halted(&self, exit: Exit, told: &str) -> Result<(), WriteError> {
        let plain = strip_str(told).to_string();
        self.put(JUNIT, &junit_halted(exit, &plain))?;
        self.put(REPORT, &json_halted(exit, &plain))
    }

    fn put(&self, name: &str, text: &str) -> Result<(), WriteError> {
        put(&self.0, name, text.as_bytes())
    }
}

/// Writes a file of a folder under another name first, so that nobody ever reads half of it.
pub(super) fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let path = folder.join(name);
    let partial = folder.join(format!("{name}{PARTIAL}"));
    let written = fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, &path));
    written.map_err(|cause| WriteError { path, cause })
}

/// A file name for an id: its letters, digits, dots and hyphens; numbered where another has it already.
pub(super) fn unique(id: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' || c == '_' { c } else { '-' };
    let name: String = id.trim_start_matches(['.', '/']).chars().map(plain).take(150).collect();
    let mut candidate = name.clone();
    let mut number = 1;
    while !taken.insert(candidate.to_ascii_lowercase()) {
        number += 1;
        candidate = format!("{name}.{number}");
    }
    candidate
}
