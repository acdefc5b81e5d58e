//! What crosses the border between a deployment and the harness: inputs, effects, questions and answers,
//! and what is seen of them.
//!
//! Owns one enum each, with the names that the wire will use, and the types of the names that a run mints. Knows
//! neither who decides nor who carries a message.

mod effect;
mod fact;
mod input;
mod names;
mod question;
mod seen;
mod setting;

pub use effect::{Answer, Effect, Event, Inbound, Mail, Recipient, Reply, Request};
pub use fact::{Incident, OfferFact, StoreRow};
pub use input::{Act, CarrierEvent, Input, Talk};
pub use names::{ActId, CallName, InboundName, ItemName, LegName, MessageName, OfferName, RequestId};
pub use question::{FailedDial, OfferSeen, PanelSeen, Question, Reading};
pub use seen::Seen;
pub use setting::{Circumstance, Editor, SessionChange, Setting, Supervision};
