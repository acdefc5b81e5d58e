//! What outlives a restart: the set-up of each tenant, its inputs in their order, and its feed, in SQLite.
//!
//! A service is a function of its inputs, so that what was handled is what is stored: an input is written before any of
//! its effects leaves, and a new process that is given all of them stands where the old one stood.

use std::fmt;
use std::path::Path;

use rusqlite::{Connection, params};

use crate::border::{Event, Input};
use crate::time::Instant;

use crate::deployment::http::wire::{SetUp, TenantName};

/// The tables. A row without an input is a restart.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS taken (
        place INTEGER PRIMARY KEY,
        tenant TEXT NOT NULL,
        now INTEGER NOT NULL,
        input TEXT
    );
    CREATE INDEX IF NOT EXISTS taken_by_tenant ON taken (tenant, place);
    CREATE TABLE IF NOT EXISTS tenant (name TEXT PRIMARY KEY, set_up TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS feed (place INTEGER PRIMARY KEY, tenant TEXT NOT NULL, event TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS feed_by_tenant ON feed (tenant, place);
";

/// What is stored.
pub(super) struct Journal(Connection);

/// One thing that is stored of a tenant.
pub(super) enum Entry {
    /// An input and when it was handled.
    Input(Instant, Input),
    /// What was stored was taken up by a new process.
    Restart,
}

/// Something that can't be stored or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalError(pub String);

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "what is stored can't be used: {}", self.0)
    }
}

impl std::error::Error for JournalError {}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        JournalError(error.to_string())
    }
}

impl From<serde_json::Error> for JournalError {
    fn from(error: serde_json::Error) -> Self {
        JournalError(error.to_string())
    }
}

impl Journal {
    /// Opens the file at `path`, or a database in memory.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, JournalError> {
        let connection = match path {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        // A write-ahead log with `NORMAL` outlives a killed process; only a power cut could take its last rows.
        // Source: SQLite, "Write-Ahead Logging" and PRAGMA synchronous.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.execute_batch(TABLES)?;
        Ok(Journal(connection))
    }

    /// Stores an input that is about to be handled.
    pub(super) fn take(&self, tenant: &TenantName, now: Instant, input: &Input) -> Result<(), JournalError> {
        self.add(tenant, now, Some(serde_json::to_string(input)?))
    }

    /// Stores that a tenant was started again.
    pub(super) fn restarted(&self, tenant: &TenantName) -> Result<(), JournalError> {
        self.add(tenant, Instant::START, None)
    }

    fn add(&self, tenant: &TenantName, now: Instant, input: Option<String>) -> Result<(), JournalError> {
        let mut insert = self.0.prepare_cached("INSERT INTO taken (tenant, now, input) VALUES (?1, ?2, ?3)")?;
        let ticks = i64::try_from(now.ticks()).map_err(|error| JournalError(error.to_string()))?;
        insert.execute(params![tenant.as_str(), ticks, input])?;
        Ok(())
    }

    /// Everything that is stored of a tenant, in its order.
    pub(super) fn read(&self, tenant: &TenantName) -> Result<Vec<Entry>, JournalError> {
        let mut select = self.0.prepare_cached("SELECT now, input FROM taken WHERE tenant = ?1 ORDER BY place")?;
        let rows =
            select.query_map([tenant.as_str()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<String>>(1)?)))?;
        let entry = |row: Result<(i64, Option<String>), rusqlite::Error>| match row? {
            (now, Some(input)) => {
                let now = u64::try_from(now).map_err(|error| JournalError(error.to_string()))?;
                Ok(Entry::Input(Instant::from_ticks(now), serde_json::from_str(&input)?))
            }
            (_, None) => Ok(Entry::Restart),
        };
        rows.map(entry).collect()
    }

    /// Stores how a tenant was set up.
    pub(super) fn set_up(&self, tenant: &TenantName, set_up: &SetUp) -> Result<(), JournalError> {
        let mut insert = self.0.prepare_cached("INSERT OR REPLACE INTO tenant (name, set_up) VALUES (?1, ?2)")?;
        insert.execute(params![tenant.as_str(), serde_json::to_string(set_up)?])?;
        Ok(())
    }

    /// Every tenant that is stored, with how it was set up.
    pub(super) fn tenants(&self) -> Result<Vec<(TenantName, SetUp)>, JournalError> {
        let mut select = self.0.prepare("SELECT name, set_up FROM tenant ORDER BY name")?;
        let rows = select.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let tenant = |row: Result<(String, String), rusqlite::Error>| {
            let (name, set_up) = row?;
            Ok((name.parse().map_err(JournalError)?, serde_json::from_str(&set_up)?))
        };
        rows.map(tenant).collect()
    }

    /// Stores an event of the feed.
    pub(super) fn tell(&self, tenant: &TenantName, event: &Event) -> Result<(), JournalError> {
        let mut insert = self.0.prepare_cached("INSERT INTO feed (tenant, event) VALUES (?1, ?2)")?;
        insert.execute(params![tenant.as_str(), serde_json::to_string(event)?])?;
        Ok(())
    }

    /// The feed of a tenant.
    pub(super) fn feed(&self, tenant: &TenantName) -> Result<Vec<Event>, JournalError> {
        let mut select = self.0.prepare_cached("SELECT event FROM feed WHERE tenant = ?1 ORDER BY place")?;
        let rows = select.query_map([tenant.as_str()], |row| row.get::<_, String>(0))?;
        rows.map(|event| Ok(serde_json::from_str(&event?)?)).collect()
    }

    /// Removes what is stored of a tenant.
    pub(super) fn forget(&self, tenant: &TenantName) -> Result<(), JournalError> {
        for delete in [
            "DELETE FROM taken WHERE tenant = ?1",
            "DELETE FROM feed WHERE tenant = ?1",
            "DELETE FROM tenant WHERE name = ?1",
        ] {
            self.0.prepare_cached(delete)?.execute([tenant.as_str()])?;
        }
        Ok(())
    }
}
