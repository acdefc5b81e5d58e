//! The cells of the rows about the panel and the form.

use spec911::domain::Reason;
use spec911::observation::{Seen, Trace};
use spec911::requirement::BorderName;

use super::cells::Cell;
use super::edit::{changed, without};
use super::phrase::OWN;
use super::run::Run;

const DIRECT: &str = "direct";

/// An ordinary call, an emergency call and another ordinary call, each with what the form shows in it.
fn around(facts: &[&str], ordinary: bool, emergency: bool) -> Trace {
    let mut run = Run::new(facts);
    for (start, nth, call) in [(0, 1, "first"), (100, 3, "last")] {
        run.at(start).does("ana dials 5550100").leg(call, &format!("{call}-leg"), DIRECT, OWN, "5550100");
        run.panel("ana", "ordinary").form("ana", ordinary).accepted("ana", call);
        run.at(start + 10).ends("ana", nth, call, "Available").form("ana", false);
        if nth == 1 {
            run.at(20).emergency("ana", "911", "call", "+15550170001", DIRECT).form("ana", emergency);
            run.at(80).ends("ana", 2, "call", "Available").form("ana", false);
        }
    }
    run.at(200).done()
}

fn refuse(agent: &'static str) -> impl Fn(&mut Run) {
    move |run| {
        run.answer(agent, Some(Reason::ControlNotAvailable));
    }
}

fn allow(agent: &'static str) -> impl Fn(&mut Run) {
    move |run| {
        run.answer(agent, None);
    }
}

/// An emergency call, answered, in which somebody does something.
pub(crate) fn during(act: &str, then: impl Fn(&mut Run)) -> Trace {
    let mut run = Run::new(&["agent sam is signed in in US"]);
    run.at(0).emergency("ana", "911", "call", "+15550170001", DIRECT).at(10).answered("call").at(20).does(act);
    then(&mut run);
    run.at(60).ends("ana", 1, "call", "Available").at(90).done()
}

pub(super) fn panel_cells() -> Vec<Cell> {
    let on = ["the customised active conversation form is on"];
    let off = ["the customised active conversation form is off"];
    let good = around(&on, true, false);
    let narrow = changed(&good, |seen| {
        if let Seen::Panel { controls, .. } = seen
            && controls.0.len() > 2
        {
            controls.0.remove(&spec911::domain::Control::Hold);
        }
    });
    // The first ordinary call keeps its panel: only what comes after the emergency call lacks a control.
    let mut after = good.clone();
    for (record, other) in after.records.iter_mut().zip(&narrow.records) {
        if record.at.ticks() >= 100_000_000 {
            *record = other.clone();
        }
    }
    let formless = without(&good, |seen| matches!(seen, Seen::Form { buttons, .. } if !buttons.0.is_empty()));
    vec![
        Cell { row: "PNL-04", good: good.clone(), bad: after, needs: BorderName::Panel },
        Cell {
            row: "PNL-02",
            good: during("ana tries hold on call 1 of ana", refuse("ana")),
            bad: during("ana tries hold on call 1 of ana", allow("ana")),
            needs: BorderName::Control,
        },
        Cell {
            row: "PNL-07",
            good: during("the supervisor sam monitors call 1 of ana", refuse("sam")),
            bad: during("the supervisor sam monitors call 1 of ana", allow("sam")),
            needs: BorderName::Carrier,
        },
        Cell {
            row: "PNL-08",
            good: during("ana dials 5550100", |run| {
                run.refused("ana", Reason::EmergencyInProgress, "End the emergency call first.");
            }),
            bad: during("ana dials 5550100", |run| {
                run.leg("second", "second-leg", DIRECT, OWN, "5550100").accepted("ana", "second");
            }),
            needs: BorderName::Dial,
        },
        Cell { row: "PNL-05", good: good.clone(), bad: around(&on, true, true), needs: BorderName::Form },
        Cell { row: "PNL-05", good, bad: formless, needs: BorderName::Carrier },
        Cell {
            row: "PNL-06",
            good: around(&off, false, false),
            bad: around(&off, true, false),
            needs: BorderName::Form,
        },
    ]
}
