//! Capacity, and the ordinary rules of presence that follow from it.
//!
//! Work that begins or ends sets the presence by what is in use. A status that the agent chose to be away stays, and
//! so does one of the rules for missed work; a status chosen to be at work lasts until work next begins or ends.

use crate::border::{ActId, Reply};
use crate::domain::{AgentName, Base, Client, Reason, Setter};

use super::decide::Change;
use super::serve::Reference;

/// How many sessions an agent can have open; new work then makes the agent Do not disturb.
const SESSIONS: u64 = 10;

impl Reference {
    /// Takes one item of the agent's capacity.
    pub(super) fn take_capacity(&mut self, name: &AgentName) {
        if let Some(agent) = self.state.agents.get_mut(name) {
            agent.crowded |= agent.sessions >= SESSIONS;
            agent.used += 1;
            agent.sessions += 1;
        }
        self.ordinary_presence(name, Change::Work);
    }

    /// Gives one item back.
    pub(super) fn give_capacity(&mut self, name: &AgentName) {
        if let Some(agent) = self.state.agents.get_mut(name) {
            agent.used = agent.used.saturating_sub(1);
            agent.sessions = agent.sessions.saturating_sub(1);
            agent.crowded &= agent.sessions >= SESSIONS;
        }
        self.ordinary_presence(name, Change::Work);
    }

    /// Lets the ordinary rules set the presence, unless the precedence of presence keeps them out: then they are owed.
    pub(super) fn ordinary_presence(&mut self, name: &AgentName, change: Change) {
        let Some(agent) = self.state.agents.get_mut(name) else { return };
        let kept = agent.snapshot.is_some() || agent.held.is_some();
        let locked = kept && !(self.policy.rules_in_conversation)();
        if locked || agent.client == Client::Disconnected {
            agent.rules_owed = true;
            return;
        }
        if (self.policy.follows_rules)(&agent.presence, change) {
            let presence = self.presence_by_rules(name);
            self.set_presence(name, presence, Setter::System);
        }
    }

    /// Applies the rules that were owed when a presence was given back, if that presence was one of theirs.
    pub(super) fn apply_owed_rules(&mut self, name: &AgentName) {
        let Some(agent) = self.state.agents.get_mut(name) else { return };
        let owed = std::mem::take(&mut agent.rules_owed);
        if owed && agent.presence.1 == Setter::System && (self.policy.rules_after_restore)() {
            self.ordinary_presence(name, Change::Work);
        }
    }

    /// Whether new work finds all the sessions open that the agent can have; the agent is then Do not disturb until one
    /// is closed.
    pub(super) fn is_crowded(&mut self, name: &AgentName) -> bool {
        let Some(agent) = self.state.agents.get_mut(name) else { return false };
        if agent.crowded || agent.sessions < SESSIONS {
            return agent.crowded;
        }
        agent.crowded = true;
        self.ordinary_presence(name, Change::Work);
        true
    }

    /// The presence that the rules give by what is in use, and by the sessions that are open.
    pub(super) fn presence_by_rules(&self, name: &AgentName) -> crate::domain::Presence {
        if self.agent(name).is_some_and(|agent| agent.crowded) {
            return self.tenant.record(Base::BusyDnd);
        }
        let used = self.agent(name).map_or(0, |agent| agent.used);
        (self.policy.by_capacity)(&self.tenant, used, self.settings(name).limit)
    }

    /// After an ordinary call: wrap-up keeps its capacity until it is closed.
    pub(super) fn ordinary_over(&mut self, name: &AgentName) {
        if self.tenant.agents[name].wrap_up {
            if let Some(agent) = self.state.agents.get_mut(name) {
                agent.wrap_up = true;
            }
        } else {
            self.give_capacity(name);
        }
    }

    pub(super) fn close_wrap_up(&mut self, act: ActId, name: &AgentName) {
        let open = self.state.agents.get_mut(name).is_some_and(|agent| std::mem::take(&mut agent.wrap_up));
        if !open {
            return self.reply(act, Reply::Refused { reason: Reason::ControlNotAvailable });
        }
        self.store_wrap_up(name);
        self.give_capacity(name);
        self.reply(act, Reply::Done);
        self.assign(name);
    }
}
