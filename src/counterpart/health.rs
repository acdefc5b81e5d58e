//! The health of a service: well, slow, failing or stopped.

use crate::domain::Code;
use crate::time::Span;

/// How a service answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// At the same instant.
    #[default]
    Well,
    /// After a span.
    Slow(Span),
    /// At once, with a code of failure.
    Failing(Code),
    /// Not at all.
    Stopped,
}
