//! The requests that one run sends: each operation of the interface as one function.

use std::time::Duration;

use reqwest::Method;

use crate::border::{Input, Question, Reading};
use crate::time::Instant;

use super::client::{Call, Remote};
use super::secret::Secret;
use super::trouble::{Trouble, TroubleKind};
use super::turns::Turns;
use super::wire::{Advance, Canary, FeedPage, InputTaken, Interface, ReadBack, Restart, SetUp, Standing, TenantName};

/// How long the reply to an act may take in all: a service that is slow in virtual time holds it while the run goes on.
const REPLY_LIMIT: Duration = Duration::from_secs(60);

/// The way from one run to its tenant.
pub(super) struct Line {
    client: reqwest::Client,
    remote: Remote,
    tenant: TenantName,
    sent: u64,
    keys: u64,
}

/// Asks what stands at an address, before any tenant is set up.
pub(super) async fn interface(client: &reqwest::Client, remote: &Remote) -> Result<Interface, Trouble> {
    Call::new(client, remote, Method::GET, "/", "greeting".to_owned()).read().await
}

/// Asks the same without the token.
pub(super) async fn interface_without_token(client: &reqwest::Client, remote: &Remote) -> Result<Interface, Trouble> {
    Call::new(client, remote, Method::GET, "/", "greeting".to_owned()).bare().read().await
}

impl Line {
    pub(super) fn new(client: reqwest::Client, remote: Remote, tenant: TenantName) -> Self {
        Line { client, remote, tenant, sent: 0, keys: 0 }
    }

    /// What is blotted out of whatever comes in.
    pub(super) fn secret(&self) -> Option<&Secret> {
        self.remote.token.as_ref()
    }

    /// How long one request may take.
    pub(super) fn limit(&self) -> Duration {
        self.remote.limit
    }

    /// How many dials a minute has.
    pub(super) fn dials(&self) -> Turns {
        self.remote.dials.clone()
    }

    fn call(&mut self, method: Method, place: &str) -> Call {
        self.sent += 1;
        let (tenant, correlation) = (&self.tenant, format!("{}-{}", self.tenant, self.sent));
        Call::new(&self.client, &self.remote, method, &format!("/tenants/{tenant}{place}"), correlation)
    }

    pub(super) fn set_up(&mut self, set_up: &SetUp) -> impl Future<Output = Result<ReadBack, Trouble>> + Send + use<> {
        self.call(Method::PUT, "").body(set_up).read()
    }

    pub(super) fn read_back(&mut self) -> impl Future<Output = Result<ReadBack, Trouble>> + Send + use<> {
        self.call(Method::GET, "").read()
    }

    /// Removes the tenant of a run that ended early, in a shorter time: whatever ended it may keep this from an answer too.
    pub(super) fn remove_within(
        &mut self,
        limit: Duration,
    ) -> impl Future<Output = Result<(), Trouble>> + Send + use<> {
        self.call(Method::DELETE, "").within(limit.min(self.remote.limit)).done()
    }

    /// What it is that the tenant does not come to rest.
    pub(super) fn restless(&self) -> Trouble {
        let request = format!("{}/tenants/{}", self.remote.base, self.tenant);
        Trouble { request, kind: TroubleKind::Restless(self.remote.limit) }
    }

    pub(super) fn remove(&mut self) -> impl Future<Output = Result<(), Trouble>> + Send + use<> {
        self.call(Method::DELETE, "").done()
    }

    pub(super) fn input(&mut self, input: &Input) -> impl Future<Output = Result<InputTaken, Trouble>> + Send + use<> {
        self.keys += 1;
        let key = format!("{}-{}", self.tenant, self.keys);
        let call = self.call(Method::POST, "/inputs").body(input).key(key);
        match input {
            Input::Act { .. } => call.within(REPLY_LIMIT.max(self.remote.limit)).read(),
            Input::Carrier(_) | Input::Circumstance(_) | Input::Answer { .. } | Input::Tick => call.read(),
        }
    }

    /// Inputs that are all sent under one key, one after the other.
    pub(super) fn under_one_key(
        &mut self,
        inputs: &[Input],
    ) -> Vec<impl Future<Output = Result<InputTaken, Trouble>> + Send + use<>> {
        self.keys += 1;
        let key = format!("{}-{}", self.tenant, self.keys);
        inputs.iter().map(|input| self.call(Method::POST, "/inputs").body(input).key(key.clone()).read()).collect()
    }

    pub(super) fn questions(
        &mut self,
        questions: &[Question],
    ) -> impl Future<Output = Result<Vec<Reading>, Trouble>> + Send + use<> {
        self.call(Method::POST, "/questions").body(&questions).repeatable().read()
    }

    pub(super) fn clock(&mut self) -> impl Future<Output = Result<Standing, Trouble>> + Send + use<> {
        self.call(Method::GET, "/clock").read()
    }

    pub(super) fn advance(&mut self, to: Instant) -> impl Future<Output = Result<Standing, Trouble>> + Send + use<> {
        self.call(Method::POST, "/clock").body(&Advance { to }).read()
    }

    pub(super) fn events(&mut self, after: u64) -> impl Future<Output = Result<FeedPage, Trouble>> + Send + use<> {
        self.call(Method::GET, &format!("/events?after={after}")).read()
    }

    /// The events after so many, as soon as there is one, or none after so long.
    pub(super) fn next_events(
        &mut self,
        after: u64,
        wait: Duration,
    ) -> impl Future<Output = Result<FeedPage, Trouble>> + Send + use<> {
        let wait = wait.min(self.remote.limit / 2);
        self.call(Method::GET, &format!("/events?after={after}&wait={}", wait.as_millis())).read()
    }

    pub(super) fn canary(&mut self, canary: &Canary) -> impl Future<Output = Result<(), Trouble>> + Send + use<> {
        self.call(Method::POST, "/canaries").body(canary).done()
    }

    pub(super) fn kill(&mut self) -> impl Future<Output = Result<(), Trouble>> + Send + use<> {
        self.call(Method::POST, "/kill").done()
    }

    /// Starts a stopped tenant again whose clock nobody moves.
    pub(super) fn start_again(&mut self, now: Instant) -> impl Future<Output = Result<(), Trouble>> + Send + use<> {
        self.call(Method::POST, "/restart").body(&Restart { now }).done()
    }

    pub(super) fn restart(&mut self, now: Instant) -> impl Future<Output = Result<Standing, Trouble>> + Send + use<> {
        self.call(Method::POST, "/restart").body(&Restart { now }).read()
    }
}
