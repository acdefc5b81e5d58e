//! The implementation conformance statement: what a deployment declares about itself.
//!
//! Owns the declaration and its check against a catalogue. Knows nothing of what a deployment really does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::{Base, Territory};
use crate::source::yaml::{self, Gather, Node, parse};
use crate::source::{Fault, Place, nearest, render};
use crate::time::Span;

use super::check::{is_known, one_name, unique_names};
use super::names::one_of;
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
}

const FIELDS: [&str; 7] = ["capabilities", "readings", "tolerances", "spans", "territories", "workspaces", "statuses"];

/// The spans that can be declared, and what each is the span of.
const SPANS: [&str; 2] = [COALESCE, TEST_WINDOW];

/// The span in which the dials of an agent share one notification.
const COALESCE: &str = "coalesce";

/// The capability to shorten the callback window, and the span to which it is.
const TEST_WINDOW: &str = "test-window";

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
}

static UNDECLARED: LazyLock<Undeclared> = LazyLock::new(|| {
    let text = include_str!("../../fixtures/ics/undeclared.yaml");
    // As above: a test holds that it is right.
    yaml::read(UNDECLARED_FILE, text).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
});

/// The status of an agent whose presence record is the tenant's own.
const CUSTOM: &str = "custom";

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
        let mut loader = Loader { gather: Gather::new(file, text), catalogue };
        loader.fields(&root);
        let ics = Ics {
            capabilities: loader.capabilities(&root),
            readings: loader.readings(&root),
            tolerances: loader.tolerances(&root),
            spans: loader.spans(&root),
            territories: loader.territories(&root).unwrap_or_else(|| UNDECLARED.territories.clone()),
            workspaces: loader
                .listed(&root, "workspaces", "workspace")
                .unwrap_or_else(|| UNDECLARED.workspaces.clone()),
            statuses: loader.statuses(&root).unwrap_or_else(|| UNDECLARED.statuses.clone()),
        };
        loader.gather.finish(ics)
    }

    /// Whether a capability is declared.
    pub fn declares(&self, capability: &str) -> bool {
        self.capabilities.contains(capability)
    }

    /// Whether it is used in a territory, or in the one as which that one counts.
    pub fn serves(&self, territory: &Territory) -> bool {
        [territory, counts_as(territory)].into_iter().any(|one| self.territories.contains(one.as_str()))
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

struct Loader<'a> {
    gather: Gather<'a>,
    catalogue: &'a Catalogue,
}

impl Loader<'_> {
    fn fields(&mut self, root: &Node) {
        for (key, _) in self.gather.map(root, "the statement").unwrap_or_default() {
            is_known(&mut self.gather, key.place, "field", &key.text, FIELDS.into_iter());
        }
    }

    /// The names of a list, if the list is there at all.
    fn listed(&mut self, root: &Node, field: &str, what: &str) -> Option<BTreeSet<String>> {
        root.get(field).map(|list| unique_names(&mut self.gather, list, what))
    }

    fn statuses(&mut self, root: &Node) -> Option<BTreeSet<String>> {
        let known = || Base::WORDS.iter().copied().chain([CUSTOM]);
        for node in root.get("statuses").and_then(Node::as_list).unwrap_or_default() {
            if let Some(name) = node.as_text().filter(|name| !name.is_empty()) {
                is_known(&mut self.gather, node.place, "status", name, known());
            }
        }
        self.listed(root, "statuses", "status")
    }

    fn capabilities(&mut self, root: &Node) -> BTreeSet<String> {
        for node in root.get("capabilities").and_then(Node::as_list).unwrap_or_default() {
            let Some(name) = node.as_text().filter(|name| !name.is_empty()) else { continue };
            let known = self.catalogue.capabilities();
            if !known.contains(name) {
                let meant = nearest(name, known.all());
                self.gather.fault(node.place, format!("unknown capability `{name}`"), |fault| match meant {
                    Some(_) => fault.did_you_mean(meant),
                    None => fault.expected(one_of(known.all())),
                });
            }
        }
        self.listed(root, "capabilities", "capability").unwrap_or_default()
    }

    fn readings(&mut self, root: &Node) -> BTreeMap<RequirementId, String> {
        let mut readings = BTreeMap::new();
        let Some(list) = root.get("readings") else { return readings };
        for (key, node) in self.gather.map(list, "`readings`").unwrap_or_default() {
            let id = self.row(key.place, &key.text);
            let Some(name) = self.gather.text(node, "a reading") else { continue };
            if let Some(reading) = id.and_then(|id| self.reading(node.place, id, name).map(|name| (id, name))) {
                readings.extend((reading.1 != DEFAULT_READING).then_some(reading));
            }
        }
        readings
    }

    fn row(&mut self, place: Place, text: &str) -> Option<RequirementId> {
        let id = text.parse().ok().filter(|id| self.catalogue.get(id).is_some());
        if id.is_none() {
            let meant = self.catalogue.nearest_id(text);
            self.gather.fault(place, format!("unknown requirement `{text}`"), |fault| {
                fault
                    .expected("the id of a row of the catalogue")
                    .did_you_mean(meant.as_ref().map(RequirementId::as_str))
            });
        }
        id
    }

    fn reading(&mut self, place: Place, id: RequirementId, name: &str) -> Option<String> {
        let row = self.catalogue.get(&id)?;
        let reading = row.reading(name);
        if reading.is_none() {
            let meant = nearest(name, row.reading_names());
            self.gather.fault(place, format!("{id} has no reading `{name}`"), |fault| {
                fault.expected(one_of(row.reading_names())).did_you_mean(meant)
            });
        }
        reading.map(str::to_owned)
    }

    fn tolerances(&mut self, root: &Node) -> BTreeMap<Tolerance, Span> {
        let mut tolerances = BTreeMap::new();
        let Some(list) = root.get("tolerances") else { return tolerances };
        for (key, node) in self.gather.map(list, "`tolerances`").unwrap_or_default() {
            let name = one_name::<Tolerance>(&mut self.gather, key.place, &key.text);
            let span = self.span(node);
            let (Some(name), Some(span)) = (name, span) else { continue };
            let most = self.catalogue.tolerance(name).at_most;
            if span > most {
                self.gather.fault(node.place, format!("the tolerance `{name}` of {span} is too long"), |fault| {
                    fault.expected(format!("at most {most}"))
                });
            }
            tolerances.insert(name, span);
        }
        tolerances
    }

    fn spans(&mut self, root: &Node) -> BTreeMap<String, Span> {
        let mut spans = BTreeMap::new();
        let Some(list) = root.get("spans") else { return spans };
        for (key, node) in self.gather.map(list, "`spans`").unwrap_or_default() {
            let known = is_known(&mut self.gather, key.place, "span", &key.text, SPANS.into_iter());
            if let (true, Some(span)) = (known, self.span(node)) {
                spans.insert(key.text.clone(), span);
            }
        }
        spans
    }

    fn span(&mut self, node: &Node) -> Option<Span> {
        let text = self.gather.text(node, "a tolerance")?;
        match text.parse::<Span>() {
            Ok(span) => Some(span),
            Err(error) => {
                let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                self.gather.fault(node.place, format!("`{text}` is no span"), |fault| {
                    let fault = fault.expected(error.expected);
                    if digits { fault.help(format!("write the unit: `{text} s`")) } else { fault }
                });
                None
            }
        }
    }

    fn territories(&mut self, root: &Node) -> Option<BTreeSet<String>> {
        for node in root.get("territories").and_then(Node::as_list).unwrap_or_default() {
            let Some(code) = node.as_text().filter(|code| !code.is_empty()) else { continue };
            if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
                let upper = code.to_uppercase();
                self.gather.fault(node.place, format!("`{code}` is no country code"), |fault| {
                    let fault = fault.expected("two capital letters (ISO 3166-1)");
                    if upper.len() == 2 && upper != code { fault.help(format!("write `{upper}`")) } else { fault }
                });
            }
        }
        self.listed(root, "territories", "territory")
    }
}
