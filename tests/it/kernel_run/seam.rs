//! What a driver may say to the conductor, and what is a fault of the harness.

use spec911::border::{ActId, Effect, Reading, Reply};
use spec911::conduct::{Conductor, Order, OrderId, Outcome, Stop};
use spec911::deployment::{Borders, plan};
use spec911::reference::Service;
use spec911::stimulus::Scenario;
use spec911::time::{Instant, Span};

use crate::runs::{PLAIN, SEED, options, reference, scenario, sync};

fn one_dial() -> Scenario {
    let steps = ["ana dials 911", "the deployment crashes", "the deployment restarts", "time passes by 1 s"];
    scenario(&PLAIN, &steps)
}

/// Picks the order at which a test steps in.
type Wanted = fn(&Order) -> bool;

/// A conductor that was driven, without any effect getting through, until it gives an order that `wanted` holds for.
fn until<'s>(scenario: &'s Scenario, wanted: Wanted) -> (Conductor<'s>, OrderId) {
    let plan = plan(scenario, &options(Borders::Sampled, SEED));
    let service: Box<dyn Service> = reference(&plan.head.facts).expect("a reference");
    let mut conductor = Conductor::new(plan);
    for _ in 0..1_000 {
        let ordered = conductor.next_order();
        if wanted(&ordered.order) {
            return (conductor, ordered.id);
        }
        let outcome = match &ordered.order {
            Order::AdvanceTo(_) => Outcome::Advanced,
            Order::Wait(_) => Outcome::Waited,
            Order::Sample(question) => Outcome::Sampled(Some(service.read(question))),
            Order::Settle => Outcome::Settled { due: None },
            Order::Act(..)
            | Order::Deliver(_)
            | Order::Befall(_)
            | Order::Answer(..)
            | Order::Crash
            | Order::Restart => Outcome::Sent,
            Order::Done => break,
        };
        conductor.report(ordered.id, outcome);
    }
    panic!("no such order came");
}

fn fault(conductor: Conductor<'_>) -> Option<String> {
    match conductor.finish().1 {
        Stop::Fault(what) => Some(what),
        Stop::Ended
        | Stop::Unbound { .. }
        | Stop::Broken(_)
        | Stop::Stray(_)
        | Stop::Unreachable(_)
        | Stop::Unsafe(_)
        | Stop::Interrupted => None,
    }
}

#[test]
fn an_outcome_that_does_not_belong_to_its_order_is_a_harness_fault() {
    let scenario = one_dial();
    let orders: [(Wanted, usize); 6] = [
        (|order| matches!(order, Order::Act(..)), 0),
        (|order| matches!(order, Order::AdvanceTo(_)), 1),
        (|order| matches!(order, Order::Sample(_)), 2),
        (|order| matches!(order, Order::Settle), 3),
        (|order| matches!(order, Order::Crash), 0),
        (|order| matches!(order, Order::Restart), 0),
    ];
    for (wanted, right) in orders {
        let settled = Outcome::Settled { due: Some(Instant::START) };
        let outcomes = [Outcome::Sent, Outcome::Advanced, Outcome::Sampled(None), settled];
        for (index, outcome) in outcomes.into_iter().enumerate() {
            let (mut conductor, id) = until(&scenario, wanted);
            conductor.report(id, outcome.clone());
            let fault = fault(conductor);
            assert_eq!(fault.is_some(), index != right, "{outcome:?}: {fault:?}");
        }
    }
}

#[test]
fn a_report_that_nobody_waits_for_is_a_harness_fault() {
    let scenario = one_dial();
    let (mut conductor, id) = until(&scenario, |order| matches!(order, Order::Act(..)));
    conductor.report(OrderId(id.0 + 1), Outcome::Sent);
    assert!(fault(conductor).is_some_and(|what| what.contains("was reported instead of")));

    let (mut conductor, id) = until(&scenario, |order| matches!(order, Order::Act(..)));
    conductor.report(id, Outcome::Sent);
    conductor.report(id, Outcome::Sent);
    assert!(fault(conductor).is_some_and(|what| what.contains("none was given")));
}

#[test]
fn after_a_fault_no_order_comes_but_the_last() {
    let scenario = one_dial();
    let (mut conductor, id) = until(&scenario, |order| matches!(order, Order::Act(..)));
    conductor.report(id, Outcome::Advanced);
    assert_eq!(conductor.next_order().order, Order::Done);
}

#[test]
fn a_reply_to_an_act_that_was_never_ordered_is_a_harness_fault() {
    let scenario = one_dial();
    let (mut conductor, _) = until(&scenario, |order| matches!(order, Order::Act(..)));
    conductor.arrived(Effect::Reply { act: ActId(99), reply: Reply::Done });
    assert!(fault(conductor).is_some_and(|what| what.contains("act 99")));
}

#[test]
fn a_second_reply_to_one_act_is_a_harness_fault() {
    let scenario = one_dial();
    let (mut conductor, _) = until(&scenario, |order| matches!(order, Order::Crash));
    conductor.arrived(Effect::Reply { act: ActId(1), reply: Reply::Done });
    conductor.arrived(Effect::Reply { act: ActId(1), reply: Reply::Done });
    assert!(fault(conductor).is_some());
}

#[test]
fn a_reading_of_another_border_is_a_harness_fault() {
    let scenario = one_dial();
    let sample = |order: &Order| matches!(order, Order::Sample(_));
    let (mut conductor, id) = until(&scenario, sample);
    conductor.report(id, Outcome::Sampled(Some(Reading::Incidents(Vec::new()))));
    assert!(fault(conductor).is_some_and(|what| what.contains("asked about presence, read incident")));

    let incidents = |order: &Order| matches!(order, Order::Sample(spec911::border::Question::Incidents));
    let (mut conductor, id) = until(&scenario, incidents);
    conductor.report(id, Outcome::Sampled(Some(Reading::Offers(Vec::new()))));
    assert!(fault(conductor).is_some_and(|what| what.contains("asked about incident")), "no fault");
}

#[test]
fn a_reference_that_cannot_be_bound_stops_the_run_and_names_what_is_missing() {
    let cases = [
        ("ana ends call 2 of ana", "call 2 of ana"),
        ("ana accepts the offer", "no offer alerts at ana"),
        ("the PSAP calls the callback number of call 2 of ana", "the callback number of call 2 of ana"),
        ("time reaches 1 min after the answer of call 1 of ana", "the answer of call 1 of ana"),
        ("the PSAP answers callback 1 of ana", "callback 1 of ana"),
    ];
    for (step, missing) in cases {
        let scenario = scenario(&PLAIN, &["ana dials 911", step, "time passes by 1 min"]);
        let ran = sync(&scenario, Borders::Complete);
        match &ran.stop {
            Stop::Unbound { step: 1, what } => assert!(what.contains(missing), "{step}: {what}"),
            other => panic!("{step}: {other:?}"),
        }
        // What a party owes one tick later is done before each step.
        let tick = Instant::START + Span::TICK;
        assert!(ran.trace.records.iter().all(|record| record.at <= tick), "{step}: the run went on");
    }
}
