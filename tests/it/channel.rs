//! Claims about the seam: a deployment in a task of its own, behind channels, runs the same scenarios.

mod deployment;
mod driver;

use std::collections::BTreeMap;

use spec911::conduct::Stop;
use spec911::deployment::{Borders, Ran};
use spec911::domain::Service;
use spec911::oracle::judge;
use spec911::requirement::{Catalogue, RequirementId, Verdict};
use spec911::stimulus::{Fact, Placed, Scenario, Step, Stimulus};
use spec911::time::Span;

use crate::runs::{self, sync, text};
use crate::suite::scenarios;
use deployment::Manner;
use driver::{Pace, drive};

const BORDERS: [Borders; 2] = [Borders::Complete, Borders::Sampled];
const SERVICES: [Service; 4] = [Service::NumberPool, Service::Mail, Service::Presence, Service::Location];
const PACES: [Pace; 2] = [Pace::Eager, Pace::Lazy];

/// A scenario with one more fact, and a second after each dial, so that what is slow by less has come.
fn with(scenario: &Scenario, fact: Fact) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.facts.push(Placed { value: fact, origin: scenario.origin.clone() });
    let steps = std::mem::take(&mut scenario.steps);
    for placed in steps {
        let origin = placed.origin.clone();
        let dials = matches!(
            placed.value,
            Step::When(Stimulus::Dials { .. } | Stimulus::DialsIn { .. } | Stimulus::BurstDials { .. })
        );
        scenario.steps.push(placed);
        if dials {
            let value = Step::When(Stimulus::Passes { span: Span::from_secs(1) });
            scenario.steps.push(Placed { value, origin });
        }
    }
    scenario
}

fn slow(service: Service) -> Fact {
    Fact::ServiceSlow { service, by: Span::from_ticks(500_000) }
}

/// Whether a service is not well in a scenario in a way that tells when a deployment replies: the pool holds answers back,
/// and with them the replies to dials of a deployment that waits; the mail server fails, of which a feed may tell before
/// the reply or after it; or a crash comes in the middle of what a deployment does, which depends on how far it is.
fn holds_back(scenario: &Scenario) -> bool {
    let service = |placed: &Placed<Fact>| match &placed.value {
        Fact::ServiceSlow { service, .. } | Fact::ServiceStopped { service } => *service == Service::NumberPool,
        Fact::ServiceFails { service, .. } => *service == Service::Mail,
        Fact::RecipientsRefused { .. }
        | Fact::MailServerCloses { .. }
        | Fact::MailServerAnswers { .. }
        | Fact::Greylisting { .. } => true,
        _ => false,
    };
    let stimulus = |placed: &Placed<Step>| match &placed.value {
        Step::When(Stimulus::ServiceSlows { service, .. } | Stimulus::ServiceStops { service }) => {
            *service == Service::NumberPool
        }
        Step::When(Stimulus::ServiceStartsFailing { service, .. }) => *service == Service::Mail,
        Step::When(Stimulus::CrashesAt { .. }) => true,
        _ => false,
    };
    scenario.facts.iter().any(service) || scenario.steps.iter().any(stimulus)
}

/// What must be the same whoever drives: how the run ended, and at which step.
fn end(ran: &Ran) -> (&'static str, usize) {
    match &ran.stop {
        Stop::Ended => ("ended", 0),
        Stop::Unbound { step, .. } => ("unbound", *step),
        Stop::Fault(what) | Stop::Broken(what) | Stop::Stray(what) | Stop::Unreachable(what) | Stop::Unsafe(what) => {
            panic!("a run without a socket can't end so: {what}")
        }
        Stop::Interrupted => panic!("nobody interrupts a test"),
    }
}

/// What no shipped scenario does yet: crashes in the middle of calls, and many things at once.
fn unusual() -> Vec<Scenario> {
    let steps: [&[&str]; 3] = [
        &[
            "ana dials 911",
            "the deployment crashes",
            "time passes by 5 min",
            "the deployment restarts",
            "time passes by 2 h",
        ],
        &[
            "ana dials 911",
            "the PSAP answers call 1 of ana",
            "the deployment crashes",
            "the deployment restarts",
            "the PSAP calls the callback number of call 1 of ana",
            "ana ends call 1 of ana",
        ],
        &[
            "60 customers call the queue support with normal priority",
            "60 customers call the queue support with urgent priority",
            "ana dials 911",
            "the number pool becomes slow by 2 s",
            "ana ends call 1 of ana",
            "ana accepts and ends 100 offers",
        ],
    ];
    let queue = ["the queue support skips agents in Do not disturb", "ana serves the queue support"];
    steps.map(|steps| runs::scenario(&[&runs::PLAIN[..], &queue].concat(), steps)).into()
}

#[test]
fn a_deployment_behind_channels_leaves_the_same_bytes() {
    let scenarios = scenarios();
    assert!(!scenarios.is_empty(), "no scenario ships");
    for scenario in scenarios.iter().filter(|scenario| !holds_back(scenario)).chain(&unusual()) {
        for borders in BORDERS {
            let here = sync(scenario, borders);
            for pace in PACES {
                let there = drive(scenario, borders, pace, Manner::Hears);
                let at = format!("{}, {borders:?}, {pace:?}", scenario.id);
                assert_eq!(here.stop, there.stop, "{at}");
                assert_eq!(text(&here), text(&there), "{at}");
                assert_eq!(here.expectations, there.expectations, "{at}");
            }
        }
    }
}

/// What the oracles say, row by row, without their evidence.
fn verdicts(ran: &Ran) -> BTreeMap<RequirementId, Verdict> {
    judge(&ran.trace, Catalogue::embedded()).into_iter().map(|(id, finding)| (id, finding.verdict)).collect()
}

#[test]
fn a_pool_that_holds_its_answers_back_leaves_end_and_verdicts_as_they_are_behind_channels() {
    for scenario in scenarios().iter().filter(|scenario| holds_back(scenario)) {
        for borders in BORDERS {
            let here = sync(scenario, borders);
            for pace in PACES {
                let there = drive(scenario, borders, pace, Manner::Hears);
                let at = format!("{}, {borders:?}, {pace:?}", scenario.id);
                assert_eq!(end(&here), end(&there), "{at}: {:?}, {:?}", here.stop, there.stop);
                assert_eq!(verdicts(&here), verdicts(&there), "{at}");
            }
        }
    }
}

#[test]
fn a_slow_service_leaves_end_and_verdicts_as_they_are_behind_channels() {
    let (mut runs, mut ended) = (0, 0);
    for scenario in &scenarios() {
        for service in SERVICES {
            let scenario = with(scenario, slow(service));
            for borders in BORDERS {
                let here = sync(&scenario, borders);
                for pace in PACES {
                    let there = drive(&scenario, borders, pace, Manner::Hears);
                    let at = format!("{}, {service}, {borders:?}, {pace:?}", scenario.id);
                    assert_eq!(end(&here), end(&there), "{at}: {:?}, {:?}", here.stop, there.stop);
                    assert_eq!(verdicts(&here), verdicts(&there), "{at}");
                    runs += 1;
                    ended += usize::from(there.stop == Stop::Ended);
                }
            }
        }
    }
    assert!(ended * 2 > runs, "only {ended} of {runs} runs came to their end, which shows too little");
}

#[test]
fn a_deployment_that_answers_no_sample_while_it_dials_turns_no_verdict_round() {
    let mut unanswered = 0;
    for scenario in &scenarios() {
        let scenario = with(scenario, slow(Service::NumberPool));
        for borders in BORDERS {
            let here = sync(&scenario, borders);
            let there = drive(&scenario, borders, Pace::Lazy, Manner::Deaf);
            assert_eq!(end(&here), end(&there), "{}, {borders:?}", scenario.id);
            unanswered += text(&there).lines().filter(|line| line.contains("unanswered")).count();
            let there = verdicts(&there);
            for (id, verdict) in verdicts(&here) {
                let same = there[&id] == verdict || there[&id] == Verdict::Inconclusive;
                assert!(same, "{}, {borders:?}: {id} turns from {verdict} to {}", scenario.id, there[&id]);
            }
        }
    }
    assert!(unanswered > 0, "every sample was answered");
}

#[test]
fn the_reply_to_a_dial_comes_only_when_a_slow_pool_has_answered() {
    let scenario = runs::scenario(
        &[&runs::PLAIN[..], &["the number pool is slow by 500 ms"]].concat(),
        &["ana dials 911", "time passes by 1 s", "the PSAP answers call 1 of ana"],
    );
    let reply = |ran: &Ran| {
        let text = text(ran);
        let line = text.lines().find(|line| line.contains(" reply ")).map(str::to_owned);
        line.unwrap_or_else(|| panic!("no reply in\n{text}"))
    };
    let (here, there) =
        (sync(&scenario, Borders::Complete), drive(&scenario, Borders::Complete, Pace::Lazy, Manner::Hears));
    assert_eq!((end(&here), end(&there)), (("ended", 0), ("ended", 0)));
    assert!(reply(&here).contains(" 0:00:00.000000 "), "{}", reply(&here));
    assert!(reply(&there).contains("asked=0:00:00.000000 answered=0:00:00.500000"), "{}", reply(&there));
}
