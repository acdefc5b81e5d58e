//! The counterparts of one run as HTTP servers: each request that arrives is handed to the run, which says what is
//! answered.
//!
//! One server for each counterpart and each path, each behind a gate. A responder blocks its own server's thread until
//! the run has answered, which it does at once: what a counterpart holds back is answered with 202 and comes as an input.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, Request, Respond, ResponseTemplate};

use crate::border::{Answer, Request as Asked};
use crate::domain::{Path, TrunkName};

use super::client::Remote;
use super::exchange::{ExchangeLog, Way};
use super::office::{MailWay, Office, Posted};
use super::secret::Secret;
use super::stand::Stand;
use super::wire::{
    Addresses, CORRELATION_HEADER, PROBLEM_TYPE, Problem, ProblemKind, Southbound, SouthboundAnswer, TENANT_HEADER,
    TenantName,
};

/// How long a run may take to say what is answered, which it does in far less than a millisecond unless it is gone.
const RUN_LIMIT: Duration = Duration::from_secs(10);

/// A request that matches no counterpart is tried last.
const LAST: u8 = 9;

/// At which counterpart a request arrives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Desk {
    /// The carrier at the end of a path.
    Carrier(Path),
    /// The service that takes mails.
    Mail,
    /// The service that is told presences.
    Presence,
    /// The pool of temporary numbers.
    Numbers,
    /// The source of locations.
    Location,
}

impl fmt::Display for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Desk::Carrier(path) => write!(f, "the carrier of the path {path}"),
            Desk::Mail => f.write_str("the mail server"),
            Desk::Presence => f.write_str("the presence service"),
            Desk::Numbers => f.write_str("the number pool"),
            Desk::Location => f.write_str("the location source"),
        }
    }
}

impl Desk {
    /// Whether a request belongs here. A leg ends where it began; which that is, the run knows.
    pub(super) fn takes(&self, request: &Asked) -> bool {
        match request {
            Asked::PlaceLeg { path, .. } => *self == Desk::Carrier(path.clone()),
            Asked::CloseLeg { .. } => matches!(self, Desk::Carrier(_)),
            Asked::Treat { .. } => *self == Desk::Carrier(Path::Direct),
            Asked::LeaseNumber { .. }
            | Asked::ReuseNumber { .. }
            | Asked::ExpireNumber { .. }
            | Asked::ReleaseNumber { .. } => *self == Desk::Numbers,
            Asked::SubmitMail { .. } => *self == Desk::Mail,
            Asked::WritePresence { .. } => *self == Desk::Presence,
            Asked::Locate { .. } => *self == Desk::Location,
        }
    }
}

/// What the run says to a request.
#[derive(Clone, Debug)]
pub(super) enum Said {
    /// The answer.
    Answer(Answer),
    /// The answer comes later, as an input, or never.
    Later,
    /// There is no answer to such a request.
    Nothing,
    /// The request can't be taken.
    Refused(Problem),
}

/// Something that arrived at a counterpart.
#[derive(Debug)]
pub(super) enum Arrived {
    /// A request, and where the run says what is answered.
    Asked(Desk, Box<Southbound>, SyncSender<Said>),
    /// Something that came to the mail server over SMTP.
    Posted(Posted),
    /// Something that is no request of the interface, in words.
    Unmatched(String),
}

/// The counterparts of one run.
pub(super) struct Stubs {
    stands: Vec<Stand>,
    office: Option<Office>,
    /// Where they listen.
    pub(super) addresses: Addresses,
    /// What arrives at them, until it is taken.
    arrived: Option<UnboundedReceiver<Arrived>>,
}

impl Stubs {
    /// Starts the counterparts of a tenant with these trunks, at addresses that hold the tenant's name.
    ///
    /// # Errors
    ///
    /// No port can be listened on.
    pub(super) async fn start(tenant: &TenantName, trunks: &[TrunkName], remote: &Remote) -> Result<Self, String> {
        let (out, arrived) = unbounded_channel();
        let office = match remote.mail {
            MailWay::Smtp => Some(Office::open(out.clone()).await?),
            MailWay::Http => None,
        };
        let mut stands = Vec::new();
        let mut start = async |desk: Desk, name: &str| {
            let place = format!("/{tenant}/{name}");
            let stand = Stand::take(refused(&place, &desk, out.clone(), remote.token.clone())).await?;
            let (tenant, token, log) = (tenant.clone(), remote.token.clone(), remote.log.clone());
            let responder = Responder { tenant: tenant.clone(), desk: desk.clone(), out: out.clone(), token, log };
            let answering = Mock::given(method("POST")).and(path(place.as_str())).respond_with(responder);
            stand.mount(answering).await;
            let stray = Stray { tenant, desk, place: place.clone(), out: out.clone(), token: remote.token.clone() };
            stand.mount(Mock::given(any()).respond_with(stray).with_priority(LAST)).await;
            let address = format!("{}{place}", stand.address());
            stands.push(stand);
            Ok::<_, String>(address)
        };
        let direct = start(Desk::Carrier(Path::Direct), "direct").await?;
        let mut at_trunks = BTreeMap::new();
        for trunk in trunks {
            let address = start(Desk::Carrier(Path::Trunk(trunk.clone())), trunk.as_str()).await?;
            at_trunks.insert(trunk.clone(), address);
        }
        let addresses = Addresses {
            direct,
            trunks: at_trunks,
            mail: match &office {
                Some(office) => office.address.clone(),
                None => start(Desk::Mail, "mail").await?,
            },
            presence: start(Desk::Presence, "presence").await?,
            numbers: start(Desk::Numbers, "numbers").await?,
            location: start(Desk::Location, "location").await?,
        };
        Ok(Stubs { stands, office, addresses, arrived: Some(arrived) })
    }

    /// What arrives; a second taker is told nothing.
    pub(super) fn take_arrived(&mut self) -> UnboundedReceiver<Arrived> {
        self.arrived.take().unwrap_or_else(|| unbounded_channel().1)
    }

    /// Gives the servers back.
    pub(super) async fn end(self) {
        drop(self.office);
        for stand in self.stands {
            stand.give_back().await;
        }
    }
}

/// Tells the run of what did not come through the gate of a counterpart, where it is about this run.
fn refused(
    place: &str,
    desk: &Desk,
    out: UnboundedSender<Arrived>,
    token: Option<Secret>,
) -> impl Fn(&str, &str) + Send + Sync + 'static {
    let (ours, desk) = (format!(" {place}"), desk.clone());
    move |asked, why| {
        if asked.ends_with(&ours) {
            let asked = masked_text(&token, asked);
            // The run may be over.
            let _ = out.send(Arrived::Unmatched(format!("at {desk}: {asked}: {why}")));
        }
    }
}

/// Hands requests of one counterpart to the run.
struct Responder {
    tenant: TenantName,
    desk: Desk,
    out: UnboundedSender<Arrived>,
    /// What is blotted out of whatever arrives.
    token: Option<Secret>,
    log: Option<ExchangeLog>,
}

impl Respond for Responder {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let said = self.ask(request).unwrap_or_else(|problem| {
            let told = format!("POST at {}: {}", self.desk, problem.detail);
            // The run may be over.
            let _ = self.out.send(Arrived::Unmatched(told));
            Said::Refused(problem)
        });
        if let Some(log) = &self.log {
            let correlation = request.headers.get(CORRELATION_HEADER).and_then(|value| value.to_str().ok());
            let correlation = correlation.or_else(|| tenant_of(request)).unwrap_or_default();
            let asked = format!("POST {}", request.url.path());
            log.tell(Way::South, correlation, &asked, &masked(&self.token, request), &format!("{said:?}"), &[]);
        }
        match said {
            Said::Answer(answer) => ResponseTemplate::new(200).set_body_json(SouthboundAnswer { answer }),
            Said::Later => ResponseTemplate::new(202),
            Said::Nothing => ResponseTemplate::new(204),
            Said::Refused(problem) => refusal(&problem),
        }
    }
}

impl Responder {
    fn ask(&self, request: &Request) -> Result<Said, Problem> {
        let tenant = tenant_of(request);
        if tenant != Some(self.tenant.as_str()) {
            let tenant = tenant.map(|tenant| masked_text(&self.token, tenant));
            let detail = format!("the header `{TENANT_HEADER}` is {tenant:?}, and `{}` was expected", self.tenant);
            return Err(Problem::new(ProblemKind::Malformed, detail));
        }
        let message: Southbound = serde_json::from_slice(&masked(&self.token, request))
            .map_err(|error| Problem::new(ProblemKind::Malformed, format!("the body is no request: {error}")))?;
        if !self.desk.takes(&message.request) {
            let detail = format!("{} does not take such a request; send it where the set-up says", self.desk);
            return Err(Problem::new(ProblemKind::Misplaced, detail));
        }
        let gone = || Problem::new(ProblemKind::Stopped, "the run is over");
        let (say, said) = sync_channel(1);
        if self.out.send(Arrived::Asked(self.desk.clone(), Box::new(message), say)).is_err() {
            return Ok(Said::Refused(gone()));
        }
        Ok(said.recv_timeout(RUN_LIMIT).unwrap_or_else(|_| Said::Refused(gone())))
    }
}

/// Refuses what is no request of the interface and shows the nearest that is.
struct Stray {
    tenant: TenantName,
    desk: Desk,
    place: String,
    out: UnboundedSender<Arrived>,
    token: Option<Secret>,
}

impl Respond for Stray {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let asked = masked_text(&self.token, &format!("{} {}", request.method, request.url.path()));
        let detail = format!("{asked} is no request of the interface; the nearest is POST {}", self.place);
        // A server of the pool may still be called by the deployment of a run before: that is not this run's matter.
        if tenant_of(request) == Some(self.tenant.as_str())
            || request.url.path().starts_with(&format!("/{}/", self.tenant))
        {
            let _ = self.out.send(Arrived::Unmatched(format!("at {}: {detail}", self.desk)));
        }
        refusal(&Problem::new(ProblemKind::NotFound, detail))
    }
}

/// The tenant that a request says it is about.
fn tenant_of(request: &Request) -> Option<&str> {
    request.headers.get(TENANT_HEADER).and_then(|value| value.to_str().ok())
}

/// The body of a request without the token.
fn masked(token: &Option<Secret>, request: &Request) -> Vec<u8> {
    token.iter().fold(request.body.clone(), |body, token| token.mask(body))
}

fn masked_text(token: &Option<Secret>, text: &str) -> String {
    token.iter().fold(text.to_owned(), |text, token| token.mask_text(&text))
}

fn refusal(problem: &Problem) -> ResponseTemplate {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    ResponseTemplate::new(problem.status).set_body_raw(body, PROBLEM_TYPE)
}
