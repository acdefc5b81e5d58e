//! The files that are built in: each is read with the others as they are.

use spec911::deployment::Defaults;
use spec911::source::Fault;

use crate::shipped;

const PLANS: &str = include_str!("../../../fixtures/number-plans.yaml");
const PRESENCE: &str = include_str!("../../../fixtures/presence.yaml");
const ZONES: &str = include_str!("../../../fixtures/zones.yaml");
const DEFAULTS: &str = include_str!("../../../fixtures/defaults.yaml");

pub(super) fn plans(_: &str, text: &str) -> Option<Vec<Fault>> {
    Defaults::read(text, PRESENCE, ZONES, DEFAULTS).err()
}

pub(super) fn presence(_: &str, text: &str) -> Option<Vec<Fault>> {
    Defaults::read(PLANS, text, ZONES, DEFAULTS).err()
}

pub(super) fn zones(_: &str, text: &str) -> Option<Vec<Fault>> {
    Defaults::read(PLANS, PRESENCE, text, DEFAULTS).err()
}

pub(super) fn defaults(_: &str, text: &str) -> Option<Vec<Fault>> {
    Defaults::read(PLANS, PRESENCE, ZONES, text).err()
}

pub(super) fn boundaries(file: &str, text: &str) -> Option<Vec<Fault>> {
    shipped::boundaries(file, text).err()
}
