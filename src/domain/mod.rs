//! The nouns of the field: agents, numbers, locations, presence, calls, carriers, routes.
//!
//! Owns the words and their one spelling each, which phrases, YAML and traces share. Knows no rule: what a noun does is
//! decided elsewhere.

mod agent;
mod call;
mod carrier;
mod clock;
mod location;
mod mail;
mod number;
mod presence;
mod row;
mod rule;
mod set;
mod test_number;
mod words;
mod work;

pub use agent::{AgentName, Client, Mailbox, ProfileLink, Setter, Switch, Via};
pub use call::{Button, CallKind, Closer, Control, DialFailure, EndCause, Reason};
pub use carrier::{Code, Path, Rights, RouteName, Service, TrunkName};
pub use clock::{Face, WallClock, Zone};
pub use location::{Location, Territory};
pub use mail::{Address, Delivery, DialOutcome, Language, MailKind, MailPhase, TemplateState};
pub use number::{Dialled, Number};
pub use presence::{Base, Presence, RecordName};
pub use row::{RowKind, Text};
pub use rule::{Hours, Named, Ruling};
pub use set::SetOf;
pub use test_number::test_numbers;
pub(crate) use words::words;
pub use words::{NotAWord, WordError};
pub use work::{Accepting, Admission, Destination, OfferState, Priority, QueueName, RoutingRule, WorkKind};
