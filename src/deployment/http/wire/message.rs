//! What is asked of a deployment and answered by it, around the messages of the border.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::border::{Answer, Event, Reply, Request, RequestId};
use crate::domain::{Number, Path, words};
use crate::time::Instant;

words!(
    /// How much of the interface a deployment offers.
    Level, "conformance level" {
        /// Set-up, inputs, questions, and requests to counterparts; the clock is the wall's.
        A = "A",
        /// That, and an event feed.
        B = "B",
        /// That, and a clock that the harness moves.
        C = "C",
    }
);

/// What a deployment says of itself before anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// Always `spec911-deployment`.
    pub interface: String,
    /// The version of the interface.
    pub version: String,
    /// How much of it is offered.
    pub level: Level,
    /// What it is, for people.
    pub product: String,
}

impl Interface {
    /// What every deployment calls the interface.
    pub const NAME: &'static str = "spec911-deployment";

    /// Why this is not what a deployment file says, if it isn't.
    pub fn misfit(&self, level: Level) -> Option<String> {
        if self.interface != Interface::NAME {
            return Some(format!("it calls its interface `{}`, not `{}`", self.interface, Interface::NAME));
        }
        if self.version != super::VERSION {
            return Some(format!(
                "it speaks version `{}`, and this program version `{}`",
                self.version,
                super::VERSION
            ));
        }
        let short = self.level < level;
        short.then(|| format!("it offers level {}, and its file says {level}", self.level))
    }
}

/// How a tenant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// Where its clock stands.
    pub now: Instant,
    /// When its next timer is due, if one runs.
    pub next_due: Option<Instant>,
    /// Whether everything that was under way has come to rest: nothing is left to be done at this instant without a further
    /// input, and no request of its own waits for a response.
    pub quiescent: bool,
    /// How many acts wait for their reply.
    pub unanswered: u32,
    /// The number of the last event of the feed.
    pub events: u64,
}

/// The response to an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputTaken {
    /// The reply, where the input is an act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// How the tenant stands once the input was dealt with; at level C.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
}

/// The latest instant that every reader of JSON takes for the same number: 2^53 - 1.
///
/// Source: RFC 8259 section 6.
const LATEST: u64 = (1 << 53) - 1;

/// Reads an instant that the clock of a tenant may be moved to.
fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<Instant, D::Error> {
    let instant = Instant::deserialize(from)?;
    if instant.ticks() > LATEST {
        return Err(D::Error::custom(format!("{} is later than {LATEST} microseconds", instant.ticks())));
    }
    Ok(instant)
}

/// Moves the clock of a tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// To this instant, which is not past the next timer. What is due then is done.
    #[serde(deserialize_with = "instant")]
    pub to: Instant,
}

/// Starts a stopped tenant again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restart {
    /// Where the clock stands by then.
    #[serde(deserialize_with = "instant")]
    pub now: Instant,
}

/// A call over one path to a number that reaches nobody: it shows where the path leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Canary {
    /// The path.
    pub path: Path,
    /// The number, which holds a secret of this run.
    pub number: Number,
}

/// One page of the event feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedPage {
    /// The number of the first event below; the others follow without a gap.
    pub first: u64,
    /// The events.
    pub events: Vec<Event>,
}

/// A request of a deployment to a counterpart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Southbound {
    /// The request, as a later answer will name it.
    pub id: RequestId,
    /// What is asked for.
    pub request: Request,
}

/// A counterpart's answer in the response to a request. A response with status 202 has none: it comes as an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SouthboundAnswer {
    /// The answer.
    pub answer: Answer,
}
