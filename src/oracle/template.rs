//! The notification template at a dial: what its text is made of, as far as every language of templates agrees.

use crate::requirement::Tolerance;

use super::case::Case;
use super::facts::TemplateFact;
use super::thread::Mark;

/// The merge fields that a template of a scenario may name.
const FIELDS: [&str; 13] = [
    "agent_name",
    "agent_id",
    "dialled",
    "time",
    "time_utc",
    "outcome",
    "callback_number",
    "callback_expiry",
    "callback_expiry_utc",
    "path",
    "location",
    "reason",
    "test_marker",
];

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text that stands as it is.
    Text(&'t str),
    /// A merge field.
    Field(&'t str),
}

impl Piece<'_> {
    /// Whether it is a merge field that nobody knows.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Piece::Field(name) if !FIELDS.contains(name))
    }
}

/// What a template is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Template<'t> {
    /// The shipped one.
    Shipped,
    /// Text with merge fields.
    Text(Vec<Piece<'t>>),
    /// Missing, or a merge field in it is empty or not closed.
    Broken,
    /// It can't be told: it was saved within the sync time, or holds more than merge fields.
    Unclear,
}

impl<'t> Template<'t> {
    /// What a template is as it stands at an instant.
    pub(super) fn at(case: &Case<'_>, facts: &'t (TemplateFact, Option<crate::time::Instant>), at: Mark) -> Self {
        let sync = case.tolerance(Tolerance::ConfigurationSync);
        match facts {
            (_, Some(saved)) if *saved + sync > at.at => Template::Unclear,
            (TemplateFact::Shipped, _) => Template::Shipped,
            (TemplateFact::Missing | TemplateFact::Broken, _) => Template::Broken,
            (TemplateFact::Text(text), _) => Template::read(text),
        }
    }

    /// Reads a text: merge fields stand between double braces.
    pub(super) fn read(text: &'t str) -> Self {
        if text.contains("{%") || text.contains("{#") {
            return Template::Unclear;
        }
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((before, after)) = rest.split_once("{{") {
            pieces.push(Piece::Text(before));
            let Some((field, after)) = after.split_once("}}") else { return Template::Broken };
            let field = field.trim();
            if field.is_empty() {
                return Template::Broken;
            }
            if !field.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.')) {
                return Template::Unclear;
            }
            pieces.push(Piece::Field(field));
            rest = after;
        }
        pieces.push(Piece::Text(rest));
        Template::Text(pieces)
    }
}
