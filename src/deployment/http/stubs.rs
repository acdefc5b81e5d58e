//! The counterparts of one run as HTTP servers: each request that arrives is handed to the run, which says what is
//! answered.
//!
//! One server for each counterpart and each path, from wiremock's pool. A responder blocks its own server's thread until
//! the run has answered, which it does at once: what a counterpart holds back is answered with 202 and comes as an input.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::border::{Answer, Request as Asked};
use crate::domain::{Path, TrunkName};

use super::client::{Remote, Secret};
use super::exchange::{ExchangeLog, Way};
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
    /// Something that is no request of the interface, in words.
    Unmatched(String),
}

/// The counterparts of one run.
pub(super) struct Stubs {
    servers: Vec<MockServer>,
    /// Where they listen.
    pub(super) addresses: Addresses,
    /// What arrives at them, until it is taken.
    arrived: Option<UnboundedReceiver<Arrived>>,
}

impl Stubs {
    /// Starts the counterparts of a tenant with these trunks, at addresses that hold the tenant's name.
    pub(super) async fn start(tenant: &TenantName, trunks: &[TrunkName], remote: &Remote) -> Self {
        let (out, arrived) = unbounded_channel();
        let mut servers = Vec::new();
        let mut start = async |desk: Desk, name: &str| {
            let server = MockServer::start().await;
            let place = format!("/{tenant}/{name}");
            let (tenant, token, log) = (tenant.clone(), remote.token.clone(), remote.log.clone());
            let responder = Responder { tenant: tenant.clone(), desk: desk.clone(), out: out.clone(), token, log };
            Mock::given(method("POST")).and(path(place.as_str())).respond_with(responder).mount(&server).await;
            let stray = Stray { tenant, desk, place: place.clone(), out: out.clone() };
            Mock::given(any()).respond_with(stray).with_priority(LAST).mount(&server).await;
            let address = format!("{}{place}", server.uri());
            servers.push(server);
            address
        };
        let direct = start(Desk::Carrier(Path::Direct), "direct").await;
        let mut at_trunks = BTreeMap::new();
        for trunk in trunks {
            let address = start(Desk::Carrier(Path::Trunk(trunk.clone())), trunk.as_str()).await;
            at_trunks.insert(trunk.clone(), address);
        }
        let addresses = Addresses {
            direct,
            trunks: at_trunks,
            mail: start(Desk::Mail, "mail").await,
            presence: start(Desk::Presence, "presence").await,
            numbers: start(Desk::Numbers, "numbers").await,
            location: start(Desk::Location, "location").await,
        };
        Stubs { servers, addresses, arrived: Some(arrived) }
    }

    /// What arrives; a second taker is told nothing.
    pub(super) fn take_arrived(&mut self) -> UnboundedReceiver<Arrived> {
        self.arrived.take().unwrap_or_else(|| unbounded_channel().1)
    }

    /// Gives the servers back, each in a poll of its own: a server blocks on a lock when it is dropped, which it never gets
    /// in a poll that has used up what tokio allows it.
    ///
    /// Source: measured with wiremock 0.6.5.
    pub(super) async fn end(self) {
        for server in self.servers {
            tokio::task::yield_now().await;
            drop(server);
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
            let correlation = request.headers.get(CORRELATION_HEADER).or(request.headers.get(TENANT_HEADER));
            let correlation = correlation.and_then(|value| value.to_str().ok());
            let body = self.token.iter().fold(request.body.clone(), |body, token| token.mask(body));
            let asked = format!("POST {}", request.url.path());
            log.tell(Way::South, correlation.unwrap_or_default(), &asked, &body, &format!("{said:?}"), &[]);
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
        let tenant = request.headers.get(TENANT_HEADER).and_then(|value| value.to_str().ok());
        if tenant != Some(self.tenant.as_str()) {
            let detail = format!("the header `{TENANT_HEADER}` is {tenant:?}, and `{}` was expected", self.tenant);
            return Err(Problem::new(ProblemKind::Malformed, detail));
        }
        let body = request.body.clone();
        let body = self.token.iter().fold(body, |body, token| token.mask(body));
        let message: Southbound = serde_json::from_slice(&body)
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
}

impl Respond for Stray {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let asked = format!("{} {}", request.method, request.url.path());
        let detail = format!("{asked} is no request of the interface; the nearest is POST {}", self.place);
        // A server of the pool may still be called by the deployment of a run before: that is not this run's matter.
        let tenant = request.headers.get(TENANT_HEADER).and_then(|value| value.to_str().ok());
        if tenant == Some(self.tenant.as_str()) || request.url.path().starts_with(&format!("/{}/", self.tenant)) {
            let _ = self.out.send(Arrived::Unmatched(format!("at {}: {detail}", self.desk)));
        }
        refusal(&Problem::new(ProblemKind::NotFound, detail))
    }
}

fn refusal(problem: &Problem) -> ResponseTemplate {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    ResponseTemplate::new(problem.status).set_body_raw(body, PROBLEM_TYPE)
}
