//! The scenarios whose mails reviewers see: each territory in its own language, times what becomes of a dial.

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::domain::{Language, Territory, Zone};
use crate::source::{Fault, yaml};
use crate::stimulus::Scenario;

use super::read::read;

static MATRIX: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/mail-matrix");

const TERRITORIES: &str = "territories.yaml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    territory: Territory,
    language: Language,
    zone: Zone,
    name: String,
}

/// The scenarios of the matrix, by territory and then by what becomes of the dial.
///
/// # Errors
///
/// The faults of a built-in file, of which there are none: a test holds that.
pub fn mail_matrix() -> Result<Vec<Scenario>, Vec<Fault>> {
    let mut files: Vec<(String, &str)> = Vec::new();
    for file in MATRIX.files() {
        let name = file.path().to_string_lossy().into_owned();
        let text = file.contents_utf8().ok_or_else(|| vec![Fault::new(&name, "the file is not UTF-8 text")])?;
        files.push((name, text));
    }
    files.sort();
    let rows = files.iter().find(|(name, _)| name == TERRITORIES).map_or("", |(_, text)| text);
    let rows: Vec<Row> = yaml::read(TERRITORIES, rows)?;
    let mut scenarios = Vec::new();
    for row in &rows {
        for (name, text) in files.iter().filter(|(name, _)| name != TERRITORIES) {
            let told = text
                .replace("TERRITORY", row.territory.as_str())
                .replace("LANGUAGE", row.language.as_str())
                .replace("ZONE", &row.zone.to_string())
                .replace("NAME", &row.name);
            let ending = name.trim_end_matches(".yaml");
            scenarios.push(read(&format!("mails/{}-{ending}", row.territory), &told)?);
        }
    }
    Ok(scenarios)
}
