//! Wrappers: services around the reference that alter what comes out of it, when, or how its state is kept.

mod altered;
mod around;
mod behind;
mod late;
mod meddled;
mod prepared;
mod screen;
mod split;
mod status;
mod stored;
mod twice;

pub(super) use altered::Altered;
pub(super) use behind::Behind;
pub(super) use late::Late;
pub(super) use meddled::Meddled;
pub(super) use prepared::{Prepared, Step};
pub(super) use screen::{AlertInOneWorkspace, AlertStays};
pub(super) use split::OneMailEach;
pub(super) use status::{EndsTwice, Flickers, PresenceFirst};
pub(super) use stored::{ColdStart, Envelope, Standby};
pub(super) use twice::{MailsTwice, PresenceTwice, tells_presence};
