//! Claims about presence and panel: where a change is put down to the right cause, and the edges of a tolerance.

use spec911::domain::{Base, Closer, EndCause, OfferState, Reason, WorkKind};
use spec911::observation::{Kind, Observed, Seeing, Seen, Trace};
use spec911::requirement::{BorderName, Tolerance, Verdict};
use spec911::time::{Instant, Span};

use super::cells::{finding, verdict};
use super::run::Run;

const NUMBER: &str = "+15550170001";

/// A run with a tolerance of five seconds for the presence.
fn tolerant(facts: &[&str]) -> Run {
    let mut run = Run::new(facts);
    run.trace.head.ics.tolerances.insert(Tolerance::Presence, Span::from_secs(5));
    run
}

#[test]
fn do_not_disturb_from_before_a_call_that_goes_on_is_undecided() {
    let mut run = Run::new(&[]);
    run.at(0).presence("ana", "Busy - DND").at(20).emergency("ana", "911", "call", NUMBER, "direct");
    let trace = run.at(90).done();
    assert_eq!(verdict(&trace, "PRS-05"), Verdict::Inconclusive);
}

/// A call from Do not disturb of which samples tell, all of what follows the dial so long after it.
fn sampled(late: Span, shown: &str) -> Trace {
    let mut run = tolerant(&[]);
    run.at(0).presence("ana", "Busy - DND").at(20).emergency("ana", "911", "call", NUMBER, "direct");
    run.at(30).answered("call").at(80).ends("ana", 1, "call", "Busy - DND").at(100).presence("ana", "Busy - DND");
    let mut trace = run.at(200).done();
    trace.head.borders.insert(BorderName::Presence, Seeing::Sampled);
    let dial = Instant::START + Span::from_secs(20);
    for record in &mut trace.records {
        let is_told = !matches!(record.kind, Kind::Stimulus) && record.at == dial;
        if is_told {
            (record.asked, record.at) = (dial + late, dial + late);
        }
        if let Observed::Seen(Seen::Presence { presence, .. }) = &mut record.observed {
            record.kind = Kind::Sample;
            if is_told && shown == "Busy" {
                (presence.record, presence.base) = (shown.parse().expect("a record"), Base::Busy);
            }
        }
    }
    trace
}

#[test]
fn do_not_disturb_is_kept_where_the_first_sample_comes_within_the_tolerance_of_the_dial() {
    let tolerance = Span::from_secs(5);
    assert_eq!(verdict(&sampled(tolerance, "Busy - DND"), "PRS-05"), Verdict::Pass);
    assert_eq!(verdict(&sampled(tolerance + Span::TICK, "Busy - DND"), "PRS-05"), Verdict::Inconclusive);
    assert_eq!(verdict(&sampled(Span::from_secs(1), "Busy"), "PRS-05"), Verdict::Fail);
}

#[test]
fn what_shows_already_as_a_call_ends_must_not_change() {
    let after = |then: &dyn Fn(&mut Run)| {
        let mut run = tolerant(&[]);
        run.at(0).presence("ana", "Busy - DND").at(20).emergency("ana", "911", "call", NUMBER, "direct");
        run.at(30).answered("call").at(80).ends("ana", 1, "call", "Busy - DND");
        then(&mut run);
        run.at(200).done()
    };
    assert_eq!(verdict(&after(&|_| {}), "PRS-04"), Verdict::Pass);
    let changed = after(&|run| {
        run.at(81).presence("ana", "Available");
    });
    assert_eq!(verdict(&changed, "PRS-04"), Verdict::Fail, "{:#?}", finding(&changed, "PRS-04"));
}

#[test]
fn what_happened_a_whole_tolerance_before_a_callback_takes_no_effect_any_more() {
    let rings = |choice: u64| {
        let mut run = tolerant(&[]);
        run.at(0).emergency("ana", "911", "call", NUMBER, "direct").at(10).answered("call").at(60);
        run.drops("ana", 1, "call").at(choice).does("ana chooses the presence Busy by client").answer("ana", None);
        run.presence("ana", "Busy").at(600).arrives("in-1", NUMBER).rings("in-1", "ana");
        run.at(610).presence("ana", "Away").at(700).done()
    };
    assert_eq!(verdict(&rings(595), "PRS-08"), Verdict::Fail);
    assert_eq!(verdict(&rings(596), "PRS-08"), Verdict::NotTriggered);
}

#[test]
fn a_presence_that_changes_as_a_psap_ends_another_agents_call_fails() {
    let ends = |what: &str, changes: bool| {
        let mut run = Run::new(&[]);
        run.at(0).emergency("ben", "911", "call", NUMBER, "direct").at(10).answered("call").at(60).does(what);
        if changes {
            run.presence("ana", "Away");
        }
        run.tick().closed("call", Closer::Remote, EndCause::HangUp).presence("ben", "Available").panel("ben", "none");
        run.at(90).done()
    };
    for what in ["the PSAP hangs up call 1 of ben", "the carrier drops call 1 of ben"] {
        assert_eq!(verdict(&ends(what, false), "PRS-10"), Verdict::Pass, "{what}");
        assert_eq!(verdict(&ends(what, true), "PRS-10"), Verdict::Fail, "{what}");
    }
}

#[test]
fn a_stop_after_the_presence_has_come_to_rest_is_no_concern_of_the_end_before_it() {
    let mut run = tolerant(&[]);
    run.at(0).emergency("ana", "911", "call", NUMBER, "direct").at(10).answered("call").at(20);
    run.does("the deployment crashes at its next mail before the reply").at(60).ends("ana", 1, "call", "Available");
    run.at(100).event(Seen::Stopped).at(110).does("the deployment restarts").event(Seen::Ready);
    let trace = run.at(200).done();
    assert_eq!(verdict(&trace, "PRS-04"), Verdict::Pass, "{:#?}", finding(&trace, "PRS-04"));
}

/// A call that ends at 60 s and a dial at 61 s that is refused; the presence returns at 62 s.
fn refused_meanwhile() -> Trace {
    let mut run = tolerant(&[]);
    run.at(0).emergency("ana", "911", "call", NUMBER, "direct").at(10).answered("call");
    run.at(30).does("the browser location of ana turns off").at(60).does("ana ends call 1 of ana");
    run.closed("call", Closer::Agent, EndCause::HangUp).panel("ana", "none").at(61).does("ana dials 911");
    run.refused("ana", Reason::LocationUnavailable, "Your location is not known.");
    run.at(62).presence("ana", "Available").at(90).done()
}

#[test]
fn a_presence_that_returns_late_is_not_laid_on_a_dial_that_is_refused_meanwhile() {
    let trace = refused_meanwhile();
    assert_eq!(verdict(&trace, "ELG-06"), Verdict::Pass, "{:#?}", finding(&trace, "ELG-06"));
    assert_eq!(verdict(&trace, "PRS-04"), Verdict::Pass, "{:#?}", finding(&trace, "PRS-04"));
}

#[test]
fn the_first_ordinary_call_of_a_run_has_nothing_to_be_like() {
    let mut run = Run::new(&[]);
    run.at(0).emergency("ana", "911", "call", NUMBER, "direct").at(10).answered("call");
    run.at(60).ends("ana", 1, "call", "Available").at(100).panel("ana", "ordinary");
    run.offer("ana", "work-1", WorkKind::Voice, OfferState::Connected).at(110).panel("ana", "narrow");
    run.at(120).offer("ana", "work-1", WorkKind::Voice, OfferState::Ended).panel("ana", "none");
    let trace = run.at(200).done();
    assert_eq!(verdict(&trace, "PNL-04"), Verdict::Pass, "{:#?}", finding(&trace, "PNL-04"));
}

#[test]
fn a_choice_that_fits_one_reading_is_not_said_to_fit_one_that_the_run_leaves_open() {
    let mut run = tolerant(&[]);
    run.at(600).emergency("ana", "911", "again", NUMBER, "direct").at(610).answered("again").at(620);
    run.does("ana chooses the presence \"Busy - DND\" by client").answer("ana", None).presence("ana", "Busy - DND");
    let found = finding(&run.at(622).done(), "PRS-07");
    assert_eq!(found.verdict, Verdict::Fail);
    assert_eq!(found.evidence[0].fits.as_deref(), Some("PRS-07=apply"), "{found:#?}");
}
