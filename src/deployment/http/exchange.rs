//! A log of what went over the wire, for whoever asks for it: one line an exchange, without tokens.

use std::fmt;
use std::sync::Arc;

use super::secret::Secret;

/// Takes one line at a time.
type Sink = dyn Fn(&str) + Send + Sync;

/// Where exchanges are told.
#[derive(Clone)]
pub struct ExchangeLog {
    sink: Arc<Sink>,
    /// What stands in no line.
    secret: Option<Secret>,
}

impl fmt::Debug for ExchangeLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExchangeLog")
    }
}

impl ExchangeLog {
    /// A log that hands each line to a function, without the secret.
    pub fn new(secret: Option<Secret>, sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        ExchangeLog { sink: Arc::new(sink), secret }
    }

    /// Tells one exchange: which way, by which correlation, what was asked and what was answered.
    pub(super) fn tell(&self, way: Way, correlation: &str, asked: &str, body: &[u8], answered: &str, answer: &[u8]) {
        let masked = |text: &str| self.secret.iter().fold(text.to_owned(), |text, secret| secret.mask_text(&text));
        let (correlation, asked, answered) = (masked(correlation), masked(asked), masked(answered));
        tracing::debug!(correlation, answered, "{asked} {}", way.word());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let line = serde_json::json!({
            "way": way.word(),
            "correlation": correlation,
            "asked": asked,
            "body": text(body),
            "answered": answered,
            "answer": text(answer),
        });
        let line = self.secret.iter().fold(line.to_string(), |line, secret| secret.mask_text(&line));
        (self.sink)(&line);
    }
}

/// Which way a request went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From us to the deployment.
    North,
    /// From the deployment to a counterpart.
    South,
}

impl Way {
    fn word(self) -> &'static str {
        match self {
            Way::North => "to the deployment",
            Way::South => "to a counterpart",
        }
    }
}
