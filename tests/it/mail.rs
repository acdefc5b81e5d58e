//! Mails as a parser reads them: what the scenarios of `mail/` send, reviewed in `mail/NAME.snap`, and what no input can do.

mod arrival;
mod graph;
mod hostile;
mod letter;
mod parsed;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use regex::Regex;
use spec911::border::{Mail, Seen};
use spec911::deployment::{Borders, Submitted, mails, mails_in};
use spec911::notice::{TemplateKind, Values, Wordings, shipped_files, shown};
use spec911::reference::Policy;
use spec911::requirement::Ics;
use spec911::stimulus::Scenario;

use super::suite::{run_with, run_worded, statement_of};

use parsed::{Parsed, parsed};

/// A longer line is cut in a snapshot.
const LINE: usize = 160;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/mail")
}

/// The scenarios of the folder and of the matrix. `REPEAT(N,TEXT)` in one stands for that text so many times.
fn scenarios() -> Vec<Scenario> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    let repeat = Regex::new(r"REPEAT\((\d+),([^)]+)\)").expect("a pattern");
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a file");
        let text = repeat
            .replace_all(&text, |found: &regex::Captures<'_>| found[2].repeat(found[1].parse().expect("a number")));
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        spec911::scenario::read(&name, &text).unwrap_or_else(|faults| panic!("{name}: {faults:?}"))
    };
    let matrix = spec911::scenario::mail_matrix().unwrap_or_else(|faults| panic!("{faults:?}"));
    files.iter().map(read).chain(matrix).collect()
}

/// The name of a scenario's snapshot.
fn name_of(scenario: &Scenario) -> &str {
    scenario.origin.file.rsplit('/').next().unwrap_or_default()
}

/// The mails of a scenario for a reviewer, with some words.
fn review(scenario: &Scenario, wordings: &Arc<Wordings>) -> String {
    let ics = statement_of(scenario);
    let ran = run_worded(scenario, Policy::declared(&ics), &ics, Borders::Complete, wordings);
    let told = |submitted: &Submitted<'_>| {
        let bytes = submitted.message().unwrap_or_else(|why| panic!("{}: {why}", scenario.id));
        reviewed(submitted.mail, &parsed(&bytes))
    };
    mails_in(&ran.trace, &scenario.id).iter().map(told).collect::<Vec<_>>().join("\n----\n\n")
}

/// Calls a check with each mail of a scenario under a policy, as it was submitted and as it is read.
fn each(scenario: &Scenario, change: impl Fn(Policy) -> Policy, mut check: impl FnMut(&Submitted<'_>, &Parsed)) {
    let ics = statement_of(scenario);
    let ran = run_with(scenario, change(Policy::declared(&ics)), &ics, Borders::Complete);
    let all = mails_in(&ran.trace, &scenario.id);
    assert!(!all.is_empty(), "{} sends no mail", scenario.id);
    for submitted in &all {
        let bytes = submitted.message().unwrap_or_else(|why| panic!("{}: {why}", scenario.id));
        check(submitted, &parsed(&bytes));
    }
}

/// A deployment that lets every value through as it is.
fn careless(policy: Policy) -> Policy {
    Policy { safe: str::to_owned, ..policy }
}

/// The mail for a reviewer: envelope, headers, text, and the page without its styles.
fn reviewed(mail: &Mail, parsed: &Parsed) -> String {
    let mut out = String::new();
    let list: Vec<&str> = mail.recipients.iter().map(|address| address.as_str()).collect();
    let _ = writeln!(out, "envelope  {} to {}", mail.sender, list.join(" "));
    for (name, value) in &parsed.headers {
        let value = match name.as_str() {
            "From" => &parsed.from.join(" "),
            "To" => &parsed.to.join(" "),
            "Date" => &parsed.date,
            "Content-Type" => continue,
            _ => value,
        };
        let _ = writeln!(out, "{name}: {}", cut(value));
    }
    let styles = Regex::new(r"(?s)<style>.*?</style>\n").expect("a pattern");
    for (kind, part) in [("text", parsed.text.as_str()), ("html", &styles.replace(&parsed.html, ""))] {
        let _ = writeln!(out, "\n{kind}");
        part.lines().for_each(|line| {
            let _ = writeln!(out, "{}", format!("  | {}", cut(line)).trim_end());
        });
    }
    out
}

fn cut(line: &str) -> String {
    let count = line.chars().count();
    let begin: String = line.chars().take(LINE).collect();
    if count > LINE { format!("{begin}\u{2026} ({count} characters)") } else { begin }
}

#[test]
fn each_mail_is_what_a_reviewer_accepted() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path(folder());
    for scenario in scenarios() {
        let mails = review(&scenario, &Wordings::shipped());
        assert!(!mails.is_empty(), "{} sends no mail", scenario.id);
        settings.set_description(scenario.story.clone().unwrap_or_default());
        settings.bind(|| insta::assert_snapshot!(name_of(&scenario), mails));
    }
}

#[test]
fn no_more_mails_are_accepted_than_somebody_reads() {
    let names: Vec<String> = scenarios().iter().map(|scenario| name_of(scenario).to_owned()).collect();
    assert!(names.len() < 80, "{} snapshots", names.len());
    let territories = include_str!("../../fixtures/territories.yaml").matches("territory:").count();
    let served = Ics::reference().territories.len();
    assert_eq!(names.iter().filter(|name| name.ends_with("-test-call")).count(), territories + served);
    for kind in ["placed", "not-connected", "unreachable"] {
        assert_eq!(names.iter().filter(|name| name.ends_with(kind)).count(), territories + served, "{kind}");
    }
}

#[test]
fn a_word_changed_in_one_template_changes_exactly_the_mails_that_say_it() {
    let cases = [
        (
            "da/notification.txt",
            "Kaldt nummer",
            "Nummer",
            &["DK-not-connected", "DK-placed", "DK-test-call", "DK-unreachable"][..],
        ),
        ("es-PR/unreachable.html", "Hora", "Tiempo", &["PR-unreachable"]),
        ("fr-CA/follow-up.subject.txt", "abouti", "r\u{e9}ussi", &["CA-not-connected"]),
        ("en/minimal.txt", "Callback number", "Number", &["missing-template"]),
        ("da/locale.yaml", "TEST", "PR\u{d8}VE", &["DK-test-call"]),
    ];
    let scenarios = scenarios();
    let accepted: Vec<String> = scenarios.iter().map(|scenario| review(scenario, &Wordings::shipped())).collect();
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in shipped_files() {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    for (file, word, other, affected) in cases {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).expect("a template");
        assert!(text.contains(word), "{file}: {text}");
        fs::write(&path, text.replace(word, other)).expect("a file");
        let changed = fs::read_to_string(&path).expect("a template");
        let wordings = Wordings::with([(file.to_owned(), changed)].into()).expect("words");
        fs::write(&path, text).expect("a file");
        let wordings = Arc::new(wordings);
        let differs = |(scenario, accepted): (&Scenario, &String)| {
            (review(scenario, &wordings) != *accepted).then(|| name_of(scenario).to_owned())
        };
        let mut differing: Vec<String> = scenarios.iter().zip(&accepted).filter_map(differs).collect();
        differing.sort();
        assert_eq!(differing, affected, "{file}");
    }
}

#[test]
fn each_accepted_mail_is_one_of_a_scenario() {
    let names: Vec<String> = scenarios().iter().map(|scenario| format!("{}.snap", name_of(scenario))).collect();
    let files = fs::read_dir(folder()).expect("a folder").flatten().map(|entry| entry.file_name());
    for file in files.map(|name| name.into_string().expect("a plain name")).filter(|name| name.ends_with(".snap")) {
        assert!(names.contains(&file), "{file} is of no scenario");
    }
}

/// The tags of a page in order.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

/// The tags of a page without those that tell its language and that it is a test.
fn plain_tags(html: &str) -> Vec<&str> {
    let html = html.split("<p class=\"test\">").enumerate();
    let parts = html.map(|(place, part)| if place == 0 { part } else { part.split_once("</p>").unwrap_or_default().1 });
    parts.flat_map(tags).filter(|tag| !tag.starts_with("html lang=")).collect()
}

#[test]
fn no_input_adds_a_header_a_recipient_or_markup() {
    let wordings = Wordings::shipped();
    let calm = |kind: TemplateKind| {
        let written = wordings.written(wordings.of(None), kind, &Values::default());
        written.unwrap_or_else(|broken| panic!("{kind}: {broken}")).html
    };
    let around = |page: Option<&str>| {
        wordings.around(wordings.of(None), page, &Values::default(), String::new(), String::new()).html
    };
    let own = around(Some("<h1>{{ agent_name }}</h1>\n<p>{{ dialled }}</p>"));
    let calm: Vec<String> = TemplateKind::ALL.iter().map(|kind| calm(*kind)).chain([around(None), own]).collect();
    for scenario in scenarios() {
        each(
            &scenario,
            |policy| policy,
            |submitted, parsed| {
                let (mail, name) = (submitted.mail, &scenario.id);
                let known = parsed.headers.iter().filter(|(name, _)| !name.starts_with("X-Emergency-"));
                let known: Vec<&str> = known.map(|(name, _)| name.as_str()).collect();
                let (first, last) = known.split_at(known.len() - 2);
                let own = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Importance"];
                assert_eq!((first, last), (&own[..], &["MIME-Version", "Content-Type"][..]), "{name}");
                assert_eq!(parsed.to, mail.recipients.iter().map(ToString::to_string).collect::<Vec<_>>(), "{name}");
                assert_eq!(parsed.from, [mail.sender.to_string()], "{name}");
                let is_same = |page: &String| plain_tags(page) == plain_tags(&parsed.html);
                assert!(calm.iter().any(is_same), "{name}: {}", parsed.html);
            },
        );
    }
}

#[test]
fn what_was_submitted_is_what_is_read() {
    for scenario in scenarios() {
        each(
            &scenario,
            |policy| policy,
            |submitted, parsed| {
                let mail = submitted.mail;
                assert_eq!(parsed.text, shown(&mail.text), "{}", scenario.id);
                assert_eq!(parsed.html, shown(&mail.html), "{}", scenario.id);
                assert!(!parsed.html.is_empty() && !parsed.text.is_empty(), "{}", scenario.id);
                assert_eq!(parsed.subject, submitted.mail.subject, "{}", scenario.id);
            },
        );
    }
}

#[test]
fn one_seed_gives_the_same_bytes_and_each_mail_a_name_of_its_own() {
    let mut ids = Vec::new();
    for scenario in scenarios() {
        let ics = statement_of(&scenario);
        let bytes = || -> Vec<Vec<u8>> {
            let ran = run_with(&scenario, Policy::declared(&ics), &ics, Borders::Complete);
            mails_in(&ran.trace, &scenario.id).iter().map(|mail| mail.message().expect("a message")).collect()
        };
        assert_eq!(bytes(), bytes(), "{}", scenario.id);
        ids.extend(bytes().iter().map(|bytes| parsed(bytes).id));
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert!(count > 60 && ids.len() == count, "{count} mails have {} names", ids.len());
}

#[test]
fn a_copy_of_a_mail_is_no_further_mail() {
    let text = fs::read_to_string(folder().join("commas.yaml")).expect("a file");
    let failing = text.replace("facts:\n", "facts:\n  - service_fails: {service: mail server, code: \"451\"}\n");
    let of = |text: &str| {
        let scenario = spec911::scenario::read("copies", text).unwrap_or_else(|faults| panic!("{faults:?}"));
        let ics = statement_of(&scenario);
        let ran = run_with(&scenario, Policy::declared(&ics), &ics, Borders::Complete);
        let submitted =
            ran.trace.records.iter().filter(|record| format!("{record:?}").contains("MailSubmitted")).count();
        (submitted, mails(&ran.trace).iter().map(|mail| mail.message().expect("a message")).collect::<Vec<_>>())
    };
    let (once, often) = (of(&text), of(&failing));
    assert!(often.0 > once.0, "{} and {}", often.0, once.0);
    assert_eq!(often.1, once.1);
}

#[test]
fn whoever_saves_a_template_is_warned_of_a_field_that_nobody_knows() {
    let warned = |template: &str| {
        let step = format!("steps:\n  - when: {{changes_template: {{text: {template:?}}}}}\n");
        let text = fs::read_to_string(folder().join("commas.yaml")).expect("a file").replace("steps:\n", &step);
        let scenario = spec911::scenario::read("saved", &text).unwrap_or_else(|faults| panic!("{faults:?}"));
        let ics = statement_of(&scenario);
        let ran = run_with(&scenario, Policy::declared(&ics), &ics, Borders::Complete);
        let saved = ran.trace.records.iter().find_map(|record| match record.seen() {
            Some(Seen::SettingSaved { warnings, .. }) => Some(warnings.clone()),
            _ => None,
        });
        saved.expect("it is saved")
    };
    assert_eq!(warned("Marker {{ agent_name }}"), Vec::<String>::new());
    let told = "`agnet_name` is no merge field and renders blank; did you mean `agent_name`?";
    assert_eq!(warned("Marker {{ agnet_name }}"), [told]);
    assert!(warned("Marker {{ agent_name").iter().all(|warning| warning.contains("cannot be rendered")));
}
