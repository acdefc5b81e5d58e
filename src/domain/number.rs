//! Telephone numbers and dialled texts.

use super::words::name;

name!(
    /// A telephone number as a tenant or a carrier states it, normally E.164.
    ///
    /// Source: ITU-T E.164.
    Number,
    "a telephone number such as `+13215550100`",
    |text| {
        let digits = text.strip_prefix('+').unwrap_or(text);
        !digits.is_empty() && digits.len() <= 32 && digits.bytes().all(|b| b.is_ascii_digit())
    }
);

impl Number {
    /// A text that stands where a number is usual, kept as it was written.
    pub fn as_written(text: &str) -> Self {
        Number(text.to_owned())
    }

    /// Holds for `+`, a digit from 1 to 9 and at most fifteen digits in all.
    ///
    /// Source: ITU-T E.164, clause 6.
    pub fn is_e164(&self) -> bool {
        self.0.strip_prefix('+').is_some_and(|digits| (2..=15).contains(&digits.len()) && !digits.starts_with('0'))
    }
}

name!(
    /// What an agent typed into the dialler, letter by letter.
    Dialled,
    "a dialled text of 1 to 64 characters",
    |text| (1..=64).contains(&text.chars().count())
);
