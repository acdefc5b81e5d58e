//! Claims about crashes, faults and incidents: what is no concern of a row, and the last instant at which something is.

use spec911::border::Inbound;
use spec911::domain::{OfferState, WorkKind};
use spec911::observation::{Seen, Trace};
use spec911::requirement::Verdict;

use super::cells::{finding, verdict};
use super::phrase::{OWN, parse};
use super::run::Run;
use super::traces::{dropped, over};
use super::wrong_ord::{raised, stop};

const NUMBER: &str = "+15550170001";

/// A call whose number is given back after a crash and so many seconds.
fn given_back(at: u64) -> Trace {
    let mut run = dropped(&[]);
    stop(&mut run, 100, 110);
    run.at(at).event(Seen::NumberReleased { number: parse(NUMBER) }).at(3700).done()
}

#[test]
fn a_number_that_is_given_back_as_its_window_closes_was_kept_over_the_crash() {
    assert_eq!(verdict(&given_back(3599), "ORD-03"), Verdict::Fail);
    assert_eq!(verdict(&given_back(3600), "ORD-03"), Verdict::NotTriggered);
}

#[test]
fn a_callback_that_is_accepted_after_a_restart_is_with_its_agent_whatever_was_over_before() {
    let accepted = |taken: Option<u64>| {
        let mut run = dropped(&[]);
        run.at(120).arrives("in-1", NUMBER).rings("in-1", "ana").at(140).gives_up("in-1", 1);
        stop(&mut run, 200, 210);
        run.at(600).arrives("in-2", NUMBER).rings("in-2", "ana").at(610).does("ana accepts the offer");
        if let Some(taken) = taken {
            run.at(taken);
            run.presence("ana", "Busy - DND").panel("ana", "emergency").treated("in-2", Inbound::ToAgent(parse("ana")));
            run.offer("ana", "in-2", WorkKind::Callback, OfferState::Connected);
        }
        run.at(700).done()
    };
    assert_eq!(
        verdict(&accepted(Some(610)), "ORD-03"),
        Verdict::Pass,
        "{:#?}",
        finding(&accepted(Some(610)), "ORD-03")
    );
    assert_eq!(verdict(&accepted(Some(650)), "ORD-03"), Verdict::Fail, "forty seconds later");
    assert_eq!(verdict(&accepted(None), "ORD-03"), Verdict::Fail);
}

#[test]
fn an_ordinary_dial_says_nothing_of_a_service_at_fault() {
    for service in ["mail server", "presence service", "number pool", "location source"] {
        let mut run = Run::new(&[&format!("the {service} is stopped")]);
        run.at(5).does("ana dials 5550100").leg("call", "call-leg", "direct", OWN, "5550100");
        let trace = run.panel("ana", "ordinary").accepted("ana", "call").at(60).done();
        assert_eq!(verdict(&trace, "ORD-05"), Verdict::NotTriggered, "{service}");
    }
}

#[test]
fn a_trunk_that_comes_back_with_another_code_may_be_told_once() {
    let told = |times: usize| {
        let mut run = over(&["sbc-1"], "503");
        run.outcome("call", "call-leg", "500").failed("ana", "call");
        (0..times).for_each(|_| {
            run.event(raised("route_failure"));
        });
        run.at(60).done()
    };
    assert_eq!(verdict(&told(0), "ORD-06"), Verdict::NotTriggered);
    assert_eq!(verdict(&told(1), "ORD-06"), Verdict::Pass);
    assert_eq!(verdict(&told(2), "ORD-06"), Verdict::Fail);
}

#[test]
fn a_lost_mail_about_a_callback_may_be_told_of_only_where_some_service_was_at_fault() {
    let told = |fault: Option<&str>| {
        let mut run = dropped(&[]);
        run.at(300).does("ana loses the client").at(400);
        if let Some(fault) = fault {
            run.does(fault);
        }
        run.at(600).arrives("in-1", NUMBER).treated("in-1", Inbound::Busy).event(raised("callback_unreachable"));
        run.at(1000).event(raised("mail_not_sent"));
        run.at(1100).done()
    };
    assert_eq!(verdict(&told(None), "ORD-06"), Verdict::Fail);
    let stopped = told(Some("the mail server stops"));
    assert_ne!(verdict(&stopped, "ORD-06"), Verdict::Fail, "{:#?}", finding(&stopped, "ORD-06"));
}
