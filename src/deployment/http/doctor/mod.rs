//! A first look at a deployment, before any scenario: line by line what is well, what is not, and what to do about it.
//!
//! Owns the lines. What is looked at needs no scenario of the suite and no oracle. One emergency call is dialled, after every
//! path is proven and through the same interlock as those of a scenario; all else that is sent over a path is a canary.

mod address;
mod call;
mod clock;
mod looks;
mod patient;

use crate::conduct::Stop;
use crate::domain::words;
use crate::requirement::Ics;
use crate::stimulus::Scenario;

use super::file::Clock;
use super::live::{Live, on_lane};
use super::wire::Level;

use patient::{Patient, why};

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

    /// Whether it fails, and is a matter of safety: a call may have gone, or could go, to somebody else than us.
    pub fn is_unsafe(&self) -> bool {
        self.health == Health::Fail && [PATHS, call::CARRIER].contains(&self.what)
    }
}

/// What the paths are called among the lines.
const PATHS: &str = "paths";

/// Looks at a deployment of which its file says that it offers `level` and runs by `clock`.
pub fn examine(live: &Live, level: Level, clock: Clock, ics: &Ics) -> Vec<Diagnosis> {
    let looked = on_lane(async |client| look(client, live, (level, clock), ics).await);
    looked.unwrap_or_else(|why| vec![Diagnosis::fail("client", why, "this machine can make no requests")])
}

async fn look(client: reqwest::Client, live: &Live, says: (Level, Clock), ics: &Ics) -> Vec<Diagnosis> {
    let mut lines = address::address(&client, live, says.0).await;
    if lines.iter().any(|line| line.health == Health::Fail) {
        return lines;
    }
    match patient::scenario() {
        Ok(scenario) => lines.extend(with_tenants(client, live, says, ics, &scenario).await),
        Err(why) => lines.push(Diagnosis::fail("suite", why, "this is a fault of spec911")),
    }
    lines
}

async fn with_tenants(
    client: reqwest::Client,
    live: &Live,
    (level, clock): (Level, Clock),
    ics: &Ics,
    scenario: &Scenario,
) -> Vec<Diagnosis> {
    let mut lines = Vec::new();
    let both = async {
        let one = Patient::admit(client.clone(), live, ics, scenario).await?;
        let other = Patient::admit(client.clone(), live, ics, scenario).await?;
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
    lines.push(clock::clock(&mut one, (&client, live), (level, clock)).await);
    let chosen = one.choose().await;
    lines.push(looks::inputs(&mut one, &chosen, level).await);
    let announced = chosen.as_ref().ok().and_then(|chosen| Some(chosen.again.standing?.events));
    lines.push(looks::feed(&mut one, level, announced).await);
    lines.push(looks::questions(&mut one).await);
    lines.push(looks::isolation(&mut other).await);
    lines.push(looks::restart(&mut one, level, clock).await);
    // Nothing is dialled where anything is not well: a call could do what nobody foresees.
    if lines.iter().all(|line| line.health != Health::Fail) {
        lines.extend(match patient::unlisted(scenario, ics) {
            None => call::call(&mut other, clock).await,
            Some(territory) => vec![call::none(territory)],
        });
    }
    let removed = async {
        one.discharge().await?;
        other.discharge().await
    };
    let removed = removed.await.map(|()| "both are gone".to_owned()).map_err(|trouble| trouble.to_string());
    lines.push(Diagnosis::of("clean-up", removed, "forget a tenant that is removed"));
    lines
}
