//! The queue: the order of events, cancelling and clearing, also against a naive model.

use spec911::sim::{Handle, Queue, Stream};
use spec911::time::Instant;

use super::STREAMS;

fn ticks(ticks: u64) -> Instant {
    Instant::from_ticks(ticks)
}

/// What a queue should be: a vector kept in order, searched from the front.
#[derive(Default)]
struct Model {
    pending: Vec<(Instant, u64)>,
    now: Instant,
}

impl Model {
    fn schedule(&mut self, at: Instant, event: u64) {
        let at = at.max(self.now);
        let behind_ties = self.pending.partition_point(|(other, _)| *other <= at);
        self.pending.insert(behind_ties, (at, event));
    }

    fn cancel(&mut self, event: u64) -> Option<u64> {
        let place = self.pending.iter().position(|(_, other)| *other == event)?;
        Some(self.pending.remove(place).1)
    }

    fn pop_until(&mut self, at: Instant) -> Option<(Instant, u64)> {
        let (due, _) = *self.pending.first().filter(|(due, _)| *due <= at)?;
        self.now = due;
        Some(self.pending.remove(0))
    }
}

/// Random operations on a queue and its model, which must agree after each. Events are numbered as scheduled, and every
/// handle ever given is kept, so that most cancels in a long episode are stale.
struct Episode {
    queue: Queue<u64>,
    model: Model,
    handles: Vec<Handle>,
    stream: Stream,
}

impl Episode {
    fn new(name: &str) -> Self {
        let stream = STREAMS.stream(name);
        Episode { queue: Queue::new(), model: Model::default(), handles: Vec::new(), stream }
    }

    /// Within 64 ticks of now, some in the past, so that ties are many.
    fn instant(&mut self) -> Instant {
        ticks((self.model.now.ticks() + self.stream.below(64)).saturating_sub(8))
    }

    fn schedule(&mut self) {
        let (at, event) = (self.instant(), self.handles.len() as u64);
        self.handles.push(self.queue.schedule(at, event));
        self.model.schedule(at, event);
    }

    fn cancel(&mut self, newest: u64) {
        let count = self.handles.len() as u64;
        if count > 0 {
            let event = count - 1 - self.stream.below(newest.min(count));
            assert_eq!(self.queue.cancel(self.handles[event as usize]), self.model.cancel(event));
        }
    }

    fn drain(&mut self) {
        while let Some(next) = self.queue.pop() {
            assert_eq!(Some(next), self.model.pop_until(ticks(u64::MAX)));
        }
        assert!(self.model.pending.is_empty());
    }

    fn step(&mut self, schedules: u64) {
        match self.stream.below(schedules + 32) {
            0..10 => assert_eq!(self.queue.pop(), self.model.pop_until(ticks(u64::MAX))),
            10..20 => {
                let at = self.instant();
                assert_eq!(self.queue.pop_until(at), self.model.pop_until(at));
            }
            20..25 => self.cancel(u64::MAX),
            25..32 => self.cancel(16),
            _ => self.schedule(),
        }
        assert_eq!(self.queue.peek_time(), self.model.pending.first().map(|(at, _)| *at));
        assert_eq!(self.queue.len(), self.model.pending.len());
        assert_eq!(self.queue.is_empty(), self.model.pending.is_empty());
        assert_eq!(self.queue.now(), self.model.now);
    }
}

#[test]
fn a_queue_agrees_with_a_sorted_vector_over_random_operations() {
    // Fewer schedules than what takes events away keep the queue near empty; more let it grow.
    for (episode, schedules) in [8, 16, 24, 32, 40, 64].into_iter().cycle().take(60).enumerate() {
        let mut episode = Episode::new(&format!("queue/{episode}"));
        for _ in 0..2_000 {
            episode.step(schedules);
        }
        episode.drain();
    }
}

#[test]
fn most_of_a_queue_can_be_cancelled_without_disturbing_the_rest() {
    // Many of the small ones are swept by the cancel of their very next event.
    for (episode, size) in [5_000].into_iter().chain([100; 300]).enumerate() {
        let mut episode = Episode::new(&format!("queue/mass cancel/{episode}"));
        (0..size).for_each(|_| episode.schedule());
        let mut events: Vec<u64> = (0..size).collect();
        episode.stream.shuffle(&mut events);
        events.truncate(size as usize * 9 / 10);
        for event in events {
            assert_eq!(episode.queue.cancel(episode.handles[event as usize]), episode.model.cancel(event));
            assert_eq!(episode.queue.peek_time(), episode.model.pending.first().map(|(at, _)| *at));
        }
        episode.drain();
    }
}

#[test]
fn events_of_one_instant_fire_in_the_order_scheduled() {
    let mut queue = Queue::new();
    for event in 0..1_000 {
        queue.schedule(ticks(u64::MAX), event);
    }
    let fired: Vec<i32> = std::iter::from_fn(|| queue.pop()).map(|(_, event)| event).collect();
    assert_eq!(fired, (0..1_000).collect::<Vec<_>>());
}

#[test]
fn an_event_scheduled_in_the_past_fires_now_behind_its_ties() {
    let mut queue = Queue::new();
    queue.schedule(ticks(5), "first");
    queue.schedule(ticks(5), "tie");
    assert_eq!(queue.pop(), Some((ticks(5), "first")));
    queue.schedule(ticks(2), "late");
    assert_eq!(queue.pop(), Some((ticks(5), "tie")));
    assert_eq!(queue.pop(), Some((ticks(5), "late")));
    assert_eq!(queue.now(), ticks(5));
}

#[test]
fn a_stale_handle_cancels_nothing_even_where_its_slot_is_used_again() {
    let mut queue = Queue::new();
    let fired = queue.schedule(ticks(1), "fired");
    queue.pop();
    let cancelled = queue.schedule(ticks(2), "cancelled");
    assert_eq!(queue.cancel(cancelled), Some("cancelled"));
    queue.schedule(ticks(3), "kept");
    assert_eq!(queue.cancel(fired), None);
    assert_eq!(queue.cancel(cancelled), None);
    assert_eq!(queue.pop(), Some((ticks(3), "kept")));
}

#[test]
fn a_cleared_queue_starts_over_and_forgets_its_handles() {
    let mut queue = Queue::new();
    let before = queue.schedule(ticks(9), "before");
    queue.schedule(ticks(8), "popped");
    queue.pop();
    queue.clear();
    assert_eq!((queue.len(), queue.peek_time(), queue.now()), (0, None, Instant::START));
    queue.schedule(ticks(1), "after");
    assert_eq!(queue.cancel(before), None);
    assert_eq!(queue.pop(), Some((ticks(1), "after")));
}
