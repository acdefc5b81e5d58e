//! The event feed as the driver follows it.

use std::pin::Pin;
use std::time::Duration;

use crate::border::{Effect, Event};
use crate::conduct::Stop;

use super::driver::Driver;
use super::trouble::Trouble;
use super::wire::FeedPage;

/// A feed page that holds fewer events than this may be its last.
const PAGE: u64 = 100;

/// The most events of one tenant: a thousand agents have some ten thousand.
const MOST_EVENTS: u64 = 100_000;

/// How long a request for the next event may wait at the deployment.
const LONG_POLL: Duration = Duration::from_secs(2);

/// A request for the next event that is under way.
pub(super) type Poll = Pin<Box<dyn Future<Output = Result<FeedPage, Trouble>> + Send>>;

impl Driver<'_> {
    /// Reads the feed: up to the number of an event, or to its end.
    pub(super) async fn follow(&mut self, upto: Option<u64>) -> Result<(), Stop> {
        while !self.stopped && upto.is_none_or(|upto| upto > self.events) {
            let asked = self.line.events(self.events);
            let FeedPage { first, events } = asked.await?;
            if first != self.events + 1 {
                let gap = format!("the feed goes on with event {first} after event {}", self.events);
                return Err(Stop::Broken(gap));
            }
            if events.is_empty() {
                return match upto {
                    Some(upto) => Err(Stop::Broken(format!("the feed ends before event {upto}, which was announced"))),
                    None => Ok(()),
                };
            }
            let known = self.events;
            self.take_events(events)?;
            // A page of a few is the last one: a further request would find nothing.
            if upto.is_none() && self.events - known < PAGE {
                return Ok(());
            }
        }
        Ok(())
    }

    fn take_events(&mut self, events: Vec<Event>) -> Result<(), Stop> {
        self.events += events.len() as u64;
        if self.events > MOST_EVENTS {
            return Err(Stop::Broken(format!("the feed has more than the {MOST_EVENTS} events that are read")));
        }
        for event in events {
            if let Event::DialFailed { call, .. } = &event {
                self.watch.account(call);
            }
            self.tell_clock();
            self.conductor.arrived(Effect::Event(event));
        }
        Ok(())
    }

    /// Takes up those of the events of a page that are not known yet.
    ///
    /// # Errors
    ///
    /// The page leaves a gap.
    pub(super) fn take_page(&mut self, page: FeedPage) -> Result<(), Stop> {
        if page.first > self.events + 1 {
            let gap = format!("the feed goes on with event {} after event {}", page.first, self.events);
            return Err(Stop::Broken(gap));
        }
        let known = usize::try_from(self.events + 1 - page.first).unwrap_or(usize::MAX);
        let fresh: Vec<Event> = page.events.into_iter().skip(known).collect();
        self.take_events(fresh)
    }

    /// A request for the next event, to be waited for beside everything else.
    pub(super) fn poll(&mut self) -> Poll {
        Box::pin(self.line.next_events(self.events, LONG_POLL))
    }
}
