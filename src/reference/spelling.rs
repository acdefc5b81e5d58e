//! Spellings: what a dialled text is once its digits are folded and its separators are gone.

use std::sync::LazyLock;

use regex_syntax::hir::{Class, HirKind};

use crate::domain::Dialled;

/// What people write between digits.
///
/// Source: RFC 3966 section 5.1.1, with the blank and the slash that forms and notes have.
const SEPARATORS: [char; 6] = [' ', '-', '.', '(', ')', '/'];

/// The decimal digits of all scripts as ranges; each script has its ten in order, so that the ranges hold whole tens.
///
/// Source: Unicode Standard section 4.6, general category Nd.
static DIGITS: LazyLock<Vec<(u32, u32)>> = LazyLock::new(|| {
    let parsed = regex_syntax::parse(r"\p{Nd}").map(regex_syntax::hir::Hir::into_kind);
    match parsed {
        Ok(HirKind::Class(Class::Unicode(class))) => {
            class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
        _ => Vec::new(),
    }
});

/// The ASCII digit of a decimal digit of any script; other characters as they are.
fn folded(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let code = u32::from(c);
    let index = DIGITS.partition_point(|(_, end)| *end < code);
    let range = DIGITS.get(index).filter(|(start, _)| *start <= code);
    range.and_then(|(start, _)| char::from_digit((code - start) % 10, 10)).unwrap_or(c)
}

/// A dialled text as voice routes see it: digits in ASCII, no separators. A text of separators alone stays as it is.
pub(super) fn dial_string(dialled: &Dialled) -> Dialled {
    let text: String = dialled.as_str().chars().filter(|c| !SEPARATORS.contains(c)).map(folded).collect();
    text.parse().unwrap_or_else(|_| dialled.clone())
}

/// The number that a dialled text is when it is held against a number plan: as voice routes see it, without a leading
/// plus.
pub(super) fn number(dialled: &Dialled) -> Dialled {
    let string = dial_string(dialled);
    let bare = string.as_str().strip_prefix('+').and_then(|bare| bare.parse().ok());
    bare.unwrap_or(string)
}
