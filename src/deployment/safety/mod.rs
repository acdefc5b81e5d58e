//! The interlock: nothing that could reach a real emergency service is dialled on a deployment that has not shown, path by
//! path, that its calls end at this run's own counterparts.
//!
//! Owns what counts as dangerous to dial, the token without which a driver can't dial at all, and how many dials a minute
//! has. Knows no socket; a driver brings what was read back and what arrived. Nothing in a scenario, a file or the
//! environment is asked whether to check.

mod dial;
mod proof;
mod rate;

pub use dial::{Danger, DialCheck, test_call};
pub use proof::{CanaryNumber, Claim, Proven, Unproven};
pub use rate::{DialRate, DialTurn};
