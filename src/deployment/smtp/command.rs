//! The commands that name an address, as a client may write them and as the protocol's state machine reads them.
//!
//! The state machine knows neither addresses beyond ASCII nor quoted ones nor parameters but `BODY`. So each address goes
//! through it with its signs as hexadecimal digits, and the parameters are read here.

use std::fmt::Write as _;

/// What a command with an address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// The line as the state machine reads it.
    pub(super) line: String,
    /// Whether addresses beyond ASCII may come.
    ///
    /// Source: RFC 6531 section 3.4.
    pub(super) utf8: bool,
    /// The name of the envelope.
    ///
    /// Source: RFC 3461 section 4.4.
    pub(super) envelope: Option<String>,
    /// Whether a parameter is none that is known.
    pub(super) unknown: bool,
}

/// Reads a line as a command that names an address, if it is one.
pub(super) fn command(line: &[u8]) -> Option<Command> {
    let text = std::str::from_utf8(line).ok()?;
    let verb = ["MAIL FROM:<", "RCPT TO:<"]
        .into_iter()
        .find(|verb| text.get(..verb.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(verb)))?;
    let rest = &text[verb.len()..];
    let end = path_end(rest)?;
    let mut command =
        Command { line: format!("{verb}{}>", shielded(&rest[..end])), utf8: false, envelope: None, unknown: false };
    let is_mail = verb.starts_with('M');
    for parameter in rest[end + 1..].split_ascii_whitespace() {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match (name.to_ascii_uppercase().as_str(), is_mail) {
            ("BODY", true) => {
                let _ = write!(command.line, " BODY={value}");
            }
            ("SMTPUTF8", true) => command.utf8 = true,
            ("ENVID", true) => command.envelope = Some(plain(value)),
            ("SIZE", true) => {}
            _ => command.unknown = true,
        }
    }
    command.line.push_str("\r\n");
    Some(command)
}

/// Where an address ends: at the first bracket that is not quoted.
fn path_end(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// What stands for an empty address, such as that of a bounce.
const EMPTY: &str = "%00";

fn shielded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"%<>".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    if out.is_empty() { EMPTY.to_owned() } else { out }
}

/// The address behind its shield.
pub(super) fn unshielded(path: &str) -> String {
    if path == EMPTY { String::new() } else { decoded(path, b'%') }
}

/// Text in which some signs are hexadecimal digits after a mark.
fn decoded(text: &str, mark: u8) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| *byte == mark).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A name as a parameter may hold it.
///
/// Source: RFC 3461 section 4, `xtext`.
pub(super) fn xtext(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !b"+=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "+{byte:02X}");
        }
    }
    out
}

fn plain(xtext: &str) -> String {
    decoded(xtext, b'+')
}
