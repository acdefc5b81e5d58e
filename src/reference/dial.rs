//! A dial: is it an emergency call, may it be made, and by which paths.

use std::collections::{BTreeSet, VecDeque};

use crate::border::{ActId, Answer, CallName, Event, Incident, Reply, Request};
use crate::domain::{AgentName, CallKind, Client, DialFailure, Dialled, Path, ProfileLink, Reason, Rights, Territory};
use crate::time::Span;

use super::decide::{CallMoment, Missing, NoPath, Outside, OverTrunk, ProfileLimits, Shed, Trouble};
use super::mail_policy::LegOrder;
use super::route::Ways;
use super::row_decision::RowMoment;
use super::serve::Reference;
use super::state::{AtDial, Call, Phase, Waiting};
use super::tenant::Plan;
use super::{reach, spelling};

impl Reference {
    /// Takes a dial. One that looks like an emergency number first asks where the agent is.
    pub(super) fn dial(&mut self, act: ActId, agent: AgentName, dialled: Dialled, workspace: Option<&str>) {
        let connected = self.agent(&agent).is_some_and(|agent| agent.client == Client::Connected);
        if !connected {
            return self.refuse(act, Reason::NotPermitted);
        }
        let number = (self.policy.number)(&dialled);
        let anywhere = self.tenant.plans.values().any(|plan| (self.policy.is_emergency)(plan, &number));
        let kind = if anywhere { CallKind::Emergency } else { CallKind::Ordinary };
        if self.state.in_conversation(&agent)
            && let Some(reason) = (self.policy.second_call)(kind)
        {
            if kind == CallKind::Emergency {
                self.store_refusal(&agent, &number);
            }
            return self.refuse(act, reason);
        }
        if !anywhere {
            return self.dial_ordinary(act, &agent, dialled);
        }
        let workspace = workspace.or(self.tenant.agents[&agent].workspace.as_deref());
        if let Some(reason) = (self.policy.workspace)(workspace) {
            return self.refuse(act, reason);
        }
        self.state.dialling.insert(act, self.read_for_mail(&agent));
        let until = self.now + (self.policy.patience)();
        let request = self.request(Request::Locate { agent: agent.clone() });
        self.state.waiting.insert(request, Waiting::Location { act, agent, dialled, until });
    }

    /// Goes on with a dial when the location source has answered.
    pub(super) fn located(&mut self, act: ActId, agent: &AgentName, dialled: Dialled, answer: &Answer) {
        let country = match answer {
            Answer::Located { country } => {
                let country = (self.policy.country)(&self.state.agents[agent].country, country);
                if let Some(state) = self.state.agents.get_mut(agent) {
                    state.country = country.clone();
                }
                Some(country)
            }
            Answer::NotLocated => match (self.policy.location_missing)(&self.tenant.agents[agent]) {
                Missing::Refuse(reason) => {
                    let number = (self.policy.number)(&dialled);
                    let here = self.is_emergency_in(&self.state.agents[agent].country, &number);
                    return if here || self.served_numbers(|plan| &plan.feature).contains(&number) {
                        self.refuse_emergency(act, agent, &number, reason)
                    } else {
                        self.dial_ordinary(act, agent, dialled)
                    };
                }
                Missing::Handle(country) => country.or_else(|| self.last_country(agent)),
            },
            _ => {
                let last = self.last_country(agent);
                match (self.policy.location_failed)(last.as_ref()) {
                    Missing::Handle(country) => country.or(last),
                    Missing::Refuse(reason) => {
                        let number = (self.policy.number)(&dialled);
                        return self.refuse_emergency(act, agent, &number, reason);
                    }
                }
            }
        };
        self.dial_in(act, agent, dialled, country);
    }

    /// The last country of the session, for a location source that fails or does not answer.
    fn last_country(&self, agent: &AgentName) -> Option<Territory> {
        self.agent(agent).map(|agent| agent.country.clone())
    }

    fn is_emergency_in(&self, country: &Territory, number: &Dialled) -> bool {
        self.tenant.plans.get(country).is_some_and(|plan| (self.policy.is_emergency)(plan, number))
    }

    /// Emergency numbers of all served territories.
    pub(super) fn served_numbers(&self, of: fn(&Plan) -> &BTreeSet<Dialled>) -> BTreeSet<Dialled> {
        let served = self.tenant.plans.values().filter(|plan| !plan.feature.is_empty());
        served.flat_map(of).cloned().collect()
    }

    /// The ways from an agent to a number.
    pub(super) fn ways(&self, agent: &AgentName, number: &Dialled) -> Ways {
        let counts = |rights: &Rights| (self.policy.number_counts)(*rights);
        let originating = self.tenant.agents[agent].originating.as_ref();
        Ways {
            routes: self.tenant.routes_for(number),
            own_number: originating.and_then(|number| self.tenant.calling_plan.get(number)).is_some_and(counts),
            any_number: self.tenant.calling_plan.values().any(counts),
            direct_routing: self.tenant.direct_routing,
        }
    }

    fn dial_in(&mut self, act: ActId, agent: &AgentName, dialled: Dialled, country: Option<Territory>) {
        let number = (self.policy.number)(&dialled);
        let Some(country) = country else {
            return self.refuse_emergency(act, agent, &number, Reason::LocationUnavailable);
        };
        let served = self.tenant.plans.get(&country).is_some_and(|plan| !plan.feature.is_empty());
        if !served {
            return match (self.policy.outside)(&self.tenant, agent) {
                Outside::Refuse(reason) => self.refuse_emergency(act, agent, &number, reason),
                Outside::Ordinary => self.dial_ordinary(act, agent, dialled),
            };
        }
        if !self.is_emergency_in(&country, &number) {
            return self.dial_ordinary(act, agent, dialled);
        }
        if let Some(reason) = self.unmet_of_profile(agent, &country) {
            return self.refuse_emergency(act, agent, &number, reason);
        }
        let contacts = self.settings(agent).contacts.as_str();
        if let Some(reason) = (self.policy.contacts_missing)(&(self.policy.read_contacts)(contacts).addresses) {
            return self.refuse_emergency(act, agent, &number, reason);
        }
        let ways = self.ways(agent, &number);
        if !ways.own_number && !ways.routes.is_empty() && (self.policy.over_trunk)() == OverTrunk::Ordinary {
            return self.dial_ordinary(act, agent, dialled);
        }
        let paths = (self.policy.paths)(&ways);
        if paths.is_empty() && (self.policy.no_path)(&self.tenant) == NoPath::Refuse {
            return self.refuse_emergency(act, agent, &number, Reason::NoEmergencyPath);
        }
        self.accept_emergency(act, agent, number, country, paths);
    }

    /// Why the agent's profile does not let an emergency dial pass.
    fn unmet_of_profile(&self, agent: &AgentName, country: &Territory) -> Option<Reason> {
        let (set_up, settings) = (&self.tenant.agents[agent], self.settings(agent));
        let profile = (self.policy.profile_missing)(settings.profile);
        for missing in [profile, (self.policy.mailbox_missing)(settings.mailbox)] {
            if let Missing::Refuse(reason) = missing {
                return Some(reason);
            }
        }
        (self.policy.profile_limits)(ProfileLimits {
            limit: settings.limit,
            used: self.agent(agent).map_or(0, |agent| agent.used),
            allowed: set_up.allowed.as_ref().is_none_or(|list| list.contains(country)),
        })
    }

    /// Refuses the dial of an emergency number, of which the contacts may be told.
    fn refuse_emergency(&mut self, act: ActId, agent: &AgentName, dialled: &Dialled, reason: Reason) {
        self.store_refusal(agent, dialled);
        if let Some(at_dial) = self.state.dialling.remove(&act) {
            self.mail_of_refusal(agent, dialled, &at_dial, reason);
        }
        self.refuse(act, reason);
    }

    fn refuse(&mut self, act: ActId, reason: Reason) {
        self.state.dialling.remove(&act);
        let sentence = (self.policy.sentence)(reason).to_owned();
        self.reply(act, Reply::DialRefused { reason, sentence });
    }

    fn accept_emergency(
        &mut self,
        act: ActId,
        agent: &AgentName,
        dialled: Dialled,
        country: Territory,
        paths: VecDeque<Path>,
    ) {
        let at_dial = self.state.dialling.remove(&act).unwrap_or_else(|| self.read_for_mail(agent));
        let call = self.new_call(agent, CallKind::Emergency, dialled, Some(country), paths, at_dial);
        self.reply(act, Reply::DialAccepted { call: call.clone() });
        self.store_call(&call, RowMoment::Dialled);
        if self.state.calls[&call].onward.is_empty() {
            return self.fail_call(&call, DialFailure::NoPath);
        }
        let withdrawn = self.withdraw_ringing(agent);
        self.over_ordinary(agent, (self.policy.dial_over_call)());
        self.take_snapshot(agent);
        let shed = (self.policy.shed)(self.rush());
        if (self.policy.presence_from)() == CallMoment::Dial && shed != Some(Shed::Presence) {
            self.set_conversation_presence(agent);
        }
        if shed == Some(Shed::Mail)
            && let Some(call) = self.state.calls.get_mut(&call)
        {
            call.notified = true;
        }
        self.state.show_at.insert(agent.clone(), self.now);
        self.get_number(&call);
        if withdrawn {
            self.assign_all();
        }
    }

    /// Counts an emergency dial: how many came within the second before it.
    fn rush(&mut self) -> u32 {
        let (since, count) = self.state.rush;
        let fresh = self.now > since + Span::from_secs(1);
        self.state.rush = if fresh { (self.now, 1) } else { (since, count + 1) };
        self.state.rush.1 - 1
    }

    fn new_call(
        &mut self,
        agent: &AgentName,
        kind: CallKind,
        dialled: Dialled,
        country: Option<Territory>,
        onward: VecDeque<Path>,
        at_dial: AtDial,
    ) -> CallName {
        let name = CallName::new(format!("call-{}", self.state.mint()));
        let phase = if kind == CallKind::Emergency { Phase::Leasing } else { Phase::Up };
        self.state.live.entry(agent.clone()).or_default().insert(name.clone());
        self.state.calls.insert(
            name.clone(),
            Call {
                agent: agent.clone(),
                kind,
                dialled,
                country,
                dialled_at: self.now,
                rang: false,
                answered: false,
                phase,
                number: None,
                leg: None,
                path: None,
                heard: false,
                onward,
                at_dial,
                notified: false,
                shown: None,
            },
        );
        name
    }

    /// Places the leg, and sends the notification with what is known by now.
    pub(super) fn go_on(&mut self, call: &CallName) {
        if self.state.calls.get(call).is_none_or(|call| call.phase != Phase::Leasing) {
            return;
        }
        match (self.policy.leg_order)() {
            LegOrder::LegFirst => {
                self.place_first(call);
                self.notify_at_dial(call);
            }
            LegOrder::MailFirst => {
                self.notify_at_dial(call);
                self.place_first(call);
            }
            LegOrder::MailAnswered => {
                self.notify_at_dial(call);
                if !self.mails_under_way(call) {
                    self.place_first(call);
                }
            }
        }
    }

    fn place_first(&mut self, call: &CallName) {
        if let Some(state) = self.state.calls.get_mut(call).filter(|call| call.phase == Phase::Leasing) {
            state.phase = Phase::Up;
            self.place_next(call);
        }
    }

    /// Places the leg of a call that waited for its mail.
    pub(super) fn leg_after_mail(&mut self, call: Option<&CallName>) {
        if let Some(call) = call.filter(|_| (self.policy.leg_order)() == LegOrder::MailAnswered) {
            self.place_first(call);
        }
    }

    pub(super) fn notify_at_dial(&mut self, call: &CallName) {
        if (self.policy.mail_from)() == CallMoment::Dial {
            self.notify(call);
        }
    }

    /// Tells the feed of what went wrong, if it is to be told.
    pub(super) fn trouble(&mut self, trouble: Trouble) {
        let Some(kind) = (self.policy.incident)(trouble) else { return };
        let fields = (self.policy.incident_fields)(&self.state, kind);
        let incident = Incident { kind: kind.to_owned(), fields };
        self.state.incidents.push(incident.clone());
        self.event(Event::Incident { incident });
    }

    /// An ordinary call takes the first matching route, else the calling-plan number that the agent calls from. Unlike
    /// an emergency call it is held against the capacity and the countries that the outbound profile allows.
    pub(super) fn dial_ordinary(&mut self, act: ActId, agent: &AgentName, dialled: Dialled) {
        let (set_up, settings) = (&self.tenant.agents[agent], self.settings(agent));
        if settings.profile == ProfileLink::None {
            return self.refuse(act, Reason::NoOutboundProfile);
        }
        let busy = self.agent(agent).is_some_and(|state| state.used >= settings.limit);
        let string = spelling::dial_string(&dialled);
        let from = self.agent(agent).map_or(&set_up.country, |state| &state.country);
        let allowed = set_up.allowed.as_ref().is_none_or(|list| reach::allows(list, from, &string));
        let ways = self.ways(agent, &string);
        let mut paths = ways.trunks();
        if paths.is_empty() && ways.own_number {
            paths.push_back(Path::Direct);
        }
        if paths.is_empty() || busy || !allowed {
            return self.refuse(act, Reason::NotReachable);
        }
        let at_dial = self.state.dialling.remove(&act).unwrap_or_else(|| self.read_for_mail(agent));
        let call = self.new_call(agent, CallKind::Ordinary, dialled, None, paths, at_dial);
        self.reply(act, Reply::DialAccepted { call: call.clone() });
        self.store_call(&call, RowMoment::Dialled);
        self.take_capacity(agent);
        self.place_next(&call);
    }
}
