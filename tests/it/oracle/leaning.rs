//! Rows that lean on a service are not triggered while it is at fault.

use spec911::deployment::Borders;
use spec911::domain::Service;
use spec911::oracle::judge;
use spec911::reference::Policy;
use spec911::requirement::{Catalogue, Ics, Verdict};

use crate::runs::{PLAIN, scenario};
use crate::suite::run_with;

/// The rows of a dial and its end that need a service.
fn leaning(service: Service) -> &'static [&'static str] {
    match service {
        Service::Presence => &["PRS-01", "PRS-02", "PRS-04", "PRS-05", "PRS-06"],
        Service::Mail => &["NTF-01", "NTF-03", "NTF-05", "NTF-06", "NTF-10", "NTF-14", "NTF-16"],
        Service::NumberPool => &["CBN-01", "CBN-02", "CBN-03", "CBR-01", "CBR-02"],
        Service::Location => &["ELG-01", "ELG-08", "ELG-09", "PRS-01", "PRS-02", "PNL-01"],
    }
}

#[test]
fn rows_that_need_a_service_are_not_triggered_while_it_is_at_fault() {
    for service in Service::ALL {
        for fault in ["is slow by 10 min", "is slow by 500 ms", "fails with 503", "is stopped"] {
            let fact = format!("the {service} {fault}");
            let steps = [
                "ana dials 911",
                "time passes by 15 s",
                "the PSAP answers call 1 of ana",
                "the carrier drops call 1 of ana",
                "the PSAP calls the callback number of call 1 of ana",
                "time passes by 1 min",
            ];
            let one = scenario(&[&PLAIN[..], &[&fact]].concat(), &steps);
            for borders in [Borders::Complete, Borders::Sampled] {
                let trace = run_with(&one, Policy::SPEC, Ics::reference(), borders).trace;
                let judged = judge(&trace, Catalogue::embedded());
                for row in leaning(*service) {
                    let finding = &judged[&row.parse().expect("a row")];
                    let silent = finding.verdict == Verdict::NotTriggered;
                    assert!(silent, "{row} while {fact} ({borders:?}): {finding:#?}");
                }
                let failed = judged.iter().filter(|(_, finding)| finding.verdict == Verdict::Fail);
                let failed: Vec<_> = failed.map(|(row, finding)| format!("{row}: {:?}", finding.evidence)).collect();
                assert!(failed.is_empty(), "while {fact} ({borders:?}): {failed:#?}");
                let carried = judged[&"ORD-05".parse().expect("a row")].verdict;
                assert_eq!(carried, Verdict::Pass, "{fact} ({borders:?})");
            }
        }
    }
}
