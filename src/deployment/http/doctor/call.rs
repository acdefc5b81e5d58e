//! One emergency call, dialled over proven paths: does what follows from it reach our counterparts?

use std::time::{Duration, Instant as Wall};

use crate::border::{Act, ActId, CallName, Input, Reply};
use crate::deployment::http::file::Clock;
use crate::deployment::http::stubs::Desk;
use crate::domain::Territory;
use crate::time::{Instant, Span};

use super::Diagnosis;
use super::patient::{AGENT, Patient, agent, why};

/// What the carrier is called among the lines: a call that does not come to ours may have gone to another one.
pub(super) const CARRIER: &str = "carrier";
const MAIL: &str = "mail";
const SERVICES: &str = "services";

/// How long a mail may take by the tenant's clock, and by ours where the tenant's goes by itself.
const MAIL_WAIT: Span = Span::from_secs(60);
const REAL_WAIT: Duration = Duration::from_secs(3);
/// How many timers may be due in that time.
const TIMERS: usize = 200;

/// No call, where the deployment is not used in the territory that it would be made from.
pub(super) fn none(territory: &Territory) -> Diagnosis {
    let seen = format!("no call is made from {territory}, which the statement does not list");
    Diagnosis::warn(CARRIER, seen, "let the first scenarios show where calls arrive, and mails")
}

/// Dials, waits for what has to arrive, and ends the call.
pub(super) async fn call(patient: &mut Patient<'_>, clock: Clock) -> Vec<Diagnosis> {
    let called = dialled(patient).await;
    let waited = match (&called, clock) {
        (Err(_), _) => Ok(()),
        (Ok(_), Clock::Virtual) => by_their_clock(patient).await,
        (Ok(_), Clock::Real) => by_our_clock(patient).await,
    };
    // The call ends whatever came of it.
    let ended = match &called {
        Ok(call) => end(patient, call).await,
        Err(_) => Ok(()),
    };
    let mut lines = vec![carrier(patient, called.and_then(|call| ended.map(|()| call)))];
    let mail = match (waited, patient.reached(|desk| *desk == Desk::Mail)) {
        (Err(why), _) => Err(why),
        (Ok(()), false) => Err("no mail of the call came to our mail server".to_owned()),
        (Ok(()), true) => Ok("the mail of the call came to our mail server".to_owned()),
    };
    let remedy = "send mails to the address `mail` of the set-up; can the deployment reach this machine there?";
    lines.push(Diagnosis::of(MAIL, mail, remedy));
    lines.push(services(patient));
    lines
}

/// Dials and gives the call that was accepted.
async fn dialled(patient: &mut Patient<'_>) -> Result<CallName, String> {
    let dialled = patient.dials.clone().ok_or("nothing is dialled in the scenario of the doctor")?;
    let turn = patient.driver.may_dial().await.map_err(why)?;
    let act = Act::Dial { agent: agent(), dialled, workspace: None };
    let permit = patient.driver.interlock.permit().map_err(why)?;
    let sent = patient.driver.line.dial(permit, turn, ActId(2), act);
    match patient.driver.serving(sent).await.map_err(why)?.reply {
        Some(Reply::DialAccepted { call }) => Ok(call),
        Some(Reply::DialRefused { reason, sentence }) => {
            Err(format!("the dial of {AGENT} was refused with {reason}: {sentence}"))
        }
        other => Err(format!("a dial was answered with {other:?}")),
    }
}

async fn end(patient: &mut Patient<'_>, call: &CallName) -> Result<(), String> {
    let act = Act::EndCall { agent: agent(), call: call.clone() };
    let sent = patient.driver.line.input(&Input::Act { id: ActId(3), act });
    patient.driver.serving(sent).await.map(|_| ()).map_err(why)
}

fn carrier(patient: &Patient<'_>, called: Result<CallName, String>) -> Diagnosis {
    let came = patient.reached(|desk| matches!(desk, Desk::Carrier(_)));
    let found = match called {
        Ok(_) if came => Ok("an emergency call came to our carrier, and was ended".to_owned()),
        Ok(_) => {
            Err("an emergency call was accepted and did not come to our carrier: it may have gone elsewhere".to_owned())
        }
        Err(why) => Err(why),
    };
    Diagnosis::of(CARRIER, found, "send the leg of a call where its canary went")
}

/// The services that a deployment may have of its own: what does not come to ours is not told, and so not judged.
fn services(patient: &Patient<'_>) -> Diagnosis {
    let all = [Desk::Location, Desk::Numbers, Desk::Presence];
    let silent: Vec<String> =
        all.iter().filter(|desk| !patient.reached(|reached| reached == *desk)).map(ToString::to_string).collect();
    if silent.is_empty() {
        Diagnosis::ok(SERVICES, "location source, number pool and presence service were asked")
    } else {
        let seen = format!("the call was made without {}", silent.join(" and without "));
        let remedy =
            "ask them at the addresses of the set-up: without a location ELG-06 fails, without a number CBN-01";
        Diagnosis::warn(SERVICES, seen, remedy)
    }
}

/// Moves the tenant's clock from timer to timer until the mail is there.
async fn by_their_clock(patient: &mut Patient<'_>) -> Result<(), String> {
    let asked = patient.driver.line.clock();
    let mut standing = patient.driver.serving(asked).await.map_err(why)?;
    let last = standing.now + MAIL_WAIT;
    for _ in 0..TIMERS {
        if standing.now >= last || patient.reached(|desk| *desk == Desk::Mail) {
            break;
        }
        let to: Instant = standing.next_due.map_or(last, |due| due.max(standing.now).min(last));
        let sent = patient.driver.line.advance(to);
        standing = patient.driver.serving(sent).await.map_err(why)?;
    }
    Ok(())
}

/// Waits until the mail is there, and answers meanwhile what arrives.
async fn by_our_clock(patient: &mut Patient<'_>) -> Result<(), String> {
    let begun = Wall::now();
    while begun.elapsed() < REAL_WAIT && !patient.reached(|desk| *desk == Desk::Mail) {
        patient.pause().await?;
    }
    Ok(())
}
