//! Problem details: what either side says where it can't do what it was asked.

use serde::{Deserialize, Serialize};

use crate::domain::words;

/// The media type of a problem.
///
/// Source: RFC 9457 section 3.
pub const PROBLEM_TYPE: &str = "application/problem+json";

words!(
    /// What is wrong, for programs: the last part of the problem's type.
    ProblemKind, "kind of problem" {
        /// The body is no message of the interface.
        Malformed = "malformed",
        /// No such address, or not in this method.
        NotFound = "not-found",
        /// No tenant has that name.
        UnknownTenant = "unknown-tenant",
        /// A fact that a tenant can't be set up with.
        SetUp = "set-up",
        /// The tenant is stopped.
        Stopped = "stopped",
        /// The tenant is not stopped.
        Running = "running",
        /// The instant is over, or past the next timer.
        Clock = "clock",
        /// The same key was given to another input, or the first is not dealt with yet.
        Key = "key",
        /// The body is longer than is taken.
        TooLong = "too-long",
        /// No such path.
        Path = "path",
        /// A request that does not belong to this counterpart.
        Misplaced = "misplaced",
        /// A counterpart can't be reached, or does not take the request.
        Counterpart = "counterpart",
        /// The sender is at fault in no other way, or the server is.
        Other = "other",
    }
);

impl ProblemKind {
    /// The status that goes with it.
    pub fn status(self) -> u16 {
        match self {
            ProblemKind::Malformed => 400,
            ProblemKind::NotFound | ProblemKind::UnknownTenant | ProblemKind::Path => 404,
            ProblemKind::Running | ProblemKind::Stopped | ProblemKind::Clock | ProblemKind::Key => 409,
            ProblemKind::TooLong => 413,
            ProblemKind::SetUp | ProblemKind::Misplaced => 422,
            ProblemKind::Counterpart => 424,
            ProblemKind::Other => 500,
        }
    }

    fn title(self) -> &'static str {
        match self {
            ProblemKind::Malformed => "the body is no message of the interface",
            ProblemKind::NotFound => "there is nothing at this address",
            ProblemKind::UnknownTenant => "no tenant has this name",
            ProblemKind::SetUp => "a tenant can't be set up like this",
            ProblemKind::Stopped => "the tenant is stopped",
            ProblemKind::Running => "the tenant is running",
            ProblemKind::Clock => "the clock can't be moved to this instant",
            ProblemKind::Key => "the idempotency key is in use",
            ProblemKind::TooLong => "the body is too long",
            ProblemKind::Path => "the tenant has no such path",
            ProblemKind::Misplaced => "this counterpart takes no such request",
            ProblemKind::Counterpart => "a counterpart can't be reached",
            ProblemKind::Other => "it can't be done",
        }
    }
}

/// A problem.
///
/// Source: RFC 9457.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its kind, as an address relative to the interface's document.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The status of the response.
    pub status: u16,
    /// What is wrong this time, and what to do instead.
    pub detail: String,
}

impl Problem {
    /// A problem of a kind.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Problem {
            kind: format!("#{kind}"),
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: detail.into(),
        }
    }
}
