//! Crews: a fact that states many agents at once becomes facts of each, with names and contacts drawn from the seed.

use crate::domain::{AgentName, Number, Territory, Text};
use crate::sim::{Stream, Streams};
use crate::stimulus::Fact;

use super::people::{city, first_name, plain};

/// The crews of a scenario, whose members are counted through.
pub(super) struct Crew {
    names: Stream,
    place: u64,
}

impl Crew {
    pub(super) fn new(streams: &Streams) -> Self {
        Crew { names: streams.stream("crew"), place: 0 }
    }

    /// The facts of so many members more.
    pub(super) fn members(&mut self, count: u64, country: &Territory, number: &Number) -> Vec<Fact> {
        let mut told = Vec::new();
        for _ in 0..count {
            self.place += 1;
            told.extend(member(self.place, country, number, &mut self.names));
        }
        told
    }
}

/// One agent of a crew. The place in the name keeps two of one first name apart.
fn member(place: u64, country: &Territory, number: &Number, names: &mut Stream) -> Vec<Fact> {
    let first = first_name(names);
    let (first, site) = (plain(&first), plain(&city(names)));
    let name = format!("{first}-{place}");
    let list = format!("{name}.lead@example.com; {site}-{place}.desk@example.com");
    let Ok(agent) = name.parse::<AgentName>() else { return Vec::new() };
    vec![
        Fact::Agent { agent: agent.clone(), country: country.clone() },
        Fact::OriginatingNumber { agent: agent.clone(), number: number.clone() },
        Fact::Contacts { agent, list: Text(list) },
    ]
}
