//! A run ends: by its last step, by its end time, by the limits on what a deployment may keep it busy with.

use spec911::border::{Effect, Input, Question, Reading};
use spec911::conduct::Stop;
use spec911::deployment::{Borders, Ran, run};
use spec911::reference::{LoadError, Service};
use spec911::stimulus::{Fact, Scenario};
use spec911::time::{Instant, Span};

use crate::runs::{PLAIN, SEED, options, scenario, sync, text};

/// A deployment whose timers never rest: the next one is due this long after the last.
struct Restless {
    step: Span,
    due: Instant,
}

impl Service for Restless {
    fn handle(&mut self, now: Instant, input: Input, _: &mut Vec<Effect>) {
        if input == Input::Tick {
            self.due = now + self.step;
        }
    }

    fn due(&self) -> Option<Instant> {
        Some(self.due)
    }

    fn read(&self, _: &Question) -> Reading {
        Reading::Incidents(Vec::new())
    }

    fn save(&self) -> Vec<u8> {
        Vec::new()
    }

    fn load(&mut self, _: &[u8]) -> Result<(), LoadError> {
        Ok(())
    }
}

/// Runs against a restless deployment and says how the run ended.
fn stop(scenario: &Scenario, step: Span) -> Stop {
    let make = |_: &[Fact]| Ok(Box::new(Restless { step, due: Instant::START }) as Box<dyn Service>);
    run(scenario, &options(Borders::Complete, SEED), &make).stop
}

fn fault(stop: Stop) -> String {
    match stop {
        Stop::Fault(what) => what,
        Stop::Ended
        | Stop::Unbound { .. }
        | Stop::Broken(_)
        | Stop::Stray(_)
        | Stop::Unreachable(_)
        | Stop::Unsafe(_)
        | Stop::Interrupted => {
            panic!("no fault: {stop:?}")
        }
    }
}

fn last(ran: &Ran) -> Instant {
    ran.trace.records.last().map_or(Instant::START, |record| record.at)
}

#[test]
fn timers_that_do_not_move_on_are_a_harness_fault() {
    let what = fault(stop(&scenario(&["the seed of the run is 1"], &["time passes by 1 s"]), Span::ZERO));
    assert!(what.contains("0:00:00.000000") && what.contains("did not move on"), "{what}");
}

#[test]
fn a_deployment_that_never_rests_meets_the_limit() {
    let what = fault(stop(&scenario(&["the seed of the run is 1"], &["time passes by 10 h"]), Span::TICK));
    assert!(what.contains("more than 2000000 orders"), "{what}");
}

#[test]
fn a_run_without_an_end_time_ends_with_its_last_step() {
    let ran = sync(&scenario(&PLAIN, &["ana dials 911", "time passes by 90 s"]), Borders::Complete);
    assert_eq!((ran.stop.clone(), last(&ran)), (Stop::Ended, Instant::START + Span::from_secs(90)));
}

#[test]
fn a_run_goes_on_to_its_end_time() {
    let facts = [&PLAIN[..], &["the run ends 2 h after its start"]].concat();
    let ran = sync(&scenario(&facts, &["ana dials 911"]), Borders::Complete);
    assert_eq!((ran.stop.clone(), last(&ran)), (Stop::Ended, Instant::START + Span::from_mins(120)), "{}", text(&ran));
    assert!(text(&ran).contains("expired"), "{}", text(&ran));
}

#[test]
fn a_run_goes_no_further_than_its_end_time() {
    let facts = [&PLAIN[..], &["the run ends 10 min after its start"]].concat();
    let steps = ["ana dials 911", "time passes by 9 min", "time passes by 2 min", "ana ends call 1 of ana"];
    let ran = sync(&scenario(&facts, &steps), Borders::Complete);
    assert_eq!(last(&ran), Instant::START + Span::from_mins(10), "{}", text(&ran));
    match &ran.stop {
        Stop::Unbound { step: 2, what } => assert!(what.contains("the run ends at 0:10:00.000000"), "{what}"),
        other => panic!("{other:?}"),
    }
}
