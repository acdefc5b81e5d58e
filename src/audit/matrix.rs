//! The matrix: for each mutant and each variant, which rows failed in which scenarios.

use std::collections::{BTreeMap, BTreeSet};

use crate::mutant::Mutant;
use crate::observation::Seeing;
use crate::requirement::{Catalogue, RequirementId, Verdict};
use crate::result::{ScenarioResult, ScenarioVerdict};
use crate::stimulus::Scenario;

use super::collateral::Collateral;

/// A scenario of the suite.
#[derive(Clone, Debug)]
pub struct Audited {
    /// The file and line that name it.
    pub id: String,
    /// Its file.
    pub file: String,
    /// The file and line of the scenario, or of the outline that it is a row of.
    pub outline: String,
    /// Whether it is a row of an outline.
    pub is_row: bool,
    /// Its title.
    pub name: String,
    /// The boundaries that it touches, by id.
    pub boundaries: BTreeSet<String>,
}

impl Audited {
    /// A scenario with the boundaries that it touches.
    pub fn new(scenario: &Scenario, boundaries: BTreeSet<String>) -> Self {
        let file = scenario.origin.file.to_string();
        Audited {
            id: scenario.id.clone(),
            outline: format!("{file}:{}", scenario.origin.line),
            is_row: scenario.origin.row.is_some(),
            file,
            name: scenario.name.clone(),
            boundaries,
        }
    }
}

/// The rows that failed, by the place of the scenario.
pub type Fails = BTreeMap<usize, BTreeSet<RequirementId>>;

/// What a mutant's runs came to.
#[derive(Clone)]
pub struct Caught {
    /// The mutant.
    pub mutant: &'static Mutant,
    /// The rows that failed.
    pub fails: Fails,
    /// Whether any trace differs from that of the reference.
    pub differs: bool,
    /// What broke of the harness, by scenario.
    pub errors: BTreeMap<usize, Vec<String>>,
}

impl Caught {
    /// A mutant that has not run yet.
    pub fn new(mutant: &'static Mutant) -> Self {
        Caught { mutant, fails: Fails::new(), differs: false, errors: BTreeMap::new() }
    }

    /// Takes up its run of one scenario, whose trace is not that of the reference.
    pub fn take(&mut self, place: usize, ran: &ScenarioResult) {
        self.differs = true;
        note(&mut self.fails, place, ran);
        if ran.verdict == ScenarioVerdict::Error {
            self.errors.insert(place, ran.reasons.clone());
        }
    }

    /// The row that it breaks.
    pub fn row(&self) -> Option<RequirementId> {
        self.mutant.row.parse().ok()
    }

    /// Every row that failed in some scenario.
    pub fn rows(&self) -> BTreeSet<RequirementId> {
        self.fails.values().flatten().copied().collect()
    }

    /// The places of the scenarios in which its own row failed.
    pub fn killers(&self) -> impl Iterator<Item = usize> {
        let row = self.row();
        self.fails.iter().filter(move |(_, rows)| row.is_some_and(|row| rows.contains(&row))).map(|(place, _)| *place)
    }

    /// Whether its own row failed in some scenario.
    pub fn is_killed(&self) -> bool {
        self.killers().next().is_some()
    }
}

/// What a variant's runs came to.
#[derive(Clone, Debug)]
pub struct Spared {
    /// Its name.
    pub name: String,
    /// The rows that failed: there should be none.
    pub fails: Fails,
    /// What broke of the harness, by scenario.
    pub errors: BTreeMap<usize, Vec<String>>,
    /// How many scenarios were run.
    pub run: usize,
}

impl Spared {
    /// A variant that has not run yet.
    pub fn new(name: String) -> Self {
        Spared { name, fails: Fails::new(), errors: BTreeMap::new(), run: 0 }
    }

    /// Takes up its run of one scenario.
    pub fn take(&mut self, place: usize, ran: &ScenarioResult) {
        self.run += usize::from(ran.verdict.executed());
        note(&mut self.fails, place, ran);
        if ran.verdict == ScenarioVerdict::Error {
            self.errors.insert(place, ran.reasons.clone());
        }
    }
}

fn note(fails: &mut Fails, place: usize, ran: &ScenarioResult) {
    let failed = ran.findings.iter().filter(|(_, finding)| finding.verdict == Verdict::Fail);
    let failed: BTreeSet<RequirementId> = failed.map(|(id, _)| *id).collect();
    if !failed.is_empty() {
        fails.insert(place, failed);
    }
}

/// Scenarios against mutants and variants.
#[derive(Clone)]
pub struct Matrix {
    /// The scenarios, in the suite's order.
    pub scenarios: Vec<Audited>,
    /// The scenarios that do not pass on the reference itself, with the reasons.
    pub broken: BTreeMap<usize, Vec<String>>,
    /// The mutants.
    pub mutants: Vec<Caught>,
    /// The variants.
    pub variants: Vec<Spared>,
    /// How the borders were seen that can be seen in either way.
    pub seeing: Seeing,
    /// The further rows that each mutant breaks.
    pub collateral: Collateral,
    /// The ids of the boundaries that the suite must touch.
    pub boundaries: BTreeSet<String>,
    /// What was run, and so what can be said.
    pub extent: Extent,
}

/// What of an audit is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Every mutant and variant in every scenario.
    Whole,
    /// Every mutant in the scenarios of its own row, and further only if none of them catches it; no variant.
    Own,
    /// Some mutants or variants in every scenario.
    Selected,
}

/// A scenario that costs as much as hundreds of others has this tag: a mutant is tried in it only if the scenario is tagged
/// with the row that the mutant breaks.
const HEAVY: &str = "heavy";

/// How the tag of a scenario of a pack begins.
const PACK: &str = "pack:";

impl Extent {
    /// Whether a mutant of a row is tried in a scenario. Packs stand apart: what breaks a row of one is tried in its
    /// scenarios, and nothing else is.
    pub fn tries(self, scenario: &Scenario, row: &str, catalogue: &Catalogue) -> bool {
        let tagged = |name: &str| scenario.tags.iter().any(|tag| tag == name);
        let row_of_pack = |row: &str| row.parse().ok().and_then(|id| catalogue.get(&id)?.pack.clone());
        match row_of_pack(row) {
            Some(pack) if !tagged(&format!("{PACK}{pack}")) => return false,
            None if scenario.tags.iter().any(|tag| tag.starts_with(PACK)) => return false,
            Some(_) | None => {}
        }
        match self {
            Extent::Whole | Extent::Selected => tagged(row) || !tagged(HEAVY),
            Extent::Own => tagged(row),
        }
    }
}

impl Matrix {
    /// How many mutants are caught under the row that they break.
    pub fn killed(&self) -> usize {
        self.mutants.iter().filter(|caught| caught.is_killed()).count()
    }

    /// The same without the scenarios of which this says so.
    pub fn without_scenarios(&self, gone: impl Fn(&Audited) -> bool) -> Matrix {
        let kept: Vec<usize> = (0..self.scenarios.len())
            .filter(|place| self.scenarios.get(*place).is_some_and(|one| !gone(one)))
            .collect();
        let new: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let fails = |fails: &Fails| {
            fails.iter().filter_map(|(place, rows)| Some((*new.get(place)?, rows.clone()))).collect::<Fails>()
        };
        let mut matrix = self.clone();
        matrix.scenarios = kept.iter().filter_map(|place| self.scenarios.get(*place).cloned()).collect();
        matrix.broken.clear();
        matrix.mutants.iter_mut().for_each(|caught| caught.fails = fails(&caught.fails));
        matrix.variants.iter_mut().for_each(|spared| spared.fails = fails(&spared.fails));
        matrix
    }

    /// The same as if no oracle judged the rows of which this says so.
    pub fn without_oracles(&self, gone: impl Fn(&RequirementId) -> bool) -> Matrix {
        let strip = |fails: &mut Fails| {
            fails.values_mut().for_each(|rows| rows.retain(|row| !gone(row)));
            fails.retain(|_, rows| !rows.is_empty());
        };
        let mut matrix = self.clone();
        matrix.mutants.iter_mut().for_each(|caught| strip(&mut caught.fails));
        matrix.variants.iter_mut().for_each(|spared| strip(&mut spared.fails));
        matrix
    }
}
