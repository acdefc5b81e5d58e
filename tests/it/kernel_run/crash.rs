//! A crash goes through bytes: what was not saved is gone, and so is every answer that was held back.

use std::cell::RefCell;
use std::rc::Rc;

use spec911::border::{Effect, Input, Question, Reading};
use spec911::conduct::Stop;
use spec911::deployment::{Borders, Ran, run};
use spec911::observation::{Kind, Seen};
use spec911::reference::{LoadError, Service};
use spec911::stimulus::Fact;
use spec911::time::Instant;

use crate::runs::{PLAIN, SEED, options, reference, scenario, sync, text};

/// What became of the deployments of a run.
#[derive(Debug, PartialEq, Eq)]
enum Life {
    Made,
    Saved(Vec<u8>),
    Loaded(Vec<u8>),
    Dropped,
}

/// The reference, with a note of what becomes of it.
struct Noted {
    inner: Box<dyn Service>,
    life: Rc<RefCell<Vec<Life>>>,
}

impl Service for Noted {
    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        self.inner.handle(now, input, effects);
    }

    fn due(&self) -> Option<Instant> {
        self.inner.due()
    }

    fn read(&self, question: &Question) -> Reading {
        self.inner.read(question)
    }

    fn save(&self) -> Vec<u8> {
        let bytes = self.inner.save();
        self.life.borrow_mut().push(Life::Saved(bytes.clone()));
        bytes
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.life.borrow_mut().push(Life::Loaded(bytes.to_vec()));
        self.inner.load(bytes)
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        self.life.borrow_mut().push(Life::Dropped);
    }
}

fn crash(facts: &[&str], before: &[&str], after: &[&str]) -> Ran {
    let steps = [before, &["the deployment crashes", "the deployment restarts"], after].concat();
    sync(&scenario(&[&PLAIN[..], facts].concat(), &steps), Borders::Complete)
}

#[test]
fn a_restart_makes_a_new_deployment_from_the_bytes_of_the_old_one() {
    let life = Rc::new(RefCell::new(Vec::new()));
    let steps = ["ana dials 911", "the deployment crashes", "time passes by 1 min", "the deployment restarts"];
    let make = |facts: &[Fact]| {
        life.borrow_mut().push(Life::Made);
        Ok(Box::new(Noted { inner: reference(facts)?, life: Rc::clone(&life) }) as Box<dyn Service>)
    };
    let ran = run(&scenario(&PLAIN, &steps), &options(Borders::Complete, SEED), &make);
    assert_eq!(ran.stop, Stop::Ended);
    match life.borrow().as_slice() {
        [Life::Made, Life::Saved(saved), Life::Dropped, Life::Made, Life::Loaded(loaded), Life::Dropped] => {
            assert!(!saved.is_empty());
            assert_eq!(saved, loaded);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_lease_outlives_a_crash() {
    let ran = crash(&[], &["ana dials 911"], &["the PSAP calls the callback number of call 1 of ana"]);
    assert_eq!(ran.stop, Stop::Ended, "{}", text(&ran));
    assert!(text(&ran).contains("kind=callback"), "{}", text(&ran));
}

#[test]
fn a_crash_drops_the_answers_that_are_held_back() {
    let slow = ["the number pool is slow by 500 ms"];
    let leased = |ran: &Ran| {
        let leases = ran.trace.records.iter().filter(|record| matches!(record.seen(), Some(Seen::NumberLeased { .. })));
        leases.map(|record| record.at.ticks() / 1_000).collect::<Vec<_>>()
    };
    // Asked at the start; and asked again by the restart, to which alone the pool answers.
    let undisturbed = ["ana dials 911", "time passes by 5 s"];
    let ran = sync(&scenario(&[&PLAIN[..], &slow].concat(), &undisturbed), Borders::Complete);
    assert_eq!(leased(&ran), [500], "{}", text(&ran));
    let ran = crash(&slow, &["ana dials 911", "time passes by 400 ms"], &["time passes by 5 s"]);
    assert_eq!(ran.stop, Stop::Ended, "{}", text(&ran));
    assert_eq!(leased(&ran), [900], "{}", text(&ran));
}

#[test]
fn a_reply_that_a_crash_cut_off_is_no_fault_when_it_comes_late() {
    let ran = crash(&["the location source is slow by 500 ms"], &["ana dials 911"], &["time passes by 5 s"]);
    assert_eq!(ran.stop, Stop::Ended, "{}", text(&ran));
    assert!(!text(&ran).contains(" reply "), "{}", text(&ran));
}

#[test]
fn a_stopped_deployment_hears_nothing_and_answers_no_sample() {
    let steps = ["ana dials 911", "the deployment crashes", "time passes by 2 h", "the deployment restarts"];
    let ran = sync(&scenario(&PLAIN, &steps), Borders::Complete);
    assert_eq!(ran.stop, Stop::Ended);
    let seen = |wanted: &Seen| ran.trace.records.iter().position(|record| record.seen() == Some(wanted));
    let (stopped, ready) = (seen(&Seen::Stopped).expect("stopped"), seen(&Seen::Ready).expect("ready"));
    let between = &ran.trace.records[stopped + 1..ready];
    assert!(between.iter().all(|record| record.kind == Kind::Stimulus), "{}", text(&ran));
    // The window ended while it was stopped: it says so as soon as it is ready.
    assert!(matches!(ran.trace.records[ready + 1].seen(), Some(Seen::NumberExpired { .. })), "{}", text(&ran));
}
