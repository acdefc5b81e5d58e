//! Claims about what is tried during an emergency conversation.

use spec911::border::Inbound;
use spec911::domain::{Closer, EndCause, OfferState, Reason, WorkKind};
use spec911::observation::Trace;
use spec911::requirement::Verdict;

use super::cells::{finding, verdict};
use super::cells_pnl::during;
use super::phrase::{OWN, parse};
use super::run::Run;

const HOLD: &str = "ana tries hold on call 1 of ana";

fn refused_then(then: impl Fn(&mut Run)) -> Trace {
    during(HOLD, |run| {
        run.answer("ana", Some(Reason::ControlNotAvailable));
        then(run);
    })
}

#[test]
fn a_control_that_is_refused_and_still_touches_the_call_fails() {
    let closed = refused_then(|run| {
        run.closed("call", Closer::Agent, EndCause::HangUp);
    });
    let consulted = refused_then(|run| {
        run.leg("other", "other-leg", "direct", OWN, "5550123");
    });
    let moved = refused_then(|run| {
        run.leg("call", "second-leg", "direct", OWN, "911");
    });
    let shown = refused_then(|run| {
        run.panel("ana", "ordinary");
    });
    for (name, trace) in [("closed", closed), ("consulted", consulted), ("moved", moved), ("shown", shown)] {
        assert_eq!(verdict(&trace, "PNL-02"), Verdict::Fail, "{name}");
    }
    let answered = refused_then(|run| {
        run.at(30).does("time passes by 10 s").at(40);
    });
    assert_eq!(verdict(&answered, "PNL-02"), Verdict::Pass);
}

#[test]
fn another_reason_fails_only_where_reasons_are_declared() {
    let mut trace = during(HOLD, |run| {
        run.answer("ana", Some(Reason::NotPermitted));
    });
    assert_eq!(verdict(&trace, "PNL-02"), Verdict::Fail);
    trace.head.ics.capabilities.remove("refusal-reason");
    assert_eq!(verdict(&trace, "PNL-02"), Verdict::Pass);
    let mut dialled = during("ana dials 911", |run| {
        run.refused("ana", Reason::NotReachable, "This number cannot be reached.");
    });
    assert_eq!(verdict(&dialled, "PNL-08"), Verdict::Fail);
    dialled.head.ics.capabilities.remove("refusal-reason");
    assert_eq!(verdict(&dialled, "PNL-08"), Verdict::Pass);
}

#[test]
fn a_control_that_is_refused_on_ordinary_calls_too_tells_nothing() {
    let tried = |ordinary: Option<Reason>| {
        let mut run = Run::new(&[]);
        run.at(0).does("ana dials 5550100").leg("first", "first-leg", "direct", OWN, "5550100");
        run.panel("ana", "ordinary").accepted("ana", "first").at(5).does(HOLD).answer("ana", ordinary);
        run.at(10).ends("ana", 1, "first", "Available");
        run.at(20).emergency("ana", "911", "call", "+15550170001", "direct").at(30);
        run.does("ana tries hold on call 2 of ana").answer("ana", Some(Reason::ControlNotAvailable)).at(60).done()
    };
    assert_eq!(verdict(&tried(Some(Reason::ControlNotAvailable)), "PNL-02"), Verdict::Inconclusive);
    assert_eq!(verdict(&tried(None), "PNL-02"), Verdict::Pass);
}

#[test]
fn what_is_tried_before_after_or_within_the_panel_triggers_nothing() {
    let mut run = Run::new(&[]);
    run.at(0).emergency("ana", "911", "call", "+15550170001", "direct").at(10).ends("ana", 1, "call", "Available");
    let over = run.at(20).does(HOLD).answer("ana", Some(Reason::ControlNotAvailable)).at(30).done();
    assert_eq!(verdict(&over, "PNL-02"), Verdict::NotTriggered);
    let shown = during("ana tries device-settings on call 1 of ana", |run| {
        run.answer("ana", None);
    });
    assert_eq!(verdict(&shown, "PNL-02"), Verdict::NotTriggered);
}

#[test]
fn a_callback_that_is_held_or_taken_away_after_a_refusal_fails() {
    let tried = |then: &dyn Fn(&mut Run)| {
        let mut run = Run::new(&["agent sam is signed in in US"]);
        run.at(0).emergency("ana", "911", "call", "+15550170001", "direct").at(10).answered("call");
        run.at(60).drops("ana", 1, "call").at(600).arrives("in-1", "+15550170001").rings("in-1", "ana");
        run.at(610).does("ana accepts the offer").presence("ana", "Busy - DND").panel("ana", "emergency");
        run.treated("in-1", Inbound::ToAgent(parse("ana")));
        run.offer("ana", "in-1", WorkKind::Callback, OfferState::Connected).at(620);
        run.does("the supervisor sam takes over callback 1 of ana").answer("sam", Some(Reason::ControlNotAvailable));
        then(&mut run);
        run.at(700).done()
    };
    assert_eq!(verdict(&tried(&|_| {}), "PNL-07"), Verdict::Pass);
    let held = tried(&|run| {
        run.offer("ana", "in-1", WorkKind::Callback, OfferState::Held);
    });
    let moved = tried(&|run| {
        run.treated("in-1", Inbound::ToAgent(parse("sam")));
    });
    assert_eq!(verdict(&held, "PNL-07"), Verdict::Fail);
    assert_eq!(verdict(&moved, "PNL-07"), Verdict::Fail);
}

#[test]
fn a_refused_second_dial_that_leaves_something_behind_fails() {
    let refuse = |run: &mut Run| {
        run.refused("ana", Reason::EmergencyInProgress, "End the emergency call first.");
    };
    let leased = during("ana dials 911", |run| {
        run.lease("ana", "second", "+15550170002");
        refuse(run);
    });
    let mailed = during("ana dials 911", |run| {
        run.mail("ana", "second", "mail-2", "boss@example.com");
        refuse(run);
    });
    let shown = during("ana dials 911", |run| {
        run.panel("ana", "ordinary");
        refuse(run);
    });
    let present = during("ana dials 911", |run| {
        run.presence("ana", "Available");
        refuse(run);
    });
    for (name, trace) in [("leased", leased), ("mailed", mailed), ("shown", shown), ("present", present)] {
        let found = finding(&trace, "PNL-08");
        assert_eq!(found.verdict, Verdict::Fail, "{name}: {:#?}", found.evidence);
    }
}
