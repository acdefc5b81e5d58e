//! Numbers that some carriers take for test calls to the emergency service.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Dialled;

/// The list; an unreadable file lists none, and a test holds that it can be read.
static TEST_NUMBERS: LazyLock<BTreeSet<Dialled>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../fixtures/test-numbers.yaml")).unwrap_or_default());

/// The numbers for test calls, which are ordinary ones unless test calls are agreed.
pub fn test_numbers() -> &'static BTreeSet<Dialled> {
    &TEST_NUMBERS
}
