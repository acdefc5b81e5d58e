//! A scenario: facts, then stimuli and expectations in their order.

use std::fmt;
use std::sync::Arc;

use super::{Expectation, Fact, Stimulus};

/// The file and line where something was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file as the user would name it.
    pub file: Arc<str>,
    /// Its line, from 1.
    pub line: u32,
    /// The line of the row of an outline or of a table, from 1.
    pub row: Option<u32>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        self.row.map_or(Ok(()), |row| write!(f, " (row in line {row})"))
    }
}

/// A value with the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub origin: Origin,
}

/// A step after the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Something that happens.
    When(Stimulus),
    /// Something that is then to be seen.
    Then(Expectation),
}

impl Step {
    /// The step's text in Gherkin, without its keyword.
    pub fn phrase(&self) -> String {
        match self {
            Step::When(stimulus) => stimulus.phrase(),
            Step::Then(expectation) => expectation.phrase(),
        }
    }
}

/// The facts, stimuli and expectations of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The file and line that name it uniquely, such as `features/cbn/window.feature:12`.
    pub id: String,
    /// Its title, with the row's values where it comes from an outline.
    pub name: String,
    /// What it tells, in a few sentences, where it was written with them.
    pub story: Option<String>,
    /// Its tags without the at-sign, those of its feature included.
    pub tags: Vec<String>,
    /// Where it was written.
    pub origin: Origin,
    /// The facts, in order.
    pub facts: Vec<Placed<Fact>>,
    /// The stimuli and expectations, in order.
    pub steps: Vec<Placed<Step>>,
}

impl Scenario {
    /// The stimuli in order.
    pub fn stimuli(&self) -> impl Iterator<Item = &Placed<Step>> {
        self.steps.iter().filter(|step| matches!(step.value, Step::When(_)))
    }
}
