//! Whole traces that several claims share.

use spec911::domain::Reason;
use spec911::observation::Trace;

use super::run::Run;

/// An ordinary call, then an emergency call from 20 s to 80 s, seen for two hours.
pub(crate) fn whole(facts: &[&str], prior: &str) -> Trace {
    let mut run = Run::new(facts);
    run.at(0).ordinary("5550100", "control");
    if prior != "Available" {
        run.presence("ana", prior);
    }
    run.at(20).emergency("ana", "911", "call", "+15550170001", "direct").tick().outcome("call", "call-leg", "180");
    let control = [("control", "5550100")];
    run.at(40).answered("call").at(80).ends("ana", 2, "call", prior).rows("ana", &control);
    run.at(7200).does("time passes by 2 h").rows("ana", &control).done()
}

/// An emergency call that the carrier drops at 60 s.
pub(crate) fn dropped(facts: &[&str]) -> Run {
    let mut run = Run::new(facts);
    run.at(0).emergency("ana", "911", "call", "+15550170001", "direct").tick().outcome("call", "call-leg", "180");
    run.at(10).answered("call").at(60).drops("ana", 1, "call");
    run
}

/// A callback that rings at its agent.
pub(crate) fn called_back(facts: &[&str], at: u64) -> Trace {
    let mut run = dropped(facts);
    run.at(at).arrives("in-1", "+15550170001").rings("in-1", "ana").at(at + 60).done()
}

/// A refused dial.
pub(crate) fn refused(facts: &[&str], reason: Reason, sentence: &str) -> Trace {
    Run::new(facts).at(5).does("ana dials 911").refused("ana", reason, sentence).at(60).done()
}

/// A refused dial that still leased a number.
pub(crate) fn half(facts: &[&str], reason: Reason, sentence: &str) -> Trace {
    let mut run = Run::new(facts);
    run.at(5).does("ana dials 911").lease("ana", "call", "+15550170001").refused("ana", reason, sentence).at(60).done()
}

pub(crate) const ROUTES: [&str; 6] = [
    "direct routing is on",
    "the tenant has the trunk sbc-1",
    "the tenant has the trunk sbc-2",
    "the tenant has the trunk sbc-3",
    "voice route second in place 2 sends ^[0-9]+$ to the trunks sbc-3",
    "voice route first in place 1 sends ^911$ to the trunks sbc-1,sbc-2",
];

/// An emergency call over trunks, of which all but the last come back with a code.
pub(crate) fn over(trunks: &[&str], code: &str) -> Run {
    let mut run = Run::new(&ROUTES);
    run.at(20).emergency("ana", "911", "call", "+15550170001", trunks[0]).tick();
    for (index, trunk) in trunks.iter().enumerate().skip(1) {
        let last = if index == 1 { "call-leg".to_owned() } else { format!("leg-{}", index - 1) };
        run.outcome("call", &last, code).leg("call", &format!("leg-{index}"), trunk, "+15550170001", "911").tick();
    }
    run
}

/// A call whose three trunks all fail.
pub(crate) fn used_up() -> Run {
    let mut run = over(&["sbc-2", "sbc-1", "sbc-3"], "503");
    run.outcome("call", "leg-2", "503");
    run
}
