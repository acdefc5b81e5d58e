//! Checks that catalogue and ICS share: a word of a closed set, a list without repetitions, a word among known ones.

use std::collections::BTreeSet;

use crate::source::yaml::{Gather, Node};
use crate::source::{Place, nearest};

use super::Named;
use super::names::one_of;

/// The word of a closed set, or a fault with the nearest one.
pub(super) fn one_name<T: Named>(gather: &mut Gather<'_>, place: Place, text: &str) -> Option<T> {
    match T::named(text) {
        Ok(one) => Some(one),
        Err(error) => {
            gather.fault(place, format!("unknown {} `{text}`", T::WHAT), |fault| {
                fault.expected(one_of(error.known.iter().copied())).did_you_mean(error.meant())
            });
            None
        }
    }
}

/// The texts of a list, with a fault for each that is empty, no text, or there already.
pub(super) fn unique_names(gather: &mut Gather<'_>, list: &Node, what: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for node in gather.list(list, &format!("the list of {what} names")).unwrap_or_default() {
        let Some(name) = gather.text(node, &format!("a {what}")) else { continue };
        if name.is_empty() {
            gather.fault(node.place, format!("a {what} is empty"), |fault| fault.expected("a name"));
        } else if !names.insert(name.to_owned()) {
            gather.fault(node.place, format!("the {what} `{name}` stands twice"), |fault| {
                fault.help("remove one of the two")
            });
        }
    }
    names
}

/// Whether a word is among the known ones, with a fault where it isn't.
pub(super) fn is_known<'k>(
    gather: &mut Gather<'_>,
    place: Place,
    what: &str,
    word: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> bool {
    let found = known.clone().any(|one| one == word);
    if !found {
        let meant = nearest(word, known.clone());
        gather.fault(place, format!("unknown {what} `{word}`"), |fault| {
            fault.expected(one_of(known)).did_you_mean(meant)
        });
    }
    found
}
