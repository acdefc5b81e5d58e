//! The runs of an audit: each scenario on the reference, then on every mutant and variant, on several threads.

use std::num::NonZeroUsize;
use std::thread;

use crate::audit::{Audited, Boundaries, Caught, Collateral, Extent, Lost, Matrix, Spared};
use crate::deployment::Ran;
use crate::mutant::{Change, Mutant, Variant, mutants, variants};
use crate::observation::Seeing;
use crate::reference::Policy;
use crate::requirement::{Catalogue, Ics};
use crate::result::{ScenarioResult, ScenarioVerdict, gate, statement_of};
use crate::stimulus::Scenario;

use super::args::SEED;
use super::audit_lost::lost;
use super::halt::Halt;
use super::pool::each;
use super::progress;
use super::quiet::guarded;
use super::run_one::{Conditions, Target, Way, looked, run_one, traced};
use super::suite::{embedded, read};
use super::terminal::Terminal;

/// Under what conditions an audit is made.
pub(super) struct Auditing<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) scenarios: &'a [Scenario],
    pub(super) seeing: Seeing,
    pub(super) seed: u64,
    pub(super) jobs: NonZeroUsize,
    pub(super) extent: Extent,
}

/// A scenario with the statement that it is run under, what came of it on the reference, and the trace.
struct Known<'a> {
    scenario: &'a Scenario,
    ics: Ics,
    result: ScenarioResult,
    ran: Option<Ran>,
}

impl<'a> Auditing<'a> {
    pub(super) fn conditions<'c>(&'c self, ics: &'c Ics, change: Option<Change>) -> Conditions<'c> {
        let policy = Policy::declared(ics);
        let target = Target::here(policy, change);
        Conditions {
            catalogue: self.catalogue,
            ics,
            target,
            borders: self.seeing.into(),
            longest: None,
            post: Way::ByHand,
        }
    }

    /// A scenario on the reference that follows the statement that it holds for.
    fn known(&self, scenario: &'a Scenario) -> Known<'a> {
        let ics = statement_of(scenario, Ics::reference(), self.catalogue);
        let conditions = self.conditions(&ics, None);
        if gate(scenario, &ics, self.catalogue).is_some() {
            return Known { scenario, result: run_one(scenario, &conditions, self.seed), ran: None, ics };
        }
        let ran = guarded(|| traced(scenario, &conditions, self.seed));
        let result = match &ran {
            Ok(ran) => guarded(|| ScenarioResult::without_trace(looked(scenario, &conditions, ran), self.catalogue)),
            Err(panic) => Err(panic.clone()),
        };
        let broken = |panic| ScenarioResult::broken(scenario, self.catalogue, self.seed, panic);
        let (result, ran) = (result.unwrap_or_else(broken), ran.ok());
        Known { scenario, result, ran, ics }
    }

    /// A scenario on a change of the reference. None where it leaves the same trace: equal traces are judged alike, for
    /// oracles see nothing else.
    fn changed(&self, known: &Known<'_>, change: Change) -> Option<ScenarioResult> {
        self.judged(known.scenario, &self.conditions(&known.ics, Some(change)), known.ran.as_ref())
    }

    /// Runs a mutant in one scenario more.
    fn try_in(&self, (place, known): (usize, &Known<'_>), caught: &mut Caught) {
        if let Some(ran) = self.changed(known, caught.mutant.change) {
            caught.take(place, &ran);
        }
    }

    pub(super) fn judged(
        &self,
        scenario: &Scenario,
        conditions: &Conditions<'_>,
        known: Option<&Ran>,
    ) -> Option<ScenarioResult> {
        let result = guarded(|| {
            let ran = traced(scenario, conditions, self.seed);
            let same = known.is_some_and(|known| known.trace == ran.trace && known.stop == ran.stop);
            (!same).then(|| ScenarioResult::without_trace(looked(scenario, conditions, &ran), self.catalogue))
        });
        result.unwrap_or_else(|panic| Some(ScenarioResult::broken(scenario, self.catalogue, self.seed, panic)))
    }

    /// A scenario on a variant, where what the variant declares lets it be run.
    fn varied(&self, scenario: &Scenario, variant: &Variant) -> Option<ScenarioResult> {
        if gate(scenario, &variant.ics, self.catalogue).is_some() {
            return None;
        }
        self.judged(scenario, &self.conditions(&variant.ics, Some(variant.change)), None)
    }
}

/// The matrix of the embedded suite with every mutant and variant and with complete borders, on as many threads as there
/// are cores; and the mutants that sampled ones lose.
///
/// # Errors
///
/// The faults of embedded files, as they are told: ours.
pub fn audited_suite() -> Result<(Matrix, Vec<Lost>), String> {
    let catalogue = Catalogue::embedded();
    let told = |halt: Halt| halt.text();
    let scenarios = read(&embedded(), catalogue).whole().map_err(|faults| told(faults.into()))?;
    let jobs = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let auditing =
        |seeing| Auditing { catalogue, scenarios: &scenarios, seeing, seed: SEED, jobs, extent: Extent::Whole };
    let mutants: Vec<&'static Mutant> = mutants().collect();
    let terminal = Terminal::new();
    let matrix = audited(&auditing(Seeing::Complete), &mutants, &variants(), &terminal).map_err(told)?;
    let lost = lost(&auditing(Seeing::Complete), &matrix, &terminal);
    Ok((matrix, lost))
}

/// The matrix of the suite. A scenario that holds for a reading is run on mutants of the reference that follows it.
///
/// # Errors
///
/// The faults of the embedded boundaries.
pub(super) fn audited(
    auditing: &Auditing<'_>,
    mutants: &[&'static Mutant],
    variants: &[Variant],
    terminal: &Terminal,
) -> Result<Matrix, Halt> {
    let Auditing { scenarios, jobs, .. } = auditing;
    let boundaries = Boundaries::embedded()?;
    let all: Vec<&Scenario> = scenarios.iter().collect();
    let suite = each(&all, *jobs, |scenario| auditing.known(scenario), |_| false);
    let bar = progress::bar(terminal, mutants.len() + variants.len(), "mutants and variants");
    let caught = each(
        mutants,
        *jobs,
        |mutant| {
            let mut caught = Caught::new(mutant);
            let (tried, others): (Vec<_>, Vec<_>) = suite
                .iter()
                .enumerate()
                .partition(|(_, known)| auditing.extent.tries(known.scenario, mutant.row, auditing.catalogue));
            tried.into_iter().for_each(|one| auditing.try_in(one, &mut caught));
            if auditing.extent == Extent::Own {
                for one in others {
                    if caught.is_killed() {
                        break;
                    }
                    if Extent::Whole.tries(one.1.scenario, mutant.row, auditing.catalogue) {
                        auditing.try_in(one, &mut caught);
                    }
                }
            }
            bar.inc(1);
            caught
        },
        |_| false,
    );
    let spared = each(
        variants,
        *jobs,
        |variant| {
            let mut spared = Spared::new(variant.name.clone());
            for (place, scenario) in scenarios.iter().enumerate() {
                if let Some(ran) = auditing.varied(scenario, variant) {
                    spared.take(place, &ran);
                }
            }
            bar.inc(1);
            spared
        },
        |_| false,
    );
    bar.finish_and_clear();
    let results = suite.iter().map(|known| &known.result).enumerate();
    let broken = results.filter(|(_, ran)| ran.verdict != ScenarioVerdict::Pass);
    let touched = |known: &Known<'_>| boundaries.touched(known.scenario, &known.result);
    Ok(Matrix {
        broken: broken.map(|(place, ran)| (place, why(ran))).collect(),
        scenarios: suite.iter().map(|known| Audited::new(known.scenario, touched(known))).collect(),
        mutants: caught,
        variants: spared,
        seeing: auditing.seeing,
        collateral: Collateral::embedded()?,
        boundaries: boundaries.ids().map(str::to_owned).collect(),
        extent: auditing.extent,
    })
}

fn why(ran: &ScenarioResult) -> Vec<String> {
    if ran.reasons.is_empty() { vec![ran.verdict.to_string()] } else { ran.reasons.clone() }
}
