//! A message as a parser reads it, which knows nothing of who wrote it.

use mail_parser::{Address, HeaderName, Message, MessageParser, MessagePart, PartType};

/// What the parser found.
pub(super) struct Parsed {
    /// The headers in order: name, and value without folds.
    pub(super) headers: Vec<(String, String)>,
    /// The addresses of `From`.
    pub(super) from: Vec<String>,
    /// The addresses of `To`.
    pub(super) to: Vec<String>,
    /// The subject.
    pub(super) subject: String,
    /// The date.
    pub(super) date: String,
    /// The Message-ID without its brackets.
    pub(super) id: String,
    /// The text part, with plain line ends.
    pub(super) text: String,
    /// The HTML part, with plain line ends.
    pub(super) html: String,
}

/// Reads a message; a message with a defect is a failure.
pub(super) fn parsed(bytes: &[u8]) -> Parsed {
    sound(bytes);
    let message = MessageParser::default().parse(bytes).expect("a message");
    let [root, text, html] = message.parts.as_slice() else { panic!("{} parts", message.parts.len()) };
    assert!(matches!(&root.body, PartType::Multipart(parts) if parts.len() == 2), "two alternatives");
    for part in &message.parts {
        assert!(!part.is_encoding_problem, "a part can't be decoded");
    }
    let names: Vec<&str> = message.headers().iter().map(|header| header.name()).collect();
    for name in &names {
        let same = names.iter().filter(|other| other.eq_ignore_ascii_case(name)).count();
        assert_eq!(same, 1, "{name} stands {same} times");
    }
    Parsed {
        headers: names.iter().map(|name| ((*name).to_owned(), value(&message, name))).collect(),
        from: addresses(message.from()),
        to: addresses(message.to()),
        subject: message.subject().unwrap_or_default().to_owned(),
        date: message.date().expect("a date").to_rfc3339(),
        id: message.message_id().expect("a Message-ID").to_owned(),
        text: content(text, "plain"),
        html: content(html, "html"),
    }
}

/// What must hold of the bytes of any message.
///
/// Source: RFC 5322 sections 2.1.1 and 2.3.
fn sound(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(text.ends_with("\r\n"), "the last line has no end");
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(!line.contains(['\r', '\n', '\0']), "a line breaks in itself: {line:?}");
        assert!(line.len() <= 998, "a line of {} bytes", line.len());
        assert!(line.is_ascii() || line.starts_with("To: ") || line.starts_with(' '), "beyond ASCII: {line}");
    }
}

fn value(message: &Message<'_>, name: &str) -> String {
    let name = HeaderName::parse(name.to_owned()).expect("a name");
    let text = message.header(name.clone()).and_then(|value| value.as_text()).map(str::to_owned);
    text.unwrap_or_else(|| message.header_raw(name).unwrap_or_default().replace("\r\n", "").trim().to_owned())
}

fn addresses(list: Option<&Address<'_>>) -> Vec<String> {
    let all = list.into_iter().flat_map(|list| list.iter());
    all.map(|one| {
        assert_eq!(one.name, None, "a display name");
        one.address.clone().expect("an address").into_owned()
    })
    .collect()
}

fn content(part: &MessagePart<'_>, kind: &str) -> String {
    let text = match (&part.body, kind) {
        (PartType::Text(text), "plain") | (PartType::Html(text), "html") => text,
        (other, _) => panic!("no {kind}: {other:?}"),
    };
    text.replace("\r\n", "\n")
}
