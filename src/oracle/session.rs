//! What agents ask of their sessions, and what befalls them: presences chosen, and the ways in which an agent leaves.

use crate::domain::{AgentName, Reason, RecordName};
use crate::observation::Record;
use crate::stimulus::{CallRef, Callee, Stimulus};

use super::story::Story;
use super::thread::Mark;

/// A presence that an agent, or a program in the agent's name, chooses.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The stimulus.
    pub mark: Mark,
    /// The record.
    pub record: RecordName,
    /// Whether a client was connected.
    pub connected: bool,
    /// The reply.
    pub reply: Option<(Mark, Option<Reason>)>,
}

/// How an agent leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The last client is lost.
    Lost,
    /// The session expires.
    Expired,
    /// The agent signs out.
    SignedOut,
    /// An administrator signs the agent out.
    SignedOutByAdministrator,
    /// An administrator removes the account.
    Removed,
}

/// An agent leaves.
#[derive(Clone, Debug)]
pub struct Leave {
    /// The stimulus.
    pub mark: Mark,
    /// How.
    pub way: Way,
    /// Whether a client was connected.
    pub connected: bool,
    /// The reply, for a sign-out by the agent.
    pub reply: Option<(Mark, Option<Reason>)>,
}

/// What of an agent's session a reply belongs to, by its place.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    Choice(AgentName, usize),
    Leave(AgentName, usize),
}

/// The agent whom a stimulus names, alone or by a call.
pub(super) fn named(stimulus: &Stimulus) -> Option<&AgentName> {
    own(stimulus).or_else(|| by_party(stimulus))
}

#[allow(clippy::wildcard_enum_match_arm)] // the rest name no agent, or more than one
fn own(stimulus: &Stimulus) -> Option<&AgentName> {
    match stimulus {
        Stimulus::SignsIn { agent }
        | Stimulus::SignsOut { agent }
        | Stimulus::SessionExpires { agent }
        | Stimulus::LosesClient { agent }
        | Stimulus::ComesBack { agent }
        | Stimulus::Moves { agent, .. }
        | Stimulus::LocationTurns { agent, .. }
        | Stimulus::ChoosesPresence { agent, .. }
        | Stimulus::Dials { agent, .. }
        | Stimulus::DialsIn { agent, .. }
        | Stimulus::Ends { agent, .. }
        | Stimulus::Accepts { agent }
        | Stimulus::AcceptsAnd { agent, .. }
        | Stimulus::Declines { agent }
        | Stimulus::Ignores { agent }
        | Stimulus::Resumes { agent, .. }
        | Stimulus::ClosesWrapUp { agent }
        | Stimulus::Tries { agent, .. }
        | Stimulus::ChangesCapacity { agent, .. }
        | Stimulus::SignsAgentOut { agent }
        | Stimulus::RemovesAccount { agent } => Some(agent),
        _ => None,
    }
}

#[allow(clippy::wildcard_enum_match_arm)] // the rest name no agent, or more than one
fn by_party(stimulus: &Stimulus) -> Option<&AgentName> {
    match stimulus {
        Stimulus::PsapAnswersCall { call: CallRef { agent, .. } }
        | Stimulus::PsapRejectsCall { call: CallRef { agent, .. }, .. }
        | Stimulus::PsapHangsUp { call: CallRef { agent, .. } }
        | Stimulus::PsapGoesSilent { call: CallRef { agent, .. } }
        | Stimulus::PsapGivesUp { call: CallRef { agent, .. } }
        | Stimulus::CustomerHangsUp { call: CallRef { agent, .. } }
        | Stimulus::Drops { call: CallRef { agent, .. } }
        | Stimulus::PsapCalls { number: Callee::CallbackNumber(CallRef { agent, .. }) | Callee::Latest(agent) } => {
            Some(agent)
        }
        _ => None,
    }
}

impl Story {
    /// Takes in what a stimulus says of an agent's session, before it changes the facts.
    #[allow(clippy::wildcard_enum_match_arm)] // most stimuli are about something else
    pub(super) fn see_session(&mut self, record: &Record, mark: Mark, stimulus: &Stimulus) {
        if matches!(
            stimulus,
            Stimulus::CustomerCallsQueue { .. } | Stimulus::BurstCustomers { .. } | Stimulus::CustomerCalls { .. }
        ) {
            self.work.get_or_insert(mark.number);
        }
        match stimulus {
            Stimulus::CustomerCallsQueue { queue, .. } => self.arrivals.push(queue.clone()),
            Stimulus::BurstCustomers { count, queue, .. } => {
                let count = usize::try_from(count.0).unwrap_or(usize::MAX);
                self.arrivals.extend(std::iter::repeat_n(queue.clone(), count));
            }
            _ => {}
        }
        let Some(agent) = named(stimulus) else { return };
        let connected = self.facts.agents.get(agent).is_some_and(|facts| facts.connected);
        let Some(seen) = self.agents.get_mut(agent) else { return };
        seen.about.push(mark);
        let wish = match stimulus {
            Stimulus::ChoosesPresence { record, .. } => {
                seen.choices.push(Choice { mark, record: record.clone(), connected, reply: None });
                Wish::Choice(agent.clone(), seen.choices.len() - 1)
            }
            Stimulus::ChangesCapacity { limit, .. } => return seen.limits.push((mark, limit.0)),
            _ => {
                let Some(way) = way(stimulus) else { return };
                seen.leaves.push(Leave { mark, way, connected, reply: None });
                Wish::Leave(agent.clone(), seen.leaves.len() - 1)
            }
        };
        self.wishes.extend(record.act.map(|act| (act, wish)));
    }

    /// Takes the reply to a choice or a sign-out. An agent whose sign-out was refused is still there.
    pub(super) fn replied(&mut self, record: &Record, mark: Mark, reason: Option<Reason>) {
        let Some(wish) = record.act.and_then(|act| self.wishes.get(&act)) else { return };
        let (Wish::Choice(agent, place) | Wish::Leave(agent, place)) = wish;
        let Some(seen) = self.agents.get_mut(agent) else { return };
        match wish {
            Wish::Choice(..) => {
                seen.choices[*place].reply.get_or_insert((mark, reason));
            }
            Wish::Leave(..) => {
                let leave = &mut seen.leaves[*place];
                leave.reply.get_or_insert((mark, reason));
                if reason.is_some() {
                    seen.away.retain(|away| *away != leave.mark);
                    if let Some(facts) = self.facts.agents.get_mut(agent) {
                        facts.connected = leave.connected;
                    }
                }
            }
        }
    }
}

#[allow(clippy::wildcard_enum_match_arm)] // nobody leaves by the rest
fn way(stimulus: &Stimulus) -> Option<Way> {
    match stimulus {
        Stimulus::LosesClient { .. } => Some(Way::Lost),
        Stimulus::SessionExpires { .. } => Some(Way::Expired),
        Stimulus::SignsOut { .. } => Some(Way::SignedOut),
        Stimulus::SignsAgentOut { .. } => Some(Way::SignedOutByAdministrator),
        Stimulus::RemovesAccount { .. } => Some(Way::Removed),
        _ => None,
    }
}
