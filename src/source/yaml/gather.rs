//! Walking a tree while gathering faults, so that one run reports them all.

use serde::de::DeserializeOwned;

use crate::source::{Fault, MAX_FAULTS, Place, Source, in_order};

use super::{Key, Node, read_node};

/// A source with the faults found in it so far.
#[derive(Debug)]
pub struct Gather<'a> {
    source: Source<'a>,
    faults: Vec<Fault>,
}

impl<'a> Gather<'a> {
    /// Starts without faults.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Gather { source: Source::new(file, text), faults: Vec::new() }
    }

    /// The source that is walked.
    pub fn source(&self) -> Source<'a> {
        self.source
    }

    /// Adds a fault at a place; `finish` completes it with what was expected and a help.
    pub fn fault(&mut self, place: Place, message: impl Into<String>, finish: impl FnOnce(Fault) -> Fault) {
        if !self.is_full() {
            self.faults.push(finish(self.source.fault(place, message)));
        }
    }

    /// Whether so many faults were found that more are not told, and need not be looked for.
    pub fn is_full(&self) -> bool {
        self.faults.len() > MAX_FAULTS
    }

    /// Keeps the value of a result, or its faults.
    pub fn keep<T>(&mut self, result: Result<T, Vec<Fault>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(faults) => {
                self.faults.extend(faults.into_iter().take((MAX_FAULTS + 1).saturating_sub(self.faults.len())));
                None
            }
        }
    }

    /// A node as a value, or its faults; nothing more once there are too many faults.
    pub fn read<T: DeserializeOwned>(&mut self, node: &Node) -> Option<T> {
        if self.is_full() {
            return None;
        }
        let read = read_node(self.source, node);
        self.keep(read)
    }

    /// The text of a node, or a fault that `what` should be one.
    pub fn text<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        let text = node.as_text();
        self.demand(text, node, what, "a text")
    }

    /// The entries of a node, or a fault that `what` should be a list.
    pub fn list<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Node]> {
        let entries = node.as_list();
        self.demand(entries, node, what, "a list")
    }

    /// The keys and values of a node, or a fault that `what` should be a map.
    pub fn map<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [(Key, Node)]> {
        let entries = node.as_map();
        self.demand(entries, node, what, "a map")
    }

    fn demand<T>(&mut self, found: Option<T>, node: &Node, what: &str, expected: &str) -> Option<T> {
        if found.is_none() {
            self.fault(node.place, format!("{what} is {}", node.kind()), |fault| fault.expected(expected));
        }
        found
    }

    /// The value, unless faults were found: then these, in the order of the text.
    ///
    /// # Errors
    /// The faults gathered, each once, at most a hundred.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<Fault>> {
        if self.faults.is_empty() { Ok(value) } else { Err(in_order(self.source.file, self.faults)) }
    }
}
