//! A sample of the mutants in which each group of requirements has its share.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::mutant::Mutant;
use crate::requirement::RequirementId;
use crate::sim::Streams;

/// The stream that draws the sample.
const STREAM: &str = "sample of mutants";

/// A group of requirements: the places of its mutants, and how many of them are drawn.
struct Group {
    name: String,
    places: Vec<usize>,
    share: usize,
}

/// So many of the mutants, in their order: of each group of requirements as large a part as of all of them, and at least
/// one, as long as there is room for one of each. A seed gives the same sample each time, and another seed another one.
///
/// Shares are whole numbers by the method of largest remainders, so that together they are the size of the sample.
pub fn sample(mutants: &[&'static Mutant], size: usize, seed: u64) -> Vec<&'static Mutant> {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, mutant) in mutants.iter().enumerate() {
        places.entry(group_of(mutant)).or_default().push(place);
    }
    let groups = places.into_iter().map(|(name, places)| Group { name, places, share: 0 });
    let streams = Streams::new(seed);
    let mut drawn = Vec::new();
    for Group { name, mut places, share } in shared(groups.collect(), mutants.len(), size.min(mutants.len())) {
        streams.stream(&format!("{STREAM}: {name}")).shuffle(&mut places);
        drawn.extend(places.into_iter().take(share));
    }
    drawn.sort_unstable();
    drawn.into_iter().filter_map(|place| mutants.get(place).copied()).collect()
}

/// The group of the row that a mutant breaks.
fn group_of(mutant: &Mutant) -> String {
    let id = mutant.row.parse::<RequirementId>();
    id.map_or_else(|_| mutant.row.to_owned(), |id| id.group().to_owned())
}

/// The groups with their shares of a sample of `size` of `all`.
fn shared(mut groups: Vec<Group>, all: usize, size: usize) -> Vec<Group> {
    let least = usize::from(groups.len() <= size);
    for group in &mut groups {
        group.share = (group.places.len() * size).checked_div(all).unwrap_or(0).max(least);
    }
    // What a group lacks of its exact share decides who has one more, and who gives one back.
    let lacks = |group: &&mut Group| (group.places.len() * size) as i128 - (group.share * all) as i128;
    loop {
        let taken: usize = groups.iter().map(|group| group.share).sum();
        let groups_left = groups.iter_mut();
        let found = match taken.cmp(&size) {
            Ordering::Less => groups_left.filter(|group| group.share < group.places.len()).max_by_key(lacks),
            Ordering::Greater => groups_left.filter(|group| group.share > least).min_by_key(lacks),
            Ordering::Equal => None,
        };
        match found {
            Some(group) if taken < size => group.share += 1,
            Some(group) => group.share -= 1,
            None => return groups,
        }
    }
}
