//! Claims about deployments that are gone, that hang, that send too much or what is no answer: how a check ends on each.

use std::net::TcpListener;
use std::time::Duration;

use super::answers;
use super::front::{Asked, Deed, Front, check, deployment, post, with_body};
use super::process::{Ended, Running, Served};

/// How a server answers.
type Answers = fn() -> Deed;

/// Longer than any of these commands may take, so that one that hangs is told of.
const HANGS: Duration = Duration::from_secs(60);

fn ended(base: &str, more: &str, args: &[&str]) -> Ended {
    let folder = deployment(base, more);
    Running::start(&mut check(folder.path(), args)).ended(HANGS)
}

/// The lines that say that something is wrong.
fn errors(ended: &Ended) -> usize {
    ended.err.lines().filter(|line| line.starts_with("error:")).count()
}

/// A check that ends before its first scenario: exit 4, one message with the address and the code, and what to do.
fn ends_at_once(name: &str, ended: &Ended, base: &str, code: &str) {
    assert_eq!((ended.exit, errors(ended), ended.out.as_str()), (4, 1, ""), "{name}: {ended:?}");
    for said in [base, &format!("[{code}]"), &format!("spec911 explain {code}"), "help: "] {
        assert!(ended.err.contains(said), "{name}: no {said:?} in {}", ended.err);
    }
}

fn nobody() -> String {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    format!("http://{closed}/v1")
}

#[test]
fn a_deployment_that_is_not_there_ends_the_check_at_once_with_one_message() {
    let plain = Front::alone(answers::html);
    let cases = [
        ("closed port", nobody()),
        ("wrong host", "http://no-such-host.invalid/v1".to_owned()),
        ("tls to a plain port", plain.base.replace("http://", "https://")),
    ];
    for (name, base) in cases {
        let ended = ended(&base, "", &[]);
        ends_at_once(name, &ended, &base, "unreachable");
        assert!(
            ended.took < Duration::from_millis(if cfg!(debug_assertions) { 2000 } else { 500 }),
            "{name}: {ended:?}"
        );
    }
}

#[test]
fn a_deployment_that_never_answers_in_time_ends_the_check_at_its_limit_which_is_named() {
    let cases: [(&str, Answers); 3] =
        [("silent", answers::silent), ("dripping", answers::dripping), ("late", answers::late)];
    for (name, deed) in cases {
        let front = Front::alone(deed);
        let ended = ended(&front.base, "limit: 1500 ms\n", &[]);
        ends_at_once(name, &ended, &front.base, "late-answer");
        assert!(ended.err.contains("within 1500 ms (`limit`)"), "{name}: {}", ended.err);
        assert!(ended.took < Duration::from_secs(3), "{name}: {ended:?}");
    }
}

/// What is no answer, with the code of it and what else is said.
const NO_ANSWERS: [(&str, Answers, &str, &str); 13] = [
    ("html", answers::html, "not-json", "expected value at line 1 column 1; there stands \"<!doctype html>"),
    ("cut json", answers::cut_json, "cut-json", "at line 1 column 27"),
    ("truncated", answers::truncated, "cut-answer", "after 12 bytes of its body"),
    ("no http", answers::no_http, "not-http", "SSH-2.0-OpenSSH"),
    ("reset", answers::reset, "cut-answer", "the answer broke off"),
    ("redirect", answers::redirect, "redirect", "not followed"),
    ("gibibyte", answers::gibibyte, "long-body", "longer than the 16777216 bytes"),
    ("chunked", answers::two_gibibytes_in_chunks, "long-body", "longer than the 16777216 bytes"),
    ("compressed", answers::compressed, "encoded-body", "\"gzip\""),
    ("headers", answers::endless_headers, "long-head", "100 headers"),
    ("deep", answers::deep, "deep-json", "nested 100000 deep, 128 levels are read, up to byte 129"),
    ("problem", answers::problem, "problem-details", "out of order (503): come back later"),
    ("status", answers::status, "wrong-status", "status 500"),
];

/// How much memory a check may take above one that was answered nothing, in KiB.
const ABOVE_IDLE: u64 = 64 * 1024;

#[test]
fn what_is_no_answer_is_named_with_its_code_its_place_and_how_it_looks_in_bounded_memory() {
    let idle = ended(&nobody(), "", &[]).peak;
    for (name, deed, code, said) in NO_ANSWERS {
        let front = Front::alone(deed);
        let ended = ended(&front.base, "", &[]);
        ends_at_once(name, &ended, &front.base, code);
        assert!(ended.err.contains(said), "{name}: {}", ended.err);
        assert!(ended.peak < idle + ABOVE_IDLE, "{name}: {} KiB, {idle} KiB when idle", ended.peak);
        assert!(ended.took < Duration::from_secs(6), "{name}: {ended:?}");
    }
}

#[test]
fn a_scenario_that_is_not_answered_fails_and_the_next_one_runs() {
    let served = Served::start(&[]);
    for (name, deed, code, said) in NO_ANSWERS {
        // The doctor has two tenants; the second scenario is the fourth.
        let decide = move |asked: &Asked| (asked.about == Some(4) && asked.place.ends_with("/questions")).then(deed);
        let front = Front::before(&served.base, decide, |_, answer| answer);
        let folder = deployment(&front.base, "");
        let args = ["--requirement", "CBN-03", "--tags", "@slice", "--jobs", "1", "--report", "out"];
        let ended = Running::start(&mut check(folder.path(), &args)).ended(HANGS);
        assert_eq!(ended.exit, 1, "{name}: {ended:?}");
        for said in [said, &format!("spec911 explain {code}"), "--deployment it.yaml", "/questions: ["] {
            assert!(ended.out.contains(said), "{name}: no {said:?} in {}", ended.out);
        }
        assert!(ended.peak < 2 * ABOVE_IDLE, "{name}: {} KiB", ended.peak);
        let report = std::fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let scenarios = report["scenarios"].as_array().expect("scenarios");
        let verdicts: Vec<&str> = scenarios.iter().filter_map(|one| one["verdict"].as_str()).collect();
        assert_eq!(verdicts.iter().filter(|verdict| **verdict == "fail").count(), 1, "{name}: {verdicts:?}");
        assert!(verdicts.len() > 2 && verdicts.last() == Some(&"pass"), "{name}: {verdicts:?}");
    }
}

#[test]
fn every_code_of_a_failure_is_explained() {
    for code in spec911::deployment::http::TroubleCode::WORDS {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_spec911"));
        let ended = Running::start(command.args(["explain", code])).ended(HANGS);
        assert_eq!((ended.exit, ended.err.as_str()), (0, ""), "{code}");
        for said in [code, "means", "what to do"] {
            assert!(ended.out.contains(said), "{code}: {}", ended.out);
        }
        let guide = include_str!("../../../docs/certify-a-deployment.md");
        assert!(guide.contains(&format!("| `{code}` |")), "the guide does not list {code}");
    }
}

#[test]
fn a_run_that_is_cut_off_accuses_the_deployment_of_nothing_else() {
    let served = Served::start(&[]);
    // The call ends, and of what follows nothing is told any more.
    let alter = |asked: &Asked, answer: Vec<u8>| {
        let ends = asked.place.ends_with("/inputs") && asked.body.contains("end-call");
        if asked.about == Some(5) && ends { with_body(&answer, |_| "<html>".to_owned()) } else { answer }
    };
    let front = Front::before(&served.base, |_| None, alter);
    let folder = deployment(&front.base, "");
    let args = ["--requirement", "PRS-01", "--tags", "@slice", "--jobs", "1", "--report", "out"];
    let ended = Running::start(&mut check(folder.path(), &args)).ended(HANGS);
    assert!(ended.exit == 1 && ended.out.contains("[not-json]"), "{ended:?}");
    let report = std::fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let rows = report["requirements"].as_array().expect("rows");
    let failed: Vec<_> = rows.iter().filter(|row| row["verdict"] == "fail").map(|row| row["id"].to_string()).collect();
    assert!(failed.is_empty() && !ended.out.contains("FAIL PRS"), "{failed:?}: {}", ended.out);
    assert_eq!(ended.out.matches("FAIL features").count(), 1, "{}", ended.out);
}

/// A deployment that breaks down while scenarios run: from the first tenant after the doctor's on.
fn breaks_down(limit: &str, jobs: &str, what: impl Fn(&Asked) -> bool + Send + Sync + 'static) -> (Front, Ended) {
    let served = Served::start(&[]);
    let decide = move |asked: &Asked| (asked.tenants > 4 && what(asked)).then(answers::silent);
    let front = Front::before(&served.base, decide, |_, answer| answer);
    let ended = ended(&front.base, limit, &["--tags", "@slice", "--jobs", jobs]);
    (front, ended)
}

#[test]
fn a_deployment_that_hangs_from_some_moment_on_is_given_up_within_half_a_minute() {
    let (front, ended) = breaks_down("", "2", |_| true);
    assert!(ended.exit == 4 && errors(&ended) == 1 && ended.took < Duration::from_secs(30), "{ended:?}");
    for said in ["[no-answers]", "within 6 s (`limit`)", "spec911 explain no-answers", "help: ", &front.base] {
        assert!(ended.err.contains(said), "no {said:?} in {}", ended.err);
    }
}

#[test]
fn inputs_that_are_never_answered_and_tenants_that_never_rest_count_as_well() {
    for place in ["/inputs", "/questions"] {
        let (_, ended) = breaks_down("limit: 1 s\n", "1", move |asked| asked.place.ends_with(place));
        assert!(ended.exit == 4 && errors(&ended) == 1 && ended.took < Duration::from_secs(8), "{place}: {ended:?}");
        assert!(ended.err.contains("[no-answers]"), "{place}: {}", ended.err);
    }
}

#[test]
fn a_feed_without_end_is_read_up_to_its_bound() {
    let served = Served::start(&[]);
    let alter = |asked: &Asked, answer: Vec<u8>| match asked.place.split_once("/events?after=") {
        Some((_, after)) if asked.about == Some(4) => with_body(&answer, |_| {
            let first = after.parse::<u64>().expect("a number") + 1;
            let event = r#"{"panel": {"agent": "ana", "controls": [], "alert": null}}"#;
            format!(r#"{{"first": {first}, "events": [{}]}}"#, vec![event; 5000].join(","))
        }),
        _ => answer,
    };
    let front = Front::before(&served.base, |_| None, alter);
    let ended = ended(&front.base, "", &["--requirement", "CBN-03", "--tags", "@slice", "--jobs", "1"]);
    assert_eq!(ended.exit, 1, "{ended:?}");
    assert!(ended.out.contains("more than the 100000 events that are read"), "{}", ended.out);
}

#[test]
fn a_deployment_that_never_comes_to_rest_is_not_waited_for() {
    let served = Served::start(&[]);
    let alter = |asked: &Asked, answer: Vec<u8>| {
        if asked.method == "PUT" && asked.about == Some(4) {
            let (presence, tenant) = (asked.counterpart("presence"), format!("spec911-tenant: {}\r\n", asked.tenant()));
            let written = r#"{"agent": "ana", "presence": {"record": "Lunch", "base": "busy"}}"#;
            std::thread::spawn(move || {
                for id in 0..1000 {
                    let body = format!(r#"{{"id": {id}, "request": {{"write-presence": {written}}}}}"#);
                    if !post(&presence, "", &tenant, &body).starts_with("HTTP/1.1 2") {
                        return;
                    }
                    std::thread::sleep(Duration::from_millis(50));
                }
            });
        }
        if asked.about == Some(4) && (asked.place.ends_with("/clock") || asked.place.ends_with("/inputs")) {
            return with_body(&answer, |body| body.replace(r#""quiescent":true"#, r#""quiescent":false"#));
        }
        answer
    };
    let front = Front::before(&served.base, |_| None, alter);
    let more = "limit: 500 ms\n";
    let ended = ended(&front.base, more, &["--requirement", "CBN-03", "--tags", "@slice", "--jobs", "1"]);
    assert!(ended.exit == 1 && ended.took < Duration::from_secs(20), "{ended:?}");
    assert_eq!(ended.out.matches("FAIL features").count(), 1, "{}", ended.out);
    assert!(ended.out.contains("spec911 explain restless"), "{}", ended.out);
}
