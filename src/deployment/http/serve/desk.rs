//! The way from the web server, whose tasks may run anywhere, to the one thread that the services live on.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio::task::spawn_local;

use super::house::House;
use crate::deployment::http::wire::{Problem, ProblemKind};

type Work = Pin<Box<dyn Future<Output = ()>>>;
type Job = Box<dyn FnOnce(Rc<House>) -> Work + Send>;

/// Where jobs are handed in.
#[derive(Clone)]
pub(super) struct Desk(UnboundedSender<Job>);

/// A desk, and what is handed in at it.
pub(super) fn desk() -> (Desk, UnboundedReceiver<Job>) {
    let (jobs, inbox) = unbounded_channel();
    (Desk(jobs), inbox)
}

/// Begins each job in the order in which they were handed in. A job goes on even if nobody waits for it any more.
pub(super) async fn work(mut jobs: UnboundedReceiver<Job>, house: Rc<House>) {
    while let Some(job) = jobs.recv().await {
        spawn_local(job(house.clone()));
    }
}

impl Desk {
    /// Has something done in the house, and gives what came of it.
    pub(super) async fn ask<T, W, F>(&self, work: W) -> Result<T, Problem>
    where
        T: Send + 'static,
        W: FnOnce(Rc<House>) -> F + Send + 'static,
        F: Future<Output = Result<T, Problem>> + 'static,
    {
        let (done, result) = oneshot::channel();
        let job: Job = Box::new(move |house| {
            Box::pin(async move {
                // Whoever asked may have gone.
                let _ = done.send(work(house).await);
            })
        });
        let gone = || Problem::new(ProblemKind::Other, "the server is shutting down");
        self.0.send(job).map_err(|_| gone())?;
        result.await.unwrap_or_else(|_| Err(gone()))
    }
}
