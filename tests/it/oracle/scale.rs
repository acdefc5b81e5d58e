//! Claims about the one pass: record by record, after a burst, and with a thousand agents.

use spec911::border::CallName;
use spec911::oracle::{Story, judge};
use spec911::requirement::{Catalogue, Verdict};

use super::cells::finding;
use super::phrase::{OWN, parse};
use super::run::Run;
use super::traces::whole;

#[test]
fn the_story_is_the_same_record_by_record() {
    let trace = whole(&[], "Available");
    let mut story = Story::new(&trace.head);
    for record in &trace.records {
        story.see(record);
        assert!(story.dials.len() <= 2);
    }
    assert_eq!(story.dials[1].call, Some(CallName::new("call")));
    assert_eq!(story.leases[0].call, CallName::new("call"));
}

#[test]
fn a_thousand_agents_are_judged_in_one_pass() {
    let names: Vec<String> = (0..1000).map(|nth| format!("agent-{nth}")).collect();
    let facts = names
        .iter()
        .flat_map(|name| [format!("agent {name} is signed in in US"), format!("{name} calls from the number {}", OWN)]);
    let facts: Vec<String> =
        facts.chain(names.iter().map(|name| format!("the presence of {name} is Available set by agent"))).collect();
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    let mut run = Run::new(&facts);
    run.at(1);
    for (nth, name) in names.iter().enumerate() {
        run.tick().emergency(name, "911", &format!("call-{nth}"), &format!("+1555018{nth:04}"), "direct");
    }
    run.at(60);
    for (nth, name) in names.iter().enumerate() {
        run.tick().ends(name, 1, &format!("call-{nth}"), "Available");
    }
    let trace = run.at(120).done();
    let judged = judge(&trace, Catalogue::embedded());
    for row in ["ELG-01", "PRS-01", "PRS-04", "CBN-01", "CBN-02", "PNL-01", "PNL-03"] {
        let finding = &judged[&parse(row)];
        assert_eq!(finding.verdict, Verdict::Pass, "{row}: {:?}", finding.evidence.first());
    }
}

#[test]
fn a_burst_opens_a_dial_for_each_agent_when_it_is_seen() {
    let mut run = Run::new(&[]);
    run.at(1).does("2 agents dial 911 within 1 s");
    for (agent, call, number) in [("ana", "call", "+15550170001"), ("ben", "other", "+15550170002")] {
        run.tick().presence(agent, "Busy - DND").lease(agent, call, number);
        run.leg(call, &format!("{call}-leg"), "direct", number, "911").panel(agent, "emergency");
    }
    let trace = run.at(60).done();
    for row in ["ELG-01", "CBN-01", "CBN-02", "PRS-01"] {
        let finding = finding(&trace, row);
        assert_eq!(finding.verdict, Verdict::Pass, "{row}: {:#?}", finding.evidence);
        assert!(finding.evidence.len() >= 2, "{row}");
    }
}
