//! Claims that hold for the cell of every row.

use spec911::oracle::{judge, judged_rows};
use spec911::requirement::{BorderName, Catalogue, Verdict};

use super::cells::{cells, finding};
use super::edit::{replies_last, unseen};

#[test]
fn every_row_that_is_judged_has_its_cell() {
    let cells = cells();
    let rows: Vec<&str> = judged_rows().collect();
    assert!(rows.len() >= 30, "{rows:?}");
    for row in rows {
        assert!(cells.iter().any(|cell| cell.row == row), "{row} has no cell");
    }
}

#[test]
fn a_right_trace_passes_and_its_evidence_has_a_strength() {
    for cell in cells() {
        let finding = finding(&cell.good, cell.row);
        assert_eq!(finding.verdict, Verdict::Pass, "{}: {:#?}", cell.row, finding.evidence);
        let silent = finding.evidence.iter().find(|evidence| evidence.strength.is_none());
        assert!(silent.is_none(), "{}: {silent:?}", cell.row);
    }
}

#[test]
fn a_wrong_trace_fails() {
    for cell in cells() {
        let finding = finding(&cell.bad, cell.row);
        assert_eq!(finding.verdict, Verdict::Fail, "{}: {:#?}", cell.row, finding.evidence);
        assert!(finding.evidence.iter().all(|evidence| !evidence.expected.is_empty()), "{}", cell.row);
    }
}

#[test]
fn an_unseen_border_makes_it_inconclusive_and_is_named() {
    for cell in cells() {
        let finding = finding(&unseen(&cell.good, cell.needs), cell.row);
        assert_eq!(finding.verdict, Verdict::Inconclusive, "{}: {:#?}", cell.row, finding.evidence);
        let note = format!("border {} is not seen", cell.needs);
        let named = finding.evidence.iter().any(|evidence| evidence.note.as_ref() == Some(&note));
        assert!(named, "{}: {:#?}", cell.row, finding.evidence);
    }
}

#[test]
fn no_border_that_is_taken_away_makes_a_right_trace_fail() {
    let mut wrong = Vec::new();
    for cell in cells() {
        let whole = judge(&cell.good, Catalogue::embedded());
        for border in BorderName::ALL {
            let judged = judge(&unseen(&cell.good, *border), Catalogue::embedded());
            for (row, finding) in judged.iter().filter(|(_, finding)| finding.verdict == Verdict::Fail) {
                if whole[row].verdict != Verdict::Fail {
                    wrong.push(format!("{row} without {border}, in the trace of {}: {:?}", cell.row, finding.evidence));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_reply_that_comes_last_changes_no_verdict() {
    for cell in cells() {
        for trace in [&cell.good, &cell.bad] {
            let (now, last) = (judge(trace, Catalogue::embedded()), judge(&replies_last(trace), Catalogue::embedded()));
            for (row, finding) in now {
                let verdicts = (finding.verdict, last[&row].verdict);
                assert_eq!(verdicts.0, verdicts.1, "{row}, in a trace of {}: {:#?}", cell.row, last[&row].evidence);
            }
        }
    }
}
