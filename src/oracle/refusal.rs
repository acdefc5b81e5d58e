//! The sentence of a refusal: that it is one, and that it names the prerequisite.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::Reason;

/// The words of which a sentence must hold one to name the prerequisite behind a reason.
#[derive(Debug, Deserialize)]
struct Words {
    reason: Reason,
    words: BTreeSet<String>,
}

/// The lists; an unreadable file lists nothing, so that no sentence names anything, and a test holds that it can be read.
static WORDS: LazyLock<Vec<Words>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../fixtures/refusals.yaml")).unwrap_or_default());

/// Whether a sentence names the prerequisite behind a reason.
pub(super) fn names(sentence: &str, reason: Reason) -> bool {
    let sentence = sentence.to_lowercase();
    let lists = WORDS.iter().filter(|list| list.reason == reason);
    lists.flat_map(|list| &list.words).any(|word| sentence.contains(&word.to_lowercase()))
}

/// What a sentence lacks to name the prerequisite behind one of some reasons, if it lacks something.
pub(super) fn lack(sentence: &str, reasons: &[Reason]) -> Option<String> {
    if sentence.trim().trim_end_matches(MARKS).trim().is_empty() {
        return Some("it is empty".to_owned());
    }
    if !is_one_sentence(sentence) {
        return Some("a word before its last one ends in a full stop, so that it is more than one sentence".to_owned());
    }
    if reasons.iter().any(|reason| names(sentence, *reason)) {
        return None;
    }
    let lists = WORDS.iter().filter(|list| reasons.contains(&list.reason));
    let words: Vec<&str> = lists.flat_map(|list| &list.words).map(String::as_str).collect();
    Some(format!("none of these words stands in it: {}", words.join(", ")))
}

/// The marks that end a sentence.
const MARKS: [char; 3] = ['.', '!', '?'];

/// Whether a text is one sentence: not empty, and nothing follows the mark that ends it.
pub(super) fn is_one_sentence(text: &str) -> bool {
    let body = text.trim().trim_end_matches(MARKS);
    let mut words = body.split_whitespace().peekable();
    words.peek().is_some() && !words.any(|word| word.ends_with(MARKS))
}
