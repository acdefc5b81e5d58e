//! Names of people and places, drawn from a stream.

use fake::Fake;
use fake::faker::address::en::CityName;
use fake::faker::name::en::{FirstName, LastName};

use crate::sim::Stream;

pub(super) fn first_name(names: &mut Stream) -> String {
    FirstName().fake_with_rng(names.generator())
}

pub(super) fn last_name(names: &mut Stream) -> String {
    LastName().fake_with_rng(names.generator())
}

pub(super) fn city(names: &mut Stream) -> String {
    CityName().fake_with_rng(names.generator())
}

/// The lower-case letters of a name; `x` where it has none.
pub(super) fn plain(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    if letters.is_empty() { "x".to_owned() } else { letters }
}
