//! The table of expectations: what is then to be seen.

use crate::domain::{AgentName, MailKind, Reason, RowKind};
use crate::time::Span;

use super::moment::{Anchor, Moment};
use super::parameter::Count;
use super::sight::Seen;
use super::table::values;

/// Hands the rows of the expectations to a macro, after whatever it wants to be given first.
macro_rules! expectations_table {
    ($then:ident! { $($first:tt)* }) => { $then! { $($first)*
        /// The sight shows now: its value is in force, or its event was seen.
        now: Now { sight: Seen } = "we see that {sight}";
        /// The sight does not show now.
        not_now: NotNow { sight: Seen } = "we do not see that {sight}";
        /// The sight never showed so far.
        never: Never { sight: Seen } = "we never saw that {sight}";
        /// One sight showed before another did.
        before: Before { first: Seen, second: Seen } = "we saw first that {sight} and then that {sight}";
        /// The sight showed within a span of a named event.
        within: Within { span: Span, anchor: Anchor, sight: Seen } = "within {span} of {anchor} we saw that {sight}";
        /// The sight showed from a moment to a moment.
        throughout: Throughout { from: Moment, to: Moment, sight: Seen }
            = "from {moment} until {moment} we saw that {sight}";
        /// The agent's latest dial was refused with a reason.
        refused: Refused { agent: AgentName, reason: Reason } = "the dial of {agent} is refused with {reason}";
        /// A store holds so many rows of the agent.
        rows: Rows { store: RowKind, agent: AgentName, count: Count } = "the {store} of {agent} holds {count} rows";
        /// So many mails of a kind went out for the agent.
        mails: Mails { count: Count, kind: MailKind, agent: AgentName }
            = "{count} mails of the kind {mail-kind} went out for {agent}";
    } };
}

pub(crate) use expectations_table;

expectations_table! { values! {
    /// What is then to be seen.
    Expectation;
} }
