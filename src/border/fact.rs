//! What both events and samples state: offers, stored rows, operational events.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{OfferState, Priority, RowKind, WorkKind};

use super::names::{CallName, OfferName};

/// An offer and what happened to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferFact {
    /// The offer.
    pub offer: OfferName,
    /// What happened.
    pub state: OfferState,
    /// What is offered.
    pub kind: WorkKind,
    /// How urgent it is.
    pub priority: Priority,
    /// The arrived call or the item of work that it offers, as the harness named it; the dialled text of a call that an
    /// agent dialled.
    pub caller: String,
    /// The call, where the agent dialled it: such a call shows here from the first time that it is held.
    pub call: Option<CallName>,
}

/// A stored row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreRow {
    /// In which store.
    pub kind: RowKind,
    /// The call that it is about, where it names one.
    pub call: Option<CallName>,
    /// The number or text that it shows.
    pub text: String,
}

/// An operational event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// What happened.
    pub kind: String,
    /// Further fields.
    pub fields: BTreeMap<String, String>,
}
