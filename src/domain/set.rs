//! Sets of names, written with commas: `sbc-1,sbc-2`, and `none` where empty.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A set of nouns in their own order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SetOf<T: Ord>(pub BTreeSet<T>);

impl<T: Ord> SetOf<T> {
    /// Whether the set holds `item`.
    pub fn contains(&self, item: &T) -> bool {
        self.0.contains(item)
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }
}

impl<T: Ord> FromIterator<T> for SetOf<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        SetOf(items.into_iter().collect())
    }
}

impl<T: Ord + fmt::Display> fmt::Display for SetOf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        // A lone member of that name stands twice, since `none` is the empty set.
        if let (1, Some(only)) = (self.0.len(), self.0.first().map(T::to_string))
            && only == "none"
        {
            return f.write_str("none,none");
        }
        for (index, item) in self.0.iter().enumerate() {
            write!(f, "{}{item}", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl<T: Ord + FromStr> FromStr for SetOf<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text == "none" {
            return Ok(SetOf(BTreeSet::new()));
        }
        text.split(',').map(|part| part.trim().parse()).collect::<Result<BTreeSet<T>, _>>().map(SetOf)
    }
}
