//! Claims about a deployment whose mails come over SMTP: scenario by scenario the findings are those of mails as requests.

use spec911::deployment::http::{Live, MailWay, run_live};
use spec911::deployment::{Borders, Ran, RunOptions, mails};
use spec911::oracle::judge;
use spec911::reference::Policy;
use spec911::requirement::{Catalogue, Ics};
use spec911::result::gate;
use spec911::stimulus::{Fact, Scenario};

use super::live;
use super::process::Served;
use crate::suite::{SEED, run_with, scenarios};

fn ran(scenario: &Scenario, live: &Live) -> Ran {
    let options = RunOptions {
        revision: Catalogue::embedded().revision(),
        ics: Ics::reference(),
        borders: Borders::Complete,
        seed: SEED,
    };
    run_live(scenario, &options, live)
}

/// The findings of a run that differ from those in process.
fn different(scenario: &Scenario, here: &Ran, there: &Ran) -> Vec<String> {
    let catalogue = Catalogue::embedded();
    let (one, other) = (judge(&here.trace, catalogue), judge(&there.trace, catalogue));
    let stop = (here.stop != there.stop).then(|| format!("{}: {:?}", scenario.id, there.stop));
    let rows = one.iter().filter(|(row, finding)| finding.verdict != other[row].verdict);
    stop.into_iter()
        .chain(rows.map(|(row, finding)| {
            format!("{}: {row} is {:?} and over SMTP {:?}", scenario.id, finding.verdict, other[row].verdict)
        }))
        .collect()
}

#[test]
fn every_scenario_that_sends_mails_leaves_the_same_findings_with_mails_over_smtp() {
    let served = Served::start(&[]);
    let mut live = live(&served.base);
    live.remote.mail = MailWay::Smtp;
    let is_small = |scenario: &&Scenario| !scenario.facts.iter().any(|fact| matches!(fact.value, Fact::Crew { .. }));
    let (mut sending, mut differ) = (0, Vec::new());
    for scenario in scenarios().iter().filter(is_small) {
        if gate(scenario, Ics::reference(), Catalogue::embedded()).is_some() {
            continue;
        }
        let here = run_with(scenario, Policy::declared(Ics::reference()), Ics::reference(), Borders::Complete);
        if mails(&here.trace).is_empty() {
            continue;
        }
        sending += 1;
        differ.extend(different(scenario, &here, &ran(scenario, &live)));
    }
    assert!(differ.is_empty(), "{} of {sending}:\n{}", differ.len(), differ.join("\n"));
    assert!(sending > 100, "{sending}");
}
