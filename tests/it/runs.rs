//! Runs for the tests: scenarios that a test writes down, against the reference in process.

use spec911::deployment::{Borders, Ran, RunOptions, run};
use spec911::gherkin;
use spec911::observation::canonical;
use spec911::reference::{Policy, Reference, Service};
use spec911::requirement::{Catalogue, Ics};
use spec911::source::{Fault, Source};
use spec911::stimulus::{Fact, Scenario};

/// The seed of runs that do not state one.
pub(crate) const SEED: u64 = 7;

/// Options of a run against the reference.
pub(crate) fn options(borders: Borders, seed: u64) -> RunOptions<'static> {
    RunOptions { revision: Catalogue::embedded().revision(), ics: Ics::reference(), borders, seed }
}

/// The reference that follows the specification.
pub(crate) fn reference(facts: &[Fact]) -> Result<Box<dyn Service>, String> {
    Reference::new(Policy::SPEC, facts).map(|service| Box::new(service) as Box<dyn Service>)
}

/// Runs a scenario with the synchronous driver.
pub(crate) fn sync(scenario: &Scenario, borders: Borders) -> Ran {
    run(scenario, &options(borders, SEED), &reference)
}

/// The canonical text of a run.
pub(crate) fn text(ran: &Ran) -> String {
    canonical(&ran.trace)
}

/// The scenarios of a feature that is written in the test.
pub(crate) fn scenarios(text: &str) -> Vec<Scenario> {
    gherkin::read(&[Source::new("test.feature", text)]).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

/// The one scenario with these facts and steps, a line each; the table of steps gives them their meaning.
pub(crate) fn scenario(facts: &[&str], steps: &[&str]) -> Scenario {
    let line = |(index, text): (usize, &&str)| {
        let sight = text.starts_with("we see") || text.starts_with("nothing");
        let keyword = if index == 0 && !sight { "When" } else { "And" };
        format!("    {keyword} {text}\n")
    };
    let given: String = facts.iter().map(|fact| format!("    Given {fact}\n")).collect();
    let steps: String = steps.iter().enumerate().map(line).collect();
    scenarios(&format!("Feature: test\n\n  Scenario: one\n{given}{steps}")).swap_remove(0)
}

/// A plain tenant with agent `ana`, who is served and may dial.
pub(crate) const PLAIN: [&str; 5] = [
    "the tenant owns the calling-plan number +15550120000 that makes calls",
    "agent ana is signed in in US",
    "ana calls from the number +15550120000",
    "ana owns the number +15550120001",
    "the emergency contacts of ana are \"boss@example.com; desk@example.com\"",
];

fn told(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}
