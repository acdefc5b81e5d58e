//! The rows of the stores: at each moment of a call every store writes, deletes, or leaves what it has.

use crate::border::{CallName, StoreRow};
use crate::domain::{AgentName, CallKind, Dialled, Number, Presence, RowKind, Switch};

use super::row_decision::{RowMoment, Stored, Writing};
use super::serve::Reference;
use super::state::{Phase, Work};

impl Reference {
    /// Lets every store do what it does at a moment of a call.
    pub(super) fn store(
        &mut self,
        agent: &AgentName,
        of: (CallKind, RowMoment, bool),
        call: Option<&CallName>,
        text: &str,
    ) {
        let (kind, moment, answered) = of;
        let automatic = self.state.settings.recording.unwrap_or(Switch::Off);
        let wraps_up = self.tenant.agents.get(agent).is_some_and(|agent| agent.wrap_up);
        let recorded = answered && (self.policy.recorded)(kind, automatic);
        let stored = Stored { call: kind, moment, answered, recorded, wraps_up };
        for kind in RowKind::ALL {
            let row = StoreRow { kind: *kind, call: call.cloned(), text: text.to_owned() };
            let rows = self.state.rows.entry(agent.clone()).or_default();
            match (self.policy.row)(&stored, *kind) {
                Writing::Writes => rows.push(row),
                Writing::Deletes => rows.retain(|other| *other != row),
                Writing::Leaves => {}
            }
        }
    }

    /// The same at a moment of a call that an agent dialled.
    pub(super) fn store_call(&mut self, name: &CallName, moment: RowMoment) {
        let Some(call) = self.state.calls.get(name) else { return };
        let (agent, text) = (call.agent.clone(), call.dialled.to_string());
        let of = (call.kind, moment, call.answered);
        self.store(&agent, of, Some(name), &text);
    }

    /// The same at a moment of work that is one agent's.
    pub(super) fn store_work(&mut self, work: &Work, moment: RowMoment) {
        let Some(agent) = work.agent.clone().or_else(|| work.only.clone()) else { return };
        self.store(&agent, (work.call_kind(), moment, work.is_taken()), None, &work.caller);
    }

    /// The same when the dial of an emergency number is refused.
    pub(super) fn store_refusal(&mut self, agent: &AgentName, dialled: &Dialled) {
        self.store(agent, (CallKind::Emergency, RowMoment::Refused, false), None, dialled.as_str());
    }

    /// The same at a moment of a temporary number.
    pub(super) fn store_number(&mut self, number: &Number, moment: RowMoment) {
        let Some(lease) = self.state.leases.get(number) else { return };
        let (agent, call) = (lease.agent.clone(), lease.call.clone());
        let answered = self.state.calls.get(&call).is_some_and(|call| call.answered);
        self.store(&agent, (CallKind::Emergency, moment, answered), Some(&call), number.as_str());
    }

    /// The same when the agent closes the wrap-up, for the latest call that is over.
    pub(super) fn store_wrap_up(&mut self, agent: &AgentName) {
        let over = self.state.calls.iter().filter(|(_, call)| call.agent == *agent && call.phase == Phase::Over);
        let latest = over.max_by_key(|(_, call)| call.dialled_at).map(|(name, _)| name.clone());
        if let Some(name) = latest {
            self.store_call(&name, RowMoment::WrappedUp);
        }
    }

    /// Writes a line of the presence history.
    pub(super) fn store_presence(&mut self, agent: &AgentName, presence: &Presence) {
        let text = (self.policy.presence_line)(&self.state, agent, presence);
        let row = StoreRow { kind: RowKind::PresenceHistory, call: None, text };
        self.state.rows.entry(agent.clone()).or_default().push(row);
    }

    /// What is stored of an agent.
    pub(super) fn rows_of(&self, agent: &AgentName) -> Vec<StoreRow> {
        self.state.rows.get(agent).cloned().unwrap_or_default()
    }
}
