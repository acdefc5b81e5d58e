//! The interface's document: every example is a message, every message has an example, and every operation is served.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use spec911::border::{Input, Question, Reading};
use spec911::deployment::http::wire::{
    Advance, Canary, FeedPage, InputTaken, Interface, Problem, ProblemKind, ReadBack, Restart, SetUp, Southbound,
    SouthboundAnswer, Standing, untold,
};
use spec911::domain::{
    Accepting, Base, Button, Closer, Control, Delivery, Destination, DialFailure, EndCause, MailKind, Mailbox,
    OfferState, Priority, ProfileLink, Reason, RoutingRule, RowKind, Setter, Switch, Via, WorkKind,
};

use spec911::requirement::{Catalogue, failure_of};

use super::process::Served;

fn document() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/deployment-interface.yaml");
    serde_yaml::from_str(&std::fs::read_to_string(path).expect("the document")).expect("YAML")
}

/// Every example below a value, with the schema of its message.
fn examples(value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            if let (Some(schema), Some(Value::Object(examples))) = (fields.get("schema"), fields.get("examples")) {
                let schema = schema["$ref"].as_str().or(schema["items"]["$ref"].as_str()).expect("a schema by name");
                let list = if schema.is_empty() || fields["schema"].get("items").is_some() { "[]" } else { "" };
                let name = format!("{}{list}", schema.rsplit('/').next().expect("a name"));
                found.extend(examples.values().map(|example| (name.clone(), example["value"].clone())));
            }
            fields.values().for_each(|value| examples(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| examples(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn all_examples() -> Vec<(String, Value)> {
    let mut found = Vec::new();
    examples(&document(), &mut found);
    found
}

/// Reads an example as its message and writes it again.
fn round<T: DeserializeOwned + Serialize>(example: &Value) -> Value {
    let read: T = serde_json::from_value(example.clone()).unwrap_or_else(|error| panic!("{error}: {example}"));
    serde_json::to_value(read).expect("JSON")
}

#[test]
fn every_example_is_a_message_and_is_written_as_it_was_read() {
    let found = all_examples();
    for (schema, example) in &found {
        let written = match schema.as_str() {
            "Input" => round::<Input>(example),
            "InputTaken" => round::<InputTaken>(example),
            "Question[]" => round::<Vec<Question>>(example),
            "Reading[]" => round::<Vec<Reading>>(example),
            "FeedPage" => round::<FeedPage>(example),
            "Southbound" => round::<Southbound>(example),
            "SouthboundAnswer" => round::<SouthboundAnswer>(example),
            "Interface" => round::<Interface>(example),
            "SetUp" => round::<SetUp>(example),
            "ReadBack" => round::<ReadBack>(example),
            "Canary" => round::<Canary>(example),
            "Advance" => round::<Advance>(example),
            "Restart" => round::<Restart>(example),
            "Standing" => round::<Standing>(example),
            "Problem" => round::<Problem>(example),
            other => panic!("no message is called {other}"),
        };
        assert_eq!(&written, example, "{schema}");
    }
    assert!(found.len() > 80, "only {} examples were found", found.len());
}

#[test]
fn the_facts_of_the_example_set_tenants_up() {
    for (_, example) in all_examples().into_iter().filter(|(schema, _)| schema == "SetUp") {
        let set_up: SetUp = serde_json::from_value(example).expect("a set-up");
        untold(&set_up.facts).unwrap_or_else(|why| panic!("{why}"));
    }
}

/// The kinds that a schema of kinds lists: keys of objects, and words.
fn kinds(schema: &Value) -> Vec<String> {
    let arms = schema["oneOf"].as_array().expect("kinds");
    let kind = |arm: &Value| match arm["const"].as_str() {
        Some(word) => word.to_owned(),
        None => arm["required"][0].as_str().expect("a key").to_owned(),
    };
    arms.iter().map(kind).collect()
}

#[test]
fn every_kind_of_message_has_an_example() {
    let document = document();
    // Keys and words alike, wherever they stand in an example.
    let mut told = BTreeSet::new();
    fn words(value: &Value, told: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                told.insert(key.clone());
                words(value, told);
            }),
            Value::Array(values) => values.iter().for_each(|value| words(value, told)),
            Value::String(word) => {
                told.insert(word.clone());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    all_examples().iter().for_each(|(_, example)| words(example, &mut told));
    let schemas = &document["components"]["schemas"];
    for schema in [
        "Input",
        "Act",
        "CarrierEvent",
        "Circumstance",
        "Answer",
        "Reply",
        "Question",
        "Reading",
        "Event",
        "Request",
        "Setting",
        "Inbound",
    ] {
        let missing: Vec<String> = kinds(&schemas[schema]).into_iter().filter(|kind| !told.contains(kind)).collect();
        assert!(missing.is_empty(), "{schema}: no example of {}", missing.join(", "));
    }
}

#[test]
fn every_list_of_words_in_the_document_is_the_one_of_the_code() {
    let schemas = &document()["components"]["schemas"];
    let lists: [(&str, &[&str]); 21] = [
        ("Reason", Reason::WORDS),
        ("DialFailure", DialFailure::WORDS),
        ("Control", Control::WORDS),
        ("Button", Button::WORDS),
        ("Closer", Closer::WORDS),
        ("EndCause", EndCause::WORDS),
        ("WorkKind", WorkKind::WORDS),
        ("Priority", Priority::WORDS),
        ("OfferState", OfferState::WORDS),
        ("Accepting", Accepting::WORDS),
        ("Destination", Destination::WORDS),
        ("RowKind", RowKind::WORDS),
        ("MailKind", MailKind::WORDS),
        ("Delivery", Delivery::WORDS),
        ("Setter", Setter::WORDS),
        ("Via", Via::WORDS),
        ("Base", Base::WORDS),
        ("RoutingRule", RoutingRule::WORDS),
        ("Switch", Switch::WORDS),
        ("ProfileLink", ProfileLink::WORDS),
        ("Mailbox", Mailbox::WORDS),
    ];
    for (schema, words) in lists {
        let listed: Vec<&str> =
            schemas[schema]["enum"].as_array().expect(schema).iter().filter_map(Value::as_str).collect();
        assert_eq!(listed, words, "{schema}");
    }
    let problem = schemas["Problem"]["properties"]["type"]["description"].as_str().expect("a description");
    for kind in ProblemKind::WORDS {
        assert!(problem.contains(kind), "the document does not name the problem `{kind}`");
    }
}

/// For each reason of a refused dial the words of which its sentence holds one.
fn words_of_refusals() -> Vec<(String, Vec<String>)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/refusals.yaml");
    let lists: Value = serde_yaml::from_str(&std::fs::read_to_string(path).expect("the lists")).expect("YAML");
    let word = |value: &Value| value.as_str().expect("a word").to_owned();
    let words = |list: &Value| list["words"].as_array().expect("words").iter().map(word).collect();
    lists.as_array().expect("lists").iter().map(|list| (word(&list["reason"]), words(list))).collect()
}

#[test]
fn the_words_that_the_sentence_of_a_refusal_needs_stand_where_a_vendor_looks() {
    let document = document();
    let replies = document["components"]["schemas"]["Reply"]["oneOf"].as_array().expect("replies");
    let refused = replies.iter().find(|arm| arm["required"][0] == "dial-refused").expect("the refusal of a dial");
    let told = refused["description"].as_str().expect("a description");
    let advice = failure_of(&"ELG-10".parse().expect("an id")).expect("an explanation");
    let lists = words_of_refusals();
    for (reason, words) in &lists {
        let row = format!("| `{reason}` | {} |", words.join(", "));
        assert!(told.contains(&row), "the document has no row {row}");
        let advised = format!("{} ({reason})", words.join(", "));
        assert!(advice.contains(&advised), "`explain` does not say {advised}");
    }
    let mut examples = 0;
    for (_, example) in all_examples() {
        let refused = &example["reply"]["dial-refused"];
        let (Some(reason), Some(sentence)) = (refused["reason"].as_str(), refused["sentence"].as_str()) else {
            continue;
        };
        let list = lists.iter().find(|(of, _)| of == reason).expect("a list of words");
        assert!(list.1.iter().any(|word| sentence.to_lowercase().contains(word)), "{sentence}");
        assert_eq!(sentence.find('.'), Some(sentence.len() - 1), "{sentence}");
        examples += 1;
    }
    assert!(examples > 0);
}

#[test]
fn the_incidents_and_the_problems_of_the_document_are_those_that_there_are() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let kinds = schemas["Incident"]["properties"]["kind"]["description"].as_str().expect("a description");
    let row = Catalogue::embedded().get(&"ORD-06".parse().expect("an id")).expect("a row");
    let named: Vec<&str> = row.statement.split('`').skip(1).step_by(2).filter(|word| word.contains('_')).collect();
    assert_eq!(named.len(), 5, "{named:?}");
    for kind in &named {
        assert!(kinds.contains(&format!("- `{kind}`: ")), "the document does not tell of `{kind}`");
    }
    let mut incidents = 0;
    fn kinds_in(value: &Value, seen: &mut dyn FnMut(&str)) {
        match value {
            Value::Object(fields) => {
                if let (Some(kind), true) = (fields.get("kind").and_then(Value::as_str), fields.contains_key("fields"))
                {
                    seen(kind);
                }
                fields.values().for_each(|value| kinds_in(value, seen));
            }
            Value::Array(values) => values.iter().for_each(|value| kinds_in(value, seen)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    for (_, example) in all_examples() {
        kinds_in(&example, &mut |kind| {
            assert!(named.contains(&kind), "an example has the incident `{kind}`");
            incidents += 1;
        });
    }
    assert!(incidents > 1);
    let problems = schemas["Problem"]["properties"]["type"]["description"].as_str().expect("a description");
    for kind in ProblemKind::ALL {
        let row = format!("| `#{kind}` | {} | ", kind.status());
        assert!(problems.contains(&row), "the document has no row {row}");
    }
}

#[test]
fn every_operation_of_the_document_is_served_and_what_is_none_is_a_problem() {
    let served = Served::start(&[]);
    let document = document();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let client = reqwest::Client::new();
    let send = |method: &str, place: &str| {
        let method = reqwest::Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
        let address = format!("{}{}", served.base, place.replace("{tenant}", "nobody"));
        runtime.block_on(async {
            let response = client.request(method, address).body("{").send().await.expect("a response");
            let (status, kind) = (response.status().as_u16(), response.headers().get("content-type").cloned());
            (status, kind, response.text().await.expect("a body"))
        })
    };
    let mut served_operations = 0;
    for (place, operations) in document["paths"].as_object().expect("paths") {
        for method in operations.as_object().expect("operations").keys().filter(|key| *key != "parameters") {
            let (status, _, body) = send(method, place);
            assert!(!body.contains("#not-found"), "{method} {place}: {status} {body}");
            served_operations += 1;
        }
    }
    assert!(served_operations > 10, "only {served_operations} operations");
    for (method, place) in
        [("GET", "/nothing"), ("PATCH", "/tenants/x"), ("POST", "/tenants/x/inputs"), ("PUT", "/tenants/a b")]
    {
        let (status, kind, body) = send(method, place);
        let problem: Problem = serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"));
        assert_eq!(
            (problem.status, kind.expect("a type").to_str().expect("text")),
            (status, "application/problem+json")
        );
        assert!((400..500).contains(&status) && !problem.detail.is_empty(), "{method} {place}: {body}");
    }
}
