//! Presence: what an emergency conversation sets and gives back. Without a client all of it waits: then it is Offline.

use crate::border::{ActId, Event, Reply, Request};
use crate::domain::{
    AgentName, Base, Client, Closer, EndCause, Number, OfferState, Presence, Reason, RecordName, Setter, Via,
};

use super::decide::{Lock, Restore, Resumer};
use super::serve::Reference;
use super::state::{Held, SetPresence};

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
        for name in (self.policy.presence_of)(&self.state, &self.tenant, name) {
            let Some(agent) = self.agent(&name).filter(|agent| agent.client == Client::Connected) else { continue };
            let presence = (self.policy.presence_during)(&self.tenant, agent);
            self.set_presence(&name, presence, Setter::System);
        }
    }

    /// Gives the presence back when the last leg of the conversation has ended. What is given back later waits for the
    /// window of a number; an ended callback has none of its own.
    pub(super) fn conversation_over(&mut self, name: &AgentName, by: Closer, cause: EndCause, number: Option<Number>) {
        if !(self.policy.conversation_over)(self.state.legs_up(name)) {
            return;
        }
        let Some(before) = self.connected(name).and_then(|agent| agent.snapshot.take()) else { return };
        match ((self.policy.restores_after)(cause, by), number) {
            (Restore::Later, Some(number)) => {
                if let Some(agent) = self.connected(name) {
                    agent.held.get_or_insert(Held { before, number });
                }
            }
            (Restore::AtOnce | Restore::Later, _) => self.give_back(name, &before),
            (Restore::Never, _) => {}
        }
        if (self.policy.resumes)() == Resumer::Deployment {
            self.resume_all(name);
        }
    }

    /// Gives a presence back, and then lets the ordinary rules apply that were owed meanwhile.
    pub(super) fn give_back(&mut self, name: &AgentName, before: &SetPresence) {
        let (presence, setter) = (self.policy.restored)(&self.tenant, before, &self.presence_by_rules(name));
        self.set_presence(name, presence, setter);
        self.apply_owed_rules(name);
    }

    /// An ended callback gives back what waited for it.
    pub(super) fn callback_over(&mut self, name: &AgentName) {
        if !self.state.in_conversation(name) {
            self.give_back_held(name);
        }
    }

    /// The window of a number is over: what waited for it is given back.
    pub(super) fn window_over(&mut self, name: &AgentName, number: &Number) {
        let held = self.agent(name).and_then(|agent| agent.held.as_ref());
        if held.is_some_and(|held| held.number == *number) {
            self.give_back_held(name);
        }
    }

    /// Gives back what waited; while a leg is up or no client is connected, it takes the place of what is kept.
    fn give_back_held(&mut self, name: &AgentName) {
        let Some(agent) = self.state.agents.get_mut(name) else { return };
        let Some(held) = agent.held.take() else { return };
        if let Some(snapshot) = &mut agent.snapshot {
            *snapshot = held.before;
        } else if let Some(disconnect) = &mut agent.disconnect {
            disconnect.kept = held.before;
        } else if agent.client == Client::Connected {
            self.give_back(name, &held.before);
        }
    }

    /// What follows an offer that the agent missed or declined.
    pub(super) fn unanswered(&mut self, name: &AgentName, state: OfferState) {
        let Some(agent) = self.agent(name).filter(|agent| agent.client == Client::Connected) else { return };
        if let Some(base) = (self.policy.after_unanswered)(agent, state) {
            self.set_presence(name, self.tenant.record(base), Setter::System);
        }
    }

    pub(super) fn choose_presence(&mut self, act: ActId, name: &AgentName, record: &RecordName, via: Via) {
        let known = self.tenant.records.iter().find(|presence| presence.record == *record).cloned();
        let Some(presence) = known.filter(|presence| presence.base != Base::Inactive) else {
            return self.reply(act, Reply::Refused { reason: Reason::NotPermitted });
        };
        if self.state.in_conversation(name) {
            return self.choose_meanwhile(act, name, presence, via);
        }
        let Some(agent) = self.connected(name) else {
            return self.reply(act, Reply::Refused { reason: Reason::NotPermitted });
        };
        agent.held = None;
        self.set_presence(name, presence, Setter::Agent);
        self.reply(act, Reply::Done);
        self.assign(name);
    }

    /// Takes a choice during an emergency conversation.
    fn choose_meanwhile(&mut self, act: ActId, name: &AgentName, presence: Presence, via: Via) {
        let (lock, kept) = ((self.policy.presence_lock)(via), self.policy.kept_after_choice);
        if let Some(agent) = self.connected(name) {
            agent.snapshot = agent.snapshot.as_ref().map(|before| kept(lock, before, &presence));
        }
        match lock {
            Lock::Refuse(reason) => self.reply(act, Reply::Refused { reason }),
            Lock::Defer => self.reply(act, Reply::Done),
            Lock::Apply => {
                self.set_presence(name, presence, Setter::Agent);
                self.reply(act, Reply::Done);
            }
        }
    }
}
