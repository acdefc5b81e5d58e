//! What a scenario is made of: facts, stimuli, expectations, and the references between them. Values only.
//!
//! Owns the one table in which each of them has its value, its phrase and its YAML key. Knows neither Gherkin nor YAML
//! nor how anything is carried out: those read the table.

mod expectation;
mod fact;
mod moment;
mod parameter;
mod reference;
mod scenario;
mod sight;
mod stimuli;
mod table;

pub use expectation::Expectation;
pub use fact::Fact;
pub use moment::{Anchor, AnchorEvent, Civil, Moment};
pub use parameter::{Count, DeclaredName, Direction, MessageKind, Parameter, Side, Visibility};
pub use reference::{CallRef, Callee, Counted};
pub use scenario::{Origin, Placed, Scenario, Step};
pub use sight::{Seen, Sight};
pub use stimuli::Stimulus;
pub use table::{BadField, BadText, Phrases, Row, RowField, fill, find_phrase, unquoted};

pub(crate) use expectation::expectations_table;
pub(crate) use fact::facts_table;
pub(crate) use stimuli::stimuli_table;
