//! Times that a text states: those that can be read as an instant, and those that can't.
//!
//! Source: RFC 3339 section 5.6, with a blank for the T and without seconds as well; RFC 5322 section 3.3; Unicode
//! CLDR for days with the name of their month.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use regex::{Captures, Regex};

use crate::domain::Zone;

/// A date and a time of day; the offset may be missing.
const NUMERIC: &str = concat!(
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})[T ](?P<h>\d{2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?",
    r" ?(?P<o>Z|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?",
);
const WORDED: &str = concat!(
    r"(?P<d>\d{1,2}) (?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?P<y>\d{4}),?",
    r" (?P<h>\d{2}):(?P<min>\d{2})(?::(?P<s>\d{2}))? ?(?P<o>Z|UT|GMT|UTC|[+-]\d{2}:?\d{2})?",
);
/// A day with the name of its month, as people write it in several languages, perhaps by the twelve-hour clock.
const NAMED: &str = concat!(
    r"(?P<d>\d{1,2})(?:\.|er)? (?:de )?(?P<m>\p{L}{3,10})(?: de)? (?P<y>\d{4})(?:,| kl\.| \p{L}{1,3})?",
    r" (?P<h>\d{1,2})(?:[:.]| h )(?P<min>\d{2})(?:(?:[:.]| min )(?P<s>\d{2})(?: s)?)?",
    r"(?: (?P<half>[AaPp])\.?[ \x{a0}]?[Mm]\.?)?",
    r" ?\(?(?P<o>Z\b|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|UTC\b|GMT\b)?\)?",
);
/// Any other time of day, and an offset behind it.
const OTHER: &str = r"\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?P<o> ?\(?(?:Z\b|(?:UTC|GMT)?[+-]\d{1,2}))?";

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The names of the months by language; an unreadable file lists none, and a test holds that it can be read.
static MONTH_NAMES: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../fixtures/month-names.yaml")).unwrap_or_default());

static DATED: LazyLock<[Option<Regex>; 3]> =
    LazyLock::new(|| [NUMERIC, WORDED, NAMED].map(|text| Regex::new(text).ok()));
static TIME_OF_DAY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(OTHER).ok());

/// A time that a text states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    /// It can be read: what the clock shows, whether with seconds, and the offset.
    Time {
        /// As it is written.
        text: String,
        /// What the clock shows.
        local: NaiveDateTime,
        /// How much is cut off at most: a second or a minute.
        unit: TimeDelta,
        /// Its offset.
        offset: Option<FixedOffset>,
    },
    /// It is written in another way, with an offset or without.
    Other {
        /// As it is written.
        text: String,
        /// Whether an offset follows.
        has_offset: bool,
    },
}

impl Stated {
    /// The time as it is written.
    pub(super) fn text(&self) -> &str {
        match self {
            Stated::Time { text, .. } | Stated::Other { text, .. } => text,
        }
    }

    /// The instant that it names, if it does.
    fn instant(&self) -> Option<DateTime<Utc>> {
        let Stated::Time { local, offset: Some(offset), .. } = self else { return None };
        offset.from_local_datetime(local).single().map(|at| at.to_utc())
    }

    /// Whether it names an instant between two, as far as it is written out.
    pub(super) fn lies_in(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        let unit = if let Stated::Time { unit, .. } = self { *unit } else { TimeDelta::zero() };
        self.instant().is_some_and(|at| at <= to && from < at + unit)
    }

    /// Whether its offset is that of a zone at the instant that it names, or none at all from universal time.
    pub(super) fn is_of_zone(&self, zone: Zone) -> bool {
        let Stated::Time { offset: Some(offset), .. } = self else { return false };
        let in_zone = self.instant().and_then(|at| offset_in(zone, at));
        offset.local_minus_utc() == 0 || in_zone.is_some_and(|right| right == *offset)
    }
}

/// The offset of a zone from universal time at an instant, by the rules of the tz database.
pub(super) fn offset_in(zone: Zone, at: DateTime<Utc>) -> Option<FixedOffset> {
    let zone: Tz = zone.to_string().parse().ok()?;
    Some(zone.offset_from_utc_datetime(&at.naive_utc()).fix())
}

/// The times that a text states, in order.
pub(super) fn stated(text: &str) -> Vec<Stated> {
    let mut found: Vec<(usize, Stated)> = Vec::new();
    let mut rest = text.to_owned();
    for dated in DATED.iter().flatten() {
        let unread = rest.clone();
        for captures in dated.captures_iter(&unread) {
            let (Some(whole), Some(time)) = (captures.get(0), read(&captures)) else { continue };
            rest.replace_range(whole.range(), &" ".repeat(whole.len()));
            found.push((whole.start(), time));
        }
    }
    for captures in TIME_OF_DAY.iter().flat_map(|other| other.captures_iter(&rest)) {
        if let Some(whole) = captures.get(0) {
            let (text, has_offset) = (whole.as_str().to_owned(), captures.name("o").is_some());
            found.push((whole.start(), Stated::Other { text, has_offset }));
        }
    }
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, time)| time).collect()
}

fn read(captures: &Captures<'_>) -> Option<Stated> {
    let part = |name: &str| captures.name(name).map(|part| part.as_str());
    let number = |name: &str| part(name)?.parse::<u32>().ok();
    let month = month(part("m")?)?;
    let day = NaiveDate::from_ymd_opt(part("y")?.parse().ok()?, month, number("d")?)?;
    let seconds = number("s");
    let hour = match part("half") {
        Some(half) => number("h")? % 12 + if half.eq_ignore_ascii_case("p") { 12 } else { 0 },
        None => number("h")?,
    };
    let local = day.and_hms_opt(hour, number("min")?, seconds.unwrap_or(0))?;
    let unit = if seconds.is_some() { TimeDelta::seconds(1) } else { TimeDelta::minutes(1) };
    let offset = part("o").and_then(offset);
    Some(Stated::Time { text: captures.get(0)?.as_str().to_owned(), local, unit, offset })
}

/// The number of a month: written as one, or by its name in one of several languages.
fn month(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let place = |names: &Vec<String>| names.iter().position(|name| name.to_lowercase() == text);
    let short = || MONTHS.iter().position(|name| name.to_lowercase() == text);
    let named = || MONTH_NAMES.values().find_map(place).or_else(short);
    text.parse().ok().or_else(|| u32::try_from(named()? + 1).ok())
}

fn offset(text: &str) -> Option<FixedOffset> {
    let digits = text.trim_start_matches(['U', 'T', 'C', 'G', 'M', 'Z']);
    let Some(sign) = digits.chars().next() else { return FixedOffset::east_opt(0) };
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = plain.split_at_checked(2)?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    FixedOffset::east_opt(if sign == '-' { -seconds } else { seconds })
}
