//! Views: the only way by which a border is read, refused where silence would mean nothing.

use std::fmt;

use crate::requirement::BorderName;

use super::head::Seeing;
use super::record::{Kind, Record, Trace};
use super::tally::Tally;

/// Why a border can't be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// The head doesn't name the border.
    Unseen(BorderName),
    /// The border is sampled and no sample was answered.
    NoSample(BorderName),
}

impl Refused {
    /// The border that can't be read.
    pub fn border(&self) -> BorderName {
        match self {
            Refused::Unseen(border) | Refused::NoSample(border) => *border,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Unseen(border) => write!(f, "the border {border} is not seen in this run"),
            Refused::NoSample(border) => write!(f, "the border {border} is only sampled and no sample was answered"),
        }
    }
}

/// A border that may be read.
#[derive(Clone, Debug)]
pub struct View<'t> {
    trace: &'t Trace,
    border: BorderName,
    seeing: Seeing,
    tally: Tally,
}

impl<'t> View<'t> {
    pub(super) fn of(trace: &'t Trace, border: BorderName) -> Result<Self, Refused> {
        let Some(seeing) = trace.head.borders.get(&border).copied() else {
            return Err(Refused::Unseen(border));
        };
        let view = View { trace, border, seeing, tally: Tally::default() };
        match seeing {
            Seeing::Complete => Ok(view),
            Seeing::Sampled if view.records().any(|record| record.kind == Kind::Sample && record.seen().is_some()) => {
                Ok(view)
            }
            Seeing::Sampled => Err(Refused::NoSample(border)),
        }
    }

    /// How the border is seen.
    pub fn seeing(&self) -> Seeing {
        self.seeing
    }

    /// The same view, which counts the records that are looked at.
    #[must_use]
    pub fn counted(self, tally: &Tally) -> Self {
        View { tally: tally.clone(), ..self }
    }

    /// What counts the records that are looked at.
    pub(super) fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The border's records in order.
    pub fn records(&self) -> impl Iterator<Item = &'t Record> + use<'t> {
        let (border, tally) = (self.border, self.tally.clone());
        let records = self.trace.records.iter().inspect(move |_| tally.add(1));
        records.filter(move |record| record.border() == Some(border))
    }
}

impl Trace {
    /// The view of a border.
    ///
    /// # Errors
    ///
    /// Refused for a border that the head doesn't name, and for a sampled one without a sample.
    pub fn view(&self, border: BorderName) -> Result<View<'_>, Refused> {
        View::of(self, border)
    }
}
