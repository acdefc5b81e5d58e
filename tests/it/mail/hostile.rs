//! Hostile inputs as data: each ends in its documented result, and none adds a header, a recipient or markup.

use regex::{Captures, Regex};
use serde::Deserialize;
use spec911::deployment::{Borders, mails};
use spec911::notice::{TemplateKind, Values, Wordings};
use spec911::observation::{Seen, Trace};
use spec911::reference::Policy;
use spec911::stimulus::{Fact, Placed, Scenario};

use super::super::suite::{run_with, statement_of};
use super::parsed::{Parsed, parsed};
use super::tags;

const CASES: &str = include_str!("hostile/cases.yaml");

const PLAIN: &str = r#"name: A dial
facts:
  - calling_plan_number: {number: "+15550120000", rights: that makes calls}
  - agent: {agent: ana, country: US}
  - originating_number: {agent: ana, number: "+15550120000"}
steps:
  - when: {dials: {agent: ana, dialled: "911"}}
  - when: {passes: {span: 1 min}}
"#;

/// Who is told unless a case says it.
const TOLD: &str = "boss@example.com; desk@example.com";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    at: String,
    value: String,
    result: String,
    text: Option<String>,
    subject: Option<String>,
    recipients: Option<Recipients>,
    count: Option<usize>,
    #[serde(default)]
    stands_in: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Recipients {
    Count(usize),
    These(Vec<String>),
}

fn cases() -> Vec<Case> {
    serde_yaml::from_str(CASES).expect("cases")
}

/// A value with what it repeats written out.
fn written_out(value: &str) -> String {
    let pattern = Regex::new(r"(?s)(REPEAT|COUNT)\((\d+),(.+?)\)").expect("a pattern");
    let whole = |found: &Captures<'_>| {
        let count: usize = found[2].parse().expect("a number");
        let each = |number: usize| {
            if &found[1] == "COUNT" { found[3].replace('#', &number.to_string()) } else { found[3].to_owned() }
        };
        (1..=count).map(each).collect::<String>()
    };
    pattern.replace_all(value, whole).into_owned()
}

/// A fact of ana's, or of the tenant's.
fn fact(key: &str, value: &str) -> Fact {
    let row = Fact::ROWS.iter().find(|row| row.key == key).unwrap_or_else(|| panic!("no fact `{key}`"));
    let texts: Vec<String> =
        row.fields.iter().map(|field| if field.name == "agent" { "ana" } else { value }.to_owned()).collect();
    Fact::from_texts(key, &texts).expect("a fact").unwrap_or_else(|bad| panic!("{key}: {bad:?}"))
}

fn scenario(case: &Case) -> Scenario {
    let mut scenario = spec911::scenario::read("hostile", PLAIN).unwrap_or_else(|faults| panic!("{faults:?}"));
    let origin = scenario.origin.clone();
    let contacts = (case.at != "contacts").then(|| fact("contacts", TOLD));
    for value in [Some(fact(&case.at, &written_out(&case.value))), contacts].into_iter().flatten() {
        scenario.facts.push(Placed { value, origin: origin.clone() });
    }
    scenario
}

fn trace(case: &Case, policy: Policy) -> Trace {
    let scenario = scenario(case);
    run_with(&scenario, policy, &statement_of(&scenario), Borders::Complete).trace
}

fn read(trace: &Trace, name: &str) -> Vec<Parsed> {
    let message = |mail: &spec911::deployment::Submitted<'_>| {
        parsed(&mail.message().unwrap_or_else(|why| panic!("{name}: {why}")))
    };
    mails(trace).iter().map(message).collect()
}

#[test]
fn each_hostile_input_ends_in_its_documented_result() {
    let told: Vec<String> = TOLD.split("; ").map(str::to_owned).collect();
    let pattern = Regex::new(r"(?s)REPEAT\(\d+,(.+?)\)").expect("a pattern");
    for case in cases() {
        let name = &case.name;
        assert!(case.result.ends_with('.'), "{name}: no result is documented");
        let trace = trace(&case, Policy::SPEC);
        let all = read(&trace, name);
        let [mail] = all.as_slice() else { panic!("{name}: {} mails", all.len()) };
        match &case.recipients {
            Some(Recipients::Count(count)) => assert_eq!(mail.to.len(), *count, "{name}"),
            Some(Recipients::These(these)) => assert_eq!(&mail.to, these, "{name}"),
            None => assert_eq!(mail.to, told, "{name}"),
        }
        if let Some(text) = &case.text {
            assert!(mail.text.contains(text), "{name}: no {text:?} in {:?}", mail.text);
        }
        if let Some(subject) = &case.subject {
            assert_eq!(&mail.subject, subject, "{name}");
        }
        if let Some(count) = case.count {
            let repeated = pattern.captures(&case.value).expect("what is repeated")[1].to_owned();
            assert_eq!(mail.subject.matches(&repeated).count(), count, "{name}");
        }
        let minimal = mail.text.starts_with("Emergency call placed by ana (ana).\nNumber dialled: 911\n");
        assert_eq!(minimal, case.stands_in, "{name}: {}", &mail.text[..mail.text.len().min(200)]);
        let broken = format!("{:?}", trace.records).contains("template_broken");
        let expected = case.stands_in || name.ends_with("is broken") || name == "a page that is endless";
        assert_eq!(broken, expected, "{name}: whether it is reported");
    }
}

#[test]
fn no_hostile_input_adds_a_header_a_recipient_or_markup() {
    let wordings = Wordings::shipped();
    let english = wordings.of(None);
    let calm = |kind| wordings.written(english, kind, &Values::default()).expect("a mail").html;
    let plain = wordings.around(english, None, &Values::default(), String::new(), String::new()).html;
    let pages = [calm(TemplateKind::Notification), plain];
    let own = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Importance"];
    let more = ["X-Emergency-Call-Id", "X-Emergency-Mail-Kind", "X-Emergency-Agent-Id", "MIME-Version", "Content-Type"];
    for case in cases() {
        let name = &case.name;
        let trace = trace(&case, Policy::SPEC);
        let submitted: Vec<Vec<String>> = trace
            .records
            .iter()
            .filter_map(|record| match record.seen() {
                Some(Seen::MailSubmitted { mail }) => Some(mail.recipients.iter().map(ToString::to_string).collect()),
                _ => None,
            })
            .collect();
        for (mail, recipients) in read(&trace, name).iter().zip(&submitted) {
            let names: Vec<&str> = mail.headers.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, [&own[..], &more[..]].concat(), "{name}");
            assert_eq!(mail.from, ["ana@contact-centre.example"], "{name}");
            assert_eq!(&mail.to, recipients, "{name}");
            assert!(!mail.to.iter().any(|address| address.contains("evil")), "{name}: {:?}", mail.to);
            let is_calm = pages.iter().any(|page| tags(page) == tags(&mail.html));
            assert!(is_calm, "{name}: {}", &mail.html[..mail.html.len().min(4000)]);
        }
    }
}

#[test]
fn there_are_more_than_sixty_hostile_inputs_of_every_kind() {
    let cases = cases();
    assert!(cases.len() >= 60, "{}", cases.len());
    let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len(), "a name stands twice");
    for at in ["display_name", "contacts", "template_text", "template_subject", "template_page"] {
        assert!(cases.iter().any(|case| case.at == at), "{at}");
    }
}
