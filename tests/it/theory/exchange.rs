//! A contact centre under traffic: the reference, its counterparts and the kernel's queue, without conductor and trace.

use std::collections::VecDeque;

use spec911::border::{Act, ActId, Effect, Event, Input, Reply};
use spec911::counterpart::Parties;
use spec911::deployment::Defaults;
use spec911::reference::{Policy, Reference, Service};
use spec911::scenario;
use spec911::sim::{Queue, Streams};
use spec911::source::render;
use spec911::stimulus::Fact;
use spec911::time::Instant;

/// The centre with the traffic `E` that is still to come.
pub(super) struct Exchange<E> {
    pub(super) traffic: Queue<E>,
    service: Reference,
    counterparts: Parties,
    acts: u32,
}

/// What the centre says to an input, in order; what it asks of its counterparts is answered before.
pub(super) struct Said {
    pub(super) replies: Vec<Reply>,
    pub(super) events: Vec<Event>,
}

impl<E> Exchange<E> {
    /// A centre that decides as the specification says, with the facts of a scenario file, and those that hold unless they
    /// are stated.
    pub(super) fn new(facts: &str, streams: &Streams) -> Self {
        Exchange::under(Policy::SPEC, facts, streams)
    }

    /// A centre that decides by a policy.
    pub(super) fn under(policy: Policy, facts: &str, streams: &Streams) -> Self {
        let file = format!("name: traffic\nfacts:\n{facts}steps:\n  - when: {{restarts: {{}}}}\n");
        let scenario =
            scenario::read("traffic.yaml", &file).unwrap_or_else(|faults| panic!("{}", render(&faults, false)));
        let stated: Vec<&Fact> = scenario.facts.iter().map(|fact| &fact.value).collect();
        let facts = Defaults::embedded().complete(&stated);
        let service = Reference::new(policy, &facts).expect("a tenant");
        let counterparts = Parties::from_facts(&facts, streams);
        Exchange { traffic: Queue::new(), service, counterparts, acts: 0 }
    }

    /// The next event of the traffic, behind the timers that are due by then.
    pub(super) fn next(&mut self) -> Option<(Instant, E)> {
        let until = self.traffic.peek_time()?;
        while let Some(due) = self.service.due().filter(|due| *due <= until) {
            self.feed(due, Input::Tick);
        }
        self.traffic.pop()
    }

    pub(super) fn act(&mut self, now: Instant, act: Act) -> Said {
        self.acts += 1;
        self.feed(now, Input::Act { id: ActId(self.acts), act })
    }

    pub(super) fn feed(&mut self, now: Instant, input: Input) -> Said {
        let mut inputs = VecDeque::from([input]);
        let (mut effects, mut said) = (Vec::new(), Said { replies: Vec::new(), events: Vec::new() });
        while let Some(input) = inputs.pop_front() {
            self.service.handle(now, input, &mut effects);
            for effect in effects.drain(..) {
                match effect {
                    Effect::Reply { reply, .. } => said.replies.push(reply),
                    Effect::Event(event) => said.events.push(event),
                    Effect::Request { id, request } => {
                        let answer = self.counterparts.ask(now, id, request).answer;
                        inputs.extend(answer.map(|answer| Input::Answer { request: id, answer }));
                    }
                }
            }
        }
        said
    }
}
