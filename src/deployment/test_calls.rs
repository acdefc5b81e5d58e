//! The number plans where carriers take test calls: there the numbers for them are emergency numbers.

use crate::domain::{SetOf, test_numbers};
use crate::requirement::Ics;
use crate::stimulus::Fact;

/// The facts under a statement, with the numbers for test calls where it declares that they are taken.
///
/// Source: TST-01.
pub(super) fn agreed(facts: Vec<Fact>, ics: &Ics) -> Vec<Fact> {
    let with = |numbers: SetOf<_>| SetOf::from_iter(numbers.iter().chain(test_numbers()).cloned());
    let agreed = |fact| match fact {
        Fact::NumberPlan { territory, feature, national } if ics.takes_test_calls(&territory) => {
            Fact::NumberPlan { territory, feature: with(feature), national: with(national) }
        }
        other => other,
    };
    facts.into_iter().map(agreed).collect()
}
