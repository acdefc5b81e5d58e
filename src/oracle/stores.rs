//! What samples of the stores showed: every row once, with the samples that showed it, found by call and by what it says.

use std::collections::{BTreeMap, BTreeSet};

use crate::border::{CallName, StoreRow};
use crate::domain::{AgentName, RowKind};
use crate::time::Instant;

use super::spelling::{dial_string, number};
use super::thread::Mark;

/// A sample of an agent's stores: its record, and when it was asked.
pub type Sampled = (Mark, Instant);

/// One row as samples showed it. Of two rows that say the same each counts for itself.
#[derive(Clone, Debug)]
pub struct Kept {
    /// About whom the stores were asked.
    pub agent: AgentName,
    /// The row.
    pub row: StoreRow,
    /// The first sample that showed it.
    pub first: Mark,
    /// The spans of samples that showed it, by their places among the agent's samples.
    spans: Vec<(usize, usize)>,
}

/// Everything that was sampled of the stores.
#[derive(Clone, Debug, Default)]
pub struct Stores {
    rows: Vec<Kept>,
    samples: BTreeMap<AgentName, Vec<Sampled>>,
    known: BTreeMap<AgentName, BTreeMap<StoreRow, Vec<usize>>>,
    calls: BTreeMap<CallName, Vec<usize>>,
    words: BTreeMap<AgentName, BTreeMap<String, Vec<usize>>>,
    anywhere: BTreeMap<String, Vec<usize>>,
    kinds: BTreeSet<RowKind>,
}

impl Stores {
    /// Takes a sample in.
    pub(super) fn see(&mut self, sampled: Sampled, agent: &AgentName, rows: &[StoreRow]) {
        let samples = self.samples.entry(agent.clone()).or_default();
        let place = samples.len();
        samples.push(sampled);
        let mut copies: BTreeMap<&StoreRow, usize> = BTreeMap::new();
        for row in rows {
            let copy = copies.entry(row).and_modify(|copy| *copy += 1).or_default();
            let known = self.known.entry(agent.clone()).or_default();
            let known = known.get(row).and_then(|copies| copies.get(*copy)).copied();
            match known.and_then(|known| self.rows[known].spans.last_mut()) {
                Some((_, last)) if *last + 1 == place => *last = place,
                Some(_) => {
                    if let Some(known) = known {
                        self.rows[known].spans.push((place, place));
                    }
                }
                None => self.add(sampled.0, place, agent, row),
            }
        }
    }

    fn add(&mut self, first: Mark, place: usize, agent: &AgentName, row: &StoreRow) {
        let index = self.rows.len();
        self.kinds.insert(row.kind);
        self.known.entry(agent.clone()).or_default().entry(row.clone()).or_default().push(index);
        if let Some(call) = &row.call {
            self.calls.entry(call.clone()).or_default().push(index);
        }
        for word in words(&row.text) {
            self.anywhere.entry(word.clone()).or_default().push(index);
            self.words.entry(agent.clone()).or_default().entry(word).or_default().push(index);
        }
        self.rows.push(Kept { agent: agent.clone(), row: row.clone(), first, spans: vec![(place, place)] });
    }

    /// The samples of an agent's stores.
    pub fn samples(&self, agent: &AgentName) -> &[Sampled] {
        self.samples.get(agent).map_or(&[], Vec::as_slice)
    }

    /// All rows, in the order in which they were first seen.
    pub fn rows(&self) -> &[Kept] {
        &self.rows
    }

    /// The rows that name a call, in the order in which they were first seen.
    pub fn of_call(&self, call: &CallName) -> impl Iterator<Item = &Kept> {
        self.calls.get(call).into_iter().flatten().map(|index| &self.rows[*index])
    }

    /// The rows about an agent that say a word, in the order in which they were first seen.
    pub fn saying(&self, agent: &AgentName, word: &str) -> impl Iterator<Item = &Kept> {
        let words = self.words.get(agent).and_then(|words| words.get(word));
        words.into_iter().flatten().map(|index| &self.rows[*index])
    }

    /// The rows about anybody that say a word, in the order in which they were first seen.
    pub fn saying_anywhere(&self, word: &str) -> impl Iterator<Item = &Kept> {
        self.anywhere.get(word).into_iter().flatten().map(|index| &self.rows[*index])
    }

    /// Whether a row of a kind was ever seen.
    pub fn has(&self, kind: RowKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// The samples that showed a row and were asked after an instant.
    pub fn shown_after<'s>(&'s self, kept: &'s Kept, after: Instant) -> impl Iterator<Item = Sampled> + 's {
        let samples = self.samples(&kept.agent);
        let start = samples.partition_point(|(_, asked)| *asked <= after);
        let spans = kept.spans.iter().filter(move |(_, last)| *last >= start);
        spans.flat_map(move |(first, last)| samples[(*first).max(start)..=*last].iter().copied())
    }
}

/// The words by which a text is found: the text itself and its words, and every number in it as it is spelled plainly. A
/// text that is one number is no shorter one.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::from([text.to_owned()]);
    let plain = number(text);
    if is_digits(&plain) {
        words.insert(plain);
        return words;
    }
    for word in text.split_whitespace() {
        words.insert(word.trim_matches(['"', '\'', ',', ';', ':']).to_owned());
        words.extend(numbers(&dial_string(word)));
    }
    // A number may be written in groups.
    words.extend(numbers(&dial_string(text)));
    words
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The runs of digits in a text.
fn numbers(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned)
}
