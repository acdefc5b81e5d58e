//! Requests to a deployment: bounded in time and size, never redirected, and each failure told with its cause.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE};
use reqwest::{Method, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::exchange::{ExchangeLog, Way};
use super::interrupt::until_interrupted;
use super::office::MailWay;
use super::peek::peeked;
use super::secret::Secret;
use super::trouble::{LONGEST, Trouble, TroubleKind, beginning};
use super::turns::Turns;
use super::wire::{CORRELATION_HEADER, KEY_HEADER};

/// How long a request may take in all, unless the deployment file says otherwise.
pub const LIMIT: Duration = Duration::from_secs(6);

/// A deployment as requests reach it.
#[derive(Clone, Debug)]
pub struct Remote {
    /// Where its interface begins, without a slash at the end.
    pub base: String,
    /// What goes with each request as a bearer's token.
    pub token: Option<Secret>,
    /// How long a request may take in all.
    pub limit: Duration,
    /// How its mails come to us.
    pub mail: MailWay,
    /// Where exchanges are told, where anybody wants to know.
    pub log: Option<ExchangeLog>,
    /// How many dials it is asked for in a minute, by all runs together.
    pub dials: Turns,
    /// How many requests in a row, of all runs together, had no complete answer in time.
    pub(super) late: Arc<AtomicU32>,
    /// How many runs in a row ended because something did not come in time.
    pub(super) hung: Arc<AtomicU32>,
}

/// After so many late answers in a row, or so many runs, a deployment counts as gone: a whole suite must not wait for each of its requests.
const GONE: u32 = 3;

impl Remote {
    /// A deployment whose interface begins at an address.
    pub fn new(base: impl Into<String>, token: Option<Secret>, limit: Duration) -> Self {
        Remote {
            base: base.into(),
            token,
            limit,
            mail: MailWay::Http,
            log: None,
            dials: Turns::default(),
            late: Arc::default(),
            hung: Arc::default(),
        }
    }

    /// A run ended because something did not come in time; how many did so in a row, where they are too many.
    pub(super) fn hung(&self) -> Option<u32> {
        let runs = self.hung.fetch_add(1, Ordering::Relaxed) + 1;
        (runs >= GONE).then_some(runs)
    }

    /// A run ended in another way.
    pub(super) fn answered(&self) {
        self.hung.store(0, Ordering::Relaxed);
    }
}

/// How long a request may take once the process was told to end: somebody waits for that.
const AFTER_AN_INTERRUPT: Duration = Duration::from_millis(300);

async fn hurried() {
    until_interrupted().await;
    tokio::time::sleep(AFTER_AN_INTERRUPT).await;
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
    /// Whether it goes without the token, which is blotted out of its answer all the same.
    bare: bool,
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
            bare: false,
        }
    }

    /// The same without the token.
    pub(super) fn bare(mut self) -> Self {
        self.bare = true;
        self
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
        serde_json::from_slice(&body).map_err(|error| self.trouble(TroubleKind::unreadable(error, &body)))
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
                Err(Trouble { kind: TroubleKind::Cut { .. }, .. }) if self.repeatable => self.exchange().await,
                Err(Trouble { kind: TroubleKind::NotHttp(why), .. }) => Err(self.no_http(why).await),
                answer => answer,
            }
        };
        let timed = tokio::select! { biased;
            timed = tokio::time::timeout(self.limit, exchange) => timed,
            () = hurried() => return Err(self.trouble(TroubleKind::Late(AFTER_AN_INTERRUPT))),
        };
        let answer = match timed {
            Ok(answer) => {
                self.late.store(0, Ordering::Relaxed);
                answer
            }
            Err(_) => Err(self.trouble(match self.late.fetch_add(1, Ordering::Relaxed) + 1 {
                count if count >= GONE => TroubleKind::Gone(count, self.limit),
                _ => TroubleKind::Late(self.limit),
            })),
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
        if let Some(token) = self.token.as_ref().filter(|_| !self.bare) {
            request = request.bearer_auth(token.reveal());
        }
        if let Some(key) = &self.key {
            request = request.header(KEY_HEADER, key);
        }
        if let Some(body) = &self.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let mut response = request.send().await.map_err(|error| self.trouble(self.kind_of(&error)))?;
        let status = response.status();
        if status.is_redirection() {
            return Err(self.trouble(TroubleKind::Redirected));
        }
        let body = self.bounded(&mut response).await?;
        if status.is_success() {
            return Ok(body);
        }
        let problem = serde_json::from_slice(&body).map(TroubleKind::Problem);
        Err(self.trouble(problem.unwrap_or_else(|_| match body.as_slice() {
            [] => TroubleKind::Status(status.as_u16()),
            body => TroubleKind::Page(status.as_u16(), beginning(body)),
        })))
    }

    /// The body of an answer, as far as one is read at all.
    async fn bounded(&self, response: &mut Response) -> Result<Vec<u8>, Trouble> {
        if let Some(encoding) = response.headers().get(CONTENT_ENCODING)
            && encoding != "identity"
        {
            let encoding = self.masked(String::from_utf8_lossy(encoding.as_bytes()).into_owned());
            return Err(self.trouble(TroubleKind::Encoded(encoding)));
        }
        if response.content_length().is_some_and(|length| length > LONGEST as u64) {
            return Err(self.trouble(TroubleKind::TooLong));
        }
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > LONGEST => return Err(self.trouble(TroubleKind::TooLong)),
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => return Ok(self.token.iter().fold(body, |body, token| token.mask(body))),
                Err(error) => {
                    let (why, got) = (self.masked(cause(&error)), body.len());
                    let shown = self.token.iter().fold(body, |body, token| token.mask(body));
                    return Err(self.trouble(TroubleKind::Cut { why, got, excerpt: beginning(&shown) }));
                }
            }
        }
    }

    fn kind_of(&self, error: &reqwest::Error) -> TroubleKind {
        let why = self.masked(cause(error));
        match found::<hyper::Error>(error) {
            Some(of_http) if of_http.is_parse_too_large() => TroubleKind::LongHead,
            Some(of_http) if of_http.is_parse() => TroubleKind::NotHttp(why),
            _ if error.is_connect() || error.is_builder() => TroubleKind::Unreachable(why),
            _ => TroubleKind::Cut { why, got: 0, excerpt: String::new() },
        }
    }

    /// What it is that an answer is no HTTP, with what is said there instead.
    async fn no_http(&self, why: String) -> Trouble {
        let said = peeked(&self.address).await.map(|said| self.token.iter().fold(said, |said, token| token.mask(said)));
        let shown = said.map(|said| format!("{why}; it begins with {:?}", beginning(&said)));
        self.trouble(TroubleKind::NotHttp(shown.unwrap_or(why)))
    }

    fn masked(&self, text: String) -> String {
        self.token.iter().fold(text, |text, token| token.mask_text(&text))
    }
}

/// The errors that an error comes from, itself first.
fn chain<'e>(error: &'e (dyn Error + 'static)) -> Vec<&'e (dyn Error + 'static)> {
    let (mut all, mut next) = (Vec::new(), Some(error));
    while let Some(error) = next {
        all.push(error);
        next = error.source();
    }
    all
}

fn found<'e, E: Error + 'static>(error: &'e (dyn Error + 'static)) -> Option<&'e E> {
    chain(error).into_iter().find_map(|error| error.downcast_ref())
}

/// The innermost cause, which names what happened; those around it only repeat the address.
fn cause(error: &reqwest::Error) -> String {
    chain(error).last().map(ToString::to_string).unwrap_or_default()
}
