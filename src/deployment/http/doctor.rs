//! A first look at a deployment, before any scenario: line by line what is well, what is not, and what to do about it.
//!
//! Nothing is dialled here but canaries, which reach nobody.

use std::net::IpAddr;

use crate::border::{Act, ActId, Event, Input, Question, Reading, Reply};
use crate::conduct::Stop;
use crate::deployment::safety::DialCheck;
use crate::deployment::{Borders, RunOptions, plan};
use crate::domain::{AgentName, Via, words};
use crate::requirement::{Catalogue, Ics};
use crate::stimulus::Scenario;
use crate::time::{Instant, Span};

use super::driver::Driver;
use super::interlock::Interlock;
use super::line::{Line, interface, interface_without_token};
use super::live::{Live, leg_start, on_lane, tenant_name, trunks_of};
use super::stubs::Stubs;
use super::trouble::{Trouble, TroubleKind};
use super::watch::Watch;
use super::wire::{InputTaken, Interface, Level, SetUp, Standing, told};

const SCENARIO_FILE: &str = "fixtures/doctor.yaml";
const SCENARIO: &str = include_str!("../../../fixtures/doctor.yaml");
/// The agent of that scenario, and the record that is chosen there.
const AGENT: &str = "ana";
const RECORD: &str = "Lunch";
const OTHER_RECORD: &str = "Available";

words!(
    /// How one thing is.
    Health, "state of a line" {
        /// It is as it should be.
        Ok = "ok",
        /// It works, and could do harm.
        Warn = "warn",
        /// A check would end on it.
        Fail = "fail",
    }
);

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// What was looked at, in a word or two.
    pub what: &'static str,
    /// How it is.
    pub health: Health,
    /// What was seen.
    pub seen: String,
    /// What to do, where there is something to do.
    pub remedy: Option<&'static str>,
}

impl Diagnosis {
    fn ok(what: &'static str, seen: impl Into<String>) -> Self {
        Diagnosis { what, health: Health::Ok, seen: seen.into(), remedy: None }
    }

    fn warn(what: &'static str, seen: impl Into<String>, remedy: &'static str) -> Self {
        Diagnosis { what, health: Health::Warn, seen: seen.into(), remedy: Some(remedy) }
    }

    fn fail(what: &'static str, seen: impl Into<String>, remedy: &'static str) -> Self {
        Diagnosis { what, health: Health::Fail, seen: seen.into(), remedy: Some(remedy) }
    }

    fn of(what: &'static str, found: Result<String, String>, remedy: &'static str) -> Self {
        match found {
            Ok(seen) => Diagnosis::ok(what, seen),
            Err(seen) => Diagnosis::fail(what, seen, remedy),
        }
    }
}

/// What the paths are called among the lines: the only one that is a matter of safety.
pub const PATHS: &str = "paths";

/// Looks at a deployment of which its file says that it offers `level`.
pub fn examine(live: &Live, level: Level, ics: &Ics) -> Vec<Diagnosis> {
    let looked = on_lane(async |client| look(client, live, level, ics).await);
    looked.unwrap_or_else(|why| vec![Diagnosis::fail("client", why, "this machine can make no requests")])
}

async fn look(client: reqwest::Client, live: &Live, level: Level, ics: &Ics) -> Vec<Diagnosis> {
    let mut lines = Vec::new();
    let greeted = interface(&client, &live.remote).await;
    lines.push(match &greeted {
        Ok(said) => Diagnosis::ok("address", format!("{} answers: {}", live.remote.base, said.product)),
        Err(trouble) => Diagnosis::fail(
            "address",
            trouble.to_string(),
            "is it running, and is `address` in the deployment file right?",
        ),
    });
    let Ok(said) = greeted else { return lines };
    lines.push(version(&said, level));
    lines.push(transport(&live.remote.base));
    lines.push(token(&client, live).await);
    if lines.iter().any(|line| line.health == Health::Fail) {
        return lines;
    }
    match scenario() {
        Ok(scenario) => lines.extend(with_tenants(client, live, ics, &scenario).await),
        Err(why) => lines.push(Diagnosis::fail("suite", why, "this is a fault of spec911")),
    }
    lines
}

fn version(said: &Interface, level: Level) -> Diagnosis {
    let found = match said.misfit(level) {
        None => Ok(format!("version {}, level {}", said.version, said.level)),
        Some(why) => Err(why),
    };
    Diagnosis::of("interface", found, "write the level that is offered into the deployment file; a check needs level C")
}

fn transport(base: &str) -> Diagnosis {
    let url = reqwest::Url::parse(base);
    let host = url.as_ref().ok().and_then(|url| url.host_str()).unwrap_or_default().to_owned();
    let is_near = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if url.is_ok_and(|url| url.scheme() == "https") {
        Diagnosis::ok("transport", "https, with a certificate that is trusted")
    } else if is_near {
        Diagnosis::ok("transport", "http, on this machine")
    } else {
        Diagnosis::warn("transport", format!("http to {host}"), "use https: the token and all data travel in the clear")
    }
}

async fn token(client: &reqwest::Client, live: &Live) -> Diagnosis {
    if live.remote.token.is_none() {
        return Diagnosis::ok("token", "none is needed");
    }
    match interface_without_token(client, &live.remote).await {
        Ok(_) => Diagnosis::warn("token", "a request without it is answered as well", "let the deployment ask for it"),
        Err(_) => Diagnosis::ok("token", "it is asked for, and taken"),
    }
}

fn scenario() -> Result<Scenario, String> {
    crate::scenario::read(SCENARIO_FILE, SCENARIO).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// What three inputs under one key came to.
struct Chosen {
    first: InputTaken,
    again: InputTaken,
    /// Another input than the first.
    other: Result<InputTaken, String>,
}

/// A tenant under examination.
struct Patient<'s> {
    driver: Driver<'s>,
    stubs: Stubs,
    standing: Standing,
}

impl<'s> Patient<'s> {
    async fn admit(client: reqwest::Client, live: &Live, ics: &Ics, scenario: &'s Scenario) -> Result<Self, Stop> {
        let revision = Catalogue::embedded().revision();
        let plan = plan(scenario, &RunOptions { revision, ics, borders: Borders::Complete, seed: 1 });
        let tenant = tenant_name().map_err(Stop::Fault)?;
        let facts = plan.head.facts.clone();
        let mut stubs = Stubs::start(&tenant, &trunks_of(&facts), &live.remote).await.map_err(Stop::Fault)?;
        let set_up = SetUp { facts: told(&facts), counterparts: stubs.addresses.clone() };
        let interlock = Interlock::new(stubs.addresses.clone(), DialCheck::new(&facts));
        let line = Line::new(client, live.remote.clone(), tenant);
        let watch = Watch::new(&facts, leg_start(ics));
        let mut driver = Driver::new(plan, line, stubs.take_arrived(), interlock, watch);
        let sent = driver.line.set_up(&set_up);
        driver.serving(sent).await?;
        let asked = driver.line.clock();
        let standing = driver.serving(asked).await?;
        Ok(Patient { driver, stubs, standing })
    }

    /// Lets the agent choose a presence, twice under one key, and then another presence under the same key.
    async fn choose(&mut self) -> Result<Chosen, String> {
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

    async fn presence(&mut self) -> Result<String, String> {
        let asked = self.driver.line.questions(&[Question::Presence(agent())]);
        match self.driver.serving(asked).await.map_err(why)?.as_slice() {
            [Reading::Presence { presence, .. }] => Ok(presence.record.to_string()),
            other => Err(format!("one question about a presence was answered with {other:?}")),
        }
    }

    async fn discharge(mut self) -> Result<(), Trouble> {
        let removed = self.driver.line.remove().await;
        let asked = self.driver.line.clock().await;
        drop(self.driver);
        self.stubs.end().await;
        removed?;
        match asked {
            Ok(_) => {
                let request = "GET …/clock of a removed tenant".to_owned();
                Err(Trouble { request, kind: TroubleKind::Status(200) })
            }
            Err(_) => Ok(()),
        }
    }
}

fn agent() -> AgentName {
    AGENT.parse().expect("a name of an agent")
}

fn why(stop: Stop) -> String {
    match stop {
        Stop::Fault(what) | Stop::Broken(what) | Stop::Stray(what) | Stop::Unreachable(what) | Stop::Unsafe(what) => {
            what
        }
        Stop::Ended | Stop::Unbound { .. } | Stop::Interrupted => "the look ended early".to_owned(),
    }
}

async fn with_tenants(client: reqwest::Client, live: &Live, ics: &Ics, scenario: &Scenario) -> Vec<Diagnosis> {
    let mut lines = Vec::new();
    let both = async {
        let one = Patient::admit(client.clone(), live, ics, scenario).await?;
        let other = Patient::admit(client, live, ics, scenario).await?;
        Ok::<_, Stop>((one, other))
    };
    let (mut one, mut other) = match both.await {
        Ok(both) => both,
        Err(stop) => {
            lines.push(Diagnosis::fail("tenant", why(stop), "set a tenant up from the facts, as the guide says"));
            return lines;
        }
    };
    lines.push(Diagnosis::ok("tenant", "two were set up"));
    let proven = one.driver.prove_if_needed().await.map(|()| "each ends at our own counterpart".to_owned());
    lines.push(Diagnosis::of(
        PATHS,
        proven.map_err(why),
        "read back and call the addresses of the set-up, and no other",
    ));
    lines.push(clock(&mut one).await);
    let chosen = one.choose().await;
    lines.push(inputs(&chosen));
    lines.push(feed(&mut one, chosen.as_ref().map_or(0, |chosen| chosen.again.standing.events)).await);
    lines.push(Diagnosis::of("questions", reads(&mut one).await, "answer from the state as it is"));
    lines.push(Diagnosis::of("isolation", isolated(&mut other).await, "keep the state of each tenant apart"));
    lines.push(Diagnosis::of("restart", restarted(&mut one).await, "store each input before its effects are sent"));
    let removed = async {
        one.discharge().await?;
        other.discharge().await
    };
    let removed = removed.await.map(|()| "both are gone".to_owned()).map_err(|trouble| trouble.to_string());
    lines.push(Diagnosis::of("clean-up", removed, "forget a tenant that is removed"));
    lines
}

/// A tenant's clock stands at 0 until it is moved, and then where it was moved to.
async fn clock(patient: &mut Patient<'_>) -> Diagnosis {
    let moved = async {
        if patient.standing.now != Instant::START {
            return Err(format!("it stands at {} in a fresh tenant", patient.standing.now));
        }
        let mut standing = patient.standing;
        // What a fresh tenant does by itself comes first.
        for _ in 0..FIRST_TIMERS {
            let next = Instant::START + Span::from_secs(1);
            let to = standing.next_due.map_or(next, |due| due.max(standing.now).min(next));
            let sent = patient.driver.line.advance(to);
            standing = patient.driver.serving(sent).await.map_err(why)?;
            if standing.now != to {
                return Err(format!("it was moved to {to} and stands at {}", standing.now));
            }
            if to == next {
                return Ok("it stands still, and moves when told to".to_owned());
            }
        }
        Err("a timer of a fresh tenant does not move on".to_owned())
    };
    Diagnosis::of("clock", moved.await, "let the clock of a tenant move by POST …/clock alone")
}

/// How many timers a fresh tenant may have in its first second.
const FIRST_TIMERS: usize = 100;

fn inputs(chosen: &Result<Chosen, String>) -> Diagnosis {
    let found = match chosen {
        Err(why) => Err(why.clone()),
        Ok(Chosen { other: Ok(_), .. }) => Err("the same key was taken for another input".to_owned()),
        Ok(Chosen { first, again, .. }) if first != again => {
            Err("the same key was answered with two different responses".to_owned())
        }
        Ok(Chosen { first, .. }) if first.reply != Some(Reply::Done) => {
            Err(format!("an agent chose a presence, and the reply is {:?}", first.reply))
        }
        Ok(_) => Ok("an act is answered, and done once for one key".to_owned()),
    };
    Diagnosis::of("inputs", found, "keep each response under its Idempotency-Key, and refuse another input under it")
}

/// The feed has every event that was announced, the change of presence among them.
async fn feed(patient: &mut Patient<'_>, announced: u64) -> Diagnosis {
    let looked = async {
        let asked = patient.driver.line.events(0);
        let page = patient.driver.serving(asked).await.map_err(why)?;
        if page.first != 1 || page.events.len() as u64 != announced {
            let seen = page.events.len();
            return Err(format!("{announced} events are announced; the feed has {seen} from number {}", page.first));
        }
        let is_choice =
            |event: &&Event| matches!(event, Event::Presence { presence, .. } if presence.record.as_str() == RECORD);
        match page.events.iter().filter(is_choice).count() {
            1 => Ok("a change comes once, in order".to_owned()),
            count => Err(format!("a change came {count} times")),
        }
    };
    Diagnosis::of("feed", looked.await, "number events from 1 without a gap, each change once")
}

async fn reads(patient: &mut Patient<'_>) -> Result<String, String> {
    let record = patient.presence().await?;
    if record == RECORD {
        Ok("they show what was done".to_owned())
    } else {
        Err(format!("{AGENT} chose {RECORD}, and reads as {record}"))
    }
}

async fn isolated(other: &mut Patient<'_>) -> Result<String, String> {
    let record = other.presence().await?;
    if record == RECORD {
        Err(format!("{AGENT} chose {RECORD} in one tenant, and reads so in another"))
    } else {
        Ok("what is done in one tenant is not seen in another".to_owned())
    }
}

async fn restarted(patient: &mut Patient<'_>) -> Result<String, String> {
    let killed = patient.driver.line.kill();
    patient.driver.serving(killed).await.map_err(why)?;
    let now = Instant::START + Span::from_secs(1);
    let started = patient.driver.line.restart(now);
    let standing = patient.driver.serving(started).await.map_err(why)?;
    if standing.now != now {
        return Err(format!("it was started again at {now} and stands at {}", standing.now));
    }
    let record = patient.presence().await?;
    if record == RECORD {
        Ok("what was done outlives a kill".to_owned())
    } else {
        Err(format!("after a kill {AGENT} reads as {record}"))
    }
}
