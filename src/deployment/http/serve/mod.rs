//! Any service behind the deployment interface: what `spec911 serve` runs.
//!
//! Owns the tenants, the order in which their effects leave, and what of them outlives a restart. The services live on one
//! thread and are touched only while an input is handled or a question answered, so that reads are answered while a
//! request to a counterpart waits. Knows neither a scenario nor a requirement, and nothing of the harness but its address.

mod desk;
mod house;
mod journal;
mod outbound;
mod router;
mod running;
mod supervisor;
mod tenant;

pub use house::{Maker, Opened};
pub use journal::JournalError;
pub use supervisor::{Worker, supervise};

use std::future::Future;
use std::io;
use std::rc::Rc;

use tokio::net::TcpListener;
use tokio::task::LocalSet;

use house::House;

/// Serves the interface until `end` is ready. Must run inside a tokio runtime.
///
/// # Errors
///
/// The socket fails.
pub async fn serve(
    listener: TcpListener,
    opened: Opened,
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (desk, jobs) = desk::desk();
    let house = Rc::new(House::open(opened).map_err(io::Error::other)?);
    let local = LocalSet::new();
    local.spawn_local(desk::work(jobs, house));
    let serving = async { axum::serve(listener, router::router(desk)).with_graceful_shutdown(end).await };
    local.run_until(serving).await
}
