//! The asynchronous driver: orders of the conductor become requests, and what arrives at the counterparts is answered as
//! the conductor says.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, Utc};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;

use crate::border::{Act, ActId, Effect, Input, LegName, Question, Reading, Reply};
use crate::conduct::{Conductor, Order, Outcome, Plan, Stop};
use crate::deployment::Bag;
use crate::domain::Path;
use crate::time::Instant;

use super::belongs::{belongs, fits};
use super::interlock::Interlock;
use super::line::Line;
use super::pace::Pace;
use super::stubs::Arrived;
use super::trouble::Trouble;
use super::watch::Watch;
use super::wire::{InputTaken, Standing};

/// What one act came to.
pub(super) type Answered = (ActId, Result<InputTaken, Trouble>);

/// The driver of one run.
pub(super) struct Driver<'s> {
    pub(super) conductor: Conductor<'s>,
    pub(super) line: Line,
    pub(super) arrived: UnboundedReceiver<Arrived>,
    pub(super) interlock: Interlock,
    /// The seed of the run and the civil time at which it begins.
    pub(super) born: (u64, DateTime<Utc>),
    pub(super) watch: Watch,
    /// By whose clock the run goes.
    pub(super) pace: Pace,
    /// Where the clock of the tenant stands.
    pub(super) at: Instant,
    /// Acts whose replies are waited for.
    pub(super) acts: JoinSet<Answered>,
    kinds: BTreeMap<ActId, Act>,
    /// How many events of the feed are known.
    pub(super) events: u64,
    /// How the tenant stands, where nothing was sent since it said so.
    pub(super) standing: Option<Standing>,
    /// What samples that were asked for together read.
    readings: VecDeque<(Question, Reading)>,
    pub(super) legs: BTreeMap<LegName, Path>,
    /// The messages that came over SMTP, and how many.
    pub(super) bag: Bag,
    pub(super) posts: u32,
    /// What arrived that is no request of the interface.
    pub(super) stray: Vec<String>,
    pub(super) stopped: bool,
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        if trouble.is_unreachable() {
            Stop::Unreachable(trouble.to_string())
        } else {
            Stop::Broken(trouble.to_string())
        }
    }
}

impl<'s> Driver<'s> {
    pub(super) fn new(
        plan: Plan<'s>,
        line: Line,
        arrived: UnboundedReceiver<Arrived>,
        interlock: Interlock,
        watch: Watch,
        pace: Pace,
    ) -> Self {
        let born = (plan.head.seed, plan.head.epoch.0.to_utc());
        Driver {
            conductor: Conductor::new(plan),
            line,
            arrived,
            interlock,
            born,
            watch,
            pace,
            at: Instant::START,
            acts: JoinSet::new(),
            kinds: BTreeMap::new(),
            events: 0,
            standing: None,
            readings: VecDeque::new(),
            legs: BTreeMap::new(),
            bag: Bag::default(),
            posts: 0,
            stray: Vec::new(),
            stopped: false,
        }
    }

    /// Carries out all orders of a run.
    ///
    /// # Errors
    ///
    /// Why the run could not go on.
    pub(super) async fn run(&mut self) -> Result<(), Stop> {
        loop {
            if self.readings.is_empty() {
                self.tell_clock();
            }
            let ordered = self.conductor.next_order();
            if !matches!(ordered.order, Order::Sample(_)) {
                self.readings.clear();
            }
            let outcome = match ordered.order {
                Order::Act(id, act) => self.act(id, act).await?,
                Order::Deliver(event) => self.input(Input::Carrier(event)).await?,
                Order::Befall(circumstance) => self.input(Input::Circumstance(circumstance)).await?,
                Order::Answer(request, _) if self.heard(request) => Outcome::Sent,
                Order::Answer(request, answer) => self.input(Input::Answer { request, answer }).await?,
                Order::AdvanceTo(at) => self.advance(at).await?,
                Order::Wait(until) => self.wait(until).await?,
                Order::Sample(question) => self.sample(question).await?,
                Order::Settle => self.settle().await?,
                Order::Crash => {
                    self.kill().await?;
                    Outcome::Sent
                }
                Order::Restart => self.restart().await?,
                Order::Done => return self.watch_leg().await,
            };
            if self.readings.is_empty() {
                self.tell_clock();
            }
            self.conductor.report(ordered.id, outcome);
        }
    }

    /// Sends an act and goes on when its reply is there, or when the tenant says that it has to wait for something.
    async fn act(&mut self, id: ActId, act: Act) -> Result<Outcome, Stop> {
        if self.stopped {
            return Ok(Outcome::Sent);
        }
        if matches!(act, Act::Dial { .. }) {
            let turn = self.may_dial().await?;
            // Without the token nothing is dialled: the interlock alone makes one.
            let permit = self.interlock.permit()?;
            let sent = self.line.dial(permit, turn, id, act.clone());
            self.acts.spawn(async move { (id, sent.await) });
        } else {
            self.interlock.notice(&act);
            if let Act::EndCall { call, .. } = &act {
                self.watch.account(call);
            }
            let sent = self.line.input(&Input::Act { id, act: act.clone() });
            self.acts.spawn(async move { (id, sent.await) });
        }
        self.kinds.insert(id, act);
        self.standing = None;
        if self.pace.is_real() {
            self.make_room().await?;
        } else {
            self.come_to_rest().await?;
        }
        Ok(Outcome::Sent)
    }

    /// Sends any other input, which is answered when it was dealt with.
    async fn input(&mut self, input: Input) -> Result<Outcome, Stop> {
        if self.stopped {
            return Ok(Outcome::Sent);
        }
        if let Input::Answer { request, .. } = &input {
            self.watch.answered(*request, self.conductor.now());
        }
        let sent = self.line.input(&input);
        match self.serving(sent).await {
            // The tenant was killed while it worked on the input: whatever is answered comes from nobody.
            _ if self.stopped => {}
            taken => self.stood(taken?.standing).await?,
        }
        Ok(Outcome::Sent)
    }

    async fn advance(&mut self, to: Instant) -> Result<Outcome, Stop> {
        if to > self.at {
            self.watch_leg().await?;
            self.at = to;
        }
        if !self.stopped {
            let sent = self.line.advance(to);
            match self.serving(sent).await {
                _ if self.stopped => {}
                standing => self.stands(standing?).await?,
            }
        }
        Ok(Outcome::Advanced)
    }

    /// Ends the run where the first emergency call may have gone elsewhere; the call is ended first.
    pub(super) async fn watch_leg(&mut self) -> Result<(), Stop> {
        let Some((call, end)) = self.watch.overdue(self.at) else { return Ok(()) };
        let hung_up = self.line.input(&Input::Act { id: ActId(u32::MAX), act: end });
        // Whatever becomes of it, the run is over.
        let _ = self.serving(hung_up).await;
        let why = "its leg did not arrive at this run's counterparts: it may have gone elsewhere";
        Err(Stop::Unsafe(format!("the emergency call {call} was accepted, and {why}; the agent ended it")))
    }

    /// Takes the response to an act: what was told before it, then the reply.
    pub(super) async fn answered(&mut self, answered: Result<Answered, tokio::task::JoinError>) -> Result<(), Stop> {
        let (id, taken) = answered.map_err(|error| Stop::Fault(format!("a request was not carried out: {error}")))?;
        let taken = taken?;
        match taken.standing {
            _ if self.pace.is_real() => {}
            Some(standing) => {
                self.standing = Some(standing);
                self.follow(Some(standing.events)).await?;
            }
            None => return Err(unsaid()),
        }
        self.tell_clock();
        let act = self.kinds.remove(&id);
        match (act, taken.reply) {
            (Some(act), Some(reply)) if belongs(&act, &reply) => {
                if let (Act::Dial { agent, dialled, .. }, Reply::DialAccepted { call }) = (&act, &reply)
                    && self.interlock.is_dangerous(dialled)
                {
                    self.watch.accepted(agent, call, self.conductor.now());
                }
                self.conductor.arrived(Effect::Reply { act: id, reply });
                Ok(())
            }
            (act, reply) => Err(Stop::Broken(format!("the reply {reply:?} does not belong to the act {act:?}"))),
        }
    }

    async fn sample(&mut self, question: Question) -> Result<Outcome, Stop> {
        if self.stopped {
            return Ok(Outcome::Sampled(None));
        }
        if self.readings.front().is_none_or(|(asked, _)| *asked != question) {
            let ahead = self.conductor.samples_ahead().cloned();
            let questions: Vec<Question> = std::iter::once(question.clone()).chain(ahead).collect();
            let asked = self.line.questions(&questions);
            let readings = self.serving(asked).await?;
            if readings.len() != questions.len() || !questions.iter().zip(&readings).all(|(q, r)| fits(q, r)) {
                return Err(Stop::Broken(format!(
                    "{} questions were answered with {} readings, or with others than were asked for",
                    questions.len(),
                    readings.len()
                )));
            }
            self.readings = questions.into_iter().zip(readings).collect();
        }
        Ok(Outcome::Sampled(self.readings.pop_front().map(|(_, reading)| reading)))
    }

    pub(super) async fn kill(&mut self) -> Result<(), Stop> {
        let killed = self.line.kill();
        killed.await?;
        self.stopped = true;
        self.watch.killed();
        // Their replies are lost with the process.
        self.acts.abort_all();
        self.acts = JoinSet::new();
        self.kinds.clear();
        self.standing = None;
        self.pace.forget();
        Ok(())
    }

    async fn restart(&mut self) -> Result<Outcome, Stop> {
        if self.pace.is_real() {
            let started = self.line.start_again(self.conductor.now());
            self.serving(started).await?;
            self.stopped = false;
            return Ok(Outcome::Sent);
        }
        let started = self.line.restart(self.conductor.now());
        let standing = self.serving(started).await?;
        self.stopped = false;
        self.stands(standing).await?;
        Ok(Outcome::Sent)
    }
}

/// A response without what level C says in each.
pub(super) fn unsaid() -> Stop {
    Stop::Broken("a response does not say how the tenant stands, as level C does".to_owned())
}
