//! Spellings of a number: which digits a text has, and what it is without separators and a leading plus.

use std::sync::LazyLock;

use regex::Regex;

static DECIMAL_DIGIT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{Nd}$").ok());

fn is_decimal_digit(c: char) -> bool {
    let mut buffer = [0; 4];
    DECIMAL_DIGIT.as_ref().is_some_and(|digit| digit.is_match(c.encode_utf8(&mut buffer)))
}

/// The value of a decimal digit of any script. Scripts have their ten digits in order, and where two follow each other
/// both are whole, so that the value is the number of digits right before, modulo ten.
fn value(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    if !is_decimal_digit(c) {
        return None;
    }
    let before = (1..=u32::from(c)).map_while(|back| char::from_u32(u32::from(c) - back));
    u32::try_from(before.take_while(|c| is_decimal_digit(*c)).count()).ok().map(|count| count % 10)
}

/// A text as a voice route is held against it: decimal digits as ASCII ones, and none of the marks that people write
/// between them.
pub(super) fn dial_string(text: &str) -> String {
    let mut string = String::with_capacity(text.len());
    for c in text.chars() {
        match (c, value(c).and_then(|value| char::from_digit(value, 10))) {
            (_, Some(digit)) => string.push(digit),
            (' ' | '-' | '.' | '(' | ')' | '/', None) => {}
            (other, None) => string.push(other),
        }
    }
    string
}

/// The number that a text spells: its dial string without one leading plus.
pub(super) fn number(text: &str) -> String {
    let string = dial_string(text);
    string.strip_prefix('+').map_or_else(|| string.clone(), str::to_owned)
}

/// The digits of a text in ASCII, all else left out.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter_map(value).filter_map(|value| char::from_digit(value, 10)).collect()
}

/// Whether a leg leads to a number: it may carry a plus and the marks of a telephone URI, but digits of ASCII alone.
///
/// Source: RFC 3966 section 5.1.1.
pub(super) fn leads_to(leg: &str, number: &str) -> bool {
    let marks = |c: &char| !matches!(c, '-' | '.' | '(' | ')' | ' ');
    let plain: String = leg.chars().filter(marks).collect();
    plain.strip_prefix('+').unwrap_or(&plain) == number
}
