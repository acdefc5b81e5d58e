//! From parser events to the positioned tree.
//!
//! Owns what a file may not hold: more than one document, anchors, aliases and tags, a key twice, a key that is no text,
//! great depth, great size. All but a syntax error are gathered, so that one run reports them all.

use std::collections::BTreeMap;

use granit_parser::{Event, Marker, Options, Parser, ScalarStyle, ScanError, Span};

use super::syntax::{TOO_DEEP, depth, told};
use super::{Key, Node, Value};
use crate::source::{Fault, MAX_FAULTS, Place, Source, in_order};

/// The largest file that is read. Catalogues are a tenth of this; more is a mistake or an attack.
pub const MAX_BYTES: usize = 1 << 20;

/// The deepest nesting that is read. Real files need eight; recursion over a tree is bounded by this.
pub const MAX_DEPTH: usize = 64;

/// The most characters of a line that are marked, so that many values on one long line don't cost its length each.
const LONGEST_MARK: usize = 200;

/// Reads one YAML document into a tree that knows where everything stands.
///
/// # Errors
/// Every fault that could be found: the first syntax error ends the search.
pub fn parse(file: &str, text: &str) -> Result<Node, Vec<Fault>> {
    if text.len() > MAX_BYTES {
        let message = format!("the file has {} bytes", text.len());
        return Err(vec![Fault::new(file, message).expected(format!("at most {MAX_BYTES} bytes"))]);
    }
    let mut builder = Builder::new(Source::new(file, text));
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_anchor_events = true;
    options.emit_unresolved_aliases = true;
    for next in Parser::new_from_str_with_options(text, options) {
        let going_on = match next {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => builder.syntax(&error),
        };
        if !going_on || builder.faults.len() > MAX_FAULTS {
            break;
        }
    }
    builder.finish()
}

/// A list or map that is still open.
struct Open {
    place: Place,
    start: Marker,
    held: Held,
}

enum Held {
    List(Vec<Node>),
    Map { entries: Vec<(Key, Node)>, seen: BTreeMap<String, u32>, key: Option<Key> },
}

struct Builder<'a> {
    source: Source<'a>,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    faults: Vec<Fault>,
}

impl<'a> Builder<'a> {
    fn new(source: Source<'a>) -> Self {
        Builder { source, open: Vec::new(), root: None, documents: 0, faults: Vec::new() }
    }

    /// Takes one event; says whether to go on.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Comment(..) => true,
            Event::DocumentStart(..) => self.document(span),
            Event::Anchor(..) => self.refuse(span, "an anchor", "write the value itself in each place"),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(span, "an alias", "write the value itself, or put it in quotes if the `*` is part of it");
                self.add(Node { place: self.place(span), value: Value::Scalar { text: String::new(), plain: true } })
            }
            Event::Scalar(text, style, _, tag) => {
                let tagged = tag.is_none() || self.refuse_tag(span);
                let text = if span.start == span.end { String::new() } else { text.into_owned() };
                let value = Value::Scalar { plain: style == ScalarStyle::Plain, text };
                self.add(Node { place: self.place(span), value }) && tagged
            }
            Event::SequenceStart(_, _, tag) => {
                (tag.is_none() || self.refuse_tag(span)) && self.begin(span, Held::List(Vec::new()))
            }
            Event::MappingStart(_, _, tag) => {
                let held = Held::Map { entries: Vec::new(), seen: BTreeMap::new(), key: None };
                (tag.is_none() || self.refuse_tag(span)) && self.begin(span, held)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            // The enum may grow with the parser: what is not known here is refused rather than lost.
            _ => self.refuse(span, "this construct", "write it as plain text, list or map"),
        }
    }

    fn document(&mut self, span: Span) -> bool {
        self.documents += 1;
        if self.documents > 1 {
            let fault = self.source.fault(self.place(span), "a second document begins here");
            self.faults.push(fault.expected("one document a file").help("put it in a file of its own"));
        }
        self.documents == 1
    }

    fn begin(&mut self, span: Span, held: Held) -> bool {
        let place = self.line_from(span.start);
        if self.open.len() == MAX_DEPTH {
            let fault = self.source.fault(place, TOO_DEEP);
            self.faults.push(fault.expected(depth()));
            return false;
        }
        self.open.push(Open { place, start: span.start, held });
        true
    }

    fn end(&mut self, span: Span) -> bool {
        let Some(open) = self.open.pop() else { return true };
        // A bracket or brace has an end of its own; a block ends where something else begins.
        let place = if span.start == span.end { open.place } else { self.place(Span::new(open.start, span.end)) };
        let value = match open.held {
            Held::List(entries) => Value::List(entries),
            Held::Map { entries, .. } => Value::Map(entries),
        };
        self.add(Node { place, value })
    }

    /// Puts a complete node where it belongs: into the open list, as the next key or value of the open map, at the root.
    fn add(&mut self, node: Node) -> bool {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return true;
        };
        match &mut open.held {
            Held::List(entries) => entries.push(node),
            Held::Map { entries, seen, key } => match key.take() {
                Some(key) => entries.push((key, node)),
                None => *key = Some(as_key(node, seen, self.source, &mut self.faults)),
            },
        }
        true
    }

    fn refuse(&mut self, span: Span, what: &str, help: &str) -> bool {
        let fault = self.source.fault(self.place(span), format!("{what} is not used in spec911 files"));
        self.faults.push(fault.help(help));
        true
    }

    fn refuse_tag(&mut self, span: Span) -> bool {
        self.refuse(span.tag_span().unwrap_or(span), "a tag", "leave the `!…` out; types follow from the field")
    }

    fn syntax(&mut self, error: &ScanError) -> bool {
        let told = told(error.kind());
        let place = point(*error.marker());
        let place = if told.is_tab { self.tab(place) } else { place };
        let mut fault = self.source.fault(place, told.message.unwrap_or_else(|| error.info().to_owned()));
        fault.expected = told.expected;
        fault.help = told.help.map(str::to_owned);
        self.faults.push(fault);
        false
    }

    /// The first tab of a line's indentation, where it has one.
    fn tab(&self, place: Place) -> Place {
        let line = self.source.line(place.line).unwrap_or_default();
        let indent = line.chars().take_while(|c| c.is_whitespace());
        let tab = indent.zip(1..).find(|(c, _)| *c == '\t');
        tab.map_or(place, |(_, column)| Place { column, length: 1, ..place })
    }

    /// A span as a place; one of several lines ends with its first line.
    fn place(&self, span: Span) -> Place {
        let start = point(span.start);
        if span.start.line() == span.end.line() {
            return Place { length: number(span.end.index().saturating_sub(span.start.index())), ..start };
        }
        self.line_from(span.start)
    }

    /// The rest of the line from a marker on, without trailing blanks, as far as it is worth marking.
    fn line_from(&self, marker: Marker) -> Place {
        let rest = marker.byte_offset().and_then(|at| self.source.text.get(at..)).unwrap_or_default();
        let line = rest.chars().take(LONGEST_MARK).take_while(|c| !matches!(c, '\n' | '\r')).enumerate();
        let length = line.filter(|(_, c)| !c.is_whitespace()).last().map_or(0, |(at, _)| at + 1);
        Place { length: number(length), ..point(marker) }
    }

    fn finish(self) -> Result<Node, Vec<Fault>> {
        if self.faults.is_empty() {
            let Some(root) = self.root.filter(|root| root.kind() != "nothing") else {
                let fault = self.source.fault(Place::START, "the file is empty");
                return Err(vec![fault.expected("a map of fields")]);
            };
            return Ok(root);
        }
        Err(in_order(self.source.file, self.faults))
    }
}

/// A node as the key of a map, with a fault where it can't be one or stands twice.
fn as_key(node: Node, seen: &mut BTreeMap<String, u32>, source: Source<'_>, faults: &mut Vec<Fault>) -> Key {
    let text = match node.value {
        Value::Scalar { text, plain } if !(plain && text.is_empty()) => text,
        Value::Scalar { .. } => {
            faults.push(source.fault(node.place, "a key is missing before the colon").expected("a text"));
            return Key { text: String::new(), place: node.place };
        }
        Value::List(_) | Value::Map(_) => {
            let fault = source.fault(node.place, "a list or map can't be a key").expected("a text");
            faults.push(fault.help("put it in quotes if it is meant as a text"));
            return Key { text: String::new(), place: node.place };
        }
    };
    match seen.get(&text) {
        Some(line) => {
            let fault = source.fault(node.place, format!("the key `{text}` stands twice in one map"));
            faults.push(fault.help(format!("remove one of the two: the first is in line {line}")));
        }
        None => {
            seen.insert(text.clone(), node.place.line);
        }
    }
    Key { text, place: node.place }
}

fn point(marker: Marker) -> Place {
    Place { line: number(marker.line().max(1)), column: number(marker.col() + 1), length: 0 }
}

/// Files are at most `MAX_BYTES` long, so that every count of them fits.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
