//! The number pool: leases temporary numbers, each to one at a time.
//!
//! It gives out what is free and knows no window: how long a number is held, how long it rests after that, and what is
//! used again when none is free, is the deployment's to say.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::border::{Answer, CallName, Seen};
use crate::domain::{AgentName, Number};
use crate::sim::Stream;

/// The numbers of a pool. A number that was given back is the last to be given out again.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    free: VecDeque<Number>,
    leased: BTreeSet<Number>,
    /// What was leased for a call that never heard of it: it gets that number when it asks again.
    unheard: BTreeMap<CallName, Number>,
}

impl Pool {
    /// A pool of `size` numbers below `prefix`, in an order drawn from the stream.
    pub(super) fn new(prefix: &Number, size: u64, stream: &mut Stream) -> Self {
        let mut numbers: Vec<Number> =
            (1..=size).map(|index| Number::as_written(&format!("{prefix}{index:04}"))).collect();
        stream.shuffle(&mut numbers);
        Pool { free: numbers.into(), ..Pool::default() }
    }

    pub(super) fn lease(&mut self, agent: &AgentName, call: &CallName) -> (Answer, Vec<Seen>) {
        if let Some(number) = self.unheard.remove(call) {
            return (Answer::Leased { number }, Vec::new());
        }
        match self.free.pop_front() {
            Some(number) => {
                self.leased.insert(number.clone());
                let seen = Seen::NumberLeased { number: number.clone(), agent: agent.clone(), call: call.clone() };
                (Answer::Leased { number }, vec![seen])
            }
            None => (Answer::Exhausted, vec![Seen::NumberExhausted { agent: agent.clone(), call: call.clone() }]),
        }
    }

    /// Notes that the answer to a call was lost.
    pub(super) fn unheard(&mut self, call: CallName, answer: &Answer) {
        if let Answer::Leased { number } = answer {
            self.unheard.insert(call, number.clone());
        }
    }

    /// Notes that a number which is not free goes to another call.
    pub(super) fn reuse(&mut self, number: &Number, agent: AgentName, call: CallName) -> Seen {
        self.free.retain(|free| free != number);
        self.leased.insert(number.clone());
        Seen::NumberLeased { number: number.clone(), agent, call }
    }

    pub(super) fn release(&mut self, number: &Number) {
        if self.leased.remove(number) {
            self.free.push_back(number.clone());
        }
    }
}
