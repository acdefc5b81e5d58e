//! References: what only the deployment knows, named by the agent and the order in which it came.

use std::fmt;
use std::str::FromStr;

use crate::domain::{AgentName, Number, WordError};

/// A call of an agent by its place: `call 2 of ana` counts accepted dials, `callback 1 of ana` arrivals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallRef {
    /// Whether arrivals are counted instead of dials.
    pub callback: bool,
    /// The place, from 1.
    pub nth: u32,
    /// The agent.
    pub agent: AgentName,
}

impl fmt::Display for CallRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} of {}", if self.callback { "callback" } else { "call" }, self.nth, self.agent)
    }
}

impl FromStr for CallRef {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Self, WordError> {
        let read = || {
            let (callback, rest) = match text.strip_prefix("callback ") {
                Some(rest) => (true, rest),
                None => (false, text.strip_prefix("call ")?),
            };
            let (nth, agent) = rest.split_once(" of ")?;
            let nth = nth.parse().ok().filter(|nth: &u32| *nth > 0 && !rest.starts_with('+'))?;
            Some(CallRef { callback, nth, agent: agent.parse().ok()? })
        };
        read().ok_or(WordError {
            text: text.to_owned(),
            expected: "a reference to a call such as `call 1 of ana` or `callback 2 of ana`",
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
