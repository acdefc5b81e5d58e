//! What decisions answer with: one small type a question.

use crate::domain::{Closer, EndCause, Reason, Territory};

/// From when on something holds in an emergency call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallMoment {
    /// From the dial.
    Dial,
    /// From the first sign of the far end, such as ringing.
    Ringing,
    /// From the answer of the far end.
    Answer,
}

/// What becomes of an emergency dial outside the served territories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It is refused.
    Refuse(Reason),
    /// It is an ordinary call.
    Ordinary,
}

/// What becomes of an emergency dial whose prerequisite is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is refused.
    Refuse(Reason),
    /// It is handled, in this country if one is named.
    Handle(Option<Territory>),
}

/// What becomes of an emergency dial without a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPath {
    /// It is refused at once.
    Refuse,
    /// It is accepted and then fails.
    FailLate,
}

/// What follows a failed leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// The next path is tried.
    NextPath,
    /// The call fails.
    Stop,
}

/// What follows when the last path has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exhausted {
    /// The call is dropped.
    Drop,
    /// The direct offer is tried.
    FallBack,
}

/// What becomes of a running call when an emergency call or a callback comes over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Running {
    /// It is held.
    Hold,
    /// It is ended.
    End,
    /// It goes on.
    Keep,
}

/// What the control End call ends in an emergency conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndCall {
    /// Every leg of the conversation.
    Conversation,
    /// The leg on which it is used.
    OneLeg,
}

/// Who takes a held call from hold when the emergency conversation is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumer {
    /// The agent, when the agent wants to.
    Agent,
    /// The deployment, at once.
    Deployment,
}

/// How a presence chosen during an emergency conversation is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Refused.
    Refuse(Reason),
    /// Applied once the conversation is over.
    Defer,
    /// Applied at once.
    Apply,
}

/// What follows the end of an emergency conversation for the presence before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restore {
    /// It returns at once.
    AtOnce,
    /// It returns once a callback has ended or the window is over, unless the agent chooses another one before.
    Later,
    /// It does not return.
    Never,
}

/// How an agent leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// The last client is lost.
    ClientLost,
    /// The session expires.
    SessionExpired,
    /// The agent signs out.
    SignOut,
    /// An administrator signs the agent out.
    SignOutByAdministrator,
    /// An administrator removes the account.
    AccountRemoved,
}

/// What becomes of an agent's emergency legs when the agent leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnLeaving {
    /// They go on.
    GoOn,
    /// They end.
    EndLegs,
    /// The agent can't leave while one of them is up.
    Refuse(Reason),
}

/// What may make the ordinary rules set a presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Work began or ended.
    Work,
    /// An administrator changed how many items the agent may have.
    Limit,
}

/// Why a dial gets no free number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortage {
    /// The pool says that it has none.
    Exhausted,
    /// The pool fails or does not answer.
    NoAnswer,
}

/// What happens to an agent who holds temporary numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The agent makes another emergency dial.
    Dials,
    /// A call of the agent ends.
    CallEnds(Closer, EndCause),
    /// The agent leaves.
    Leaves(Leaving),
    /// The queues that the agent serves change.
    QueuesChange,
    /// The agent's capacity or outbound profile changes.
    ProfileChanges,
}

/// What becomes of an emergency dial that only a third-party trunk can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverTrunk {
    /// It is handled as an emergency call.
    Handled,
    /// It is an ordinary call.
    Ordinary,
}

/// What an agent's capacity and outbound profile would say of a dial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileLimits {
    /// Items at once.
    pub limit: u64,
    /// Items in use.
    pub used: u64,
    /// Whether the countries that the outbound profile allows hold the one that is called.
    pub allowed: bool,
}

/// What a restart may find again of what was there before a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// The leases with their windows.
    Windows,
    /// The presences from before the conversations.
    Snapshots,
    /// The calls that are up.
    Calls,
}

/// What is not done for a dial when there are too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shed {
    /// Its notification.
    Mail,
    /// The change of presence.
    Presence,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// One trunk of several failed.
    Trunk,
    /// The last trunk of all routes failed.
    Routes,
    /// The number pool has none left.
    Pool,
    /// A callback can't be offered, the first to its number.
    Callback,
    /// A callback can't be offered, and an earlier one to its number couldn't either.
    CallbackAgain,
    /// One attempt to send a mail failed.
    MailAttempt,
    /// A mail was given up.
    Mail,
    /// A template is missing or can't be rendered.
    Template,
}
