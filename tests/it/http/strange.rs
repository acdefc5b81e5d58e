//! Claims about texts of a deployment that a terminal would obey, that XML does not have, or that end what they stand in.

use std::time::Duration;

use quick_junit::Report as Junit;

use super::answers::whole;
use super::front::{Asked, Front, check, deployment, post, with_body};
use super::process::{Running, Served};

const HANGS: Duration = Duration::from_secs(60);

/// Escapes, a bell, nothing, a character that no XML has, and what ends a script and a CDATA section; as JSON writes it.
const STRANGE: &str = r#"<script>alert(1)</script> ]]> \u001b[31m \u0007 \u0000 \ufffe &amp; \u202e"#;

fn problem() -> String {
    format!(r#"{{"type": "{STRANGE}", "title": "{STRANGE}", "status": 500, "detail": "{STRANGE}"}}"#)
}

/// The same as bytes in a page.
fn page() -> Vec<u8> {
    "<script>alert(1)</script> ]]> \u{1b}[31m \u{7} \u{0} \u{fffe} \u{202e}".as_bytes().to_vec()
}

#[test]
fn strange_texts_are_shown_as_text_and_leave_reports_well_formed() {
    let served = Served::start(&[]);
    let decide = |asked: &Asked| match asked.about {
        Some(4) if asked.place.ends_with("/questions") => Some(whole("500 Oops", problem().as_bytes())),
        Some(5) if asked.place.ends_with("/questions") => Some(whole("200 OK", &page())),
        Some(6) if asked.place.ends_with("/questions") => Some(whole("500 Oops", &page())),
        _ => None,
    };
    let alter = |asked: &Asked, answer: Vec<u8>| {
        if asked.place == "/" {
            return with_body(&answer, |body| body.replace(r#""product":""#, &format!(r#""product":"{STRANGE}"#)));
        }
        if asked.method == "PUT" && asked.about == Some(7) {
            let leg = format!(r#"{{"leg": "l", "call": "{STRANGE}", "path": "direct", "to": "{STRANGE}"}}"#);
            let tenant = format!("spec911-tenant: {}\r\n", asked.tenant());
            let (body, direct) =
                (format!(r#"{{"id": 1, "request": {{"place-leg": {leg}}}}}"#), asked.counterpart("direct"));
            post(&direct, "", &tenant, &body);
            post(&direct, "/%1b%00<script>]]>", &tenant, &body);
            post(&direct, "", "spec911-tenant: <script>]]>\u{202e}\r\n", &body);
        }
        answer
    };
    let front = Front::before(&served.base, decide, alter);
    let folder = deployment(&front.base, "");
    let args =
        ["--tags", "@slice and (@CBN-03 or @CBR-01)", "--jobs", "1", "--report", "out", "--trace-http", "log.jsonl"];
    let ended = Running::start(&mut check(folder.path(), &args)).ended(HANGS);
    assert_eq!(ended.exit, 1, "{ended:?}");
    let shown = format!("{}{}", ended.out, ended.err);
    let obeyed: Vec<char> = shown.chars().filter(|c| c.is_control() && *c != '\n' || *c == '\u{202e}').collect();
    assert!(obeyed.is_empty(), "the terminal would obey {obeyed:?}");
    assert!(shown.contains(r"\u{1b}") && shown.contains("<script>"), "{shown}");
    assert_eq!(shown.matches("FAIL ").count(), 4, "{shown}");
    let junit = std::fs::read_to_string(folder.path().join("out/junit.xml")).expect("JUnit");
    let allowed = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(junit.chars().all(allowed) && !junit.contains("<script>"), "{junit}");
    assert!(Junit::deserialize_from_str(&junit).is_ok(), "{junit}");
    let report = std::fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
    assert!(serde_json::from_str::<serde_json::Value>(&report).is_ok());
    let log = std::fs::read_to_string(folder.path().join("log.jsonl")).expect("a log");
    assert!(log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    let doctor = Running::start(
        std::process::Command::new(env!("CARGO_BIN_EXE_spec911"))
            .current_dir(folder.path())
            .args(["doctor", "it.yaml"]),
    );
    let ended = doctor.ended(HANGS);
    assert!(ended.out.contains(r"\u{1b}") && !ended.out.contains(['\u{1b}', '\u{7}', '\u{0}']), "{ended:?}");
}
