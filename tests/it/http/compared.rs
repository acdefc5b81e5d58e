//! The same scenario in process and over HTTP, compared byte by byte.

use std::num::NonZeroUsize;

use spec911::cli::each;
use spec911::deployment::http::run_live;
use spec911::deployment::{Borders, Ran, RunOptions, run};
use spec911::reference::{Policy, Reference};
use spec911::requirement::{Catalogue, Ics};
use spec911::result::gate;
use spec911::stimulus::{Scenario, Step, Stimulus};

use super::liar::{Liar, Lie};
use super::live;
use super::process::Served;
use crate::runs::text;
use crate::suite::scenarios;

const SEED: u64 = 7;

/// Runs a scenario in process under what it needs to be declared, and over HTTP under the same.
fn both(scenario: &Scenario, base: &str) -> Option<(Ran, Ran)> {
    let catalogue = Catalogue::embedded();
    let ics = Ics::reference().clone();
    if gate(scenario, &ics, catalogue).is_some() {
        return None;
    }
    let options = RunOptions { revision: catalogue.revision(), ics: &ics, borders: Borders::Complete, seed: SEED };
    let here = run(scenario, &options, &|facts| Ok(Box::new(Reference::new(Policy::SPEC, facts)?)));
    Some((here, run_live(scenario, &options, &live(base))))
}

#[test]
fn every_scenario_leaves_the_same_bytes_over_http_as_in_process() {
    let served = Served::start(&[]);
    let scenarios = scenarios();
    let jobs = NonZeroUsize::new(2).expect("two");
    let compared = each(&scenarios, jobs, |scenario| both(scenario, &served.base), |_| false);
    let mut run = 0;
    for (scenario, (here, there)) in scenarios.iter().zip(compared).filter_map(|(s, both)| Some((s, both?))) {
        assert_eq!(here.stop, there.stop, "{}", scenario.id);
        assert_eq!(text(&here), text(&there), "{}", scenario.id);
        assert_eq!(here.expectations, there.expectations, "{}", scenario.id);
        run += 1;
    }
    assert!(run > 800, "only {run} scenarios were run");
}

#[test]
fn a_question_that_overtakes_an_input_changes_nothing() {
    let served = Served::start(&[]);
    let slow = Liar::start(Lie::OvertakenInputs, &served.base);
    let is_slice = |scenario: &&Scenario| scenario.tags.iter().any(|tag| tag == "slice");
    let scenarios = scenarios();
    let mut run = 0;
    for scenario in scenarios.iter().filter(is_slice).step_by(6) {
        let Some((here, there)) = both(scenario, &slow.base) else { continue };
        assert_eq!(here.stop, there.stop, "{}", scenario.id);
        assert_eq!(text(&here), text(&there), "{}", scenario.id);
        run += 1;
    }
    assert!(run > 10, "only {run} scenarios were run");
}

#[test]
fn a_tenant_in_a_process_of_its_own_outlives_sigkill_with_the_same_bytes() {
    let served = Served::start(&["--isolated"]);
    let crashes = |scenario: &&Scenario| {
        scenario.steps.iter().any(|step| {
            matches!(step.value, Step::When(Stimulus::Crashes {} | Stimulus::CrashesAt { .. } | Stimulus::Restarts {}))
        })
    };
    let scenarios = scenarios();
    let mut run = 0;
    for scenario in scenarios.iter().filter(crashes) {
        let Some((here, there)) = both(scenario, &served.base) else { continue };
        assert_eq!(here.stop, there.stop, "{}", scenario.id);
        assert_eq!(text(&here), text(&there), "{}", scenario.id);
        run += 1;
    }
    assert!(run > 5, "only {run} scenarios crash");
}
