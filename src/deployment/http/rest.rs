//! How a tenant whose clock we move comes to rest, and what is known of it then.

use std::time::Duration;

use tokio::time::Instant as Wall;

use crate::conduct::{Outcome, Stop};

use super::driver::{Driver, unsaid};
use super::wire::Standing;

/// After which time a reply that is not there is asked about first; it doubles up to the last one.
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LAST_PAUSE: Duration = Duration::from_millis(50);

/// How many limits it may take all in all until a tenant is at rest that always does something.
const LIMITS: u32 = 5;

impl Driver<'_> {
    /// Takes up how the tenant says that it stands, which it has to where we move its clock.
    pub(super) async fn stood(&mut self, standing: Option<Standing>) -> Result<(), Stop> {
        match standing {
            _ if self.pace.is_real() => Ok(()),
            Some(standing) => self.stands(standing).await,
            None => Err(unsaid()),
        }
    }

    /// Takes up how the tenant stands: its new events, and the replies that it gave to acts that waited.
    pub(super) async fn stands(&mut self, standing: Standing) -> Result<(), Stop> {
        if self.stopped {
            return Ok(());
        }
        self.standing = Some(standing);
        self.follow(Some(standing.events)).await?;
        while usize::try_from(standing.unanswered).is_ok_and(|waiting| waiting < self.acts.len()) {
            tokio::select! { biased;
                Some(arrived) = self.arrived.recv() => self.serve(arrived).await?,
                Some(answered) = self.acts.join_next() => self.answered(answered).await?,
                () = tokio::time::sleep(self.line.limit()), if !self.acts.is_empty() => {
                    return Err(self.line.restless().into());
                }
                else => break,
            }
        }
        Ok(())
    }

    pub(super) async fn settle(&mut self) -> Result<Outcome, Stop> {
        if self.stopped {
            return Ok(Outcome::Settled { due: None });
        }
        if self.pace.is_real() {
            return self.settle_by_time().await;
        }
        self.come_to_rest().await?;
        let due = self.standing.and_then(|standing| standing.next_due);
        if due.is_none_or(|due| due > self.at) {
            // Nothing of this instant is left to come.
            self.watch_leg().await?;
        }
        Ok(Outcome::Settled { due })
    }

    /// Waits until the tenant is at rest and all that it said is known.
    pub(super) async fn come_to_rest(&mut self) -> Result<(), Stop> {
        let (mut pause, mut moved, begun) = (FIRST_PAUSE, Wall::now(), Wall::now());
        loop {
            if self.stopped || self.at_rest() {
                return Ok(());
            }
            let wait = if self.acts.is_empty() && pause == FIRST_PAUSE { Duration::ZERO } else { pause };
            tokio::select! { biased;
                Some(arrived) = self.arrived.recv() => {
                    self.serve(arrived).await?;
                    moved = Wall::now();
                }
                Some(answered) = self.acts.join_next() => {
                    self.answered(answered).await?;
                    moved = Wall::now();
                }
                () = tokio::time::sleep(wait) => {
                    let asked = self.line.clock();
                    let standing = self.serving(asked).await;
                    // A tenant that a request of its own crashed meanwhile says that it is stopped.
                    if !self.stopped {
                        let standing = standing?;
                        // The question may have overtaken an act: that fewer acts wait than were sent does not say yet
                        // that one of them was answered.
                        self.standing = Some(standing);
                        self.follow(Some(standing.events)).await?;
                    }
                    pause = (pause * 2).min(LAST_PAUSE);
                }
            }
            if moved.elapsed() > self.line.limit() || begun.elapsed() > self.line.limit() * LIMITS {
                return Err(self.line.restless().into());
            }
        }
    }

    fn at_rest(&self) -> bool {
        let all_wait = |standing: Standing| usize::try_from(standing.unanswered).is_ok_and(|n| n == self.acts.len());
        self.standing.is_some_and(|standing| standing.quiescent && all_wait(standing))
    }
}
