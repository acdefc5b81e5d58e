//! The document of all steps, from the table in the code.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use spec911::conduct::supported_fact;
use spec911::stimulus::{BadField, BadText, Expectation, Fact, Row, RowField, Sight, Stimulus, fill};

const HEAD: &str = "\
# Steps

Every fact, stimulus, expectation and sight that a scenario can be written with, in the order of the table in
`src/stimulus/`. A test writes this file from that table; `spec911 steps` shows the same. How they make a scenario:
[write-a-scenario.md](write-a-scenario.md).

**Run** says whether the embedded reference takes the step up in this version. `not yet`: a scenario with that step is
refused with its name, file and line.

";

const SIGHTS: &str = "\
A sight stands where a phrase has `{sight}`. In YAML it is the phrase as text, such as
`now: {sight: the presence of ana is Lunch}`.

";

const FIELDS: &str = "\
## Values

What stands for a word in braces. A phrase takes a value with a blank, a quotation mark, a control or a `<` in quotation
marks, with escapes as in JSON, where the last column says so. YAML takes every value as a text; quote what YAML would
read as something else, such as `\"911\"` and `\"on\"`.

| in a phrase | example | what is allowed | quotation marks |
|---|---|---|---|
";

/// Valid values for those parameters whose example describes one instead.
const VALID: [(&str, &str); 3] = [("territory", "US"), ("territories", "US,CA"), ("text", "any text")];

/// What is allowed where a fault names only one of several forms.
const FORMS: [(&str, &str); 3] = [
    ("callee", "a telephone number, `the callback number of call N of AGENT`, `the latest number leased to AGENT`"),
    ("path", "`direct`, or the name of a trunk such as `sbc-1`"),
    ("sight", "the phrase of a sight"),
];

/// A text that is no value of anything but free text.
const NO_VALUE: &str = "\u{1}\"";

/// The document.
pub(super) fn document() -> String {
    let mut text = HEAD.to_owned();
    section(&mut text, "Facts (`Given`)", "facts", Fact::ROWS, |row, texts| {
        Some(supported_fact(&read(Fact::from_texts(row.key, texts), row)))
    });
    section(&mut text, "Stimuli (`When`)", "steps: when", Stimulus::ROWS, |_, _| Some(true));
    section(&mut text, "Expectations (`Then`)", "steps: then", Expectation::ROWS, |row, texts| {
        read(Expectation::from_texts(row.key, texts), row);
        None
    });
    text.push_str("## Sights\n\n");
    text.push_str(SIGHTS);
    text.push_str("| phrase | example | what it says |\n|---|---|---|\n");
    for row in Sight::ROWS {
        let example = fill(row, &examples(row));
        let _ = writeln!(text, "| `{}` | `{example}` | {} |", row.phrase, row.about.trim());
    }
    text.push('\n');
    values(&mut text);
    text
}

fn read<T, E: std::fmt::Debug>(value: Option<Result<T, E>>, row: &Row) -> T {
    value
        .expect("a key of the table")
        .unwrap_or_else(|bad| panic!("the examples of {} are no values: {bad:?}", row.key))
}

fn examples(row: &Row) -> Vec<String> {
    row.fields.iter().map(|field| example(field).to_owned()).collect()
}

fn example(field: &RowField) -> &str {
    VALID.iter().find(|(name, _)| *name == field.parameter).map_or(field.example, |(_, text)| text)
}

fn section(
    text: &mut String,
    title: &str,
    list: &str,
    rows: &'static [Row],
    runs: impl Fn(&Row, &[String]) -> Option<bool>,
) {
    let _ = writeln!(text, "## {title}\n\nIn YAML below `{list}`.\n");
    let mut head = ["phrase", "YAML", "what it says"].map(str::to_owned).to_vec();
    let mut lines = Vec::new();
    for row in rows {
        let texts = examples(row);
        let run = runs(row, &texts).map(|runs| if runs { " yes |" } else { " not yet |" });
        if run.is_some() && head.len() == 3 {
            head.push("run".to_owned());
        }
        let about = row.about.trim();
        lines.push(format!("| `{}` | `{}` | {about} |{}", row.phrase, yaml(row, &texts), run.unwrap_or_default()));
    }
    let _ = writeln!(text, "| {} |\n|{}", head.join(" | "), "---|".repeat(head.len()));
    lines.iter().for_each(|line| {
        let _ = writeln!(text, "{line}");
    });
    text.push('\n');
}

/// A row in YAML, in one line.
fn yaml(row: &Row, texts: &[String]) -> String {
    let fields: Vec<String> =
        row.fields.iter().zip(texts).map(|(field, text)| format!("{}: {}", field.name, scalar(text))).collect();
    format!("{}: {{{}}}", row.key, fields.join(", "))
}

/// A text as YAML can take it inside braces: bare where nothing else could be meant.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || " -_.@".contains(c);
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let counted = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(' ');
    let word = ["on", "off", "yes", "no", "true", "false", "null"].contains(&text);
    if text.chars().all(plain) && (starts || counted) && !word { text.to_owned() } else { format!("{text:?}") }
}

/// Every parameter of the table, each once.
fn values(text: &mut String) {
    text.push_str(FIELDS);
    let mut lines: BTreeMap<&str, String> = BTreeMap::new();
    collect(&mut lines, Fact::ROWS, |key, texts| Fact::from_texts(key, texts).and_then(Result::err));
    collect(&mut lines, Stimulus::ROWS, |key, texts| Stimulus::from_texts(key, texts).and_then(Result::err));
    collect(&mut lines, Expectation::ROWS, |key, texts| Expectation::from_texts(key, texts).and_then(Result::err));
    collect(&mut lines, Sight::ROWS, |key, texts| Sight::from_texts(key, texts).and_then(Result::err));
    for (name, line) in lines {
        let _ = writeln!(text, "| `{{{name}}}` | {line} |");
    }
}

/// The parameters of some rows, by what is said of a text that is no value of them.
fn collect(
    lines: &mut BTreeMap<&'static str, String>,
    rows: &'static [Row],
    bad: impl Fn(&str, &[String]) -> Option<Vec<BadField>>,
) {
    for row in rows {
        for (index, field) in row.fields.iter().enumerate() {
            let mut texts = examples(row);
            NO_VALUE.clone_into(&mut texts[index]);
            let bad = bad(row.key, &texts).unwrap_or_default();
            let said = bad.into_iter().find(|bad| bad.index == index).map(|bad| bad.bad);
            let quoted = if field.free { "where needed" } else { "no" };
            let line = format!("`{}` | {} | {quoted}", example(field), allowed(field, said));
            lines.insert(field.parameter, line);
        }
    }
}

/// What is allowed, by what is said of a text that is not.
fn allowed(field: &RowField, said: Option<BadText>) -> String {
    let form = FORMS.iter().find(|(name, _)| *name == field.parameter).map(|(_, form)| (*form).to_owned());
    let words = |said: BadText| match said.words {
        [] => said.expected.unwrap_or_default(),
        words => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
    };
    let one = form.or(said.map(words)).unwrap_or_else(|| "any text".to_owned());
    if example(field).contains(',') { format!("`none`, or with commas: {one}") } else { one }
}
