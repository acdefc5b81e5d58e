//! Cells of the rows about the temporary number and its window: traces of the reference, right and wrong.

use spec911::domain::EndCause;
use spec911::reference::{Happening, Policy};
use spec911::requirement::BorderName;
use spec911::time::Span;

use super::cells::Cell;
use super::cells_cbr::cell;

const SPEC: Policy = Policy::SPEC;

pub(super) fn cbn() -> Vec<Cell> {
    let offer = BorderName::Offer;
    vec![
        cell(
            "CBN-04",
            "A callback that alerts when the window ends rings on [59 min]",
            Policy { cut_at_end: |_| true, ..SPEC },
            offer,
        ),
        cell(
            "CBN-05",
            "The hour that a spring night leaves out is none of the sixty minutes \
             [US, 2026-03-08T01:30:00-05:00, 2026-03-08T03:30:00-04:00]",
            Policy { elapsed: |lease, _, face| face.since(lease.dialled_face), ..SPEC },
            offer,
        ),
        cell(
            "CBN-07",
            "While the window of one agent runs, another is given another number",
            Policy { at_hand: |_, state, _| state.leases.keys().next().cloned(), ..SPEC },
            BorderName::Number,
        ),
        cell(
            "CBN-08",
            "Three dials in ten minutes, and a callback to each",
            Policy { outlives: |happening| happening != Happening::Dials, ..SPEC },
            BorderName::Inbound,
        ),
        cell(
            "CBN-09",
            "Then the oldest lease with no leg up",
            Policy { reused: |_, _, _| None, ..SPEC },
            BorderName::Carrier,
        ),
        cell(
            "CBN-10",
            "A call that the emergency service rejects can be called back [486, 1 min]",
            Policy { outlives: |happening| !matches!(happening, Happening::CallEnds(_, EndCause::Failed)), ..SPEC },
            offer,
        ),
        cell(
            "CBN-11",
            "It survives changes that are made while the call is up",
            Policy { outlives: |happening| happening != Happening::QueuesChange, ..SPEC },
            BorderName::Inbound,
        ),
        cell(
            "CBN-12",
            "A callback that was answered leaves the end where it was",
            Policy { extended_to: |lease| lease.called_back_at.map(|at| at + Span::from_mins(60)), ..SPEC },
            offer,
        ),
    ]
}
