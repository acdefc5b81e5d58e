//! The cells of the rows about what is kept of an emergency call.

use std::collections::BTreeMap;

use spec911::border::Incident;
use spec911::domain::{Reason, RowKind};
use spec911::observation::{Seen, Trace};
use spec911::requirement::BorderName;

use super::cells::Cell;
use super::edit::without;
use super::run::Run;

/// A row: its kind, the call that it names, and what it says.
pub(crate) type Row = (RowKind, Option<&'static str>, &'static str);

const NUMBER: &str = "+15550170001";
pub(crate) const LINK: Row = (RowKind::NumberMapping, Some("call"), NUMBER);
const DIALLED: &str = "911";

/// What an ordinary call leaves, and a line of the presence history.
pub(crate) fn control() -> Vec<Row> {
    let others = |kind: &&RowKind| !matches!(kind, RowKind::NumberMapping | RowKind::PresenceHistory);
    let rows = RowKind::ALL.iter().filter(others).map(|kind| (*kind, Some("control"), "5550100"));
    rows.chain([(RowKind::PresenceHistory, None, "Busy - DND")]).collect()
}

/// An ordinary call, then an emergency call from 20 s to 80 s; further rows show at 30 s, and others from 7,200 s on.
pub(crate) fn kept(facts: &[&str], soon: &[Row], late: &[Row]) -> Trace {
    let mut run = Run::new(facts);
    begun(&mut run, soon);
    run.at(80).ends("ana", 2, "call", "Available").kept("ana", &control());
    run.at(7200).does("time passes by 2 h").kept("ana", &[&control(), late].concat()).done()
}

fn begun(run: &mut Run, soon: &[Row]) {
    run.at(0).ordinary("5550100", "control").kept("ana", &control());
    run.at(20).emergency("ana", DIALLED, "call", NUMBER, "direct").tick().outcome("call", "call-leg", "180");
    run.at(30).kept("ana", &[&control(), soon].concat()).at(40).answered("call");
}

/// The same, dropped at 80 s, with a callback at 120 s that its caller gives up.
pub(crate) fn missed(late: &[Row]) -> Trace {
    let mut run = Run::new(&[]);
    begun(&mut run, &[]);
    run.at(80).drops("ana", 2, "call").kept("ana", &control());
    run.at(120).arrives("in-1", NUMBER).rings("in-1", "ana").at(150).gives_up("in-1", 1).kept("ana", &control());
    run.at(7200).does("time passes by 2 h").kept("ana", &[&control(), late].concat()).done()
}

/// The same, dropped at 80 s.
fn dropped(late: &[Row]) -> Trace {
    let mut run = Run::new(&[]);
    begun(&mut run, &[]);
    run.at(80).drops("ana", 2, "call").kept("ana", &control());
    run.at(7200).does("time passes by 2 h").kept("ana", &[&control(), late].concat()).done()
}

/// An ordinary call, and then a dial that is refused for want of a location.
pub(crate) fn refused(late: &[Row]) -> Trace {
    let mut run = Run::new(&["the browser location of ana is off"]);
    run.at(0).ordinary("5550100", "control").kept("ana", &control()).at(20).does("ana dials 911");
    run.refused("ana", Reason::LocationUnavailable, "Your location is not known.").kept("ana", &control());
    run.at(7200).does("time passes by 2 h").kept("ana", &[&control(), late].concat()).done()
}

/// An operational event while the call lasts, with a field.
pub(crate) fn incident(field: &str) -> Trace {
    let mut run = Run::new(&[]);
    begun(&mut run, &[]);
    let fields = BTreeMap::from([("about".to_owned(), field.to_owned())]);
    run.event(Seen::IncidentRaised { incident: Incident { kind: "pool_exhausted".to_owned(), fields } });
    run.at(80).ends("ana", 2, "call", "Available").kept("ana", &control());
    run.at(7200).does("time passes by 2 h").kept("ana", &control()).done()
}

pub(super) fn cnf() -> Vec<Cell> {
    let good = kept(&[], &[LINK], &[]);
    let recorded = ["automatic recording is on"];
    let bad = |kind: RowKind| kept(&[], &[(kind, Some("call"), DIALLED)], &[]);
    let silent = without(&good, |seen| matches!(seen, Seen::MailSubmitted { .. } | Seen::MailOutcome { .. }));
    assert!(silent.records.len() < good.records.len(), "the call is mailed");
    let (store, dial) = (BorderName::Store, BorderName::Dial);
    vec![
        Cell {
            row: "CNF-02",
            good: missed(&[]),
            bad: missed(&[(RowKind::History, None, "in-1")]),
            needs: BorderName::Inbound,
        },
        Cell { row: "CNF-02", good: missed(&[]), bad: missed(&[(RowKind::Activity, None, NUMBER)]), needs: store },
        Cell { row: "CNF-03", good: dropped(&[]), bad: dropped(&[(RowKind::Activity, None, DIALLED)]), needs: dial },
        Cell { row: "CNF-03", good: refused(&[]), bad: refused(&[(RowKind::History, None, DIALLED)]), needs: store },
        Cell {
            row: "CNF-04",
            good: kept(&recorded, &[], &[]),
            bad: kept(&recorded, &[(RowKind::Recording, Some("call"), DIALLED)], &[]),
            needs: store,
        },
        Cell { row: "CNF-05", good: good.clone(), bad: bad(RowKind::Timeline), needs: BorderName::Carrier },
        Cell { row: "CNF-06", good: good.clone(), bad: kept(&[], &[LINK], &[LINK]), needs: BorderName::Number },
        Cell { row: "CNF-07", good: good.clone(), bad: bad(RowKind::MailCopy), needs: BorderName::Mail },
        Cell { row: "CNF-08", good: good.clone(), bad: bad(RowKind::Survey), needs: store },
        Cell {
            row: "CNF-09",
            good,
            bad: kept(&[], &[(RowKind::PresenceHistory, None, "Busy - DND (911)")], &[]),
            needs: BorderName::Incident,
        },
        Cell { row: "CNF-09", good: incident("the pool"), bad: incident("call to 911"), needs: store },
    ]
}
