//! Claims about readings, the conformance statement, precedence and what a rule leaves alone.

use spec911::border::Inbound;
use spec911::domain::{Closer, EndCause, OfferState, Reason, WorkKind};
use spec911::observation::{Seen, Strength, Trace};
use spec911::oracle::Finding;
use spec911::requirement::{Tolerance, Verdict};
use spec911::time::Span;

use super::cells::{finding, verdict};
use super::edit::without;
use super::phrase::parse;
use super::run::Run;
use super::traces::{over, refused, used_up, whole};

fn declared(mut trace: Trace, tolerance: Tolerance, seconds: u64) -> Trace {
    trace.head.ics.tolerances.insert(tolerance, Span::from_secs(seconds));
    trace
}

fn lacking(mut trace: Trace, capability: &str) -> Trace {
    assert!(trace.head.ics.capabilities.remove(capability), "{capability} was declared");
    trace
}

#[test]
fn a_merge_keeps_the_stronger_verdict_with_its_evidence() {
    let fail = finding(&without(&whole(&[], "Available"), |seen| matches!(seen, Seen::MailSubmitted { .. })), "NTF-01");
    let pass = finding(&whole(&[], "Available"), "NTF-01");
    assert_eq!((fail.verdict, pass.verdict), (Verdict::Fail, Verdict::Pass));
    assert_eq!(pass.clone().merge(fail.clone()), fail);
    assert_eq!(fail.clone().merge(Finding::NOT_TRIGGERED), fail);
    assert_eq!(pass.clone().merge(pass.clone()).evidence.len(), 2);
}

#[test]
fn a_feature_that_is_not_declared_is_not_applicable_and_a_behaviour_is_observed() {
    let next = over(&["sbc-1"], "503").at(30).done();
    assert_eq!(verdict(&lacking(next.clone(), "direct-routing"), "RTE-03"), Verdict::NotApplicable);
    assert_eq!(verdict(&lacking(next, "direct-routing"), "ELG-01"), Verdict::Pass);
    let unnamed = refused(&["the outbound profile of ana is none"], Reason::NoOutboundProfile, "No.");
    assert_eq!(verdict(&unnamed, "ELG-10"), Verdict::Fail);
    assert_eq!(verdict(&lacking(unnamed, "refusal-reason"), "ELG-10"), Verdict::Observed);
}

#[test]
fn a_reading_decides_and_the_note_names_the_one_to_declare() {
    let mut run = used_up();
    let fallen = run.leg("call", "leg-3", "direct", "+15550170001", "911").at(60).done();
    let drop = finding(&fallen, "RTE-05");
    assert_eq!(drop.verdict, Verdict::Fail);
    let note = "fits the reading `fall-back`: declare RTE-05=fall-back";
    assert!(drop.evidence.iter().any(|evidence| evidence.note.as_deref() == Some(note)), "{drop:#?}");
    let mut fallen = fallen;
    fallen.head.ics.readings.insert(parse("RTE-05"), "fall-back".to_owned());
    assert_eq!(verdict(&fallen, "RTE-05"), Verdict::Pass);
    let national = Run::new(&["agent ana is signed in in GB"]).reading("ELG-02", "national");
    let mut trace = whole(&["agent ana is signed in in GB"], "Available");
    trace.head.ics = national.trace.head.ics;
    assert_eq!(verdict(&trace, "ELG-02"), Verdict::NotApplicable);
}

#[test]
fn a_code_that_does_not_move_on_ends_the_attempt() {
    for (code, row) in [("408", Verdict::Pass), ("486", Verdict::Fail), ("500", Verdict::Fail)] {
        assert_eq!(verdict(&over(&["sbc-1", "sbc-2"], code).at(30).done(), "RTE-04"), row, "{code}");
    }
    let stopped = over(&["sbc-1"], "503").outcome("call", "call-leg", "503").failed("ana", "call").at(60).done();
    assert_eq!(verdict(&stopped, "RTE-04"), Verdict::Fail);
    assert_eq!(verdict(&stopped, "RTE-05"), Verdict::NotTriggered);
}

#[test]
fn do_not_disturb_may_be_held_after_a_drop_where_that_is_declared() {
    let held = |run: &mut Run, release: u64| {
        run.at(0).emergency("ana", "911", "call", "+15550170001", "direct").at(10).answered("call");
        run.at(60).closed("call", Closer::Carrier, EndCause::Drop).panel("ana", "none");
        run.at(release).presence("ana", "Available").at(7200).does("time passes by 1 h").done()
    };
    let late = Span::from_mins(60) + Span::TICK;
    for (release, row) in [(90, Verdict::Fail), (3600, Verdict::Fail)] {
        let trace = held(&mut Run::new(&[]).reading("PRS-06", "hold-after-drop"), release);
        assert_eq!(verdict(&trace, "PRS-06"), row, "released at {release} s");
    }
    let mut run = Run::new(&[]).reading("PRS-06", "hold-after-drop");
    run.at(0).emergency("ana", "911", "call", "+15550170001", "direct").at(10).answered("call");
    run.at(60).closed("call", Closer::Carrier, EndCause::Drop).panel("ana", "none");
    let trace = run.at(late.ticks() / 1_000_000).tick().presence("ana", "Available").at(7200).done();
    assert_eq!(verdict(&trace, "PRS-06"), Verdict::Pass);
    let mut trace = trace;
    trace.head.ics.readings.clear();
    let undeclared = finding(&trace, "PRS-06");
    assert_eq!(undeclared.verdict, Verdict::Fail);
    let note = "fits the reading `hold-after-drop`: declare PRS-06=hold-after-drop";
    assert_eq!(undeclared.evidence[0].note.as_deref(), Some(note));
}

#[test]
fn habits_and_other_spellings_are_nobodys_lookalikes() {
    for (dialled, triggered) in [
        ("9911", false),
        ("+1911", false),
        ("911#", false),
        ("9-1-1", false),
        ("5550100", false),
        ("9110", true),
        ("911 55 123", true),
        ("+1 321 555 0911", true),
    ] {
        let trace = Run::new(&[]).at(0).ordinary(dialled, "look").at(60).done();
        assert_eq!(verdict(&trace, "ELG-05") != Verdict::NotTriggered, triggered, "{dialled}");
    }
}

#[test]
fn a_dial_that_may_be_refused_triggers_no_general_row() {
    let off = refused(&["the browser location of ana is off"], Reason::LocationUnavailable, "No location is known.");
    for row in ["ELG-01", "PRS-01", "CBN-01", "NTF-01", "PNL-01", "PNL-03", "RTE-06"] {
        assert_eq!(verdict(&off, row), Verdict::NotTriggered, "{row}");
    }
    assert_eq!(verdict(&off, "ELG-10"), Verdict::Pass);
}

#[test]
fn a_reason_whose_prerequisite_is_met_fails() {
    let off = ["the browser location of ana is denied"];
    assert_eq!(verdict(&refused(&off, Reason::NoOutboundProfile, "No location."), "ELG-10"), Verdict::Fail);
    for sentence in ["", "Something went wrong.", "No location is known. Call again."] {
        assert_eq!(verdict(&refused(&off, Reason::LocationUnavailable, sentence), "ELG-10"), Verdict::Fail);
    }
}

#[test]
fn a_sentence_that_names_nothing_is_told_with_what_was_looked_for() {
    let off = ["the browser location of ana is denied"];
    for (sentence, told) in [
        ("", "it is empty"),
        ("Something went wrong.", "none of these words stands in it: location"),
        ("No location is known. Call again.", "more than one sentence"),
    ] {
        let found = finding(&refused(&off, Reason::LocationUnavailable, sentence), "ELG-10");
        let actual = found.evidence.first().map(|evidence| evidence.actual.clone()).unwrap_or_default();
        assert!(actual.contains(sentence) && actual.contains(told), "{sentence:?}: {actual}");
    }
}

/// A callback at an instant in seconds, after an end, to an agent for whom more happened before.
fn callback(end: (Closer, EndCause), at: u64, before: impl Fn(&mut Run)) -> Trace {
    let mut run = Run::new(&[]);
    run.at(0).emergency("ana", "911", "call", "+15550170001", "direct").at(10).answered("call");
    run.at(60).closed("call", end.0, end.1).presence("ana", "Available").panel("ana", "none");
    before(&mut run);
    run.at(at).arrives("in-1", "+15550170001").rings("in-1", "ana").at(at + 60).done()
}

const DROP: (Closer, EndCause) = (Closer::Carrier, EndCause::Drop);

#[test]
fn more_specific_rows_take_a_callback_away_from_the_general_ones() {
    let plain = callback(DROP, 600, |_| {});
    let normal = callback((Closer::Remote, EndCause::HangUp), 600, |_| {});
    let failed = callback((Closer::Carrier, EndCause::Rejected), 600, |_| {});
    let absent = callback(DROP, 600, |run| {
        run.at(90).does("ana loses the client");
    });
    let crashed = callback(DROP, 600, |run| {
        run.at(90).does("the deployment crashes");
    });
    let up = callback(DROP, 600, |run| {
        run.at(90).emergency("ana", "911", "second", "+15550170002", "direct");
    });
    for row in ["CBN-03", "CBR-01", "CBR-02"] {
        assert_eq!(verdict(&plain, row), Verdict::Pass, "{row}");
        for other in [&normal, &failed, &absent, &crashed, &up] {
            assert_eq!(verdict(other, row), Verdict::NotTriggered, "{row}");
        }
    }
}

#[test]
fn sixty_minutes_count_where_no_grace_is_declared() {
    for (grace, at, row) in [
        (0, 3600, Verdict::Pass),
        (0, 3601, Verdict::NotTriggered),
        (300, 3600, Verdict::NotTriggered),
        (300, 3599, Verdict::Pass),
    ] {
        let trace = declared(callback(DROP, at, |_| {}), Tolerance::ExpiryGrace, grace);
        assert_eq!(verdict(&trace, "CBN-03"), row, "{at} s with a grace of {grace} s");
    }
    for (grace, at, row) in
        [(0, 3600, Verdict::NotTriggered), (0, 3601, Verdict::Fail), (300, 3900, Verdict::NotTriggered)]
    {
        let trace = declared(callback(DROP, at, |_| {}), Tolerance::ExpiryGrace, grace);
        assert_eq!(verdict(&trace, "CBR-10"), row, "{at} s with a grace of {grace} s");
    }
}

#[test]
fn work_that_rang_before_the_arrival_does_not_count_against_the_callback() {
    let ringing = callback(DROP, 600, |run| {
        run.at(90).offer("ana", "item-1", WorkKind::Voice, OfferState::Offered);
    });
    assert_eq!(verdict(&ringing, "CBR-02"), Verdict::Pass);
}

#[test]
fn an_alert_outside_a_conversation_fails() {
    let mut run = Run::new(&[]);
    let trace = run.at(5).panel("ana", "emergency").at(9).panel("ana", "none").at(20).done();
    assert_eq!(verdict(&trace, "PNL-03"), Verdict::Fail);
    let ringing = callback(DROP, 600, |_| {});
    assert_eq!(verdict(&ringing, "PNL-03"), Verdict::Pass);
    let early = callback(DROP, 600, |run| {
        run.at(599).panel("ana", "emergency");
    });
    assert_eq!(verdict(&early, "PNL-03"), Verdict::Fail);
}

#[test]
fn a_callback_that_is_taken_is_a_conversation_of_its_own() {
    let taken = |panel: &str| {
        let mut run = Run::new(&[]);
        run.at(0).emergency("ana", "911", "call", "+15550170001", "direct").at(10).answered("call");
        run.at(60).drops("ana", 1, "call").at(600).arrives("in-1", "+15550170001").rings("in-1", "ana");
        run.at(610).does("ana accepts the offer").presence("ana", "Busy - DND").panel("ana", panel);
        run.treated("in-1", Inbound::ToAgent(parse("ana")));
        run.offer("ana", "in-1", WorkKind::Callback, OfferState::Connected).at(700);
        run.does("ana ends callback 1 of ana").panel("ana", "none").treated("in-1", Inbound::Closed).at(800).done()
    };
    for (panel, row) in [("emergency", Verdict::Pass), ("ordinary", Verdict::Fail)] {
        assert_eq!(verdict(&taken(panel), "PNL-01"), row, "{panel}");
        assert_eq!(verdict(&taken(panel), "PNL-03"), row, "{panel}");
    }
}

#[test]
fn without_a_control_row_no_silence_of_the_history_is_a_pass() {
    let mut run = Run::new(&[]);
    run.at(20).emergency("ana", "911", "call", "+15550170001", "direct").at(80).ends("ana", 1, "call", "Available");
    assert_eq!(verdict(&run.rows("ana", &[]).at(7200).rows("ana", &[]).done(), "CNF-01"), Verdict::Inconclusive);
}

#[test]
fn mails_that_cannot_be_told_apart_leave_it_open() {
    let mut trace = whole(&[], "Available");
    for record in &mut trace.records {
        if let spec911::observation::Observed::Seen(Seen::MailSubmitted { mail }) = &mut record.observed {
            (mail.call, mail.agent, mail.kind) = (None, None, spec911::domain::MailKind::Unknown);
        }
    }
    assert_eq!(verdict(&trace, "NTF-01"), Verdict::Inconclusive);
    for record in &mut trace.records {
        if let spec911::observation::Observed::Seen(Seen::MailSubmitted { mail }) = &mut record.observed {
            (mail.agent, mail.kind) = (Some(parse("ana")), spec911::domain::MailKind::Dial);
        }
    }
    assert_eq!(verdict(&trace, "NTF-01"), Verdict::Pass);
}

#[test]
fn a_service_at_fault_takes_its_rows_away() {
    let slow = ["the number pool is slow by 3 s", "the mail server is stopped", "the presence service fails with 503"];
    let trace = whole(&slow, "Available");
    for row in ["CBN-01", "CBN-02", "NTF-01", "PRS-01", "PRS-04"] {
        assert_eq!(verdict(&trace, row), Verdict::NotTriggered, "{row}");
    }
    assert_eq!(verdict(&trace, "ELG-01"), Verdict::Pass);
}

#[test]
fn the_evidence_says_what_was_expected_and_what_came_instead() {
    let lasting = without(
        &whole(&[], "Available"),
        |seen| matches!(seen, Seen::Presence { presence, .. } if presence.record.as_str() == "Available"),
    );
    let found = finding(&lasting, "PRS-04");
    assert_eq!(found.verdict, Verdict::Fail);
    assert_eq!(found.evidence[0].expected, "presence Busy within 0 s of 0:01:20.000000");
    assert_eq!(found.evidence[0].actual, "Busy - DND until the end of the run");
    let right = finding(&whole(&[], "Available"), "PRS-04");
    assert_eq!(right.evidence[0].strength, Some(Strength::Complete));
}
