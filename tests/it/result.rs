//! How findings become verdicts: of a scenario, of a requirement over a check, of the whole.

mod repeat;
mod statement;

use std::collections::BTreeMap;
use std::sync::Arc;

use spec911::conduct::Stop;
use spec911::deployment::Borders;
use spec911::observation::{ClockMode, Head, Met, Seeing, Trace};
use spec911::oracle::{Evidence, Finding};
use spec911::requirement::{BorderName, Catalogue, Ics, RequirementId, Status, Verdict};
use spec911::result::{Blame, Exit, Report, Run, ScenarioResult, ScenarioVerdict, Selection, Setting, Subject};
use spec911::stimulus::{Expectation, Origin, Placed, Scenario, Sight, Step, Stimulus};

use Verdict::{Fail, Inconclusive, NotApplicable, NotTriggered, Observed, Pass};

/// One scenario of a case: its tags, what the oracles say, and the rest of what a run leaves behind.
#[derive(Clone, Debug)]
struct Given {
    tags: &'static str,
    findings: Vec<(&'static str, Verdict)>,
    met: Vec<Met>,
    stop: Stop,
    subject: Subject,
    blind: Option<BorderName>,
    fits: Vec<RequirementId>,
}

fn given(tags: &'static str, findings: &[(&'static str, Verdict)]) -> Given {
    let findings = findings.to_vec();
    Given {
        tags,
        findings,
        met: Vec::new(),
        stop: Stop::Ended,
        subject: Subject::Reference,
        blind: None,
        fits: Vec::new(),
    }
}

impl Given {
    fn elsewhere(mut self) -> Self {
        self.subject = Subject::Other;
        self
    }

    fn unmet(mut self) -> Self {
        self.met = vec![Met::Yes, Met::No { actual: "something else".to_owned(), record: None }];
        self
    }

    fn unknown(mut self) -> Self {
        self.met = vec![Met::Unknown("call 2 of ana is not known".to_owned())];
        self
    }

    fn stopped(mut self, stop: Stop) -> Self {
        self.stop = stop;
        self
    }

    fn blind(mut self, border: BorderName) -> Self {
        self.blind = Some(border);
        self
    }
}

fn id(text: &str) -> RequirementId {
    text.parse().expect("an id")
}

fn origin(line: u32) -> Origin {
    Origin { file: Arc::from("x.feature"), line, row: None }
}

fn scenario(tags: &str) -> Scenario {
    let dial = Stimulus::Dials { agent: "ana".parse().expect("a name"), dialled: "911".parse().expect("a number") };
    let sight: Box<Sight> = "the presence of ana is Lunch".parse().expect("a sight");
    let then = |line| Placed { value: Step::Then(Expectation::Now { sight: sight.clone() }), origin: origin(line) };
    Scenario {
        id: "x.feature:3".to_owned(),
        name: "x".to_owned(),
        story: None,
        tags: tags.split_whitespace().map(str::to_owned).collect(),
        origin: origin(3),
        facts: Vec::new(),
        steps: vec![Placed { value: Step::When(dial), origin: origin(4) }, then(5), then(6)],
    }
}

fn result(given: &Given) -> ScenarioResult {
    let mut borders = Borders::Complete.seeing();
    given.blind.map(|border| borders.remove(&border));
    let head = Head {
        revision: "x".to_owned(),
        clock: ClockMode::Virtual,
        epoch: "2026-03-08T06:30:00Z".parse().expect("a civil time"),
        seed: 7,
        borders,
        ics: Ics::reference().clone(),
        facts: Vec::new(),
    };
    let finding = |verdict: Verdict, fits: bool| {
        let mut evidence = Evidence::new(None, "this", "that");
        evidence.note = Some("why".to_owned());
        evidence.fits = fits.then(|| "ROW=other".to_owned());
        Finding { verdict, evidence: vec![evidence] }
    };
    let findings: BTreeMap<RequirementId, Finding> = given
        .findings
        .iter()
        .map(|(text, verdict)| (id(text), finding(*verdict, given.fits.contains(&id(text)))))
        .collect();
    let expectations: Vec<(usize, Met)> = given.met.iter().cloned().zip(1..).map(|(met, step)| (step, met)).collect();
    let run = Run {
        scenario: &scenario(given.tags),
        trace: &Trace::new(head),
        expectations: &expectations,
        stop: given.stop.clone(),
        findings,
        subject: given.subject,
    };
    ScenarioResult::of(run, Catalogue::embedded())
}

fn report(scenarios: &[Given], filters: &[&str]) -> Report {
    Report::new(Catalogue::embedded(), setting(filters), scenarios.iter().map(result).collect())
}

fn setting(filters: &[&str]) -> Setting {
    Setting {
        suite_version: "0".to_owned(),
        suite_hash: String::new(),
        deployment: "x".to_owned(),
        options: Vec::new(),
        clock: ClockMode::Virtual,
        seeing: Seeing::Complete,
        seed: 7,
        repeat: 1,
        shuffle: None,
        ics: Ics::reference().clone(),
        statement: None,
        selection: Selection {
            filters: filters.iter().map(|filter| (*filter).to_owned()).collect(),
            ..Selection::default()
        },
        features: None,
    }
}

#[test]
fn a_scenario_has_the_verdict_that_the_rules_give() {
    let unbound = || Stop::Unbound { step: 0, what: "call 2 of ana is not known".to_owned() };
    let broke = || Stop::Fault("it broke".to_owned());
    let cases = [
        ("pass", given("ELG-01", &[("ELG-01", Pass)]), ScenarioVerdict::Pass, None),
        ("no tags", given("slice", &[("ELG-01", Pass)]), ScenarioVerdict::Pass, None),
        ("observed", given("ELG-01", &[("ELG-01", Observed)]), ScenarioVerdict::Observed, None),
        (
            "observed in part",
            given("ELG-01 PRS-08", &[("ELG-01", Pass), ("PRS-08", Observed)]),
            ScenarioVerdict::Pass,
            None,
        ),
        (
            "observed in part and unmet",
            given("ELG-01 PRS-08", &[("ELG-01", Pass), ("PRS-08", Observed)]).unmet().elsewhere(),
            ScenarioVerdict::Observed,
            None,
        ),
        (
            "observed and unmet on the reference",
            given("PRS-08", &[("PRS-08", Observed)]).unmet(),
            ScenarioVerdict::Error,
            Some(Blame::Harness),
        ),
        (
            "observed beside something open",
            given("ELG-01 PRS-08", &[("ELG-01", Inconclusive), ("PRS-08", Observed)]),
            ScenarioVerdict::Inconclusive,
            None,
        ),
        ("fail", given("ELG-01", &[("ELG-01", Fail)]), ScenarioVerdict::Fail, Some(Blame::Deployment)),
        (
            "fail of another row",
            given("ELG-01", &[("ELG-01", Pass), ("PRS-01", Fail)]),
            ScenarioVerdict::Fail,
            Some(Blame::Deployment),
        ),
        ("inconclusive", given("ELG-01", &[("ELG-01", Inconclusive)]), ScenarioVerdict::Inconclusive, None),
        (
            "inconclusive of another row",
            given("ELG-01", &[("ELG-01", Pass), ("CNF-01", Inconclusive)]),
            ScenarioVerdict::Pass,
            None,
        ),
        ("not applicable", given("ELG-01", &[("ELG-01", NotApplicable)]), ScenarioVerdict::Excluded, None),
        (
            "untriggered on the reference",
            given("ELG-01", &[("ELG-01", NotTriggered)]),
            ScenarioVerdict::Error,
            Some(Blame::Harness),
        ),
        ("not even named on the reference", given("ELG-01", &[]), ScenarioVerdict::Error, Some(Blame::Harness)),
        (
            "untriggered beside a fail",
            given("ELG-01", &[("PRS-01", Fail)]),
            ScenarioVerdict::Fail,
            Some(Blame::Deployment),
        ),
        ("untriggered elsewhere", given("ELG-01", &[]).elsewhere(), ScenarioVerdict::Inconclusive, None),
        (
            "unmet on the reference",
            given("ELG-01", &[("ELG-01", Pass)]).unmet(),
            ScenarioVerdict::Error,
            Some(Blame::Harness),
        ),
        (
            "unmet beside a fail",
            given("ELG-01", &[("ELG-01", Fail)]).unmet(),
            ScenarioVerdict::Fail,
            Some(Blame::Deployment),
        ),
        (
            "unmet elsewhere",
            given("ELG-01", &[("ELG-01", Pass)]).unmet().elsewhere(),
            ScenarioVerdict::Inconclusive,
            Some(Blame::Ambiguity),
        ),
        ("unknown", given("ELG-01", &[("ELG-01", Pass)]).unknown(), ScenarioVerdict::Inconclusive, None),
        ("unbound", given("ELG-01", &[("ELG-01", Pass)]).stopped(unbound()), ScenarioVerdict::Inconclusive, None),
        ("broken", given("ELG-01", &[("ELG-01", Pass)]).stopped(broke()), ScenarioVerdict::Error, Some(Blame::Harness)),
        (
            "broken beside a fail",
            given("ELG-01", &[("ELG-01", Fail)]).stopped(broke()),
            ScenarioVerdict::Error,
            Some(Blame::Harness),
        ),
    ];
    for (name, given, verdict, blame) in cases {
        let result = result(&given);
        assert_eq!((result.verdict, result.blame), (verdict, blame), "{name}: {:?}", result.reasons);
        assert_eq!(result.reasons.is_empty(), verdict == ScenarioVerdict::Pass, "{name}: {:?}", result.reasons);
    }
}

#[test]
fn a_fail_that_fits_another_reading_is_an_ambiguity() {
    let fits = |ids: &[&str]| {
        let mut case = given("ELG-01", &[("ELG-01", Fail), ("RTE-05", Fail)]);
        case.fits = ids.iter().map(|text| id(text)).collect();
        result(&case).blame
    };
    assert_eq!(fits(&["ELG-01", "RTE-05"]), Some(Blame::Ambiguity));
    assert_eq!(fits(&["RTE-05"]), Some(Blame::Deployment));
}

#[test]
fn an_untriggered_requirement_names_the_stimulus_or_the_reference() {
    let what = "call 2 of ana is not known".to_owned();
    let unbound = result(&given("ELG-01", &[]).stopped(Stop::Unbound { step: 0, what }));
    assert!(unbound.reasons[0].contains("call 2 of ana is not known, needed by `ana dials 911` at x.feature:4"));
}

#[test]
fn a_requirement_has_the_status_that_the_rules_give() {
    let pass = || given("ELG-01", &[("ELG-01", Pass)]);
    let untagged = |verdict| given("slice", &[("ELG-01", verdict)]);
    let broken = || given("ELG-01", &[("ELG-01", Pass)]).stopped(Stop::Fault("it broke".to_owned()));
    let open = || given("ELG-01", &[("ELG-01", Inconclusive)]);
    let cases = [
        ("pass", vec![pass()], Status::Tested, Pass, true),
        ("fail anywhere", vec![pass(), untagged(Fail)], Status::Tested, Fail, true),
        ("fail before error", vec![broken(), untagged(Fail)], Status::Tested, Fail, true),
        ("error before pass", vec![pass(), broken()], Status::Error, Verdict::Error, true),
        ("inconclusive where tagged", vec![pass(), open()], Status::Tested, Inconclusive, true),
        ("inconclusive elsewhere", vec![pass(), untagged(Inconclusive)], Status::Tested, Pass, true),
        ("pass elsewhere is none", vec![untagged(Pass)], Status::NotTested, NotTriggered, true),
        ("observed", vec![untagged(Observed)], Status::Tested, Observed, true),
        ("not applicable", vec![untagged(NotApplicable)], Status::Excluded, NotApplicable, false),
        ("nothing", vec![given("slice", &[])], Status::NotTested, NotTriggered, false),
        ("border unseen", vec![open().blind(BorderName::Carrier)], Status::NotMeasured, Inconclusive, true),
    ];
    for (name, scenarios, status, verdict, triggered) in cases {
        let report = report(&scenarios, &["--tags x"]);
        let row = report.row(id("ELG-01")).expect("a row");
        assert_eq!((row.status, row.verdict, row.triggered), (status, verdict, triggered), "{name}");
        assert_eq!(
            row.reason.is_some(),
            status != Status::Tested || verdict == Inconclusive,
            "{name}: {:?}",
            row.reason
        );
    }
}

#[test]
fn every_base_row_has_its_line_and_all_others_stand_outside() {
    let catalogue = Catalogue::embedded();
    let report = report(&[given("ELG-01", &[("ELG-01", Pass)])], &[]);
    assert!(report.requirements.iter().map(|row| row.id).eq(catalogue.base().map(|row| row.id)));
    assert_eq!(report.requirements.len() + report.outside.len(), catalogue.rows().len());
}

#[test]
fn the_exit_code_is_the_first_that_applies() {
    let pass = || given("ELG-01", &[("ELG-01", Pass)]);
    let fail = || given("ELG-01", &[("ELG-01", Fail)]);
    let broken = || given("ELG-01", &[]);
    let selection: &[&str] = &["--tags x"];
    let cases = [
        ("selection passes", vec![pass()], selection, Exit::Pass),
        ("the whole suite has rows left", vec![pass()], &[], Exit::Inconclusive),
        ("a fail", vec![pass(), fail()], selection, Exit::Nonconformance),
        (
            "a fail of what was not asked for",
            vec![given("slice", &[("PRS-01", Fail)])],
            selection,
            Exit::Nonconformance,
        ),
        ("an error before a fail", vec![broken(), fail()], selection, Exit::Harness),
        ("inconclusive", vec![given("ELG-01", &[("ELG-01", Inconclusive)])], selection, Exit::Inconclusive),
        ("inconclusive elsewhere", vec![pass(), given("slice", &[("ELG-01", Inconclusive)])], selection, Exit::Pass),
        ("no requirement is tagged", vec![given("slice", &[("ELG-01", Pass)])], selection, Exit::Inconclusive),
        ("nothing but observed", vec![given("ELG-01", &[("ELG-01", Observed)])], selection, Exit::Inconclusive),
        ("observed beside a pass", vec![pass(), given("PRS-08", &[("PRS-08", Observed)])], selection, Exit::Pass),
        ("an oracle gap", vec![pass().unmet().elsewhere()], selection, Exit::Inconclusive),
        ("nothing executed", vec![given("ELG-01", &[("ELG-01", NotApplicable)])], selection, Exit::Empty),
        ("nothing at all", vec![], selection, Exit::Empty),
    ];
    for (name, scenarios, filters, exit) in cases {
        assert_eq!(Exit::of(&report(&scenarios, filters)), exit, "{name}");
    }
    let codes: Vec<u8> = Exit::ORDER[2..].iter().map(|exit| exit.code()).collect();
    assert_eq!(codes, [6, 2, 70, 4, 3, 1, 5, 0]);
}
