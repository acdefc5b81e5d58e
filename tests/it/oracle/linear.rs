//! What oracles look at grows as the trace does: twice the agents in a burst are about twice the visits.

use spec911::deployment::Borders;
use spec911::observation::{Tally, Trace};
use spec911::oracle::{judge, judge_counted};
use spec911::reference::Policy;
use spec911::requirement::{Catalogue, Ics};

use crate::runs::scenario;
use crate::suite::run_with;

/// The trace of so many agents who dial within a second.
fn burst(agents: usize, borders: Borders) -> Trace {
    let (pool, crew, dial) = (
        format!("the number pool has {agents} numbers with a quarantine of 10 min"),
        format!("{agents} more agents are signed in in US and call from the number +15550120000"),
        format!("{agents} agents dial 911 within 1 s"),
    );
    let facts = ["the tenant owns the calling-plan number +15550120000 that makes calls", &pool, &crew];
    let one = scenario(&facts, &[&dial, "time passes by 1 min"]);
    run_with(&one, Policy::SPEC, Ics::reference(), borders).trace
}

fn visits(trace: &Trace) -> u64 {
    let tally = Tally::counting();
    judge_counted(trace, Catalogue::embedded(), &tally);
    tally.visits()
}

#[test]
fn twice_the_agents_are_about_twice_the_visits() {
    for borders in [Borders::Complete, Borders::Sampled] {
        let (one, two) = (burst(1_000, borders), burst(2_000, borders));
        let records = two.records.len() as f64 / one.records.len() as f64;
        assert!((1.9..2.1).contains(&records), "{records} times the records ({borders:?})");
        let (one, two) = (visits(&one), visits(&two));
        assert!(one > 0, "nothing was counted ({borders:?})");
        let ratio = two as f64 / one as f64;
        assert!((1.9..2.1).contains(&ratio), "{one} visits became {two}, {ratio} times as many ({borders:?})");
    }
}

#[test]
fn counting_changes_no_verdict_and_is_off_unless_asked_for() {
    let trace = burst(10, Borders::Complete);
    let off = Tally::default();
    let counted = judge_counted(&trace, Catalogue::embedded(), &Tally::counting());
    assert_eq!(judge(&trace, Catalogue::embedded()), counted);
    assert_eq!(judge_counted(&trace, Catalogue::embedded(), &off), counted);
    assert_eq!(off.visits(), 0);
}
