//! Faults of the harness itself: they end as an error or as inconclusive, never as a verdict on the deployment.

use std::collections::BTreeMap;

use spec911::border::{Effect, Input, Question, Reading};
use spec911::conduct::Stop;
use spec911::deployment::{Borders, Ran, RunOptions, run};
use spec911::observation::{Kind, Observed, Trace};
use spec911::oracle::{Finding, judge};
use spec911::reference::{LoadError, Policy, Reference, Service};
use spec911::requirement::{Catalogue, Ics, RequirementId, Verdict};
use spec911::result::{Blame, Run, ScenarioResult, ScenarioVerdict, Subject};
use spec911::stimulus::Scenario;
use spec911::time::Instant;

use crate::suite::{run_with, scenarios};

/// Every seventh scenario that holds for the reference as it is: each group is among them.
fn some() -> impl Iterator<Item = Scenario> {
    let plain = scenarios().into_iter().filter(|one| one.tags.iter().all(|tag| !tag.contains(':')));
    plain.step_by(7)
}

fn result(scenario: &Scenario, ran: &Ran, trace: &Trace, findings: BTreeMap<RequirementId, Finding>) -> ScenarioResult {
    let run = Run {
        scenario,
        trace,
        expectations: &ran.expectations,
        stop: ran.stop.clone(),
        findings,
        subject: Subject::Reference,
    };
    ScenarioResult::of(run, Catalogue::embedded())
}

#[test]
fn an_oracle_that_panics_is_an_error_of_its_scenario() {
    let told = spec911::cli::guarded(|| -> ScenarioResult { panic!("the oracle broke") });
    let what = told.expect_err("it panicked");
    let scenario = some().next().expect("a scenario");
    let broken = ScenarioResult::broken(&scenario, Catalogue::embedded(), 1, what);
    assert_eq!((broken.verdict, broken.blame), (ScenarioVerdict::Error, Some(Blame::Harness)));
    assert!(broken.findings.is_empty());
}

#[test]
fn a_trace_that_is_cut_short_fails_nothing() {
    for scenario in some() {
        let ran = run_with(&scenario, Policy::SPEC, Ics::reference(), Borders::Complete);
        for parts in [1, 2, 3] {
            let mut trace = ran.trace.clone();
            trace.records.truncate(trace.records.len() * parts / 4);
            // Of the instant in which it was cut not all is in.
            let last = trace.records.last().map_or(Instant::START, |record| record.at);
            let Some(end) = last.ticks().checked_sub(1) else { continue };
            trace.end = Instant::from_ticks(end);
            for (row, finding) in judge(&trace, Catalogue::embedded()) {
                let wrong = finding.verdict == Verdict::Fail;
                assert!(!wrong, "{row} in {parts} quarters of {}: {:#?}", scenario.id, finding.evidence);
            }
        }
    }
}

#[test]
fn samples_that_never_come_fail_nothing() {
    for scenario in some() {
        let ran = run_with(&scenario, Policy::SPEC, Ics::reference(), Borders::Sampled);
        let mut trace = ran.trace.clone();
        for record in trace.records.iter_mut().filter(|record| record.kind == Kind::Sample) {
            if let Some(border) = record.border() {
                record.observed = Observed::Unanswered { border, agent: Some("ana".parse().expect("a name")) };
            }
        }
        let judged = judge(&trace, Catalogue::embedded());
        let findings = result(&scenario, &ran, &trace, judged);
        assert_ne!(findings.verdict, ScenarioVerdict::Fail, "{}: {:?}", scenario.id, findings.reasons);
    }
}

/// A service that is asked for nothing that it was told: it says the reply of another act.
struct Lying {
    inner: Reference,
}

impl Service for Lying {
    fn handle(&mut self, now: Instant, input: Input, effects: &mut Vec<Effect>) {
        self.inner.handle(now, input, effects);
        for effect in effects.iter_mut() {
            if let Effect::Reply { act, .. } = effect {
                act.0 += 1_000;
            }
        }
    }

    fn due(&self) -> Option<Instant> {
        self.inner.due()
    }

    fn read(&self, question: &Question) -> Reading {
        self.inner.read(question)
    }

    fn save(&self) -> Vec<u8> {
        self.inner.save()
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.inner.load(bytes)
    }
}

#[test]
fn what_belongs_to_no_order_is_a_fault_and_no_verdict() {
    let scenario = some().next().expect("a scenario");
    let options = RunOptions {
        revision: Catalogue::embedded().revision(),
        ics: Ics::reference(),
        borders: Borders::Complete,
        seed: 1,
    };
    let ran = run(&scenario, &options, &|facts| Ok(Box::new(Lying { inner: Reference::new(Policy::SPEC, facts)? })));
    assert!(matches!(ran.stop, Stop::Fault(_)), "{:?}", ran.stop);
    let told = result(&scenario, &ran, &ran.trace, judge(&ran.trace, Catalogue::embedded()));
    assert_eq!((told.verdict, told.blame), (ScenarioVerdict::Error, Some(Blame::Harness)));
}
