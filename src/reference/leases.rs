//! The leases by number, and which of them changed: so that only their timers are computed anew.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::Number;
use crate::time::Instant;

use super::state::Lease;

/// The leases by number. Whoever changes one has it noted as changed.
#[derive(Clone, Debug, Default)]
pub struct Leases {
    held: BTreeMap<Number, Lease>,
    changed: BTreeSet<Number>,
}

impl Leases {
    pub(super) fn get_mut(&mut self, number: &Number) -> Option<&mut Lease> {
        let lease = self.held.get_mut(number)?;
        self.changed.insert(number.clone());
        Some(lease)
    }

    pub(super) fn insert(&mut self, number: Number, lease: Lease) {
        self.changed.insert(number.clone());
        self.held.insert(number, lease);
    }

    pub(super) fn remove(&mut self, number: &Number) -> Option<Lease> {
        self.changed.insert(number.clone());
        self.held.remove(number)
    }

    pub(super) fn clear(&mut self) {
        self.changed.extend(std::mem::take(&mut self.held).into_keys());
    }

    /// The numbers whose leases changed since they were last asked for.
    fn take_changed(&mut self) -> BTreeSet<Number> {
        std::mem::take(&mut self.changed)
    }
}

impl Deref for Leases {
    type Target = BTreeMap<Number, Lease>;

    fn deref(&self) -> &Self::Target {
        &self.held
    }
}

impl PartialEq for Leases {
    fn eq(&self, other: &Self) -> bool {
        self.held == other.held
    }
}

impl Eq for Leases {}

impl Hash for Leases {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.held.hash(hasher);
    }
}

impl Serialize for Leases {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.held.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Leases {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let held: BTreeMap<Number, Lease> = BTreeMap::deserialize(deserializer)?;
        Ok(Leases { changed: held.keys().cloned().collect(), held })
    }
}

/// The timers of leases in order: computed from the state alone, and again only for those that changed.
#[derive(Clone, Debug, Default)]
pub(super) struct LeaseTimers {
    of: BTreeMap<Number, Instant>,
    due: BTreeSet<(Instant, Number)>,
}

impl LeaseTimers {
    /// Computes the timers of the leases that changed.
    pub(super) fn follow(&mut self, leases: &mut Leases, timer: impl Fn(&Lease) -> Option<Instant>) {
        for number in leases.take_changed() {
            if let Some(before) = self.of.remove(&number) {
                self.due.remove(&(before, number.clone()));
            }
            if let Some(at) = leases.get(&number).and_then(&timer) {
                self.due.insert((at, number.clone()));
                self.of.insert(number, at);
            }
        }
    }

    /// The earliest.
    pub(super) fn first(&self) -> Option<Instant> {
        self.due.first().map(|(at, _)| *at)
    }

    /// The numbers whose timers are due, in their order.
    pub(super) fn due(&self, now: Instant) -> BTreeSet<Number> {
        self.due.iter().take_while(|(at, _)| *at <= now).map(|(_, number)| number.clone()).collect()
    }
}
