//! Cells of the rows of packs: traces of the reference under the pack, right and wrong.

use std::sync::LazyLock;

use spec911::deployment::Borders;
use spec911::observation::{Seen, Trace};
use spec911::reference::{LegOrder, Policy};
use spec911::requirement::BorderName;
use spec911::stimulus::Scenario;

use super::cells::Cell;
use super::edit::changed;
use super::phrase::parse;
use crate::suite::{run_with, scenarios, statement_of};

static SCENARIOS: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    scenarios().into_iter().filter(|one| one.tags.iter().any(|tag| tag.starts_with("pack:"))).collect()
});

/// What the first scenario of a pack whose name begins so leaves behind under a policy.
fn trace(begin: &str, policy: Policy) -> Trace {
    let found = SCENARIOS.iter().find(|one| one.name.starts_with(begin)).unwrap_or_else(|| panic!("no `{begin}`"));
    run_with(found, policy, &statement_of(found), Borders::Complete).trace
}

fn cell(row: &'static str, begin: &str, wrong: Policy, needs: BorderName) -> Cell {
    Cell { row, good: trace(begin, Policy::SPEC), bad: trace(begin, wrong), needs }
}

/// The same with an outside line before the number of each leg.
fn prefixed(trace: &Trace) -> Trace {
    changed(trace, |seen| {
        if let Seen::LegOffered { to, .. } = seen {
            *to = parse(&format!("9{to}"));
        }
    })
}

pub(super) fn pack_cells() -> Vec<Cell> {
    let spec = Policy::SPEC;
    let alone = trace("The number leaves through a trunk", spec);
    let bad = prefixed(&alone);
    vec![
        Cell { row: "KAR-01", good: alone, bad, needs: BorderName::Carrier },
        cell(
            "KAR-02",
            "A slow mail server",
            Policy { leg_order: || LegOrder::MailAnswered, ..spec },
            BorderName::Carrier,
        ),
        cell(
            "KAR-03",
            "The text that stands in",
            Policy { stand_in: |written| written.text.lines().next().map(str::to_owned), ..spec },
            BorderName::Mail,
        ),
        cell("TST-01", "A test call is handled", Policy { marks_test: |_| false, ..spec }, BorderName::Mail),
    ]
}
