//! A mutant that is not caught under the row that it breaks while borders are only sampled.

use std::fmt;

use crate::requirement::BorderName;

/// A mutant that sampled borders lose, and what would find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The mutant's name.
    pub mutant: &'static str,
    /// The row that it breaks.
    pub row: &'static str,
    /// The borders of which one alone has to be complete for it to be caught. None: one is not enough.
    pub needs: Vec<BorderName>,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Lost { mutant, row, needs } = self;
        let needs: Vec<String> = needs.iter().map(ToString::to_string).collect();
        let needs = if needs.is_empty() { "more than one border".to_owned() } else { needs.join(" or ") };
        write!(f, "`{mutant}` of {row}: needs {needs} complete")
    }
}
