//! One tenant: a service, its clock, its feed, and the order in which its effects leave.
//!
//! All effects of an input leave before an answer to one of them is handled, each request waiting for the response to the
//! one before; replies come last.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use tokio::sync::{Notify, oneshot};

use crate::border::{ActId, CallName, Effect, Event, Input, LegName, Question, Reading, Reply, Request, RequestId};
use crate::domain::Dialled;
use crate::reference::Service;
use crate::stimulus::Fact;
use crate::time::Instant;

use super::journal::{Journal, JournalError};
use super::outbound::Outbound;
use crate::deployment::http::wire::{
    Canary, FeedPage, InputTaken, Problem, ProblemKind, ReadBack, Standing, TenantName,
};

/// How many events one page of the feed holds at most.
const PAGE: usize = 1_000;

/// One tenant of a server.
pub(super) struct Tenant {
    name: TenantName,
    facts: Vec<Fact>,
    way: Outbound,
    journal: Rc<Journal>,
    pub(super) inner: RefCell<Inner>,
    rested: Notify,
    /// Something changed: an event was told, or another timer may be due.
    pub(super) changed: Notify,
}

/// What changes of a tenant. It is borrowed only between two waits.
pub(super) struct Inner {
    /// None while the tenant is stopped.
    pub(super) service: Option<Box<dyn Service>>,
    /// How often it was stopped: what one life has under way is nothing to the next.
    pub(super) life: u32,
    pub(super) now: Instant,
    /// Where the clock stood when it was let go, where it goes by itself.
    pub(super) running: Option<(Instant, tokio::time::Instant)>,
    feed: Vec<Event>,
    out: VecDeque<Effect>,
    /// Answers that were in the responses of counterparts.
    answers: VecDeque<Input>,
    replies: Vec<(ActId, Reply)>,
    waiting: BTreeMap<ActId, oneshot::Sender<Reply>>,
    /// The life whose effects are leaving.
    leaving: Option<u32>,
    taken: BTreeMap<String, (Input, Option<InputTaken>)>,
    canaries: u32,
}

impl Tenant {
    /// A tenant with its service, or a stopped one without, and the feed so far.
    pub(super) fn new(
        name: TenantName,
        facts: Vec<Fact>,
        service: Option<Box<dyn Service>>,
        feed: Vec<Event>,
        way: Outbound,
        journal: Rc<Journal>,
    ) -> Self {
        let inner = Inner {
            service,
            life: 0,
            now: Instant::START,
            running: None,
            feed,
            out: VecDeque::new(),
            answers: VecDeque::new(),
            replies: Vec::new(),
            waiting: BTreeMap::new(),
            leaving: None,
            taken: BTreeMap::new(),
            canaries: 0,
        };
        Tenant { name, facts, way, journal, inner: RefCell::new(inner), rested: Notify::new(), changed: Notify::new() }
    }

    pub(super) fn name(&self) -> &TenantName {
        &self.name
    }

    pub(super) fn facts(&self) -> &[Fact] {
        &self.facts
    }

    pub(super) fn way(&self) -> &Outbound {
        &self.way
    }

    pub(super) fn read_back(&self) -> ReadBack {
        self.way.read_back()
    }

    pub(super) fn standing(&self) -> Standing {
        let inner = self.inner.borrow();
        Standing {
            now: inner.now,
            next_due: inner.service.as_ref().and_then(|service| service.due()),
            quiescent: inner.leaving.is_none() && inner.out.is_empty() && inner.answers.is_empty(),
            unanswered: u32::try_from(inner.waiting.len()).unwrap_or(u32::MAX),
            events: inner.feed.len() as u64,
        }
    }

    /// Takes an input once for each key, and responds when it was dealt with; to an act, when its reply is there.
    pub(super) async fn take(&self, key: String, input: Input) -> Result<InputTaken, Problem> {
        if let Some(taken) = self.repeated(&key, &input)? {
            return Ok(taken);
        }
        let reply = match &input {
            Input::Act { id, .. } => Some(self.wait_for(*id)),
            Input::Carrier(_) | Input::Circumstance(_) | Input::Answer { .. } => None,
            Input::Tick => return Err(Problem::new(ProblemKind::Malformed, "a tick comes with the clock alone")),
        };
        self.inner.borrow_mut().taken.insert(key.clone(), (input.clone(), None));
        self.handle(input)?;
        self.rest().await;
        let reply = match reply {
            Some(reply) => Some(reply.await.map_err(|_| self.stopped())?),
            None => None,
        };
        let runs = self.inner.borrow().running.is_some();
        let taken = InputTaken { reply, standing: (!runs).then(|| self.standing()) };
        if let Some((_, kept)) = self.inner.borrow_mut().taken.get_mut(&key) {
            *kept = Some(taken.clone());
        }
        Ok(taken)
    }

    /// The response to a key that was seen before.
    fn repeated(&self, key: &str, input: &Input) -> Result<Option<InputTaken>, Problem> {
        match self.inner.borrow().taken.get(key) {
            None => Ok(None),
            Some((before, _)) if before != input => {
                Err(Problem::new(ProblemKind::Key, format!("the key `{key}` belongs to another input")))
            }
            Some((_, None)) => {
                Err(Problem::new(ProblemKind::Key, format!("the input with the key `{key}` is not dealt with yet")))
            }
            Some((_, taken)) => Ok(taken.clone()),
        }
    }

    fn wait_for(&self, act: ActId) -> oneshot::Receiver<Reply> {
        let (reply, waiting) = oneshot::channel();
        self.inner.borrow_mut().waiting.insert(act, reply);
        waiting
    }

    fn stopped(&self) -> Problem {
        Problem::new(ProblemKind::Stopped, format!("the tenant `{}` is stopped", self.name))
    }

    /// Handles an input: it is stored first, and its effects then wait to leave.
    pub(super) fn handle(&self, input: Input) -> Result<(), Problem> {
        let mut inner = self.inner.borrow_mut();
        let now = inner.tell_time();
        let stored = |error: JournalError| Problem::new(ProblemKind::Other, error.to_string());
        if inner.service.is_none() {
            return Err(self.stopped());
        }
        self.journal.take(&self.name, now, &input).map_err(stored)?;
        let mut effects = Vec::new();
        if let Some(service) = &mut inner.service {
            service.handle(now, input, &mut effects);
        }
        inner.out.extend(effects);
        drop(inner);
        self.changed.notify_waiters();
        Ok(())
    }

    /// Lets everything that waits to leave do so, until nothing is under way.
    pub(super) async fn rest(&self) {
        let life = self.inner.borrow().life;
        if self.inner.borrow().leaving == Some(life) {
            return self.rested(life).await;
        }
        self.inner.borrow_mut().leaving = Some(life);
        while let Some((id, request)) = self.next_request(life) {
            // A counterpart that can't be reached gives no answer; the service has its own patience.
            let now = self.inner.borrow().now;
            let answer = self.way.send(id, request, now).await.unwrap_or_default();
            let mut inner = self.inner.borrow_mut();
            if let Some(answer) = answer.filter(|_| inner.life == life) {
                inner.answers.push_back(Input::Answer { request: id, answer });
            }
        }
        let mut inner = self.inner.borrow_mut();
        if inner.life == life {
            inner.leaving = None;
            for (act, reply) in std::mem::take(&mut inner.replies) {
                // Nobody may wait for it any more.
                let _ = inner.waiting.remove(&act).map(|waiting| waiting.send(reply));
            }
        }
        self.rested.notify_waiters();
    }

    /// Waits until what leaves by another hand is gone.
    async fn rested(&self, life: u32) {
        loop {
            let rested = self.rested.notified();
            if !self.is_leaving(life) {
                return;
            }
            rested.await;
        }
    }

    /// Whether effects of a life that goes on are leaving.
    fn is_leaving(&self, life: u32) -> bool {
        let inner = self.inner.borrow();
        inner.leaving == Some(life) && inner.life == life
    }

    /// The next request that is to leave, all before it being dealt with.
    fn next_request(&self, life: u32) -> Option<(RequestId, Request)> {
        loop {
            let mut inner = self.inner.borrow_mut();
            if inner.life != life {
                return None;
            }
            match inner.out.pop_front() {
                Some(Effect::Request { id, request }) => return Some((id, request)),
                Some(Effect::Event(event)) => {
                    // What can't be stored is told all the same; a kill then loses it.
                    let _ = self.journal.tell(&self.name, &event);
                    inner.feed.push(event);
                    self.changed.notify_waiters();
                }
                Some(Effect::Reply { act, reply }) => inner.replies.push((act, reply)),
                None => {
                    let answer = inner.answers.pop_front()?;
                    drop(inner);
                    self.handle(answer).ok()?;
                }
            }
        }
    }

    /// Answers questions, each by the state as it is.
    pub(super) fn read(&self, questions: &[Question]) -> Result<Vec<Reading>, Problem> {
        let inner = self.inner.borrow();
        let service = inner.service.as_ref().ok_or_else(|| self.stopped())?;
        Ok(questions.iter().map(|question| service.read(question)).collect())
    }

    /// Moves the clock to an instant that is not past the next timer, and does what is due then.
    pub(super) async fn advance(&self, to: Instant) -> Result<Standing, Problem> {
        let due = {
            let mut inner = self.inner.borrow_mut();
            let due = inner.service.as_ref().ok_or_else(|| self.stopped())?.due();
            let latest = due.map(|due| due.max(inner.now));
            if to < inner.now || latest.is_some_and(|latest| to > latest) {
                let detail =
                    format!("it is {}, the next timer is due at {latest:?}, and {to} was asked for", inner.now);
                return Err(Problem::new(ProblemKind::Clock, detail));
            }
            inner.now = to;
            due
        };
        if due.is_some_and(|due| due <= to) {
            self.handle(Input::Tick)?;
        }
        self.rest().await;
        Ok(self.standing())
    }

    /// The events after the first `after`.
    pub(super) fn events(&self, after: u64) -> FeedPage {
        let inner = self.inner.borrow();
        let skipped = usize::try_from(after).unwrap_or(usize::MAX);
        let events = inner.feed.iter().skip(skipped).take(PAGE).cloned().collect();
        FeedPage { first: after.saturating_add(1), events }
    }

    /// Places a call to a number that reaches nobody over one path.
    pub(super) async fn canary(&self, canary: Canary) -> Result<(), Problem> {
        let number = {
            let mut inner = self.inner.borrow_mut();
            inner.canaries += 1;
            inner.canaries
        };
        let name = format!("canary-{number}");
        let to: Dialled =
            canary.number.as_str().parse().map_err(|error| Problem::new(ProblemKind::Malformed, format!("{error}")))?;
        let request = Request::PlaceLeg {
            leg: LegName::new(name.clone()),
            call: CallName::new(name),
            path: canary.path,
            from: None,
            to,
            location: None,
            declared: None,
        };
        let now = self.inner.borrow().now;
        self.way.send(RequestId(0), request, now).await.map(|_| ())
    }

    /// Ends the tenant at once: what is stored is all that is left of it.
    pub(super) fn kill(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.service = None;
        inner.life += 1;
        inner.leaving = None;
        inner.out.clear();
        inner.answers.clear();
        inner.replies.clear();
        // Whoever waits for a reply hears that there will be none.
        inner.waiting.clear();
        drop(inner);
        self.rested.notify_waiters();
        self.changed.notify_waiters();
    }

    /// Starts the tenant again with a service that took up what was stored.
    pub(super) fn start(&self, service: Box<dyn Service>, now: Instant) -> Standing {
        let mut inner = self.inner.borrow_mut();
        (inner.service, inner.now) = (Some(service), now.max(inner.now));
        drop(inner);
        self.standing()
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.inner.borrow().service.is_none()
    }
}
