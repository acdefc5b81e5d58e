//! A tenant whose clock goes by itself: levels A and B.

use std::rc::Rc;
use std::time::Duration;

use tokio::task::spawn_local;

use crate::border::Input;
use crate::deployment::http::wire::FeedPage;
use crate::time::Instant;

use super::tenant::{Inner, Tenant};

impl Inner {
    /// What the clock of the tenant shows; it never goes back.
    pub(super) fn tell_time(&mut self) -> Instant {
        if let Some((from, since)) = self.running {
            let gone = u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
            self.now = self.now.max(Instant::from_ticks(from.ticks().saturating_add(gone)));
        }
        self.now
    }
}

impl Tenant {
    /// Lets the clock go from an instant on, and does by itself what is due.
    pub(super) fn let_go(self: &Rc<Self>, from: Instant) {
        let life = {
            let mut inner = self.inner.borrow_mut();
            inner.running = Some((from, tokio::time::Instant::now()));
            inner.now = inner.now.max(from);
            inner.life
        };
        let tenant = self.clone();
        spawn_local(async move { tenant.keep_time(life).await });
    }

    /// Does what is due when it is due, until the tenant is stopped or replaced.
    async fn keep_time(&self, life: u32) {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let due = {
                let mut inner = self.inner.borrow_mut();
                if inner.life != life {
                    return;
                }
                let now = inner.tell_time();
                let due = inner.service.as_ref().and_then(|service| service.due());
                due.map(|due| due.since(now).map_or(Duration::ZERO, |span| Duration::from_micros(span.ticks())))
            };
            match due {
                None => changed.await,
                Some(wait) => {
                    tokio::select! {
                        () = tokio::time::sleep(wait) => {
                            // A tenant that is stopped meanwhile has nothing to do.
                            if self.handle(Input::Tick).is_ok() {
                                self.rest().await;
                            }
                        }
                        () = &mut changed => {}
                    }
                }
            }
        }
    }

    /// The events after the first `after`; where there are none yet, waits for one so long.
    pub(super) async fn events_soon(&self, after: u64, wait: Duration) -> FeedPage {
        let until = tokio::time::Instant::now() + wait;
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let page = self.events(after);
            // A timer takes a millisecond at least, also where nothing is to be waited for.
            if !page.events.is_empty() || wait.is_zero() || tokio::time::timeout_at(until, changed).await.is_err() {
                return page;
            }
        }
    }
}
