//! Oracles: pure functions from a trace to a verdict on each requirement, with evidence.
//!
//! Owns the rules and their one merge. Imports neither the reference nor the counterparts: no number, list or rule comes
//! from there.

mod absence;
mod accepted;
mod automatic;
mod bystander;
mod callback;
mod case;
mod cbn;
mod cbr;
mod check;
mod class;
mod cnf;
mod contacts;
mod conversation;
mod elg;
mod expiry;
mod facts;
mod finding;
mod form;
mod held;
mod judge;
mod kar;
mod left;
mod legs;
mod linked;
mod lock;
mod ntf;
mod ntf_delivery;
mod ntf_list;
mod ntf_safe;
mod ntf_text;
mod ord;
mod ord_again;
mod ord_crash;
mod ord_fault;
mod ord_incident;
mod ord_load;
mod ordinary;
mod paths;
mod place;
mod plan;
mod pnl;
mod presence;
mod prs;
mod reconnect;
mod refusal;
mod reuse;
mod routing;
mod rte;
mod rte_save;
mod rte_trunk;
mod rule;
mod seen;
mod session;
mod settled;
mod sign_out;
mod spelling;
mod stated;
mod stores;
mod story;
mod stray;
mod template;
mod thread;
mod tried;
mod tst;
mod unreachable;
mod upset;
mod window;
mod wording;
mod work;

pub use facts::{AgentFacts, Facts, Plan, Route, TemplateFact, TenantFacts};
pub use finding::{Evidence, Finding};
pub use judge::{judge, judge_counted, judged_rows};
pub use session::{Choice, Leave, Way};
pub use stores::{Kept, Sampled, Stores};
pub use story::{AgentStory, Story};
pub use thread::{
    Answer, Attempt, Call, Callback, Dial, End, How, Lease, Leg, MailSeen, Mark, OrdinaryArrival, Saved, Saving, Shown,
    Tried,
};
pub use upset::{Burst, Outage, Upset};
