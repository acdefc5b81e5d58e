//! Rows of which it can't be told whose they are.

use std::collections::{BTreeMap, BTreeSet};

use crate::border::CallName;
use crate::domain::AgentName;

use super::spelling::number as plain;
use super::stores::{Kept, words};
use super::story::Story;

/// Whether a call is one that an agent was seen to dial.
pub(super) fn is_dialled(story: &Story, call: &CallName) -> bool {
    story.calls.get(call).is_some_and(|call| call.dial.is_some())
}

/// The rows of each agent that belong to no call, offer or mail that was seen.
pub(super) fn strays(story: &Story) -> BTreeMap<&AgentName, Vec<&Kept>> {
    let arrived = story.ordinary.iter().flat_map(|one| [one.inbound.to_string(), plain(one.to.as_str())]);
    let back = story.callbacks.iter();
    let back = back.flat_map(|one| [one.inbound.to_string(), plain(one.from.as_str()), plain(one.to.as_str())]);
    let mails = story.messages.keys().map(ToString::to_string);
    let known: BTreeSet<String> = arrived.chain(back).chain(mails).chain(story.callers.iter().cloned()).collect();
    let mut own: BTreeMap<&AgentName, BTreeSet<String>> = BTreeMap::new();
    for dial in &story.dials {
        let own = own.entry(&dial.agent).or_default();
        own.extend([dial.number.to_string(), dial.dialled.to_string()]);
    }
    for lease in &story.leases {
        own.entry(&lease.agent).or_default().insert(plain(lease.number.as_str()));
    }
    let mut strays: BTreeMap<&AgentName, Vec<&Kept>> = BTreeMap::new();
    for kept in story.stores.rows() {
        let name = kept.row.call.as_ref();
        let called = name.is_some_and(|call| is_dialled(story, call) || known.contains(call.as_str()));
        let says = |word: &String| known.contains(word) || own.get(&kept.agent).is_some_and(|own| own.contains(word));
        if !called && !words(&kept.row.text).iter().any(says) {
            strays.entry(&kept.agent).or_default().push(kept);
        }
    }
    strays
}
