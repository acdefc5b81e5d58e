//! A run is a pure function of the scenario and the seed.

use spec911::deployment::{Borders, run};
use spec911::domain::Number;
use spec911::observation::{Seen, canonical};
use spec911::stimulus::Scenario;

use crate::runs::{PLAIN, options, reference, scenario};

fn calls() -> Scenario {
    let steps = ["ana dials 911", "ana ends call 1 of ana", "ana dials 911", "ana ends call 2 of ana"];
    let steps = [&steps[..], &["a customer calls the latest number leased to ana", "time passes by 2 h"]].concat();
    scenario(&PLAIN, &steps)
}

/// The text of a run and the numbers that it saw in the open.
fn seeded(seed: u64, borders: Borders) -> (String, Vec<Number>, Vec<Number>) {
    let ran = run(&calls(), &options(borders, seed), &reference);
    let (mut leased, mut callers) = (Vec::new(), Vec::new());
    for seen in ran.trace.records.iter().filter_map(|record| record.seen()) {
        match seen {
            Seen::NumberLeased { number, .. } => leased.push(number.clone()),
            Seen::InboundArrived { from, .. } => callers.push(from.clone()),
            _ => {}
        }
    }
    (canonical(&ran.trace), leased, callers)
}

#[test]
fn one_seed_gives_the_same_bytes_every_time() {
    for borders in [Borders::Complete, Borders::Sampled] {
        assert_eq!(seeded(3, borders), seeded(3, borders));
    }
}

#[test]
fn another_seed_leases_other_numbers() {
    let (_, one, _) = seeded(3, Borders::Complete);
    let (_, other, _) = seeded(4, Borders::Complete);
    assert_eq!((one.len(), other.len()), (2, 2));
    assert_ne!(one, other);
}

#[test]
fn what_is_drawn_does_not_hang_on_how_the_borders_are_seen() {
    let (_, leased, callers) = seeded(3, Borders::Complete);
    let (_, sampled_leased, sampled_callers) = seeded(3, Borders::Sampled);
    assert_eq!(leased, sampled_leased);
    assert_eq!(callers.len(), 1);
    assert_eq!(callers, sampled_callers);
}

#[test]
fn a_seed_that_the_scenario_states_wins() {
    let stated = |seed: &str| scenario(&[&PLAIN[..], &[seed]].concat(), &["ana dials 911"]);
    let bytes =
        |scenario: &Scenario, seed| canonical(&run(scenario, &options(Borders::Complete, seed), &reference).trace);
    let scenario = stated("the seed of the run is 12");
    assert_eq!(bytes(&scenario, 3), bytes(&scenario, 4));
    assert!(bytes(&scenario, 3).contains("seed=12"));
}
