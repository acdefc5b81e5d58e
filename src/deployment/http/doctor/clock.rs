//! The clock of a tenant: one that the harness moves stands still and goes where it is told to; one that goes by itself
//! goes as ours does.

use std::time::{Duration, Instant as Wall, SystemTime};

use chrono::DateTime;

use crate::deployment::http::file::Clock;
use crate::deployment::http::live::Live;
use crate::deployment::http::wire::Level;
use crate::time::{Instant, Span};

use super::Diagnosis;
use super::patient::{Patient, why};

const CLOCK: &str = "clock";

/// How many timers a fresh tenant may have in its first second.
const FIRST_TIMERS: usize = 100;

/// How long a clock that goes by itself is watched.
const WATCHED: Duration = Duration::from_millis(500);

/// How far a clock may be from ours before instants near a border can't be told apart any more, and how far before spans of
/// seconds can't.
const NOTICED: Duration = Duration::from_millis(50);
const WRONG: Duration = Duration::from_secs(2);

/// How exact the date of a response is.
///
/// Source: RFC 9110 section 5.6.7.
const DATE: Duration = Duration::from_secs(1);

/// Looks at the clock of a fresh tenant.
pub(super) async fn clock(
    patient: &mut Patient<'_>,
    (client, live): (&reqwest::Client, &Live),
    (level, clock): (Level, Clock),
) -> Diagnosis {
    match (clock, level) {
        (Clock::Virtual, _) => {
            Diagnosis::of(CLOCK, moved(patient).await, "let the clock of a tenant move by POST …/clock alone")
        }
        (Clock::Real, Level::C) => match offset(patient).await {
            Ok(off) => judged(off, "let the clock of a tenant begin at 0 when it is set up, and go as time does"),
            Err(why) => Diagnosis::fail(CLOCK, why, "answer GET …/clock with the time since the set-up"),
        },
        (Clock::Real, Level::A | Level::B) => match of_responses(client, live).await {
            Some(off) => judged(off, "let both machines keep their clocks by the same servers of time"),
            None => {
                let seen = format!("level {level} has none that can be read, and no response says a date");
                Diagnosis::warn(
                    CLOCK,
                    seen,
                    "let responses have a `Date`, by which the clock of the machine can be seen",
                )
            }
        },
    }
}

/// How far the clock of the deployment's machine is from ours, at the least, by the date of a response: the run begins at a
/// civil time, and the deployment counts from it by that clock. Whether we are let in does not matter here.
async fn of_responses(client: &reqwest::Client, live: &Live) -> Option<Duration> {
    let sent = SystemTime::now();
    let asked = client.get(format!("{}/", live.remote.base)).send();
    let response = tokio::time::timeout(live.remote.limit, asked).await.ok()?.ok()?;
    let received = SystemTime::now();
    let date = response.headers().get(reqwest::header::DATE)?.to_str().ok()?;
    let date = SystemTime::from(DateTime::parse_from_rfc2822(date).ok()?);
    let behind = sent.duration_since(date + DATE).unwrap_or_default();
    let ahead = date.duration_since(received).unwrap_or_default();
    Some(behind.max(ahead))
}

/// A tenant's clock stands at 0 until it is moved, and then where it was moved to.
async fn moved(patient: &mut Patient<'_>) -> Result<String, String> {
    let mut standing = patient.standing.ok_or("it can't be read")?;
    if standing.now != Instant::START {
        return Err(format!("it stands at {} in a fresh tenant", standing.now));
    }
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
            return Ok("it stands still, and the harness moves it".to_owned());
        }
    }
    Err("a timer of a fresh tenant does not move on".to_owned())
}

/// How far a tenant's clock is from ours, at the least: what requests take on their way is allowed for.
async fn offset(patient: &mut Patient<'_>) -> Result<Duration, String> {
    let mut off = Duration::ZERO;
    let begun = Wall::now();
    while begun.elapsed() < WATCHED {
        let asked = patient.driver.line.clock();
        let before = patient.set_up.done.elapsed();
        let standing = patient.driver.serving(asked).await.map_err(why)?;
        let after = patient.set_up.sent.elapsed();
        let now = Duration::from_micros(standing.now.ticks());
        off = off.max(before.saturating_sub(now)).max(now.saturating_sub(after));
        tokio::time::sleep(WATCHED / 10).await;
    }
    Ok(off)
}

fn judged(off: Duration, remedy: &'static str) -> Diagnosis {
    let seen = match off.as_micros() {
        0 => "it goes as ours does".to_owned(),
        _ => format!("it is {:.3} s off ours", off.as_secs_f64()),
    };
    if off > WRONG {
        Diagnosis::fail(CLOCK, seen, remedy)
    } else if off > NOTICED {
        Diagnosis::warn(CLOCK, seen, remedy)
    } else {
        Diagnosis::ok(CLOCK, seen)
    }
}
