//! Every fault of a counterpart that a scenario can state changes what its trace shows.

use spec911::deployment::Borders;
use spec911::stimulus::Scenario;

use crate::runs::{PLAIN, scenario, sync, text};

const ROUTED: [&str; 4] = [
    "direct routing is on",
    "the tenant has the trunk sbc-1",
    "the tenant has the trunk sbc-2",
    "voice route emergency in place 1 sends \"^911$\" to the trunks sbc-1,sbc-2",
];

/// A dial that is answered, a callback, and the end of the window.
const STEPS: [&str; 4] = ["ana dials 911", "time passes by 10 s", "ana ends call 1 of ana", "time passes by 80 min"];

/// The records of a run as text, without its head and without numbers.
fn records(scenario: &Scenario) -> Vec<String> {
    let text = text(&sync(scenario, Borders::Complete));
    let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    let words = |line: &str| line.split_once(' ').map_or("", |(_, rest)| rest).trim_start().to_owned();
    // Which record a reply belongs to is a number, and numbers move.
    let rest = lines.map(words).map(|line| line.split(" stimulus=").next().unwrap_or_default().to_owned());
    rest.collect()
}

/// The facts without a fault in which that fault has a say: trunks are used, a location is asked for and not known.
fn healthy(fault: &str) -> Vec<&'static str> {
    let more: &[&str] = match fault {
        _ if fault.contains("trunk") => &ROUTED,
        _ if fault.contains("location") => &["the browser location of ana is off"],
        _ => &[],
    };
    [&PLAIN, more, &["the PSAP answers after 2 s"]].concat()
}

/// Whether a fact changes a record.
fn fact_shows(fact: &str) -> bool {
    let facts = healthy(fact);
    let changed = [&facts[..], &[fact]].concat();
    records(&scenario(&facts, &STEPS)) != records(&scenario(&changed, &STEPS))
}

/// Whether a stimulus before the dial changes a record besides its own.
fn stimulus_shows(stimulus: &str) -> bool {
    let facts = healthy(stimulus);
    let plain = records(&scenario(&facts, &STEPS));
    let stated = records(&scenario(&facts, &[&[stimulus], &STEPS[..]].concat()));
    // Its own line and the sample after it stand in front of the dial.
    let from_dial =
        |lines: &[String]| lines.iter().position(|line| line.contains(" dials ")).map(|at| lines[at..].to_vec());
    from_dial(&stated) != from_dial(&plain)
}

#[test]
fn every_fault_that_a_fact_states_shows_in_the_trace() {
    for service in ["mail server", "number pool", "location source"] {
        for state in ["is slow by 500 ms", "fails with 451", "fails with 550", "is stopped"] {
            assert!(fact_shows(&format!("the {service} {state}")), "the {service} {state}: nothing shows it");
        }
    }
    for fact in ["the trunk sbc-1 fails every leg with 503", "the PSAP rejects every call with 486"] {
        assert!(fact_shows(fact), "{fact}: nothing shows it");
    }
}

#[test]
fn every_fault_that_a_stimulus_states_shows_in_the_trace() {
    for service in ["mail server", "number pool", "location source"] {
        for state in ["becomes slow by 500 ms", "starts to fail with 451", "stops"] {
            assert!(stimulus_shows(&format!("the {service} {state}")), "the {service} {state}: nothing shows it");
        }
    }
    for stimulus in ["the carrier fails the trunk sbc-1 with 503", "the carrier fails the trunk sbc-1 with 503 for 1 s"]
    {
        assert!(stimulus_shows(stimulus), "{stimulus}: nothing shows it");
    }
}

/// A gap, held so that closing it is noticed: what is written to the presence service is no observation yet.
#[test]
fn a_fault_of_the_presence_service_shows_nowhere_yet() {
    for state in ["is slow by 500 ms", "fails with 503", "is stopped"] {
        assert!(!fact_shows(&format!("the presence service {state}")), "it shows: demand it of this service as well");
    }
}

#[test]
fn a_service_that_recovers_answers_as_before() {
    let facts = healthy("");
    let steps = [&["the number pool stops", "the number pool recovers"], &STEPS[..]].concat();
    let plain = records(&scenario(&facts, &STEPS));
    let recovered = records(&scenario(&facts, &steps));
    // Two stimuli and their samples come first.
    assert_eq!(recovered[5..], plain[1..]);
}
