//! Did you mean: how else a value is written that people spell in more ways than one.

use crate::domain::Zone;
use crate::source::nearest;

/// Units as people write them, and as a span has them.
const UNITS: [(&str, &[&str]); 4] = [
    ("h", &["hour", "hours", "hr", "hrs"]),
    ("min", &["m", "mins", "minute", "minutes"]),
    ("s", &["sec", "secs", "second", "seconds"]),
    ("ms", &["millisecond", "milliseconds", "msec"]),
];

/// What a word was perhaps meant to be as a value of a parameter; whoever asks keeps what is a right value.
pub(super) fn guesses(parameter: &str, word: &str) -> Vec<String> {
    let mut all = vec![word.trim().to_owned(), word.to_lowercase(), word.to_uppercase(), word.replace(' ', "-")];
    // Sets have plural names; the empty one is a word.
    all.extend((word.is_empty() && parameter.ends_with('s')).then(|| "none".to_owned()));
    all.extend(span(word));
    if parameter == "zone" {
        all.extend(nearest(word, Zone::names()).map(str::to_owned));
    }
    all
}

/// A span with the units that a span has: `5` is `5 s`, `90 minutes` is `90 min`, `60min` is `60 min`, `1.5 s` is `1 s
/// 500 ms`.
fn span(text: &str) -> Option<String> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (count, rest) = text.split_at(digits);
    if count.is_empty() {
        return None;
    }
    if let Some(decimals) = rest.strip_prefix('.') {
        let (decimals, unit) = decimals.split_once(' ').unwrap_or((decimals, "s"));
        let millis = format!("{decimals:0<3}").parse::<u16>().ok().filter(|_| decimals.len() <= 3)?;
        return (self::unit(unit)? == "s").then(|| format!("{count} s {millis} ms"));
    }
    let unit = rest.trim();
    Some(format!("{count} {}", if unit.is_empty() { "s" } else { self::unit(unit)? }))
}

fn unit(text: &str) -> Option<&'static str> {
    UNITS.into_iter().find(|(unit, others)| *unit == text || others.contains(&text)).map(|(unit, _)| unit)
}
