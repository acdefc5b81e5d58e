//! A scenario run for its mails: nothing is judged.

use std::sync::Arc;

use crate::conduct::Stop;
use crate::deployment::{self, Borders, Ran, RunOptions, Submitted, mails_in};
use crate::notice::Wordings;
use crate::reference::{Policy, Reference, Service};
use crate::requirement::{Catalogue, Ics};
use crate::result::Exit;
use crate::stimulus::{Fact, Scenario};

use super::halt::Problem;
use super::quiet::guarded;

/// What mails are written with.
pub(super) struct Stationery<'s> {
    pub(super) catalogue: &'s Catalogue,
    /// What the reference declares.
    pub(super) ics: &'s Ics,
    /// The policy that follows it.
    pub(super) policy: Policy,
    /// The words.
    pub(super) wordings: &'s Arc<Wordings>,
}

/// A run and its mails.
pub(super) struct Sent(pub(super) Ran);

impl Sent {
    /// The mails, each with a name that no mail of another scenario has.
    pub(super) fn mails(&self, scenario: &str) -> Vec<Submitted<'_>> {
        mails_in(&self.0.trace, scenario)
    }
}

/// Runs a scenario for its mails.
///
/// # Errors
///
/// A run that breaks.
pub(super) fn sent(scenario: &Scenario, with: &Stationery<'_>, seed: u64) -> Result<Sent, Problem> {
    let broken =
        |why: String| Problem::new(Exit::Harness, why).help(format!("`spec911 run {}` shows more", scenario.id));
    let options = RunOptions { revision: with.catalogue.revision(), ics: with.ics, borders: Borders::Complete, seed };
    let make = |facts: &[Fact]| -> Result<Box<dyn Service>, String> {
        Ok(Box::new(Reference::new(with.policy, facts)?.with_wordings(with.wordings.clone())))
    };
    let ran = guarded(|| deployment::run(scenario, &options, &make)).map_err(broken)?;
    if let Stop::Fault(why) = &ran.stop {
        return Err(broken(why.clone()));
    }
    Ok(Sent(ran))
}
