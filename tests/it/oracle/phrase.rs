//! Facts and stimuli by their phrases, and the facts of every run.

use std::sync::LazyLock;

use spec911::stimulus::{Fact, Phrases, Stimulus, find_phrase, unquoted};

/// The number from which `ana` and `ben` call.
pub(crate) const OWN: &str = "+15550120000";

/// The facts of every run, before those of a test.
pub(crate) const FACTS: [&str; 22] = [
    "the emergency numbers of US are 911 by the feature and 911 by its network",
    "the emergency numbers of GB are 911 by the feature and 112,999 by its network",
    "the emergency numbers of DE are none by the feature and 110,112 by its network",
    "the presence record Available stands on the base status available",
    "the presence record Busy stands on the base status busy",
    "the presence record \"Busy - DND\" stands on the base status busy-dnd",
    "the presence record Away stands on the base status away",
    "the presence record Inactive stands on the base status inactive",
    "the presence record Lunch stands on the base status away",
    "the tenant owns the calling-plan number +15550120000 that makes calls",
    "direct routing is off",
    "agent ana is signed in in US",
    "ana calls from the number +15550120000",
    "ana has a capacity of 3 with 0 in use",
    "the presence of ana is Available set by agent",
    "the emergency contacts of ana are \"boss@example.com; ; BOSS@example.com; no address\"",
    "agent ben is signed in in US",
    "ben calls from the number +15550120000",
    "ben has a capacity of 3 with 0 in use",
    "the presence of ben is Available set by agent",
    "the mailbox of ana is enabled",
    "wrap-up of ana is off",
];

pub(crate) fn parse<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is well formed"))
}

static FACT: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Fact::ROWS));
static STIMULUS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Stimulus::ROWS));

pub(crate) fn fact(phrase: &str) -> Fact {
    let found = find_phrase(&FACT, phrase);
    let [(row, texts)] = found.as_slice() else { panic!("`{phrase}` is one fact") };
    let texts = unquoted(row, texts).expect("well quoted");
    Fact::from_texts(row.key, &texts).expect("a row").expect("a fact")
}

pub(crate) fn stimulus(phrase: &str) -> Stimulus {
    let found = find_phrase(&STIMULUS, phrase);
    let [(row, texts)] = found.as_slice() else { panic!("`{phrase}` is one stimulus") };
    let texts = unquoted(row, texts).expect("well quoted");
    Stimulus::from_texts(row.key, &texts).expect("a row").expect("a stimulus")
}
