//! The verdicts of a policy over the whole suite.

use std::collections::{BTreeMap, BTreeSet};

use spec911::deployment::Borders;
use spec911::oracle::judge;
use spec911::reference::Policy;
use spec911::requirement::{Catalogue, Ics, RequirementId, Verdict};
use spec911::result::gate;
use spec911::stimulus::Scenario;

use super::suite::{run_with, scenarios};

/// For each requirement the scenarios by verdict.
pub(crate) struct Verdicts(BTreeMap<RequirementId, BTreeMap<Verdict, BTreeSet<String>>>);

impl Verdicts {
    /// Runs the suite.
    pub(crate) fn of(policy: Policy, ics: &Ics, borders: Borders) -> Self {
        Self::among(policy, ics, borders, |_| true)
    }

    /// Runs the scenarios that are tagged with a requirement.
    pub(crate) fn tagged(requirement: &str, policy: Policy, borders: Borders) -> Self {
        let tagged = |one: &Scenario| one.tags.iter().any(|tag| tag == requirement);
        Self::among(policy, Ics::reference(), borders, tagged)
    }

    fn among(policy: Policy, ics: &Ics, borders: Borders, wanted: impl Fn(&Scenario) -> bool) -> Self {
        let mut verdicts: BTreeMap<RequirementId, BTreeMap<Verdict, BTreeSet<String>>> = BTreeMap::new();
        let runs = |one: &Scenario| wanted(one) && gate(one, ics, Catalogue::embedded()).is_none();
        for scenario in scenarios().into_iter().filter(runs) {
            let ran = run_with(&scenario, policy, ics, borders);
            for (id, finding) in judge(&ran.trace, Catalogue::embedded()) {
                let of = verdicts.entry(id).or_default();
                of.entry(finding.verdict).or_default().insert(scenario.id.clone());
            }
        }
        Verdicts(verdicts)
    }

    /// The requirements that failed in at least one scenario.
    pub(crate) fn failed(&self) -> BTreeSet<String> {
        let failed = self.0.iter().filter(|(_, verdicts)| verdicts.contains_key(&Verdict::Fail));
        failed.map(|(id, _)| id.to_string()).collect()
    }
}
