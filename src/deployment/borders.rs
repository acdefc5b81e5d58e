//! Which borders a run sees, and how.

use std::collections::BTreeMap;

use crate::observation::Seeing;
use crate::requirement::BorderName;

/// Which borders a run sees, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Borders {
    /// Every border complete but the store, which can only be sampled.
    Complete,
    /// Presence, offer, panel, form, store and incident only sampled.
    Sampled,
    /// The same, but for this one, which is complete.
    SampledBut(BorderName),
    /// Seen so, but for those that can't be seen at all.
    Without(Seeing, Unseen),
}

/// Borders that a deployment can't show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unseen(u16);

impl Unseen {
    /// Whether a border is one of them.
    pub fn holds(self, border: BorderName) -> bool {
        self.0 & Unseen::bit(border) != 0
    }

    fn bit(border: BorderName) -> u16 {
        let place = BorderName::ALL.iter().position(|one| *one == border).unwrap_or_default();
        1 << place
    }
}

impl FromIterator<BorderName> for Unseen {
    fn from_iter<I: IntoIterator<Item = BorderName>>(borders: I) -> Self {
        Unseen(borders.into_iter().fold(0, |all, border| all | Unseen::bit(border)))
    }
}

/// The borders that a deployment without an event feed only lets be sampled, though they could be complete.
const PULLED: [BorderName; 5] =
    [BorderName::Presence, BorderName::Offer, BorderName::Panel, BorderName::Form, BorderName::Incident];

impl Borders {
    /// How each border is seen.
    pub fn seeing(self) -> BTreeMap<BorderName, Seeing> {
        let sampled = |border: BorderName| match self {
            Borders::Complete | Borders::Without(Seeing::Complete, _) => false,
            Borders::Sampled | Borders::Without(Seeing::Sampled, _) => PULLED.contains(&border),
            Borders::SampledBut(complete) => PULLED.contains(&border) && border != complete,
        };
        let of = |border: BorderName| match border {
            BorderName::Store => Seeing::Sampled,
            _ if sampled(border) => Seeing::Sampled,
            _ => Seeing::Complete,
        };
        let unseen = match self {
            Borders::Without(_, unseen) => unseen,
            Borders::Complete | Borders::Sampled | Borders::SampledBut(_) => Unseen::default(),
        };
        let seen = BorderName::ALL.iter().filter(|border| !unseen.holds(**border));
        seen.map(|border| (*border, of(*border))).collect()
    }

    /// How the borders are seen that can be seen in either way.
    pub fn way(self) -> Seeing {
        match self {
            Borders::Complete => Seeing::Complete,
            Borders::Sampled | Borders::SampledBut(_) => Seeing::Sampled,
            Borders::Without(way, _) => way,
        }
    }

    /// Sampled borders with one that is complete, for each that can be.
    pub fn sampled_but_one() -> impl Iterator<Item = (BorderName, Borders)> {
        PULLED.into_iter().map(|border| (border, Borders::SampledBut(border)))
    }
}

impl From<Seeing> for Borders {
    fn from(seeing: Seeing) -> Self {
        match seeing {
            Seeing::Complete => Borders::Complete,
            Seeing::Sampled => Borders::Sampled,
        }
    }
}
