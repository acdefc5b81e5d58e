//! What an audit misses while borders are only sampled, and which border would show it.

use crate::audit::{Caught, Lost, Matrix};
use crate::deployment::Borders;
use crate::mutant::Mutant;
use crate::observation::Seeing;
use crate::requirement::{BorderName, Ics, Verdict};
use crate::result::{gate, statement_of};
use crate::stimulus::Scenario;

use super::audit_run::Auditing;
use super::pool::each;
use super::progress;
use super::run_one::Conditions;
use super::terminal::Terminal;

/// The mutants of a matrix that sampled borders lose, with what would find each. Of a matrix with complete borders each
/// mutant is tried with sampled ones where it was caught, and at the first catch the rest is left out.
pub(super) fn lost(auditing: &Auditing<'_>, matrix: &Matrix, terminal: &Terminal) -> Vec<Lost> {
    let bar = progress::bar(terminal, matrix.mutants.len(), "mutants with sampled borders");
    let found = each(
        &matrix.mutants,
        auditing.jobs,
        |one| {
            let lost = match matrix.seeing {
                Seeing::Complete => !is_caught(auditing, one, Borders::Sampled),
                Seeing::Sampled => !one.is_killed(),
            };
            bar.inc(1);
            lost.then(|| Lost { mutant: one.mutant.name, row: one.mutant.row, needs: needs(auditing, one) })
        },
        |_| false,
    );
    bar.finish_and_clear();
    found.into_iter().flatten().collect()
}

fn needs(auditing: &Auditing<'_>, one: &Caught) -> Vec<BorderName> {
    let enough = Borders::sampled_but_one().filter(|(_, borders)| is_caught(auditing, one, *borders));
    enough.map(|(border, _)| border).collect()
}

/// Whether some scenario catches a mutant under the row that it breaks; those that are known to do so in some way first.
fn is_caught(auditing: &Auditing<'_>, one: &Caught, borders: Borders) -> bool {
    let first: Vec<usize> = one.killers().collect();
    let known = first.iter().filter_map(|place| auditing.scenarios.get(*place));
    let tries = |scenario: &&Scenario| auditing.extent.tries(scenario, one.mutant.row, auditing.catalogue);
    let rest = auditing.scenarios.iter().enumerate().filter(|(place, _)| !first.contains(place));
    known
        .chain(rest.map(|(_, scenario)| scenario).filter(tries))
        .any(|scenario| catches(auditing, scenario, one.mutant, borders))
}

fn catches(auditing: &Auditing<'_>, scenario: &Scenario, mutant: &Mutant, borders: Borders) -> bool {
    let ics = statement_of(scenario, Ics::reference(), auditing.catalogue);
    if gate(scenario, &ics, auditing.catalogue).is_some() {
        return false;
    }
    let conditions = Conditions { borders, ..auditing.conditions(&ics, Some(mutant.change)) };
    let ran = auditing.judged(scenario, &conditions, None);
    let row = mutant.row.parse().ok();
    ran.zip(row).is_some_and(|(ran, row)| ran.verdict_on(row) == Verdict::Fail)
}
