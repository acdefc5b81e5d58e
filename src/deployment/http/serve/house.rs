//! All tenants of a server.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};

use crate::border::Effect;
use crate::deployment::counts::over;
use crate::reference::Service;
use crate::stimulus::Fact;
use crate::time::Instant;

use super::journal::{Journal, JournalError};
use super::outbound::Outbound;
use super::tenant::Tenant;
use crate::deployment::http::wire::{Level, Problem, ProblemKind, SetUp, TenantName, untold};

/// How long a counterpart may take for one response in all. A counterpart that wants longer says so with 202.
const PATIENCE: Duration = Duration::from_secs(6);

/// A run that began longer ago than this has another civil time than ours.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes a service from the facts of a tenant, or says in words what cannot be set up.
pub type Maker = Box<dyn Fn(&[Fact]) -> Result<Box<dyn Service>, String>>;

/// What a server is opened with.
pub struct Opened {
    make: Maker,
    journal: Journal,
    client: reqwest::Client,
    product: String,
    level: Level,
}

impl Opened {
    /// A server of services made by `make`, that keeps what must outlive a restart in the file at `path`, or, without
    /// one, in memory.
    ///
    /// # Errors
    ///
    /// The file can't be opened, or no client can be made.
    pub fn new(make: Maker, path: Option<&std::path::Path>, product: String) -> Result<Self, JournalError> {
        let journal = Journal::open(path)?;
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .map_err(|error| JournalError(error.to_string()))?;
        Ok(Opened { make, journal, client, product, level: Level::C })
    }

    /// The same server at a level: below C the clocks of its tenants go by themselves.
    #[must_use]
    pub fn at_level(self, level: Level) -> Self {
        Opened { level, ..self }
    }
}

/// All tenants of a server, and what they share.
pub(super) struct House {
    make: Maker,
    journal: Rc<Journal>,
    client: reqwest::Client,
    pub(super) product: String,
    pub(super) level: Level,
    tenants: RefCell<BTreeMap<TenantName, Rc<Tenant>>>,
}

impl House {
    /// Opens the house. Tenants of a process before are there, stopped, as that process left them.
    pub(super) fn open(opened: Opened) -> Result<Self, JournalError> {
        let Opened { make, journal, client, product, level } = opened;
        let house = House { make, journal: Rc::new(journal), client, product, level, tenants: RefCell::default() };
        for (name, set_up) in house.journal.tenants()? {
            let facts = untold(&set_up.facts).map_err(JournalError)?;
            let feed = house.journal.feed(&name)?;
            let way = Outbound::new(house.client.clone(), name.clone(), set_up.counterparts, &facts);
            let tenant = Tenant::new(name.clone(), facts, None, feed, way, house.journal.clone());
            house.tenants.borrow_mut().insert(name, Rc::new(tenant));
        }
        Ok(house)
    }

    /// Sets a tenant up; one of that name that is there already is replaced.
    pub(super) fn set_up(&self, name: &TenantName, set_up: SetUp) -> Result<Rc<Tenant>, Problem> {
        let wrong = |why: String| Problem::new(ProblemKind::SetUp, why);
        let facts = untold(&set_up.facts).map_err(wrong)?;
        if let Some(count) = over(&facts) {
            return Err(wrong(format!(
                "the facts count {count} agents, numbers and items, more than a tenant can hold"
            )));
        }
        let service = (self.make)(&facts).map_err(wrong)?;
        self.remove(name)?;
        tracing::info!(tenant = %name, facts = facts.len(), "is set up");
        let stored = |error: JournalError| Problem::new(ProblemKind::Other, error.to_string());
        self.journal.set_up(name, &set_up).map_err(stored)?;
        let way = Outbound::new(self.client.clone(), name.clone(), set_up.counterparts, &facts);
        let tenant = Rc::new(Tenant::new(name.clone(), facts, Some(service), Vec::new(), way, self.journal.clone()));
        self.tenants.borrow_mut().insert(name.clone(), tenant.clone());
        self.let_go(&tenant, Instant::START);
        Ok(tenant)
    }

    /// Lets the clock of a tenant go, where the harness does not move it: from where it would stand had it gone since the
    /// civil time at which the run began, else from an instant.
    pub(super) fn let_go(&self, tenant: &Rc<Tenant>, from: Instant) {
        if self.level == Level::C {
            return;
        }
        let epoch = tenant.facts().iter().rev().find_map(|fact| match fact {
            Fact::Epoch { at } => Some(at.0),
            _ => None,
        });
        let since =
            epoch.and_then(|epoch| DateTime::<Utc>::from(SystemTime::now()).signed_duration_since(epoch).to_std().ok());
        let since =
            since.filter(|since| *since < DAY).map(|since| u64::try_from(since.as_micros()).unwrap_or(u64::MAX));
        tenant.let_go(since.map_or(from, Instant::from_ticks));
    }

    /// What an operation needs.
    ///
    /// # Errors
    ///
    /// The level that is offered does not have it.
    pub(super) fn offers(&self, level: Level, what: &str) -> Result<(), Problem> {
        if self.level >= level {
            return Ok(());
        }
        Err(Problem::new(
            ProblemKind::NotFound,
            format!("{what} needs level {level}, and level {} is offered", self.level),
        ))
    }

    pub(super) fn tenant(&self, name: &TenantName) -> Result<Rc<Tenant>, Problem> {
        let found = self.tenants.borrow().get(name).cloned();
        found.ok_or_else(|| {
            Problem::new(ProblemKind::UnknownTenant, format!("no tenant is called `{name}`: set it up with PUT first"))
        })
    }

    /// Forgets a tenant; nothing where there is none.
    pub(super) fn remove(&self, name: &TenantName) -> Result<(), Problem> {
        if let Some(tenant) = self.tenants.borrow_mut().remove(name) {
            tenant.kill();
            tracing::info!(tenant = %name, "is removed");
        }
        self.journal.forget(name).map_err(|error| Problem::new(ProblemKind::Other, error.to_string()))
    }

    /// A service as a stopped tenant finds it again: what was stored, taken up by a new one.
    pub(super) fn revive(&self, tenant: &Tenant) -> Result<Box<dyn Service>, Problem> {
        let broken = |why: String| Problem::new(ProblemKind::Other, why);
        let stored = self.journal.read(tenant.name()).map_err(|error| broken(error.to_string()))?;
        let make = || (self.make)(tenant.facts()).map_err(broken);
        let again = |service: Box<dyn Service>| {
            let mut fresh = make()?;
            fresh.load(&service.save()).map_err(|error| broken(error.to_string()))?;
            Ok(fresh)
        };
        let (mut service, mut effects) = (make()?, Vec::new());
        for entry in stored {
            match entry {
                super::journal::Entry::Input(now, input) => service.handle(now, input, &mut effects),
                super::journal::Entry::Restart => service = again(service)?,
            }
            for effect in effects.drain(..) {
                if let Effect::Request { request, .. } = effect {
                    tenant.way().note(&request);
                }
            }
        }
        self.journal.restarted(tenant.name()).map_err(|error| broken(error.to_string()))?;
        again(service)
    }
}
