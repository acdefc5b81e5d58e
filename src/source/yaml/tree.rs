//! The positioned tree and the ways to walk it.

use crate::source::Place;

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands: a scalar's own characters, of a list or map the first line from its first entry.
    pub place: Place,
    /// What it is.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text as written; `plain` where it stood without quotes and so may also mean a number, a truth value or nothing.
    Scalar {
        /// The text, without quotes and with its escapes resolved; empty where nothing is written.
        text: String,
        /// Whether it stood without quotes.
        plain: bool,
    },
    /// Entries in the order written.
    List(Vec<Node>),
    /// Keys and values in the order written; no key stands twice.
    Map(Vec<(Key, Node)>),
}

/// A key of a map with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key's text.
    pub text: String,
    /// Where the key stands.
    pub place: Place,
}

impl Node {
    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The entries of a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(entries) => Some(entries),
            Value::Scalar { .. } | Value::Map(_) => None,
        }
    }

    /// The keys and values of a map.
    pub fn as_map(&self) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            Value::Scalar { .. } | Value::List(_) => None,
        }
    }

    /// The key and the value of that name, where this is a map that has it.
    pub fn entry(&self, name: &str) -> Option<&(Key, Node)> {
        self.as_map()?.iter().find(|(key, _)| key.text == name)
    }

    /// The value of that name, where this is a map that has it.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entry(name).map(|(_, node)| node)
    }

    /// The place of a key of this map, else of the map itself.
    pub fn key_place(&self, name: &str) -> Place {
        self.entry(name).map_or(self.place, |(key, _)| key.place)
    }

    /// The place of the value of that name, else of the map itself.
    pub fn value_place(&self, name: &str) -> Place {
        self.get(name).map_or(self.place, |node| node.place)
    }

    /// The node at a path such as `rows[3].clause`; the empty path is this node.
    pub fn at_path(&self, path: &str) -> Option<&Node> {
        if path.is_empty() {
            return Some(self);
        }
        match &self.value {
            Value::Scalar { .. } => None,
            Value::List(entries) => {
                let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
                entries.get(index.parse::<usize>().ok()?)?.at_path(rest.strip_prefix('.').unwrap_or(rest))
            }
            // A key may itself hold dots and brackets, so each key that fits is tried.
            Value::Map(entries) => entries.iter().find_map(|(key, node)| {
                let rest = path.strip_prefix(key.text.as_str())?;
                match rest.chars().next() {
                    None => Some(node),
                    Some('.') => node.at_path(&rest[1..]),
                    Some('[') => node.at_path(rest),
                    Some(_) => None,
                }
            }),
        }
    }

    /// What kind of value this is, for messages.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Scalar { text, plain: true } if text.is_empty() => "nothing",
            Value::Scalar { .. } => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
