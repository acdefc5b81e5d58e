//! Claims about the catalogue, the ICS and the errors that wrong ones give.

use std::collections::{BTreeMap, BTreeSet};

use spec911::reference::DECISIONS;
use spec911::requirement::{Catalogue, Ics, Obligation, RequirementId, Tolerance, Verdict};
use spec911::time::Span;

/// Frozen: a change of any base or harness row needs a new revision, not a new hash here.
const HASH_OF_D365_2024_09: &str = "ae4be4cefe2ed609a189847140a7ada52516da6114ec40b34462101b45da99ec";

fn id(text: &str) -> RequirementId {
    text.parse().expect("an id")
}

#[test]
fn the_revision_is_frozen() {
    let catalogue = Catalogue::embedded();
    assert_eq!(catalogue.revision(), "d365-2024-09");
    assert_eq!(catalogue.hash(), HASH_OF_D365_2024_09);
}

#[test]
fn the_catalogue_has_every_row() {
    let catalogue = Catalogue::embedded();
    let mut counts: BTreeMap<Obligation, usize> = BTreeMap::new();
    for row in catalogue.rows() {
        *counts.entry(row.obligation).or_default() += 1;
    }
    let expected = [
        (Obligation::Mandatory, 55),
        (Obligation::Conditional, 49),
        (Obligation::Optional, 1),
        (Obligation::Pack, 12),
        (Obligation::Harness, 6),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    assert_eq!(catalogue.base().count(), 105);
    assert_eq!(catalogue.clauses().len(), 26);
}

#[test]
fn ids_of_a_group_have_no_gap() {
    let catalogue = Catalogue::embedded();
    let sizes = [("ELG", 13), ("RTE", 9), ("PRS", 15), ("CBN", 12), ("CBR", 14), ("PNL", 8), ("CNF", 9), ("NTF", 19)];
    for (group, size) in sizes.into_iter().chain([("ORD", 6), ("SAF", 6), ("BCP", 4), ("KAR", 3)]) {
        let numbers: Vec<u8> = catalogue.group(&id(&format!("{group}-01"))).map(|row| row.id.number()).collect();
        assert_eq!(numbers, (1..=size).collect::<Vec<u8>>(), "{group}");
    }
}

#[test]
fn every_alternative_is_there() {
    let alternatives: Vec<String> = Catalogue::embedded()
        .rows()
        .iter()
        .flat_map(|row| row.alternatives.iter().map(|alternative| format!("{}={}", row.id, alternative.name)))
        .collect();
    let expected = "ELG-02=national ELG-04=ordinary ELG-06=fallback ELG-07=handle RTE-03=direct-offer-first \
        RTE-05=fall-back RTE-06=fail-late RTE-09=unhandled PRS-04=recompute-inactive PRS-06=hold-after-drop \
        PRS-07=defer PRS-07=apply PRS-13=refuse-sign-out CBN-02=declared-field CBN-08=extend CBN-09=fallback-identity \
        CBN-12=callback-extends CBR-06=agent-chooses CBR-08=psap-only CBR-09=replace CBR-10=from-answer \
        CBR-10=from-end CBR-10=later-of PNL-03=from-answer CNF-04=history-only NTF-04=reject-at-save \
        NTF-07=other-sender NTF-10=coalesce NTF-12=at-send NTF-14=failure-follow-up NTF-14=mail-on-refusal";
    assert_eq!(alternatives, expected.split_whitespace().collect::<Vec<_>>());
    assert_eq!(alternatives.len(), 31);
}

#[test]
fn our_own_reading_has_two_names_where_the_decision_names_it() {
    let named: Vec<String> = Catalogue::embedded()
        .rows()
        .iter()
        .filter(|row| row.default_reading != "default")
        .map(|row| format!("{}={}", row.id, row.default_reading))
        .collect();
    assert_eq!(named, ["RTE-05=drop", "PRS-07=refuse", "CBN-08=own", "CBR-06=hold"]);
    let row = Catalogue::embedded().get(&id("RTE-05")).expect("a row");
    assert_eq!(row.reading("drop"), Some("default"));
    assert_eq!(row.reading("default"), Some("default"));
    assert_eq!(row.reading("fall-back"), Some("fall-back"));
    assert_eq!(row.reading("hold"), None);
}

#[test]
fn capabilities_are_feature_or_behaviour() {
    let capabilities = Catalogue::embedded().capabilities();
    assert_eq!(capabilities.feature.len(), 20);
    assert_eq!(capabilities.behaviour.len(), 27);
    assert!(capabilities.feature.is_disjoint(&capabilities.behaviour));
    assert!(capabilities.behaviour.contains("route-lint"));
    let used: BTreeSet<&str> =
        Catalogue::embedded().rows().iter().filter_map(|row| row.capability.as_deref()).collect();
    let alone: Vec<&str> = capabilities.all().filter(|name| !used.contains(name)).collect();
    assert_eq!(alone, ["carrier-callback", "placeholder-plan", "test-window"]);
}

#[test]
fn base_rows_name_what_their_verdict_needs() {
    for row in Catalogue::embedded().base() {
        assert!(!row.borders.is_empty(), "{}", row.id);
        assert!(row.origin.is_some() && row.class.is_some(), "{}", row.id);
    }
}

#[test]
fn a_misspelt_id_finds_its_row() {
    let catalogue = Catalogue::embedded();
    for (text, meant) in [("ELG-1", "ELG-01"), ("elg_01", "ELG-01"), ("ELG13", "ELG-13"), ("NFT-04", "NTF-04")] {
        assert_eq!(catalogue.nearest_id(text), Some(id(meant)), "{text}");
    }
    assert_eq!(catalogue.nearest_id("weather"), None);
}

#[test]
fn the_hash_is_of_the_content_and_not_of_the_layout() {
    let text = include_str!("../../fixtures/requirements.yaml");
    let load = |text: &str| Catalogue::load("requirements.yaml", text).expect("a catalogue").hash();
    let frozen = load(text);
    let laid_out = text.replace("clause: [N1, H1]", "clause:\n      - N1 # first\n      - \"H1\"");
    assert_ne!(laid_out, text);
    assert_eq!(load(&laid_out), frozen);
    assert_ne!(load(&text.replace("refused at once", "refused at twice")), frozen);
    assert_ne!(load(&text.replacen("class: deadline", "class: safety", 1)), frozen);
}

#[test]
fn the_reference_declares_everything_and_tolerates_nothing() {
    let ics = Ics::reference();
    assert!(Catalogue::embedded().capabilities().all().all(|name| ics.declares(name)));
    assert!(!ics.declares("telepathy"));
    assert!(Tolerance::ALL.iter().all(|tolerance| ics.tolerance(*tolerance) == Span::ZERO));
    assert!(Catalogue::embedded().rows().iter().all(|row| ics.reading(&row.id) == "default"));
    assert_eq!(ics.territories, ["CA", "DK", "GB", "PR", "US"].map(str::to_owned).into());
    assert_eq!(ics.statuses.len(), 7);
    assert_eq!(ics.workspaces.len(), 2);
}

#[test]
fn what_an_ics_leaves_out_has_the_ceiling_of_the_catalogue() {
    let ics =
        Ics::load("ics.yaml", "readings: {CBR-10: later-of, CBN-08: own}", Catalogue::embedded()).expect("an ICS");
    assert_eq!(ics.reading(&id("CBR-10")), "later-of");
    assert_eq!(ics.reading(&id("CBN-08")), "default");
    let spans: Vec<String> = Tolerance::ALL.iter().map(|tolerance| ics.tolerance(*tolerance).to_string()).collect();
    assert_eq!(spans, ["2 s", "2 s", "2 s", "3 s", "1 min", "1 min", "5 min", "15 min"]);
}

#[test]
fn the_strongest_finding_is_the_verdict() {
    use Verdict::{Fail, Inconclusive, NotApplicable, NotTriggered, Observed, Pass};
    let strongest_first = [Fail, Inconclusive, Pass, Observed, NotApplicable, NotTriggered];
    for (at, strong) in strongest_first.iter().enumerate() {
        for weak in &strongest_first[at..] {
            assert_eq!(strong.merge(*weak), *strong);
            assert_eq!(weak.merge(*strong), *strong);
        }
    }
    assert_eq!(Verdict::of([]), NotTriggered);
    assert_eq!(serde_json::to_string(&NotApplicable).expect("json"), "\"not-applicable\"");
}

#[test]
fn a_file_without_end_of_faults_is_cut_short() {
    let many = format!("rows: [{}]", "x, ".repeat(100_000));
    let faults = Catalogue::load("many.yaml", &many).expect_err("faults");
    assert_eq!(faults.len(), 101);
    assert!(faults.last().is_some_and(|last| last.message.contains("more than 100 faults")));
    let huge = "#".repeat(2 << 20);
    assert_eq!(
        Catalogue::load("huge.yaml", &huge).expect_err("a fault")[0].expected.as_deref(),
        Some("at most 1048576 bytes")
    );
}

#[test]
fn each_decision_follows_from_rows_of_the_catalogue_and_asks_a_question() {
    let known: BTreeSet<&str> = Catalogue::embedded().rows().iter().map(|row| row.id.as_str()).collect();
    for decision in DECISIONS {
        let rows: Vec<&str> = decision.rows().collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| known.contains(row)), "{}: {rows:?}", decision.name);
        let question = decision.question();
        assert!(decision.says.ends_with(question) && question.contains('?'), "{}: {question}", decision.name);
    }
}
