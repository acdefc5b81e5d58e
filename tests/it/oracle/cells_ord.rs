//! Cells of the rows about order, faults and load: traces of the reference, right and wrong.

use spec911::reference::{Lasting, Policy, Shed};
use spec911::requirement::BorderName;
use spec911::time::Span;

use super::cells::Cell;
use super::cells_cbr::cell;

const SPEC: Policy = Policy::SPEC;

pub(super) fn ord() -> Vec<Cell> {
    vec![
        cell(
            "ORD-01",
            "The next call is as the first",
            Policy { leg_lingers: || Span::from_secs(3), ..SPEC },
            BorderName::Presence,
        ),
        cell(
            "ORD-01",
            "The number comes before the first of several legs",
            Policy { leg_waits: || false, ..SPEC },
            BorderName::Number,
        ),
        cell(
            "ORD-02",
            "The end of an earlier leg comes during a later one",
            Policy { call_of_leg: |state, leg| whoever_is_up(state, leg), ..SPEC },
            BorderName::Presence,
        ),
        cell(
            "ORD-03",
            "The numbers of two agents still reach each its own after a restart",
            Policy { outlives_crash: |what| what != Lasting::Windows, ..SPEC },
            BorderName::Offer,
        ),
        cell(
            "ORD-04",
            "Each of them is in Do not disturb, has a number of its own, and the contacts of each are told",
            Policy { shed: |before| (before >= 100).then_some(Shed::Mail), ..SPEC },
            BorderName::Mail,
        ),
        cell(
            "ORD-05",
            "The last country of the session stands in for a location source that is stopped",
            Policy { patience: || Span::from_secs(9), ..SPEC },
            BorderName::Carrier,
        ),
        cell(
            "ORD-06",
            "Callbacks to one number that nobody can be offered are one incident",
            Policy { incident: |_| None, ..SPEC },
            BorderName::Incident,
        ),
    ]
}

fn whoever_is_up(
    state: &spec911::reference::State,
    leg: &spec911::border::LegName,
) -> Option<spec911::border::CallName> {
    let agent = &state.calls.get(state.legs.get(leg)?)?.agent;
    state.emergency_call(agent).map(|(name, _)| name.clone())
}
