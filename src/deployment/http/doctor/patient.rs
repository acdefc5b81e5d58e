//! A tenant under examination: the scenario that it is set up from, what can be done with it, and what it reaches.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Wall};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::border::{Act, ActId, Input, Question, Reading, Request};
use crate::conduct::Stop;
use crate::deployment::http::driver::Driver;
use crate::deployment::http::interlock::Interlock;
use crate::deployment::http::line::Line;
use crate::deployment::http::live::{Live, tenant_name, trunks_of};
use crate::deployment::http::office::Posted;
use crate::deployment::http::pace::Pace;
use crate::deployment::http::stubs::{Arrived, Desk, Stubs};
use crate::deployment::http::trouble::{Trouble, TroubleKind};
use crate::deployment::http::watch::Watch;
use crate::deployment::http::wire::{InputTaken, Level, SetUp, Standing, told};
use crate::deployment::safety::{CanaryNumber, DialCheck};
use crate::deployment::{Borders, RunOptions, plan};
use crate::domain::{AgentName, Dialled, Territory, Via};
use crate::observation::ClockMode;
use crate::requirement::{Catalogue, Ics, Tolerance};
use crate::stimulus::{Fact, Scenario, Step, Stimulus};

const SCENARIO_FILE: &str = "fixtures/doctor.yaml";
const SCENARIO: &str = include_str!("../../../../fixtures/doctor.yaml");
/// The agent of that scenario, and the record that is chosen there.
pub(super) const AGENT: &str = "ana";
pub(super) const RECORD: &str = "Lunch";
const OTHER_RECORD: &str = "Available";
/// How often is looked for what has to come.
const LOOK: Duration = Duration::from_millis(20);

pub(super) fn scenario() -> Result<Scenario, String> {
    crate::scenario::read(SCENARIO_FILE, SCENARIO).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// The first territory of an agent of a scenario that a statement does not list, where there is one.
pub(super) fn unlisted<'s>(scenario: &'s Scenario, ics: &Ics) -> Option<&'s Territory> {
    scenario.facts.iter().find_map(|fact| match &fact.value {
        Fact::Agent { country, .. } if !ics.serves(country) => Some(country),
        _ => None,
    })
}

/// What is dialled in a scenario.
fn dialled(scenario: &Scenario) -> Option<Dialled> {
    scenario.steps.iter().find_map(|step| match &step.value {
        Step::When(Stimulus::Dials { dialled, .. }) => Some(dialled.clone()),
        Step::When(_) | Step::Then(_) => None,
    })
}

/// What three inputs under one key came to.
pub(super) struct Chosen {
    pub(super) first: InputTaken,
    pub(super) again: InputTaken,
    /// Another input than the first.
    pub(super) other: Result<InputTaken, String>,
}

/// A tenant under examination.
pub(super) struct Patient<'s> {
    pub(super) driver: Driver<'s>,
    stubs: Stubs,
    /// How it stood when it was fresh, where its clock can be read.
    pub(super) standing: Option<Standing>,
    /// What its agent dials.
    pub(super) dials: Option<Dialled>,
    /// When its set-up was sent, and when it was answered.
    pub(super) set_up: Moment,
    /// The counterparts that took a request of it.
    reached: Arc<Mutex<Vec<Desk>>>,
}

/// Around when something happened.
pub(super) struct Moment {
    pub(super) sent: Wall,
    pub(super) done: Wall,
}

/// Passes on what arrives and notes at which counterpart it did.
fn noted(mut arrived: UnboundedReceiver<Arrived>, reached: Arc<Mutex<Vec<Desk>>>) -> UnboundedReceiver<Arrived> {
    let (out, passed) = unbounded_channel();
    tokio::spawn(async move {
        while let Some(one) = arrived.recv().await {
            let at = match &one {
                Arrived::Asked(desk, message, _) if !is_canary(&message.request) => Some(desk.clone()),
                Arrived::Posted(Posted::Given(..)) => Some(Desk::Mail),
                Arrived::Asked(..) | Arrived::Posted(Posted::Calls(_)) | Arrived::Unmatched(_) => None,
            };
            reached.lock().unwrap_or_else(PoisonError::into_inner).extend(at);
            if out.send(one).is_err() {
                break;
            }
        }
    });
    passed
}

fn is_canary(request: &Request) -> bool {
    matches!(request, Request::PlaceLeg { to, .. } if CanaryNumber::is_one(to.as_str()))
}

impl<'s> Patient<'s> {
    pub(super) async fn admit(
        client: reqwest::Client,
        live: &Live,
        ics: &Ics,
        scenario: &'s Scenario,
    ) -> Result<Self, Stop> {
        let revision = Catalogue::embedded().revision();
        let plan = plan(scenario, &RunOptions { revision, ics, borders: Borders::Complete, seed: 1 });
        let tenant = tenant_name().map_err(Stop::Fault)?;
        let facts = plan.head.facts.clone();
        let mut stubs = Stubs::start(&tenant, &trunks_of(&facts), &live.remote).await.map_err(Stop::Fault)?;
        let set_up = SetUp { facts: told(&facts), counterparts: stubs.addresses.clone() };
        let interlock = Interlock::new(stubs.addresses.clone(), DialCheck::new(&facts));
        let line = Line::new(client, live.remote.clone(), tenant);
        let watch = Watch::new(&facts, ics.tolerance(Tolerance::LegStart));
        let reached: Arc<Mutex<Vec<Desk>>> = Arc::default();
        let arrived = noted(stubs.take_arrived(), reached.clone());
        let pace = match live.clock {
            ClockMode::Virtual => Pace::Virtual,
            ClockMode::Real => Pace::real(tokio::time::Instant::now(), live.settle, live.level >= Level::B),
        };
        let mut driver = Driver::new(plan, line, arrived, interlock, watch, pace);
        let began = Wall::now();
        let sent = driver.line.set_up(&set_up);
        driver.serving(sent).await?;
        let set_up = Moment { sent: began, done: Wall::now() };
        let standing = match live.level {
            Level::A | Level::B => None,
            Level::C => {
                let asked = driver.line.clock();
                Some(driver.serving(asked).await?)
            }
        };
        Ok(Patient { driver, stubs, standing, dials: dialled(scenario), set_up, reached })
    }

    /// Whether a counterpart of which this says so took a request of the tenant that is no canary.
    pub(super) fn reached(&self, is_meant: impl Fn(&Desk) -> bool) -> bool {
        self.reached.lock().unwrap_or_else(PoisonError::into_inner).iter().any(is_meant)
    }

    /// Lets the agent choose a presence, twice under one key, and then another presence under the same key.
    pub(super) async fn choose(&mut self) -> Result<Chosen, String> {
        let choice = |record: &str| -> Result<Input, String> {
            let record = record.parse().map_err(|error| format!("{error}"))?;
            let act = Act::ChoosePresence { agent: agent(), record, via: Via::Client };
            Ok(Input::Act { id: ActId(1), act })
        };
        let inputs = [choice(RECORD)?, choice(RECORD)?, choice(OTHER_RECORD)?];
        let mut taken = Vec::new();
        for sent in self.driver.line.under_one_key(&inputs) {
            taken.push(self.driver.serving(sent).await.map_err(why));
        }
        let mut taken = taken.into_iter();
        match (taken.next(), taken.next(), taken.next()) {
            (Some(first), Some(again), Some(other)) => Ok(Chosen { first: first?, again: again?, other }),
            _ => Err("three inputs were sent, and fewer answered".to_owned()),
        }
    }

    /// Waits until the tenant says that it is at rest, as long as a request may take.
    pub(super) async fn comes_to_rest(&mut self) -> Result<(), String> {
        let (begun, limit) = (Wall::now(), self.driver.line.limit());
        loop {
            let asked = self.driver.line.clock();
            if self.driver.serving(asked).await.map_err(why)?.quiescent {
                return Ok(());
            }
            if begun.elapsed() > limit {
                let waited = limit.as_secs_f64();
                return Err(format!("`quiescent` is still false {waited} s after an act was answered"));
            }
            self.pause().await?;
        }
    }

    /// Lets a moment pass, and answers meanwhile what arrives.
    pub(super) async fn pause(&mut self) -> Result<(), String> {
        let pause = async {
            tokio::time::sleep(LOOK).await;
            Ok(())
        };
        self.driver.serving(pause).await.map_err(why)
    }

    pub(super) async fn presence(&mut self) -> Result<String, String> {
        let asked = self.driver.line.questions(&[Question::Presence(agent())]);
        match self.driver.serving(asked).await.map_err(why)?.as_slice() {
            [Reading::Presence { presence, .. }] => Ok(presence.record.to_string()),
            other => Err(format!("one question about a presence was answered with {other:?}")),
        }
    }

    pub(super) async fn discharge(mut self) -> Result<(), Trouble> {
        let removed = self.driver.line.remove().await;
        let asked = self.driver.line.read_back().await;
        drop(self.driver);
        self.stubs.end().await;
        removed?;
        match asked {
            Ok(_) => {
                let request = "GET of a removed tenant".to_owned();
                Err(Trouble { request, kind: TroubleKind::Status(200) })
            }
            Err(_) => Ok(()),
        }
    }
}

pub(super) fn agent() -> AgentName {
    AGENT.parse().expect("a name of an agent")
}

/// Why a look ended, in words.
pub(super) fn why(stop: Stop) -> String {
    match stop {
        Stop::Fault(what) | Stop::Broken(what) | Stop::Stray(what) | Stop::Unreachable(what) | Stop::Unsafe(what) => {
            what
        }
        Stop::Ended | Stop::Unbound { .. } | Stop::Interrupted => "the look ended early".to_owned(),
    }
}
