//! Claims about a token: it goes with the requests, and whatever the deployment makes of it, it stands in no report, no log
//! and on no screen.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::answers::whole;
use super::front::{Asked, Front, all_texts, check, deployment, failed, post, with_body};
use super::process::{Ended, Running, Served};

const HANGS: Duration = Duration::from_secs(60);

/// A token with characters that URLs, JSON and base64 write in several ways.
const TOKEN: &str = "t0ken/of+this?test=with&marks~>>>";

/// The token as somebody might write it into an answer.
fn echoes() -> Vec<String> {
    let percent = |keep: &str| -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || keep.contains(c);
        TOKEN.chars().map(|c| if plain(c) { c.to_string() } else { format!("%{:02x}", u32::from(c)) }).collect()
    };
    vec![
        TOKEN.to_owned(),
        percent(""),
        percent("/~"),
        TOKEN.replace('/', r"\/"),
        TOKEN.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect(),
        TOKEN.replace('&', "&amp;").replace('>', "&gt;"),
        STANDARD.encode(TOKEN),
        URL_SAFE.encode(TOKEN),
        STANDARD.encode(format!("u:{TOKEN}")),
        STANDARD.encode(format!("us:{TOKEN}:x")),
    ]
}

/// What of the token may stand nowhere.
fn traces_of_it() -> Vec<String> {
    let inner = |text: String| text.chars().skip(4).take(16).collect::<String>();
    vec![
        "t0ken".to_owned(),
        r"\u0074\u0030".to_owned(),
        inner(STANDARD.encode(TOKEN)),
        inner(STANDARD.encode(format!("u:{TOKEN}"))),
        inner(STANDARD.encode(format!("us:{TOKEN}"))),
    ]
}

fn all() -> String {
    echoes().join(" ")
}

/// A deployment that echoes the token in every way that there is.
fn echoing(honest: &str) -> Front {
    let decide = |asked: &Asked| {
        // The doctor alone asks without it, whether that is answered.
        assert!(asked.head.contains(TOKEN) || asked.place == "/", "the token goes with each request: {}", asked.head);
        let deed = match asked.about? {
            4 => whole(
                "401 Unauthorized\r\ncontent-type: application/problem+json",
                format!(r#"{{"type": "{0}", "title": "{0}", "status": 401, "detail": "{0}"}}"#, all()).as_bytes(),
            ),
            5 => whole(&format!("200 {TOKEN}\r\nx-echo: {TOKEN}"), format!("<h1>{}</h1>", all()).as_bytes()),
            6 => whole(&format!("302 Found\r\nlocation: /{TOKEN}"), b""),
            7 => whole(&format!("200 OK\r\ncontent-encoding: {TOKEN}"), b"{}"),
            8 => whole("200 OK", format!("[{{{TOKEN}").as_bytes()),
            _ => return None,
        };
        asked.place.ends_with("/questions").then_some(deed)
    };
    let alter = |asked: &Asked, answer: Vec<u8>| {
        if asked.place == "/" {
            return with_body(&answer, |body| body.replace(r#""product":""#, &format!(r#""product":"{} "#, all())));
        }
        match (asked.about, asked.method.as_str()) {
            (Some(9), "PUT") => {
                let (direct, tenant) = (asked.counterpart("direct"), format!("spec911-tenant: {}\r\n", asked.tenant()));
                let leg = format!(r#"{{"leg": "l", "call": "{0}", "path": "direct", "to": "{0}"}}"#, all());
                let body = format!(r#"{{"id": 7, "request": {{"place-leg": {leg}}}}}"#);
                post(&direct, "", &tenant, &body);
                post(&direct, &format!("/{}", echoes()[1]), &tenant, &body);
                post(&direct, "", &format!("spec911-tenant: {TOKEN}\r\n"), &body);
                let mail = asked.counterpart("mail");
                if let Some(server) = mail.strip_prefix("smtp://") {
                    mailed(server);
                }
                answer
            }
            (Some(10..), "POST") if asked.place.ends_with("/questions") => {
                with_body(&answer, |body| body.replace("Busy - DND", &echoes()[3]))
            }
            (Some(11..), "GET") if asked.place.contains("/events") => {
                with_body(&answer, |body| body.replace("Busy - DND", &echoes()[0]))
            }
            _ => answer,
        }
    };
    Front::before(honest, decide, alter)
}

/// Sends a mail that holds the token in a header, in its text and in base64, and tries to send a second one.
fn mailed(server: &str) {
    let mut stream = BufReader::new(TcpStream::connect(server).expect("it listens"));
    let text = STANDARD.encode(format!("the token is {TOKEN}."));
    let message = format!(
        "Subject: {TOKEN}\r\nX-Emergency-Call-Id: {TOKEN}\r\nX-Emergency-Mail-Kind: dial\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n{text}\r\n."
    );
    let mut say = |line: &str| {
        let _ = stream.get_mut().write_all(format!("{line}\r\n").as_bytes());
        let mut reply = String::new();
        while stream.read_line(&mut reply).is_ok_and(|length| length > 0) {
            let last = reply.lines().next_back().unwrap_or_default();
            if last.get(3..4).is_none_or(|mark| mark != "-") {
                break;
            }
        }
        reply
    };
    assert!(say("EHLO a").starts_with("220"), "the greeting comes first");
    let steps =
        ["MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>", "DATA", &message, "MAIL FROM:<a@example.com>", "QUIT"];
    let heard: Vec<String> = steps.iter().map(|step| say(step).chars().take(3).collect()).collect();
    assert_eq!(heard, ["250", "250", "250", "354", "250", "421"], "each reply belongs to the step before");
}

fn nothing_of_it(folder: &std::path::Path, ended: &Ended) {
    for (name, text) in all_texts(folder, &ended.out, &ended.err) {
        // The file of the token itself.
        if name.ends_with("token.txt") {
            continue;
        }
        for part in traces_of_it() {
            let at = text.find(&part);
            let around = at.map(|at| text.get(at.saturating_sub(80)..at + 40).unwrap_or_default());
            assert!(at.is_none(), "{name} holds {part}: {around:?}");
        }
    }
}

#[test]
fn a_token_that_is_echoed_everywhere_stands_in_no_file_and_on_no_screen() {
    let served = Served::start(&[]);
    let sources = ["token: {environment: SPEC911_TEST_TOKEN}\n", "token: {file: token.txt}\nmail: smtp\n"];
    for source in sources {
        let front = echoing(&served.base);
        let folder = deployment(&front.base, source);
        std::fs::write(folder.path().join("token.txt"), TOKEN).expect("a file");
        let args = ["--tags", "@slice and (@CBN-03 or @CBR-01 or @PRS-01)", "--jobs", "1"];
        let args = [&args[..], &["--report", "out", "--trace-http", "log.jsonl"]].concat();
        let mut command = check(folder.path(), &args);
        let ended = Running::start(command.env("SPEC911_TEST_TOKEN", TOKEN)).ended(HANGS);
        assert_eq!(ended.exit, 1, "{ended:?}");
        let failed = failed(folder.path());
        assert!(failed >= 6 && ended.out.contains("***"), "{failed} failed: {}", ended.out);
        let log = std::fs::read_to_string(folder.path().join("log.jsonl")).expect("a log");
        assert!(log.matches("***").count() > 10, "{log}");
        let traces = all_texts(&folder.path().join("out/traces"), "", "");
        assert!(traces.iter().any(|(_, trace)| trace.contains("***")), "no trace was told of it");
        nothing_of_it(folder.path(), &ended);
        let mut doctor = Command::new(env!("CARGO_BIN_EXE_spec911"));
        doctor.current_dir(folder.path()).env("SPEC911_TEST_TOKEN", TOKEN).args(["doctor", "it.yaml"]);
        let ended = Running::start(&mut doctor).ended(HANGS);
        assert!(ended.out.contains("***"), "{}", ended.out);
        nothing_of_it(folder.path(), &ended);
    }
}

#[test]
fn a_token_that_is_too_short_to_be_blotted_out_or_stands_in_the_address_is_refused() {
    let folder = deployment("http://127.0.0.1:9/v1", "token: {environment: SPEC911_TEST_TOKEN}\n");
    let ended = Running::start(check(folder.path(), &[]).env("SPEC911_TEST_TOKEN", "sh0rt")).ended(HANGS);
    assert!(ended.exit == 4 && ended.err.contains("fewer than 8 characters"), "{ended:?}");
    assert!(!ended.err.contains("sh0rt"), "{ended:?}");
    let folder = deployment("http://user:s3cret-word@127.0.0.1:9/v1", "");
    let ended = Running::start(&mut check(folder.path(), &[])).ended(HANGS);
    assert!(ended.exit == 2 && ended.err.contains("a token goes under `token`"), "{ended:?}");
}
