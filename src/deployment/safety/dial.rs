//! What is dangerous to dial.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::domain::Dialled;
use crate::stimulus::{Fact, Scenario, Step, Stimulus};

use crate::deployment::Defaults;

/// Numbers that some networks take for test calls to the emergency service.
const TEST_NUMBERS: &str = include_str!("../../../fixtures/test-numbers.yaml");

static TESTS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    // A wrong embedded file is our fault, and a test reads it.
    serde_yaml::from_str(TEST_NUMBERS).unwrap_or_else(|error| panic!("fixtures/test-numbers.yaml: {error}"))
});

/// What a number or a text could reach, dialled on a deployment that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Danger {
    /// Nobody who answers emergencies.
    None,
    /// A service for test calls.
    TestCall,
    /// An emergency service.
    Emergency,
}

/// The numbers that nobody may dial by mistake: those of every plan that is known.
#[derive(Clone, Debug)]
pub struct DialCheck {
    emergency: BTreeSet<String>,
}

impl DialCheck {
    /// A check by the built-in plans, which hold those of countries that are not served as well, and by the facts.
    pub fn new(facts: &[Fact]) -> Self {
        let built_in = Defaults::embedded().complete(&[]);
        let mut emergency = BTreeSet::new();
        for fact in built_in.iter().chain(facts) {
            if let Fact::NumberPlan { feature, national, .. } = fact {
                emergency.extend(feature.iter().chain(national.iter()).map(|number| digits(number.as_str())));
            }
        }
        emergency.retain(|number| !number.is_empty());
        DialCheck { emergency }
    }

    /// What a dialled text could reach: its digits equal, begin with or end in a number, whatever stands between them. A
    /// text with anything but plain digits and the usual marks between them may be read in ways that nobody foresees.
    pub fn danger(&self, dialled: &str) -> Danger {
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ' ' | '(' | ')');
        let digits = digits(dialled);
        let held = |number: &String| digits.starts_with(number.as_str()) || digits.ends_with(number.as_str());
        if !dialled.chars().all(plain) || self.emergency.iter().any(held) {
            Danger::Emergency
        } else if TESTS.iter().any(held) {
            Danger::TestCall
        } else {
            Danger::None
        }
    }

    /// Every text that a scenario dials, with what it could reach.
    pub fn dials<'s>(&self, scenario: &'s Scenario) -> Vec<(&'s Dialled, Danger)> {
        let dialled = |step: &'s Step| match step {
            Step::When(
                Stimulus::Dials { dialled, .. }
                | Stimulus::DialsIn { dialled, .. }
                | Stimulus::BurstDials { dialled, .. },
            ) => Some(dialled),
            Step::When(_) | Step::Then(_) => None,
        };
        let dialled = scenario.steps.iter().filter_map(|step| dialled(&step.value));
        dialled.map(|dialled| (dialled, self.danger(dialled.as_str()))).collect()
    }
}

/// What a scenario dials that is a number for test calls, whatever is declared of those, if it dials one.
pub fn test_call(scenario: &Scenario) -> Option<&Dialled> {
    let facts: Vec<Fact> = scenario.facts.iter().map(|fact| fact.value.clone()).collect();
    let dials = DialCheck::new(&facts).dials(scenario);
    dials.into_iter().find(|(_, danger)| *danger == Danger::TestCall).map(|(dialled, _)| dialled)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
