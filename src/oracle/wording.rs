//! Whether a text says something, however it is laid out.

/// A text in which blanks and line ends count as one blank each.
fn flowed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without blanks and line ends.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether all parts stand in a text, one after the other.
pub(super) fn contains_all(text: &str, parts: &[&str]) -> bool {
    let text = flowed(text);
    let mut rest = text.as_str();
    parts.iter().all(|part| match rest.split_once(flowed(part).as_str()) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// Whether a text holds a token: neither a letter nor a digit stands on either side of it.
pub(super) fn has_token(text: &str, token: &str) -> bool {
    let open = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '+');
    text.match_indices(token).any(|(start, _)| {
        let (before, after) = (&text[..start], &text[start + token.len()..]);
        !token.is_empty() && open(before.chars().next_back()) && open(after.chars().next())
    })
}

/// Whether the words of a name stand in a text in their order; a name without a word stands in every text.
pub(super) fn has_words(text: &str, name: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let name = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    name.into_iter().all(|word| words.any(|other| other == word))
}

/// Whether a text holds the digits of a number, however they are grouped.
pub(super) fn has_digits(text: &str, number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let grouping = |c: &char| !matches!(c, ' ' | '-' | '.' | '(' | ')' | '\u{a0}');
    let lines = text.lines().map(|line| line.chars().filter(grouping).collect::<String>());
    !digits.is_empty() && lines.into_iter().any(|line| line.contains(&digits))
}
