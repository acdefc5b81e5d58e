//! How many dials a deployment is asked for in a minute.

use std::collections::VecDeque;
use std::num::NonZeroU32;
use std::time::Duration;

/// The span that dials are counted in.
const MINUTE: Duration = Duration::from_secs(60);

/// Lets so many dials pass in any minute, and says of each further one how long it has to wait.
///
/// Every minute is meant, not each one of a clock: dials are counted in the sixty seconds before each of them. Knows no
/// clock; times are counted from any one moment.
#[derive(Debug)]
pub struct DialRate {
    limit: NonZeroU32,
    /// When the last dials passed, no more of them than may pass in a minute.
    passed: VecDeque<Duration>,
}

/// The turn of one dial. Only a [`DialRate`] makes one.
#[derive(Debug)]
pub struct DialTurn(());

impl DialRate {
    /// The most that a limit can be: as many moments are kept.
    pub const MOST: u32 = 100_000;

    /// How many dials pass in a minute where nothing else is said: three times the dials of the whole suite, which so never
    /// waits, and few enough that a loop that dials on and on is slowed down.
    pub const USUAL: u32 = 6_000;

    /// A rate that lets so many dials pass in a minute, at most [`DialRate::MOST`].
    pub fn new(limit: NonZeroU32) -> Self {
        let most = NonZeroU32::new(DialRate::MOST).unwrap_or(NonZeroU32::MIN);
        DialRate { limit: limit.min(most), passed: VecDeque::new() }
    }

    /// The turn of a dial that would pass now.
    ///
    /// # Errors
    ///
    /// How long to wait before asking again, where the minute before is full.
    pub fn turn(&mut self, now: Duration) -> Result<DialTurn, Duration> {
        let is_over = |passed: &Duration| now.saturating_sub(*passed) >= MINUTE;
        while self.passed.front().is_some_and(is_over) {
            self.passed.pop_front();
        }
        let full = self.passed.len() >= self.limit.get() as usize;
        match self.passed.front() {
            Some(first) if full => Err((*first + MINUTE).saturating_sub(now)),
            Some(_) | None => {
                self.passed.push_back(now);
                Ok(DialTurn(()))
            }
        }
    }
}
