//! Claims about callbacks: what a decline, other work and a wrap-up change, and how an accept is read.

use spec911::border::{Inbound, InboundName};
use spec911::domain::{Closer, EndCause, OfferState, WorkKind};
use spec911::observation::{Seen, Trace};
use spec911::requirement::{Tolerance, Verdict};
use spec911::time::Span;

use super::cells::{finding, verdict};
use super::phrase::parse;
use super::run::Run;
use super::traces::dropped;

const NUMBER: &str = "+15550170001";

#[test]
fn a_callback_that_its_agent_declined_is_not_taken_even_while_it_goes_on() {
    let declined = |to_ben: bool| {
        let mut run = dropped(&[]);
        run.at(600).arrives("in-1", NUMBER).rings("in-1", "ana").at(610).does("ana declines the offer");
        run.offer("ana", "in-1", WorkKind::Callback, OfferState::Declined);
        if to_ben {
            run.at(620).offer("ben", "in-1", WorkKind::Callback, OfferState::Offered);
        }
        run.at(700).done()
    };
    assert_eq!(verdict(&declined(false), "CBR-12"), Verdict::Pass);
    assert_eq!(verdict(&declined(true), "CBR-12"), Verdict::Fail);
}

#[test]
fn other_work_that_is_offered_between_a_callback_and_its_alert_fails() {
    let offered = |other: u64| {
        let mut run = dropped(&[]);
        run.trace.head.ics.tolerances.insert(Tolerance::CallbackAlert, Span::from_secs(5));
        if other < 600 {
            run.at(other).offer("ana", "work-1", WorkKind::Voice, OfferState::Offered);
        }
        run.at(600).arrives("in-1", NUMBER).at(601);
        if other == 601 {
            run.offer("ana", "work-1", WorkKind::Voice, OfferState::Offered);
        }
        run.at(602).rings("in-1", "ana").at(700).done()
    };
    assert_eq!(verdict(&offered(601), "CBR-02"), Verdict::Fail);
    assert_eq!(verdict(&offered(590), "CBR-02"), Verdict::Pass, "what rings already is not new");
}

/// A callback to an available agent with a wrap-up, after something.
fn after(before: impl Fn(&mut Run)) -> Trace {
    let mut run = Run::new(&["wrap-up of ana is on"]);
    before(&mut run);
    run.at(20).emergency("ana", "911", "call", NUMBER, "direct").at(30).answered("call").at(60);
    run.does("time passes by 1 s").closed("call", Closer::Carrier, EndCause::Drop).presence("ana", "Available");
    run.panel("ana", "none").at(600).arrives("in-1", NUMBER).rings("in-1", "ana").at(660).done()
}

#[test]
fn an_agent_is_in_wrap_up_after_ordinary_work_until_it_is_closed() {
    let wraps_up = after(|run| {
        run.at(0).ordinary("5550100", "control");
    });
    assert_eq!(verdict(&wraps_up, "CBR-05"), Verdict::Pass, "{:#?}", finding(&wraps_up, "CBR-05"));
    let closed = after(|run| {
        run.at(0).ordinary("5550100", "control").at(15).does("ana closes the wrap-up");
    });
    assert_eq!(verdict(&closed, "CBR-05"), Verdict::NotTriggered);
    let again = after(|run| {
        run.at(0).ordinary("5550100", "control").at(12).does("ana closes the wrap-up");
        run.at(14).offer("ana", "work-1", WorkKind::Voice, OfferState::Connected);
        run.at(16).offer("ana", "work-1", WorkKind::Voice, OfferState::Ended);
    });
    assert_eq!(verdict(&again, "CBR-05"), Verdict::Pass, "a wrap-up that was closed says nothing of the next one");
    let not_taken = after(|run| {
        run.at(5).offer("ana", "work-1", WorkKind::Voice, OfferState::Offered);
        run.at(8).offer("ana", "work-1", WorkKind::Voice, OfferState::Withdrawn);
    });
    assert_eq!(verdict(&not_taken, "CBR-05"), Verdict::NotTriggered, "work that was only offered leaves none");
}

#[test]
fn a_callback_begins_with_its_accept_and_gives_back_what_showed_before_that() {
    let mut run = dropped(&[]);
    run.at(600).arrives("in-1", NUMBER).rings("in-1", "ana").at(610).does("ana accepts the offer");
    run.presence("ana", "Busy - DND").panel("ana", "emergency").treated("in-1", Inbound::ToAgent(parse("ana")));
    run.offer("ana", "in-1", WorkKind::Callback, OfferState::Connected);
    run.at(650).does("the PSAP hangs up callback 1 of ana");
    run.event(Seen::InboundClosed { inbound: InboundName::new("in-1"), by: Closer::Remote, cause: EndCause::HangUp });
    run.offer("ana", "in-1", WorkKind::Callback, OfferState::Ended);
    let trace = run.presence("ana", "Available").panel("ana", "none").at(700).done();
    assert_eq!(verdict(&trace, "PRS-08"), Verdict::Pass, "{:#?}", finding(&trace, "PRS-08"));
}
