//! Crews: a fact that states many agents at once becomes one fact an agent, with names and contacts drawn from the seed.

use fake::Fake;
use fake::faker::address::en::CityName;
use fake::faker::name::en::FirstName;

use crate::domain::{AgentName, Number, Territory, Text};
use crate::sim::{Stream, Streams};
use crate::stimulus::Fact;

/// The facts with each crew told agent by agent, in its place.
pub(super) fn crews(facts: &[&Fact], streams: &Streams) -> Vec<Fact> {
    let mut told = Vec::with_capacity(facts.len());
    let mut names = streams.stream("crew");
    let mut place = 0;
    for fact in facts {
        match fact {
            Fact::Crew { count, country, number } => {
                for _ in 0..count.0 {
                    place += 1;
                    told.extend(member(place, country, number, &mut names));
                }
            }
            other => told.push((*other).clone()),
        }
    }
    told
}

/// One agent of a crew. The place in the name keeps two of one first name apart.
fn member(place: u64, country: &Territory, number: &Number, names: &mut Stream) -> Vec<Fact> {
    let first: String = FirstName().fake_with_rng(names.generator());
    let site: String = CityName().fake_with_rng(names.generator());
    let (first, site) = (plain(&first), plain(&site));
    let name = format!("{first}-{place}");
    let list = format!("{name}.lead@example.com; {site}-{place}.desk@example.com");
    let Ok(agent) = name.parse::<AgentName>() else { return Vec::new() };
    vec![
        Fact::Agent { agent: agent.clone(), country: country.clone() },
        Fact::OriginatingNumber { agent: agent.clone(), number: number.clone() },
        Fact::Contacts { agent, list: Text(list) },
    ]
}

/// The lower-case letters of a name; `x` where it has none.
fn plain(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    if letters.is_empty() { "x".to_owned() } else { letters }
}
