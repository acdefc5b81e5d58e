//! The first emergency call of a tenant: its leg has to arrive at one of this run's counterparts, or it may have gone
//! elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::border::{Act, CallName, RequestId};
use crate::domain::{AgentName, Rights};
use crate::stimulus::Fact;
use crate::time::{Instant, Span};

/// What is known of the first emergency call of a tenant.
#[derive(Debug)]
pub(super) struct Watch {
    /// The tolerance of the start of a leg.
    tolerance: Span,
    /// Whether the tenant has any path at all.
    has_path: bool,
    /// Calls of which a leg arrived, that failed, or that their agent ended.
    accounted: BTreeSet<CallName>,
    /// Leases that are held back, for which a leg has to wait.
    held: BTreeMap<RequestId, CallName>,
    first: Option<First>,
}

/// The first dial that was accepted.
#[derive(Clone, Debug)]
struct First {
    agent: AgentName,
    call: CallName,
    since: Instant,
}

impl Watch {
    pub(super) fn new(facts: &[Fact], tolerance: Span) -> Self {
        let is_path = |fact: &Fact| {
            matches!(fact, Fact::VoiceRoute { .. } | Fact::CallingPlanNumber { rights: Rights::MakesCalls, .. })
        };
        let has_path = facts.iter().any(is_path);
        Watch { tolerance, has_path, accounted: BTreeSet::new(), held: BTreeMap::new(), first: None }
    }

    /// An emergency dial was accepted: the first one is watched.
    pub(super) fn accepted(&mut self, agent: &AgentName, call: &CallName, now: Instant) {
        if self.has_path && self.first.is_none() {
            self.first = Some(First { agent: agent.clone(), call: call.clone(), since: now });
        }
    }

    /// A leg of a call arrived, or there will be none, of which we know why.
    pub(super) fn account(&mut self, call: &CallName) {
        self.accounted.insert(call.clone());
    }

    /// A leg has to wait for a lease that is held back.
    pub(super) fn hold(&mut self, request: RequestId, call: &CallName) {
        self.held.insert(request, call.clone());
    }

    /// An answer that was held back is given.
    pub(super) fn answered(&mut self, request: RequestId, now: Instant) {
        let Some(call) = self.held.remove(&request) else { return };
        if let Some(first) = self.first.as_mut().filter(|first| first.call == call) {
            first.since = now;
        }
    }

    /// A killed tenant begins anew: what it had under way is nobody's to watch.
    pub(super) fn killed(&mut self) {
        if let Some(first) = &self.first {
            self.accounted.insert(first.call.clone());
        }
        self.held.clear();
    }

    /// The act that ends the call of which no leg has come although all of `now` is over, if there is one.
    pub(super) fn overdue(&self, now: Instant) -> Option<(CallName, Act)> {
        let First { agent, call, since } = self.first.as_ref()?;
        let waits = self.accounted.contains(call) || self.held.values().any(|held| held == call);
        let over = now >= *since + self.tolerance;
        (!waits && over).then(|| (call.clone(), Act::EndCall { agent: agent.clone(), call: call.clone() }))
    }
}
