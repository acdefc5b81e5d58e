//! What to say about a field that is no value of its type: which part, what was expected, what was probably meant.

use std::ops::Range;

use crate::source::{Fault, nearest};
use crate::stimulus::{BadField, Row, Sight, unquoted};

use super::guess::guesses;
use super::{Kind, closest};

/// What to say about one field.
#[derive(Clone, Debug)]
pub(crate) struct Advice {
    /// The field's place in the row, from 0.
    pub(crate) index: usize,
    /// The bytes of the field's text that are meant.
    pub(crate) part: Range<usize>,
    /// What is wrong.
    pub(crate) message: String,
    expected: Option<String>,
    help: Option<String>,
}

impl Advice {
    /// The fault, completed with what was expected and what was meant.
    pub(crate) fn finish(self, mut fault: Fault) -> Fault {
        fault.expected = self.expected;
        fault.help = self.help;
        fault
    }
}

/// Advice on every field of a row that is no value of its type. `texts` are without quotation marks.
pub(crate) fn advise(kind: Kind, row: &Row, texts: &[String], bad: Vec<BadField>) -> Vec<Advice> {
    let mut advice = Vec::new();
    for field in bad {
        let text = texts.get(field.index).map_or("", String::as_str);
        if row.fields.get(field.index).is_some_and(|field| field.parameter == "sight") {
            advice.extend(on_sight(field.index, text));
            continue;
        }
        let fits = |other: &str| {
            let mut texts = texts.to_vec();
            if let Some(text) = texts.get_mut(field.index) {
                other.clone_into(text);
            }
            kind.value(row, &texts).err().is_none_or(|bad| bad.iter().all(|other| other.index != field.index))
        };
        advice.push(on_field(row, text, &field, fits));
    }
    advice
}

/// Advice on texts in quotation marks that can't be read.
pub(crate) fn advise_quotes(row: &Row, texts: &[String], bad: &[BadField]) -> Vec<Advice> {
    let text = |field: &BadField| texts.get(field.index).map_or("", String::as_str);
    bad.iter().map(|field| on_field(row, text(field), field, |_| false)).collect()
}

fn on_field(row: &Row, text: &str, field: &BadField, fits: impl Fn(&str) -> bool) -> Advice {
    let BadField { index, bad, .. } = field;
    let word = bad.part.as_deref().unwrap_or(text);
    let at = text.find(word).unwrap_or(0);
    let part = if word.is_empty() { 0..text.len() } else { at..at + word.len() };
    let meant = nearest(word, bad.words.iter().copied()).map(str::to_owned).or_else(|| {
        let parameter = row.fields.get(*index).map_or("", |field| field.parameter);
        let rest = || (text.get(..part.start).unwrap_or_default(), text.get(part.end..).unwrap_or_default());
        let is_right = |other: &String| other != word && fits(&format!("{}{other}{}", rest().0, rest().1));
        guesses(parameter, word).into_iter().find(is_right)
    });
    let example = || row.fields.get(*index).map(|field| format!("such as `{}`", field.example));
    let expected = bad.expected.clone().or_else(example);
    let help = meant.map(|word| format!("did you mean `{word}`?"));
    Advice { index: *index, part, message: bad.message.clone(), expected, help }
}

/// A sight is a phrase inside a phrase: what is wrong in it is shown in its place.
fn on_sight(index: usize, text: &str) -> Vec<Advice> {
    let whole = |message: String, help: Option<String>| {
        let expected = Some("the phrase of a sight such as `the presence of ana is Lunch`".to_owned());
        vec![Advice { index, part: 0..text.len(), message, expected, help }]
    };
    let found = Sight::find(text);
    let [(row, raw)] = found.as_slice() else {
        let message = match found.len() {
            0 => format!("`{text}` is nothing that can be seen"),
            many => format!("`{text}` can be read in {many} ways"),
        };
        let meant = closest(Sight::ROWS, text, |text| Sight::find(text).len() == 1);
        return whole(message, meant.map(|phrase| format!("did you mean `{phrase}`?")));
    };
    let read = |texts: &[String]| Sight::from_texts(row.key, texts).map_or(Vec::new(), |r| r.err().unwrap_or_default());
    let (texts, bad) = match unquoted(row, raw) {
        Ok(texts) => {
            let bad = read(&texts);
            (texts, bad)
        }
        Err(bad) => (raw.clone(), bad),
    };
    let starts = field_starts(row, raw);
    let inner = |field: &BadField| {
        let at = starts.get(field.index).copied().unwrap_or_default();
        let fits = |other: &str| {
            let mut texts = texts.clone();
            texts[field.index] = other.to_owned();
            read(&texts).iter().all(|bad| bad.index != field.index)
        };
        let advice = on_field(row, raw.get(field.index).map_or("", String::as_str), field, fits);
        Advice { index, part: at + advice.part.start..at + advice.part.end, ..advice }
    };
    bad.iter().map(inner).collect()
}

/// Where each field begins in a text that is the phrase of a row.
fn field_starts(row: &Row, texts: &[String]) -> Vec<usize> {
    let mut at = 0;
    let mut rest = row.phrase;
    let mut starts = Vec::new();
    for text in texts {
        let Some((before, tail)) = rest.split_once('{') else { break };
        at += before.len();
        starts.push(at);
        at += text.len();
        rest = tail.split_once('}').map_or("", |(_, tail)| tail);
    }
    starts
}
