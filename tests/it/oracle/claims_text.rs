//! Claims about the words of evidence: a reader finds in them the call, the presence and the alert that are meant.

use spec911::domain::{Closer, EndCause, OfferState, Presence, WorkKind};
use spec911::observation::{Seeing, Seen, Trace};
use spec911::requirement::{BorderName, Tolerance, Verdict};
use spec911::time::Span;

use super::cells::finding;
use super::edit::without;
use super::run::Run;
use super::traces::{dropped, whole};

/// What is expected and what is shown in each piece of evidence of a failing row.
fn words(trace: &Trace, row: &str) -> String {
    let found = finding(trace, row);
    assert_eq!(found.verdict, Verdict::Fail, "{row}: {found:#?}");
    found.evidence.iter().map(|one| format!("{}: {}\n", one.expected, one.actual)).collect()
}

#[test]
fn a_call_is_named_by_what_was_dialled_and_when() {
    let mut run = Run::new(&[]);
    run.at(5).emergency("ana", "911", "call", "+15550170001", "direct").at(10).answered("call").at(30);
    run.does("the session of ana expires").closed("call", Closer::Agent, EndCause::HangUp);
    let said = words(&run.at(60).done(), "PRS-13");
    assert!(said.contains("the call to 911 of 0:00:05"), "{said}");
}

#[test]
fn a_presence_is_named_by_its_record() {
    let is_dnd = |presence: &Presence| presence.record.as_str() == "Busy - DND";
    let dnd = |seen: &Seen| matches!(seen, Seen::Presence { presence, .. } if is_dnd(presence));
    let trace = without(&whole(&[], "Lunch"), dnd);
    let said = words(&trace, "PRS-01");
    assert!(said.contains("Lunch until"), "{said}");
}

#[test]
fn an_alert_that_never_came_is_not_said_to_have_come_with_other_work() {
    let rings = |late: bool| {
        let mut run = dropped(&[]);
        run.trace.head.ics.tolerances.insert(Tolerance::CallbackAlert, Span::from_secs(5));
        run.at(600).arrives("in-1", "+15550170001").at(605);
        run.offer("ana", "work-1", WorkKind::Voice, OfferState::Offered).at(610);
        if late {
            run.rings("in-1", "ana");
        }
        words(&run.at(700).done(), "CBR-02")
    };
    assert!(rings(false).contains("no alert"), "{}", rings(false));
    assert!(rings(true).contains("an alert at 0:10:10"), "{}", rings(true));
}

#[test]
fn a_sample_without_an_alert_is_not_said_to_show_one() {
    let mut run = dropped(&[]);
    run.trace.head.borders.insert(BorderName::Offer, Seeing::Sampled);
    run.at(500).offers("ana").at(600).arrives("in-1", "+15550170001").offers("ana");
    let said = words(&run.at(620).offers("ana").at(640).offers("ana").at(700).done(), "CBR-02");
    assert!(said.contains("no alert") && !said.contains("an alert"), "{said}");
}
