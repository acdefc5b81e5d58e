//! The limit of dials a minute, kept by all runs against one deployment together.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crate::deployment::safety::{DialRate, DialTurn};

/// A rate with the clock that it counts by. Its clones share one count.
#[derive(Clone, Debug)]
pub struct Turns {
    begun: Instant,
    rate: Arc<Mutex<DialRate>>,
}

impl Default for Turns {
    fn default() -> Self {
        Turns::new(NonZeroU32::new(DialRate::USUAL).unwrap_or(NonZeroU32::MIN))
    }
}

impl Turns {
    /// So many dials a minute.
    pub fn new(limit: NonZeroU32) -> Self {
        Turns { begun: Instant::now(), rate: Arc::new(Mutex::new(DialRate::new(limit))) }
    }

    /// Waits until one more dial may pass.
    pub(super) async fn turn(&self) -> DialTurn {
        loop {
            let asked = {
                // Whoever panicked left a count that still holds.
                let mut rate = self.rate.lock().unwrap_or_else(PoisonError::into_inner);
                rate.turn(self.begun.elapsed())
            };
            match asked {
                Ok(turn) => return turn,
                Err(wait) => {
                    tracing::info!(
                        milliseconds = wait.as_millis(),
                        "a dial waits: as many were sent as a minute may have"
                    );
                    tokio::time::sleep(wait).await;
                }
            }
        }
    }
}
