//! The scenarios of a check: run in their order or in one that is drawn, once or several times, on several threads.

use std::num::{NonZeroU32, NonZeroUsize};
use std::thread;
use std::time::{Duration, Instant};

use crate::conduct::Stop;
use crate::deployment::http::interrupted;
use crate::result::{INTERRUPTED, ScenarioResult, ScenarioVerdict};
use crate::sim::Streams;
use crate::stimulus::Scenario;

use super::args::CheckArgs;
use super::pool::each;
use super::progress;
use super::run_one::{Conditions, run_one};
use super::terminal::Terminal;

/// Why scenarios after the first failed one have no verdict.
const STOPPED: &str = "an earlier scenario failed, and --fail-fast was given";

/// What a scenario does most of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// It computes.
    Computes,
    /// It waits for answers over HTTP.
    Asks,
    /// It waits for a clock that nobody moves.
    Waits,
}

impl Pace {
    /// How many scenarios run at once on a core.
    const fn a_core(self) -> NonZeroUsize {
        match self {
            Pace::Computes => NonZeroUsize::MIN,
            Pace::Asks => NonZeroUsize::MIN.saturating_add(1),
            Pace::Waits => NonZeroUsize::MIN.saturating_add(15),
        }
    }
}

/// The stream that draws the order of scenarios.
const ORDER: &str = "order of scenarios";

/// How scenarios are run: what changes no result but what is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running {
    jobs: NonZeroUsize,
    repeat: NonZeroU32,
    seed: u64,
    shuffle: Option<u64>,
    fail_fast: bool,
    timed: bool,
}

impl Running {
    /// How the arguments ask for it.
    pub(super) fn of(args: &CheckArgs, pace: Pace) -> Self {
        let jobs = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN).saturating_mul(pace.a_core());
        Running {
            jobs: args.jobs.unwrap_or_else(jobs),
            repeat: args.repeat,
            seed: args.seed,
            shuffle: args.shuffle,
            fail_fast: args.fail_fast,
            timed: !args.deterministic,
        }
    }
}

/// The places of so many scenarios, in the order in which they run.
pub(super) fn order(scenarios: usize, shuffle: Option<u64>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scenarios).collect();
    if let Some(seed) = shuffle {
        Streams::new(seed).stream(ORDER).shuffle(&mut order);
    }
    order
}

/// The results of all scenarios in the order of the suite, whatever order they ran in, and how long they took.
pub(super) fn run_all(
    scenarios: &[Scenario],
    running: &Running,
    conditions: &Conditions<'_>,
    terminal: &Terminal,
) -> (Vec<ScenarioResult>, Option<Duration>) {
    // The wall clock is read for durations only, and not at all where none is reported.
    let now = || running.timed.then(Instant::now);
    let bar = progress::bar(terminal, scenarios.len(), "scenarios");
    let begun = now();
    let order: Vec<(usize, &Scenario)> = order(scenarios.len(), running.shuffle)
        .into_iter()
        .filter_map(|place| Some((place, scenarios.get(place)?)))
        .collect();
    let work = |(_, scenario): &(usize, &Scenario)| {
        let begun = now();
        let mut result = repeated(scenario, running, conditions);
        result.duration = begun.map(|begun| begun.elapsed());
        bar.inc(1);
        result
    };
    let results = each(&order, running.jobs, work, |result| halted(result) || running.fail_fast && failed(result));
    bar.finish_and_clear();
    let why = if interrupted().is_some() { INTERRUPTED } else { STOPPED };
    let not_run = |scenario| ScenarioResult::not_run(scenario, conditions.catalogue, running.seed, why);
    let mut all: Vec<ScenarioResult> = scenarios.iter().map(not_run).collect();
    for ((place, _), result) in order.iter().zip(results) {
        if let Some(one) = all.get_mut(*place) {
            *one = result;
        }
    }
    (all, begun.map(|begun| begun.elapsed()))
}

/// One scenario with each of the seeds.
fn repeated(scenario: &Scenario, running: &Running, conditions: &Conditions<'_>) -> ScenarioResult {
    let mut result = run_one(scenario, conditions, running.seed);
    for more in 1..u64::from(running.repeat.get()) {
        if !result.verdict.executed() || running.fail_fast && failed(&result) {
            break;
        }
        result = result.and(run_one(scenario, conditions, running.seed.wrapping_add(more)));
    }
    result
}

/// Whether nothing can be run any more.
fn halted(result: &ScenarioResult) -> bool {
    matches!(result.stop, Some(Stop::Unreachable(_) | Stop::Unsafe(_) | Stop::Interrupted))
}

fn failed(result: &ScenarioResult) -> bool {
    match result.verdict {
        ScenarioVerdict::Fail | ScenarioVerdict::Error => true,
        ScenarioVerdict::Pass
        | ScenarioVerdict::Observed
        | ScenarioVerdict::Inconclusive
        | ScenarioVerdict::Excluded
        | ScenarioVerdict::NotRun => false,
    }
}
