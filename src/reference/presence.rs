//! Presence and capacity: what an emergency conversation sets and gives back, and the ordinary rules.

use crate::border::{ActId, Event, Reply, Request};
use crate::domain::{AgentName, Base, Client, Closer, EndCause, Presence, Reason, RecordName, Setter};

use super::decide::{Lock, Resumer};
use super::serve::Reference;

impl Reference {
    /// Sets a presence and tells the feed and the presence service, if it is another one.
    pub(super) fn set_presence(&mut self, name: &AgentName, presence: Presence, setter: Setter) {
        let Some(agent) = self.state.agents.get_mut(name) else { return };
        if agent.presence == (presence.clone(), setter) {
            return;
        }
        agent.presence = (presence.clone(), setter);
        self.event(Event::Presence { agent: name.clone(), presence: presence.clone(), setter });
        self.request(Request::WritePresence { agent: name.clone(), presence });
    }

    /// Keeps the presence before the first leg of a conversation.
    pub(super) fn take_snapshot(&mut self, name: &AgentName) {
        if let Some(agent) = self.state.agents.get_mut(name) {
            agent.snapshot.get_or_insert_with(|| agent.presence.clone());
        }
    }

    pub(super) fn set_conversation_presence(&mut self, name: &AgentName) {
        let Some(agent) = self.agent(name) else { return };
        let presence = (self.policy.presence_during)(&self.tenant, agent);
        self.set_presence(name, presence, Setter::System);
    }

    /// Gives the presence back when the last leg of the conversation has ended.
    pub(super) fn conversation_over(&mut self, name: &AgentName, by: Closer, cause: EndCause) {
        if self.state.in_conversation(name) {
            return;
        }
        let Some(agent) = self.state.agents.get_mut(name) else { return };
        let connected = agent.client == Client::Connected;
        let Some(before) = agent.snapshot.take() else { return };
        if connected && (self.policy.restores_after)(cause, by) {
            let (presence, setter) = (self.policy.restored)(&self.tenant, &before);
            self.set_presence(name, presence, setter);
        }
        if (self.policy.resumes)() == Resumer::Deployment {
            self.resume_all(name);
        }
    }

    pub(super) fn choose_presence(&mut self, act: ActId, name: &AgentName, record: &RecordName) {
        let known = self.tenant.records.iter().find(|presence| presence.record == *record).cloned();
        let Some(presence) = known.filter(|presence| presence.base != Base::Inactive) else {
            return self.reply(act, Reply::Refused { reason: Reason::NotPermitted });
        };
        if self.state.in_conversation(name)
            && let Lock::Refuse(reason) = (self.policy.presence_lock)()
        {
            return self.reply(act, Reply::Refused { reason });
        }
        if let Some(agent) = self.state.agents.get_mut(name) {
            agent.automatic = None;
        }
        self.set_presence(name, presence, Setter::Agent);
        self.reply(act, Reply::Done);
        self.assign(name);
    }

    /// Takes one item of the agent's capacity and lets the ordinary rules set the presence.
    pub(super) fn take_capacity(&mut self, name: &AgentName) {
        if let Some(agent) = self.state.agents.get_mut(name) {
            agent.used += 1;
        }
        self.ordinary_presence(name);
    }

    /// Gives one item back.
    pub(super) fn give_capacity(&mut self, name: &AgentName) {
        if let Some(agent) = self.state.agents.get_mut(name) {
            agent.used = agent.used.saturating_sub(1);
        }
        self.ordinary_presence(name);
    }

    /// The ordinary rules: partly used is Busy, full is Do not disturb, free is what it was. A status that the agent
    /// chose to be away stays.
    fn ordinary_presence(&mut self, name: &AgentName) {
        let limit = self.settings(name).limit;
        let Some(agent) = self.state.agents.get_mut(name).filter(|agent| agent.snapshot.is_none()) else { return };
        let base = agent.presence.0.base;
        if agent.used == 0 {
            if let Some((presence, setter)) = agent.automatic.take() {
                self.set_presence(name, presence, setter);
            }
            return;
        }
        if agent.automatic.is_none() {
            match base {
                Base::Available | Base::Busy => agent.automatic = Some(agent.presence.clone()),
                Base::BusyDnd | Base::Away | Base::Offline | Base::Inactive => return,
            }
        }
        let base = if agent.used >= limit { Base::BusyDnd } else { Base::Busy };
        let presence = self.tenant.record(base);
        self.set_presence(name, presence, Setter::System);
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
        self.give_capacity(name);
        self.reply(act, Reply::Done);
        self.assign(name);
    }
}
