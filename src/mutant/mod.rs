//! Deployments made wrong on purpose, each in one respect, and right ones that differ where the catalogue leaves freedom.
//!
//! A mutant is what a vendor might have built: one decision of the policy answered wrongly, or a thin wrapper around the
//! reference that alters what comes out of it. A variant follows the catalogue. Owns both lists; knows neither the suite
//! nor how anything is judged, and the reference knows nothing of either.

mod variant;
mod wrapper;
mod wrong;

pub use variant::{Variant, variants};

use crate::reference::{Policy, Reference, Service};
use crate::stimulus::Fact;

/// A wrong deployment: the reference with one thing done wrongly.
#[derive(Clone, Copy)]
pub struct Mutant {
    /// Its name: small letters, digits and hyphens.
    pub name: &'static str,
    /// The row of the catalogue that it breaks.
    pub row: &'static str,
    /// What its vendor did wrong, in one sentence.
    pub says: &'static str,
    /// How the reference is changed.
    pub change: Change,
}

/// How a deployment is made from the reference.
#[derive(Clone, Copy)]
pub enum Change {
    /// One decision of the policy is answered otherwise.
    Decision {
        /// The field of [`Policy`] that is replaced.
        field: &'static str,
        /// Replaces it.
        edit: fn(Policy) -> Policy,
    },
    /// What goes in and comes out is altered on its way.
    Wrapper(fn(Reference) -> Box<dyn Service>),
}

impl Change {
    /// The changed reference under a policy, for the facts of a run.
    ///
    /// # Errors
    ///
    /// A fact that no tenant can be set up with, in words.
    pub fn make(&self, policy: Policy, facts: &[Fact]) -> Result<Box<dyn Service>, String> {
        Ok(match self {
            Change::Decision { edit, .. } => Box::new(Reference::new(edit(policy), facts)?),
            Change::Wrapper(wrap) => wrap(Reference::new(policy, facts)?),
        })
    }
}

/// Every mutant, in the order of the rows that they break.
pub fn mutants() -> impl Iterator<Item = &'static Mutant> {
    wrong::ALL.into_iter().flatten()
}

/// The mutant of that name.
pub fn mutant(name: &str) -> Option<&'static Mutant> {
    mutants().find(|mutant| mutant.name == name)
}
