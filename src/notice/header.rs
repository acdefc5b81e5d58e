//! Header bodies: free text as one unstructured header that can't end early and is not read as anything else.

/// The longest line of a header that holds encoded words, its end not counted.
///
/// Source: RFC 2047 section 2.
const LINE: usize = 76;

/// How an encoded word begins and ends.
const BEGIN: &str = "=?utf-8?Q?";
const END: &str = "?=";

/// A text as the body of the header of a name: as it stands where it is short and plain, else in encoded words. What breaks
/// a line becomes a blank.
///
/// Source: RFC 2047 sections 2, 4.2 and 5; RFC 5322 section 2.2.
pub(super) fn body(name: &str, text: &str) -> String {
    let line = one_line(text);
    let room = LINE.saturating_sub(name.len() + ": ".len());
    let is_plain = line.len() <= room && line.chars().all(|c| matches!(c, ' '..='~')) && !line.contains("=?");
    if is_plain { line } else { encoded(&line, room) }
}

/// Whether a text can be the name of a header beyond the standard ones.
///
/// Source: RFC 5322 section 3.6.8, of which only letters, digits and hyphens are taken.
pub(super) fn is_further(name: &str) -> bool {
    let is_plain = name.len() <= LINE / 2 && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    is_plain && name.len() > 2 && name[..2].eq_ignore_ascii_case("x-")
}

/// Whether a text can be a Message-ID as it stands.
///
/// Source: RFC 5322 section 3.6.4, of which only `dot-atom-text` on both sides is taken.
pub(super) fn is_message_id(text: &str) -> bool {
    let atom = |part: &str| {
        !part.is_empty() && part.bytes().all(|c| c.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&c))
    };
    let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    text.len() <= LINE && inner.and_then(|inner| inner.split_once('@')).is_some_and(|(l, r)| atom(l) && atom(r))
}

/// Whether a value stays one line as it stands, so that a program that writes it as it is adds nothing by it.
pub(super) fn stays_one_line(text: &str) -> bool {
    !text.contains(breaks)
}

/// What breaks a line, or shows nothing and may break one.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect();
    line.trim().to_owned()
}

/// Encoded words, a line each; no character is split between two.
fn encoded(line: &str, room: usize) -> String {
    let (first, other) = (room - BEGIN.len() - END.len(), LINE - 1 - BEGIN.len() - END.len());
    let (mut words, mut word) = (Vec::new(), String::new());
    for c in line.chars() {
        let next = quoted(c);
        let most = if words.is_empty() { first } else { other };
        if word.len() + next.len() > most {
            words.push(std::mem::take(&mut word));
        }
        word.push_str(&next);
    }
    words.push(word);
    let words: Vec<String> = words.iter().map(|word| format!("{BEGIN}{word}{END}")).collect();
    words.join("\r\n ")
}

/// A character in the encoding "Q", which leaves only letters, digits and a few signs as they are.
fn quoted(c: char) -> String {
    match c {
        ' ' => "_".to_owned(),
        c if c.is_ascii_alphanumeric() || matches!(c, '!' | '*' | '+' | '-' | '/') => c.to_string(),
        c => c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("={byte:02X}")).collect(),
    }
}
