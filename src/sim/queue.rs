//! The event queue: what happens next.
//!
//! Owns pending events of one type, ordered by (time, sequence): ties in time fire first in, first out. Events lie in a
//! slab and the heap orders 16-byte keys to them; a cancelled event leaves a dead key behind, which is dropped when it
//! reaches the root or when dead keys outnumber live ones. Knows neither what an event means nor who handles it.

use super::heap::{Heap, Key, SEQUENCE_BITS, SLOT_BITS};
use crate::time::Instant;

/// Events that may be scheduled between two clears: what the sequence bits of a key can number.
const SEQUENCE_LIMIT: u64 = 1 << SEQUENCE_BITS;

/// Events that may be pending at once: what the slot bits of a key can name.
const SLOT_LIMIT: usize = 1 << SLOT_BITS;

/// Dead keys that are always tolerated: below about a kilobyte of them, a sweep costs more than it frees.
const DEAD_TOLERATED: usize = 64;

/// Names one scheduled event, for cancelling it. Handles order as their events were scheduled.
///
/// A handle is good for one event of the queue that gave it: once that event has fired, was cancelled or was cleared
/// away, the handle is stale and cancels nothing, also where its slot holds another event by then. A handle of another
/// queue is not told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle {
    era: u64,
    sequence: u64,
    slot: u32,
}

/// A place in the slab. A key or handle means the event here only while their sequence numbers agree.
#[derive(Clone, Debug)]
struct Slot<E> {
    sequence: u64,
    event: Option<E>,
}

/// Pending events in the order in which they fire.
///
/// ```
/// use spec911::sim::Queue;
/// use spec911::time::{Instant, Span};
///
/// let noon = Instant::START + Span::from_mins(720);
/// let mut queue = Queue::new();
/// queue.schedule(noon, "second");
/// let timer = queue.schedule(noon, "never");
/// queue.schedule(Instant::START, "first");
/// assert_eq!(queue.cancel(timer), Some("never"));
/// assert_eq!(queue.pop(), Some((Instant::START, "first")));
/// assert_eq!(queue.pop_until(Instant::START), None);
/// assert_eq!(queue.pop_until(noon), Some((noon, "second")));
/// ```
#[derive(Clone, Debug)]
pub struct Queue<E> {
    /// Keys of pending events and dead keys of cancelled ones; the root is never dead.
    keys: Heap,
    slots: Vec<Slot<E>>,
    /// Empty slots, the last emptied on top.
    free: Vec<u32>,
    /// The sequence number of the next event.
    sequence: u64,
    /// How often the queue was cleared. Part of every handle, since sequence numbers start over.
    era: u64,
    now: Instant,
}

impl<E> Default for Queue<E> {
    fn default() -> Self {
        Queue { keys: Heap::default(), slots: Vec::new(), free: Vec::new(), sequence: 0, era: 0, now: Instant::START }
    }
}

impl<E> Queue<E> {
    /// An empty queue at the start of the run.
    pub fn new() -> Self {
        Queue::default()
    }

    /// The instant of the event popped last, or the start of the run. Never goes back, except by [`Queue::clear`].
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Schedules an event at an instant, behind every event that is already there.
    ///
    /// An instant before [`Queue::now`] means now: the event is popped with `now` as its time, behind what is already
    /// scheduled for that instant.
    ///
    /// # Panics
    ///
    /// Beyond 2^24 (16.7 million) events pending at once or 2^40 (1.1e12) scheduled since the last clear: such a model
    /// runs away.
    pub fn schedule(&mut self, at: Instant, event: E) -> Handle {
        assert!(
            self.sequence < SEQUENCE_LIMIT,
            "event queue: more than {SEQUENCE_LIMIT} events scheduled since it was last cleared"
        );
        let sequence = self.sequence;
        let slot = self.place(Slot { sequence, event: Some(event) });
        self.sequence += 1;
        self.keys.push(Key::new(at.max(self.now), sequence, slot));
        Handle { era: self.era, sequence, slot }
    }

    /// Takes a pending event out of the queue; `None`, and no effect, where the handle is stale.
    pub fn cancel(&mut self, handle: Handle) -> Option<E> {
        if handle.era != self.era {
            return None;
        }
        let event = self.take(handle.sequence, handle.slot)?;
        self.drop_dead_keys();
        Some(event)
    }

    /// The instant of the next event.
    pub fn peek_time(&self) -> Option<Instant> {
        self.keys.first().map(Key::at)
    }

    /// Takes the next event and moves [`Queue::now`] to its instant.
    pub fn pop(&mut self) -> Option<(Instant, E)> {
        let key = self.keys.pop()?;
        let event = self.take(key.sequence(), key.slot()).expect("the root of the queue's heap is a pending event");
        self.now = key.at();
        self.drop_dead_keys();
        Some((self.now, event))
    }

    /// Takes the next event that is due at or before `at`. Where none is, [`Queue::now`] stays where it was.
    pub fn pop_until(&mut self, at: Instant) -> Option<(Instant, E)> {
        if self.peek_time()? <= at { self.pop() } else { None }
    }

    /// Pending events.
    pub fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// Whether no event is pending.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Drops all events and starts over at the start of the run, as a new queue but for the memory, which is kept.
    /// Handles given before are stale.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.slots.clear();
        self.free.clear();
        self.sequence = 0;
        self.era += 1;
        self.now = Instant::START;
    }

    /// Puts a filled slot into the slab, into the place emptied last where there is one.
    fn place(&mut self, filled: Slot<E>) -> u32 {
        if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = filled;
            return slot;
        }
        let slot = self.slots.len();
        assert!(slot < SLOT_LIMIT, "event queue: more than {SLOT_LIMIT} events pending at once");
        self.slots.push(filled);
        slot as u32
    }

    /// Empties a slot, if it still holds the event of this sequence number.
    fn take(&mut self, sequence: u64, slot: u32) -> Option<E> {
        let place = self.slots.get_mut(slot as usize).filter(|place| place.sequence == sequence)?;
        let event = place.event.take()?;
        self.free.push(slot);
        Some(event)
    }

    /// Restores that the root is live and that dead keys do not outnumber the pending events by much.
    fn drop_dead_keys(&mut self) {
        let (pending, mut dead) = (self.len(), self.keys.len() - self.len());
        if dead > pending + DEAD_TOLERATED {
            let slots = &self.slots;
            self.keys.retain(|key| is_live(slots, *key));
            return;
        }
        while dead > 0 && self.keys.first().is_some_and(|key| !is_live(&self.slots, key)) {
            self.keys.pop();
            dead -= 1;
        }
    }
}

/// Whether a key still stands for a pending event.
fn is_live<E>(slots: &[Slot<E>], key: Key) -> bool {
    let place = &slots[key.slot() as usize];
    place.sequence == key.sequence() && place.event.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "events scheduled since it was last cleared")]
    fn the_last_sequence_number_is_used_and_the_next_panics() {
        let mut queue = Queue { sequence: SEQUENCE_LIMIT - 1, ..Queue::new() };
        let handle = queue.schedule(Instant::START, ());
        assert_eq!(queue.cancel(handle), Some(()));
        queue.schedule(Instant::START, ());
    }

    #[test]
    fn timers_set_and_cancelled_for_ever_keep_the_heap_small() {
        let mut queue = Queue::new();
        // Stays ahead of the timers, so that none of their keys is dropped for having come to the root.
        queue.schedule(Instant::from_ticks(500_000), 0);
        for tick in 0..100_000 {
            let timer = queue.schedule(Instant::from_ticks(1_000_000 + tick), tick);
            queue.schedule(Instant::from_ticks(tick), tick);
            assert_eq!(queue.cancel(timer), Some(tick));
            assert_eq!(queue.pop(), Some((Instant::from_ticks(tick), tick)));
            assert!(queue.keys.len() <= DEAD_TOLERATED + 4);
        }
    }
}
