//! `--version`: what a result depends on, so that it can be told again what was run.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::requirement::Catalogue;

use super::suite::{Files, embedded, read};

/// The version with the suite, the catalogue and the time zones that this program carries.
pub(super) fn long() -> String {
    let catalogue = Catalogue::embedded();
    let files = embedded();
    let scenarios = read(&files, catalogue).scenarios.len();
    let mut text = concat!("spec911 ", env!("CARGO_PKG_VERSION"), "\n").to_owned();
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(text, "{label:11} {value}");
    };
    line("suite", &format!("{scenarios} scenarios in {} files, sha256 {}", files.len(), suite_hash(&files)));
    line("catalogue", &format!("revision {}, sha256 {}", catalogue.revision(), catalogue.hash()));
    line("time zones", &format!("IANA {}", chrono_tz::IANA_TZDB_VERSION));
    text
}

/// The SHA-256, in hex, of the names and the texts of files, each with its length before it.
pub(super) fn suite_hash(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files.iter().filter_map(|(name, text)| Some((name, text.as_ref().ok()?))) {
        for part in [name, text] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
