//! The suite: files of features and YAML scenarios, embedded or from a folder, read all at once.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::gherkin;
use crate::requirement::Catalogue;
use crate::result::tag_faults;
use crate::scenario;
use crate::source::{Fault, Place, Source, escape};
use crate::stimulus::{Origin, Scenario};

static FEATURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/features");
static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// The most bytes that a file may have; a feature of thirty scenarios has some ten thousand.
const MAX_BYTES: u64 = 4 << 20;
/// How deep folders may lie in each other.
const MAX_DEPTH: usize = 16;

/// Files by their names, so that each is read once.
pub(super) type Files = BTreeMap<String, Result<String, Box<Fault>>>;

/// Whether a file of that name holds scenarios.
pub(super) fn holds_scenarios(name: &str) -> bool {
    is_feature(name) || is_yaml(name)
}

fn is_feature(name: &str) -> bool {
    name.ends_with(".feature")
}

fn is_yaml(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".yml")
}

/// The embedded files.
pub(super) fn embedded() -> Files {
    let mut files = Files::new();
    gather(&FEATURES, "features", &mut files);
    gather(&SCENARIOS, "scenarios", &mut files);
    files
}

fn gather(dir: &Dir<'_>, folder: &str, files: &mut Files) {
    for file in dir.files() {
        let name = format!("{folder}/{}", file.path().display()).replace('\\', "/");
        if holds_scenarios(&name) {
            let text = text_of(&name, file.contents().to_vec());
            files.insert(name, text);
        }
    }
    for inner in dir.dirs() {
        gather(inner, folder, files);
    }
}

/// The text that bytes are, or the place of the first byte that is none.
fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, Box<Fault>> {
    const LOST: char = char::REPLACEMENT_CHARACTER;
    String::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let (line, column) =
            (before.matches('\n').count() + 1, before.chars().rev().take_while(|c| *c != '\n').count() + 1);
        let place = Place { line: count(line), column: count(column), length: 1 };
        // The rest of the line as far as it can be shown.
        let rest: String = String::from_utf8_lossy(&error.as_bytes()[before.len()..]).chars().take(40).collect();
        let text = format!("{before}{}", rest.lines().next().unwrap_or(&LOST.to_string()));
        let fault = Source::new(name, &text).fault(place, "the file is not UTF-8 text");
        let is_utf16 = [[0xff, 0xfe], [0xfe, 0xff]].iter().any(|mark| error.as_bytes().starts_with(mark));
        Box::new(fault.help(if is_utf16 { "save it as UTF-8: it looks like UTF-16" } else { "save it as UTF-8" }))
    })
}

/// Adds the files of a folder and the folders in it; what is hidden or not a scenario is left out.
pub(super) fn add_folder(path: &Path, files: &mut Files) {
    add_below(path, MAX_DEPTH, files);
}

fn add_below(path: &Path, depth: usize, files: &mut Files) {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(cause) => {
            let name = name_of(path);
            let fault = Fault::new(&name, format!("the folder can't be read: {cause}"));
            files.insert(name, Err(Box::new(fault)));
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        if is_hidden {
            continue;
        }
        if path.is_dir() {
            // A link to a folder may lead in a circle.
            if depth > 0 && !is_link {
                add_below(&path, depth - 1, files);
            }
        } else if holds_scenarios(&name_of(&path)) {
            add_file(&path, files);
        }
    }
}

/// Adds one file.
pub(super) fn add_file(path: &Path, files: &mut Files) {
    let name = name_of(path);
    let text = read_file(path, &name);
    files.insert(name, text);
}

/// The text of a file.
pub(super) fn read_file(path: &Path, name: &str) -> Result<String, Box<Fault>> {
    let unreadable = |cause: std::io::Error| Box::new(Fault::new(name, format!("the file can't be read: {cause}")));
    let meta = fs::metadata(path).map_err(unreadable)?;
    if !meta.is_file() {
        let fault = Fault::new(name, if meta.is_dir() { "it is a folder" } else { "it is no ordinary file" });
        return Err(Box::new(fault.expected("a file")));
    }
    if meta.len() > MAX_BYTES {
        let fault = Fault::new(name, "the file is too long").expected(format!("at most {} MiB", MAX_BYTES >> 20));
        return Err(Box::new(fault));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    text_of(name, bytes)
}

/// The name of a file as faults and ids carry it.
pub(super) fn name_of(path: &Path) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    let plain = name.trim_start_matches("./");
    if plain.is_empty() { name } else { plain.to_owned() }
}

/// What files hold.
pub(super) struct Suite {
    /// The scenarios of the files without faults: those of features first, each in the order of files and lines.
    pub(super) scenarios: Vec<Scenario>,
    /// Every fault of all files.
    pub(super) faults: Vec<Fault>,
}

impl Suite {
    /// All scenarios.
    ///
    /// # Errors
    ///
    /// Every fault of all files: with one, nothing is run.
    pub(super) fn whole(self) -> Result<Vec<Scenario>, Vec<Fault>> {
        if self.faults.is_empty() { Ok(self.scenarios) } else { Err(self.faults) }
    }
}

/// Reads files, each as far as it can be read, so that all of its faults are told in one run.
pub(super) fn read(files: &Files, catalogue: &Catalogue) -> Suite {
    let mut faults: Vec<Fault> =
        files.values().filter_map(|text| text.as_ref().err()).map(|fault| (**fault).clone()).collect();
    let sources = || files.iter().filter_map(|(name, text)| Some(Source::new(name, text.as_ref().ok()?)));
    let features: Vec<Source<'_>> = sources().filter(|source| is_feature(source.file)).collect();
    let (mut scenarios, wrong) = gherkin::read_partly(&features);
    faults.extend(wrong);
    for source in sources().filter(|source| is_yaml(source.file)) {
        let (read, wrong) = scenario::read_partly(source.file, source.text);
        scenarios.extend(read);
        faults.extend(wrong);
    }
    let mut known = TagPlaces::new();
    for scenario in &scenarios {
        faults.extend(unknown_tags(scenario, files, catalogue, &mut known));
    }
    faults.sort();
    faults.dedup();
    scenarios.retain(|scenario| faults.iter().all(|fault| *fault.file != *scenario.origin.file));
    Suite { scenarios, faults }
}

/// Where a tag stands: its places by file and tag.
type TagPlaces = BTreeMap<(Arc<str>, String), Vec<Place>>;

/// The faults of a scenario's tags, at the place where the tag is written.
fn unknown_tags(scenario: &Scenario, files: &Files, catalogue: &Catalogue, known: &mut TagPlaces) -> Vec<Fault> {
    let fault = |wrong: crate::result::TagFault| {
        let place = tag_place(&scenario.origin, &wrong.tag, files, known);
        let fault = Fault { expected: wrong.expected, ..at(&scenario.origin, place, wrong.message, files) };
        fault.did_you_mean(wrong.meant.as_deref())
    };
    tag_faults(scenario, catalogue).into_iter().map(fault).collect()
}

/// Where a tag stands: the last time at or above the scenario's line, else anywhere in its file.
fn tag_place(origin: &Origin, tag: &str, files: &Files, known: &mut TagPlaces) -> Option<Place> {
    let find = || {
        let text = files.get(&*origin.file).and_then(|text| text.as_deref().ok()).unwrap_or_default();
        let lines = Source::new(&origin.file, text).lines().into_iter().zip(1_u32..);
        lines.filter_map(|(line, number)| word_in(line, number, tag, &['=', ':', '_'])).collect()
    };
    let places = known.entry((origin.file.clone(), tag.to_owned())).or_insert_with(find);
    let above = places.partition_point(|place| place.line <= origin.row.unwrap_or(origin.line));
    above.checked_sub(1).and_then(|last| places.get(last)).or_else(|| places.first()).copied()
}

/// The place of a word in a line.
pub(super) fn word_in(line: &str, number: u32, word: &str, more: &[char]) -> Option<Place> {
    let column = column_of(line, word, more).filter(|_| !word.is_empty())?;
    Some(Place { line: number, column, length: u32::try_from(word.chars().count()).unwrap_or(1) })
}

/// The column of a word as a whole word of a line: neither a letter, a digit or a hyphen nor one of `more` joins on.
fn column_of(line: &str, word: &str, more: &[char]) -> Option<u32> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || more.contains(&c);
    let (at, _) = line.match_indices(word).find(|(at, _)| {
        let (before, after) = (&line[..*at], &line[at + word.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })?;
    u32::try_from(line[..at].chars().count() + 1).ok()
}

/// A fault in a file of the suite, at a place or on a whole line.
pub(super) fn at(origin: &Origin, place: Option<Place>, message: String, files: &Files) -> Fault {
    let text = files.get(&*origin.file).and_then(|text| text.as_deref().ok()).unwrap_or_default();
    let source = Source::new(&origin.file, text);
    let line = source.line(origin.line).unwrap_or_default();
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let count = |chars: usize| u32::try_from(chars).unwrap_or(u32::MAX);
    let whole = Place { line: origin.line, column: count(indent) + 1, length: count(line.trim().chars().count()) };
    source.fault(place.unwrap_or(whole), escape(&message))
}

/// The number of lines of a file.
pub(super) fn lines(files: &Files, name: &str) -> u32 {
    let text = files.get(name).and_then(|text| text.as_deref().ok()).unwrap_or_default();
    u32::try_from(text.lines().count()).unwrap_or(u32::MAX)
}
