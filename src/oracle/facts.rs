//! The facts as they stand while a trace goes by: those of the head, changed by the stimuli that change them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regex::bytes::{Regex, RegexBuilder};

use crate::domain::{
    AgentName, Client, Dialled, Location, Mailbox, Number, ProfileLink, Rights, RouteName, RoutingRule, Ruling,
    Service, Switch, TemplateState, Territory, TrunkName, Zone,
};
use crate::stimulus::{Direction, Fact, Stimulus};
use crate::time::{Instant, Span};

/// The emergency numbers of a territory.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// By the feature.
    pub feature: BTreeSet<Dialled>,
    /// By the territory's network.
    pub national: BTreeSet<Dialled>,
}

/// A voice route with its compiled pattern.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its name.
    pub name: RouteName,
    /// Its place in the list.
    pub place: u64,
    /// The pattern; none where it does not compile, so that it matches nothing.
    pub pattern: Option<Regex>,
    /// Its trunks.
    pub trunks: BTreeSet<TrunkName>,
}

impl Route {
    /// Whether the route takes a dialled text.
    pub fn matches(&self, text: &str) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.is_match(text.as_bytes()))
    }
}

/// A pattern as direct routing reads it: classes are ASCII, and it may match anywhere unless anchored.
pub(super) fn compiled(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).unicode(false).build().ok()
}

/// The notification template as it was last saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TemplateFact {
    /// As the product ships it.
    #[default]
    Shipped,
    /// Deleted.
    Missing,
    /// Not renderable.
    Broken,
    /// With this text.
    Text(String),
}

/// The facts of a tenant.
#[derive(Clone, Debug, Default)]
pub struct TenantFacts {
    /// The number plans.
    pub plans: BTreeMap<Territory, Plan>,
    /// The calling-plan numbers and their rights.
    pub calling_plan: BTreeMap<Number, Rights>,
    /// Whether it has direct routing.
    pub direct_routing: bool,
    /// The voice routes in list order.
    pub routes: Vec<Route>,
    /// The numbers that the PSAP calls from.
    pub psap: BTreeSet<Number>,
    /// The texts of the rules that route ordinary inbound calls, each with the instant at which it was last changed.
    pub rules: BTreeMap<RoutingRule, (String, Option<Instant>)>,
    /// Numbers in ordinary use: of the tenant and of its agents.
    pub ordinary: BTreeSet<Number>,
    /// Whether the active conversation form is customised, where it is stated.
    pub customised_form: Option<bool>,
    /// The notification template, and when it was last saved.
    pub template: (TemplateFact, Option<Instant>),
    /// The subject and the page of the notification, where they are the tenant's own.
    pub own_parts: Vec<String>,
    /// How far the deployment's wall clock was set ahead, in microseconds.
    pub clock: i64,
    /// Whether calls are recorded automatically, and when that last changed.
    pub recording: (bool, Option<Instant>),
    /// How long a temporary number rests after its window.
    pub quarantine: Span,
    /// When a setting of the tenant last changed.
    pub changed: Option<Instant>,
}

/// The facts of one agent.
#[derive(Clone, Debug)]
pub struct AgentFacts {
    /// Where the agent is.
    pub country: Territory,
    /// Where the deployment last learnt that the agent is: at the start, or at a dial.
    pub known_country: Territory,
    /// What the browser says of it.
    pub location: Location,
    /// The country by network address.
    pub network_country: Option<Territory>,
    /// The country by profile.
    pub profile_country: Option<Territory>,
    /// How the capacity profile hangs on an outbound profile.
    pub link: ProfileLink,
    /// The countries that the outbound profile allows; all where it has no list.
    pub allowed: Option<BTreeSet<Territory>>,
    /// The workspace that the agent uses, where one is named.
    pub workspace: Option<String>,
    /// Whether a client is connected.
    pub connected: bool,
    /// Whether the account was removed: then no client connects any more.
    pub removed: bool,
    /// Personal numbers.
    pub own: BTreeSet<Number>,
    /// The number from which calls go out.
    pub originating: Option<Number>,
    /// The limit and use of the capacity.
    pub capacity: Option<(u64, u64)>,
    /// Whether a full capacity keeps automatic work away.
    pub blocking: bool,
    /// Sessions that were open at the start.
    pub sessions: u64,
    /// Whether ordinary work leaves a wrap-up.
    pub wrap_up: bool,
    /// The display name, if it has one.
    pub name: Option<String>,
    /// The time zone of the agent's clock.
    pub zone: Zone,
    /// Whether the mailbox may send.
    pub mailbox: Mailbox,
    /// When the mailbox was last enabled or disabled.
    pub mailbox_saved: Option<Instant>,
    /// When a setting of the agent, contacts apart, last changed.
    pub changed: Option<Instant>,
}

impl AgentFacts {
    fn new(country: Territory) -> Self {
        AgentFacts {
            known_country: country.clone(),
            country,
            location: Location::On,
            network_country: None,
            profile_country: None,
            link: ProfileLink::Linked,
            allowed: None,
            workspace: None,
            connected: true,
            removed: false,
            own: BTreeSet::new(),
            originating: None,
            capacity: None,
            blocking: false,
            sessions: 0,
            wrap_up: false,
            name: None,
            zone: Zone::UTC,
            mailbox: Mailbox::Enabled,
            mailbox_saved: None,
            changed: None,
        }
    }
}

/// All facts as they stand.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Of the tenant.
    pub tenant: Arc<TenantFacts>,
    /// Of each agent.
    pub agents: BTreeMap<AgentName, AgentFacts>,
    /// The services that are slow, failing or stopped at the start.
    pub faulty: BTreeSet<Service>,
}

impl Facts {
    /// The facts of a trace's head.
    pub fn new(facts: &[Fact]) -> Self {
        let mut all = Facts::default();
        for fact in facts {
            if let Fact::Agent { agent, country } = fact {
                all.agents.entry(agent.clone()).or_insert_with(|| AgentFacts::new(country.clone())).country =
                    country.clone();
            }
        }
        for fact in facts {
            all.tenant_fact(fact);
            all.agent_fact(fact);
        }
        all
    }

    #[allow(clippy::wildcard_enum_match_arm)] // most facts don't matter here
    fn tenant_fact(&mut self, fact: &Fact) {
        let tenant = Arc::make_mut(&mut self.tenant);
        match fact {
            Fact::NumberPlan { territory, feature, national } => {
                let plan = Plan { feature: feature.0.clone(), national: national.0.clone() };
                tenant.plans.insert(territory.clone(), plan);
            }
            Fact::CallingPlanNumber { number, rights } => {
                tenant.calling_plan.insert(number.clone(), *rights);
                tenant.ordinary.insert(number.clone());
            }
            Fact::DirectRouting { state } => tenant.direct_routing = *state == Switch::On,
            Fact::VoiceRoute { name, place, pattern, trunks } => {
                tenant.routes.retain(|route| route.name != *name);
                let (pattern, trunks) = (compiled(pattern.as_str()), trunks.0.clone());
                tenant.routes.push(Route { name: name.clone(), place: place.0, pattern, trunks });
                tenant.routes.sort_by_key(|route| route.place);
            }
            Fact::PsapNumber { number } => {
                tenant.psap.insert(number.clone());
            }
            Fact::RoutingRuleSet { kind, text } => {
                tenant.rules.insert(*kind, (text.0.clone(), None));
            }
            Fact::OwnNumber { number, .. } | Fact::OriginatingNumber { number, .. } => {
                tenant.ordinary.insert(number.clone());
            }
            Fact::CustomisedForm { state } => tenant.customised_form = Some(*state == Switch::On),
            Fact::Template { state } => {
                tenant.template.0 = match state {
                    TemplateState::Shipped => TemplateFact::Shipped,
                    TemplateState::Missing => TemplateFact::Missing,
                    TemplateState::Broken => TemplateFact::Broken,
                };
            }
            Fact::TemplateText { text } => tenant.template.0 = TemplateFact::Text(text.0.clone()),
            Fact::TemplateSubject { text } | Fact::TemplatePage { text } => tenant.own_parts.push(text.0.clone()),
            Fact::AutomaticRecording { state } => tenant.recording = (*state == Switch::On, None),
            Fact::NumberPool { quarantine, .. } => tenant.quarantine = *quarantine,
            Fact::RecipientsRefused { .. }
            | Fact::MailServerCloses { .. }
            | Fact::MailServerAnswers { .. }
            | Fact::Greylisting { state: Switch::On } => {
                self.faulty.insert(Service::Mail);
            }
            Fact::ServiceSlow { service, .. }
            | Fact::ServiceFails { service, .. }
            | Fact::ServiceStopped { service } => {
                self.faulty.insert(*service);
            }
            _ => {}
        }
    }

    #[allow(clippy::wildcard_enum_match_arm)] // most facts don't matter here
    fn agent_fact(&mut self, fact: &Fact) {
        let mut set = |agent: &AgentName, change: &dyn Fn(&mut AgentFacts)| {
            if let Some(facts) = self.agents.get_mut(agent) {
                change(facts);
            }
        };
        match fact {
            Fact::LocationState { agent, location } => set(agent, &|facts| facts.location = *location),
            Fact::NetworkCountry { agent, country } => {
                set(agent, &|facts| facts.network_country = Some(country.clone()));
            }
            Fact::ProfileCountry { agent, country } => {
                set(agent, &|facts| facts.profile_country = Some(country.clone()));
            }
            Fact::ClientState { agent, client } => set(agent, &|facts| facts.connected = *client == Client::Connected),
            Fact::OwnNumber { agent, number } => set(agent, &|facts| {
                facts.own.insert(number.clone());
            }),
            Fact::OriginatingNumber { agent, number } => {
                set(agent, &|facts| facts.originating = Some(number.clone()));
            }
            Fact::OutboundProfile { agent, link } => set(agent, &|facts| facts.link = *link),
            Fact::AllowList { agent, countries } => set(agent, &|facts| facts.allowed = Some(countries.0.clone())),
            Fact::UsesWorkspace { agent, workspace } => {
                set(agent, &|facts| facts.workspace = Some(workspace.0.clone()));
            }
            Fact::Capacity { agent, limit, used } => set(agent, &|facts| facts.capacity = Some((limit.0, used.0))),
            Fact::AssignmentBlocking { agent, state } => set(agent, &|facts| facts.blocking = *state == Switch::On),
            Fact::OpenSessions { agent, count } => set(agent, &|facts| facts.sessions = count.0),
            Fact::WrapUp { agent, state } => set(agent, &|facts| facts.wrap_up = *state == Switch::On),
            Fact::DisplayName { agent, name } => set(agent, &|facts| facts.name = Some(name.0.clone())),
            Fact::TimeZone { agent, zone } => set(agent, &|facts| facts.zone = *zone),
            Fact::MailboxState { agent, mailbox } => set(agent, &|facts| facts.mailbox = *mailbox),
            _ => {}
        }
    }

    /// Takes in what a stimulus changes.
    #[allow(clippy::wildcard_enum_match_arm)] // most stimuli change no fact
    pub fn see(&mut self, stimulus: &Stimulus, at: Instant) {
        match stimulus {
            Stimulus::ChangesRoute { name, pattern } => {
                let tenant = Arc::make_mut(&mut self.tenant);
                tenant.changed = Some(at);
                for route in tenant.routes.iter_mut().filter(|route| route.name == *name) {
                    // A pattern that is none is refused and leaves the route as it was.
                    route.pattern = compiled(pattern.as_str()).or_else(|| route.pattern.take());
                }
            }
            Stimulus::ChangesRule { kind, text } if Ruling::read(*kind, text.as_str()).is_ok() => {
                Arc::make_mut(&mut self.tenant).rules.insert(*kind, (text.0.clone(), Some(at)));
            }
            Stimulus::ChangesTemplate { text } => {
                Arc::make_mut(&mut self.tenant).template = (TemplateFact::Text(text.0.clone()), Some(at));
            }
            Stimulus::ClockSteps { direction, by } => {
                let by = i64::try_from(by.ticks()).unwrap_or(i64::MAX);
                let clock = &mut Arc::make_mut(&mut self.tenant).clock;
                *clock = match direction {
                    Direction::Forward => clock.saturating_add(by),
                    Direction::Back => clock.saturating_sub(by),
                };
            }
            Stimulus::ChangesRecording { state } => {
                Arc::make_mut(&mut self.tenant).recording = (*state == Switch::On, Some(at));
            }
            _ => self.see_agent(stimulus, at),
        }
    }

    #[allow(clippy::wildcard_enum_match_arm)] // most stimuli change no fact
    fn see_agent(&mut self, stimulus: &Stimulus, at: Instant) {
        let mut set = |agent: &AgentName, change: &dyn Fn(&mut AgentFacts)| {
            if let Some(facts) = self.agents.get_mut(agent) {
                change(facts);
            }
        };
        match stimulus {
            Stimulus::Moves { agent, country } => set(agent, &|facts| facts.country = country.clone()),
            Stimulus::LocationTurns { agent, location } => set(agent, &|facts| facts.location = *location),
            Stimulus::ChangesOutboundProfile { agent, link } => set(agent, &|facts| {
                facts.link = *link;
                facts.changed = Some(at);
            }),
            Stimulus::ChangesCapacity { agent, limit } => set(agent, &|facts| {
                facts.capacity = Some((limit.0, facts.capacity.map_or(0, |(_, used)| used)));
                facts.changed = Some(at);
            }),
            Stimulus::ZoneChanges { agent, zone } => set(agent, &|facts| facts.zone = *zone),
            Stimulus::ChangesMailbox { agent, mailbox } => set(agent, &|facts| {
                facts.mailbox = *mailbox;
                facts.mailbox_saved = Some(at);
            }),
            Stimulus::SignsIn { agent } | Stimulus::ComesBack { agent } => {
                set(agent, &|facts| facts.connected = !facts.removed);
            }
            Stimulus::RemovesAccount { agent } => set(agent, &|facts| (facts.connected, facts.removed) = (false, true)),
            Stimulus::SignsOut { agent }
            | Stimulus::SignsAgentOut { agent }
            | Stimulus::SessionExpires { agent }
            | Stimulus::LosesClient { agent } => set(agent, &|facts| facts.connected = false),
            _ => {}
        }
    }
}
