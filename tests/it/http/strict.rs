//! Claims about deployments that say too much or too little: a field that the interface does not have is named, and what many
//! scenarios fail by is told once.

use std::time::Duration;

use super::answers;
use super::front::{Asked, Front, check, deployment, failed, with_body};
use super::process::{Ended, Running, Served};

const HANGS: Duration = Duration::from_secs(60);

/// The first tenant that is not one of the doctor's.
const FIRST: usize = 3;

const FEW: [&str; 6] = ["--requirement", "CBN-03", "--tags", "@slice", "--report", "out"];
const MANY: [&str; 4] = ["--tags", "@slice", "--report", "out"];

/// A check of a deployment that alters some answers, and how many scenarios fail.
fn checked(front: &Front, args: &[&str]) -> (Ended, usize) {
    let folder = deployment(&front.base, "ics: my-ics.yaml\n");
    let statement = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/ics/reference.yaml");
    std::fs::copy(statement, folder.path().join("my-ics.yaml")).expect("a statement");
    let ended = Running::start(&mut check(folder.path(), args)).ended(HANGS);
    let failed = failed(folder.path());
    (ended, failed)
}

fn in_front(body: String) -> String {
    body.replacen('{', r#"{"more": 1, "#, 1)
}

/// Behind the kind of the last reading, which should be its only field.
fn beside_a_kind(body: String) -> String {
    let all_but_its_end = body.strip_suffix("}]").expect("readings");
    format!(r#"{all_but_its_end}, "more": 1}}]"#)
}

#[test]
fn a_field_that_the_interface_does_not_have_is_an_error_that_names_it() {
    type Alter = fn(String) -> String;
    let cases: [(&str, &str, Alter, &str); 6] = [
        ("PUT", "", in_front, "unknown field `more`, expected"),
        ("POST", "/inputs", in_front, "unknown field `more`, expected"),
        ("GET", "/clock", in_front, "unknown field `more`, expected"),
        ("GET", "/events", in_front, "unknown field `more`, expected"),
        ("POST", "/questions", in_front, "unknown variant `more`, expected"),
        ("POST", "/questions", beside_a_kind, "unknown field `more`, where one field alone says the kind"),
    ];
    let served = Served::start(&[]);
    for (method, place, change, said) in cases {
        let alter = move |asked: &Asked, answer: Vec<u8>| {
            let is_there = asked.method == method && asked.place.contains(place) && asked.about == Some(FIRST);
            if is_there { with_body(&answer, change) } else { answer }
        };
        let (ended, failed) = checked(&Front::before(&served.base, |_| None, alter), &FEW);
        assert_eq!((ended.exit, failed), (1, 1), "{method} {place}: {ended:?}");
        for said in ["[not-a-message]", said] {
            assert!(ended.out.contains(said), "{method} {place}: no {said:?} in {}", ended.out);
        }
    }
    let alter = |asked: &Asked, answer: Vec<u8>| if asked.place == "/" { with_body(&answer, in_front) } else { answer };
    let front = Front::before(&served.base, |_| None, alter);
    let ended = Running::start(&mut check(deployment(&front.base, "").path(), &FEW)).ended(HANGS);
    assert!(ended.exit == 4 && ended.err.contains("unknown field `more`, expected"), "{ended:?}");
}

/// What many scenarios fail by stands in one block, which names some of them and how many they are.
fn told_once(name: &str, front: &Front, said: &str) {
    let (ended, failed) = checked(front, &MANY);
    assert_eq!(ended.exit, 1, "{name}: {ended:?}");
    assert!(failed > 10 && ended.out.matches("FAIL features").count() == 1, "{name}: {failed} of {}", ended.out);
    let count = format!("so ended   {failed} scenarios");
    for said in [said, &count, "also in", " more; --report DIR lists all", "--seed 1 --deployment it.yaml\n"] {
        assert!(ended.out.contains(said), "{name}: no {said:?} in {}", ended.out);
    }
    // The statement that the deployment file names was not given on the command line.
    assert!(!ended.out.contains("--ics"), "{name}: {}", ended.out);
}

#[test]
fn what_many_scenarios_fail_by_is_told_once_with_how_many_they_are() {
    let served = Served::start(&[]);
    let is_run = |asked: &Asked| asked.about.is_some_and(|tenant| tenant >= FIRST);
    let alter = move |asked: &Asked, answer: Vec<u8>| {
        if !is_run(asked) || !asked.place.ends_with("/inputs") {
            return answer;
        }
        with_body(&answer, |body| {
            let mut taken: serde_json::Value = serde_json::from_str(&body).expect("a response");
            taken.as_object_mut().expect("fields").remove("standing");
            taken.to_string()
        })
    };
    let silent = Front::before(&served.base, |_| None, alter);
    told_once("no standing", &silent, "a response does not say how the tenant stands");
    // Each of these is told with the address of its own tenant.
    let decide = move |asked: &Asked| (is_run(asked) && asked.place.ends_with("/questions")).then(answers::status);
    let wrong = Front::before(&served.base, decide, |_, answer| answer);
    told_once("wrong status", &wrong, "[wrong-status] status 500");
}
