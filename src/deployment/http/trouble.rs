//! Why a request to a deployment came to nothing: each kind with a code of its own, which `spec911 explain` explains.

use std::fmt;
use std::time::Duration;

use serde::de::IgnoredAny;
use serde_json::error::Category;

use crate::domain::words;

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

words!(
    /// What a failure is called, for good: the word by which it is looked up.
    TroubleCode, "code of a failure" {
        /// No connection came about.
        Unreachable = "unreachable",
        /// Several requests, or scenarios, in a row waited for something in vain.
        NoAnswers = "no-answers",
        /// The answer was not complete in time.
        LateAnswer = "late-answer",
        /// Work does not come to an end.
        Restless = "restless",
        /// The body is longer than is read.
        LongBody = "long-body",
        /// The headers are longer than is read.
        LongHead = "long-head",
        /// The body is compressed.
        EncodedBody = "encoded-body",
        /// The connection broke inside the answer.
        CutAnswer = "cut-answer",
        /// What came is no HTTP.
        NotHttp = "not-http",
        /// The deployment sends us elsewhere.
        Redirect = "redirect",
        /// The body is no JSON.
        NotJson = "not-json",
        /// The body ends too early.
        CutJson = "cut-json",
        /// The body is nested too deeply.
        DeepJson = "deep-json",
        /// The body is JSON, but no message of the interface.
        NotAMessage = "not-a-message",
        /// The deployment says why it can't.
        ProblemDetails = "problem-details",
        /// A status that the interface does not have here.
        WrongStatus = "wrong-status",
    }
);

impl TroubleCode {
    /// What it means, and what to do about it.
    pub fn explanation(self) -> [&'static str; 2] {
        match self {
            TroubleCode::Unreachable => [
                "No connection to the deployment came about, so nothing was asked.",
                "Is it running, is `address` in the deployment file right, and is the port one that speaks what the \
                 address says, http or https?",
            ],
            TroubleCode::NoAnswers => [
                "Three requests in a row had no complete answer in time, or three scenarios in a row ended because something \
                 did not come in time. The deployment counts as gone and the check ends, so that not everything in the suite \
                 is waited for.",
                "Look at what the deployment waits for. If it is well and slow, raise `limit` in the deployment file.",
            ],
            TroubleCode::LateAnswer => [
                "An answer was not complete within the limit, which holds from the first byte sent to the last one read.",
                "Respond sooner, or raise `limit` in the deployment file. A slow counterpart never makes a response wait, \
                 since 202 comes at once.",
            ],
            TroubleCode::Restless => [
                "An input was taken, and the deployment did not come to rest within the limit.",
                "`quiescent` stays false, or `unanswered` does not count an act that waits for a late answer.",
            ],
            TroubleCode::LongBody => [
                "The body of an answer is longer than is read; the rest of it was left where it is.",
                "An answer holds what was asked for and nothing else; the feed may be given in pages.",
            ],
            TroubleCode::LongHead => [
                "The headers of an answer are more, or longer, than is read.",
                "Send no more than 100 headers; a proxy in front may add some.",
            ],
            TroubleCode::EncodedBody => [
                "The body of an answer is compressed, which nobody asked for: requests name no encoding, and nothing is \
                 inflated.",
                "Send bodies as they are, without `Content-Encoding`.",
            ],
            TroubleCode::CutAnswer => [
                "The connection broke before the answer was complete.",
                "Look for a process that ended, or a `Content-Length` that promises more than is sent.",
            ],
            TroubleCode::NotHttp => [
                "What came back is no HTTP.",
                "Is the port that of the interface, and does it speak what the address says, http or https?",
            ],
            TroubleCode::Redirect => [
                "The deployment answered with a redirect. It is not followed: the token would go with it.",
                "Write the address where the interface really stands into the deployment file.",
            ],
            TroubleCode::NotJson => [
                "The body of an answer is no JSON; what stands at the place where reading ended is shown.",
                "A page of HTML often comes from a proxy or a sign-in in front of the interface.",
            ],
            TroubleCode::CutJson => [
                "The body of an answer ends inside its JSON.",
                "Look for a body that is written in parts of which the last is missing.",
            ],
            TroubleCode::DeepJson => [
                "The body of an answer is nested deeper than the 128 levels that are read.",
                "No message of the interface is nested deeper than ten levels.",
            ],
            TroubleCode::NotAMessage => [
                "The body of an answer is JSON, but not the message that is due there.",
                "Compare it with the example in docs/deployment-interface.yaml; unknown fields are errors.",
            ],
            TroubleCode::ProblemDetails => [
                "The deployment answered with a problem, whose title, status and detail are its own.",
                "Read on there: the deployment says what it could not do.",
            ],
            TroubleCode::WrongStatus => [
                "The status of an answer is none that the interface has there, and its body is no problem.",
                "Say why a request fails by problem details (RFC 9457).",
            ],
        }
    }

    /// The code that a message of a failure names.
    pub fn named_in(message: &str) -> Option<TroubleCode> {
        let (_, rest) = message.split_once('[')?;
        let (word, after) = rest.split_once(']')?;
        word.parse().ok().or_else(|| TroubleCode::named_in(after))
    }
}

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
        let error = serde_json::from_slice::<IgnoredAny>(body).err().unwrap_or(error);
        let code = match error.classify() {
            Category::Eof => TroubleCode::CutJson,
            Category::Data => TroubleCode::NotAMessage,
            Category::Syntax | Category::Io => TroubleCode::NotJson,
        };
        let excerpt = around(body, error.line(), error.column());
        TroubleKind::Unreadable { code, why: error.to_string(), excerpt }
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

/// What stands at a line and a column of a body, both counted from 1, and a little before.
fn around(body: &[u8], line: usize, column: usize) -> String {
    let before: usize = body.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let at = (before + column.saturating_sub(1)).min(body.len());
    let shown = body.get(at.saturating_sub(BEFORE)..(at + AFTER).min(body.len())).unwrap_or_default();
    String::from_utf8_lossy(shown).into_owned()
}
