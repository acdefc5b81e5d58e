//! For each row a passing trace, a wrong one, and a border without which nothing can be said.

use spec911::border::Inbound;
use spec911::domain::{Closer, Destination, EndCause, OfferState, Reason, WorkKind};
use spec911::observation::{Seen, Trace};
use spec911::oracle::{Finding, judge};
use spec911::requirement::{BorderName, Catalogue, Verdict};

use super::cells_pnl::panel_cells;
use super::edit::{changed, without};
use super::phrase::{OWN, parse};
use super::run::Run;
use super::traces::{called_back, dropped, half, over, refused, used_up, whole};

/// One row with its traces.
pub(super) struct Cell {
    pub(super) row: &'static str,
    pub(super) good: Trace,
    pub(super) bad: Trace,
    pub(super) needs: BorderName,
}

pub(crate) fn verdict(trace: &Trace, row: &str) -> Verdict {
    finding(trace, row).verdict
}

pub(crate) fn finding(trace: &Trace, row: &str) -> Finding {
    judge(trace, Catalogue::embedded()).remove(&parse(row)).unwrap_or_else(|| panic!("{row} has a rule"))
}

fn elg() -> Vec<Cell> {
    let emergency = whole(&[], "Available");
    let british = whole(&["agent ana is signed in in GB"], "Available");
    let german = ["agent ana is signed in in DE"];
    let country = (Reason::UnsupportedCountry, "This country is not served.");
    let off = ["the browser location of ana is off"];
    let location = (Reason::LocationUnavailable, "Your location is not known.");
    let unlinked = ["the outbound profile of ana is default only"];
    let profile = (Reason::NoOutboundProfile, "No outbound profile is linked.");
    let look = Run::new(&[]).at(0).ordinary("+1 321 555 0911", "look").at(60).done();
    let alerted = {
        let mut run = Run::new(&[]);
        run.at(0).ordinary("9110", "look").at(60).does("ana dials 9110").panel("ana", "emergency");
        run.leg("two", "two-leg", "direct", OWN, "9110").accepted("ana", "two").at(90).done()
    };
    let no_alert = changed(&emergency, |seen| {
        if let Seen::Panel { alert, .. } = seen {
            *alert = None;
        }
    });
    let no_lease = without(&british, |seen| matches!(seen, Seen::NumberLeased { .. }));
    let dial = BorderName::Dial;
    let (network, full, placed, spelled) =
        (national("999", true), limited(true), placed(true), spelled("9-1-1", "911"));
    vec![
        Cell { row: "ELG-03", good: network, bad: national("999", false), needs: BorderName::Carrier },
        Cell { row: "ELG-08", good: full, bad: limited(false), needs: dial },
        Cell { row: "ELG-09", good: placed, bad: self::placed(false), needs: BorderName::Panel },
        Cell { row: "ELG-11", good: spelled, bad: self::spelled("9-1-1", "9-1-11"), needs: BorderName::Carrier },
        Cell { row: "ELG-12", good: elsewhere("112", false), bad: elsewhere("112", true), needs: BorderName::Mail },
        Cell { row: "ELG-01", good: emergency, bad: no_alert, needs: dial },
        Cell { row: "ELG-02", good: british, bad: no_lease, needs: BorderName::Carrier },
        Cell {
            row: "ELG-04",
            good: refused(&german, country.0, country.1),
            bad: half(&german, country.0, country.1),
            needs: BorderName::Panel,
        },
        Cell { row: "ELG-05", good: look, bad: alerted, needs: BorderName::Store },
        Cell {
            row: "ELG-06",
            good: refused(&off, location.0, location.1),
            bad: half(&off, location.0, location.1),
            needs: BorderName::Mail,
        },
        Cell {
            row: "ELG-07",
            good: refused(&unlinked, profile.0, profile.1),
            bad: half(&unlinked, profile.0, profile.1),
            needs: BorderName::Presence,
        },
    ]
}

/// A dial in the United Kingdom, handled or as an ordinary call.
fn national(number: &str, handled: bool) -> Trace {
    let mut run = Run::new(&["agent ana is signed in in GB"]);
    if handled {
        return run.at(20).emergency("ana", number, "call", "+15550170001", "direct").at(90).done();
    }
    run.at(20).ordinary(number, "call").at(90).done()
}

/// A dial of an agent whose capacity is used up.
fn limited(handled: bool) -> Trace {
    let mut run = Run::new(&["ana has a capacity of 2 with 2 in use"]);
    if handled {
        return run.at(20).emergency("ana", "911", "call", "+15550170001", "direct").at(90).done();
    }
    run.at(20).does("ana dials 911").refused("ana", Reason::NotReachable, "Your capacity is used up.").at(90).done()
}

/// A dial from a listed workspace.
fn placed(handled: bool) -> Trace {
    let mut run = Run::new(&["ana uses the workspace contact-center"]);
    run.at(20).emergency("ana", "911", "call", "+15550170001", "direct");
    let trace = run.at(90).done();
    if handled { trace } else { without(&trace, |seen| matches!(seen, Seen::NumberLeased { .. })) }
}

/// A dial in another spelling, and the text that the leg leads to.
fn spelled(typed: &str, to: &str) -> Trace {
    let mut run = Run::new(&[]);
    run.at(20).emergency("ana", typed, "call", "+15550170001", "direct");
    changed(&run.at(90).done(), |seen| {
        if let Seen::LegOffered { to: leg, .. } = seen {
            *leg = parse(to);
        }
    })
}

/// A dial of another territory's number, as an ordinary call or as an emergency call.
fn elsewhere(number: &str, handled: bool) -> Trace {
    let mut run = Run::new(&[]);
    run.at(0).ordinary(number, "call").at(60);
    if handled {
        run.emergency("ana", number, "second", "+15550170001", "direct").at(90);
    }
    run.done()
}

fn rte() -> Vec<Cell> {
    let direct = whole(&[], "Available");
    let mixed = whole(&["direct routing is on"], "Available");
    let elsewhere = |trace: &Trace, to: &str| {
        changed(trace, |seen| {
            if let Seen::LegOffered { path, leg, .. } = seen
                && leg.as_str() == "call-leg"
            {
                *path = parse(to);
            }
        })
    };
    let on_trunk = over(&["sbc-2"], "503").at(30).done();
    let next = over(&["sbc-2", "sbc-1", "sbc-3"], "504").at(30).done();
    let over_on = over(&["sbc-2", "sbc-3", "sbc-1"], "504").at(30).done();
    let fails =
        |run: &mut Run| run.failed("ana", "call").presence("ana", "Available").panel("ana", "none").at(60).done();
    let failed = fails(&mut used_up());
    let stuck = without(&failed, |seen| matches!(seen, Seen::DialFailed { .. }));
    let pathless = ["ana calls from the number +15550129999", "direct routing is off"];
    let path = (Reason::NoEmergencyPath, "No route leads there.");
    let anyway = {
        let mut run = Run::new(&pathless);
        run.at(5).does("ana dials 911").leg("call", "call-leg", "direct", OWN, "911");
        run.refused("ana", path.0, path.1).at(60).done()
    };
    let carrier = BorderName::Carrier;
    vec![
        Cell { row: "RTE-01", bad: elsewhere(&direct, "sbc-1"), good: direct, needs: carrier },
        Cell { row: "RTE-02", bad: elsewhere(&mixed, "sbc-1"), good: mixed, needs: carrier },
        Cell { row: "RTE-03", bad: elsewhere(&on_trunk, "sbc-3"), good: on_trunk, needs: carrier },
        Cell { row: "RTE-04", good: next, bad: over_on, needs: carrier },
        Cell { row: "RTE-05", good: failed, bad: stuck, needs: BorderName::Dial },
        Cell { row: "RTE-07", good: receiving(false), bad: receiving(true), needs: carrier },
        Cell { row: "RTE-08", good: saved("^911$", true), bad: saved("^911$", false), needs: BorderName::Settings },
        Cell { row: "RTE-08", good: saved("^(?!911)", false), bad: saved("[", true), needs: BorderName::Settings },
        Cell { row: "RTE-09", good: over_trunk(true), bad: over_trunk(false), needs: carrier },
        Cell { row: "RTE-09", good: over_trunk(true), bad: over_trunk(false), needs: BorderName::Mail },
        Cell { row: "RTE-06", good: refused(&pathless, path.0, path.1), bad: anyway, needs: BorderName::Presence },
        Cell {
            row: "ELG-10",
            good: refused(&pathless, path.0, path.1),
            bad: refused(&pathless, path.0, "No. Not at all."),
            needs: BorderName::Dial,
        },
    ]
}

/// A dial from a number that only receives calls, refused or placed on the direct offer.
fn receiving(placed: bool) -> Trace {
    let facts = [
        "the tenant owns the calling-plan number +15550120001 that only receives calls",
        "ana calls from the number +15550120001",
    ];
    if !placed {
        return refused(&facts, Reason::NoEmergencyPath, "No route leads there.");
    }
    let mut run = Run::new(&facts);
    run.at(20).emergency("ana", "911", "call", "+15550170001", "direct").at(90).done()
}

/// A voice route that is saved as a pattern: with a warning where it is one, and else refused; or without and not.
fn saved(pattern: &str, linted: bool) -> Trace {
    let mut run = Run::new(&[
        "direct routing is on",
        "the tenant has the trunk sbc-1",
        "voice route numbers in place 1 sends ^[+]1 to the trunks sbc-1",
    ]);
    run.at(5).does(&format!("the administrator changes the voice route numbers to {pattern}"));
    let what = "route:numbers".to_owned();
    let warnings = linted.then(|| "it takes an emergency number".to_owned()).into_iter().collect();
    let is_pattern = pattern.ends_with('$');
    run.reply(match is_pattern || linted {
        true => Seen::SettingSaved { what, warnings },
        false => Seen::SettingRefused { what, reason: Reason::InvalidPattern },
    });
    run.at(60).done()
}

/// An emergency call that only a trunk can carry, with Do not disturb or without.
fn over_trunk(handled: bool) -> Trace {
    let trace = whole(
        &[
            "direct routing is on",
            "the tenant has the trunk sbc-1",
            "voice route all in place 1 sends ^[0-9]+$ to the trunks sbc-1",
            "ana calls from the number +15550129999",
        ],
        "Available",
    );
    let trace = changed(&trace, |seen| {
        if let Seen::LegOffered { path, .. } = seen {
            *path = parse("sbc-1");
        }
    });
    let is_dnd =
        |seen: &Seen| matches!(seen, Seen::Presence { presence, .. } if presence.record.as_str() == "Busy - DND");
    if handled { trace } else { without(&trace, is_dnd) }
}

fn prs() -> Vec<Cell> {
    let emergency = whole(&[], "Available");
    let lunch = whole(&["the presence of ana is Lunch set by agent"], "Lunch");
    let busy = whole(&[], "Busy - DND");
    let never = without(
        &emergency,
        |seen| matches!(seen, Seen::Presence { presence, .. } if presence.record.as_str() == "Busy - DND"),
    );
    // The same base status, but not the same record.
    let away = {
        let mut run = Run::new(&["the presence of ana is Lunch set by agent"]);
        run.at(20).emergency("ana", "911", "call", "+15550170001", "direct").at(80).ends("ana", 1, "call", "Away");
        run.at(90).done()
    };
    let interrupted = {
        let mut run = Run::new(&["the presence of ana is \"Busy - DND\" set by agent"]);
        run.at(20).emergency("ana", "911", "call", "+15550170001", "direct");
        run.at(30).presence("ana", "Available").presence("ana", "Busy - DND");
        run.at(80).ends("ana", 1, "call", "Busy - DND").at(90).done()
    };
    let hung_up = |prior: &str| {
        let mut run = Run::new(&[]);
        run.at(20).emergency("ana", "911", "call", "+15550170001", "direct").at(40).answered("call");
        run.at(80).does("the PSAP hangs up call 1 of ana").tick().closed("call", Closer::Remote, EndCause::HangUp);
        run.presence("ana", prior).panel("ana", "none").at(90).done()
    };
    let presence = BorderName::Presence;
    vec![
        Cell { row: "PRS-01", good: emergency.clone(), bad: never.clone(), needs: presence },
        Cell { row: "PRS-02", good: emergency, bad: never, needs: presence },
        Cell { row: "PRS-04", good: lunch, bad: away, needs: presence },
        Cell { row: "PRS-05", good: busy, bad: interrupted, needs: presence },
        Cell { row: "PRS-06", good: hung_up("Available"), bad: hung_up("Busy"), needs: presence },
    ]
}

fn cbn() -> Vec<Cell> {
    let emergency = whole(&[], "Available");
    let own = changed(&emergency, |seen| {
        if let Seen::NumberLeased { number, .. } = seen {
            *number = parse(OWN);
        }
    });
    let in_time = called_back(&[], 3600);
    let unoffered = without(&in_time, |seen| matches!(seen, Seen::Offer { .. }));
    let both = |to: &str| {
        let mut run = Run::new(&[]);
        run.at(0).emergency("ana", "911", "call", "+15550170001", "direct");
        run.at(1).emergency("ben", "911", "other", "+15550170002", "direct");
        run.at(60).drops("ana", 1, "call").at(90).arrives("in-1", "+15550170001").rings("in-1", to).at(99).done()
    };
    let number = BorderName::Number;
    vec![
        Cell { row: "CBN-01", good: emergency.clone(), bad: own.clone(), needs: number },
        Cell { row: "CBN-02", good: emergency, bad: own, needs: number },
        Cell { row: "CBN-03", good: in_time, bad: unoffered, needs: BorderName::Offer },
        Cell { row: "CBN-06", good: both("ana"), bad: both("ben"), needs: BorderName::Inbound },
    ]
}

fn cbr() -> Vec<Cell> {
    let good = called_back(&[], 600);
    let queued = {
        let mut run = dropped(&[]);
        run.at(600).arrives("in-1", "+15550170001").treated("in-1", Inbound::To(Destination::Queue));
        run.rings("in-1", "ana").at(660).done()
    };
    let first = {
        let mut run = dropped(&[]);
        run.at(600).arrives("in-1", "+15550170001").treated("in-1", Inbound::Ringing);
        run.offer("ana", "item-1", WorkKind::Voice, OfferState::Offered).rings("in-1", "ana").at(660).done()
    };
    let away = |late: u64| {
        let mut run = dropped(&[]);
        run.at(500).presence("ana", "Away").at(600).arrives("in-1", "+15550170001").treated("in-1", Inbound::Ringing);
        run.at(600 + late).offer("ana", "in-1", WorkKind::Callback, OfferState::Offered).at(660).done()
    };
    let over = {
        let mut run = dropped(&[]);
        run.at(3600).tick().arrives("in-1", "+15550170001").treated("in-1", Inbound::NotInService).at(3700).done()
    };
    let still = {
        let mut run = dropped(&[]);
        run.at(3600).tick().arrives("in-1", "+15550170001").rings("in-1", "ana").at(3700).done()
    };
    let offer = BorderName::Offer;
    vec![
        Cell { row: "CBR-01", good: good.clone(), bad: queued, needs: offer },
        Cell { row: "CBR-02", good, bad: first, needs: offer },
        Cell { row: "CBR-05", good: away(0), bad: away(1), needs: BorderName::Presence },
        Cell { row: "CBR-10", good: over, bad: still, needs: offer },
    ]
}

fn others() -> Vec<Cell> {
    let emergency = whole(&[], "Available");
    let more = changed(&emergency, |seen| {
        if let Seen::Panel { controls, alert: Some(_), .. } = seen {
            controls.0.insert(spec911::domain::Control::Hold);
        }
    });
    let lasting = without(&emergency, |seen| matches!(seen, Seen::Panel { controls, .. } if controls.0.is_empty()));
    let written = changed(&emergency, |seen| {
        if let Seen::Rows { rows, .. } = seen {
            let mut row = rows[0].clone();
            row.call = Some(spec911::border::CallName::new("call"));
            row.text = "911".to_owned();
            rows.push(row);
        }
    });
    let unsent = without(&emergency, |seen| matches!(seen, Seen::MailSubmitted { .. } | Seen::MailOutcome { .. }));
    vec![
        Cell { row: "PNL-01", good: emergency.clone(), bad: more, needs: BorderName::Panel },
        Cell { row: "PNL-03", good: emergency.clone(), bad: lasting, needs: BorderName::Panel },
        Cell { row: "CNF-01", good: emergency.clone(), bad: written, needs: BorderName::Store },
        Cell { row: "NTF-01", good: emergency, bad: unsent, needs: BorderName::Mail },
    ]
}

pub(super) fn cells() -> Vec<Cell> {
    let more = [
        panel_cells(),
        super::cells_cbr::cbr(),
        super::cells_cbn::cbn(),
        super::cells_cnf::cnf(),
        super::cells_ntf::ntf(),
        super::cells_prs::prs(),
        super::cells_ord::ord(),
        super::cells_ntf_delivery::delivery(),
        super::cells_packs::pack_cells(),
    ];
    [elg(), rte(), prs(), cbn(), cbr(), others()].into_iter().chain(more).flatten().collect()
}
