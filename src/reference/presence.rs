//! Presence: what an emergency conversation sets and gives back. Without a client all of it waits: then it is Offline.

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
        self.store_presence(name, &presence);
        self.event(Event::Presence { agent: name.clone(), presence: presence.clone(), setter });
        self.request(Request::WritePresence { agent: name.clone(), presence });
    }

    /// Keeps the presence before the first leg of a conversation.
    pub(super) fn take_snapshot(&mut self, name: &AgentName) {
        let snapshot = self.policy.snapshot;
        if let Some(agent) = self.connected(name) {
            agent.snapshot = Some(snapshot(agent.snapshot.as_ref(), &agent.presence));
        }
    }

    pub(super) fn set_conversation_presence(&mut self, name: &AgentName) {
        let Some(agent) = self.agent(name).filter(|agent| agent.client == Client::Connected) else { return };
        let presence = (self.policy.presence_during)(&self.tenant, agent);
        self.set_presence(name, presence, Setter::System);
    }

    /// Gives the presence back when the last leg of the conversation has ended.
    pub(super) fn conversation_over(&mut self, name: &AgentName, by: Closer, cause: EndCause) {
        if !(self.policy.conversation_over)(self.state.legs_up(name)) {
            return;
        }
        let Some(before) = self.connected(name).and_then(|agent| agent.snapshot.take()) else { return };
        if (self.policy.restores_after)(cause, by) {
            self.give_back(name, &before);
        }
        if (self.policy.resumes)() == Resumer::Deployment {
            self.resume_all(name);
        }
    }

    /// Gives a presence back, and then lets the ordinary rules apply that were owed meanwhile.
    pub(super) fn give_back(&mut self, name: &AgentName, before: &(Presence, Setter)) {
        let (presence, setter) = (self.policy.restored)(&self.tenant, before);
        self.set_presence(name, presence, setter);
        self.apply_owed_rules(name);
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
        if self.connected(name).is_none() {
            return self.reply(act, Reply::Refused { reason: Reason::NotPermitted });
        }
        self.set_presence(name, presence, Setter::Agent);
        self.reply(act, Reply::Done);
        self.assign(name);
    }
}
