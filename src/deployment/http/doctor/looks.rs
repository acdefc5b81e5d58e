//! What is looked at in a tenant, one line each.

use crate::border::{Event, Reply};
use crate::deployment::http::file::Clock;
use crate::deployment::http::wire::Level;
use crate::time::{Instant, Span};

use super::Diagnosis;
use super::patient::{AGENT, Chosen, Patient, RECORD, why};

/// An input is answered, and done once for one key; at level C the response says how the tenant stands, and the tenant comes
/// to rest after it.
pub(super) async fn inputs(patient: &mut Patient<'_>, chosen: &Result<Chosen, String>, level: Level) -> Diagnosis {
    let found = taken(chosen, level);
    let rests = match (&found, level) {
        (Ok(_), Level::C) => patient.comes_to_rest().await,
        (Ok(_), Level::A | Level::B) | (Err(_), _) => Ok(()),
    };
    if let Err(why) = rests {
        let remedy =
            "say `quiescent: true` as soon as nothing is left to be done at this instant without a further input";
        return Diagnosis::fail("inputs", why, remedy);
    }
    let remedy =
        "keep each response under its Idempotency-Key, refuse another input under it, and say `standing` in each";
    Diagnosis::of("inputs", found, remedy)
}

fn taken(chosen: &Result<Chosen, String>, level: Level) -> Result<String, String> {
    match chosen {
        Err(why) => Err(why.clone()),
        Ok(Chosen { other: Ok(_), .. }) => Err("the same key was taken for another input".to_owned()),
        Ok(Chosen { first, again, .. }) if first != again => {
            Err("the same key was answered with two different responses".to_owned())
        }
        Ok(Chosen { first, .. }) if first.reply != Some(Reply::Done) => {
            Err(format!("an agent chose a presence, and the reply is {:?}", first.reply))
        }
        Ok(Chosen { first, .. }) if level == Level::C && first.standing.is_none() => {
            Err("the response to an act does not say how the tenant stands (`standing`), as level C does".to_owned())
        }
        Ok(_) => Ok("an act is answered, and done once for one key".to_owned()),
    }
}

/// The feed has every event that was announced, the change of presence among them.
pub(super) async fn feed(patient: &mut Patient<'_>, level: Level, announced: Option<u64>) -> Diagnosis {
    if level == Level::A {
        return Diagnosis::ok("feed", "level A has none");
    }
    let looked = async {
        let asked = patient.driver.line.events(0);
        let page = patient.driver.serving(asked).await.map_err(why)?;
        let seen = page.events.len() as u64;
        let announced = announced.unwrap_or(seen);
        if page.first != 1 || seen != announced {
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

/// What was done can be read.
pub(super) async fn questions(patient: &mut Patient<'_>) -> Diagnosis {
    Diagnosis::of("questions", reads(patient).await, "answer from the state as it is")
}

/// What is done in one tenant is not seen in another one.
pub(super) async fn isolation(other: &mut Patient<'_>) -> Diagnosis {
    Diagnosis::of("isolation", isolated(other).await, "keep the state of each tenant apart")
}

/// What was done outlives a kill.
pub(super) async fn restart(patient: &mut Patient<'_>, level: Level, clock: Clock) -> Diagnosis {
    let now = match clock {
        Clock::Virtual => Instant::START + Span::from_secs(1),
        Clock::Real => Instant::from_ticks(u64::try_from(patient.set_up.done.elapsed().as_micros()).unwrap_or(0)),
    };
    Diagnosis::of(
        "restart",
        restarted(patient, now, (level, clock)).await,
        "store each input before its effects are sent",
    )
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

async fn restarted(patient: &mut Patient<'_>, now: Instant, (level, clock): (Level, Clock)) -> Result<String, String> {
    let killed = patient.driver.line.kill();
    patient.driver.serving(killed).await.map_err(why)?;
    if level == Level::C {
        let started = patient.driver.line.restart(now);
        let standing = patient.driver.serving(started).await.map_err(why)?;
        if clock == Clock::Virtual && standing.now != now {
            return Err(format!("it was started again at {now} and stands at {}", standing.now));
        }
    } else {
        let started = patient.driver.line.start_again(now);
        patient.driver.serving(started).await.map_err(why)?;
    }
    let record = patient.presence().await?;
    if record == RECORD {
        Ok("what was done outlives a kill".to_owned())
    } else {
        Err(format!("after a kill {AGENT} reads as {record}"))
    }
}
