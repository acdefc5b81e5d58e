//! How a row stands under a statement: asserted, observed, or not applicable.

use super::names::named;
use super::{Catalogue, Ics, Obligation, Requirement};

named! {
    /// What a statement makes of a row before anything is run.
    pub enum StandingKind("standing") {
        /// It binds: a fail is a fail.
        Asserted = "asserted",
        /// It is run without obligation: a behaviour that is not declared.
        Observed = "observed",
        /// It speaks of what the deployment does not have.
        NotApplicable = "not-applicable",
        /// It is part of a pack that is not followed, or a duty of the harness.
        Outside = "outside",
    }
}

/// How a row stands under a statement, and why where it is not asserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What the statement makes of it.
    pub kind: StandingKind,
    /// Why it is not asserted, or why it is although its capability is not declared.
    pub why: Option<String>,
}

/// Rows that a reading of another row replaces: under that reading the first is not applicable, and the second is
/// mandatory.
///
/// Source: the decision of the first row.
const REPLACED: [(&str, &str, &str); 1] = [("ELG-02", "national", "ELG-03")];

impl Standing {
    /// The standing of a row of a catalogue under a statement.
    pub fn of(row: &Requirement, ics: &Ics, catalogue: &Catalogue) -> Standing {
        let plain = |kind| Standing { kind, why: None };
        match row.obligation {
            Obligation::Pack if row.pack.as_deref().is_some_and(|pack| ics.follows(pack)) => {
                return plain(StandingKind::Asserted);
            }
            Obligation::Pack | Obligation::Harness => return plain(StandingKind::Outside),
            Obligation::Mandatory | Obligation::Conditional | Obligation::Optional => {}
        }
        if let Some(standing) = replaced(row, ics) {
            return standing;
        }
        let undeclared = row.capability.as_deref().filter(|name| !ics.declares(name));
        let Some(name) = undeclared else { return plain(StandingKind::Asserted) };
        let is_feature = catalogue.capabilities().feature.contains(name);
        let kind = if is_feature { StandingKind::NotApplicable } else { StandingKind::Observed };
        Standing { kind, why: Some(format!("the ICS does not declare the capability `{name}`")) }
    }
}

fn replaced(row: &Requirement, ics: &Ics) -> Option<Standing> {
    let holds = |(from, reading, _): &&(&str, &str, &str)| from.parse().is_ok_and(|id| ics.reading(&id) == *reading);
    let (from, reading, to) = REPLACED.iter().find(holds)?;
    match row.id.as_str() {
        id if id == *from => Some(Standing {
            kind: StandingKind::NotApplicable,
            why: Some(format!("the ICS declares `{from}={reading}`, and {to} takes its place")),
        }),
        id if id == *to => Some(Standing {
            kind: StandingKind::Asserted,
            why: Some(format!("the ICS declares `{from}={reading}`, so that it is mandatory")),
        }),
        _ => None,
    }
}
