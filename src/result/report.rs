//! The report of a check: a row for every requirement, a result for every scenario.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::observation::{ClockMode, Seeing};
use crate::requirement::{Catalogue, Ics, LevelTable, Requirement, RequirementId, Standing};

use super::row::{Asked, RequirementResult};
use super::scenario::ScenarioResult;

/// What a check was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The filters as they were given; none is the whole suite.
    pub filters: Vec<String>,
    /// The requirements that were asked for by their ids.
    pub requirements: BTreeSet<RequirementId>,
}

impl Selection {
    /// Whether anything may have been left out.
    pub fn is_partial(&self) -> bool {
        !self.filters.is_empty()
    }

    /// The requirements that the exit code looks at: of the whole suite all base rows and those of the
    /// packs that are followed; of a selection, the tags of its
    /// scenarios and what was asked for.
    fn selects(&self, catalogue: &Catalogue, ics: &Ics, scenarios: &[ScenarioResult]) -> BTreeSet<RequirementId> {
        if self.is_partial() {
            let tags = scenarios.iter().flat_map(|scenario| scenario.requirements.iter().copied());
            tags.chain(self.requirements.iter().copied()).collect()
        } else {
            catalogue.rows().iter().filter(|row| row.is_base() || followed(row, ics)).map(|row| row.id).collect()
        }
    }
}

/// Under what conditions a check was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The version of this program and its suite.
    pub suite_version: String,
    /// The hash of the scenario files that were read.
    pub suite_hash: String,
    /// What was judged, by name.
    pub deployment: String,
    /// The options of the command line that say what was judged, by what and how, as a shell takes them.
    pub options: Vec<String>,
    /// Whose clock the runs used.
    pub clock: ClockMode,
    /// How the borders were seen that can be seen in either way.
    pub seeing: Seeing,
    /// The seed of scenarios that state none.
    pub seed: u64,
    /// How often each scenario was run, with the seeds that follow.
    pub repeat: u32,
    /// The seed that the order of the scenarios was drawn from; none is the order of the suite.
    pub shuffle: Option<u64>,
    /// What the deployment declares.
    pub ics: Ics,
    /// The file that declares it; none is the reference's own statement.
    pub statement: Option<String>,
    /// What the check was asked for.
    pub selection: Selection,
    /// The folder of features that takes the place of the embedded suite.
    pub features: Option<String>,
}

/// What came of a check.
#[derive(Clone, Debug)]
pub struct Report {
    /// The revision of the catalogue.
    pub revision: String,
    /// The hash of its normative content.
    pub revision_hash: String,
    /// Under what conditions the check was made.
    pub setting: Setting,
    /// A row for every base requirement, in the catalogue's order.
    pub requirements: Vec<RequirementResult>,
    /// A row for every requirement of each pack that is followed, by the pack's name: reported apart from the base rows.
    pub packs: BTreeMap<String, Vec<RequirementResult>>,
    /// The rows of all other packs and of the harness: outside this run.
    pub outside: Vec<RequirementId>,
    /// The scenarios that were selected, in their order.
    pub scenarios: Vec<ScenarioResult>,
    /// How long it took, where that is to be reported.
    pub duration: Option<Duration>,
    /// How the check was told to end before its last scenario, if it was.
    pub cut_off: Option<CutOff>,
}

/// How a check was told to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutOff {
    /// From the keyboard.
    Interrupted,
    /// By another process.
    Terminated,
}

impl Report {
    /// The report of scenarios that were selected and run.
    pub fn new(catalogue: &Catalogue, setting: Setting, scenarios: Vec<ScenarioResult>) -> Self {
        let selected = setting.selection.selects(catalogue, &setting.ics, &scenarios);
        let over = |row: &Requirement| {
            let asked = Asked {
                selected: selected.contains(&row.id),
                whole: !setting.selection.is_partial(),
                standing: Standing::of(row, &setting.ics, catalogue),
                shortened: LevelTable::embedded().shortened(row.id, &setting.ics),
            };
            RequirementResult::over(row, &scenarios, &asked)
        };
        let packs = setting.ics.packs.iter();
        let outside = |row: &&Requirement| !row.is_base() && !followed(row, &setting.ics);
        Report {
            revision: catalogue.revision().to_owned(),
            revision_hash: catalogue.hash(),
            requirements: catalogue.base().map(over).collect(),
            packs: packs.map(|pack| (pack.clone(), catalogue.pack(pack).map(over).collect())).collect(),
            outside: catalogue.rows().iter().filter(outside).map(|row| row.id).collect(),
            setting,
            scenarios,
            duration: None,
            cut_off: None,
        }
    }

    /// The row of a requirement.
    pub fn row(&self, id: RequirementId) -> Option<&RequirementResult> {
        self.rows().find(|row| row.id == id)
    }

    /// The base rows, then those of the packs that are followed.
    pub fn rows(&self) -> impl Iterator<Item = &RequirementResult> {
        self.requirements.iter().chain(self.packs.values().flatten())
    }
}

/// Whether a row is one of a pack that is followed.
fn followed(row: &Requirement, ics: &Ics) -> bool {
    row.pack.as_deref().is_some_and(|pack| ics.follows(pack))
}
