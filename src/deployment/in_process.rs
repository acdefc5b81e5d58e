//! The synchronous driver: any [`Service`] in this process, under a clock that the conductor moves.

use std::collections::VecDeque;

use crate::border::{Answer, Effect, Input, Request};
use chrono::{DateTime, Utc};

use crate::conduct::{Conductor, Disposition, Order, Outcome, Plan, Stop, supported_fact};
use crate::notice::Stamp;
use crate::observation::{ClockMode, Head, Met, Trace};
use crate::reference::Service;
use crate::requirement::Ics;
use crate::sim::Streams;
use crate::stimulus::{Civil, Fact, Origin, Scenario};
use crate::time::{Instant, Span};

use super::borders::Borders;
use super::carriage::{ByHand, Carriage};
use super::cast;
use super::defaults::Defaults;
use super::test_calls::agreed;

/// What a run is given besides its scenario.
#[derive(Clone, Debug)]
pub struct RunOptions<'o> {
    /// The revision of the catalogue.
    pub revision: &'o str,
    /// What the deployment declares.
    pub ics: &'o Ics,
    /// Which borders are seen.
    pub borders: Borders,
    /// The seed, unless the scenario states one.
    pub seed: u64,
}

/// What a run left behind.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The trace.
    pub trace: Trace,
    /// Each expectation by its step, and whether it was met.
    pub expectations: Vec<(usize, Met)>,
    /// How the run came to its end.
    pub stop: Stop,
}

/// The facts of a scenario that no run takes up, by key, each with its place.
pub fn refused(scenario: &Scenario) -> Vec<(&Origin, &'static str)> {
    let facts = scenario.facts.iter().filter(|fact| !supported_fact(&fact.value));
    facts.map(|fact| (&fact.origin, fact.value.key())).collect()
}

/// The head of a scenario's trace: its facts completed, its borders and its statement set.
pub fn head(scenario: &Scenario, options: &RunOptions<'_>) -> Head {
    let stated: Vec<&Fact> = scenario.facts.iter().map(|fact| &fact.value).collect();
    let seed = stated.iter().rev().find_map(|fact| match fact {
        Fact::Seed { value } => Some(value.0),
        _ => None,
    });
    let seed = seed.unwrap_or(options.seed);
    let told = cast::told(&stated, &Streams::new(seed));
    let facts = agreed(Defaults::embedded().complete(&told.iter().collect::<Vec<&Fact>>()), options.ics);
    let epoch = facts.iter().rev().find_map(|fact| match fact {
        Fact::Epoch { at } => Some(*at),
        _ => None,
    });
    let epoch = epoch.unwrap_or(Civil(chrono::DateTime::UNIX_EPOCH.fixed_offset()));
    Head {
        revision: options.revision.to_owned(),
        clock: ClockMode::Virtual,
        epoch,
        seed,
        borders: options.borders.seeing(),
        ics: options.ics.clone(),
        facts,
    }
}

/// The plan of a scenario's run.
pub fn plan<'s>(scenario: &'s Scenario, options: &RunOptions<'_>) -> Plan<'s> {
    let head = head(scenario, options);
    let end: Option<Span> = head.facts.iter().rev().find_map(|fact| match fact {
        Fact::End { after } => Some(*after),
        _ => None,
    });
    Plan { scenario, head, end, asks_failures: false }
}

/// Makes a service from the facts of a run, or says in words what cannot be set up.
pub type Make<'m> = dyn Fn(&[Fact]) -> Result<Box<dyn Service>, String> + 'm;

/// Runs a scenario against a service that is made from its facts, and made again after each crash.
pub fn run(scenario: &Scenario, options: &RunOptions<'_>, make: &Make<'_>) -> Ran {
    run_over(scenario, options, make, &mut ByHand)
}

/// The same, with its mails carried in a way of their own.
pub fn run_over(scenario: &Scenario, options: &RunOptions<'_>, make: &Make<'_>, carriage: &mut dyn Carriage) -> Ran {
    let plan = plan(scenario, options);
    let facts = plan.head.facts.clone();
    let born = (plan.head.seed, plan.head.epoch.0.to_utc());
    let conductor = Conductor::new(plan);
    let service = match make(&facts) {
        Ok(service) => service,
        Err(what) => return ended(conductor, Some(Stop::Fault(what))),
    };
    let (service, saved, effects) = (Some(service), Vec::new(), Vec::new());
    let mut driver = Driver { conductor, service, saved, effects, born, carriage, broken: None };
    let fault = driver.drive(&|| make(&facts));
    ended(driver.conductor, fault)
}

pub(super) fn ended(conductor: Conductor<'_>, fault: Option<Stop>) -> Ran {
    let (trace, stop, expectations) = conductor.finish();
    Ran { trace, expectations, stop: fault.unwrap_or(stop) }
}

struct Driver<'s> {
    conductor: Conductor<'s>,
    /// None while the deployment is stopped.
    service: Option<Box<dyn Service>>,
    saved: Vec<u8>,
    effects: Vec<Effect>,
    /// The seed of the run, and the civil time at which it begins.
    born: (u64, DateTime<Utc>),
    carriage: &'s mut dyn Carriage,
    /// Why no more mail can be carried.
    broken: Option<String>,
}

impl Driver<'_> {
    fn drive(&mut self, make: &dyn Fn() -> Result<Box<dyn Service>, String>) -> Option<Stop> {
        loop {
            let ordered = self.conductor.next_order();
            let outcome = match ordered.order {
                Order::Act(id, act) => self.feed(Input::Act { id, act }),
                Order::Deliver(event) => self.feed(Input::Carrier(event)),
                Order::Befall(circumstance) => self.feed(Input::Circumstance(circumstance)),
                Order::Answer(request, answer) => self.feed(Input::Answer { request, answer }),
                Order::AdvanceTo(at) => self.advance(at),
                Order::Wait(_) => return Some(Stop::Fault("a run in process has no clock to wait for".to_owned())),
                Order::Sample(question) => {
                    Outcome::Sampled(self.service.as_ref().map(|service| service.read(&question)))
                }
                Order::Settle => Outcome::Settled { due: self.service.as_ref().and_then(|service| service.due()) },
                Order::Crash => {
                    self.crash();
                    Outcome::Sent
                }
                Order::Restart => match self.restart(make) {
                    Ok(outcome) => outcome,
                    Err(what) => return Some(Stop::Fault(what)),
                },
                Order::Done => return None,
            };
            if let Some(what) = self.broken.take() {
                return Some(Stop::Fault(what));
            }
            self.conductor.report(ordered.id, outcome);
        }
    }

    /// Keeps what the service had stored, and nothing else of it.
    fn crash(&mut self) {
        self.saved = self.service.take().map(|service| service.save()).unwrap_or_default();
    }

    fn restart(&mut self, make: &dyn Fn() -> Result<Box<dyn Service>, String>) -> Result<Outcome, String> {
        let mut service = make()?;
        service.load(&self.saved).map_err(|error| error.to_string())?;
        self.service = Some(service);
        Ok(Outcome::Sent)
    }

    fn advance(&mut self, at: Instant) -> Outcome {
        if self.service.as_ref().and_then(|service| service.due()).is_some_and(|due| due <= at) {
            self.feed(Input::Tick);
        }
        Outcome::Advanced
    }

    /// Gives an input and whatever is answered at once, each as its own input; replies come after all other effects.
    fn feed(&mut self, input: Input) -> Outcome {
        let Some(service) = &mut self.service else { return Outcome::Sent };
        let now = self.conductor.now();
        let mut inputs = VecDeque::from([input]);
        let mut replies = Vec::new();
        let mut crashed = false;
        while let Some(input) = inputs.pop_front() {
            service.handle(now, input, &mut self.effects);
            for effect in self.effects.drain(..) {
                if matches!(effect, Effect::Reply { .. }) {
                    replies.push(effect);
                    continue;
                }
                let (effect, heard) = match carried(effect, self.carriage, &self.conductor, self.born) {
                    Ok(carried) => carried,
                    Err(what) => {
                        self.broken = Some(what);
                        return Outcome::Sent;
                    }
                };
                match self.conductor.arrived(effect) {
                    Disposition::AnswerNow(request, answer) => {
                        let answer = heard.unwrap_or(answer);
                        inputs.push_back(Input::Answer { request, answer });
                    }
                    Disposition::Hold | Disposition::NoAnswer => {}
                    Disposition::Crash => crashed = true,
                }
            }
            if crashed {
                self.crash();
                return Outcome::Sent;
            }
        }
        for reply in replies {
            self.conductor.arrived(reply);
        }
        Outcome::Sent
    }
}

/// An effect as it arrives, and what the service hears at once where its mail was carried over a wire. A run is told by its
/// seed and the civil time at which it begins.
///
/// # Errors
///
/// The harness can't carry a mail.
pub fn carried(
    effect: Effect,
    carriage: &mut dyn Carriage,
    conductor: &Conductor<'_>,
    (seed, epoch): (u64, DateTime<Utc>),
) -> Result<(Effect, Option<Answer>), String> {
    let Effect::Request { id, request: Request::SubmitMail { mail } } = effect else { return Ok((effect, None)) };
    let stamp = Stamp { seed, epoch, at: conductor.now() };
    let carried = carriage.carry(&mail, &stamp, conductor.mail_server())?;
    Ok((Effect::Request { id, request: Request::SubmitMail { mail: carried.mail } }, carried.answer))
}
