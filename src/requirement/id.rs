//! The id of a requirement: three capital letters of its group, a hyphen, two digits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of one requirement, such as `ELG-01`; never reused or renumbered.
///
/// ```
/// use spec911::requirement::RequirementId;
/// let id: RequirementId = "ELG-01".parse().unwrap();
/// assert_eq!((id.group(), id.number()), ("ELG", 1));
/// assert!("ELG-1".parse::<RequirementId>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequirementId([u8; 6]);

impl RequirementId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        // Only ASCII gets in, so that this never falls back.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The three letters of its group.
    pub fn group(&self) -> &str {
        &self.as_str()[..3]
    }

    /// Its number in the group.
    pub fn number(&self) -> u8 {
        (self.0[4] - b'0') * 10 + (self.0[5] - b'0')
    }
}

impl FromStr for RequirementId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError { text: text.to_owned() };
        let bytes: [u8; 6] = text.as_bytes().try_into().map_err(|_| wrong())?;
        let [a, b, c, hyphen, tens, ones] = bytes;
        let letters = [a, b, c].iter().all(u8::is_ascii_uppercase);
        let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
        if letters && hyphen == b'-' && digits { Ok(RequirementId(bytes)) } else { Err(wrong()) }
    }
}

impl fmt::Display for RequirementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for RequirementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RequirementId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RequirementId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A text that is no id of a requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdError {
    /// The text as written.
    pub text: String,
}

impl IdError {
    /// What an id looks like.
    pub const EXPECTED: &'static str = "three capital letters, a hyphen and two digits";
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the id of a requirement, expected {}", self.text, Self::EXPECTED)
    }
}

impl std::error::Error for IdError {}
