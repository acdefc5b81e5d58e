//! The canonical text of a trace: one record a line, minted names by order of first appearance.
//!
//! Source: docs/trace.md, "Canonical text".

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::border::ActId;
use crate::domain::Number;
use crate::stimulus::Fact;

use super::fields::{Word, Words, seen, stimulus};
use super::head::Head;
use super::record::{Kind, Observed, Record, Trace};
use super::seen::Seen;

/// Widths of the columns number, instant, kind, border, subject and fact.
const WIDTHS: [usize; 6] = [7, 14, 8, 9, 12, 14];

/// Writes a trace in its canonical form.
pub fn canonical(trace: &Trace) -> String {
    let mut text = String::from("spec911-trace 1\n");
    head(&trace.head, &mut text);
    let mut names = Names::of(trace);
    let mut last: Option<Line> = None;
    for record in &trace.records {
        let line = names.line(record);
        match &mut last {
            Some(run) if run.same_sample(&line) => run.repeat(&line),
            _ => {
                if let Some(run) = last.replace(line) {
                    run.write(&mut text);
                }
            }
        }
    }
    if let Some(run) = last {
        run.write(&mut text);
    }
    for (digest, blob) in &names.blobs {
        let _ = writeln!(text, "blob    {digest} {}", serde_json::Value::from(blob.as_str()));
    }
    text
}

fn head(head: &Head, text: &mut String) {
    let _ = writeln!(
        text,
        "{:7} revision={} clock={} epoch={} seed={}",
        "run", head.revision, head.clock, head.epoch, head.seed
    );
    for (border, seeing) in &head.borders {
        let _ = writeln!(text, "{:7} {border} {seeing}", "border");
    }
    let ics = &head.ics;
    let mut declared = |name: &str, value: String| {
        let _ = writeln!(text, "{:7} {name} {}", "ics", shown(&value));
    };
    ics.capabilities.iter().for_each(|name| declared("capability", name.clone()));
    ics.readings.iter().for_each(|(row, name)| declared("reading", format!("{row}={name}")));
    ics.tolerances.iter().for_each(|(name, span)| declared("tolerance", format!("{name}={span}")));
    ics.territories.iter().for_each(|name| declared("territory", name.to_string()));
    ics.workspaces.iter().for_each(|name| declared("workspace", name.clone()));
    ics.statuses.iter().for_each(|name| declared("status", name.clone()));
    for line in fact_lines(&head.facts) {
        let _ = writeln!(text, "{:7} {line}", "fact");
    }
}

/// One line an agent with all that is said of the agent, one line for each other fact.
fn fact_lines(facts: &[Fact]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for fact in facts {
        let row = fact.row();
        let texts = fact.texts();
        let agent = row.fields.first().filter(|field| field.name == "agent").map(|_| texts[0].clone());
        let skipped = usize::from(agent.is_some());
        let single = row.fields.len() == skipped + 1;
        let keys: Vec<String> = row
            .fields
            .iter()
            .zip(&texts)
            .skip(skipped)
            .map(|(field, value)| {
                let key = match (&agent, single) {
                    (Some(_), true) if row.key != "agent" => row.key.to_owned(),
                    (Some(_), false) => format!("{}.{}", row.key, field.name),
                    (_, _) => field.name.to_owned(),
                };
                format!("{key}={}", shown(value))
            })
            .collect();
        let known = agent.as_ref().and_then(|agent| places.get(agent));
        match known.and_then(|place| lines.get_mut(*place)) {
            Some(line) => *line = format!("{line} {}", keys.join(" ")),
            None => {
                let subject = agent.as_ref().map_or_else(|| row.key.to_owned(), |name| format!("agent {name}"));
                places.extend(agent.map(|agent| (agent, lines.len())));
                lines.push([subject, keys.join(" ")].join(" ").trim_end().to_owned());
            }
        }
    }
    lines
}

/// A value as the canonical text quotes it.
fn shown(text: &str) -> String {
    let bare = !text.is_empty() && !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '"');
    if bare { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Minted names by type and order of first appearance, and the texts met so far.
#[derive(Default)]
struct Names {
    leased: BTreeSet<Number>,
    minted: BTreeMap<(&'static str, String), usize>,
    counts: BTreeMap<&'static str, usize>,
    /// What was minted, as texts may hold it.
    reals: Reals,
    /// The record of the stimulus that each act came from.
    acts: BTreeMap<ActId, u32>,
    /// The texts met so far, by the order of their digests' first appearance.
    blobs: Vec<(String, String)>,
    known: BTreeSet<String>,
}

/// Minted names as they are, to be found in texts.
#[derive(Default)]
struct Reals {
    names: BTreeMap<String, (&'static str, usize)>,
    /// The lengths that names have.
    lengths: BTreeSet<usize>,
    /// The first characters that names have.
    firsts: BTreeSet<char>,
}

impl Reals {
    fn add(&mut self, real: &str, kind: &'static str, number: usize) {
        let Some(first) = real.chars().next() else { return };
        self.lengths.insert(real.len());
        self.firsts.insert(first);
        let known = self.names.entry(real.to_owned()).or_insert((kind, number));
        *known = (*known).min((kind, number));
    }

    /// A text with each minted name in it replaced; of two that begin at one place the longer one counts.
    fn put_into(&self, text: &str) -> String {
        let (mut named, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(next) = rest.chars().next() {
            let name = |length: &usize| Some((*length, self.names.get(rest.get(..*length)?)?));
            let begins = self.firsts.contains(&next);
            match self.lengths.iter().rev().filter(|_| begins).find_map(name) {
                Some((length, (kind, number))) => {
                    let _ = write!(named, "{kind}#{number}");
                    rest = &rest[length..];
                }
                None => {
                    named.push(next);
                    rest = &rest[next.len_utf8()..];
                }
            }
        }
        named
    }
}

impl Names {
    fn of(trace: &Trace) -> Self {
        let leased = trace.records.iter().filter_map(|record| match record.seen() {
            Some(Seen::NumberLeased { number, .. }) => Some(number.clone()),
            _ => None,
        });
        Names { leased: leased.collect(), ..Names::default() }
    }

    fn name(&mut self, kind: &'static str, real: &str) -> String {
        let counts = &mut self.counts;
        let number = self.minted.entry((kind, real.to_owned())).or_insert_with(|| {
            let count = counts.entry(kind).or_insert(0);
            *count += 1;
            self.reals.add(real, kind, *count);
            *count
        });
        format!("{kind}#{number}")
    }

    fn word(&mut self, word: &Word) -> String {
        match word {
            Word::Plain(text) => shown(text),
            Word::Set(words) => {
                let mut parts: Vec<String> = words.iter().map(|word| self.word(word)).collect();
                parts.sort();
                format!("{{{}}}", parts.join(","))
            }
            Word::Entry(words) => words.iter().map(|word| self.word(word)).collect::<Vec<_>>().join(":"),
            Word::Call(call) => self.name("call", call.as_str()),
            Word::Leg(leg) => self.name("leg", leg.as_str()),
            Word::Offer(offer) => self.name("offer", offer.as_str()),
            Word::Message(message) => self.name("message", message.as_str()),
            Word::Number(number) if self.leased.contains(number) => self.name("number", number.as_str()),
            Word::Number(number) => shown(number.as_str()),
            Word::Digest(text) => self.digest(text),
        }
    }

    /// The digest of a text with the minted names put in, and the text itself kept for the end.
    fn digest(&mut self, text: &str) -> String {
        let named = self.reals.put_into(text);
        let hash = Sha256::digest(named.as_bytes());
        let hex = hash.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let name = format!("sha256:{hex}");
        if self.known.insert(name.clone()) {
            self.blobs.push((name.clone(), named));
        }
        name
    }

    fn line(&mut self, record: &Record) -> Line {
        let (border, words) = match &record.observed {
            Observed::Stimulus(what) => (actor(what.row().phrase).to_owned(), stimulus(what)),
            Observed::Seen(what) => (what.border().to_string(), seen(what)),
            Observed::Unanswered { border, agent } => {
                let subject = agent.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
                (border.to_string(), Words { subject: Word::Plain(subject), fact: "unanswered", keys: vec![] })
            }
        };
        let mut keys: Vec<String> = vec![];
        let subject = self.word(&words.subject);
        for (key, word) in &words.keys {
            keys.push(format!("{key}={}", self.word(word)));
        }
        match (record.kind, record.act) {
            (Kind::Stimulus, Some(act)) => {
                self.acts.insert(act, record.number);
            }
            (Kind::Reply, Some(act)) => keys.extend(self.acts.get(&act).map(|number| format!("stimulus={number}"))),
            (_, _) => {}
        }
        if record.asked != record.at {
            keys.push(format!("asked={} answered={}", record.asked, record.at));
        }
        Line {
            number: record.number,
            at: record.at.to_string(),
            kind: record.kind,
            rest: [border, subject, words.fact.to_owned()],
            keys: keys.join(" "),
            samples: 1,
            last: record.at.to_string(),
        }
    }
}

/// Who acts in a stimulus, by the first words of its phrase.
fn actor(phrase: &str) -> &'static str {
    const ACTORS: [(&str, &str); 13] = [
        ("the PSAP ", "psap"),
        ("a customer ", "customer"),
        ("the customer ", "customer"),
        ("{count} customers ", "customer"),
        ("the carrier ", "carrier"),
        ("the supervisor ", "supervisor"),
        ("the administrator ", "admin"),
        ("time ", "time"),
        ("the wall clock ", "clock"),
        ("the time zone ", "clock"),
        ("the deployment ", "service"),
        ("the {service} ", "service"),
        ("", "agent"),
    ];
    ACTORS.iter().find(|(start, _)| phrase.starts_with(start)).map_or("agent", |(_, actor)| actor)
}

struct Line {
    number: u32,
    at: String,
    kind: Kind,
    rest: [String; 3],
    keys: String,
    samples: usize,
    last: String,
}

impl Line {
    fn same_sample(&self, other: &Line) -> bool {
        self.kind == Kind::Sample && other.kind == Kind::Sample && self.rest == other.rest && self.keys == other.keys
    }

    fn repeat(&mut self, other: &Line) {
        self.samples += 1;
        self.last.clone_from(&other.last);
    }

    fn write(&self, text: &mut String) {
        let columns = [self.number.to_string(), self.at.clone(), self.kind.to_string()]
            .into_iter()
            .chain(self.rest.iter().cloned());
        let mut line = String::new();
        for (column, width) in columns.zip(WIDTHS) {
            let _ = write!(line, "{column:width$}  ");
        }
        line.push_str(&self.keys);
        if self.samples > 1 {
            let _ = write!(line, " samples={} last={}", self.samples, self.last);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
