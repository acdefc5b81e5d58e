//! Did you mean: the phrase of the table that is closest to a text, with the writer's own values in its places.

use crate::source::nearest;
use crate::stimulus::Row;

/// Texts of more words get no suggestion.
const MOST_WORDS: usize = 64;
/// What a word costs that is missing or too much.
const WORD: usize = 100;
/// What a value costs for each word after its first.
const FURTHER: usize = 10;
/// The cost a phrase may have for each of its words and still be suggested.
const LIMIT: usize = 40;

/// The text that was probably meant: the closest phrase with the text's own words as values, if it `is_known` so, else
/// the bare phrase. `None` where no phrase is close.
pub(crate) fn closest(rows: &'static [Row], text: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let words = words(text);
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let aligned = rows.iter().map(|row| (align(row.phrase, &words), row));
    let ((cost, mended), row) = aligned.min_by_key(|((cost, _), _)| *cost)?;
    if cost > LIMIT * row.phrase.split(' ').count() || !shares(row.phrase, &words) {
        return None;
    }
    let known = mended.into_iter().find(|mended| mended != text && is_known(mended));
    Some(known.unwrap_or_else(|| row.phrase.to_owned()))
}

/// Whether more than half of a phrase's own words stand in a text, or nearly so.
fn shares(phrase: &str, words: &[&str]) -> bool {
    let own = || phrase.split(' ').filter(|part| !is_value(part));
    let shared = own().filter(|part| words.iter().any(|word| differ(part, word) < WORD)).count();
    2 * shared > own().count()
}

/// The words of a text; what stands in quotation marks is one word.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = word_end(rest);
        words.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    words
}

fn word_end(text: &str) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            _ if c.is_whitespace() && !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

/// What was decided for a word of the phrase or of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Move {
    /// The phrase's word, be it written so or not.
    Both,
    /// The phrase's word is missing in the text.
    Missing,
    /// The text's word is too much, or a further word of a value.
    Further,
}

/// The cost of reading the words as the phrase, and the phrase filled with them: as they are, and with values of several
/// words in quotation marks.
fn align(phrase: &str, words: &[&str]) -> (usize, [String; 2]) {
    let parts: Vec<&str> = phrase.split(' ').collect();
    let mut best = vec![vec![(0, Move::Both); words.len() + 1]; parts.len() + 1];
    for part in 0..=parts.len() {
        for word in 0..=words.len() {
            let both = (part > 0 && word > 0)
                .then(|| (best[part - 1][word - 1].0 + differ(parts[part - 1], words[word - 1]), Move::Both));
            // A value is more easily forgotten than a word of the phrase.
            let missing = (part > 0)
                .then(|| (best[part - 1][word].0 + WORD - usize::from(is_value(parts[part - 1])), Move::Missing));
            let further = (word > 0).then(|| {
                let in_value = part > 0 && is_value(parts[part - 1]) && best[part][word - 1].1 != Move::Missing;
                (best[part][word - 1].0 + if in_value { FURTHER } else { WORD }, Move::Further)
            });
            if let Some(least) = [both, missing, further].into_iter().flatten().min() {
                best[part][word] = least;
            }
        }
    }
    (best[parts.len()][words.len()].0, [false, true].map(|quoting| mend(&parts, words, &best, quoting)))
}

/// Follows the cheapest way back: the phrase's own words, and the text's words where the phrase has values.
fn mend(parts: &[&str], words: &[&str], best: &[Vec<(usize, Move)>], quoting: bool) -> String {
    let (mut part, mut word) = (parts.len(), words.len());
    let mut mended: Vec<String> = Vec::new();
    let mut value: Vec<&str> = Vec::new();
    while part > 0 || word > 0 {
        match best[part][word].1 {
            Move::Both if part > 0 && word > 0 => {
                if is_value(parts[part - 1]) {
                    value.push(words[word - 1]);
                    value.reverse();
                    let whole = value.join(" ");
                    mended.push(if quoting && value.len() > 1 { format!("\"{whole}\"") } else { whole });
                } else {
                    mended.push(parts[part - 1].to_owned());
                }
                value.clear();
                (part, word) = (part - 1, word - 1);
            }
            Move::Further if word > 0 => {
                if part > 0 && is_value(parts[part - 1]) {
                    value.push(words[word - 1]);
                }
                word -= 1;
            }
            Move::Both | Move::Missing | Move::Further => {
                mended.push(parts[part.saturating_sub(1)].to_owned());
                part = part.saturating_sub(1);
            }
        }
    }
    mended.reverse();
    mended.join(" ")
}

fn is_value(part: &str) -> bool {
    part.starts_with('{')
}

/// What it costs to read a word as a part of a phrase: nothing for a value or the same word, little for a near one.
fn differ(part: &str, word: &str) -> usize {
    if is_value(part) || part == word {
        0
    } else if nearest(word, [part]).is_some() {
        WORD / 4
    } else {
        WORD + WORD / 2
    }
}
