//! A run by the wall's clock: waiting, settling by time, and what the harness's clock shows.

use std::time::Duration;

use tokio::time::Instant as Wall;

use crate::conduct::{Outcome, Stop};
use crate::time::Instant;

use super::driver::Driver;
use super::feed::Poll;

/// How much longer than it takes to settle an act may have no reply before the run goes on without it.
const UNANSWERED: u32 = 20;

/// How many acts may be without a reply at once: what a burst needs, and few enough for the sockets of both sides.
const AT_ONCE: usize = 64;

/// By whose clock a run goes.
pub(super) enum Pace {
    /// The harness moves the clock of the tenant.
    Virtual,
    /// Nobody does.
    Real(Real),
}

/// A run by the wall's clock.
pub(super) struct Real {
    /// When the run began.
    origin: Wall,
    /// How long it takes until the deployment counts as settled.
    settle: Duration,
    /// Whether it has an event feed.
    feed: bool,
    /// The request for the next event that is under way.
    poll: Option<Poll>,
}

impl Pace {
    /// A run that began at an instant of the wall's clock.
    pub(super) fn real(origin: Wall, settle: Duration, feed: bool) -> Self {
        Pace::Real(Real { origin, settle, feed, poll: None })
    }

    pub(super) fn is_real(&self) -> bool {
        match self {
            Pace::Real(_) => true,
            Pace::Virtual => false,
        }
    }

    /// Forgets the request for events that is under way: whoever it was sent to is gone.
    pub(super) fn forget(&mut self) {
        if let Pace::Real(real) = self {
            real.poll = None;
        }
    }
}

impl Driver<'_> {
    /// Tells the conductor what the clock shows, where nobody moves it.
    pub(super) fn tell_clock(&mut self) {
        if let Pace::Real(real) = &self.pace {
            let gone = u64::try_from(real.origin.elapsed().as_micros()).unwrap_or(u64::MAX);
            self.conductor.clock(Instant::from_ticks(gone));
            self.at = self.conductor.now();
        }
    }

    /// Waits until an instant, or until anything arrives.
    pub(super) async fn wait(&mut self, until: Instant) -> Result<Outcome, Stop> {
        let Pace::Real(real) = &self.pace else {
            return Err(Stop::Fault("a clock that the harness moves was waited for".to_owned()));
        };
        let until = real.origin + Duration::from_micros(until.ticks());
        self.next_message(until).await?;
        self.tell_clock();
        Ok(Outcome::Waited)
    }

    /// Waits until nothing arrives for as long as it takes to settle.
    pub(super) async fn settle_by_time(&mut self) -> Result<Outcome, Stop> {
        let Pace::Real(real) = &self.pace else {
            return Err(Stop::Fault("a deployment without a clock that runs was settled by time".to_owned()));
        };
        let (settle, limit) = (real.settle, Wall::now() + self.line.limit());
        loop {
            let quiet = if self.acts.is_empty() { settle } else { settle * UNANSWERED };
            if !self.next_message(Wall::now() + quiet).await? {
                break;
            }
            if Wall::now() > limit {
                return Err(self.line.restless().into());
            }
        }
        self.tell_clock();
        self.watch_leg().await?;
        Ok(Outcome::Settled { due: None })
    }

    /// Waits until fewer acts are without a reply than may be at once.
    pub(super) async fn make_room(&mut self) -> Result<(), Stop> {
        let limit = Wall::now() + self.line.limit();
        while self.acts.len() >= AT_ONCE && self.next_message(limit).await? {}
        Ok(())
    }

    /// Takes the next thing that arrives before an instant, if anything does.
    async fn next_message(&mut self, until: Wall) -> Result<bool, Stop> {
        let mut poll = self.next_poll();
        let came = tokio::select! { biased;
            // Events first: they are many at once, and the rest waits for its answer.
            page = async { match &mut poll { Some(poll) => poll.await, None => std::future::pending().await } } => {
                let page = page?;
                let told = !page.events.is_empty();
                self.take_page(page)?;
                told
            }
            Some(arrived) = self.arrived.recv() => {
                self.keep_poll(poll);
                self.serve(arrived).await?;
                true
            }
            Some(answered) = self.acts.join_next(), if !self.acts.is_empty() => {
                self.keep_poll(poll);
                self.answered(answered).await?;
                true
            }
            () = tokio::time::sleep_until(until) => {
                self.keep_poll(poll);
                false
            }
        };
        // An empty page of the feed is no message: whoever waits goes on waiting.
        Ok(came || Wall::now() < until)
    }

    fn next_poll(&mut self) -> Option<Poll> {
        let Pace::Real(real) = &mut self.pace else { return None };
        if !real.feed || self.stopped {
            return None;
        }
        match real.poll.take() {
            Some(poll) => Some(poll),
            None => Some(self.poll()),
        }
    }

    fn keep_poll(&mut self, poll: Option<Poll>) {
        if let Pace::Real(real) = &mut self.pace {
            real.poll = poll;
        }
    }
}
