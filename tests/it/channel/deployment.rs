//! A deployment in a task of its own: messages in, messages out, one at a time.

use std::collections::BTreeSet;

use spec911::border::{CallName, Effect, Event, Input, Question, Reading, Reply, Request};
use spec911::reference::Service;
use spec911::stimulus::Fact;
use spec911::time::Instant;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};

use crate::runs::reference;

/// What goes to the deployment.
#[derive(Debug)]
pub(super) enum Told {
    /// An input at an instant.
    Input(Instant, Input),
    /// The clock stands at an instant.
    Clock(Instant),
    /// A sample.
    Ask(Question),
    /// Is everything at rest?
    Rest,
    /// The process ends.
    Crash,
    /// The process starts again.
    Restart,
}

/// What comes from it.
#[derive(Debug)]
pub(super) enum Says {
    /// One effect.
    Effect(Box<Effect>),
    /// What a sample read; nothing while it is stopped.
    Read(Option<Reading>),
    /// All that came before this was dealt with; the next timer is due then.
    Resting(Option<Instant>),
    /// It cannot go on.
    Broken(String),
}

/// What it does with samples while a dial has no reply yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// It answers them.
    Hears,
    /// It does not, as a deployment that deals with one request at a time.
    Deaf,
}

/// A service that replies to a dial only when the call's first leg is placed, hence when its lease is there.
pub(super) struct Deployment {
    service: Option<Box<dyn Service>>,
    facts: Vec<Fact>,
    manner: Manner,
    saved: Vec<u8>,
    out: UnboundedSender<Says>,
    /// Replies that are not given yet.
    withheld: Vec<Effect>,
    /// Calls of which a leg was placed, or which failed.
    under_way: BTreeSet<CallName>,
}

impl Deployment {
    pub(super) fn new(facts: Vec<Fact>, manner: Manner, out: UnboundedSender<Says>) -> Result<Self, String> {
        let service = Some(reference(&facts)?);
        let (saved, withheld) = (Vec::new(), Vec::new());
        Ok(Deployment { service, facts, manner, saved, out, withheld, under_way: BTreeSet::new() })
    }

    /// Works until nobody talks to it any more.
    pub(super) async fn work(mut self, mut inbox: UnboundedReceiver<Told>) {
        while let Some(told) = inbox.recv().await {
            match told {
                Told::Input(now, input) => self.handle(now, input).await,
                Told::Clock(now) => {
                    if self.service.as_ref().and_then(|service| service.due()).is_some_and(|due| due <= now) {
                        self.handle(now, Input::Tick).await;
                    }
                }
                Told::Ask(question) => {
                    let deaf = self.manner == Manner::Deaf && !self.withheld.is_empty();
                    let service = self.service.as_ref().filter(|_| !deaf);
                    self.say(Says::Read(service.map(|service| service.read(&question))));
                }
                Told::Rest => self.say(Says::Resting(self.service.as_ref().and_then(|service| service.due()))),
                Told::Crash => {
                    self.saved = self.service.take().map(|service| service.save()).unwrap_or_default();
                    self.withheld.clear();
                }
                Told::Restart => {
                    if let Err(what) = self.restart() {
                        self.say(Says::Broken(what));
                    }
                }
            }
        }
    }

    fn restart(&mut self) -> Result<(), String> {
        let mut service = reference(&self.facts)?;
        service.load(&self.saved).map_err(|error| error.to_string())?;
        self.service = Some(service);
        Ok(())
    }

    /// Sends the effects of one input one by one, letting the other side run in between; replies go last.
    async fn handle(&mut self, now: Instant, input: Input) {
        let Some(service) = &mut self.service else { return };
        let mut effects = Vec::new();
        service.handle(now, input, &mut effects);
        for effect in effects {
            match &effect {
                Effect::Reply { .. } => {
                    self.withheld.push(effect);
                    continue;
                }
                Effect::Request { request: Request::PlaceLeg { call, .. }, .. }
                | Effect::Event(Event::DialFailed { call, .. }) => {
                    self.under_way.insert(call.clone());
                }
                Effect::Request { .. } | Effect::Event(_) => {}
            }
            self.say(Says::Effect(Box::new(effect)));
            tokio::task::yield_now().await;
        }
        let under_way = &self.under_way;
        let waits = |effect: &mut Effect| match effect {
            Effect::Reply { reply: Reply::DialAccepted { call }, .. } => under_way.contains(call),
            _ => true,
        };
        let given: Vec<Effect> = self.withheld.extract_if(.., waits).collect();
        for reply in given {
            self.say(Says::Effect(Box::new(reply)));
            tokio::task::yield_now().await;
        }
    }

    fn say(&self, says: Says) {
        // Nobody listens once the run is over.
        let _ = self.out.send(says);
    }
}
