//! The three kinds of things a scenario is written with, each with its rows of the table.

use std::sync::LazyLock;

use crate::stimulus::{BadField, Expectation, Fact, Phrases, Row, Step, Stimulus, find_phrase};

/// What an entry of a scenario is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A fact: `Given`.
    Fact,
    /// A stimulus: `When`.
    Stimulus,
    /// An expectation: `Then`.
    Expectation,
}

/// A value of any kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// A fact.
    Fact(Fact),
    /// A stimulus or an expectation.
    Step(Step),
}

static FACTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Fact::ROWS));
static STIMULI: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Stimulus::ROWS));
static EXPECTATIONS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Expectation::ROWS));

impl Kind {
    /// All kinds, in the order in which a scenario has them.
    pub(crate) const ALL: [Kind; 3] = [Kind::Fact, Kind::Stimulus, Kind::Expectation];

    /// The rows of the table.
    pub(crate) fn rows(self) -> &'static [Row] {
        match self {
            Kind::Fact => Fact::ROWS,
            Kind::Stimulus => Stimulus::ROWS,
            Kind::Expectation => Expectation::ROWS,
        }
    }

    /// The row of a key.
    pub(crate) fn row(self, key: &str) -> Option<&'static Row> {
        self.rows().iter().find(|row| row.key == key)
    }

    /// The rows whose phrase a text is.
    pub(crate) fn phrased(self, text: &str) -> Vec<&'static Row> {
        let phrases = match self {
            Kind::Fact => &FACTS,
            Kind::Stimulus => &STIMULI,
            Kind::Expectation => &EXPECTATIONS,
        };
        find_phrase(phrases, text).into_iter().map(|(row, _)| row).collect()
    }

    /// The value of a row with its fields' texts, without quotation marks.
    ///
    /// # Errors
    ///
    /// Every field that is no value of its type; none for a row of another kind.
    pub(crate) fn value(self, row: &Row, texts: &[String]) -> Result<Value, Vec<BadField>> {
        let value = match self {
            Kind::Fact => Fact::from_texts(row.key, texts).map(|read| read.map(Value::Fact)),
            Kind::Stimulus => Stimulus::from_texts(row.key, texts).map(|read| read.map(Step::When).map(Value::Step)),
            Kind::Expectation => {
                Expectation::from_texts(row.key, texts).map(|read| read.map(Step::Then).map(Value::Step))
            }
        };
        value.unwrap_or_else(|| Err(Vec::new()))
    }

    /// The word for one of this kind, with its article.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Kind::Fact => "a fact",
            Kind::Stimulus => "a stimulus",
            Kind::Expectation => "an expectation",
        }
    }

    /// The English keyword of a step of this kind.
    pub(crate) fn keyword(self) -> &'static str {
        match self {
            Kind::Fact => "Given",
            Kind::Stimulus => "When",
            Kind::Expectation => "Then",
        }
    }
}
