//! The World: a scenario under construction, to which each step adds the key and texts of one row.
//!
//! A step's values arrive as texts. The table makes values of them later, so that a bad one is a fault with its place
//! and not a panic inside a step.

use std::convert::Infallible;
use std::marker::PhantomData;
use std::str::FromStr;

use crate::stimulus::Parameter;

/// What the steps of a scenario said so far.
#[derive(Debug, Default, cucumber::World)]
pub(crate) struct Draft {
    said: Vec<Said>,
}

/// What one step said: a row of the table, and the texts of its fields as the phrase has them.
#[derive(Debug)]
pub(super) struct Said {
    /// The key of the row.
    pub(super) key: &'static str,
    /// The texts in the order of the row.
    pub(super) texts: Vec<String>,
}

impl Draft {
    /// Adds what a step said.
    pub(super) fn say(&mut self, key: &'static str, texts: Vec<String>) {
        self.said.push(Said { key, texts });
    }

    /// Takes what the steps said.
    pub(super) fn take(&mut self) -> Vec<Said> {
        std::mem::take(&mut self.said)
    }
}

/// The text of a parameter of type `T`, not read yet.
#[derive(Debug)]
pub(super) struct Raw<T> {
    /// The text.
    pub(super) text: String,
    of: PhantomData<T>,
}

impl<T> FromStr for Raw<T> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Raw { text: text.to_owned(), of: PhantomData })
    }
}

impl<T: Parameter> cucumber::Parameter for Raw<T> {
    const REGEX: &'static str = T::PATTERN;
    const NAME: &'static str = T::NAME;
}
