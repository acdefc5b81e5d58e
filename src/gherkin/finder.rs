//! Finds the row of a step's text through cucumber's step collection, by running the step function.

use std::ops::Range;
use std::sync::LazyLock;

use cucumber::gherkin::{self, LineCol, Span, StepType};
use cucumber::{World, step};
use tokio::runtime::{Builder, Runtime};

use crate::scenario::Kind;
use crate::stimulus::Row;

use super::draft::Draft;

/// All steps. Built once, since it compiles a regular expression for each.
static STEPS: LazyLock<step::Collection<Draft>> = LazyLock::new(Draft::collection);

/// What a text was found to be.
pub(super) enum Found {
    /// The phrase of no row.
    Undefined,
    /// The phrase of several rows.
    Ambiguous(Vec<&'static Row>),
    /// The phrase of one row.
    One(Match),
}

/// A row with the texts of its fields.
pub(super) struct Match {
    /// The row.
    pub(super) row: &'static Row,
    /// The fields' texts as the phrase has them.
    pub(super) texts: Vec<String>,
    /// Where each of them stands in the text.
    pub(super) at: Vec<Range<usize>>,
}

/// Runs step functions. They are async, but never wait.
pub(super) struct Finder {
    runtime: Runtime,
}

impl Finder {
    pub(super) fn new() -> Self {
        let runtime = Builder::new_current_thread().build().expect("a runtime without drivers takes no resource");
        Finder { runtime }
    }

    /// The row whose phrase a text is.
    pub(super) fn find(&self, kind: Kind, text: &str) -> Found {
        match STEPS.find(&bare_step(kind, text)) {
            Ok(None) => Found::Undefined,
            Ok(Some((run, captures, _, context))) => {
                let mut draft = Draft::default();
                self.runtime.block_on(run(&mut draft, context));
                let Some(said) = draft.take().pop() else { return Found::Undefined };
                let Some(row) = kind.row(said.key) else { return Found::Undefined };
                let at = (1..captures.len()).map(|group| captures.get(group).map_or(0..0, |(from, to)| from..to));
                Found::One(Match { row, texts: said.texts, at: at.collect() })
            }
            Err(_) => Found::Ambiguous(kind.phrased(text)),
        }
    }

    /// Whether a text is the phrase of exactly one row.
    pub(super) fn knows(&self, kind: Kind, text: &str) -> bool {
        matches!(STEPS.find(&bare_step(kind, text)), Ok(Some(_)))
    }

    /// The kind of which a text is a phrase.
    pub(super) fn kind_of(&self, text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| self.knows(*kind, text))
    }
}

fn bare_step(kind: Kind, text: &str) -> gherkin::Step {
    let ty = match kind {
        Kind::Fact => StepType::Given,
        Kind::Stimulus => StepType::When,
        Kind::Expectation => StepType::Then,
    };
    gherkin::Step {
        keyword: kind.keyword().to_owned(),
        ty,
        value: text.to_owned(),
        docstring: None,
        table: None,
        span: Span::default(),
        position: LineCol::default(),
    }
}
