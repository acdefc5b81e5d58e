//! The judging phrases and the expectations say nothing that the trace does not tell.

use spec911::deployment::Borders;
use spec911::domain::Base;
use spec911::observation::{Judged, Met, Trace, presences, throughout, within};
use spec911::reference::Policy;
use spec911::requirement::{BorderName, Ics};
use spec911::source::Source;
use spec911::time::{Instant, Span};

use super::suite::run_with;

fn ran(steps: &str, borders: Borders) -> (Trace, Vec<Met>) {
    let text = format!(
        "Feature: f\n  Scenario: s\n    Given the tenant owns the calling-plan number +15550120000 that makes calls\n    \
         And agent ana is signed in in US\n    And ana calls from the number +15550120000\n{steps}"
    );
    let scenario = spec911::gherkin::read(&[Source::new("f.feature", &text)]).expect("a scenario").remove(0);
    let ran = run_with(&scenario, Policy::SPEC, Ics::reference(), borders);
    (ran.trace, ran.expectations.into_iter().map(|(_, met)| met).collect())
}

const DIAL_AND_END: &str = "    When ana dials 911\n    And time passes by 10 s\n    And ana ends call 1 of ana\n";

/// The record of the stimulus with this key, and the judged span of Do not disturb from the dial to it.
fn dnd_until(trace: &Trace, to: u32) -> Judged {
    let view = trace.view(BorderName::Presence).expect("seen");
    let lines = presences(&view, &trace.head);
    let ana = &lines[&"ana".parse().expect("a name")];
    throughout(ana, |(presence, _)| presence.base == Base::BusyDnd, (1, Instant::START), to)
}

fn stimulus(trace: &Trace, key: &str) -> u32 {
    let found = trace.records.iter().find(|record| match &record.observed {
        spec911::observation::Observed::Stimulus(stimulus) => stimulus.key() == key,
        _ => false,
    });
    found.expect("the stimulus").number
}

#[test]
fn throughout_on_samples_needs_one_at_or_after_the_end_of_the_span() {
    let (trace, _) = ran(DIAL_AND_END, Borders::Sampled);
    let end = stimulus(&trace, "ends");
    assert!(matches!(dnd_until(&trace, end), Judged::Pass(..)));
    let mut cut = trace.clone();
    cut.records.retain(|record| record.number <= end);
    assert!(matches!(dnd_until(&cut, end), Judged::Inconclusive(_)), "{:?}", dnd_until(&cut, end));
    let (complete, _) = ran(DIAL_AND_END, Borders::Complete);
    assert!(matches!(dnd_until(&complete, u32::MAX), Judged::Fail(_)), "it ends with the call");
}

#[test]
fn within_is_open_while_its_span_runs_and_where_samples_come_late() {
    let (trace, _) = ran("    When ana dials 911\n    And time passes by 10 s\n", Borders::Sampled);
    let view = trace.view(BorderName::Presence).expect("seen");
    let lines = presences(&view, &trace.head);
    let ana = &lines[&"ana".parse().expect("a name")];
    let away = |(presence, _): &(spec911::domain::Presence, _)| presence.base == Base::Away;
    let dial = (stimulus(&trace, "dials"), Instant::START);
    assert!(matches!(within(ana, away, dial, Span::from_secs(20), trace.end), Judged::Inconclusive(_)));
    assert!(matches!(within(ana, away, dial, Span::from_secs(5), trace.end), Judged::Fail(_)));
}

#[test]
fn an_expectation_within_a_span_is_unknown_until_the_span_is_over() {
    let open = "    When ana dials 911\n    Then within 5 s of the dial of call 1 of ana we saw that call 1 of ana is answered\n";
    let (_, met) = ran(open, Borders::Complete);
    assert!(matches!(met.as_slice(), [Met::Unknown(_)]), "{met:?}");
    let over = "    When ana dials 911\n    And time passes by 6 s\n    Then within 5 s of the dial of call 1 of ana we saw \
                that call 1 of ana is answered\n";
    let (_, met) = ran(over, Borders::Complete);
    assert!(matches!(met.as_slice(), [Met::No { .. }]), "{met:?}");
}
