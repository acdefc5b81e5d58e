//! The messages of the deployment interface, in JSON.
//!
//! What crosses the border itself is spelt by `border/`: each message is one object whose only key says its kind, or that
//! word alone where there is nothing more to say; fields are the nouns of the field, times are microseconds of the run
//! clock. This folder owns what stands around it: tenant set-up and read-back, standing, feed, problems, and the headers.
//! It knows no socket.

mod facts;
mod message;
mod problem;
mod set_up;

pub use facts::{FactForm, told, untold};
pub use message::{
    Advance, Canary, FeedPage, InputTaken, Interface, Level, Restart, Southbound, SouthboundAnswer, Standing,
};
pub use problem::{PROBLEM_TYPE, Problem, ProblemKind};
pub use set_up::{Addresses, ReadBack, SetUp, TenantName};

/// The version of the interface that this program speaks.
pub const VERSION: &str = "1";
/// The header that names the tenant on every request to a counterpart.
pub const TENANT_HEADER: &str = "spec911-tenant";
/// The header that names the call on every request to a counterpart that is about one.
pub const CALL_HEADER: &str = "spec911-call";
/// The header that makes an input one: the same key is the same input, however often it is sent.
///
/// Source: draft-ietf-httpapi-idempotency-key-header.
pub const KEY_HEADER: &str = "idempotency-key";
/// The header by which one exchange is found in the logs of both sides.
pub const CORRELATION_HEADER: &str = "spec911-correlation";
