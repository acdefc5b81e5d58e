//! A run by a clock that goes on by itself, simulated: everything that is sent takes a drawn time to arrive.
//!
//! What a run against a real deployment looks like, without waiting for it: the same seed gives the same bytes.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use crate::border::{Effect, Input};
use crate::conduct::{Conductor, Disposition, Order, Outcome, Stop};
use crate::observation::ClockMode;
use crate::reference::Service;
use crate::sim::{Stream, Streams};
use crate::stimulus::Scenario;
use crate::time::{Instant, Span};

use super::carriage::ByHand;
use super::in_process::{Make, Ran, RunOptions, carried, ended, plan};

/// How long a message is on its way at most.
const FLIGHT: Span = Span::from_ticks(3_000);

/// How a simulated real-time run goes.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How long it takes until a deployment counts as settled.
    pub settle: Span,
    /// Whether the deployment pushes events.
    pub feed: bool,
}

/// Runs a scenario by a clock that goes on while messages are on their way.
pub fn run_paced(scenario: &Scenario, options: &RunOptions<'_>, make: &Make<'_>, pace: Pace) -> Ran {
    let mut plan = plan(scenario, options);
    plan.head.clock = ClockMode::Real;
    plan.asks_failures = !pace.feed;
    let facts = plan.head.facts.clone();
    let born = (plan.head.seed, plan.head.epoch.0.to_utc());
    let flights = Streams::new(plan.head.seed).stream("flight of messages");
    let conductor = Conductor::new(plan);
    let service = match make(&facts) {
        Ok(service) => service,
        Err(what) => return ended(conductor, Some(Stop::Fault(what))),
    };
    let mut paced =
        Paced { conductor, service: Some(service), saved: Vec::new(), wall: Instant::START, flights, born, pace };
    let fault = paced.drive(&|| make(&facts)).err();
    ended(paced.conductor, fault)
}

struct Paced<'s> {
    conductor: Conductor<'s>,
    /// None while the deployment is stopped.
    service: Option<Box<dyn Service>>,
    saved: Vec<u8>,
    wall: Instant,
    flights: Stream,
    born: (u64, DateTime<Utc>),
    pace: Pace,
}

impl Paced<'_> {
    fn drive(&mut self, make: &dyn Fn() -> Result<Box<dyn Service>, String>) -> Result<(), Stop> {
        let mut sampling = false;
        loop {
            self.conductor.clock(self.wall);
            let ordered = self.conductor.next_order();
            // Samples that are asked for together are one message.
            let together = std::mem::replace(&mut sampling, matches!(ordered.order, Order::Sample(_)));
            let outcome = match ordered.order {
                Order::Act(id, act) => self.feed(Input::Act { id, act })?,
                Order::Deliver(event) => self.feed(Input::Carrier(event))?,
                Order::Befall(circumstance) => self.feed(Input::Circumstance(circumstance))?,
                Order::Answer(request, answer) => self.feed(Input::Answer { request, answer })?,
                Order::AdvanceTo(_) => return Err(Stop::Fault("a clock that nobody moves was moved".to_owned())),
                Order::Wait(until) => self.wait(until)?,
                Order::Sample(question) => {
                    if !together {
                        self.fly();
                    }
                    Outcome::Sampled(self.service.as_ref().map(|service| service.read(&question)))
                }
                Order::Settle => self.settle()?,
                Order::Crash => {
                    self.crash();
                    Outcome::Sent
                }
                Order::Restart => {
                    let mut service = make().map_err(Stop::Fault)?;
                    service.load(&self.saved).map_err(|error| Stop::Fault(error.to_string()))?;
                    self.service = Some(service);
                    Outcome::Sent
                }
                Order::Done => return Ok(()),
            };
            self.conductor.report(ordered.id, outcome);
        }
    }

    /// Time goes on while a message is on its way.
    fn fly(&mut self) {
        self.wall = self.wall + Span::from_ticks(self.flights.below(FLIGHT.ticks()) + 1);
        self.conductor.clock(self.wall);
    }

    fn crash(&mut self) {
        self.saved = self.service.take().map(|service| service.save()).unwrap_or_default();
    }

    /// Waits until an instant, or until something was due and done.
    fn wait(&mut self, until: Instant) -> Result<Outcome, Stop> {
        if !self.tick_by(until)? {
            self.wall = self.wall.max(until);
            self.conductor.clock(self.wall);
        }
        Ok(Outcome::Waited)
    }

    fn settle(&mut self) -> Result<Outcome, Stop> {
        let quiet = self.wall + self.pace.settle;
        while self.tick_by(quiet)? {}
        self.wall = self.wall.max(quiet);
        self.conductor.clock(self.wall);
        Ok(Outcome::Settled { due: None })
    }

    /// Does what is due by an instant, if anything is.
    fn tick_by(&mut self, until: Instant) -> Result<bool, Stop> {
        let Some(due) = self.service.as_ref().and_then(|service| service.due()).filter(|due| *due <= until) else {
            return Ok(false);
        };
        self.wall = self.wall.max(due);
        self.conductor.clock(self.wall);
        self.feed(Input::Tick)?;
        Ok(true)
    }

    /// Gives an input and whatever is answered at once, each as its own input; replies come after all other effects.
    fn feed(&mut self, input: Input) -> Result<Outcome, Stop> {
        let mut inputs = VecDeque::from([input]);
        let mut replies = Vec::new();
        while let Some(input) = inputs.pop_front() {
            let Some(service) = &mut self.service else { return Ok(Outcome::Sent) };
            let mut effects = Vec::new();
            service.handle(self.wall, input, &mut effects);
            for effect in effects {
                match effect {
                    Effect::Reply { .. } => replies.push(effect),
                    Effect::Event(_) if !self.pace.feed => {}
                    Effect::Event(_) | Effect::Request { .. } => {
                        self.fly();
                        let (effect, heard) =
                            carried(effect, &mut ByHand, &self.conductor, self.born).map_err(Stop::Fault)?;
                        match self.conductor.arrived(effect) {
                            Disposition::AnswerNow(request, answer) => {
                                let answer = heard.unwrap_or(answer);
                                inputs.push_back(Input::Answer { request, answer });
                            }
                            Disposition::Hold | Disposition::NoAnswer => {}
                            Disposition::Crash => self.crash(),
                        }
                    }
                }
            }
        }
        for reply in replies {
            if self.service.is_none() {
                break;
            }
            self.fly();
            self.conductor.arrived(reply);
        }
        Ok(Outcome::Sent)
    }
}
