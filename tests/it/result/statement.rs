//! What a statement makes of rows, scenarios and tags.

use spec911::requirement::{Catalogue, Ics, Standing, StandingKind, Status};
use spec911::result::{ExcludedBy, Exclusion, Report, ScenarioResult, gate, tag_faults};

use super::{id, scenario, setting};
use crate::runs;

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
