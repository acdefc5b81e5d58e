//! Deployments behind HTTP: the interface's messages, a server that puts any service behind it, and the driver with its
//! stubs that runs a scenario against whatever speaks it.
//!
//! Async lives here. Whoever is on the other side sees HTTP and JSON alone, as `docs/deployment-interface.yaml` tells.

mod belongs;
mod client;
mod doctor;
mod driver;
mod exchange;
mod feed;
mod file;
mod gate;
mod interlock;
mod interrupt;
mod line;
mod live;
mod office;
mod pace;
mod peek;
mod rest;
mod schema;
mod secret;
pub mod serve;
mod serving;
mod stand;
mod stubs;
mod trouble;
mod trouble_code;
mod turns;
mod watch;
pub mod wire;

pub use client::{LIMIT, Remote};
pub use doctor::{Diagnosis, Health, examine};
pub use exchange::ExchangeLog;
pub use file::{Clock, DeploymentFile, SecretSource};
pub use interrupt::{Interrupt, interrupted, listen_for_interrupts};
pub use live::{Live, greet, run_live};
pub use office::MailWay;
pub use secret::{SHORTEST_SECRET, Secret};
pub use trouble::{Trouble, TroubleKind};
pub use trouble_code::TroubleCode;
pub use turns::Turns;
