//! Did you mean: the known word that is closest to a written one.

/// Words longer than this get no suggestion: nobody mistypes them into a known word, and distances cost their product.
const LONGEST: usize = 64;

/// The candidate that `word` was most likely meant to be, or `None` where none is close.
///
/// Case, separators and leading zeros of digit groups count for nothing, so that `elg-1` finds `ELG-01`.
/// Close is at most one edit in three characters; among equally close candidates the one with the longest common
/// beginning wins, then the first.
///
/// ```
/// use spec911::source::nearest;
/// assert_eq!(nearest("claus", ["id", "clause"]), Some("clause"));
/// assert_eq!(nearest("weather", ["id", "clause"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = folded(word);
    let length = plain.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 4 * LONGEST)
        .filter_map(|candidate| {
            let other = folded(candidate);
            let distance = strsim::damerau_levenshtein(&plain, &other);
            let limit = (length.max(other.chars().count()) / 3).max(1);
            (distance <= limit && distance < length).then(|| (distance, differs_at(&plain, &other), candidate))
        })
        .min_by_key(|(distance, start, _)| (*distance, *start))
        .map(|(_, _, candidate)| candidate)
}

/// How far from the beginning two words part, longest first.
fn differs_at(one: &str, other: &str) -> std::cmp::Reverse<usize> {
    std::cmp::Reverse(one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count())
}

/// The word in lowercase, without separators and leading zeros.
fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.trim().chars().flat_map(char::to_lowercase).peekable();
    while let Some(c) = chars.next() {
        let after_digit = out.ends_with(|last: char| last.is_ascii_digit());
        match c {
            '_' | '-' | ' ' => {}
            '0' if !after_digit && chars.peek().is_some_and(char::is_ascii_digit) => {}
            _ => out.push(c),
        }
    }
    out
}
