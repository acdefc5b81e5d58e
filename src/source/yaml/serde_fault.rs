//! A message of `serde_yaml` as a fault at its exact place.

use super::{Node, Value};
use crate::source::{Fault, Place, Source, nearest};

/// A value that does not fit its type.
pub(super) struct Misfit {
    /// What to report.
    pub(super) fault: Fault,
    /// The path of the map and the name of the field, where the field is unknown.
    pub(super) unknown: Option<(String, String)>,
    /// The path of the map and the name of the field, where it is missing.
    missing: Option<(String, String)>,
    /// The known field that an unknown one was probably meant to be.
    meant: Option<String>,
}

impl Misfit {
    /// Whether this one is why the other one arose: a field is missing because its name was misspelt.
    pub(super) fn explains(&self, other: &Misfit) -> bool {
        match (&self.unknown, &self.meant, &other.missing) {
            (Some((here, _)), Some(meant), Some((there, name))) => here == there && meant == name,
            _ => false,
        }
    }
}

/// Turns a message such as `rows[3]: unknown field …, expected one of … at line 1 column 7` into a fault.
pub(super) fn misfit(source: Source<'_>, node: &Node, message: &str) -> Misfit {
    let message = without_location(message);
    let (path, message) = split_path(node, message);
    let at = node.at_path(path).unwrap_or(node);
    let (what, expected) = match message.split_once(", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (message, None),
    };
    let word = quoted(what).next().unwrap_or_default();
    // What a type says of a text that it is not made from: the path leads to the map around it.
    let refusal =
        what.strip_prefix('`').and_then(|rest| rest.strip_prefix(word)).and_then(|rest| rest.strip_prefix("` is not "));
    if let (Some(right), None) = (refusal, expected) {
        let place = scalar(at, word).unwrap_or(at.place);
        let fault = source.fault(place, format!("`{word}` does not fit here")).expected(right);
        return Misfit { fault, unknown: None, missing: None, meant: None };
    }
    let known: Vec<&str> = expected.map(|text| quoted(text).collect()).unwrap_or_default();
    let owned = || Some((path.to_owned(), word.to_owned()));
    let mut misfit = Misfit { fault: Fault::new(source.file, ""), unknown: None, missing: None, meant: None };
    let (place, text) = if what.starts_with("unknown field") {
        misfit.unknown = owned();
        (unknown_place(at, word), what.to_owned())
    } else if what.starts_with("missing field") {
        misfit.missing = owned();
        misfit.fault.help = Some(format!("add `{word}:`"));
        (at.place, what.to_owned())
    } else {
        // What a type says of a text leads to the map around it.
        let said = what.strip_prefix('`').and_then(|_| scalar(at, word));
        (said.unwrap_or(at.place), what.replacen("unknown variant", "unknown value", 1))
    };
    let mut fault = Fault { help: misfit.fault.help.take(), ..source.fault(place, wording(&text)) };
    if text.starts_with("unknown") {
        let meant = nearest(word, known.iter().copied());
        misfit.meant = meant.map(str::to_owned);
        fault = fault.did_you_mean(meant);
    }
    misfit.fault = match expected {
        Some(expected) => fault.expected(wording(expected)),
        None => fault,
    };
    misfit
}

/// Where a text stands at or below a node.
fn scalar(node: &Node, text: &str) -> Option<Place> {
    match &node.value {
        Value::Scalar { text: own, .. } => (own == text).then_some(node.place),
        Value::List(entries) => entries.iter().find_map(|entry| scalar(entry, text)),
        Value::Map(entries) => entries.iter().find_map(|(_, value)| scalar(value, text)),
    }
}

/// Where an unknown field stands; in a value that serde read ahead, the path is lost and the key is looked for below.
fn unknown_place(node: &Node, field: &str) -> Place {
    find_key(node, field).unwrap_or(node.place)
}

fn find_key(node: &Node, field: &str) -> Option<Place> {
    match &node.value {
        Value::Scalar { .. } => None,
        Value::List(entries) => entries.iter().find_map(|entry| find_key(entry, field)),
        Value::Map(entries) => node
            .entry(field)
            .map(|(key, _)| key.place)
            .or_else(|| entries.iter().find_map(|(_, value)| find_key(value, field))),
    }
}

/// The message without the place in the rewritten text, which means nothing to the reader.
fn without_location(message: &str) -> &str {
    match message.rfind(" at line ") {
        Some(at) if message[at..].chars().all(|c| c.is_ascii_digit() || " atlinecoum".contains(c)) => &message[..at],
        _ => message,
    }
}

/// The path at the head of a message, if it leads somewhere in the tree, and the rest.
fn split_path<'m>(node: &Node, message: &'m str) -> (&'m str, &'m str) {
    message
        .match_indices(": ")
        .map(|(at, colon)| (&message[..at], &message[at + colon.len()..]))
        .find(|(path, _)| node.at_path(path).is_some())
        .unwrap_or(("", message))
}

/// The words in backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Serde's words for shapes as the words of the files.
fn wording(text: &str) -> String {
    const HEADS: [(&str, &str); 6] = [
        ("invalid type: sequence", "a list stands here"),
        ("invalid type: map", "a map stands here"),
        ("invalid type: unit value", "nothing is written here"),
        ("invalid type: string ", "the text does not fit: "),
        ("invalid type: ", "the value does not fit: "),
        ("invalid value: ", "the value does not fit: "),
    ];
    match text {
        "a string" | "a borrowed string" => return "a text".to_owned(),
        "a sequence" => return "a list".to_owned(),
        "a boolean" => return "`true` or `false`".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" => return "a whole number".to_owned(),
        _ if text.starts_with("struct ") => return "a map".to_owned(),
        _ => {}
    }
    let head = HEADS.iter().find_map(|(from, to)| Some(format!("{to}{}", text.strip_prefix(from)?)));
    head.unwrap_or_else(|| text.to_owned())
}
