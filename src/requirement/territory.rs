//! Territories that count as another one.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::Territory;

#[derive(Debug, Deserialize)]
struct Counted {
    territory: Territory,
    counts_as: Territory,
}

/// The list; an unreadable file lists nothing, and a test holds that it can be read.
static COUNTED: LazyLock<Vec<Counted>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../fixtures/territories.yaml")).unwrap_or_default());

/// The territory as which one counts: itself, unless it is one of another.
pub fn counts_as(territory: &Territory) -> &Territory {
    COUNTED.iter().find(|counted| counted.territory == *territory).map_or(territory, |counted| &counted.counts_as)
}
