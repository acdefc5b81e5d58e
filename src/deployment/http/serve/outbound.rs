//! Requests to counterparts: which address each goes to, and what the response says.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::border::{Answer, CallName, LegName, Request, RequestId};
use crate::domain::Path;

use crate::deployment::http::wire::{
    Addresses, CALL_HEADER, CORRELATION_HEADER, Problem, ProblemKind, ReadBack, Southbound, SouthboundAnswer,
    TENANT_HEADER, TenantName,
};

/// The way out of one tenant. What it reads back and what it sends to are the same table of addresses.
pub(super) struct Outbound {
    client: reqwest::Client,
    tenant: TenantName,
    addresses: Addresses,
    /// The path of each leg, so that its end goes where its beginning went.
    legs: RefCell<BTreeMap<LegName, Path>>,
    /// How many requests were sent.
    sent: Cell<u64>,
}

impl Outbound {
    pub(super) fn new(client: reqwest::Client, tenant: TenantName, addresses: Addresses) -> Self {
        Outbound { client, tenant, addresses, legs: RefCell::default(), sent: Cell::default() }
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
    pub(super) async fn send(&self, id: RequestId, request: Request) -> Result<Option<Answer>, Problem> {
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
