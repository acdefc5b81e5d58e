//! Scenario files in YAML: what becomes of right ones, and what is said about wrong ones.

use spec911::scenario::{read, write};
use spec911::source::render;

const RIGHT: &str = "\
name: a dropped call and a callback
tags: [CBN-03, slice]
facts:
  - agent: {agent: ana, country: US}
  - notification_text: {text: '\"quoted\"'}
steps:
  - when: {dials: {agent: ana, dialled: 911}}
  - when: {restarts: {}}
  - then:
      within: {span: 2 s, anchor: the dial of call 1 of ana, sight: the presence of ana is Away}
";

#[test]
fn a_right_scenario_has_its_lines_and_writes_itself() {
    let text = RIGHT.replace("notification_text", "template_text");
    let scenario = read("x.yaml", &text).unwrap_or_else(|faults| panic!("{}", render(&faults, false)));
    assert_eq!((scenario.id.as_str(), scenario.tags.join(" ")), ("x.yaml:1", "CBN-03 slice".to_owned()));
    let lines: Vec<u32> = scenario.facts.iter().map(|fact| fact.origin.line).collect();
    assert_eq!(lines, [4, 5]);
    let steps: Vec<_> = scenario.steps.iter().map(|step| (step.origin.line, step.value.phrase())).collect();
    assert_eq!(
        steps,
        [
            (7, "ana dials 911".to_owned()),
            (8, "the deployment restarts".to_owned()),
            (9, "within 2 s of the dial of call 1 of ana we saw that the presence of ana is Away".to_owned()),
        ]
    );
    assert_eq!(scenario.facts[1].value.phrase(), "the notification template reads \"\\\"quoted\\\"\"");
    let written = write(&scenario);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "bad" }, {
        insta::assert_snapshot!("written_scenario", written);
    });
    let again = read("y.yaml", &written).unwrap_or_else(|faults| panic!("{}", render(&faults, false)));
    assert_eq!(write(&again), written);
}

#[test]
fn no_text_makes_the_reader_panic() {
    let right = RIGHT.replace("notification_text", "template_text");
    for at in 0..=right.len() {
        for insert in ["", "[", "{", "\"", ": ", "\n", "\u{e9}", "- "] {
            let cut = read("variant", &format!("{}{insert}", &right[..at]));
            let grown = read("variant", &format!("{}{insert}{}", &right[..at], &right[at..]));
            for faults in [cut.err(), grown.err()].into_iter().flatten() {
                assert!(!render(&faults, false).is_empty());
            }
        }
    }
}
