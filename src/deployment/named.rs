//! The names in a step: whom and what it is about, also inside a reference, a moment or a sight.

use crate::domain::AgentName;
use crate::stimulus::{Anchor, CallRef, Callee, Moment, Row, Sight, Step};

/// Every name in a step with its noun. A supervisor may be anybody, and is not among them.
pub(super) fn names_in(step: &Step) -> Vec<(&'static str, String)> {
    let (row, texts) = match step {
        Step::When(stimulus) => (stimulus.row(), stimulus.texts()),
        Step::Then(expectation) => (expectation.row(), expectation.texts()),
    };
    in_row(row, &texts)
}

fn in_row(row: &Row, texts: &[String]) -> Vec<(&'static str, String)> {
    let mut names = Vec::new();
    for (field, text) in row.fields.iter().zip(texts).filter(|(field, _)| field.name != "supervisor") {
        match field.parameter {
            "sight" => {
                if let [(row, texts)] = Sight::find(text).as_slice() {
                    names.extend(in_row(row, texts));
                }
            }
            "queue" => names.push(("queue", text.clone())),
            "queues" if text != "none" => names.extend(text.split(',').map(|name| ("queue", name.to_owned()))),
            "trunk" => names.push(("trunk", text.clone())),
            other => names.extend(agent(other, text).map(|agent| ("agent", agent.to_string()))),
        }
    }
    names
}

/// The agent that the text of a parameter names.
fn agent(parameter: &str, text: &str) -> Option<AgentName> {
    match parameter {
        "agent" => text.parse().ok(),
        "call" => text.parse::<CallRef>().ok().map(|call| call.agent),
        "callee" => match text.parse().ok()? {
            Callee::CallbackNumber(call) => Some(call.agent),
            Callee::Latest(agent) => Some(agent),
            Callee::Number(_) => None,
        },
        "anchor" => text.parse::<Anchor>().ok().map(|anchor| anchor.call.agent),
        "moment" => match text.parse().ok()? {
            Moment::After(_, anchor) | Moment::Before(_, anchor) => Some(anchor.call.agent),
            Moment::At(_) | Moment::Civil(_) => None,
        },
        _ => None,
    }
}
