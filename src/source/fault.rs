//! Places in a text, and faults that point at them.
//!
//! Owns how a fault is put together and ordered. Knows neither how it is drawn nor what kind of file it is about.

use std::cmp::Ordering;
use std::fmt;

/// A stretch of one line of a text: 1-based, counted in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column of the first character, from 1.
    pub column: u32,
    /// How many characters are meant; 0 for a point between two.
    pub length: u32,
}

impl Place {
    /// The first character of a text.
    pub const START: Place = Place { line: 1, column: 1, length: 0 };
}

/// The longest line that a fault carries, in bytes. Longer ones are machine-made: the place alone says more than they do,
/// and faults that each hold a copy of a huge line would not fit into memory.
const LONGEST_LINE: usize = 1_000;

/// Something wrong in a text, with what was expected there and what to write instead.
///
/// Faults are ordered by file, line and column, so that a sorted list reads as the files do; what is said of a whole file
/// comes after what is said of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file as the reader named it.
    pub file: String,
    /// Where in the file, if the fault has a place.
    pub place: Option<Place>,
    /// The whole line that `place` lies on, unless it is too long to be shown.
    pub line_text: Option<String>,
    /// What is wrong, lowercase, without a full stop.
    pub message: String,
    /// What was expected, or the values that are allowed.
    pub expected: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Fault {
    /// A fault of a whole file, without a place.
    pub fn new(file: &str, message: impl Into<String>) -> Self {
        Fault {
            file: file.to_owned(),
            place: None,
            line_text: None,
            message: message.into(),
            expected: None,
            help: None,
        }
    }

    /// The same fault, saying what was expected.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// The same fault, saying what to write instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same fault, asking whether `nearest` was meant where there is such a word.
    pub fn did_you_mean(self, nearest: Option<&str>) -> Self {
        match nearest {
            Some(word) => self.help(format!("did you mean `{word}`?")),
            None => self,
        }
    }
}

impl Ord for Fault {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |fault: &Fault| (fault.place.is_none(), fault.place);
        let file = self.file.cmp(&other.file).then_with(|| place(self).cmp(&place(other)));
        let line = file.then_with(|| self.line_text.cmp(&other.line_text));
        let said = line.then_with(|| self.message.cmp(&other.message));
        said.then_with(|| self.expected.cmp(&other.expected)).then_with(|| self.help.cmp(&other.help))
    }
}

impl PartialOrd for Fault {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Fault {
    /// Writes `file:line:column: message`, on one line and without control characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", super::escape(&self.file))?;
        if let Some(place) = self.place {
            write!(f, "{}:{}:", place.line, place.column)?;
        }
        write!(f, " {}", super::escape(&self.message))
    }
}

impl std::error::Error for Fault {}

/// How many faults of one file are reported. Nobody reads more in one go, and a hostile file can't fill the memory.
pub(crate) const MAX_FAULTS: usize = 100;

/// Faults in the order of the text, each once; where there are too many, the last one says so.
pub(crate) fn in_order(file: &str, mut faults: Vec<Fault>) -> Vec<Fault> {
    let more = faults.len() > MAX_FAULTS;
    faults.truncate(MAX_FAULTS);
    faults.sort();
    faults.dedup();
    if more {
        let message = format!("the file has more than {MAX_FAULTS} faults");
        faults.push(Fault::new(file, message).help("correct these first; the others are shown then"));
    }
    faults
}

/// A named text that faults are made from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The name that faults carry.
    pub file: &'a str,
    /// The text that places count in.
    pub text: &'a str,
}

impl<'a> Source<'a> {
    /// A source from its name and its text.
    pub const fn new(file: &'a str, text: &'a str) -> Self {
        Source { file, text }
    }

    /// A fault at a place of this source, carrying the line it points at.
    pub fn fault(&self, place: Place, message: impl Into<String>) -> Fault {
        let mut fault = Fault::new(self.file, message);
        fault.place = Some(place);
        fault.line_text = self.line(place.line).filter(|line| line.len() <= LONGEST_LINE).map(str::to_owned);
        fault
    }

    /// All lines, as [`line`](Self::line) gives them one by one.
    pub fn lines(&self) -> Vec<&'a str> {
        let mut lines = Vec::new();
        let mut rest = Some(self.text.strip_prefix('\u{feff}').unwrap_or(self.text));
        while let Some(text) = rest {
            let end = text.find(['\n', '\r']);
            lines.push(&text[..end.unwrap_or(text.len())]);
            rest = end.map(|at| if text[at..].starts_with("\r\n") { &text[at + 2..] } else { &text[at + 1..] });
        }
        lines
    }

    /// The line of that number (from 1) without its line break; breaks are LF, CR LF and CR, as YAML 1.2 has them.
    pub fn line(&self, number: u32) -> Option<&'a str> {
        let mut rest = self.text;
        for _ in 1..number {
            let at = rest.find(['\n', '\r'])?;
            let after = if rest[at..].starts_with("\r\n") { at + 2 } else { at + 1 };
            rest = &rest[after..];
        }
        let line = rest.split(['\n', '\r']).next()?;
        Some(if number == 1 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line })
    }
}
