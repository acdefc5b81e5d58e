//! Traces that break order, or that carrier events, crashes and incidents break, each in one way.

use std::collections::BTreeMap;

use spec911::border::{ActId, Incident};
use spec911::domain::{Closer, EndCause, Service};
use spec911::observation::{Kind, Observed, Seen, Trace};
use spec911::requirement::Verdict;

use super::cells::{finding, verdict};
use super::phrase::{OWN, parse, stimulus};
use super::run::Run;
use super::traces::{called_back, dropped};

const NUMBER: &str = "+15550170001";

fn verdicts(row: &str, wrong: &[(&str, Trace)], right: &[(&str, Trace)]) {
    for (what, trace) in wrong {
        assert_eq!(verdict(trace, row), Verdict::Fail, "{row}, {what}: {:#?}", finding(trace, row).evidence);
    }
    for (what, trace) in right {
        assert_eq!(verdict(trace, row), Verdict::Pass, "{row}, {what}: {:#?}", finding(trace, row).evidence);
    }
}

#[test]
fn each_order_of_a_call_is_held_by_itself() {
    let call = |lease_first: bool, end: &dyn Fn(&mut Run)| {
        let mut run = Run::new(&[]);
        run.at(5).does("ana dials 911").presence("ana", "Busy - DND");
        if lease_first {
            run.lease("ana", "call", NUMBER);
        }
        run.leg("call", "call-leg", "direct", NUMBER, "911");
        if !lease_first {
            run.lease("ana", "call", NUMBER);
        }
        run.panel("ana", "emergency").accepted("ana", "call").at(30).does("ana ends call 1 of ana");
        end(&mut run);
        run.at(60).done()
    };
    let close = |run: &mut Run| {
        run.closed("call", Closer::Agent, EndCause::HangUp);
    };
    let right = call(true, &|run| {
        close(run);
        run.presence("ana", "Available").panel("ana", "none");
    });
    let restored = call(true, &|run| {
        run.presence("ana", "Available");
        close(run);
        run.panel("ana", "none");
    });
    let off = call(true, &|run| {
        run.panel("ana", "none");
        close(run);
        run.presence("ana", "Available");
    });
    let never = call(true, &|run| {
        run.presence("ana", "Available").panel("ana", "none");
    });
    let late = call(false, &|run| {
        close(run);
        run.presence("ana", "Available").panel("ana", "none");
    });
    let mut early = Run::new(&[]);
    early.at(1).lease("ana", "call", NUMBER).at(5).emergency("ana", "911", "call", "+15550170002", "direct");
    let wrong = [
        ("the presence returns first", restored),
        ("the alert goes off first", off),
        ("the leg never ends", never),
        ("the number comes after the leg", late),
        ("a number is leased before the dial", early.at(60).done()),
    ];
    verdicts("ORD-01", &wrong, &[("all in order", right)]);
}

#[test]
fn nothing_may_follow_from_what_was_said_before() {
    let again = |after: &dyn Fn(&mut Run)| {
        let mut run = dropped(&[]);
        run.at(90).does("the carrier repeats its last 3 events");
        after(&mut run);
        run.at(120).does("time passes by 30 s").at(150).done()
    };
    let twice = |end: &dyn Fn(&mut Run)| {
        let mut run = Run::new(&[]);
        run.at(0).emergency("ana", "911", "call", NUMBER, "direct").at(10).answered("call");
        run.does("ana ends call 1 of ana").closed("call", Closer::Agent, EndCause::HangUp);
        run.presence("ana", "Available").panel("ana", "none");
        run.at(20).emergency("ana", "911", "other", "+15550170002", "direct").at(30);
        run.closed("call", Closer::Remote, EndCause::HangUp);
        end(&mut run);
        run.at(60).done()
    };
    let wrong = [
        (
            "a presence",
            again(&|run| {
                run.presence("ana", "Away");
            }),
        ),
        (
            "a number",
            again(&|run| {
                run.lease("ana", "call", "+15550170009");
            }),
        ),
        (
            "a mail",
            again(&|run| {
                run.mail("ana", "call", "mail-again", "boss@example.com");
            }),
        ),
        (
            "the end of an earlier leg restores during a later one",
            twice(&|run| {
                run.presence("ana", "Available");
            }),
        ),
    ];
    let right = [("nothing", again(&|_| {})), ("nothing during a later leg", twice(&|_| {}))];
    verdicts("ORD-02", &wrong, &right);
}

/// The deployment crashes, and restarts.
pub(super) fn stop(run: &mut Run, down: u64, up: u64) {
    run.at(down).does("the deployment crashes").event(Seen::Stopped);
    run.at(up).does("the deployment restarts").event(Seen::Ready);
}

#[test]
fn a_restart_loses_neither_number_nor_presence() {
    let after = |then: &dyn Fn(&mut Run)| {
        let mut run = dropped(&[]);
        stop(&mut run, 100, 110);
        then(&mut run);
        run.at(700).done()
    };
    let during = |restored: bool| {
        let mut run = Run::new(&[]);
        run.at(0).emergency("ana", "911", "call", NUMBER, "direct").at(10).answered("call");
        run.at(20).does("the deployment crashes").event(Seen::Stopped).at(30);
        run.closed("call", Closer::Carrier, EndCause::Drop);
        run.at(40).does("the deployment restarts").event(Seen::Ready);
        if restored {
            run.presence("ana", "Available").panel("ana", "none");
        }
        run.at(90).done()
    };
    let turned_away = after(&|run| {
        run.at(600).arrives("in-1", NUMBER).treated("in-1", spec911::border::Inbound::NotInService);
    });
    let given_back = after(&|run| {
        run.event(Seen::NumberReleased { number: parse(NUMBER) });
    });
    let offered = after(&|run| {
        run.at(600).arrives("in-1", NUMBER).rings("in-1", "ana");
    });
    let wrong = [
        ("the callback is turned away", turned_away),
        ("the number is given back", given_back),
        ("the agent stays in Do not disturb", during(false)),
    ];
    verdicts("ORD-03", &wrong, &[("the callback is offered", offered), ("the presence returns", during(true))]);
    assert_eq!(verdict(&called_back(&[], 600), "ORD-03"), Verdict::NotTriggered, "without a crash it says nothing");
}

/// An incident of a kind.
pub(super) fn raised(kind: &str) -> Seen {
    Seen::IncidentRaised { incident: Incident { kind: kind.to_owned(), fields: BTreeMap::new() } }
}

#[test]
fn an_incident_is_told_once_for_each_cause_and_for_nothing_else() {
    let exhausted = |told: usize| {
        let mut run = Run::new(&[]);
        run.at(5).does("ana dials 911").presence("ana", "Busy - DND");
        run.event(Seen::NumberExhausted { agent: parse("ana"), call: spec911::border::CallName::new("call") });
        (0..told).for_each(|_| {
            run.event(raised("pool_exhausted"));
        });
        run.leg("call", "call-leg", "direct", OWN, "911").panel("ana", "emergency").accepted("ana", "call");
        run.at(60).done()
    };
    let mut groundless = Run::new(&[]);
    groundless.at(5).emergency("ana", "911", "call", NUMBER, "direct").event(raised("route_failure"));
    let mut other = Run::new(&[]);
    other.at(5).emergency("ana", "911", "call", NUMBER, "direct").event(raised("tea_is_ready"));
    let wrong =
        [("never told", exhausted(0)), ("told twice", exhausted(2)), ("told of nothing", groundless.at(60).done())];
    verdicts("ORD-06", &wrong, &[("told once", exhausted(1))]);
    assert_eq!(verdict(&other.at(60).done(), "ORD-06"), Verdict::NotTriggered, "other incidents are nobody's business");
}

#[test]
fn a_service_at_fault_is_waited_for_two_seconds_at_most_and_a_mail_server_not_at_all() {
    let late = |service: Service, seconds: u64| {
        let mut run = Run::new(&[&format!("the {service} is stopped")]);
        run.at(5).does("ana dials 911").presence("ana", "Busy - DND").at(5 + seconds);
        run.lease("ana", "call", NUMBER).leg("call", "call-leg", "direct", NUMBER, "911").panel("ana", "emergency");
        run.accepted("ana", "call").at(60).done()
    };
    for service in [Service::NumberPool, Service::Location] {
        verdicts("ORD-05", &[("three seconds", late(service, 3))], &[("two seconds", late(service, 2))]);
    }
    for service in [Service::Mail, Service::Presence] {
        verdicts("ORD-05", &[("one second", late(service, 1))], &[("at once", late(service, 0))]);
    }
}

#[test]
fn a_mail_may_not_say_more_than_is_known() {
    let said = |text: &str, at: u64| {
        let mut run = Run::new(&["the notification template is shipped"]);
        run.at(5).does("ana dials 911").presence("ana", "Busy - DND").lease("ana", "call", NUMBER);
        run.leg("call", "call-leg", "direct", NUMBER, "911").panel("ana", "emergency").accepted("ana", "call");
        run.at(5).mail("ana", "call", "mail", "boss@example.com").at(at).closed(
            "call",
            Closer::Carrier,
            EndCause::Rejected,
        );
        run.presence("ana", "Available").panel("ana", "none");
        let mut trace = run.at(60).done();
        for record in &mut trace.records {
            if let Observed::Seen(Seen::MailSubmitted { mail }) = &mut record.observed {
                mail.text = text.to_owned();
            }
        }
        trace
    };
    let wrong = [
        ("a connection", said("ana is connected with 911", 20)),
        ("an answer", said("The call was ANSWERED.", 20)),
        ("that there was none, before anybody knew", said("The call was not connected.", 20)),
    ];
    verdicts("NTF-14", &wrong, &[("that a call was placed", said("ana placed a call", 20))]);
}

#[test]
fn the_words_for_connections_can_be_read() {
    #[derive(serde::Deserialize)]
    struct Words {
        claims: Vec<String>,
        denials: Vec<String>,
    }
    let words: Words = serde_yaml::from_str(include_str!("../../../fixtures/connections.yaml")).expect("lists");
    assert!(!words.claims.is_empty() && !words.denials.is_empty());
    let lower = |word: &String| *word == word.to_lowercase();
    assert!(words.claims.iter().chain(&words.denials).all(lower), "texts are compared in lower case");
}

#[test]
fn a_burst_of_fewer_agents_is_no_load() {
    let mut run = Run::new(&["the number pool has 2000 numbers with a quarantine of 10 min"]);
    run.at(1);
    run.trace.push(spec911::time::Instant::START, spec911::time::Instant::START, Kind::Stimulus, Some(ActId(1)), {
        Observed::Stimulus(stimulus("999 agents dial 911 within 1 s"))
    });
    assert_eq!(verdict(&run.at(60).done(), "ORD-04"), Verdict::NotTriggered);
}
