//! The document of all steps, from the table in the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use spec911::conduct::supported_fact;
use spec911::deployment::Defaults;
use spec911::deployment::http::wire::{FactForm, told};
use spec911::stimulus::{BadField, BadText, Expectation, Fact, Row, RowField, Sight, Stimulus, fill};

const HEAD: &str = "\
# Steps

Every fact, stimulus, expectation and sight that a scenario can be written with, in the order of the table in
`src/stimulus/`. A test writes this file from that table; `spec911 steps` shows the same. How they make a scenario:
[write-a-scenario.md](write-a-scenario.md).

**Run** says whether the embedded reference takes the step up in this version. `not yet`: a scenario with that step is
refused with its name, file and line.

**Sent to a deployment** says of a fact whether the set-up of a tenant holds it (`PUT`): `always`, also where no scenario
states it; `where stated`; `no`; or `as agents`, each with facts of its own. How they look there: [below](#facts-in-a-set-up).

";

const SENT: &str = "\
## Facts in a set-up

What `PUT /tenants/{tenant}` holds below `facts` ([certify-a-deployment.md](certify-a-deployment.md)), one example each. Every
value is a text, also a count; a list is joined by commas, and an empty one is the text `none`.

| JSON | left out | to be known |
|---|---|---|
";

/// What holds where a fact that is not always sent is left out, and what a deployment has to know of it.
const NOTES: [(&str, &str, &str); 32] = [
    ("epoch", "", "which civil time the instant 0 of the tenant's clock is"),
    (
        "number_plan",
        "",
        "the feature serves a territory whose `feature` is not `none`; GU, VI, MP and AS have plans of their own. A text is held \
         against the numbers of *all* plans first, then against the plan of the country that `locate` tells",
    ),
    ("presence_record", "", "the first record of a base status is the one that the rules set"),
    ("calling_plan_number", "the tenant has none", "`rights` is `that makes calls` or `that only receives calls`"),
    ("trunk", "there is none", "its address stands in `counterparts.trunks`"),
    (
        "voice_route",
        "there is none",
        "`pattern`: a regular expression without look-around and back-references, which matches anywhere unless it is anchored, \
         held against the dialled text with digits in ASCII and without separators (an emergency number also without a leading \
         plus). Lowest `place` first; a trunk in two routes that match is tried twice",
    ),
    ("queue", "`skips`", "`dnd`: `skips` or `admits`, whether agents in Do not disturb are given its work"),
    ("number_pool", "", "how long a number rests is for you to keep; how many there are, `exhausted` tells"),
    ("template", "", "`shipped`, `missing` or `broken`: whether the text of your mail can be used"),
    ("template_text", "the shipped text", ""),
    ("template_subject", "the shipped subject", ""),
    ("template_page", "the shipped page", ""),
    ("mail_language", "the language that your mails are in", ""),
    ("customised_form", "`off`", "`off`: the form is empty for ever"),
    ("automatic_recording", "`off`", ""),
    ("direct_routing", "", "`off`: no voice route is looked at"),
    ("routing_rule", "no rule of that kind", ""),
    (
        "agent",
        "there is no such agent",
        "`country` is that of the session, to fall back on when the location source fails",
    ),
    ("network_country", "not known", "read for the reading `fallback` of ELG-06 alone"),
    ("profile_country", "not known", "read for the reading `fallback` of ELG-06 alone"),
    ("uses_workspace", "none", "the workspace of a dial that names none"),
    ("own_number", "there is none", "ordinary calls to it ring at the agent"),
    ("originating_number", "there is none", "what ordinary calls go out from"),
    ("allow_list", "every country is allowed", "for ordinary calls alone"),
    ("capacity", "", "`used` counts what is under way from the start"),
    ("assignment_blocking", "`on`", "`on`: no ordinary work is offered while all of the capacity is in use"),
    ("open_sessions", "0", "an agent with ten is given no ordinary work, and is Do not disturb when more waits"),
    ("contacts", "nobody is told", "separated by semicolons, as they were typed"),
    ("display_name", "the agent's id", ""),
    ("serves", "no queue", "one fact for each queue"),
    ("waiting", "nothing waits", "the items are called `support-1`, `support-2` and so on, by queue and place"),
    ("psap_number", "", "for whoever wants to know; a callback is one by the number that it arrives for"),
];

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
    let always = always_sent();
    section(&mut text, "Facts (`Given`)", "facts", Fact::ROWS, |row, texts| {
        let fact = read(Fact::from_texts(row.key, texts), row);
        vec![("run", runs(supported_fact(&fact))), ("sent to a deployment", sent(&fact, &always))]
    });
    section(&mut text, "Stimuli (`When`)", "steps: when", Stimulus::ROWS, |_, _| vec![("run", runs(true))]);
    section(&mut text, "Expectations (`Then`)", "steps: then", Expectation::ROWS, |row, texts| {
        read(Expectation::from_texts(row.key, texts), row);
        Vec::new()
    });
    text.push_str("## Sights\n\n");
    text.push_str(SIGHTS);
    text.push_str("| phrase | example | what it says |\n|---|---|---|\n");
    for row in Sight::ROWS {
        let example = fill(row, &examples(row));
        let _ = writeln!(text, "| `{}` | `{example}` | {} |", row.phrase, row.about.trim());
    }
    text.push('\n');
    in_a_set_up(&mut text, &always);
    values(&mut text);
    text
}

fn runs(runs: bool) -> &'static str {
    if runs { "yes" } else { "not yet" }
}

/// The facts that the set-up of a plain tenant with one agent holds.
fn always_sent() -> BTreeSet<&'static str> {
    let row = Fact::ROWS.iter().find(|row| row.key == "agent").expect("the fact of an agent");
    let agent = read(Fact::from_texts(row.key, &examples(row)), row);
    let facts = Defaults::embedded().complete(&[&agent]);
    facts
        .iter()
        .filter(|fact| !told(&[(*fact).clone()]).is_empty())
        .map(Fact::key)
        .filter(|key| *key != row.key)
        .collect()
}

/// Whether a set-up holds a fact. Agents who are made up are told agent by agent.
fn sent(fact: &Fact, always: &BTreeSet<&str>) -> &'static str {
    match fact {
        Fact::Crew { .. } | Fact::Cast { .. } => "as agents",
        fact if told(std::slice::from_ref(fact)).is_empty() => "no",
        fact if always.contains(fact.key()) => "always",
        _ => "where stated",
    }
}

/// The facts as a deployment is sent them.
fn in_a_set_up(text: &mut String, always: &BTreeSet<&str>) {
    text.push_str(SENT);
    let mut noted: BTreeSet<&str> = NOTES.iter().map(|(key, _, _)| *key).collect();
    for row in Fact::ROWS {
        let fact = read(Fact::from_texts(row.key, &examples(row)), row);
        noted.remove(row.key);
        let sent = sent(&fact, always);
        if sent == "no" || sent == "as agents" {
            continue;
        }
        let forms: Vec<FactForm> = told(std::slice::from_ref(&fact));
        let form = serde_json::to_string(&forms[0]).expect("JSON");
        let (left_out, note) =
            NOTES.iter().find(|(key, _, _)| *key == row.key).map_or(("", ""), |note| (note.1, note.2));
        let left_out = if sent == "always" { "never" } else { left_out };
        let _ = writeln!(text, "| `{form}` | {left_out} | {note} |");
    }
    assert!(noted.is_empty(), "notes on what is no fact: {noted:?}");
    text.push('\n');
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
    more: impl Fn(&Row, &[String]) -> Vec<(&'static str, &'static str)>,
) {
    let _ = writeln!(text, "## {title}\n\nIn YAML below `{list}`.\n");
    let mut head = ["phrase", "YAML", "what it says"].map(str::to_owned).to_vec();
    let mut lines = Vec::new();
    for row in rows {
        let texts = examples(row);
        let more = more(row, &texts);
        if head.len() == 3 {
            head.extend(more.iter().map(|(name, _)| (*name).to_owned()));
        }
        let more: String = more.iter().map(|(_, word)| format!(" {word} |")).collect();
        lines.push(format!("| `{}` | `{}` | {} |{more}", row.phrase, yaml(row, &texts), row.about.trim()));
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
