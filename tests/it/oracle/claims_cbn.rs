//! Claims about the temporary number: the ways in which one row can fail, and where it stays undecided.

use spec911::border::{CallName, Inbound};
use spec911::domain::{Closer, EndCause, OfferState, Reason, WorkKind};
use spec911::observation::{Seen, Trace};
use spec911::requirement::{Tolerance, Verdict};
use spec911::time::Span;

use super::cells::{finding, verdict};
use super::phrase::{OWN, parse};
use super::run::Run;
use super::traces::dropped;

const FIRST: &str = "+15550170001";
const SECOND: &str = "+15550170002";

/// A callback that rings from 59 min on, and what happens to it.
fn ringing(what: impl Fn(&mut Run)) -> Trace {
    let mut run = dropped(&[]);
    run.at(3540).arrives("in-1", FIRST).rings("in-1", "ana");
    what(&mut run);
    run.at(4000).done()
}

#[test]
fn an_expiry_cuts_a_callback_by_any_treatment_and_by_withdrawing_its_offer() {
    assert_eq!(verdict(&ringing(|_| {}), "CBN-04"), Verdict::Pass);
    for treatment in [Inbound::NotInService, Inbound::Busy, Inbound::Closed] {
        let cut = ringing(|run| {
            run.at(3600).tick().treated("in-1", treatment.clone());
            run.offer("ana", "in-1", WorkKind::Callback, OfferState::Withdrawn);
        });
        assert_eq!(verdict(&cut, "CBN-04"), Verdict::Fail, "{treatment:?}");
    }
    let silently = ringing(|run| {
        run.at(3605).offer("ana", "in-1", WorkKind::Callback, OfferState::Withdrawn);
    });
    assert_eq!(verdict(&silently, "CBN-04"), Verdict::Fail);
    let at_the_instant = ringing(|run| {
        run.at(3600).treated("in-1", Inbound::Closed).offer("ana", "in-1", WorkKind::Callback, OfferState::Missed);
    });
    assert_eq!(verdict(&at_the_instant, "CBN-04"), Verdict::Fail);
}

#[test]
fn an_end_by_the_caller_or_the_agent_is_no_cut() {
    let gave_up = ringing(|run| {
        run.at(3610).does("the PSAP gives up callback 1 of ana").event(Seen::InboundClosed {
            inbound: parse_inbound("in-1"),
            by: Closer::Remote,
            cause: EndCause::HangUp,
        });
        run.offer("ana", "in-1", WorkKind::Callback, OfferState::Missed);
    });
    assert_eq!(verdict(&gave_up, "CBN-04"), Verdict::Pass);
    let at_the_end = ringing(|run| {
        run.at(3600).offer("ana", "in-1", WorkKind::Callback, OfferState::Missed).event(Seen::InboundClosed {
            inbound: parse_inbound("in-1"),
            by: Closer::Remote,
            cause: EndCause::HangUp,
        });
    });
    assert_eq!(verdict(&at_the_end, "CBN-04"), Verdict::NotTriggered);
    let declined = ringing(|run| {
        run.at(3610).does("ana declines the offer").offer("ana", "in-1", WorkKind::Callback, OfferState::Declined);
        run.treated("in-1", Inbound::Busy);
    });
    assert_eq!(verdict(&declined, "CBN-04"), Verdict::Pass);
    let before = ringing(|run| {
        run.at(3590).does("ana declines the offer").offer("ana", "in-1", WorkKind::Callback, OfferState::Declined);
        run.treated("in-1", Inbound::Busy);
    });
    assert_eq!(verdict(&before, "CBN-04"), Verdict::NotTriggered);
}

fn parse_inbound(name: &str) -> spec911::border::InboundName {
    spec911::border::InboundName::new(name)
}

/// Two agents, the second of whom is given the number of the first after a span in seconds and one tick.
fn given_again(after: u64, grace: u64) -> Trace {
    let mut run = Run::new(&[]);
    run.trace.head.ics.tolerances.insert(Tolerance::ExpiryGrace, Span::from_secs(grace));
    run.at(0).emergency("ana", "911", "call", FIRST, "direct").at(60).drops("ana", 1, "call");
    run.at(after).tick().emergency("ben", "911", "other", FIRST, "direct").at(after + 60).done()
}

#[test]
fn a_number_goes_to_another_agent_when_window_and_grace_are_over_and_no_tick_earlier() {
    assert_eq!(verdict(&given_again(3600, 0), "CBN-07"), Verdict::Pass);
    assert_eq!(verdict(&given_again(3599, 0), "CBN-07"), Verdict::Fail);
    assert_eq!(verdict(&given_again(3600, 300), "CBN-07"), Verdict::Fail);
    assert_eq!(verdict(&given_again(3900, 300), "CBN-07"), Verdict::Pass);
    let mut on_the_instant = Run::new(&[]);
    on_the_instant.at(0).emergency("ana", "911", "call", FIRST, "direct").at(60).drops("ana", 1, "call");
    on_the_instant.at(3600).emergency("ben", "911", "other", FIRST, "direct").at(3700);
    assert_eq!(verdict(&on_the_instant.done(), "CBN-07"), Verdict::Fail);
}

#[test]
fn the_agent_who_held_a_number_may_be_given_it_at_any_time() {
    let mut run = Run::new(&[]);
    run.at(0).emergency("ana", "911", "call", FIRST, "direct").at(60).drops("ana", 1, "call");
    run.at(600).emergency("ana", "911", "again", FIRST, "direct").at(700);
    assert_eq!(verdict(&run.done(), "CBN-07"), Verdict::NotTriggered);
}

/// Ben dials while ana's number is the only one and her call is over; he is given a number, or nothing comes of it.
fn exhausted(goes_on: impl Fn(&mut Run)) -> Trace {
    let mut run = Run::new(&[]);
    run.at(0).emergency("ana", "911", "call", FIRST, "direct").at(60).drops("ana", 1, "call");
    run.at(600)
        .does("ben dials 911")
        .presence("ben", "Busy - DND")
        .event(Seen::NumberExhausted { agent: parse("ben"), call: CallName::new("other") });
    goes_on(&mut run);
    run.at(700).done()
}

#[test]
fn an_empty_pool_neither_refuses_nor_delays_nor_upsets_the_order() {
    let right = exhausted(|run| {
        run.lease("ben", "other", FIRST).leg("other", "other-leg", "direct", FIRST, "911").accepted("ben", "other");
    });
    assert_eq!(verdict(&right, "CBN-09"), Verdict::Pass);
    let refused = exhausted(|run| {
        run.refused("ben", Reason::NoEmergencyPath, "No number is free.");
    });
    assert_eq!(verdict(&refused, "CBN-09"), Verdict::Fail);
    let late = exhausted(|run| {
        run.accepted("ben", "other").at(605).lease("ben", "other", FIRST);
        run.leg("other", "other-leg", "direct", FIRST, "911");
    });
    assert_eq!(verdict(&late, "CBN-09"), Verdict::Fail);
    let stranger = exhausted(|run| {
        run.leg("other", "other-leg", "direct", SECOND, "911").accepted("ben", "other");
    });
    assert_eq!(verdict(&stranger, "CBN-09"), Verdict::Fail);
    let tenants = exhausted(|run| {
        run.leg("other", "other-leg", "direct", OWN, "911").accepted("ben", "other");
    });
    let found = finding(&tenants, "CBN-09");
    assert_eq!(found.verdict, Verdict::Fail);
    let fits = found.evidence.iter().filter_map(|evidence| evidence.fits.as_deref());
    assert_eq!(fits.collect::<Vec<_>>(), ["CBN-09=fallback-identity"]);
}

#[test]
fn a_number_that_was_used_again_reaches_its_new_holder_and_is_judged_under_no_other_row() {
    let called_back = |agent: &str| {
        exhausted(|run| {
            run.lease("ben", "other", FIRST).leg("other", "other-leg", "direct", FIRST, "911").accepted("ben", "other");
            run.at(610).drops("ben", 1, "other").at(620).arrives("in-1", FIRST).rings("in-1", agent);
        })
    };
    let (right, wrong) = (called_back("ben"), called_back("ana"));
    assert_eq!(verdict(&right, "CBN-09"), Verdict::Pass);
    assert_eq!(verdict(&wrong, "CBN-09"), Verdict::Fail);
    for trace in [&right, &wrong] {
        for row in ["CBN-03", "CBN-06", "CBN-07", "CBR-01"] {
            assert_eq!(verdict(trace, row), Verdict::NotTriggered, "{row}");
        }
    }
}

/// Two dials of one agent with their numbers, and a callback to the second number.
fn twice(second: &str) -> Run {
    let mut run = dropped(&[]);
    run.at(600).emergency("ana", "911", "again", second, "direct").at(610).answered("again");
    run.at(660).drops("ana", 2, "again").at(700).arrives("in-1", second).rings("in-1", "ana").at(760);
    run
}

#[test]
fn a_number_that_two_dials_share_fits_the_reading_that_extends_it() {
    assert_eq!(verdict(&twice(SECOND).done(), "CBN-08"), Verdict::Pass);
    let found = finding(&twice(FIRST).done(), "CBN-08");
    assert_eq!(found.verdict, Verdict::Fail);
    assert_eq!(found.evidence[0].fits.as_deref(), Some("CBN-08=extend"));
    assert_eq!(verdict(&twice(FIRST).reading("CBN-08", "extend").done(), "CBN-08"), Verdict::Pass);
    assert_eq!(verdict(&twice(SECOND).reading("CBN-08", "extend").done(), "CBN-08"), Verdict::Fail);
}
