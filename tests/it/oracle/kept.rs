//! Claims about what is kept of a call: whose a row is, which silence counts, and how long a number may lead anywhere.

use spec911::border::Inbound;
use spec911::domain::{OfferState, RowKind, Switch, WorkKind};
use spec911::observation::{Observed, Trace};
use spec911::requirement::{Tolerance, Verdict};
use spec911::time::Span;

use super::cells::{finding, verdict};
use super::cells_cnf::{LINK, Row, control, incident, kept, missed, refused};
use super::phrase::parse;
use super::run::Run;
use super::traces::dropped;

#[test]
fn a_row_that_is_there_for_a_moment_or_only_in_the_end_fails() {
    for row in [(RowKind::History, Some("call"), "911"), (RowKind::Activity, None, "Emergency call to 911")] {
        assert_eq!(verdict(&kept(&[], &[row], &[]), "CNF-01"), Verdict::Fail, "{row:?}");
        assert_eq!(verdict(&kept(&[], &[], &[row]), "CNF-01"), Verdict::Fail, "{row:?}");
    }
    assert_eq!(verdict(&kept(&[], &[], &[]), "CNF-01"), Verdict::Pass);
}

#[test]
fn a_row_is_known_by_its_call_the_number_dialled_or_the_number_to_call_back() {
    for says in
        ["911", "9-1-1", "tel:911", "+15550170001", "Call from +1 (555) 017-0001", "sip:+15550170001@example.com"]
    {
        assert_eq!(verdict(&kept(&[], &[(RowKind::History, None, says)], &[]), "CNF-01"), Verdict::Fail, "{says}");
    }
    for says in ["in-1", "Missed: in-1", "+15550199911", "+1 555 017 0001"] {
        assert_eq!(verdict(&missed(&[(RowKind::History, None, says)]), "CNF-02"), Verdict::Fail, "{says}");
    }
}

#[test]
fn the_row_of_an_ordinary_call_is_nobody_elses() {
    let ordinary = [(RowKind::History, Some("control"), "911 55 123"), (RowKind::History, None, "5550100")];
    for row in ordinary {
        assert_eq!(verdict(&kept(&[], &[], &[row]), "CNF-01"), Verdict::Pass, "{row:?}");
        assert_eq!(verdict(&missed(&[row]), "CNF-02"), Verdict::Pass, "{row:?}");
        assert_eq!(verdict(&refused(&[row]), "CNF-03"), Verdict::Pass, "{row:?}");
    }
}

#[test]
fn a_row_of_which_it_cannot_be_told_whose_it_is_leaves_it_open() {
    let row: Row = (RowKind::History, None, "Conversation");
    for (trace, id) in [
        (kept(&[], &[row], &[]), "CNF-01"),
        (missed(&[row]), "CNF-02"),
        (refused(&[row]), "CNF-03"),
        (kept(&[], &[(RowKind::Recent, Some("unheard-of"), "Jane")], &[]), "CNF-05"),
        (kept(&[], &[(RowKind::Export, None, "1 call")], &[]), "CNF-08"),
    ] {
        assert_eq!(verdict(&trace, id), Verdict::Inconclusive, "{id}");
    }
}

#[test]
fn a_sample_as_the_row_lag_is_over_is_late_enough() {
    let sampled = |at: u64| {
        let mut run = Run::new(&[]);
        run.trace.head.ics.tolerances.insert(Tolerance::RowLag, Span::from_secs(100));
        run.at(0).ordinary("5550100", "control").kept("ana", &control());
        run.at(20).emergency("ana", "911", "call", "+15550170001", "direct").at(40).answered("call");
        run.at(80).ends("ana", 2, "call", "Available").at(at).kept("ana", &control()).done()
    };
    assert_eq!(verdict(&sampled(179), "CNF-01"), Verdict::Inconclusive);
    assert_eq!(verdict(&sampled(180), "CNF-01"), Verdict::Pass);
}

#[test]
fn a_callback_that_was_taken_is_no_matter_where_nothing_is_recorded_automatically() {
    let taken = |facts: &[&str]| {
        let mut run = dropped(facts);
        run.at(120).arrives("in-1", "+15550170001").rings("in-1", "ana").at(130).does("ana accepts the offer");
        run.presence("ana", "Busy - DND").panel("ana", "emergency").treated("in-1", Inbound::ToAgent(parse("ana")));
        run.offer("ana", "in-1", WorkKind::Callback, OfferState::Connected);
        run.kept("ana", &[(RowKind::Recording, Some("in-1"), "in-1")]).at(300).done()
    };
    assert_eq!(verdict(&taken(&["automatic recording is on"]), "CNF-04"), Verdict::Fail);
    assert_eq!(verdict(&taken(&["automatic recording is off"]), "CNF-04"), Verdict::NotTriggered);
}

/// A trace without the rows of some kinds.
fn lacking(mut trace: Trace, kinds: &[RowKind]) -> Trace {
    for record in &mut trace.records {
        if let Observed::Seen(spec911::observation::Seen::Rows { rows, .. }) = &mut record.observed {
            rows.retain(|row| !kinds.contains(&row.kind));
        }
    }
    trace
}

#[test]
fn without_a_row_of_the_same_sort_silence_is_no_pass() {
    let recorded = kept(&["automatic recording is on"], &[LINK], &[]);
    let sorts: [(&str, &[RowKind]); 7] = [
        ("CNF-01", &[RowKind::History, RowKind::Activity]),
        ("CNF-04", &[RowKind::Recording, RowKind::Transcript, RowKind::Summary]),
        ("CNF-05", &[RowKind::Recent, RowKind::Timeline]),
        ("CNF-06", &[RowKind::NumberMapping]),
        ("CNF-07", &[RowKind::MailCopy]),
        ("CNF-08", &[RowKind::Export, RowKind::Survey, RowKind::WrapUpForm]),
        ("CNF-09", &[RowKind::PresenceHistory]),
    ];
    for (id, kinds) in sorts {
        assert_eq!(verdict(&recorded, id), Verdict::Pass, "{id}");
        assert_eq!(verdict(&lacking(recorded.clone(), kinds), id), Verdict::Inconclusive, "{id}");
        assert_eq!(verdict(&lacking(recorded.clone(), &kinds[1..]), id), Verdict::Pass, "{id}: one view is enough");
    }
}

#[test]
fn what_is_not_recorded_automatically_triggers_nothing() {
    assert_eq!(verdict(&kept(&[], &[], &[]), "CNF-04"), Verdict::NotTriggered);
    let off = [format!("automatic recording is {}", Switch::Off.word())];
    assert_eq!(verdict(&kept(&[off[0].as_str()], &[], &[]), "CNF-04"), Verdict::NotTriggered);
}

#[test]
fn where_the_history_alone_is_meant_a_recording_is_no_matter() {
    let on = ["automatic recording is on"];
    let mut trace = kept(&on, &[(RowKind::Recording, Some("call"), "911")], &[]);
    let note = "fits the reading `history-only`: declare CNF-04=history-only";
    let found = finding(&trace, "CNF-04");
    assert_eq!(found.verdict, Verdict::Fail);
    assert!(found.evidence.iter().any(|one| one.note.as_deref() == Some(note)), "{found:#?}");
    trace.head.ics.readings.insert(parse("CNF-04"), "history-only".to_owned());
    assert_eq!(verdict(&trace, "CNF-04"), Verdict::Pass);
    let mut trace = kept(&on, &[], &[]);
    trace.head.ics.readings.insert(parse("CNF-04"), "history-only".to_owned());
    assert_eq!(verdict(&trace, "CNF-04"), Verdict::Pass);
}

/// A link that still shows at a time in seconds and ticks, with a quarantine of ten minutes.
fn linked_at(seconds: u64, tick: bool, grace: u64) -> Trace {
    let mut run = Run::new(&["the number pool has 20 numbers with a quarantine of 10 min"]);
    run.at(0).emergency("ana", "911", "call", "+15550170001", "direct").kept("ana", &[LINK]);
    run.at(60).ends("ana", 1, "call", "Available").kept("ana", &[LINK]).at(seconds);
    if tick {
        run.tick();
    }
    run.does("time passes by 1 h").kept("ana", &[LINK]).at(9000).does("time passes by 1 h").kept("ana", &control());
    let mut trace = run.done();
    trace.head.ics.tolerances.insert(Tolerance::ExpiryGrace, Span::from_secs(grace));
    trace
}

#[test]
fn a_number_leads_to_its_call_until_window_grace_and_quarantine_are_over() {
    for (seconds, tick, grace, expected) in [
        (4200, false, 0, Verdict::Pass),
        (4200, true, 0, Verdict::Fail),
        (4200, true, 300, Verdict::Pass),
        (4500, false, 300, Verdict::Pass),
        (4500, true, 300, Verdict::Fail),
    ] {
        let found = finding(&linked_at(seconds, tick, grace), "CNF-06");
        assert_eq!(found.verdict, expected, "{seconds} s, {tick}, grace {grace} s: {found:#?}");
    }
}

#[test]
fn an_export_that_says_the_number_links_it_and_a_mail_or_an_ordinary_call_does_not() {
    for (row, expected) in [
        ((RowKind::Export, None, "911 from +15550170001"), Verdict::Fail),
        ((RowKind::Timeline, Some("call"), "tel:+15550170001"), Verdict::Fail),
        ((RowKind::MailCopy, None, "+15550170001"), Verdict::Pass),
        ((RowKind::History, Some("control"), "+15550170001"), Verdict::Pass),
    ] {
        assert_eq!(verdict(&kept(&[], &[LINK], &[row]), "CNF-06"), expected, "{row:?}");
    }
}

#[test]
fn a_number_that_is_leased_again_may_lead_to_its_new_agent_alone() {
    let again = |agent: &str, row: Row| {
        let mut run = Run::new(&[]);
        run.at(0).emergency("ana", "911", "call", "+15550170001", "direct").kept("ana", &[LINK]);
        run.at(60).ends("ana", 1, "call", "Available").at(4000).kept("ana", &[]);
        run.emergency("ben", "911", "other", "+15550170001", "direct").kept(agent, &[row]).at(4100);
        run.kept("ana", if agent == "ana" { std::slice::from_ref(&row) } else { &[] }).done()
    };
    let link = RowKind::NumberMapping;
    assert_eq!(verdict(&again("ben", (link, Some("other"), "+15550170001")), "CNF-06"), Verdict::Pass);
    assert_eq!(verdict(&again("ben", (link, None, "+15550170001")), "CNF-06"), Verdict::Pass);
    assert_eq!(verdict(&again("ana", LINK), "CNF-06"), Verdict::Fail);
    assert_eq!(verdict(&again("ben", LINK), "CNF-06"), Verdict::Fail);
}

#[test]
fn a_row_of_any_store_that_names_the_mail_links_it() {
    for kind in [RowKind::Activity, RowKind::Timeline, RowKind::MailCopy] {
        assert_eq!(verdict(&kept(&[], &[(kind, None, "mail-of-call")], &[]), "CNF-07"), Verdict::Fail, "{kind}");
    }
}

#[test]
fn an_incident_may_be_told_and_not_what_was_dialled_who_answered_or_which_number_leads_back() {
    for (field, expected) in [
        ("pool of 20", Verdict::Pass),
        ("911", Verdict::Fail),
        ("+15550170001", Verdict::Fail),
        ("leg to 911 failed", Verdict::Fail),
    ] {
        assert_eq!(verdict(&incident(field), "CNF-09"), expected, "{field}");
    }
}
