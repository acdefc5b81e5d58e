//! The implementation conformance statement: what a deployment declares about itself.
//!
//! Owns the declaration and its check against a catalogue. Knows nothing of what a deployment really does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::Territory;
use crate::source::yaml::{self, parse};
use crate::source::{Fault, render};
use crate::time::Span;

use super::ics_load::Loader;
use super::row::DEFAULT_READING;
use super::territory::counts_as;
use super::{Catalogue, RequirementId, Tolerance};

/// What a deployment declares: capabilities, readings, tolerances, and where and how it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ics {
    /// The capabilities that it has.
    pub capabilities: BTreeSet<String>,
    /// The readings that differ from ours, by row.
    pub readings: BTreeMap<RequirementId, String>,
    /// The tolerances that it declares.
    pub tolerances: BTreeMap<Tolerance, Span>,
    /// The spans that a capability or a reading needs, such as how long mails are coalesced.
    pub spans: BTreeMap<String, Span>,
    /// The territories in which it is used, by two-letter country code.
    pub territories: BTreeSet<String>,
    /// The workspaces from which agents dial.
    pub workspaces: BTreeSet<String>,
    /// The presence statuses that a signed-in agent can have.
    pub statuses: BTreeSet<String>,
    /// The packs that it follows besides the base rows.
    pub packs: BTreeSet<String>,
    /// The territories in which its carriers take test calls, for the pack of them.
    pub test_calls: BTreeSet<String>,
}

/// The pack of test calls.
const TEST_CALLS: &str = "test-calls";

/// The span in which the dials of an agent share one notification.
pub(super) const COALESCE: &str = "coalesce";

/// The capability to shorten the callback window, and the span to which it is.
pub(super) const TEST_WINDOW: &str = "test-window";

const REFERENCE_FILE: &str = "fixtures/ics/reference.yaml";

static REFERENCE: LazyLock<Ics> = LazyLock::new(|| {
    let text = include_str!("../../fixtures/ics/reference.yaml");
    // A wrong embedded statement is our fault, not the caller's, and a test holds that it is right.
    Ics::load(REFERENCE_FILE, text, Catalogue::embedded()).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
});

const UNDECLARED_FILE: &str = "fixtures/ics/undeclared.yaml";

/// The lists that hold where a statement leaves them out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Undeclared {
    territories: BTreeSet<String>,
    workspaces: BTreeSet<String>,
    statuses: BTreeSet<String>,
    #[serde(rename = "test-calls")]
    test_calls: BTreeSet<String>,
}

static UNDECLARED: LazyLock<Undeclared> = LazyLock::new(|| {
    let text = include_str!("../../fixtures/ics/undeclared.yaml");
    // As above: a test holds that it is right.
    yaml::read(UNDECLARED_FILE, text).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
});

impl Ics {
    /// What the reference declares, read once.
    pub fn reference() -> &'static Ics {
        &REFERENCE
    }

    /// Reads a statement and checks it against the catalogue that it declares for.
    ///
    /// A reading that is ours under its own name is kept as `default`, that is, not at all. Territories, workspaces and
    /// statuses that are left out are those of the documented feature.
    ///
    /// # Errors
    /// Every fault that the text has, in the order of its lines.
    pub fn load(file: &str, text: &str, catalogue: &Catalogue) -> Result<Ics, Vec<Fault>> {
        let root = parse(file, text)?;
        let mut loader = Loader::new(file, text, catalogue);
        loader.fields(&root);
        let ics = Ics {
            capabilities: loader.capabilities(&root),
            readings: loader.readings(&root),
            tolerances: loader.tolerances(&root),
            spans: loader.spans(&root),
            territories: loader.territories(&root, "territories").unwrap_or_else(|| UNDECLARED.territories.clone()),
            workspaces: loader
                .listed(&root, "workspaces", "workspace")
                .unwrap_or_else(|| UNDECLARED.workspaces.clone()),
            statuses: loader.statuses(&root).unwrap_or_else(|| UNDECLARED.statuses.clone()),
            packs: loader.packs(&root),
            test_calls: loader.territories(&root, "test-calls").unwrap_or_else(|| UNDECLARED.test_calls.clone()),
        };
        loader.finish(ics)
    }

    /// Whether a capability is declared.
    pub fn declares(&self, capability: &str) -> bool {
        self.capabilities.contains(capability)
    }

    /// Whether it is used in a territory, or in the one as which that one counts.
    pub fn serves(&self, territory: &Territory) -> bool {
        [territory, counts_as(territory)].into_iter().any(|one| self.territories.contains(one.as_str()))
    }

    /// Whether it follows a pack.
    pub fn follows(&self, pack: &str) -> bool {
        self.packs.contains(pack)
    }

    /// Whether the numbers for test calls are emergency numbers in a territory: only where the pack of them is followed.
    pub fn takes_test_calls(&self, territory: &Territory) -> bool {
        let listed = |one: &Territory| self.test_calls.contains(one.as_str());
        self.follows(TEST_CALLS) && (listed(territory) || listed(counts_as(territory)))
    }

    /// The reading of a row: the alternative's name, or `default` where ours is followed.
    pub fn reading(&self, id: &RequirementId) -> &str {
        self.readings.get(id).map_or(DEFAULT_READING, String::as_str)
    }

    /// The span in which the dials of an agent share one notification, where it is declared.
    pub fn coalesce(&self) -> Option<Span> {
        self.spans.get(COALESCE).copied()
    }

    /// The length of the callback window in trials, where the deployment can shorten it and says to which.
    pub fn test_window(&self) -> Option<Span> {
        self.spans.get(TEST_WINDOW).copied().filter(|_| self.declares(TEST_WINDOW))
    }

    /// A tolerance as declared, else what the embedded catalogue grants where nothing is.
    pub fn tolerance(&self, tolerance: Tolerance) -> Span {
        let undeclared = || Catalogue::embedded().tolerance(tolerance).undeclared;
        self.tolerances.get(&tolerance).copied().unwrap_or_else(undeclared)
    }
}
