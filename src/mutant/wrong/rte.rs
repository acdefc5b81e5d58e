//! Wrong about routing paths.

use std::collections::VecDeque;

use crate::domain::Path;
use crate::reference::{Exhausted, NoPath, Onward, OverTrunk, Ways};

use super::{Mutant, wrong};

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("direct-offer-only-beside-trunks", "RTE-01",
        "The direct offer is open only where there is direct routing as well.",
        paths: |ways| if ways.direct_routing { ours(ways) } else { VecDeque::new() }),
    wrong!("direct-offer-never", "RTE-01", "An emergency call leaves by a trunk or not at all.", paths: Ways::trunks),
    wrong!("direct-offer-from-own-number-only", "RTE-02",
        "In a mixed tenant only agents who call from a calling-plan number have the direct offer.",
    paths: |ways| {
        let trunks = ways.trunks();
        if trunks.is_empty() && ways.own_number { VecDeque::from([Path::Direct]) } else { trunks }
    }),
    wrong!("direct-offer-whatever-matches", "RTE-03",
        "A calling-plan number takes the direct offer, whatever route matches.",
        paths: |ways| if ways.own_number { VecDeque::from([Path::Direct]) } else { ours(ways) }),
    wrong!("moves-on-after-any-failure", "RTE-04", "Every failure moves on to the next trunk, a busy one included.",
        after_failure: |_| Onward::NextPath),
    wrong!("never-moves-on", "RTE-04", "The first trunk that fails ends the dial.", after_failure: |_| Onward::Stop),
    wrong!("routes-from-the-bottom", "RTE-04", "The list of routes is tried from its end.",
    paths: |ways| {
        let mut ways = ways.clone();
        ways.routes.reverse();
        ours(&ways)
    }),
    wrong!("falls-through", "RTE-05", "When all trunks have failed the direct offer is tried, and nothing declares so.",
        exhausted: |_| Exhausted::FallBack),
    wrong!("accepted-without-a-path", "RTE-06", "A dial without a path is accepted first, and nothing declares so.",
        no_path: |_| NoPath::FailLate),
    wrong!("direct-offer-without-a-number", "RTE-06", "The direct offer is tried although no number opens it.",
    paths: |ways| {
        let paths = ours(ways);
        if paths.is_empty() { VecDeque::from([Path::Direct]) } else { paths }
    }),
    wrong!("rights-do-not-matter", "RTE-07", "A number that may only be called opens the direct offer.",
        number_counts: |_| true),
    wrong!("saved-without-a-warning", "RTE-08", "Nobody is warned of a route that captures an emergency number.",
        route_warnings: |_| Vec::new()),
    wrong!("invalid-pattern-taken", "RTE-08", "A pattern that is none is taken without a word.",
        invalid_pattern: |_| None),
    wrong!("left-to-the-carrier", "RTE-09",
        "Over a third-party trunk an emergency dial is an ordinary call, and nothing declares so.",
        over_trunk: || OverTrunk::Ordinary),
];

/// Routes, then the direct offer, as they should be tried.
fn ours(ways: &Ways) -> VecDeque<Path> {
    (crate::reference::Policy::SPEC.paths)(ways)
}
