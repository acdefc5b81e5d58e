//! Facts that do not fit each other and tags that nearly are tags of the harness are faults, with what was meant.

use spec911::deployment::misfits;
use spec911::requirement::Catalogue;
use spec911::result::tag_faults;
use spec911::source::Source;
use spec911::stimulus::Scenario;

fn scenario(tag: &str, facts: &[&str]) -> Scenario {
    let facts: String = facts.iter().map(|fact| format!("    Given {fact}\n")).collect();
    let text = format!("Feature: f\n  @{tag}\n  Scenario: s\n{facts}    When time passes by 1 s\n");
    spec911::gherkin::read(&[Source::new("f.feature", &text)]).expect("a scenario").remove(0)
}

#[test]
fn a_fact_that_names_what_no_fact_states_is_a_misfit_with_its_line() {
    let ana = "agent ana is signed in in US";
    let cases: [(&[&str], u32, &str, &str); 13] = [
        (&[ana, "agent ana is signed in in GB"], 5, "agent ana is stated twice", "state each agent once"),
        (&[ana, "ane serves the queue support"], 5, "no fact states the agent `ane`", "did you mean `ana`?"),
        (
            &[
                ana,
                "the presence of ana is Lunhc set by agent",
                "the presence record Lunch stands on the base status away",
            ],
            5,
            "no fact states the presence record `Lunhc`",
            "did you mean `Lunch`?",
        ),
        (&[ana, "ana serves the queue support"], 5, "no fact states the queue `support`", "state the queue first"),
        (
            &["3 voice items of low priority wait in the queue sales from place 1"],
            4,
            "no fact states the queue `sales`",
            "state the queue first",
        ),
        (
            &["the tenant has the trunk sbc-1", "voice route all in place 1 sends ^1 to the trunks sbc-2"],
            5,
            "no fact states the trunk `sbc-2`",
            "did you mean `sbc-1`?",
        ),
        (
            &["the tenant has the trunk sbc-1", "voice route all in place 1 sends [٠-٩] to the trunks sbc-1"],
            5,
            "`[٠-٩]` is no pattern: Unicode not allowed here",
            "write a regular expression without look-around, such as `^[+]?[0-9]+$`",
        ),
        (
            &[
                "the tenant has the trunk sbc-1",
                "voice route all in place 1 sends ^1 to the trunks sbc-1",
                "voice route all in place 2 sends ^2 to the trunks sbc-1",
            ],
            6,
            "the voice route `all` is stated twice",
            "state each voice route once",
        ),
        (
            &[
                "the tenant has the trunk sbc-1",
                "voice route one in place 1 sends ^1 to the trunks sbc-1",
                "voice route two in place 1 sends ^2 to the trunks sbc-1",
            ],
            6,
            "place 1 of the voice routes is taken",
            "give each a place of its own",
        ),
        (
            &["the deployment declares the capability direct-routing"],
            4,
            "`capability` is declared by the deployment, not by a scenario",
            "declare it in the conformance statement (ICS) that `--ics FILE` names",
        ),
        (
            &["the deployment reads RTE-09 as unhandled"],
            4,
            "`reading` is declared by the deployment, not by a scenario",
            "declare it in the conformance statement (ICS) that `--ics FILE` names",
        ),
        (&["the trunk sbc-1 fails every leg with 503"], 4, "no fact states the trunk `sbc-1`", "state the trunk first"),
        (
            &["the tenant has the trunk sbc-1", "voice route all in place 1 sends ^(?!911) to the trunks sbc-1"],
            5,
            "`^(?!911)` is no pattern: look-around, including look-ahead and look-behind, is not supported",
            "write a regular expression without look-around, such as `^[+]?[0-9]+$`",
        ),
    ];
    for (facts, line, message, help) in cases {
        let scenario = scenario("ELG-01", facts);
        let found = misfits(&scenario);
        assert!(
            found.iter().any(|one| one.origin.line == line && one.message == message && one.help == help),
            "{facts:?}: {found:?}"
        );
    }
}

#[test]
fn a_tag_that_is_nearly_one_of_the_harness_is_a_fault_with_what_was_meant() {
    let cases = [
        ("CBN-3", Some("CBN-03")),
        ("cbn-03", Some("CBN-03")),
        ("ELG01", Some("ELG-01")),
        ("need:restart", Some("needs:restart")),
        ("readings:RTE-05=drop", Some("reading:RTE-05=drop")),
        ("slice", None),
        ("nightly", None),
        ("release-24", None),
        ("CBN-03", None),
    ];
    for (tag, meant) in cases {
        let faults = tag_faults(&scenario(tag, &[]), Catalogue::embedded());
        assert_eq!(faults.first().and_then(|fault| fault.meant.as_deref()), meant, "{tag}: {faults:?}");
        assert_eq!(faults.is_empty(), meant.is_none(), "{tag}");
    }
}

#[test]
fn a_step_that_changes_a_voice_route_that_no_fact_states_is_a_misfit() {
    let text = "Feature: f\n  Scenario: s\n    Given the tenant has the trunk sbc-1\n    And voice route all in place 1 sends ^1 to \
                the trunks sbc-1\n    When the administrator changes the voice route al to ^911$\n";
    let scenario = spec911::gherkin::read(&[Source::new("f.feature", text)]).expect("a scenario").remove(0);
    let found = misfits(&scenario);
    let told: Vec<(u32, &str, &str)> =
        found.iter().map(|one| (one.origin.line, one.message.as_str(), one.help.as_str())).collect();
    assert_eq!(told, [(5, "no fact states the voice route `al`", "did you mean `all`?")]);
}
