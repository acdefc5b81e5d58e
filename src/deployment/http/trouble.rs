//! Why a request to a deployment came to nothing: each kind with a code of its own, which `spec911 explain` explains.

use std::fmt;
use std::time::Duration;

use serde::de::IgnoredAny;

use super::trouble_code::TroubleCode;
use super::wire::Problem;

/// The longest body that is read: a thousand agents with all of their rows fit many times.
pub(super) const LONGEST: usize = 16 * 1024 * 1024;

/// How deep a body may be nested.
///
/// Source: the recursion limit of serde_json.
const DEEPEST: usize = 128;

/// How many characters of a body that can't be read are shown before the place where it is wrong, and from there on.
const BEFORE: usize = 40;
const AFTER: usize = 80;

/// Why a request came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What was asked for: method and address.
    pub request: String,
    /// What happened instead of an answer.
    pub kind: TroubleKind,
}

/// What happened instead of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// No connection came about.
    Unreachable(String),
    /// So many requests in a row had no complete answer, this one not within the limit.
    Gone(u32, Duration),
    /// The answer was not complete in time.
    Late(Duration),
    /// The deployment did not come to rest in time.
    Restless(Duration),
    /// The body is longer than is read.
    TooLong,
    /// The headers are longer than is read.
    LongHead,
    /// The body is in an encoding that was not asked for.
    Encoded(String),
    /// The connection broke inside the answer.
    Cut {
        /// Why.
        why: String,
        /// How many bytes of the body had come.
        got: usize,
        /// How they begin.
        excerpt: String,
    },
    /// What came is no HTTP.
    NotHttp(String),
    /// The deployment sends us elsewhere.
    Redirected,
    /// The body is no message of the interface.
    Unreadable {
        /// In which way.
        code: TroubleCode,
        /// Why, with line and column.
        why: String,
        /// What stands there.
        excerpt: String,
    },
    /// The deployment says why it can't.
    Problem(Problem),
    /// A status that the interface does not have here.
    Status(u16),
    /// The same, with a body that is no problem, and how that begins.
    Page(u16, String),
}

impl TroubleKind {
    /// What a body is in which a message was due.
    pub(super) fn unreadable(error: serde_json::Error, body: &[u8]) -> Self {
        if let Some((at, depth)) = too_deep(body) {
            let why = format!("nested {depth} deep, {DEEPEST} levels are read, up to byte {at}");
            return TroubleKind::Unreadable { code: TroubleCode::DeepJson, why, excerpt: around(body, 1, at) };
        }
        // What is no JSON at all is told as that, even where a message of another kind is due.
        let no_json = serde_json::from_slice::<IgnoredAny>(body).err();
        let (code, error) = match no_json {
            None => (TroubleCode::NotAMessage, error),
            Some(error) if error.is_eof() => (TroubleCode::CutJson, error),
            Some(error) => (TroubleCode::NotJson, error),
        };
        let excerpt = around(body, error.line(), error.column());
        // Where a kind is the only field, what stands beside it is told as a mistake in the JSON, which it is not.
        let why = match field_after(body, error.line(), error.column()) {
            Some(field) if code == TroubleCode::NotAMessage && error.is_syntax() => {
                let place = format!("line {} column {}", error.line(), error.column());
                format!("unknown field `{field}`, where one field alone says the kind, at {place}")
            }
            _ => error.to_string(),
        };
        TroubleKind::Unreadable { code, why, excerpt }
    }

    /// The code of the kind.
    pub fn code(&self) -> TroubleCode {
        match self {
            TroubleKind::Unreachable(_) => TroubleCode::Unreachable,
            TroubleKind::Gone(..) => TroubleCode::NoAnswers,
            TroubleKind::Late(_) => TroubleCode::LateAnswer,
            TroubleKind::Restless(_) => TroubleCode::Restless,
            TroubleKind::TooLong => TroubleCode::LongBody,
            TroubleKind::LongHead => TroubleCode::LongHead,
            TroubleKind::Encoded(_) => TroubleCode::EncodedBody,
            TroubleKind::Cut { .. } => TroubleCode::CutAnswer,
            TroubleKind::NotHttp(_) => TroubleCode::NotHttp,
            TroubleKind::Redirected => TroubleCode::Redirect,
            TroubleKind::Unreadable { code, .. } => *code,
            TroubleKind::Problem(_) => TroubleCode::ProblemDetails,
            TroubleKind::Status(_) | TroubleKind::Page(..) => TroubleCode::WrongStatus,
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: [{}] ", self.request, self.kind.code())?;
        match &self.kind {
            TroubleKind::Unreachable(cause) => write!(f, "the deployment can't be reached: {cause}"),
            TroubleKind::Gone(count, limit) => {
                let limit = span(*limit);
                write!(f, "{count} times in a row nothing was complete in time, this time not within {limit} (`limit`)")
            }
            TroubleKind::Late(limit) => write!(f, "no complete answer within {} (`limit`)", span(*limit)),
            TroubleKind::Restless(limit) => {
                write!(f, "the deployment did not come to rest within {} (`limit`)", span(*limit))
            }
            TroubleKind::TooLong => write!(f, "the body is longer than the {LONGEST} bytes that are read"),
            TroubleKind::LongHead => {
                f.write_str("there are more than the 100 headers, or more bytes of them, that are read")
            }
            TroubleKind::Encoded(encoding) => {
                write!(f, "the body comes in the encoding {encoding:?}, which was not asked for and is not read")
            }
            TroubleKind::Cut { why, got: 0, .. } => write!(f, "the answer broke off: {why}"),
            TroubleKind::Cut { why, got, excerpt } => {
                write!(f, "the answer broke off after {got} bytes of its body: {why}; it begins with {excerpt:?}")
            }
            TroubleKind::NotHttp(cause) => write!(f, "the answer is no HTTP: {cause}"),
            TroubleKind::Redirected => f.write_str("the deployment redirects, which is not followed"),
            TroubleKind::Unreadable { why, excerpt, .. } => {
                write!(f, "the body is no message of the interface: {why}; there stands {excerpt:?}")
            }
            TroubleKind::Problem(problem) => write!(f, "{} ({}): {}", problem.title, problem.status, problem.detail),
            TroubleKind::Status(status) => write!(f, "status {status} is none that the interface has here"),
            TroubleKind::Page(status, excerpt) => {
                write!(f, "status {status} is none that the interface has here; its body begins with {excerpt:?}")
            }
        }
    }
}

impl std::error::Error for Trouble {}

impl Trouble {
    /// Whether nobody that speaks the interface is there at all.
    pub fn is_unreachable(&self) -> bool {
        matches!(self.kind, TroubleKind::Unreachable(_) | TroubleKind::Gone(..))
    }
}

/// Where a body begins to be nested deeper than is read, counted from 1, and how deep it gets.
fn too_deep(body: &[u8]) -> Option<(usize, usize)> {
    let (mut depth, mut deepest, mut at, mut in_text, mut escaped) = (0_usize, 0, 0, false, false);
    for (place, byte) in (1..).zip(body) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
                if depth > DEEPEST && at == 0 {
                    at = place;
                }
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    (at > 0).then_some((at, deepest))
}

fn span(of: Duration) -> String {
    if of.subsec_millis() == 0 { format!("{} s", of.as_secs()) } else { format!("{} ms", of.as_millis()) }
}

/// How a body begins.
pub(super) fn beginning(body: &[u8]) -> String {
    around(body, 1, 0)
}

/// Where a line and a column of a body are, both counted from 1.
fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let before: usize = body.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    (before + column.saturating_sub(1)).min(body.len())
}

/// The name of the field after a comma, which stands at a place or is the next thing after it.
fn field_after(body: &[u8], line: usize, column: usize) -> Option<String> {
    let rest = body.get(offset(body, line, column)..)?;
    let after_comma = |rest: &'_ [u8]| rest.trim_ascii_start().strip_prefix(b",").map(<[u8]>::to_vec);
    let rest = after_comma(rest).or_else(|| after_comma(rest.get(1..)?))?;
    serde_json::Deserializer::from_slice(&rest).into_iter::<String>().next()?.ok()
}

/// What stands at a line and a column of a body, both counted from 1, and a little before.
fn around(body: &[u8], line: usize, column: usize) -> String {
    let at = offset(body, line, column);
    let shown = body.get(at.saturating_sub(BEFORE)..(at + AFTER).min(body.len())).unwrap_or_default();
    String::from_utf8_lossy(shown).into_owned()
}
