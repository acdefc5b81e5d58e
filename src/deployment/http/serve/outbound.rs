//! Requests to counterparts: which address each goes to, and what the response says.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::timeout;

use crate::border::{Answer, CallName, LegName, Mail, Request, RequestId};
use crate::deployment::carriage::Parcel;
use crate::deployment::smtp::Client;
use crate::domain::Path;
use crate::notice::Stamp;
use crate::stimulus::Fact;
use crate::time::Instant;

use crate::deployment::http::wire::{
    Addresses, CALL_HEADER, CORRELATION_HEADER, Problem, ProblemKind, ReadBack, Southbound, SouthboundAnswer,
    TENANT_HEADER, TenantName,
};

/// The way out of one tenant. What it reads back and what it sends to are the same table of addresses.
pub(super) struct Outbound {
    client: reqwest::Client,
    tenant: TenantName,
    addresses: Addresses,
    /// The civil time at which the tenant's clock began.
    epoch: DateTime<Utc>,
    /// The path of each leg, so that its end goes where its beginning went.
    legs: RefCell<BTreeMap<LegName, Path>>,
    /// How many requests were sent.
    sent: Cell<u64>,
}

impl Outbound {
    pub(super) fn new(client: reqwest::Client, tenant: TenantName, addresses: Addresses, facts: &[Fact]) -> Self {
        let epoch = facts.iter().find_map(|fact| match fact {
            Fact::Epoch { at } => Some(at.0.to_utc()),
            _ => None,
        });
        let epoch = epoch.unwrap_or_default();
        Outbound { client, tenant, addresses, epoch, legs: RefCell::default(), sent: Cell::default() }
    }

    pub(super) fn read_back(&self) -> ReadBack {
        ReadBack { emergency_destination: self.addresses.direct.clone(), trunks: self.addresses.trunks.clone() }
    }

    /// Notes where a leg began.
    pub(super) fn note(&self, request: &Request) {
        if let Request::PlaceLeg { leg, path, .. } = request {
            self.legs.borrow_mut().insert(leg.clone(), path.clone());
        }
    }

    /// The address that a request goes to.
    fn address(&self, request: &Request) -> Option<String> {
        self.note(request);
        let found = match request {
            Request::PlaceLeg { path, .. } => self.addresses.carrier(path)?,
            Request::CloseLeg { leg, .. } => {
                let path = self.legs.borrow().get(leg).cloned().unwrap_or(Path::Direct);
                return self.addresses.carrier(&path).map(str::to_owned);
            }
            Request::Treat { .. } => &self.addresses.direct,
            Request::LeaseNumber { .. }
            | Request::ReuseNumber { .. }
            | Request::ExpireNumber { .. }
            | Request::ReleaseNumber { .. } => &self.addresses.numbers,
            Request::SubmitMail { .. } => &self.addresses.mail,
            Request::WritePresence { .. } => &self.addresses.presence,
            Request::Locate { .. } => &self.addresses.location,
        };
        Some(found.to_owned())
    }

    /// Sends a request, and gives the answer where the response holds it.
    ///
    /// # Errors
    ///
    /// The counterpart can't be reached or does not take the request: then no answer will come.
    pub(super) async fn send(&self, id: RequestId, request: Request, now: Instant) -> Result<Option<Answer>, Problem> {
        if let (Request::SubmitMail { mail }, Some(server)) = (&request, self.addresses.mail.strip_prefix(SMTP)) {
            return self.mail(mail, server, now).await;
        }
        let lost = |why: String| Problem::new(ProblemKind::Counterpart, why);
        let address = self.address(&request);
        let address = address.ok_or_else(|| Problem::new(ProblemKind::Path, "no address was set up for this path"))?;
        let call = call_of(&request).map(|call| call.as_str().to_owned());
        self.sent.set(self.sent.get() + 1);
        let correlation = format!("{}-out-{}", self.tenant, self.sent.get());
        tracing::debug!(correlation, "POST {address}");
        let post = self.client.post(address).header(TENANT_HEADER, self.tenant.as_str());
        let mut post = post.header(CORRELATION_HEADER, correlation);
        if let Some(call) = call {
            post = post.header(CALL_HEADER, call);
        }
        let response = post.json(&Southbound { id, request }).send().await.map_err(|error| lost(error.to_string()))?;
        match response.status().as_u16() {
            200 => {
                let answer = response.json::<SouthboundAnswer>().await.map_err(|error| lost(error.to_string()))?;
                Ok(Some(answer.answer))
            }
            202 | 204 => Ok(None),
            status => Err(lost(format!("the counterpart answered with {status}"))),
        }
    }
}

/// How the address of a mail server begins that takes messages over SMTP.
const SMTP: &str = "smtp://";

/// How long a mail server may take over one mail, on the clock of the machine.
const PATIENCE: Duration = Duration::from_secs(2);

impl Outbound {
    /// Sends a mail as a message over SMTP and says what was heard.
    async fn mail(&self, mail: &Mail, server: &str, now: Instant) -> Result<Option<Answer>, Problem> {
        let no_address =
            |_| Problem::new(ProblemKind::Counterpart, format!("`{server}` is no address of a mail server"));
        let server = server.parse().map_err(no_address)?;
        let parcel = Parcel::of(mail, &Stamp { seed: 0, epoch: self.epoch, at: now });
        let client = Client { certificate: None, deadline: PATIENCE * 2 };
        let sent = timeout(PATIENCE, client.send(server, &parcel)).await;
        // From a server that says nothing nothing is heard: the service has its own patience.
        Ok(sent.ok().map(|sent| sent.heard.answer()))
    }
}

/// The call that a request is about, if it is about one.
fn call_of(request: &Request) -> Option<&CallName> {
    match request {
        Request::LeaseNumber { call, .. }
        | Request::ReuseNumber { call, .. }
        | Request::PlaceLeg { call, .. }
        | Request::CloseLeg { call, .. } => Some(call),
        Request::SubmitMail { mail } => mail.call.as_ref(),
        Request::ExpireNumber { .. }
        | Request::ReleaseNumber { .. }
        | Request::Treat { .. }
        | Request::WritePresence { .. }
        | Request::Locate { .. } => None,
    }
}
