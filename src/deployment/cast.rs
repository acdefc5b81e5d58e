//! Made-up people: a fact that asks for agents becomes one fact each, with names, sites and contacts drawn from the seed.

use std::collections::BTreeSet;

use crate::domain::{AgentName, Number, Territory, Text};
use crate::sim::{Stream, Streams};
use crate::stimulus::Fact;

use super::crew::Crew;
use super::people::{city, first_name, last_name, plain};

/// The facts with each crew and each cast told agent by agent, in its place. What the scenario states of an agent itself
/// is not made up.
pub(super) fn told(facts: &[&Fact], streams: &Streams) -> Vec<Fact> {
    let mut told = Vec::with_capacity(facts.len());
    let mut crew = Crew::new(streams);
    let own: BTreeSet<(&str, String)> = facts.iter().filter_map(|fact| about(fact)).collect();
    for fact in facts {
        match fact {
            Fact::Crew { count, country, number } => told.extend(crew.members(count.0, country, number)),
            Fact::Cast { agents, contacts, country, number } => {
                for agent in agents.iter() {
                    // One stream an agent, so that another agent more leaves the names of the others as they are.
                    let mut names = streams.stream(&format!("cast-{agent}"));
                    let all = member(agent, contacts.0, country, number, &mut names);
                    told.extend(all.into_iter().filter(|fact| about(fact).is_none_or(|about| !own.contains(&about))));
                }
            }
            other => told.push((*other).clone()),
        }
    }
    told
}

/// What a fact that can be made up says of whom.
fn about(fact: &Fact) -> Option<(&'static str, String)> {
    match fact {
        Fact::Contacts { agent, .. } | Fact::DisplayName { agent, .. } | Fact::OriginatingNumber { agent, .. } => {
            Some((fact.key(), agent.to_string()))
        }
        _ => None,
    }
}

/// An agent under the name that the scenario calls it, with a made-up display name and contacts at a made-up site.
fn member(agent: &AgentName, contacts: u64, country: &Territory, number: &Number, names: &mut Stream) -> Vec<Fact> {
    let name = format!("{} {}", first_name(names), last_name(names));
    let site = plain(&city(names));
    let mut list: Vec<String> = Vec::new();
    for place in 1..=contacts {
        let (first, last) = (first_name(names), last_name(names));
        let address = match place {
            1 => format!("desk@{site}.example"),
            _ => format!("{}.{}@{site}.example", plain(&first), plain(&last)),
        };
        // Two of one name are told apart by their places.
        let taken = list.contains(&address);
        list.push(if taken { address.replacen('@', &format!(".{place}@"), 1) } else { address });
    }
    let mut facts = vec![
        Fact::Agent { agent: agent.clone(), country: country.clone() },
        Fact::OriginatingNumber { agent: agent.clone(), number: number.clone() },
        Fact::DisplayName { agent: agent.clone(), name: Text(name) },
    ];
    if !list.is_empty() {
        facts.push(Fact::Contacts { agent: agent.clone(), list: Text(list.join("; ")) });
    }
    facts
}
