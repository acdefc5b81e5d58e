//! Which countries an outbound profile lets an agent call.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::{Dialled, Territory};

/// The territories behind a country code.
#[derive(Debug, Deserialize)]
struct Code {
    code: String,
    territories: BTreeSet<Territory>,
}

/// The codes; an unreadable file lists none, so that an allow-list allows home calls alone, and a test holds that it can
/// be read.
static CODES: LazyLock<Vec<Code>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../fixtures/country-codes.yaml")).unwrap_or_default());

/// Whether a list of countries allows a call: by the country code of an international number, else by the country from
/// which it is dialled.
pub(super) fn allows(list: &BTreeSet<Territory>, from: &Territory, dialled: &Dialled) -> bool {
    let Some(digits) = dialled.as_str().strip_prefix('+') else { return list.contains(from) };
    let code = CODES.iter().filter(|code| digits.starts_with(&code.code)).max_by_key(|code| code.code.len());
    code.is_some_and(|code| !code.territories.is_disjoint(list))
}
