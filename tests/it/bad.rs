//! Every malformed input has the golden error beside it: `bad/KIND/NAME.ENDING` and `bad/KIND/NAME.snap`.
//!
//! What is said names the file, the line and the column, shows the line with a caret, and says what was expected or what
//! to write instead; all faults of an input stand in one answer, and nothing is run.

mod fixture;
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use spec911::requirement::{Catalogue, Ics};
use spec911::source::{Fault, Source, render};

/// Reads a text under a name; its faults, if it has any.
type Read = fn(&str, &str) -> Option<Vec<Fault>>;

/// What is said about a malformed input.
enum Kind {
    /// By the reader of such files.
    Read(Read),
    /// By `spec911 check`, about a file or a folder.
    Checked,
    /// By the program, about each line of a file as its arguments.
    Arguments,
}

const KINDS: [(&str, &str, Kind); 11] = [
    ("arguments", "args", Kind::Arguments),
    ("boundaries", "yaml", Kind::Read(fixture::boundaries)),
    ("catalogue", "yaml", Kind::Read(|file, text| Catalogue::load(file, text).err())),
    ("defaults", "yaml", Kind::Read(fixture::defaults)),
    ("feature", "feature", Kind::Read(|file, text| spec911::gherkin::read(&[Source::new(file, text)]).err())),
    ("ics", "yaml", Kind::Read(|file, text| Ics::load(file, text, Catalogue::embedded()).err())),
    ("plans", "yaml", Kind::Read(fixture::plans)),
    ("presence", "yaml", Kind::Read(fixture::presence)),
    ("scenario", "yaml", Kind::Read(|file, text| spec911::scenario::read(file, text).err())),
    ("suite", "*", Kind::Checked),
    ("zones", "yaml", Kind::Read(fixture::zones)),
];

/// The folder of all malformed inputs.
fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/bad").join(kind)
}

/// The inputs of a kind, in the order of their names.
fn inputs(kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(kind)).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut inputs: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_none_or(|end| end != "snap" && end != "new")).collect();
    inputs.sort();
    inputs
}

#[test]
fn every_malformed_input_is_told_where_and_what_instead() {
    let mut count = 0;
    for (kind, ending, how) in &KINDS {
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_path(folder(kind));
        let mut names = BTreeSet::new();
        for path in inputs(kind) {
            let file = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
            let (name, end) = file.split_once('.').unwrap_or((file, ""));
            assert!(names.insert(name.to_owned()), "{kind}/{file} shares its golden error with another input");
            assert!(*ending == "*" || *ending == end, "{kind}/{file} is no input of this kind");
            let said = match how {
                Kind::Read(read) => {
                    count += 1;
                    let text = fs::read_to_string(&path).expect("a text");
                    told(file, read(file, &text).unwrap_or_default())
                }
                Kind::Checked => {
                    count += 1;
                    program::checked(&folder(kind), file)
                }
                Kind::Arguments => {
                    let text = fs::read_to_string(&path).expect("a text");
                    count += text.lines().count();
                    program::each_line(&text)
                }
            };
            let odd = said.chars().find(|c| c.is_control() && *c != '\n' && *c != '\t');
            assert!(odd.is_none(), "{kind}/{file} shows {odd:?}");
            settings.bind(|| insta::assert_snapshot!(name, said));
        }
        let orphan = orphans(kind);
        assert!(orphan.is_empty(), "without an input: {orphan:?}");
    }
    assert!(count >= 200, "{count} malformed inputs");
}

/// The faults as they are shown, if each has a place and says what to write.
fn told(file: &str, faults: Vec<Fault>) -> String {
    assert!(!faults.is_empty(), "{file} is accepted");
    assert!(faults.is_sorted(), "{file}: {faults:?}");
    for fault in &faults {
        assert!(fault.expected.is_some() || fault.help.is_some(), "{file}: `{fault}` says nothing to do");
        assert!(fault.place.is_some(), "{file}: `{fault}` has no place");
    }
    assert!(render(&faults, true).contains('\u{1b}'), "colours are there for who wants them");
    render(&faults, false)
}

/// The golden errors whose input is gone.
fn orphans(kind: &str) -> Vec<String> {
    let names: Vec<String> = inputs(kind)
        .iter()
        .filter_map(|path| path.file_name()?.to_str()?.split('.').next().map(str::to_owned))
        .collect();
    let entries = fs::read_dir(folder(kind)).expect("a folder").flatten();
    let files = entries.filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".snap").map(str::to_owned));
    files.filter(|name| !names.contains(name)).collect()
}
