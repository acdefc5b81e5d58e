//! Mails as requests of Microsoft Graph.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use spec911::domain::{Address, MailKind};
use spec911::notice::{Letter, request, requested};

fn addresses(texts: &[&str]) -> Vec<Address> {
    texts.iter().map(|text| text.parse().expect("an address")).collect()
}

#[test]
fn a_request_says_what_the_mail_says_and_keeps_no_copy() {
    let (sender, named, blind) =
        (&addresses(&["ana@example.com"])[0], addresses(&["boss@example.com"]), addresses(&["desk@example.com"]));
    let headers = BTreeMap::from([
        ("X-Sent-By".to_owned(), "contact centre".to_owned()),
        ("Bcc".to_owned(), "evil@example.net".to_owned()),
        ("x-emergency-call-id".to_owned(), "another".to_owned()),
    ]);
    let letter = Letter {
        name: "<1.dial@contact-centre.example>",
        id: None,
        kind: MailKind::Dial,
        call: Some("call-1"),
        agent: Some("ana"),
        sender,
        recipients: &named,
        blind: &blind,
        headers: &headers,
        subject: "\u{c5} \"subject\"\r\nBcc: evil@example.net",
        text: "A text",
        html: "<p>A <b>text</b></p>",
    };
    let text = request(&letter).expect("a request");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["saveToSentItems"], json!(false));
    assert_eq!(value["message"]["body"], json!({"contentType": "HTML", "content": "<p>A <b>text</b></p>"}));
    assert_eq!(value["message"]["toRecipients"], json!([{"emailAddress": {"address": "boss@example.com"}}]));
    assert_eq!(value["message"]["importance"], json!("high"));

    let read = requested(&text).expect("a mail");
    assert!(!read.kept);
    assert_eq!(read.recipients, addresses(&["boss@example.com", "desk@example.com"]));
    assert_eq!((&read.mail.named, read.mail.kind), (&named, MailKind::Dial));
    assert_eq!((read.mail.id.as_str(), read.mail.call.as_deref()), (letter.name, Some("call-1")));
    assert_eq!(read.mail.agent.map(|agent| agent.to_string()).as_deref(), Some("ana"));
    assert_eq!((read.mail.subject.as_str(), read.mail.text.trim()), (letter.subject, "A text"));
    assert_eq!(read.mail.headers, BTreeMap::from([("x-sent-by".to_owned(), "contact centre".to_owned())]));

    let plain = requested(&request(&Letter { html: "", ..letter }).expect("a request")).expect("a mail");
    assert_eq!((plain.mail.text.as_str(), plain.mail.html.as_str()), ("A text", ""));
}

#[test]
fn what_a_request_leaves_out_is_as_graph_has_it() {
    let least = json!({"message": {
        "body": {"contentType": "Text", "content": "hello"},
        "toRecipients": [{"emailAddress": {"address": "boss@example.com", "name": "The Boss"}}],
    }});
    let read = requested(&least.to_string()).expect("a mail");
    assert!(read.kept, "a copy is kept unless the request says otherwise");
    assert_eq!((read.mail.kind, read.mail.call), (MailKind::Unknown, None));
}

#[test]
fn a_wrong_request_is_told_what_is_wrong_with_it() {
    let to = json!([{"emailAddress": {"address": "boss@example.com"}}]);
    let body = json!({"contentType": "Text", "content": "hello"});
    let header = |name: &str| json!([{"name": name, "value": "x"}, {"name": "x-a", "value": "y"}]);
    let with =
        |headers: Value| json!({"message": {"body": body, "toRecipients": to, "internetMessageHeaders": headers}});
    let cases = [
        ("{".to_owned(), "EOF"),
        (json!({}).to_string(), "missing field `message`"),
        (json!({"message": {"body": body}}).to_string(), "it names no recipient"),
        (with(header("Bcc")).to_string(), "the header `Bcc` does not begin with `x-`"),
        (with(header("X-A")).to_string(), "stands twice"),
        (json!({"message": {"body": {"contentType": "RTF", "content": ""}}}).to_string(), "unknown variant `RTF`"),
        (
            json!({"message": {"body": body, "toRecipients": [{"emailAddress": {"address": "boss"}}]}}).to_string(),
            "`boss` is no address",
        ),
        (" ".repeat(5 << 20), "bytes"),
    ];
    for (text, what) in cases {
        let error = requested(&text).expect_err(what).to_string();
        assert!(error.contains(what), "{what}: {error}");
    }
}
