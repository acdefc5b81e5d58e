//! What a scenario counts: a fact or a stimulus that stands for many is held against what a run can hold.

use crate::stimulus::{Count, Fact, Scenario, Step, Stimulus};

use super::facts_check::Misfit;

/// The most agents, numbers, items, calls and offers that a scenario counts in all. A busy centre has a tenth of it;
/// more is a slip of the pen that would take the memory of the machine.
const MOST: u64 = 10_000;

/// The facts and stimuli with which a scenario counts more than a run can hold: the first, and each that is too many alone.
pub(super) fn too_many(scenario: &Scenario) -> Vec<Misfit<'_>> {
    let facts = scenario.facts.iter().map(|fact| (&fact.origin, of_fact(&fact.value)));
    let steps = scenario.steps.iter().map(|step| (&step.origin, of_step(&step.value)));
    let mut sum = 0_u64;
    let mut found = Vec::new();
    for (origin, count) in facts.chain(steps) {
        let Some(Count(count)) = count else { continue };
        let crosses = sum <= MOST && sum.saturating_add(count) > MOST;
        sum = sum.saturating_add(count);
        if crosses || count > MOST {
            let message = format!("{count} is too many");
            let help = format!("a scenario counts at most {MOST} agents, numbers, items, calls and offers in all");
            found.push(Misfit { origin, message, help, word: Some(count.to_string()) });
        }
    }
    found
}

/// How much facts count where it is more than a run can hold.
pub(super) fn over(facts: &[Fact]) -> Option<u64> {
    let count = |fact: &Fact| of_fact(fact).map_or(0, |Count(count)| count);
    let sum = facts.iter().map(count).fold(0, u64::saturating_add);
    (sum > MOST).then_some(sum)
}

fn of_fact(fact: &Fact) -> Option<Count> {
    match fact {
        Fact::Crew { count, .. } | Fact::Waiting { count, .. } => Some(*count),
        Fact::Cast { agents, contacts, .. } => {
            let agents = u64::try_from(agents.0.len()).unwrap_or(u64::MAX);
            Some(Count(agents.saturating_mul(contacts.0)))
        }
        Fact::NumberPool { size, .. } => Some(*size),
        _ => None,
    }
}

fn of_step(step: &Step) -> Option<Count> {
    match step {
        Step::When(
            Stimulus::BurstDials { count, .. }
            | Stimulus::BurstCustomers { count, .. }
            | Stimulus::BurstAccepts { count, .. },
        ) => Some(*count),
        _ => None,
    }
}
