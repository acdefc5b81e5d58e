//! The JSON Schema of deployment files, for editors: from the type that reads them, so that both know the same keys.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::deployment::safety::DialRate;
use crate::requirement::BorderName;

use super::file::{Clock, DeploymentFile};
use super::office::MailWay;
use super::wire::Level;

impl DeploymentFile {
    /// The schema, as a JSON document of draft 2020-12.
    pub fn schema() -> String {
        let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<DeploymentFile>();
        let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl JsonSchema for Level {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Level".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"enum": Level::WORDS})
    }
}

impl JsonSchema for Clock {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Clock".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"enum": Clock::WORDS})
    }
}

impl JsonSchema for MailWay {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MailWay".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"enum": MailWay::WORDS})
    }
}

/// An address without user, query and fragment.
pub(super) fn address(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "pattern": r"^https?://[^/?#@\s]+(/[^?#\s]*)?$"})
}

/// A text that says something.
pub(super) fn some_text(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "string", "pattern": r"\S"})
}

/// A span of time that is not zero.
pub(super) fn span(_: &mut SchemaGenerator) -> Schema {
    let unit = "(h|min|s|ms|ticks?)";
    let pattern = format!("^([0-9]+ {unit} )*0*[1-9][0-9]* {unit}( [0-9]+ {unit})*$");
    json_schema!({"type": ["string", "null"], "pattern": pattern})
}

/// The names of borders.
pub(super) fn borders(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> = BorderName::ALL.iter().map(|border| border.name()).collect();
    json_schema!({"type": "array", "items": {"enum": names}})
}

/// How many dials a minute may have.
pub(super) fn dials(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": ["integer", "null"], "minimum": 1, "maximum": DialRate::MOST})
}
