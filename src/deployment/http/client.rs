//! Requests to a deployment: bounded in time and size, never redirected, and each failure told with its cause.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reqwest::{Method, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::exchange::{ExchangeLog, Way};
use super::turns::Turns;
use super::wire::{CORRELATION_HEADER, KEY_HEADER, Problem};

/// How long a request may take in all, unless the deployment file says otherwise.
pub const LIMIT: Duration = Duration::from_secs(6);

/// The longest body that is read: a thousand agents with all of their rows fit many times.
const LONGEST: usize = 16 * 1024 * 1024;

/// How much of a body that can't be read is shown.
const EXCERPT: usize = 120;

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
    /// No connection came about, or it broke before anything was answered.
    Unreachable(String),
    /// The answer was not complete in time.
    Late(Duration),
    /// The body is longer than is read.
    TooLong,
    /// The connection broke inside the answer, or the answer is no HTTP.
    Cut(String),
    /// The deployment sends us elsewhere.
    Redirected,
    /// The body is no message of the interface.
    Unreadable {
        /// Why, with line and column.
        why: String,
        /// How it begins.
        excerpt: String,
    },
    /// The deployment says why it can't.
    Problem(Problem),
    /// A status that the interface does not have here.
    Status(u16),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.request)?;
        match &self.kind {
            TroubleKind::Unreachable(cause) => write!(f, "the deployment can't be reached: {cause}"),
            TroubleKind::Late(limit) => write!(f, "no complete answer within {} s", limit.as_secs()),
            TroubleKind::TooLong => write!(f, "the body is longer than the {LONGEST} bytes that are read"),
            TroubleKind::Cut(cause) => write!(f, "the answer broke off or is no HTTP: {cause}"),
            TroubleKind::Redirected => f.write_str("the deployment redirects, which is not followed"),
            TroubleKind::Unreadable { why, excerpt } => {
                write!(f, "the body is no message of the interface: {why}; it begins with {excerpt:?}")
            }
            TroubleKind::Problem(problem) => write!(f, "{} ({}): {}", problem.title, problem.status, problem.detail),
            TroubleKind::Status(status) => write!(f, "status {status} is none that the interface has here"),
        }
    }
}

impl std::error::Error for Trouble {}

impl Trouble {
    /// Whether nobody that speaks the interface is there at all.
    pub fn is_unreachable(&self) -> bool {
        matches!(self.kind, TroubleKind::Unreachable(_))
    }
}

/// Text that stands nowhere but in the request that needs it.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A secret.
    pub fn new(text: impl Into<String>) -> Self {
        Secret(text.into())
    }

    fn reveal(&self) -> &str {
        &self.0
    }

    /// What was received with the secret blotted out, as it is, percent-encoded or in base64: whoever echoes it does not
    /// bring it into a trace, a report or an error.
    pub(super) fn mask(&self, bytes: Vec<u8>) -> Vec<u8> {
        let forms = [self.0.clone(), percent_encoded(&self.0), base64(self.0.as_bytes())];
        forms.iter().fold(bytes, |bytes, form| replaced(bytes, form.as_bytes()))
    }
}

/// The shortest secret that is looked for in what is received: shorter ones stand in any text by chance.
const SHORTEST_MASKED: usize = 6;

fn replaced(bytes: Vec<u8>, secret: &[u8]) -> Vec<u8> {
    if secret.len() < SHORTEST_MASKED || !bytes.windows(secret.len()).any(|window| window == secret) {
        return bytes;
    }
    let (mut masked, mut rest) = (Vec::with_capacity(bytes.len()), bytes.as_slice());
    while let Some(first) = rest.first() {
        match rest.strip_prefix(secret) {
            Some(after) => {
                masked.extend_from_slice(b"***");
                rest = after;
            }
            None => {
                masked.push(*first);
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    masked
}

/// Source: RFC 3986 section 2.3.
fn percent_encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Without padding, so that it is found inside longer texts too.
///
/// Source: RFC 4648 section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |group: u32, place: u32| char::from(DIGITS[(group >> (18 - 6 * place) & 63) as usize]);
    let mut text = String::new();
    // A last group that is not whole is left out: its letters depend on what follows.
    for chunk in bytes.chunks_exact(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte));
        text.extend((0..4).map(|place| digit(group, place)));
    }
    text
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A deployment as requests reach it.
#[derive(Clone, Debug)]
pub struct Remote {
    /// Where its interface begins, without a slash at the end.
    pub base: String,
    /// What goes with each request as a bearer's token.
    pub token: Option<Secret>,
    /// How long a request may take in all.
    pub limit: Duration,
    /// Where exchanges are told, where anybody wants to know.
    pub log: Option<ExchangeLog>,
    /// How many dials it is asked for in a minute, by all runs together.
    pub dials: Turns,
    /// How many requests in a row, of all runs together, had no complete answer in time.
    pub(super) late: Arc<AtomicU32>,
}

/// After so many late answers in a row a deployment counts as gone: a whole suite must not wait for each of its requests.
const GONE: u32 = 3;

impl Remote {
    /// A deployment whose interface begins at an address.
    pub fn new(base: impl Into<String>, token: Option<Secret>, limit: Duration) -> Self {
        Remote { base: base.into(), token, limit, log: None, dials: Turns::default(), late: Arc::default() }
    }
}

/// A client for one runtime.
///
/// # Errors
///
/// No client can be made on this machine.
pub(super) fn client() -> Result<reqwest::Client, String> {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    builder.build().map_err(|error| error.to_string())
}

/// A request that is about to be sent.
#[derive(Clone)]
pub(super) struct Call {
    client: reqwest::Client,
    method: Method,
    address: String,
    token: Option<Secret>,
    body: Option<Vec<u8>>,
    key: Option<String>,
    correlation: String,
    limit: Duration,
    log: Option<ExchangeLog>,
    late: Arc<AtomicU32>,
    /// Whether it may be sent once more where its connection broke: it is the same request then.
    repeatable: bool,
}

impl Call {
    /// A request to a place below the base.
    pub(super) fn new(
        client: &reqwest::Client,
        remote: &Remote,
        method: Method,
        place: &str,
        correlation: String,
    ) -> Self {
        Call {
            client: client.clone(),
            repeatable: method != Method::POST,
            method,
            address: format!("{}{place}", remote.base),
            token: remote.token.clone(),
            body: None,
            key: None,
            correlation,
            limit: remote.limit,
            log: remote.log.clone(),
            late: remote.late.clone(),
        }
    }

    /// The same with a body.
    pub(super) fn body(mut self, body: &impl Serialize) -> Self {
        // Every message of ours can be written as JSON; a test writes each.
        self.body = serde_json::to_vec(body).ok();
        self
    }

    /// The same with an idempotency key.
    pub(super) fn key(mut self, key: String) -> Self {
        self.key = Some(key);
        self.repeatable = true;
        self
    }

    /// The same, where it changes nothing.
    pub(super) fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// The same with another limit.
    pub(super) fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    fn trouble(&self, kind: TroubleKind) -> Trouble {
        Trouble { request: format!("{} {}", self.method, self.address), kind }
    }

    /// Sends the request and reads its answer.
    ///
    /// # Errors
    ///
    /// Whatever comes instead of an answer.
    pub(super) async fn read<T: DeserializeOwned>(self) -> Result<T, Trouble> {
        let body = self.send().await?;
        serde_json::from_slice(&body).map_err(|error| {
            let excerpt: String = String::from_utf8_lossy(&body).chars().take(EXCERPT).collect();
            self.trouble(TroubleKind::Unreadable { why: error.to_string(), excerpt })
        })
    }

    /// Sends the request, of which no answer is wanted but that it was done.
    ///
    /// # Errors
    ///
    /// Whatever comes instead.
    pub(super) async fn done(self) -> Result<(), Trouble> {
        self.send().await.map(|_| ())
    }

    /// The body of a successful answer. The limit holds for all of it together.
    async fn send(&self) -> Result<Vec<u8>, Trouble> {
        let exchange = async {
            match self.exchange().await {
                Err(Trouble { kind: TroubleKind::Cut(_), .. }) if self.repeatable => self.exchange().await,
                answer => answer,
            }
        };
        let answer = match tokio::time::timeout(self.limit, exchange).await {
            Ok(answer) => {
                self.late.store(0, Ordering::Relaxed);
                answer
            }
            Err(_) if self.late.fetch_add(1, Ordering::Relaxed) + 1 >= GONE => {
                let limit = self.limit.as_millis();
                let why = format!("{GONE} requests in a row had no complete answer, this one not within {limit} ms");
                Err(self.trouble(TroubleKind::Unreachable(why)))
            }
            Err(_) => Err(self.trouble(TroubleKind::Late(self.limit))),
        };
        if let Some(log) = &self.log {
            let asked = format!("{} {}", self.method, self.address);
            let body = self.body.as_deref().unwrap_or_default();
            match &answer {
                Ok(answer) => log.tell(Way::North, &self.correlation, &asked, body, "done", answer),
                Err(trouble) => log.tell(Way::North, &self.correlation, &asked, body, &trouble.to_string(), &[]),
            }
        }
        answer
    }

    async fn exchange(&self) -> Result<Vec<u8>, Trouble> {
        let mut request = self.client.request(self.method.clone(), &self.address);
        request = request.header(CORRELATION_HEADER, &self.correlation);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.reveal());
        }
        if let Some(key) = &self.key {
            request = request.header(KEY_HEADER, key);
        }
        if let Some(body) = &self.body {
            request = request.header(reqwest::header::CONTENT_TYPE, "application/json").body(body.clone());
        }
        let mut response = request.send().await.map_err(|error| self.trouble(kind_of(&error)))?;
        let status = response.status();
        let body = self.bounded(&mut response).await?;
        if status.is_success() {
            Ok(body)
        } else if status.is_redirection() {
            Err(self.trouble(TroubleKind::Redirected))
        } else {
            let problem = serde_json::from_slice(&body).map(TroubleKind::Problem);
            Err(self.trouble(problem.unwrap_or(TroubleKind::Status(status.as_u16()))))
        }
    }

    async fn bounded(&self, response: &mut Response) -> Result<Vec<u8>, Trouble> {
        let mut body = Vec::new();
        loop {
            let chunk = response.chunk().await.map_err(|error| self.trouble(TroubleKind::Cut(cause(&error))))?;
            let Some(chunk) = chunk else {
                return Ok(match &self.token {
                    Some(token) => token.mask(body),
                    None => body,
                });
            };
            if body.len() + chunk.len() > LONGEST {
                return Err(self.trouble(TroubleKind::TooLong));
            }
            body.extend_from_slice(&chunk);
        }
    }
}

fn kind_of(error: &reqwest::Error) -> TroubleKind {
    if error.is_connect() || error.is_builder() {
        TroubleKind::Unreachable(cause(error))
    } else {
        TroubleKind::Cut(cause(error))
    }
}

/// The innermost cause, which names what happened; those around it only repeat the address.
fn cause(error: &reqwest::Error) -> String {
    let mut inner: &dyn std::error::Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}
