//! Closed sets of words that files and reports share: one declaration gives the enum, its spelling and its parser.
//!
//! Owns the mechanism only; each set stands in the file that its name says.

use std::fmt;

use crate::source::nearest;

/// A closed set of words.
pub trait Named: Copy + 'static {
    /// What one of them is called, for messages: `border`, `tolerance`.
    const WHAT: &'static str;
    /// All of them, in their own order.
    const ALL: &'static [Self];

    /// The word as files and reports write it.
    fn name(self) -> &'static str;

    /// The one of that name.
    ///
    /// # Errors
    /// Says which names there are, and which was probably meant.
    fn named(text: &str) -> Result<Self, UnknownName> {
        Self::ALL.iter().copied().find(|one| one.name() == text).ok_or_else(|| UnknownName {
            what: Self::WHAT,
            text: text.to_owned(),
            known: Self::ALL.iter().map(|one| one.name()).collect(),
        })
    }
}

/// A word that is not in the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// What a word of the set is called.
    pub what: &'static str,
    /// The word as written.
    pub text: String,
    /// The words of the set.
    pub known: Vec<&'static str>,
}

impl UnknownName {
    /// The word that was probably meant.
    pub fn meant(&self) -> Option<&'static str> {
        nearest(&self.text, self.known.iter().copied())
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} `{}`, expected {}", self.what, self.text, one_of(self.known.iter().copied()))
    }
}

impl std::error::Error for UnknownName {}

/// The allowed words as a message lists them.
pub(crate) fn one_of<'a>(known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<String> = known.into_iter().map(|word| format!("`{word}`")).collect();
    match known.as_slice() {
        [only] => only.clone(),
        _ => format!("one of {}", known.join(", ")),
    }
}

/// Declares an enum with its spelling: `Display`, `FromStr` and serde all use the names given.
macro_rules! named {
    ($(#[$meta:meta])* pub enum $name:ident ($what:literal) { $($(#[$doc:meta])* $arm:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $text)] $arm,)+
        }

        impl $name {
            /// All of them, in their own order.
            pub const ALL: &'static [$name] = &[$($name::$arm),+];

            /// The word as files and reports write it.
            pub const fn name(self) -> &'static str {
                match self {
                    $($name::$arm => $text,)+
                }
            }
        }

        impl $crate::requirement::Named for $name {
            const WHAT: &'static str = $what;
            const ALL: &'static [Self] = $name::ALL;

            fn name(self) -> &'static str {
                $name::name(self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::requirement::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                <$name as $crate::requirement::Named>::named(text)
            }
        }
    };
}
pub(crate) use named;
