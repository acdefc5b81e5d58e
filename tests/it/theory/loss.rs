//! The number pool against Erlang B: an emergency dial that finds no number free goes out with the tenant's identity. Under
//! CBN-09 as we read it a number is used again instead, its window starts anew, and what is lost is not forgotten: theory
//! knows the pool only without that.
//!
//! A number is taken for the window of an hour from the dial and the quarantine behind it, whenever the call ends. That
//! this time is the same for each does not matter: the share that is lost depends on its mean alone.
//!
//! Source: B. A. Sevastyanov, "An ergodic theorem for Markov processes and its application to telephone systems with
//! refusals" (1957).

use spec911::border::{Act, Event, Reply};
use spec911::domain::{AgentName, Dialled};
use spec911::reference::Policy;
use spec911::sim::Streams;
use spec911::sim::sampler::Exponential;
use spec911::time::{Instant, Span};

use super::erlang::lost;
use super::exchange::{Exchange, Said};
use super::{Finding, hold_against};

/// The pool that holds unless a scenario states another, and traffic that just fills it.
const SIZE: u32 = 20;
const WINDOW: Span = Span::from_mins(60);
const QUARANTINE: Span = Span::from_mins(10);
const OFFERED: u32 = 20;

/// Dials until the pool has forgotten that it was empty: ten times what it takes to use each number once.
const WARM_UP: u32 = 10 * SIZE;

struct Dial;

/// The share of dials that find no number, of so many that come at random.
fn share_lost(streams: &Streams, size: u32, quarantine: Span, dials: u32) -> f64 {
    let facts = format!(
        "  - calling_plan_number: {{number: '+15550120000', rights: that makes calls}}
  - agent: {{agent: ana, country: US}}
  - originating_number: {{agent: ana, number: '+15550120000'}}
  - number_pool: {{size: {size}, quarantine: {quarantine}}}\n"
    );
    let lossy = Policy { reused: |_, _, _| None, ..Policy::SPEC };
    let mut exchange = Exchange::under(lossy, &facts, streams);
    // The traffic is that of the pool the theory is told of, whatever pool there is.
    let taken = WINDOW.ticks() + QUARANTINE.ticks();
    let between = Exponential::new(Span::from_ticks(taken / u64::from(OFFERED)));
    let mut arrivals = streams.stream("dials");
    let (mut made, mut without) = (0, 0);
    exchange.traffic.schedule(Instant::START, Dial);
    while let Some((now, Dial)) = exchange.next() {
        if made == WARM_UP + dials {
            break;
        }
        exchange.traffic.schedule(now + between.draw(&mut arrivals), Dial);
        without += u32::from(dial(&mut exchange, now) && made >= WARM_UP);
        made += 1;
    }
    f64::from(without) / f64::from(dials)
}

/// Dials and hangs up; says whether the pool had no number.
fn dial(exchange: &mut Exchange<Dial>, now: Instant) -> bool {
    let agent: AgentName = "ana".parse().expect("a name");
    let dialled: Dialled = "911".parse().expect("a dialled text");
    let Said { replies, events } = exchange.act(now, Act::Dial { agent: agent.clone(), dialled, workspace: None });
    let [Reply::DialAccepted { call }] = replies.as_slice() else { panic!("not accepted: {replies:?}") };
    exchange.act(now, Act::EndCall { agent, call: call.clone() });
    events.iter().any(|event| matches!(event, Event::Incident { incident } if incident.kind == "pool_exhausted"))
}

/// Holds a pool against the theory of the pool that holds unless stated.
fn check(size: u32, quarantine: Span, dials: u32, expected: Finding) {
    hold_against(lost(SIZE, f64::from(OFFERED)), expected, |streams| share_lost(streams, size, quarantine, dials))
}

/// A quarantine with which numbers are taken for 100 / `rate` of the time that the theory is told.
fn quarantine_at(rate: u64) -> Span {
    Span::from_ticks((WINDOW.ticks() + QUARANTINE.ticks()) * 100 / rate - WINDOW.ticks())
}

#[test]
fn the_pool_loses_what_erlang_b_says() {
    check(SIZE, QUARANTINE, 8_000, Finding::Agrees);
}

#[test]
fn a_pool_whose_numbers_return_five_in_a_hundred_faster_or_slower_is_told_apart() {
    check(SIZE, quarantine_at(105), 2_000, Finding::Contradicts);
    check(SIZE, quarantine_at(95), 2_000, Finding::Contradicts);
}

#[test]
fn a_pool_of_one_number_more_is_told_apart() {
    check(SIZE + 1, QUARANTINE, 2_000, Finding::Contradicts);
}
