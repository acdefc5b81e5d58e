//! How mails in one language say what is no name: times, numbers, and a few words. All of it is data.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use serde::Deserialize;

use crate::domain::{DialOutcome, Number, Reason, words};

words!(
    /// The direction in which a language is written.
    Direction, "direction of a script" {
        /// From left to right.
        Ltr = "ltr",
        /// From right to left.
        Rtl = "rtl",
    }
);

words!(
    /// A part of a time.
    TimePart, "part of a time" {
        /// The day of the month.
        Day = "day",
        /// The same in two digits.
        Day2 = "day-2",
        /// The name of the month.
        Month = "month",
        /// Its number in two digits.
        Month2 = "month-2",
        /// The year in four digits.
        Year = "year",
        /// The hour of the day.
        Hour = "hour",
        /// The same in two digits.
        Hour2 = "hour-2",
        /// The hour of half a day, from 1 to 12.
        Hour12 = "hour-12",
        /// The minute in two digits.
        Minute = "minute",
        /// The second in two digits.
        Second = "second",
        /// Which half of the day.
        Half = "half",
        /// The offset from universal time.
        Offset = "offset",
    }
);

/// A form of a time: parts in braces between texts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct TimeForm(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Part(TimePart),
}

impl TryFrom<String> for TimeForm {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (mut pieces, mut rest) = (Vec::new(), text.as_str());
        while let Some((before, after)) = rest.split_once('{') {
            let (part, after) = after.split_once('}').ok_or("a brace is not closed")?;
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Part(part.parse().map_err(|error: crate::domain::NotAWord| error.to_string())?));
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(TimeForm(pieces))
    }
}

/// A form of a number, such as `+45 ## ## ## ##`: each `#` is a digit of the number, each digit one that it must have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
struct NumberForm(String);

impl NumberForm {
    /// A number in this form, if it has it.
    fn of(&self, number: &str) -> Option<String> {
        let mut digits = number.strip_prefix('+')?.chars();
        let mut out = String::new();
        for sign in self.0.chars() {
            match sign {
                '#' => out.push(digits.next()?),
                '0'..='9' => out.push(digits.next().filter(|digit| *digit == sign)?),
                other => out.push(other),
            }
        }
        digits.next().is_none().then_some(out)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    not_known: String,
    test: String,
    direct: String,
}

/// How mails in one language say times, numbers and what is not known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locale {
    direction: Direction,
    time: TimeForm,
    time_utc: TimeForm,
    #[serde(default)]
    halves: Option<[String; 2]>,
    months: [String; 12],
    numbers: Vec<NumberForm>,
    words: Words,
    outcomes: BTreeMap<DialOutcome, String>,
    reasons: BTreeMap<Reason, String>,
}

impl Locale {
    /// A local time with its offset.
    pub fn time(&self, at: DateTime<FixedOffset>) -> String {
        self.formed(&self.time, at)
    }

    /// The same instant in universal time.
    pub fn time_utc(&self, at: DateTime<FixedOffset>) -> String {
        self.formed(&self.time_utc, at.to_utc().fixed_offset())
    }

    /// A phone number.
    pub fn number(&self, number: &Number) -> String {
        let number = number.to_string();
        self.numbers.iter().find_map(|form| form.of(&number)).unwrap_or(number)
    }

    /// What stands where something is not known.
    pub fn not_known(&self) -> &str {
        &self.words.not_known
    }

    /// The word that marks a test call.
    pub fn test(&self) -> &str {
        &self.words.test
    }

    /// The path through the calling-plan carrier.
    pub fn direct(&self) -> &str {
        &self.words.direct
    }

    /// What became of a dial.
    pub fn outcome(&self, outcome: DialOutcome) -> &str {
        self.outcomes.get(&outcome).map_or(outcome.word(), String::as_str)
    }

    /// Why a dial was refused.
    pub fn reason(&self, reason: Reason) -> &str {
        self.reasons.get(&reason).map_or(reason.word(), String::as_str)
    }

    /// The direction in which the language is written.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    fn formed(&self, form: &TimeForm, at: DateTime<FixedOffset>) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Part(part) => self.part(*part, at),
        };
        form.0.iter().map(piece).collect()
    }

    fn part(&self, part: TimePart, at: DateTime<FixedOffset>) -> String {
        let (is_afternoon, hour) = at.hour12();
        match part {
            TimePart::Day => at.day().to_string(),
            TimePart::Day2 => format!("{:02}", at.day()),
            TimePart::Month => self.months.get(at.month0() as usize).cloned().unwrap_or_default(),
            TimePart::Month2 => format!("{:02}", at.month()),
            TimePart::Year => format!("{:04}", at.year()),
            TimePart::Hour => at.hour().to_string(),
            TimePart::Hour2 => format!("{:02}", at.hour()),
            TimePart::Hour12 => hour.to_string(),
            TimePart::Minute => format!("{:02}", at.minute()),
            TimePart::Second => format!("{:02}", at.second()),
            TimePart::Half => {
                self.halves.as_ref().map(|halves| halves[usize::from(is_afternoon)].clone()).unwrap_or_default()
            }
            TimePart::Offset => at.offset().to_string(),
        }
    }
}
