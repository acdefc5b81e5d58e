//! Orders of the conductor and what is reported back.

use crate::border::{Act, ActId, Answer, CarrierEvent, Circumstance, Question, Reading, RequestId};
use crate::counterpart::Wake;
use crate::domain::{AgentName, Dialled};
use crate::observation::Seen;
use crate::time::Instant;

/// The number of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderId(pub u32);

/// Something that a driver is to carry out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Somebody does something in the deployment.
    Act(ActId, Act),
    /// A carrier or a customer says something to the deployment.
    Deliver(CarrierEvent),
    /// Something befalls an agent or a clock.
    Befall(Circumstance),
    /// A counterpart gives an answer that it had held back.
    Answer(RequestId, Answer),
    /// The clock moves to an instant.
    AdvanceTo(Instant),
    /// The clock, which nobody moves, reaches an instant; sooner, as soon as anything arrives.
    Wait(Instant),
    /// A sample is taken.
    Sample(Question),
    /// Everything that is under way comes to rest.
    Settle,
    /// The deployment crashes.
    Crash,
    /// The deployment starts again.
    Restart,
    /// The run is over.
    Done,
}

/// An order with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// The number that the report names.
    pub id: OrderId,
    /// The order.
    pub order: Order,
}

/// How an order went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An act was sent, an event delivered, an answer given, a crash or a restart carried out.
    Sent,
    /// The clock stands at the instant.
    Advanced,
    /// The clock reached the instant, or something arrived before.
    Waited,
    /// A sample was answered, or not.
    Sampled(Option<Reading>),
    /// All is at rest; the deployment's next timer is due then.
    Settled {
        /// When the next timer is due.
        due: Option<Instant>,
    },
}

/// What a driver does with a message that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// The answer is given now, as its own input.
    AnswerNow(RequestId, Answer),
    /// The deployment crashes now: nothing that it says after this is heard.
    Crash,
    /// The answer is held back; an order follows.
    Hold,
    /// There is no answer.
    NoAnswer,
}

/// What the conductor's own queue holds.
#[derive(Clone, Debug)]
pub(super) enum Due {
    /// A counterpart is woken.
    Wake(Wake),
    /// A carrier's event that was delayed reaches the deployment.
    Say(Box<(CarrierEvent, Seen)>),
}

/// One small step inside a stimulus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Micro {
    /// Notes how much of the trace stood when an expectation was asked.
    Ask(usize),
    /// Samples the offers of an agent, where they are only sampled.
    Look(AgentName),
    /// The clock moves on to an instant.
    Until(Instant),
    /// An agent of a burst dials.
    Dial(AgentName, Dialled),
    /// The agent accepts what is offered.
    AcceptNext(AgentName),
    /// The agent ends what was accepted last.
    FinishLast(AgentName),
}
