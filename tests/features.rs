//! Each scenario of `features/` and `scenarios/` is a test of its own: against the embedded reference every tagged requirement passes,
//! nothing fails, and every expectation is met, with complete borders and with sampled ones. A scenario that holds for a
//! reading of its own runs against the reference that follows and declares it.

#[path = "it/suite.rs"]
mod suite;

use libtest_mimic::{Arguments, Failed, Trial};
use spec911::conduct::Stop;
use spec911::deployment::Borders;
use spec911::observation::{Met, canonical};
use spec911::oracle::judge;
use spec911::reference::Policy;
use spec911::requirement::{Catalogue, RequirementId, Verdict};
use spec911::stimulus::Scenario;

fn main() {
    let arguments = Arguments::from_args();
    let trials = suite::scenarios().into_iter().map(|scenario| {
        let name = format!("{} {}", scenario.id, scenario.name);
        Trial::test(name, move || check(&scenario))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn check(scenario: &Scenario) -> Result<(), Failed> {
    let ics = suite::statement_of(scenario);
    for borders in [Borders::Complete, Borders::Sampled] {
        let ran = suite::run_with(scenario, Policy::declared(&ics), &ics, borders);
        let mut faults = Vec::new();
        if ran.stop != Stop::Ended {
            faults.push(format!("{:?}", ran.stop));
        }
        for (step, met) in &ran.expectations {
            if *met != Met::Yes {
                faults.push(format!("{}: {met:?}", scenario.steps[*step].value.phrase()));
            }
        }
        let findings = judge(&ran.trace, Catalogue::embedded());
        let verdict = |id: &RequirementId| findings.get(id).map(|finding| finding.verdict);
        let tagged = scenario.tags.iter().filter_map(|tag| tag.parse::<RequirementId>().ok());
        faults.extend(tagged.filter(|id| verdict(id) != Some(Verdict::Pass)).map(|id| format!("{id} does not pass")));
        let failed = findings.iter().filter(|(_, finding)| finding.verdict == Verdict::Fail);
        faults.extend(failed.map(|(id, finding)| format!("{id}: {:?}", finding.evidence)));
        if !faults.is_empty() {
            let faults = faults.join("\n");
            return Err(format!("with {borders:?} borders:\n{faults}\n\n{}", canonical(&ran.trace)).into());
        }
    }
    Ok(())
}
