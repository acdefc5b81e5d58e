//! Finding what is wrong with a suite, by its matrix.

use std::collections::{BTreeMap, BTreeSet};

use crate::mutant::Change;
use crate::observation::Seeing;
use crate::oracle::judged_rows;
use crate::reference::DECISIONS;
use crate::requirement::{Catalogue, Obligation, Requirement, RequirementId};

use super::flaw::Flaw;
use super::matrix::{Audited, Caught, Extent, Matrix};

/// The least number of mutants of a mandatory row or one of a pack: one may be caught by luck.
const MANDATORY: usize = 2;
/// The least number of mutants of any other base row.
const OTHER: usize = 1;
/// How many of a hundred mutants must be caught while borders are only sampled.
const LIT: usize = 95;

/// Everything that is wrong, in the order in which it is told.
pub fn flaws(matrix: &Matrix, catalogue: &Catalogue) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = matrix.broken.iter().map(|(place, why)| broken(matrix, *place, why)).collect();
    matrix.mutants.iter().for_each(|caught| of_mutant(matrix, caught, catalogue, &mut flaws));
    of_variants(matrix, &mut flaws);
    if matrix.extent == Extent::Whole {
        strangers(matrix, &mut flaws);
        match matrix.seeing {
            Seeing::Complete => idle(matrix, &mut flaws),
            // Which scenarios are needed is a question for complete borders.
            Seeing::Sampled => flaws.extend(dim(matrix)),
        }
        twins(matrix, &mut flaws);
        untouched(matrix, &mut flaws);
        flaws.extend(catalogue.rows().iter().filter(|row| is_judged(row)).filter_map(|row| few(matrix, row)));
        decisions(matrix, catalogue, &mut flaws);
    }
    flaws
}

fn id_at(matrix: &Matrix, place: usize) -> String {
    matrix.scenarios.get(place).map(|one| one.id.clone()).unwrap_or_default()
}

fn broken(matrix: &Matrix, place: usize, why: &[String]) -> Flaw {
    Flaw::Broken { scenario: id_at(matrix, place), why: why.join("; ") }
}

fn listed<'r>(rows: impl Iterator<Item = &'r str>) -> String {
    rows.collect::<Vec<_>>().join(" ")
}

fn of_mutant(matrix: &Matrix, caught: &Caught, catalogue: &Catalogue, flaws: &mut Vec<Flaw>) {
    let (mutant, row) = (caught.mutant.name.to_owned(), caught.mutant.row.to_owned());
    let broke = caught.errors.iter().map(|(place, why)| Flaw::Broke {
        name: format!("the mutant {mutant}"),
        scenario: id_at(matrix, *place),
        why: why.join("; "),
    });
    flaws.extend(broke);
    if !caught.row().and_then(|row| catalogue.get(&row)).is_some_and(is_judged) {
        flaws.push(Flaw::Unknown { mutant, row });
        return;
    }
    let fired = caught.rows();
    let own = caught.row();
    // What all sampled borders together lose is counted.
    let is_counted = matrix.extent == Extent::Whole && matrix.seeing == Seeing::Sampled;
    if is_counted && !caught.is_killed() {
        collateral(matrix, caught, flaws);
    } else if !caught.differs {
        flaws.push(Flaw::Void { mutant });
    } else if fired.is_empty() {
        flaws.push(Flaw::Survives { mutant, row });
    } else {
        if own.is_none_or(|own| !fired.contains(&own)) {
            let fired = listed(fired.iter().map(|row| row.as_str()));
            flaws.push(Flaw::Elsewhere { mutant: mutant.clone(), row, fired });
        }
        collateral(matrix, caught, flaws);
    }
}

/// Rows that fail and are not listed, and rows that are listed and don't fail.
fn collateral(matrix: &Matrix, caught: &Caught, flaws: &mut Vec<Flaw>) {
    let mutant = caught.mutant.name.to_owned();
    let expected: BTreeSet<RequirementId> = matrix.collateral.of(&mutant).collect();
    let fired = caught.rows();
    let other: BTreeSet<_> =
        fired.iter().filter(|row| Some(**row) != caught.row() && !expected.contains(row)).collect();
    // The list is reviewed with complete borders; samples let some rows see a mistake that another one tells of there.
    if !other.is_empty() && matrix.seeing == Seeing::Complete {
        let first = caught.fails.iter().find(|(_, rows)| rows.iter().any(|row| other.contains(row)));
        flaws.push(Flaw::Collateral {
            mutant: mutant.clone(),
            fired: listed(other.iter().map(|row| row.as_str())),
            scenario: first.map(|(place, _)| id_at(matrix, *place)).unwrap_or_default(),
        });
    }
    let unfounded: Vec<&RequirementId> = expected.iter().filter(|row| !fired.contains(row)).collect();
    // With sampled borders some of them do not show.
    if !unfounded.is_empty() && matrix.extent == Extent::Whole && matrix.seeing == Seeing::Complete {
        let listed = listed(unfounded.into_iter().map(RequirementId::as_str));
        flaws.push(Flaw::Unfounded { mutant, listed });
    }
}

/// Mutants in the list of collateral that do not exist.
fn strangers(matrix: &Matrix, flaws: &mut Vec<Flaw>) {
    let known: BTreeSet<&str> = matrix.mutants.iter().map(|caught| caught.mutant.name).collect();
    let strangers = matrix.collateral.mutants().filter(|name| !known.contains(name));
    flaws.extend(strangers.map(|name| Flaw::Stranger { mutant: name.to_owned() }));
}

/// Boundaries that no scenario touches.
fn untouched(matrix: &Matrix, flaws: &mut Vec<Flaw>) {
    let touched: BTreeSet<&String> = matrix.scenarios.iter().flat_map(|one| &one.boundaries).collect();
    let missing = matrix.boundaries.iter().filter(|boundary| !touched.contains(boundary));
    flaws.extend(missing.map(|boundary| Flaw::Untouched { boundary: boundary.clone() }));
}

fn of_variants(matrix: &Matrix, flaws: &mut Vec<Flaw>) {
    for variant in &matrix.variants {
        let name = &variant.name;
        flaws.extend(variant.errors.iter().map(|(place, why)| Flaw::Broke {
            name: format!("the variant {name}"),
            scenario: id_at(matrix, *place),
            why: why.join("; "),
        }));
        let rows: BTreeSet<_> = variant.fails.values().flatten().collect();
        if let Some((place, _)) = variant.fails.first_key_value() {
            flaws.push(Flaw::Accused {
                variant: name.clone(),
                rows: listed(rows.into_iter().map(|row| row.as_str())),
                scenario: id_at(matrix, *place),
            });
        }
        if variant.run == 0 {
            flaws.push(Flaw::Unrun { variant: name.clone() });
        }
    }
}

/// Too many mutants that sampled borders lose.
fn dim(matrix: &Matrix) -> Option<Flaw> {
    let (caught, of) = (matrix.killed(), matrix.mutants.len());
    (caught * 100 < of * LIT).then_some(Flaw::Dim { caught, of, needs: LIT })
}

/// Scenarios and outlines in none of whose rows a mutant fails its own row or one listed with it.
fn idle(matrix: &Matrix, flaws: &mut Vec<Flaw>) {
    let busy: BTreeSet<&str> = matrix
        .mutants
        .iter()
        .flat_map(|caught| caught.fails.keys())
        .filter_map(|place| Some(matrix.scenarios.get(*place)?.outline.as_str()))
        .collect();
    let mut told = BTreeSet::new();
    for one in matrix.scenarios.iter().filter(|one| !busy.contains(one.outline.as_str())) {
        if told.insert(&one.outline) {
            flaws.push(Flaw::Idle { scenario: one.outline.clone(), title: one.name.clone() });
        }
    }
}

/// Rows of outlines that touch no boundary of their own.
fn twins(matrix: &Matrix, flaws: &mut Vec<Flaw>) {
    let mut outlines: BTreeMap<&str, Vec<&Audited>> = BTreeMap::new();
    for one in matrix.scenarios.iter().filter(|one| one.is_row) {
        outlines.entry(&one.outline).or_default().push(one);
    }
    for rows in outlines.values().filter(|rows| rows.len() > 1) {
        for row in rows {
            let elsewhere =
                |boundary: &String| rows.iter().any(|other| other.id != row.id && other.boundaries.contains(boundary));
            if row.boundaries.iter().all(elsewhere) {
                flaws.push(Flaw::Twin { scenario: row.id.clone(), title: row.name.clone() });
            }
        }
    }
}

/// Whether a row is judged at all: a base row, or one of a pack for which there is a rule.
fn is_judged(row: &Requirement) -> bool {
    row.is_base() || (row.pack.is_some() && judged_rows().any(|judged| judged == row.id.as_str()))
}

fn few(matrix: &Matrix, row: &Requirement) -> Option<Flaw> {
    let has = matrix.mutants.iter().filter(|caught| caught.mutant.row == row.id.as_str()).count();
    let needs = match row.obligation {
        Obligation::Mandatory | Obligation::Pack => MANDATORY,
        Obligation::Conditional | Obligation::Optional => OTHER,
        Obligation::Harness => 0,
    };
    (has < needs).then(|| Flaw::Few { row: row.id.to_string(), has, needs })
}

/// Decisions that rest on no row, and those that nobody answers wrongly.
fn decisions(matrix: &Matrix, catalogue: &Catalogue, flaws: &mut Vec<Flaw>) {
    let replaced: BTreeSet<&str> = matrix
        .mutants
        .iter()
        .filter_map(|caught| match caught.mutant.change {
            Change::Decision { field, .. } => Some(field),
            Change::Wrapper(_) => None,
        })
        .collect();
    for decision in DECISIONS {
        let known = |row: &str| row.parse().ok().and_then(|id| catalogue.get(&id)).is_some();
        if !decision.rows().any(known) || !decision.rows().all(known) {
            flaws.push(Flaw::Uncited { decision: decision.name.to_owned() });
        }
        if !replaced.contains(decision.name) {
            flaws.push(Flaw::Unquestioned { decision: decision.name.to_owned() });
        }
    }
}
