//! The driver of a deployment behind channels: it sends, and takes what comes whenever it comes.

use chrono::{DateTime, Utc};
use spec911::border::Input;
use spec911::conduct::{Conductor, Disposition, Order, Outcome, Stop};
use spec911::deployment::{Borders, ByHand, Ran, carried, plan};
use spec911::stimulus::Scenario;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{LocalSet, yield_now};

use super::deployment::{Deployment, Manner, Says, Told};
use crate::runs::{SEED, options};

/// When the driver takes what the deployment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// As soon as it is there, also between an order and its report.
    Eager,
    /// Only when the conductor settles or samples.
    Lazy,
}

/// Runs a scenario against the reference in a task of its own.
pub(super) fn drive(scenario: &Scenario, borders: Borders, pace: Pace, manner: Manner) -> Ran {
    let plan = plan(scenario, &options(borders, SEED));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let (to, inbox) = unbounded_channel();
    let (out, from) = unbounded_channel();
    let deployment = Deployment::new(plan.head.facts.clone(), manner, out).expect("a deployment");
    let born = (plan.head.seed, plan.head.epoch.0.to_utc());
    let mut driver = Driver { conductor: Conductor::new(plan), to, from, pace, sent: 0, born };
    let fault = LocalSet::new().block_on(&runtime, async {
        tokio::task::spawn_local(deployment.work(inbox));
        driver.run().await.err()
    });
    let (trace, stop, expectations) = driver.conductor.finish();
    Ran { trace, expectations, stop: fault.map_or(stop, Stop::Fault) }
}

struct Driver<'s> {
    conductor: Conductor<'s>,
    to: UnboundedSender<Told>,
    from: UnboundedReceiver<Says>,
    pace: Pace,
    /// How many inputs were sent.
    sent: u32,
    /// The seed of the run, and the civil time at which it begins.
    born: (u64, DateTime<Utc>),
}

impl Driver<'_> {
    async fn run(&mut self) -> Result<(), String> {
        loop {
            let ordered = self.conductor.next_order();
            let outcome = match ordered.order {
                Order::Act(id, act) => self.input(Input::Act { id, act })?,
                Order::Deliver(event) => self.input(Input::Carrier(event))?,
                Order::Befall(circumstance) => self.input(Input::Circumstance(circumstance))?,
                Order::Answer(request, answer) => self.input(Input::Answer { request, answer })?,
                Order::AdvanceTo(at) => {
                    self.tell(Told::Clock(at))?;
                    Outcome::Advanced
                }
                Order::Wait(_) => Outcome::Waited,
                Order::Sample(question) => {
                    self.tell(Told::Ask(question))?;
                    self.until().await?
                }
                Order::Settle => self.settle().await?,
                Order::Crash => {
                    self.tell(Told::Crash)?;
                    Outcome::Sent
                }
                Order::Restart => {
                    self.tell(Told::Restart)?;
                    Outcome::Sent
                }
                Order::Done => return Ok(()),
            };
            if self.pace == Pace::Eager {
                self.drain().await?;
            }
            self.conductor.report(ordered.id, outcome);
        }
    }

    /// Asks whether all is at rest until nothing was sent in between.
    async fn settle(&mut self) -> Result<Outcome, String> {
        loop {
            let before = self.sent;
            self.tell(Told::Rest)?;
            let outcome = self.until().await?;
            if self.sent == before {
                return Ok(outcome);
            }
        }
    }

    /// Takes what comes until what was asked for is there.
    async fn until(&mut self) -> Result<Outcome, String> {
        loop {
            match self.from.recv().await.ok_or("the deployment is gone")? {
                Says::Read(reading) => return Ok(Outcome::Sampled(reading)),
                Says::Resting(due) => return Ok(Outcome::Settled { due }),
                other => self.take(other)?,
            }
        }
    }

    /// Takes what is there by now, as long as the deployment goes on saying something.
    async fn drain(&mut self) -> Result<(), String> {
        for _ in 0..3 {
            yield_now().await;
            while let Ok(says) = self.from.try_recv() {
                self.take(says)?;
            }
        }
        Ok(())
    }

    fn take(&mut self, says: Says) -> Result<(), String> {
        match says {
            Says::Effect(effect) => {
                let (effect, _) = carried(*effect, &mut ByHand, &self.conductor, self.born)?;
                match self.conductor.arrived(effect) {
                    Disposition::AnswerNow(request, answer) => {
                        self.input(Input::Answer { request, answer }).map(|_| ())
                    }
                    Disposition::Crash => self.tell(Told::Crash),
                    Disposition::Hold | Disposition::NoAnswer => Ok(()),
                }
            }
            Says::Broken(what) => Err(what),
            Says::Read(_) | Says::Resting(_) => Err(format!("{says:?} was not asked for")),
        }
    }

    fn input(&mut self, input: Input) -> Result<Outcome, String> {
        self.sent += 1;
        let now = self.conductor.now();
        self.tell(Told::Input(now, input))?;
        Ok(Outcome::Sent)
    }

    fn tell(&self, told: Told) -> Result<(), String> {
        self.to.send(told).map_err(|_| "the deployment is gone".to_owned())
    }
}
