//! The queue against Erlang C: items of work arrive at random, and each agent takes one at a time, for a time at random.

use spec911::border::{Act, CarrierEvent, Event, Input, ItemName, OfferFact, OfferName};
use spec911::domain::{AgentName, OfferState, Priority, WorkKind};
use spec911::sim::sampler::Exponential;
use spec911::sim::{Stream, Streams};
use spec911::time::{Instant, Span};

use super::erlang::mean_wait;
use super::exchange::{Exchange, Said};
use super::{Finding, hold_against};

/// Two agents who are busy half of the time: of what is worth queueing for, the least to simulate.
const AGENTS: u32 = 2;
const OFFERED: u32 = 1;
const SERVICE: Span = Span::from_secs(300);

/// Items until the queue has forgotten that it was empty.
const WARM_UP: usize = 200;

enum Traffic {
    Arrives,
    Ends(AgentName, OfferName),
}

/// A centre with agents who accept at once whatever is offered to them.
struct Floor {
    exchange: Exchange<Traffic>,
    service: Exponential,
    services: Stream,
    /// When each item arrived; its number is its name.
    arrived: Vec<Instant>,
    /// How long each item behind the warm-up waited, in ticks.
    waited: Vec<u64>,
}

impl Floor {
    fn new(streams: &Streams, agents: u32, service: Span) -> Self {
        let mut facts = "  - queue: {name: support, dnd: skips}\n".to_owned();
        for agent in 1..=agents {
            facts += &format!(
                "  - agent: {{agent: agent-{agent}, country: US}}
  - capacity: {{agent: agent-{agent}, limit: 1, used: 0}}
  - serves: {{agent: agent-{agent}, queue: support}}\n"
            );
        }
        Floor {
            exchange: Exchange::new(&facts, streams),
            service: Exponential::new(service),
            services: streams.stream("services"),
            arrived: Vec::new(),
            waited: Vec::new(),
        }
    }

    fn arrives(&mut self, now: Instant) {
        let item = ItemName::new(self.arrived.len().to_string());
        self.arrived.push(now);
        let queue = "support".parse().expect("a queue");
        let event = CarrierEvent::WorkArrives { item, queue, kind: WorkKind::Voice, priority: Priority::Normal };
        let said = self.exchange.feed(now, Input::Carrier(event));
        self.accept(now, said);
    }

    fn ends(&mut self, now: Instant, agent: AgentName, offer: OfferName) {
        let said = self.exchange.act(now, Act::Finish { agent, offer });
        self.accept(now, said);
    }

    /// Accepts what is offered, and whatever is offered because of that.
    fn accept(&mut self, now: Instant, mut said: Said) {
        while let Some(event) = said.events.pop() {
            let Event::Offer { agent: Some(agent), offer: OfferFact { offer, state: OfferState::Offered, caller, .. } } =
                event
            else {
                continue;
            };
            let item: usize = caller.parse().expect("an item's name is its number");
            if item >= WARM_UP {
                self.waited.push(now.since(self.arrived[item]).expect("an offer behind its arrival").ticks());
            }
            let act = Act::Accept { agent: agent.clone(), offer: offer.clone(), running: None };
            said.events.extend(self.exchange.act(now, act).events);
            self.exchange.traffic.schedule(now + self.service.draw(&mut self.services), Traffic::Ends(agent, offer));
        }
    }
}

/// The mean wait of so many items, as a multiple of the mean service that the theory is told of.
fn measure(streams: &Streams, agents: u32, service: Span, items: usize) -> f64 {
    let mut floor = Floor::new(streams, agents, service);
    let between = Exponential::new(Span::from_ticks(SERVICE.ticks() / u64::from(OFFERED)));
    let mut arrivals = streams.stream("arrivals");
    floor.exchange.traffic.schedule(Instant::START, Traffic::Arrives);
    while let Some((now, event)) = floor.exchange.next() {
        match event {
            Traffic::Ends(agent, offer) => floor.ends(now, agent, offer),
            Traffic::Arrives if floor.arrived.len() < WARM_UP + items => {
                floor.exchange.traffic.schedule(now + between.draw(&mut arrivals), Traffic::Arrives);
                floor.arrives(now);
            }
            Traffic::Arrives => {}
        }
    }
    assert_eq!(floor.waited.len(), items, "every item is taken once");
    let sum: f64 = floor.waited.iter().map(|ticks| *ticks as f64).sum();
    sum / items as f64 / SERVICE.ticks() as f64
}

/// Holds agents and their service against the theory of the usual ones.
fn check(agents: u32, service: Span, items: usize, expected: Finding) {
    hold_against(mean_wait(AGENTS, f64::from(OFFERED)), expected, |streams| measure(streams, agents, service, items))
}

/// A service of 100 / `rate` of the usual time.
fn service_at(rate: u64) -> Span {
    Span::from_ticks(SERVICE.ticks() * 100 / rate)
}

#[test]
fn items_wait_as_long_as_erlang_c_says() {
    check(AGENTS, SERVICE, 24_000, Finding::Agrees);
}

#[test]
fn agents_who_are_five_in_a_hundred_faster_or_slower_are_told_apart() {
    check(AGENTS, service_at(105), 6_000, Finding::Contradicts);
    check(AGENTS, service_at(95), 6_000, Finding::Contradicts);
}

#[test]
fn one_agent_more_is_told_apart() {
    check(AGENTS + 1, SERVICE, 6_000, Finding::Contradicts);
}
