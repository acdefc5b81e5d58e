//! The gallery of mails: what it holds, and what a browser makes of it.

mod browser;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use browser::Browser;

/// Runs the program in a folder.
fn spec911(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_spec911"))
        .current_dir(folder)
        .args(args)
        .env("NO_COLOR", "1")
        .output()
        .expect("it starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

const SCENARIO: &str = r#"name: Two dials <b>of</b> one agent
story: It tells & shows.
tags: [NTF-06]
facts:
  - calling_plan_number: {number: "+15550120000", rights: that makes calls}
  - agent: {agent: ana, country: US}
  - originating_number: {agent: ana, number: "+15550120000"}
  - display_name: {agent: ana, name: "Ana <img src=x onerror=a()>"}
  - contacts: {agent: ana, list: "boss@example.com; desk@example.com"}
steps:
  - when: {dials: {agent: ana, dialled: "911"}}
  - when: {ends: {agent: ana, call: call 1 of ana}}
  - when: {dials: {agent: ana, dialled: "911"}}
"#;

const OTHER: &str = r#"name: A dial in another language
tags: [NTF-15]
facts:
  - calling_plan_number: {number: "+15550120000", rights: that makes calls}
  - agent: {agent: bo, country: DK}
  - originating_number: {agent: bo, number: "+15550120000"}
  - contacts: {agent: bo, list: "chief@example.org"}
  - mail_language: {language: da}
steps:
  - when: {dials: {agent: bo, dialled: "911"}}
"#;

fn gallery() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("two.yaml"), SCENARIO).expect("a file");
    fs::write(folder.path().join("other.yaml"), OTHER).expect("a file");
    let (exit, out, err) = spec911(folder.path(), &["mail", "gallery", "out", "two.yaml", "other.yaml"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    assert_eq!(out, "3 mails in out/index.html, as messages in out/mails\n");
    folder
}

#[test]
fn a_gallery_is_a_page_a_list_and_a_message_for_each_mail() {
    let folder = gallery();
    let out = folder.path().join("out");
    let page = fs::read_to_string(out.join("index.html")).expect("a page");
    let list: Value =
        serde_json::from_str(&fs::read_to_string(out.join("manifest.json")).expect("a list")).expect("JSON");
    let listed = list.as_array().expect("a list");
    assert_eq!((listed.len(), page.matches("<article ").count()), (3, 3));
    for mail in listed {
        let file = mail["file"].as_str().expect("a file");
        let bytes = fs::read(out.join(file)).expect("a message");
        assert!(bytes.starts_with(b"From: <") && page.contains(&file.replace('/', "&#x2f;")), "{file}");
    }
    assert_eq!(fs::read_dir(out.join("mails")).expect("a folder").count(), 3);
    for gone in ["<img", "http://", "https://", "<b>of</b>", "src=\"", "@import", "url("] {
        assert!(!page.contains(gone), "{gone}");
    }
}

#[test]
fn a_gallery_is_the_same_for_one_seed_whatever_the_threads() {
    let folder = gallery();
    let again = |name: &str, jobs: &str| {
        let args = ["mail", "gallery", name, "two.yaml", "other.yaml", "--jobs", jobs];
        assert_eq!(spec911(folder.path(), &args).0, 0);
        let read = |file: &str| fs::read(folder.path().join(name).join(file)).expect("a file");
        (read("index.html"), read("manifest.json"), read("mails/two.yaml-1-2.eml"))
    };
    assert_eq!(again("out", "1"), again("more", "2"));
}

#[test]
fn what_no_gallery_can_be_made_of_is_told() {
    let folder = gallery();
    let silent = SCENARIO.replace("boss@example.com; desk@example.com", "");
    fs::write(folder.path().join("silent.yaml"), silent).expect("a file");
    fs::write(folder.path().join("taken"), "").expect("a file");
    let cases: [(&[&str], i32, &str); 5] = [
        (&["out", "silent.yaml"], 3, "none of these scenarios sends a mail"),
        (&["out", "tow.yaml"], 2, "did you mean `two.yaml`?"),
        (&["taken", "two.yaml"], 2, "name a folder that can be written to"),
        (&["out", "two.yaml", "--templates", "nowhere"], 2, "there is no folder `nowhere`"),
        (&[], 2, "`mail gallery` needs "),
    ];
    for (args, code, says) in cases {
        let (exit, out, err) = spec911(folder.path(), &[&["mail", "gallery"], args].concat());
        assert!(exit == code && out.is_empty() && err.contains(says), "{args:?}: {exit} {err}");
    }
}

/// How many mails show, how wide their pages are, and what is said of both.
const SEEN: &str = "(() => {
    const left = Array.from(document.querySelectorAll('article')).filter((mail) => mail.offsetHeight > 0);
    const frames = left.map((mail) => mail.querySelector('iframe').getBoundingClientRect().width);
    return JSON.stringify([left.length, Math.max(0, ...frames), document.getElementById('count').textContent]);
})()";

/// Chooses a value of a field as its user does.
fn choose(browser: &mut Browser, name: &str, value: &str) -> Value {
    let script = format!(
        "(() => {{
            const field = Array.from(document.getElementsByName('{name}'))
                .find((field) => field.type !== 'radio' || field.value === '{value}');
            if (field.type === 'radio') {{ field.click(); }} else {{
                field.value = '{value}';
                field.dispatchEvent(new Event('input', {{ bubbles: true }}));
            }}
            return {SEEN};
        }})()"
    );
    serde_json::from_str(browser.value_of(&script).as_str().expect("a text")).expect("JSON")
}

#[test]
fn a_browser_shows_every_mail_filters_them_and_asks_for_nothing() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = TempDir::new().expect("a folder");
    assert_eq!(spec911(folder.path(), &["mail", "gallery", "out"]).0, 0);
    let out = folder.path().join("out");
    let page = fs::read_to_string(out.join("index.html")).expect("a page");
    let list = fs::read_to_string(out.join("manifest.json")).expect("a list");
    let list: Vec<Value> = serde_json::from_str(&list).expect("JSON");
    let all = list.len();
    assert!(all > 800, "{all} mails");
    let saying =
        |text: &str| list.iter().filter(|mail| mail["text"].as_str().is_some_and(|own| own.contains(text))).count();
    let tagged = |id: &str| page.lines().filter(|line| line.starts_with("<article ") && line.contains(id)).count();

    let address = format!("file://{}", out.join("index.html").display());
    browser.open(&address);
    let seen: Value = serde_json::from_str(browser.value_of(SEEN).as_str().expect("a text")).expect("JSON");
    assert_eq!((&seen[0], &seen[2]), (&Value::from(all), &Value::from(format!("{all} of {all} mails"))));
    let wide = seen[1].as_f64().expect("a width");
    let narrow = choose(&mut browser, "width", "phone")[1].as_f64().expect("a width");
    assert!(narrow > 300.0 && narrow < 400.0 && wide > 600.0, "{narrow} and {wide}");
    assert_eq!(choose(&mut browser, "width", "desktop")[1].as_f64(), Some(wide));
    for (name, value, left) in [
        ("requirement", "NTF-06", tagged("NTF-06")),
        ("requirement", "CBR-14", tagged("CBR-14")),
        ("requirement", "", all),
        ("text", "TILBAGEKALDSNUMMER: +1 555", saying("Tilbagekaldsnummer: +1 555")),
        ("text", "nowhere to be found", 0),
        ("text", "", all),
    ] {
        let seen = choose(&mut browser, name, value);
        assert_eq!(seen[0], Value::from(left), "{name}={value}");
        assert_eq!(seen[2], Value::from(format!("{left} of {all} mails")), "{name}={value}");
        assert!(value.is_empty() || left < all && (left > 0 || value.contains("nowhere")), "{name}={value}: {left}");
    }
    let (console, requests) = browser.end();
    assert_eq!(console, Vec::<String>::new());
    let strange = |request: &&String| **request != address && *request != "about:srcdoc" && *request != "about:blank";
    assert!(requests.contains(&address), "the page itself was seen: {requests:?}");
    assert_eq!(requests.iter().filter(strange).count(), 0, "{requests:?}");
}

#[test]
fn a_gallery_keeps_no_message_of_an_earlier_one() {
    let folder = gallery();
    assert_eq!(spec911(folder.path(), &["mail", "gallery", "out", "other.yaml"]).0, 0);
    let names = fs::read_dir(folder.path().join("out/mails")).expect("a folder").flatten();
    assert_eq!(names.map(|entry| entry.file_name()).collect::<Vec<_>>(), ["other.yaml-1-1.eml"]);
}

#[test]
fn a_page_that_asks_for_something_is_found_out() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = TempDir::new().expect("a folder");
    let page = "<!doctype html><title>t</title><img src=missing.png><script>console.error('one'); gone();</script>";
    fs::write(folder.path().join("bad.html"), page).expect("a file");
    browser.open(&format!("file://{}", folder.path().join("bad.html").display()));
    assert_eq!(browser.value_of("document.title"), Value::from("t"));
    let (console, requests) = browser.end();
    assert!(requests.iter().any(|request| request.ends_with("missing.png")), "{requests:?}");
    assert!(console.iter().any(|line| line.contains("one")), "{console:?}");
    assert!(console.iter().any(|line| line.contains("gone is not defined")), "{console:?}");
}
