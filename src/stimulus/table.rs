//! How a row of the table works: value to texts, texts to value, phrase out, phrase in.

use regex::Regex;

use crate::domain::{NotAWord, WordError};
use crate::time::TimeError;

/// One field of a row.
#[derive(Clone, Copy, Debug)]
pub struct RowField {
    /// The name that YAML and traces use.
    pub name: &'static str,
    /// The name of its parameter type, as phrases show it in braces.
    pub parameter: &'static str,
    /// The regular expression that finds it in a phrase, without capturing groups.
    pub pattern: &'static str,
    /// Whether a phrase quotes it where it holds a blank, a quotation mark or a control.
    pub free: bool,
    /// What a right value looks like.
    pub example: &'static str,
}

/// One row of the table: a kind of fact, stimulus, expectation or sight.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The YAML key.
    pub key: &'static str,
    /// The phrase, with a parameter's name in braces for each field in order.
    pub phrase: &'static str,
    /// What it says, in one sentence.
    pub about: &'static str,
    /// The fields in the order of the phrase.
    pub fields: &'static [RowField],
}

/// Why a text is no value of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadText {
    /// The part that is wrong, where it is known.
    pub part: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What was expected, where the message does not say so.
    pub expected: Option<String>,
    /// The words that are allowed, where they are a closed list.
    pub words: &'static [&'static str],
}

impl From<NotAWord> for BadText {
    fn from(error: NotAWord) -> Self {
        let message = format!("`{}` is no {}", error.text, error.noun);
        let expected = Some(format!("one of {}", error.words.join(", ")));
        BadText { part: Some(error.text), message, expected, words: error.words }
    }
}

impl From<WordError> for BadText {
    fn from(error: WordError) -> Self {
        BadText::misfit(&error.text, error.expected)
    }
}

impl From<TimeError> for BadText {
    fn from(error: TimeError) -> Self {
        BadText::misfit(&error.text, error.expected)
    }
}

impl From<String> for BadText {
    fn from(message: String) -> Self {
        BadText { part: None, message, expected: None, words: &[] }
    }
}

impl From<std::convert::Infallible> for BadText {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

impl BadText {
    /// A text where something else was expected.
    pub(super) fn misfit(text: &str, expected: impl Into<String>) -> Self {
        let message =
            if text.is_empty() { "a text is missing here".to_owned() } else { format!("`{text}` does not fit here") };
        BadText { part: Some(text.to_owned()), message, expected: Some(expected.into()), words: &[] }
    }
}

/// A field whose text is no value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadField {
    /// The field's place in the row, from 0.
    pub index: usize,
    /// The field's name.
    pub name: &'static str,
    /// What is wrong with it.
    pub bad: BadText,
}

impl Row {
    /// The regular expression of the whole phrase, one capturing group a field.
    fn regex(&self) -> Regex {
        let mut pattern = String::from("^");
        let mut rest = self.phrase;
        for field in self.fields {
            let Some((text, tail)) = rest.split_once('{') else { break };
            pattern.push_str(&regex::escape(text));
            pattern.push_str(&format!("({})", field.pattern));
            rest = tail.split_once('}').map_or("", |(_, tail)| tail);
        }
        pattern.push_str(&regex::escape(rest));
        pattern.push('$');
        Regex::new(&pattern).expect("a row's phrase and patterns make a regular expression")
    }
}

/// Writes a phrase with the fields' texts in the places of their parameters.
pub fn fill(row: &Row, texts: &[String]) -> String {
    let mut phrase = String::new();
    let mut rest = row.phrase;
    for (field, text) in row.fields.iter().zip(texts) {
        let Some((before, tail)) = rest.split_once('{') else { break };
        phrase.push_str(before);
        phrase.push_str(&if field.free { quoted(text) } else { text.clone() });
        rest = tail.split_once('}').map_or("", |(_, tail)| tail);
    }
    phrase + rest
}

/// Compiled phrases of a list of rows.
pub struct Phrases(Vec<(&'static Row, Regex)>);

impl Phrases {
    /// Compiles the phrases of `rows`.
    pub fn new(rows: &'static [Row]) -> Self {
        Phrases(rows.iter().map(|row| (row, row.regex())).collect())
    }
}

/// Every row whose phrase the text is, with the texts of its fields as the phrase has them.
pub fn find_phrase(phrases: &Phrases, text: &str) -> Vec<(&'static Row, Vec<String>)> {
    let texts = |row: &'static Row, regex: &Regex| {
        let found = regex.captures(text)?;
        Some((row, found.iter().skip(1).flatten().map(|group| group.as_str().to_owned()).collect()))
    };
    phrases.0.iter().filter_map(|(row, regex)| texts(row, regex)).collect()
}

/// The texts of the fields behind those of a phrase: of free fields, the quotation marks are taken off.
///
/// # Errors
///
/// Every text in quotation marks that JSON can't read.
pub fn unquoted(row: &Row, texts: &[String]) -> Result<Vec<String>, Vec<BadField>> {
    let mut bad = Vec::new();
    let mut plain = texts.to_vec();
    for (index, (field, text)) in row.fields.iter().zip(&mut plain).enumerate() {
        if !field.free || !text.starts_with('"') {
            continue;
        }
        match serde_json::from_str(text) {
            Ok(read) => *text = read,
            Err(_) => {
                let message = format!("`{text}` is no text in quotation marks");
                let expected = Some("escapes as in JSON, such as `\\\"` and `\\\\`".to_owned());
                let bad_text = BadText { part: None, message, expected, words: &[] };
                bad.push(BadField { index, name: field.name, bad: bad_text });
            }
        }
    }
    if bad.is_empty() { Ok(plain) } else { Err(bad) }
}

/// A text as a phrase writes it: bare where it can be, else as a JSON string. A bare `<` would begin a placeholder.
fn quoted(text: &str) -> String {
    let bare = |c: char| !(c.is_whitespace() || c.is_control() || c == '"' || c == '<');
    if !text.is_empty() && text.chars().all(bare) { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// Makes an enum of values, its rows and its conversions from a table.
macro_rules! values {
    ($(#[$meta:meta])* $Enum:ident;
     $( #[doc = $about:literal] $key:ident: $Arm:ident { $($field:ident: $ty:ty),* } = $phrase:tt; )+) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // the arm's sentence names its fields
        pub enum $Enum { $( #[doc = $about] $Arm { $($field: $ty),* } ),+ }

        impl $Enum {
            /// The rows of the table, in its order.
            pub const ROWS: &'static [$crate::stimulus::Row] = &[$($crate::stimulus::Row {
                key: stringify!($key),
                phrase: $phrase,
                about: $about,
                fields: &[$($crate::stimulus::RowField {
                    name: stringify!($field),
                    parameter: <$ty as $crate::stimulus::Parameter>::NAME,
                    pattern: <$ty as $crate::stimulus::Parameter>::PATTERN,
                    free: <$ty as $crate::stimulus::Parameter>::FREE,
                    example: <$ty as $crate::stimulus::Parameter>::EXAMPLE,
                }),*],
            }),+];

            /// The row of this value.
            pub fn row(&self) -> &'static $crate::stimulus::Row {
                let key = self.key();
                Self::ROWS.iter().find(|row| row.key == key).expect("every arm has its row")
            }

            /// The YAML key of this value.
            pub fn key(&self) -> &'static str {
                match self { $( $Enum::$Arm { .. } => stringify!($key) ),+ }
            }

            /// The fields' texts in the order of the row.
            pub fn texts(&self) -> Vec<String> {
                match self { $( $Enum::$Arm { $($field),* } => vec![$($crate::stimulus::Parameter::write($field)),*] ),+ }
            }

            /// The value of a key and its fields' texts in the order of the row, or `None` for an unknown key.
            ///
            /// # Errors
            ///
            /// Every field that is missing or no value of its type.
            #[allow(unused_mut, unused_variables, unused_assignments)]
            pub fn from_texts(key: &str, texts: &[String]) -> Option<Result<Self, Vec<$crate::stimulus::BadField>>> {
                $( if key == stringify!($key) {
                    let mut bad = Vec::new();
                    let mut index = 0;
                    $( let $field = match texts.get(index).ok_or_else(|| "is missing".to_owned().into())
                            .and_then(|text| <$ty as $crate::stimulus::Parameter>::read(text)) {
                            Ok(value) => Some(value),
                            Err(text) => {
                                bad.push($crate::stimulus::BadField { index, name: stringify!($field), bad: text });
                                None
                            }
                        };
                        index += 1; )*
                    return Some(match ($($field,)*) {
                        ($(Some($field),)*) => Ok($Enum::$Arm { $($field),* }),
                        #[allow(unreachable_patterns)]
                        _ => Err(bad),
                    });
                } )+
                None
            }

            /// The step text of this value.
            pub fn phrase(&self) -> String {
                $crate::stimulus::fill(self.row(), &self.texts())
            }
        }
    };
}

pub(super) use values;
