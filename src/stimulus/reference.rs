//! References: what only the deployment knows, named by the agent and the order in which it came.

use std::fmt;
use std::str::FromStr;

use crate::domain::{AgentName, Number, WordError};

/// What a reference to a call counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// Accepted dials.
    Dials,
    /// Calls that arrived for a number leased to the agent.
    Callbacks,
    /// Items of ordinary work that the agent accepted one by one.
    Items,
}

impl Counted {
    const ALL: [Counted; 3] = [Counted::Dials, Counted::Callbacks, Counted::Items];

    fn noun(self) -> &'static str {
        match self {
            Counted::Dials => "call",
            Counted::Callbacks => "callback",
            Counted::Items => "item",
        }
    }
}

/// A call of an agent by its place: `call 2 of ana` counts accepted dials, `callback 1 of ana` arrivals, `item 1 of
/// ana` what the agent accepted of ordinary work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallRef {
    /// What is counted.
    pub counted: Counted,
    /// The place, from 1.
    pub nth: u32,
    /// The agent.
    pub agent: AgentName,
}

impl fmt::Display for CallRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} of {}", self.counted.noun(), self.nth, self.agent)
    }
}

impl FromStr for CallRef {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Self, WordError> {
        let read = || {
            let (noun, rest) = text.split_once(' ')?;
            let counted = Counted::ALL.into_iter().find(|counted| counted.noun() == noun)?;
            let (nth, agent) = rest.split_once(" of ")?;
            let nth = nth.parse().ok().filter(|nth: &u32| *nth > 0 && !rest.starts_with('+'))?;
            Some(CallRef { counted, nth, agent: agent.parse().ok()? })
        };
        read().ok_or(WordError {
            text: text.to_owned(),
            expected: "a reference to a call, counted from 1, such as `call 1 of ana`, `callback 2 of ana` or `item 1 of ana`",
        })
    }
}

/// The number that somebody calls.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Callee {
    /// The callback number that the PSAP was given with a call.
    CallbackNumber(CallRef),
    /// The latest temporary number leased to an agent.
    Latest(AgentName),
    /// A number spelt out.
    Number(Number),
}

const CALLBACK_NUMBER: &str = "the callback number of ";
const LATEST: &str = "the latest number leased to ";

impl fmt::Display for Callee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Callee::CallbackNumber(call) => write!(f, "{CALLBACK_NUMBER}{call}"),
            Callee::Latest(agent) => write!(f, "{LATEST}{agent}"),
            Callee::Number(number) => number.fmt(f),
        }
    }
}

impl FromStr for Callee {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Self, WordError> {
        if let Some(call) = text.strip_prefix(CALLBACK_NUMBER) {
            return call.parse().map(Callee::CallbackNumber);
        }
        if let Some(agent) = text.strip_prefix(LATEST) {
            return agent.parse().map(Callee::Latest);
        }
        text.parse().map(Callee::Number)
    }
}
