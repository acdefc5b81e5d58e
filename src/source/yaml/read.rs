//! From the tree to typed values.
//!
//! `serde_yaml` does the deserialising and its messages name a path, which the tree turns into a place. Since it gives
//! paths only when it reads a text, the tree is written out as one line of flow style and read from there: that text
//! holds no aliases, no tags and no duplicate keys, and means the same in YAML 1.1 and 1.2.

use std::fmt::Write;

use serde::de::DeserializeOwned;

use super::serde_fault::{Misfit, misfit};
use super::{Gather, Node, Value, parse};
use crate::source::{Fault, Place, Source};

/// How many unknown fields of one value are reported; more than this is another kind of file.
const MAX_UNKNOWN: usize = 10;

/// Reads a whole file as one value.
///
/// # Errors
/// The faults of the YAML, else every unknown field and the first other misfit.
pub fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Vec<Fault>> {
    let root = parse(file, text)?;
    read_node(Source::new(file, text), &root)
}

/// Reads the entries of the list under `list_key`, each on its own, so that every bad one is reported.
///
/// What else stands in the file is left to the caller.
///
/// # Errors
/// The faults of the YAML, else those of every entry.
pub fn read_rows<T: DeserializeOwned>(file: &str, text: &str, list_key: &str) -> Result<Vec<(T, Place)>, Vec<Fault>> {
    let root = parse(file, text)?;
    let mut gather = Gather::new(file, text);
    let mut rows = Vec::new();
    if gather.map(&root, "the file").is_some() {
        match root.get(list_key) {
            None => gather.fault(root.place, format!("missing field `{list_key}`"), |fault| fault.expected("a list")),
            Some(list) => {
                for node in gather.list(list, &format!("`{list_key}`")).unwrap_or_default() {
                    rows.extend(gather.read(node).map(|row| (row, node.place)));
                }
            }
        }
    }
    gather.finish(rows)
}

/// Reads one node of a tree as a value.
///
/// # Errors
/// Every unknown field, and the first other misfit.
pub fn read_node<T: DeserializeOwned>(source: Source<'_>, node: &Node) -> Result<T, Vec<Fault>> {
    let mut node = node.clone();
    let mut found: Vec<Misfit> = Vec::new();
    loop {
        let mut text = String::new();
        write_flow(&node, &mut text);
        let error = match serde_yaml::from_str::<T>(&text) {
            Ok(value) if found.is_empty() => return Ok(value),
            Ok(_) => break,
            Err(error) => error,
        };
        let misfit = misfit(source, &node, &error.to_string());
        // Without the unknown field the value may be right, or show its next fault.
        let removed = misfit.unknown.as_ref().is_some_and(|(path, field)| remove(&mut node, path, field));
        if !found.iter().any(|earlier| earlier.explains(&misfit)) {
            found.push(misfit);
        }
        if !removed || found.len() == MAX_UNKNOWN {
            break;
        }
    }
    let mut faults: Vec<Fault> = found.into_iter().map(|misfit| misfit.fault).collect();
    faults.sort();
    Err(faults)
}

fn remove(node: &mut Node, path: &str, field: &str) -> bool {
    let place = node.at_path(path).map(|parent| parent.key_place(field));
    place.is_some_and(|place| remove_key_at(node, place))
}

fn remove_key_at(node: &mut Node, place: Place) -> bool {
    match &mut node.value {
        Value::Scalar { .. } => false,
        Value::List(entries) => entries.iter_mut().any(|entry| remove_key_at(entry, place)),
        Value::Map(entries) => {
            let before = entries.len();
            entries.retain(|(key, _)| key.place != place);
            entries.len() < before || entries.iter_mut().any(|(_, value)| remove_key_at(value, place))
        }
    }
}

/// Writes a tree as flow style on one line. Keys stand after `?`, since a simple key may have 1,024 characters at most.
fn write_flow(node: &Node, out: &mut String) {
    match &node.value {
        Value::Scalar { text, plain: true } if is_typed(text) => out.push_str(if text.is_empty() { "~" } else { text }),
        Value::Scalar { text, .. } => quote(text, out),
        Value::List(entries) => {
            out.push('[');
            for entry in entries {
                write_flow(entry, out);
                out.push_str(", ");
            }
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (key, value) in entries {
                out.push_str("? ");
                quote(&key.text, out);
                out.push_str(" : ");
                write_flow(value, out);
                out.push_str(", ");
            }
            out.push('}');
        }
    }
}

/// Whether a text without quotes means something else than itself: nothing, a truth value, a number.
fn is_typed(text: &str) -> bool {
    let may_be = text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit() || "+-.~tTfFnN".contains(c));
    let known = |value| !matches!(value, serde_yaml::Value::String(_));
    let simple = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.~".contains(&b));
    may_be && simple && (text.is_empty() || serde_yaml::from_str(text).is_ok_and(known))
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{1fff}' => out.push(c),
            _ => {
                // Writing to a String can't fail.
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
        }
    }
    out.push('"');
}
