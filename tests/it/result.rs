//! How findings become verdicts: of a scenario, of a requirement over a check, of the whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use spec911::conduct::Stop;
use spec911::deployment::Borders;
use spec911::observation::{ClockMode, Head, Met, Seeing, Trace};
use spec911::oracle::{Evidence, Finding};
use spec911::requirement::{BorderName, Catalogue, Ics, RequirementId, Standing, StandingKind, Status, Verdict};
use spec911::result::{
    Blame, ExcludedBy, Exclusion, Exit, Report, Run, ScenarioResult, ScenarioVerdict, Selection, Setting, Subject,
    gate, tag_faults,
};
use spec911::stimulus::{Expectation, Origin, Placed, Scenario, Sight, Step, Stimulus};

use crate::runs;

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

#[test]
fn tags_let_a_scenario_run_only_where_the_ics_declares_it() {
    let catalogue = Catalogue::embedded();
    let reference = Ics::reference();
    let mut less = reference.clone();
    less.capabilities.remove("restart");
    less.readings.insert(id("ELG-02"), "national".to_owned());
    let tolerant = Ics::load("ics.yaml", "tolerances: {presence: 0 s}", catalogue).expect("a statement");
    let needing = catalogue.base().find(|row| row.capability.as_deref() == Some("restart")).expect("a row");
    let tag = needing.id.to_string();
    let cases = [
        ("ELG-01 slice", reference, true),
        ("reading:ELG-02=default", reference, true),
        ("reading:ELG-02=national", reference, false),
        ("reading:ELG-02=national", &less, true),
        ("reading:ELG-02=default", &less, false),
        ("needs:restart", reference, true),
        ("needs:restart", &less, false),
        (tag.as_str(), reference, true),
        (tag.as_str(), &less, false),
        ("tolerance:expiry-grace=0s", reference, true),
        ("tolerance:expiry-grace=0s", &tolerant, false),
        ("tolerance:expiry-grace=5min", &tolerant, true),
        ("tolerance:expiry-grace=299s", &tolerant, false),
    ];
    for (tags, ics, runs) in cases {
        let why = gate(&scenario(tags), ics, catalogue);
        assert_eq!(why.is_none(), runs, "{tags}: {why:?}");
    }
    // Under this reading another row takes the place of ELG-02, whatever else is declared.
    let why = gate(&scenario("ELG-02"), &less, catalogue).expect("a reason");
    assert!(why.by == ExcludedBy::Requirement && why.why.contains("ELG-03 takes its place"), "{why:?}");
}

#[test]
fn a_scenario_for_what_the_statement_lists_otherwise_is_left_out() {
    let catalogue = Catalogue::embedded();
    let ics = |text: &str| Ics::load("ics.yaml", text, catalogue).expect("a statement");
    let cases = [
        ("agent ana is signed in in GB", "territories: [US, GB]", true),
        ("agent ana is signed in in GB", "territories: [US]", false),
        ("agent ana is signed in in FR", "territories: [US]", true),
        ("agent ana is signed in in FR", "territories: [US, FR]", false),
        ("ana uses the workspace contact-center", "workspaces: [customer-service]", false),
        ("ana uses the workspace contact-center", "territories: [US]", true),
        ("the presence of ana is Inactive set by system", "territories: [US]", false),
        ("the presence of ana is Inactive set by system", "statuses: [inactive]", true),
        ("the presence of ana is \"Busy - DND\" set by agent", "territories: [US]", true),
        ("the presence of ana is Lunch set by agent", "territories: [US]", false),
        ("the presence of ana is Lunch set by agent", "statuses: [custom]", true),
    ];
    for (text, declared, runs) in cases {
        let scenario = runs::scenario(&[text], &["time passes by 1 s"]);
        let why = gate(&scenario, &ics(declared), catalogue);
        assert_eq!(why.is_none(), runs, "{text}, {declared}: {why:?}");
        assert!(why.is_none_or(|why| why.by == ExcludedBy::List));
    }
}

#[test]
fn a_row_is_not_applicable_where_nothing_that_is_listed_is_left_for_it() {
    let catalogue = Catalogue::embedded();
    let row = |by: &[ExcludedBy], filters: &[&str]| {
        let result = |by: &ExcludedBy| {
            let exclusion = Exclusion { by: *by, why: "why".to_owned() };
            ScenarioResult::excluded(&scenario("ELG-02"), catalogue, 7, exclusion)
        };
        let setting = setting(filters);
        let report = Report::new(catalogue, setting, by.iter().map(result).collect());
        report.row(id("ELG-02")).expect("a row").status
    };
    assert_eq!(row(&[ExcludedBy::List, ExcludedBy::List], &[]), Status::Excluded);
    assert_eq!(row(&[ExcludedBy::List], &["--tags x"]), Status::NotTested, "a selection may leave the others out");
    assert_eq!(row(&[ExcludedBy::List, ExcludedBy::Reading], &[]), Status::NotTested);
    assert_eq!(row(&[ExcludedBy::Capability], &[]), Status::NotTested);
    assert_eq!(row(&[], &[]), Status::NotTested);
}

#[test]
fn a_statement_says_of_each_row_how_it_stands() {
    let catalogue = Catalogue::embedded();
    let ics = |text: &str| Ics::load("ics.yaml", text, catalogue).expect("a statement");
    let kind = |row: &str, ics: &Ics| Standing::of(catalogue.get(&id(row)).expect("a row"), ics, catalogue).kind;
    let (nothing, national) = (ics("{}"), ics("readings: {ELG-02: national}"));
    assert!(catalogue.base().all(|row| kind(row.id.as_str(), Ics::reference()) == StandingKind::Asserted));
    for (row, ics, wanted) in [
        ("ELG-01", &nothing, StandingKind::Asserted),
        ("ELG-03", &nothing, StandingKind::Observed),
        ("RTE-02", &nothing, StandingKind::NotApplicable),
        ("ELG-02", &national, StandingKind::NotApplicable),
        ("ELG-03", &national, StandingKind::Asserted),
        ("KAR-01", Ics::reference(), StandingKind::Outside),
        ("SAF-01", Ics::reference(), StandingKind::Outside),
    ] {
        assert_eq!(kind(row, ics), wanted, "{row}");
    }
}

#[test]
fn a_tag_that_the_catalogue_does_not_know_is_a_fault() {
    let catalogue = Catalogue::embedded();
    let cases = [
        ("ELG-99", Some("ELG-09")),
        ("reading:ELG-02=natonal", Some("reading:ELG-02=national")),
        ("reading:ELG-99=default", Some("reading:ELG-09=default")),
        ("needs:restrat", Some("needs:restart")),
        ("needs:zzzzzz", None),
        ("tolerance:expiry-grcae=0s", Some("tolerance:expiry-grace=0s")),
        ("tolerance:expiry-grace=5 min", Some("tolerance:expiry-grace=0s")),
        ("tolerance:expiry-grace", Some("tolerance:expiry-grace=0s")),
        ("tolerence:expiry-grace=0s", Some("tolerance:expiry-grace=0s")),
    ];
    for (tag, meant) in cases {
        let faults = tag_faults(&scenario(tag), catalogue);
        assert_eq!(faults.len(), 1, "{tag}");
        assert_eq!(faults[0].meant.as_deref(), meant, "{tag}");
    }
    assert!(
        tag_faults(&scenario("slice ELG-01 needs:restart reading:ELG-02=national tolerance:mail=30s"), catalogue)
            .is_empty()
    );
}

/// The result of a scenario that was run with the seeds from 7 on.
fn repeated(runs: &[Given]) -> ScenarioResult {
    let results = runs.iter().zip(7..).map(|(given, seed)| ScenarioResult { seed, ..result(given) });
    results.reduce(ScenarioResult::and).expect("a run")
}

#[test]
fn of_several_runs_the_worst_is_shown_and_a_fail_in_one_is_a_fail() {
    let pass = || given("ELG-01", &[("ELG-01", Pass)]);
    let fail = || given("ELG-01", &[("ELG-01", Fail)]);
    let open = || given("ELG-01", &[("ELG-01", Inconclusive)]);
    let broken = || given("ELG-01", &[("ELG-01", Pass)]).stopped(Stop::Fault("it broke".to_owned()));
    let also = || given("ELG-01", &[("ELG-01", Fail), ("PRS-01", Pass)]);
    let other = || given("ELG-01", &[("ELG-01", Pass), ("PRS-01", Fail)]);
    let cases = [
        (vec![pass(), pass()], ScenarioVerdict::Pass, 7, false, Pass),
        (vec![pass(), open(), pass()], ScenarioVerdict::Inconclusive, 8, true, Inconclusive),
        (vec![open(), pass(), fail(), fail()], ScenarioVerdict::Fail, 9, true, Fail),
        (vec![broken(), pass()], ScenarioVerdict::Error, 7, true, Pass),
        (vec![broken(), fail()], ScenarioVerdict::Fail, 8, true, Fail),
        (vec![also(), other()], ScenarioVerdict::Fail, 7, true, Fail),
    ];
    for (runs, verdict, seed, differ, on_row) in cases {
        let result = repeated(&runs);
        assert_eq!((result.verdict, result.seed, result.repeats.differ()), (verdict, seed, differ), "{runs:?}");
        assert_eq!(result.verdict_on(id("ELG-01")), on_row, "{runs:?}");
        assert_eq!(result.repeats.runs.len(), runs.len());
    }
    let both = repeated(&[also(), other()]);
    assert_eq!(both.verdict_on(id("PRS-01")), Fail);
    let note = both.findings[&id("PRS-01")].evidence[0].note.as_deref().unwrap_or_default();
    assert!(note.starts_with("in the run with seed 8"), "{note}");
}

#[test]
fn the_exit_code_of_a_check_looks_at_every_run() {
    let fail = || given("ELG-01", &[("ELG-01", Fail)]);
    let broken = || given("ELG-01", &[("ELG-01", Pass)]).stopped(Stop::Fault("it broke".to_owned()));
    let of = |runs: &[Given]| Exit::of(&Report::new(Catalogue::embedded(), setting(&["x"]), vec![repeated(runs)]));
    assert_eq!(of(&[fail(), broken()]), Exit::Harness);
    assert_eq!(of(&[given("ELG-01", &[("ELG-01", Pass)]), fail()]), Exit::Nonconformance);
}
