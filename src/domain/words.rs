//! Two macros that give a noun its one spelling: closed lists of words, and names.

use std::fmt;

/// A text that is none of a closed list of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAWord {
    /// The text that was given.
    pub text: String,
    /// What the list names, such as `base status`.
    pub noun: &'static str,
    /// All words of the list.
    pub words: &'static [&'static str],
}

impl fmt::Display for NotAWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no {}; expected one of {}", self.text, self.noun, self.words.join(", "))
    }
}

impl std::error::Error for NotAWord {}

/// A text that does not have the form of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordError {
    /// The text that was given.
    pub text: String,
    /// What was expected, with an example.
    pub expected: &'static str,
}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text, self.expected)
    }
}

impl std::error::Error for WordError {}

/// Declares an enum whose arms are words: spelling, parsing, listing and serde in one place.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $noun:literal { $($(#[$arm_meta:meta])* $arm:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$arm_meta])* #[serde(rename = $word)] $arm),+ }

        impl $name {
            /// Every arm, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$arm),+];
            /// Every word, in the order of the list.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word as phrases, YAML and traces write it.
            pub const fn word(self) -> &'static str {
                match self { $($name::$arm => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::NotAWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok($name::$arm),)+
                    _ => Err($crate::domain::NotAWord { text: text.to_owned(), noun: $noun, words: Self::WORDS }),
                }
            }
        }
    };
}

/// Declares a newtype for a name with the check that makes a text one.
macro_rules! name {
    ($(#[$meta:meta])* $name:ident, $expected:literal, $check:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(String);

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::domain::WordError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::WordError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let check: fn(&str) -> bool = $check;
                if check(text) {
                    Ok($name(text.to_owned()))
                } else {
                    Err($crate::domain::WordError { text: text.to_owned(), expected: $expected })
                }
            }
        }
    };
}

pub(crate) use {name, words};

/// Holds for a lower-case name that can be said aloud: letters, digits, hyphens, a letter first.
pub(super) fn is_plain_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
