//! The state machine that owns a run.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::border::{ActId, CallName, Question};
use crate::counterpart::Parties;
use crate::domain::AgentName;
use crate::observation::{Bindings, Head, Kind, Met, Observed, Seen, Trace};
use crate::requirement::BorderName;
use crate::sim::{Queue, Streams};
use crate::stimulus::{Expectation, Placed, Scenario, Step, Stimulus};
use crate::time::{Instant, Span};

use super::armed::Armed;
use super::line::CarrierLine;
use super::order::{Due, Micro, Order, OrderId, Ordered, Outcome};

/// How many orders a run may take: far above any scenario, far below what would keep a terminal waiting.
const ORDER_LIMIT: u32 = 2_000_000;

/// How often the deployment's timers may run at one instant before they count as stuck.
const TICKS_AT_ONCE: u32 = 1_000;

/// What a run is made from.
pub struct Plan<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// The head of its trace: facts complete, borders and conformance statement set.
    pub head: Head,
    /// The span after which the run ends; without it, it ends with its last step.
    pub end: Option<Span>,
    /// Whether failed dials have to be asked for: the deployment has no feed that tells of them.
    pub asks_failures: bool,
}

/// How a run came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// All steps were carried out.
    Ended,
    /// A reference could not be bound, or a stimulus had no one to act on.
    Unbound {
        /// The step, from 0.
        step: usize,
        /// The observation that is missing.
        what: String,
    },
    /// The harness broke.
    Fault(String),
    /// The deployment did not keep to its interface, so that the run could not go on.
    Broken(String),
    /// The run came to its end, and the deployment did something besides that is no part of its interface.
    Stray(String),
    /// The deployment can't be reached.
    Unreachable(String),
    /// The safety interlock ended the run.
    Unsafe(String),
    /// The process was told to end.
    Interrupted,
}

/// An act that waits for its reply.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) agent: Option<AgentName>,
    /// What is saved, where the act saves a setting.
    pub(super) setting: Option<String>,
    pub(super) asked: Instant,
}

/// The conductor of one run.
pub struct Conductor<'s> {
    pub(super) steps: &'s [Placed<Step>],
    pub(super) step: usize,
    pub(super) now: Instant,
    pub(super) end: Option<Instant>,
    pub(super) trace: Trace,
    pub(super) bindings: Bindings,
    pub(super) parties: Parties,
    pub(super) streams: Streams,
    pub(super) due: Queue<Due>,
    pub(super) orders: VecDeque<Order>,
    pub(super) program: VecDeque<Micro>,
    pub(super) goal: Option<Instant>,
    /// The instant up to which parties may have acted: that of the last stimulus, or the end of the last wait.
    pub(super) mark: Instant,
    /// When the last stimulus was applied, where the next one has to wait for what it sets off.
    pub(super) stimulated: Option<Instant>,
    /// Whether a party acted since the last samples, in a run by a clock that nobody moves.
    pub(super) stirred: bool,
    /// When time that passes was last interrupted for samples.
    pub(super) beaten: Instant,
    /// When the samples that are being taken were asked for.
    pub(super) sampling: Option<Instant>,
    pub(super) acts: BTreeMap<ActId, Pending>,
    /// Acts whose reply a crash cut off: nobody hears it if it comes after all.
    pub(super) lost: BTreeSet<ActId>,
    pub(super) next_act: u32,
    pub(super) callers: u32,
    pub(super) arrivals: u32,
    pub(super) crashed: bool,
    pub(super) armed: Armed,
    pub(super) line: CarrierLine,
    pub(super) accepted: Option<crate::border::OfferName>,
    pub(super) stop: Option<Stop>,
    pub(super) agents: Vec<AgentName>,
    pub(super) asks_failures: bool,
    /// The calls of which it is known that their dials failed.
    pub(super) failed: BTreeSet<CallName>,
    deployment_due: Option<Instant>,
    unsettled: bool,
    pub(super) barrier: bool,
    /// The number of the last record that is no sample.
    pub(super) last_event: u32,
    /// The number of the last sample of each border.
    pub(super) sampled_at: BTreeMap<BorderName, u32>,
    pending_order: Option<(OrderId, Order)>,
    issued: u32,
    closing: bool,
    asked: Vec<(usize, u32)>,
    ticks_at_once: u32,
}

impl<'s> Conductor<'s> {
    /// A conductor at the start of a run.
    pub fn new(plan: Plan<'s>) -> Self {
        let streams = Streams::new(plan.head.seed);
        let parties = Parties::from_facts(&plan.head.facts, &streams);
        let agents = plan.head.agents().cloned().collect();
        Conductor {
            steps: &plan.scenario.steps,
            step: 0,
            now: Instant::START,
            end: plan.end.map(|span| Instant::START + span),
            trace: Trace::new(plan.head),
            bindings: Bindings::default(),
            parties,
            streams,
            due: Queue::new(),
            orders: VecDeque::new(),
            program: VecDeque::new(),
            goal: None,
            mark: Instant::START,
            stimulated: None,
            stirred: false,
            beaten: Instant::START,
            sampling: None,
            acts: BTreeMap::new(),
            lost: BTreeSet::new(),
            next_act: 0,
            callers: 0,
            arrivals: 0,
            crashed: false,
            armed: Armed::default(),
            line: CarrierLine::default(),
            accepted: None,
            stop: None,
            agents,
            asks_failures: plan.asks_failures,
            failed: BTreeSet::new(),
            deployment_due: None,
            unsettled: true,
            barrier: true,
            last_event: 0,
            sampled_at: BTreeMap::new(),
            pending_order: None,
            issued: 0,
            closing: false,
            asked: Vec::new(),
            ticks_at_once: 0,
        }
    }

    /// The instant at which the run clock stands.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Gives the next order. The last one is [`Order::Done`].
    pub fn next_order(&mut self) -> Ordered {
        let order = if self.issued >= ORDER_LIMIT {
            self.stop = Some(Stop::Fault(format!("the run took more than {ORDER_LIMIT} orders")));
            Order::Done
        } else {
            self.decide()
        };
        self.issued += 1;
        self.sampling = match order {
            Order::Sample(_) => self.sampling.or(Some(self.now)),
            _ => None,
        };
        let id = OrderId(self.issued);
        self.pending_order = Some((id, order.clone()));
        Ordered { id, order }
    }

    /// Takes the report that an order was carried out.
    pub fn report(&mut self, id: OrderId, outcome: Outcome) {
        let Some((expected, order)) = self.pending_order.take() else {
            return self.fault(format!("order {} was reported but none was given", id.0));
        };
        if expected != id {
            return self.fault(format!("order {} was reported instead of {}", id.0, expected.0));
        }
        let crash = self.armed.crashes_after(&order);
        match (order, outcome) {
            (Order::Act(..) | Order::Deliver(_) | Order::Befall(_) | Order::Answer(..), Outcome::Sent) => {
                self.unsettled = true
            }
            (Order::AdvanceTo(_), Outcome::Advanced) => self.unsettled = true,
            (Order::Wait(_), Outcome::Waited) => {}
            (Order::Settle, Outcome::Settled { due }) => {
                self.unsettled = false;
                self.deployment_due = due;
            }
            (Order::Sample(question), Outcome::Sampled(reading)) => self.sampled(&question, reading),
            (Order::Crash, Outcome::Sent) => self.unsettled = true,
            (Order::Restart, Outcome::Sent) => self.unsettled = true,
            (Order::Done, _) => {}
            (order, outcome) => self.fault(format!("{outcome:?} is no outcome of {order:?}")),
        }
        if crash && !self.crashed {
            self.crash();
            self.orders.push_front(Order::Crash);
        }
    }

    /// The trace, how the run ended, and the expectations with how they were met.
    pub fn finish(self) -> (Trace, Stop, Vec<(usize, Met)>) {
        let expectation = |step: usize| match &self.steps[step].value {
            Step::Then(expectation) => Some(expectation),
            Step::When(_) => None,
        };
        let met = |(step, upto): &(usize, u32)| {
            let expectation: &Expectation = expectation(*step)?;
            Some((
                *step,
                crate::observation::meets(&self.trace, crate::observation::Expected { expectation, upto: *upto }),
            ))
        };
        let expectations = self.asked.iter().filter_map(met).collect();
        (self.trace, self.stop.unwrap_or(Stop::Ended), expectations)
    }

    pub(super) fn fault(&mut self, what: String) {
        self.stop = Some(Stop::Fault(what));
        self.orders.clear();
    }

    pub(super) fn record(&mut self, kind: Kind, asked: Instant, act: Option<ActId>, observed: Observed) -> u32 {
        let number = self.trace.push(self.now, asked, kind, act, observed);
        if let Some(record) = self.trace.record(number) {
            self.bindings.see(record);
        }
        if kind != Kind::Sample {
            self.last_event = number;
        }
        number
    }

    pub(super) fn seen(&mut self, seen: Seen) {
        self.record(Kind::Event, self.now, None, Observed::Seen(seen));
    }

    /// The samples that are ordered next, one after the other: nothing comes between them.
    pub fn samples_ahead(&self) -> impl Iterator<Item = &Question> {
        self.orders.iter().map_while(|order| match order {
            Order::Sample(question) => Some(question),
            _ => None,
        })
    }

    fn decide(&mut self) -> Order {
        loop {
            if matches!(self.stop, Some(Stop::Fault(_))) {
                return Order::Done;
            }
            if let Some(order) = self.orders.pop_front() {
                return order;
            }
            if self.unsettled && !self.bursts() {
                return Order::Settle;
            }
            if self.goal.is_none()
                && let Some(micro) = self.program.pop_front()
            {
                self.micro(micro);
                continue;
            }
            if let Some(order) = self.move_on() {
                return order;
            }
            if !self.program.is_empty() {
                continue;
            }
            if self.barrier {
                (self.barrier, self.stirred) = (false, false);
                self.take_samples();
                continue;
            }
            if self.closing {
                return Order::Done;
            }
            self.next_step();
        }
    }

    /// Moves the clock towards the goal, or one tick for what a party owes before the next stimulus.
    fn move_on(&mut self) -> Option<Order> {
        if self.is_real() {
            return self.wait_on();
        }
        let goal = match self.goal {
            Some(goal) => goal,
            None if self.owes_party() => self.now + Span::TICK,
            None => self.now,
        };
        let head = [self.due.peek_time(), self.deployment_due.filter(|_| !self.crashed)].into_iter().flatten().min();
        if let Some(at) = head
            && at <= goal
        {
            if at > self.now {
                self.now = at;
                self.ticks_at_once = 0;
                return Some(Order::AdvanceTo(at));
            }
            if self.deployment_due.is_some_and(|due| due <= self.now) && !self.crashed {
                self.ticks_at_once += 1;
                if self.ticks_at_once > TICKS_AT_ONCE {
                    self.fault(format!("the deployment's timer of {at} did not move on"));
                    return Some(Order::Done);
                }
                return Some(Order::AdvanceTo(self.now));
            }
            return Some(self.act_of_party());
        }
        if self.goal.take().is_some_and(|goal| goal > self.now) {
            self.now = goal;
            self.ticks_at_once = 0;
            return Some(Order::AdvanceTo(goal));
        }
        None
    }

    /// Lets the party act whose turn it is.
    pub(super) fn act_of_party(&mut self) -> Order {
        match self.due.pop_until(self.now) {
            Some((_, Due::Wake(wake))) => self.wake(&wake),
            Some((_, Due::Say(said))) => self.tell(said.0, said.1),
            None => {}
        }
        self.orders.pop_front().unwrap_or(Order::Settle)
    }

    /// Whether a stimulus is next and a party still owes something one tick from now.
    pub(super) fn owes_party(&self) -> bool {
        let stimulus = match self.steps.get(self.step).map(|step| &step.value) {
            Some(Step::When(Stimulus::Passes { .. } | Stimulus::Reaches { .. }) | Step::Then(_)) | None => {
                return false;
            }
            Some(Step::When(_)) => !self.barrier && !self.closing,
        };
        stimulus && self.due.peek_time().is_some_and(|at| at <= self.now + Span::TICK)
    }

    fn next_step(&mut self) {
        let Some(step) = self.steps.get(self.step).filter(|_| self.stop.is_none()) else {
            self.closing = true;
            let (end, lingered) = (self.end.unwrap_or(self.now), self.now + self.linger());
            self.goal = Some(end.max(lingered)).filter(|end| *end > self.now);
            self.barrier = self.goal.is_some();
            return;
        };
        match &step.value {
            Step::When(_) if self.pause() => {}
            Step::When(stimulus) => {
                let stimulus = stimulus.clone();
                self.barrier = true;
                (self.mark, self.stimulated) = (self.now, Some(self.now));
                self.apply(&stimulus);
                self.step += 1;
            }
            Step::Then(expectation) => {
                let stale = |border: &BorderName| self.sampled_at.get(border).copied().unwrap_or(0) < self.last_event;
                let borders: Vec<BorderName> =
                    crate::observation::borders_of(expectation).into_iter().filter(stale).collect();
                self.order_samples(&borders);
                self.program.push_back(Micro::Ask(self.step));
                self.step += 1;
            }
        }
    }

    pub(super) fn ask(&mut self, step: usize) {
        self.asked.push((step, self.trace.records.len() as u32));
    }
}
