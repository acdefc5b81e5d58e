//! The suite proves itself: every mutant is caught under the row that it breaks, no scenario is idle, every variant is
//! left alone; and what is taken away from the suite is missed.

mod faults;
mod sampled;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use spec911::audit::{Lost, Matrix, flaws, weaknesses};
use spec911::cli::audited_suite;
use spec911::mutant::{Change, mutants};
use spec911::observation::Seeing;
use spec911::report::{kill_matrix, weakness_page};
use spec911::requirement::{Catalogue, Class};

/// The matrix of the whole suite with complete borders, and the mutants that sampled ones lose; made once.
static AUDIT: LazyLock<(Matrix, Vec<Lost>)> =
    LazyLock::new(|| audited_suite().unwrap_or_else(|faults| panic!("{faults}")));

static MATRIX: LazyLock<&'static Matrix> = LazyLock::new(|| &AUDIT.0);

fn told(matrix: &Matrix) -> Vec<String> {
    flaws(matrix, Catalogue::embedded()).iter().map(ToString::to_string).collect()
}

#[test]
fn the_suite_catches_every_mutant_and_leaves_every_variant_alone() {
    let told = told(&MATRIX);
    assert!(told.is_empty(), "{} flaws\n{}", told.len(), told.join("\n"));
}

#[test]
fn the_kill_matrix_is_the_one_that_was_reviewed() {
    insta::with_settings!({ snapshot_path => "audit", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("kill-matrix", kill_matrix(&MATRIX, Seeing::Complete));
    });
}

#[test]
fn with_sampled_borders_at_least_nineteen_in_twenty_are_caught() {
    let lost: Vec<&str> = AUDIT.1.iter().map(|lost| lost.mutant).collect();
    assert!(lost.len() * 20 <= MATRIX.mutants.len(), "{} of {} lost: {lost:?}", lost.len(), MATRIX.mutants.len());
}

#[test]
fn where_the_suite_is_thin_is_what_was_reviewed() {
    let weaknesses = weaknesses(&MATRIX, Some(AUDIT.1.clone()), Catalogue::embedded());
    insta::with_settings!({ snapshot_path => "audit", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("weaknesses", weakness_page(&weaknesses));
    });
}

#[test]
fn a_suite_without_the_oracles_of_a_group_is_told_so() {
    let groups: BTreeSet<String> = Catalogue::embedded().base().map(|row| row.id.group().to_owned()).collect();
    assert_eq!(groups.len(), 9);
    for group in groups {
        let told = told(&MATRIX.without_oracles(|row| row.group() == group));
        assert!(!told.is_empty(), "nobody misses the oracles of {group}");
    }
}

#[test]
fn a_suite_without_one_of_its_files_is_told_so() {
    let files: BTreeSet<&str> = MATRIX.scenarios.iter().map(|one| one.file.as_str()).collect();
    let features = files.iter().filter(|file| file.ends_with(".feature"));
    let missed = |file: &&&str| !told(&MATRIX.without_scenarios(|one| one.file == **file)).is_empty();
    let silent: Vec<&&str> = features.filter(|file| !missed(file)).collect();
    assert!(silent.is_empty(), "nobody misses {silent:?}");
}

#[test]
fn mutants_have_names_of_their_own_and_a_sentence_each() {
    let mut names = BTreeSet::new();
    let mut sentences = BTreeSet::new();
    for mutant in mutants() {
        let plain = mutant.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(plain, "`{}` is no plain name", mutant.name);
        assert!(names.insert(mutant.name), "`{}` stands twice", mutant.name);
        assert!(sentences.insert(mutant.says), "`{}` stands twice", mutant.says);
        assert!(mutant.says.ends_with('.') && mutant.says.len() > 20, "{}: `{}`", mutant.name, mutant.says);
    }
}

#[test]
fn there_are_enough_mutants_and_enough_of_them_are_about_timing_and_controls() {
    let class = |row: &str| Catalogue::embedded().get(&row.parse().expect("an id")).and_then(|row| row.class);
    let count = mutants().count();
    assert!(count >= 160, "{count} mutants");
    let timed = mutants().filter(|mutant| matches!(class(mutant.row), Some(Class::Deadline | Class::Control))).count();
    assert!(timed >= 40, "{timed} in timing and controls");
}

#[test]
fn a_decision_is_answered_by_each_mutant_in_its_own_way() {
    let mut fields = BTreeSet::new();
    for mutant in mutants() {
        if let Change::Decision { field, .. } = mutant.change {
            fields.insert(field);
        }
    }
    assert!(fields.len() >= 80, "{} decisions are questioned", fields.len());
}
