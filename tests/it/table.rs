//! Every row of the table with generated values: phrase to value to phrase, YAML to value to YAML, and each phrase is
//! that of one row only.

use std::collections::BTreeSet;
use std::sync::Arc;

use spec911::source::{Source, render};
use spec911::stimulus::{Expectation, Fact, Origin, Placed, Row, RowField, Scenario, Sight, Step, Stimulus};
use spec911::{gherkin, scenario};

/// Texts that need care wherever they stand: blanks, quotation marks, backslashes, brackets, other scripts, what YAML
/// takes for something else.
const FREE: &[&str] = &[
    "911",
    "plain",
    "two words",
    "a \"quoted\" word",
    "\"all quoted\"",
    "\"",
    "back\\slash",
    "\\\"",
    "trailing \\",
    "Größe 🚑 été",
    " blanks at both ends ",
    "tab\there",
    "line\nbreak\r\n",
    "nul\u{0} del\u{7f} nel\u{85} ls\u{2028} bom\u{feff}",
    "<name>",
    "<b>bold</b> [column]",
    "# comment",
    "a # b",
    "no",
    "~",
    "null",
    "0x1F",
    "1e3",
    "- item",
    "key: value",
    "{flow}",
    "'single'",
    "*",
    "|",
    "a | b",
    "we saw first that x and then that y",
    "none",
    "",
    "^\\+?[0-9]{3,}$",
    "a very long text that goes on and on well beyond eighty columns so that a writer might fold it over lines, twice",
];

fn samples(field: &RowField) -> Vec<String> {
    let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    match field.parameter {
        "text" => list(FREE),
        "dialled" => {
            FREE.iter().filter(|text| (1..=64).contains(&text.chars().count())).map(|t| (*t).to_owned()).collect()
        }
        "record" => {
            let right =
                |text: &&&str| (1..=40).contains(&text.chars().count()) && !text.contains('"') && text.trim() == **text;
            FREE.iter().filter(right).map(|text| (*text).to_owned()).chain(["a and then that b".to_owned()]).collect()
        }
        "address" => list(&["desk@example.com", "a,b@c", "\"odd one\"@example.com", "<x>@y"]),
        "addresses" => list(&["desk@example.com", "a@b,c d@e", "\"odd one\"@example.com", "none", "<x>@y"]),
        "numbers" => list(&["911", "911,112", "none", "9 1 1,*", "none,none", "\"1"]),
        "agent" => list(&["ana", "bo-2", "the", "agents"]),
        "number" => list(&["+13215550100", "911", "0"]),
        "name" => list(&["direct-routing", "ELG-04", "x_1", "none", "911"]),
        "span" => list(&["60 min", "0 s", "1 tick", "2 min 30 s", "25 h 1 ms", "59 min 59 s 999 ms 999 ticks"]),
        "count" => list(&["0", "50", "18446744073709551615"]),
        "code" => list(&["100", "503", "699"]),
        "civil" => list(&["2026-03-08T06:30:00Z", "2026-11-01T01:30:00-05:00", "2026-11-01T01:30:00.25+05:45"]),
        "moment" => list(&[
            "1:00:00.000000",
            "2026-03-08T06:30:00Z",
            "60 min after the dial of call 1 of ana",
            "1 tick before the end of callback 2 of bo-2",
        ]),
        "anchor" => list(&["the dial of call 1 of ana", "the arrival of callback 2 of bo-2"]),
        "call" => list(&["call 1 of ana", "callback 12 of bo-2", "item 3 of ana"]),
        "callee" => {
            list(&["the callback number of call 1 of ana", "the latest number leased to ana", "+13215550100", "911"])
        }
        "territory" => list(&["US", "NO"]),
        "territories" => list(&["US", "CA,US", "none"]),
        "zone" => list(&["Europe/London", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "UTC"]),
        "language" => list(&["da", "fr-CA", "zh-Hant-TW"]),
        "path" => list(&["direct", "sbc-1"]),
        "trunk" => list(&["sbc-1", "trunk"]),
        "agents" => list(&["ana", "ana,bo", "none"]),
        "trunks" => list(&["sbc-1", "sbc-1,sbc-2", "none"]),
        "route" => list(&["all-calls"]),
        "queue" => list(&["support", "queue"]),
        "queues" => list(&["support", "sales,support", "none"]),
        "controls" => list(&["hold", "device-settings,end-call", "none"]),
        "sight" => sights(),
        parameter => words(parameter),
    }
}

/// The closed lists, whole.
fn words(parameter: &str) -> Vec<String> {
    use spec911::domain as d;
    use spec911::stimulus as s;
    let words = match parameter {
        "location" => d::Location::WORDS,
        "base" => d::Base::WORDS,
        "setter" => d::Setter::WORDS,
        "switch" => d::Switch::WORDS,
        "client" => d::Client::WORDS,
        "link" => d::ProfileLink::WORDS,
        "mailbox" => d::Mailbox::WORDS,
        "via" => d::Via::WORDS,
        "rights" => d::Rights::WORDS,
        "service" => d::Service::WORDS,
        "admission" => d::Admission::WORDS,
        "work" => d::WorkKind::WORDS,
        "priority" => d::Priority::WORDS,
        "offer-state" => d::OfferState::WORDS,
        "accepting" => d::Accepting::WORDS,
        "rule" => d::RoutingRule::WORDS,
        "template" => d::TemplateState::WORDS,
        "control" => d::Control::WORDS,
        "reason" => d::Reason::WORDS,
        "mail-kind" => d::MailKind::WORDS,
        "mail-phase" => d::MailPhase::WORDS,
        "visibility" => s::Visibility::WORDS,
        "store" => spec911::domain::RowKind::WORDS,
        "message" => s::MessageKind::WORDS,
        "side" => s::Side::WORDS,
        "direction" => s::Direction::WORDS,
        other => panic!("no samples for the parameter `{other}`: add some"),
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Rows of texts in which every sample of every field stands at least once.
fn rows_of_texts(row: &Row) -> Vec<Vec<String>> {
    let columns: Vec<Vec<String>> = row.fields.iter().map(samples).collect();
    let most = columns.iter().map(Vec::len).max().unwrap_or(1);
    (0..most).map(|at| columns.iter().enumerate().map(|(i, c)| c[(at + i) % c.len()].clone()).collect()).collect()
}

fn sights() -> Vec<String> {
    let all = Sight::ROWS.iter().flat_map(|row| {
        rows_of_texts(row)
            .into_iter()
            .map(|texts| Sight::from_texts(row.key, &texts).expect("a row").expect("right samples").phrase())
    });
    all.collect()
}

fn origin() -> Origin {
    Origin { file: Arc::from("generated"), line: 1, row: None }
}

fn placed<T>(value: T) -> Placed<T> {
    Placed { value, origin: origin() }
}

/// One scenario with every value of the table; `tag` and name need care as well.
fn everything() -> Scenario {
    let facts = Fact::ROWS.iter().flat_map(|row| {
        rows_of_texts(row).into_iter().map(|t| Fact::from_texts(row.key, &t).expect("a row").expect("right samples"))
    });
    let stimuli = Stimulus::ROWS.iter().flat_map(|row| {
        rows_of_texts(row)
            .into_iter()
            .map(|t| Stimulus::from_texts(row.key, &t).expect("a row").expect("right samples"))
    });
    let expectations = Expectation::ROWS.iter().flat_map(|row| {
        rows_of_texts(row)
            .into_iter()
            .map(|t| Expectation::from_texts(row.key, &t).expect("a row").expect("right samples"))
    });
    Scenario {
        id: "generated:1".to_owned(),
        name: "everything: \"at\" <once> # and more".to_owned(),
        story: None,
        tags: vec!["CBN-03".to_owned(), "reading:ELG-04=default".to_owned(), "no".to_owned(), "#".to_owned()],
        origin: origin(),
        facts: facts.map(placed).collect(),
        steps: stimuli.map(Step::When).chain(expectations.map(Step::Then)).map(placed).collect(),
    }
}

fn values(scenario: &Scenario) -> (&str, &[String], Vec<&Fact>, Vec<&Step>) {
    let facts = scenario.facts.iter().map(|fact| &fact.value).collect();
    (&scenario.name, &scenario.tags, facts, scenario.steps.iter().map(|step| &step.value).collect())
}

#[test]
fn texts_make_values_that_write_the_same_texts() {
    for row in Fact::ROWS {
        for texts in rows_of_texts(row) {
            let value = Fact::from_texts(row.key, &texts).expect("a row").expect("right samples");
            assert_eq!(Fact::from_texts(row.key, &value.texts()), Some(Ok(value)), "{texts:?}");
        }
    }
    for row in Sight::ROWS {
        for texts in rows_of_texts(row) {
            let value = Sight::from_texts(row.key, &texts).expect("a row").expect("right samples");
            assert_eq!(value.phrase().parse(), Ok(Box::new(value)), "{texts:?}");
        }
    }
}

#[test]
fn every_phrase_is_that_of_one_row_and_gives_its_value_back() {
    let written = everything();
    let feature = gherkin::to_feature(&written);
    let read = gherkin::read(&[Source::new("generated.feature", &feature)]).unwrap_or_else(|faults| {
        panic!("{}", render(&faults[..faults.len().min(10)], false));
    });
    assert_eq!(read.len(), 1);
    let (name, tags, facts, steps) = values(&written);
    assert_eq!((name, tags), (read[0].name.as_str(), read[0].tags.as_slice()));
    let (_, _, read_facts, read_steps) = values(&read[0]);
    facts.iter().zip(read_facts).for_each(|(written, read)| assert_eq!(*written, read));
    steps.iter().zip(read_steps).for_each(|(written, read)| assert_eq!(*written, read));
    assert_eq!((facts.len(), steps.len()), (read[0].facts.len(), read[0].steps.len()));
    assert_eq!(gherkin::to_feature(&read[0]), feature);
}

#[test]
fn yaml_gives_every_value_back_and_writes_the_same_text() {
    let written = everything();
    let text = scenario::write(&written);
    let read = scenario::read("generated.yaml", &text).unwrap_or_else(|faults| {
        panic!("{}", render(&faults[..faults.len().min(10)], false));
    });
    let (name, tags, facts, steps) = values(&written);
    let (read_name, read_tags, read_facts, read_steps) = values(&read);
    assert_eq!((name, tags), (read_name, read_tags));
    facts.iter().zip(&read_facts).for_each(|(written, read)| assert_eq!(written, read));
    steps.iter().zip(&read_steps).for_each(|(written, read)| assert_eq!(written, read));
    assert_eq!((facts.len(), steps.len()), (read_facts.len(), read_steps.len()));
    assert_eq!(scenario::write(&read), text);
}

#[test]
fn keys_and_phrases_stand_once_and_fields_have_names_of_their_own() {
    for rows in [Fact::ROWS, Stimulus::ROWS, Expectation::ROWS, Sight::ROWS] {
        let keys: BTreeSet<&str> = rows.iter().map(|row| row.key).collect();
        let phrases: BTreeSet<&str> = rows.iter().map(|row| row.phrase).collect();
        assert_eq!((keys.len(), phrases.len()), (rows.len(), rows.len()));
        for row in rows {
            let fields: BTreeSet<&str> = row.fields.iter().map(|field| field.name).collect();
            assert_eq!(fields.len(), row.fields.len(), "{}", row.key);
        }
    }
}
