//! The reference: our own correct deployment, pure and small enough to read in one sitting.
//!
//! [`Service`] is the seam: time is an argument, effects are values, timers stand in the state. Every decision of the
//! catalogue is one field of [`Policy`]; the rest only carries decisions out. It knows neither the harness that watches
//! it nor any oracle.

mod alternative;
mod assign;
mod callback;
mod callback_decision;
mod clock;
mod contacts;
mod decide;
mod decision;
mod dial;
mod dial_decision;
mod hold;
mod leases;
mod leg;
mod legs;
mod mail;
mod mail_policy;
mod number;
mod number_decision;
mod order_decision;
mod ordinary;
mod outbox;
mod policy;
mod presence;
mod presence_decision;
mod reach;
mod restart;
mod route;
mod row;
mod row_decision;
mod rule;
mod serve;
mod service;
mod session;
mod settings;
mod show;
mod spelling;
mod state;
mod supervise;
mod tenant;
mod timer;
mod unreachable;

pub use alternative::{ALTERNATIVES, Alternative};
pub use contacts::Contacts;
pub use decide::{
    CallMoment, Change, EndCall, Exhausted, Happening, Lasting, Leaving, Lock, Missing, NoPath, OnLeaving, Onward,
    Outside, OverTrunk, ProfileLimits, Restore, Resumer, Running, Shed, Shortage, Trouble,
};
pub use decision::Decision;
pub use leases::Leases;
pub use mail_policy::{FollowUp, LegOrder, MailFailure, NoticeFacts, ReadAt, RefusalMail, Tried};
pub use outbox::Outgoing;
pub use policy::{DECISIONS, Policy};
pub use route::{Route, Ways, compiled_pattern};
pub use row_decision::{RowMoment, Stored, Writing};
pub use serve::Reference;
pub use service::{LoadError, Service};
pub use settings::{AgentSettings, Settings, TemplateKept};
pub use state::{Account, AgentState, AtDial, Call, Disconnect, Held, Lease, Phase, SetPresence, State, Work};
pub use tenant::{AgentSetUp, Plan, Tenant};
