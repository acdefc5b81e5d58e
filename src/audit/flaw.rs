//! What is wrong with a suite, by its matrix: kinds and words.

use std::fmt;

/// One thing that is wrong with the suite, or with a mutant or variant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// A scenario does not pass on the reference.
    Broken {
        /// The scenario.
        scenario: String,
        /// Why.
        why: String,
    },
    /// A mutant with which no row fails.
    Survives {
        /// The mutant.
        mutant: String,
        /// The row that it breaks.
        row: String,
    },
    /// A mutant that changes no trace: nothing was tried, so nothing was caught.
    Void {
        /// The mutant.
        mutant: String,
    },
    /// A mutant that is caught, but not by the row that it breaks.
    Elsewhere {
        /// The mutant.
        mutant: String,
        /// The row that it breaks.
        row: String,
        /// The rows that failed.
        fired: String,
    },
    /// A mutant with which rows fail that are not listed with it.
    Collateral {
        /// The mutant.
        mutant: String,
        /// The rows.
        fired: String,
        /// The first scenario in which one of them failed.
        scenario: String,
    },
    /// A mutant that lists rows which never fail with it.
    Unfounded {
        /// The mutant.
        mutant: String,
        /// The rows.
        listed: String,
    },
    /// A list of further rows for a mutant that there is not.
    Stranger {
        /// The name.
        mutant: String,
    },
    /// A boundary that no scenario touches.
    Untouched {
        /// Its id.
        boundary: String,
    },
    /// A mutant or variant with which the harness broke.
    Broke {
        /// The mutant or variant.
        name: String,
        /// The scenario.
        scenario: String,
        /// What broke.
        why: String,
    },
    /// Sampled borders lose too many mutants.
    Dim {
        /// How many are caught.
        caught: usize,
        /// Of how many.
        of: usize,
        /// How many of a hundred must be.
        needs: usize,
    },
    /// A scenario or outline that catches no mutant.
    Idle {
        /// The scenario or outline.
        scenario: String,
        /// Its title.
        title: String,
    },
    /// A row of an outline that touches no boundary of its own.
    Twin {
        /// The row.
        scenario: String,
        /// Its title.
        title: String,
    },
    /// A base row with too few mutants.
    Few {
        /// The row.
        row: String,
        /// How many it has.
        has: usize,
        /// How many it needs.
        needs: usize,
    },
    /// A mutant of a row that the catalogue does not know, or that nothing judges.
    Unknown {
        /// The mutant.
        mutant: String,
        /// The row that it names.
        row: String,
    },
    /// A decision of the policy that cites no row of the catalogue.
    Uncited {
        /// The decision.
        decision: String,
    },
    /// A decision of the policy that no mutant answers wrongly.
    Unquestioned {
        /// The decision.
        decision: String,
    },
    /// A variant that fails a row although it follows the catalogue.
    Accused {
        /// The variant.
        variant: String,
        /// The rows.
        rows: String,
        /// The first scenario.
        scenario: String,
    },
    /// A variant that was not run in any scenario.
    Unrun {
        /// The variant.
        variant: String,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Flaw::Broken { scenario, why } => write!(f, "{scenario} does not pass on the reference: {why}"),
            Flaw::Survives { mutant, row } => write!(f, "the mutant {mutant} of {row} survives: nothing fails with it"),
            Flaw::Void { mutant } => write!(f, "the mutant {mutant} is void: it changes no trace"),
            Flaw::Elsewhere { mutant, row, fired } => {
                write!(f, "the mutant {mutant} is caught by {fired}, not by {row}, which it breaks")
            }
            Flaw::Collateral { mutant, fired, scenario } => {
                write!(f, "the mutant {mutant} also fails {fired}, which is not listed with it: {scenario}")
            }
            Flaw::Unfounded { mutant, listed } => {
                write!(f, "the mutant {mutant} lists {listed}, which never fails with it")
            }
            Flaw::Stranger { mutant } => write!(f, "further rows are listed for {mutant}, and there is no such mutant"),
            Flaw::Untouched { boundary } => write!(f, "no scenario touches the boundary {boundary}"),
            Flaw::Broke { name, scenario, why } => write!(f, "{name} breaks the harness in {scenario}: {why}"),
            Flaw::Dim { caught, of, needs } => {
                write!(f, "sampled borders let only {caught} of {of} mutants be caught, and need {needs} of 100")
            }
            Flaw::Idle { scenario, title } => write!(f, "{scenario} is idle, it catches no mutant: {title}"),
            Flaw::Twin { scenario, title } => {
                write!(f, "{scenario} touches no boundary that its neighbours don't: {title}")
            }
            Flaw::Few { row, has, needs } => write!(f, "{row} has {has} mutants, and needs {needs}"),
            Flaw::Unknown { mutant, row } => write!(f, "the mutant {mutant} breaks {row}, which nothing judges"),
            Flaw::Uncited { decision } => write!(f, "the decision {decision} cites no row of the catalogue"),
            Flaw::Unquestioned { decision } => write!(f, "the decision {decision} is answered wrongly by no mutant"),
            Flaw::Accused { variant, rows, scenario } => {
                write!(f, "the variant {variant} follows the catalogue, yet {rows} fails: {scenario}")
            }
            Flaw::Unrun { variant } => write!(f, "the variant {variant} was run in no scenario"),
        }
    }
}
