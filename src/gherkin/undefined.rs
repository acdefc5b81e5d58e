//! Says why a step is the phrase of no row, and what was probably meant.

use std::ops::Range;

use crate::scenario::{Kind, closest};
use crate::source::Fault;

use super::finder::Finder;
use super::page::Page;

/// The fault of a step that no row has.
pub(super) fn explain(page: &Page<'_>, finder: &Finder, kind: Kind, text: &str, at: Range<usize>) -> Fault {
    if let Some(fault) = comment(page, finder, kind, text, &at) {
        return fault;
    }
    let of_other = Kind::ALL.into_iter().find(|other| *other != kind && finder.knows(*other, text));
    if let Some(other) = of_other {
        let fault = page.fault(&at, format!("`{text}` is {}, not {}", other.noun(), kind.noun()));
        return fault.help(format!("write `{}` before it", other.keyword()));
    }
    let fault = page.fault(&at, format!("undefined step: `{text}` is not {}", kind.noun()));
    let of_kind = |kind: Kind| closest(kind.rows(), text, |text| finder.knows(kind, text));
    if let Some(meant) = of_kind(kind) {
        return fault.help(format!("did you mean `{meant}`?"));
    }
    let elsewhere = Kind::ALL.into_iter().find_map(|other| Some((other, of_kind(other)?)));
    match elsewhere {
        Some((other, meant)) => fault.help(format!("did you mean `{} {meant}`?", other.keyword())),
        None => fault.expected(format!("the phrase of {}; `spec911 steps` lists them", kind.noun())),
    }
}

/// The fault of a comment behind a step, of which it is a part.
pub(super) fn comment(page: &Page<'_>, finder: &Finder, kind: Kind, text: &str, at: &Range<usize>) -> Option<Fault> {
    let comment = comment_behind(finder, kind, text)?;
    let at = if at.len() == text.len() { at.start + comment..at.end } else { at.clone() };
    let fault = page.fault(&at, format!("`{}` is a part of the step here, not a comment", &text[comment..]));
    Some(fault.expected("comments on a line of their own"))
}

/// Where a `#` begins behind what would be a step of this kind.
fn comment_behind(finder: &Finder, kind: Kind, text: &str) -> Option<usize> {
    let hashes = text.match_indices('#').map(|(at, _)| at);
    hashes
        .into_iter()
        .find(|at| text[..*at].ends_with(char::is_whitespace) && finder.knows(kind, text[..*at].trim_end()))
}
