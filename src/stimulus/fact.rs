//! The table of facts: what is so before the first stimulus.

use crate::domain::{
    Address, Admission, AgentName, Base, Client, Code, Dialled, Language, Location, MailPhase, Mailbox, Number,
    Priority, ProfileLink, QueueName, RecordName, Rights, RouteName, RoutingRule, Service, SetOf, Setter, Switch,
    TemplateState, Territory, Text, TrunkName, WorkKind, Zone,
};
use crate::time::Span;

use super::moment::Civil;
use super::parameter::{Count, DeclaredName};
use super::table::values;

/// Hands the rows of the facts to a macro, after whatever it wants to be given first.
macro_rules! facts_table {
    ($then:ident! { $($first:tt)* }) => { $then! { $($first)*
        /// The civil time at which the run begins.
        epoch: Epoch { at: Civil } = "the run starts at {civil}";
        /// The seed of the run.
        seed: Seed { value: Count } = "the seed of the run is {count}";
        /// The span after which the run ends.
        end: End { after: Span } = "the run ends {span} after its start";

        /// A capability of the conformance statement; stands in the head of a trace.
        capability: Capability { name: DeclaredName } = "the deployment declares the capability {name}";
        /// A reading of the conformance statement; stands in the head of a trace.
        reading: Reading { requirement: DeclaredName, name: DeclaredName } = "the deployment reads {name} as {name}";
        /// A tolerance of the conformance statement; stands in the head of a trace.
        tolerance: Tolerance { name: DeclaredName, span: Span } = "the deployment declares for {name} a tolerance of {span}";
        /// A territory of the conformance statement; stands in the head of a trace.
        territory: ServesTerritory { territory: Territory } = "the deployment serves the territory {territory}";
        /// A workspace of the conformance statement; stands in the head of a trace.
        workspace: OffersWorkspace { name: DeclaredName } = "the deployment offers the workspace {name}";
        /// A status of the conformance statement; stands in the head of a trace.
        status: ListsStatus { name: DeclaredName } = "the deployment lists the status {name}";

        /// The emergency numbers of a territory: by the feature, and by its network.
        number_plan: NumberPlan { territory: Territory, feature: SetOf<Dialled>, national: SetOf<Dialled> }
            = "the emergency numbers of {territory} are {numbers} by the feature and {numbers} by its network";
        /// A presence record of the tenant and the base status that it stands on.
        presence_record: PresenceRecord { record: RecordName, base: Base }
            = "the presence record {record} stands on the base status {base}";
        /// A calling-plan number of the tenant, with or without the right to make calls.
        calling_plan_number: CallingPlanNumber { number: Number, rights: Rights }
            = "the tenant owns the calling-plan number {number} {rights}";
        /// Whether the tenant has direct routing.
        direct_routing: DirectRouting { state: Switch } = "direct routing is {switch}";
        /// A trunk of direct routing.
        trunk: Trunk { name: TrunkName } = "the tenant has the trunk {trunk}";
        /// A voice route: its place in the list, the pattern of the numbers it takes, its trunks.
        voice_route: VoiceRoute { name: RouteName, place: Count, pattern: Text, trunks: SetOf<TrunkName> }
            = "voice route {route} in place {count} sends {text} to the trunks {trunks}";
        /// A queue, and whether it gives work to agents in Do not disturb.
        queue: Queue { name: QueueName, dnd: Admission } = "the queue {queue} {admission} agents in Do not disturb";
        /// A rule that routes ordinary inbound calls.
        routing_rule: RoutingRuleSet { kind: RoutingRule, text: Text } = "the routing rule {rule} says {text}";
        /// The pool of temporary numbers: how many, and how long one rests after its window.
        number_pool: NumberPool { size: Count, quarantine: Span }
            = "the number pool has {count} numbers with a quarantine of {span}";
        /// The state of the notification template.
        template: Template { state: TemplateState } = "the notification template is {template}";
        /// The text of the notification template as last saved.
        template_text: TemplateText { text: Text } = "the notification template reads {text}";
        /// The subject of the notification, in the place of the shipped one.
        template_subject: TemplateSubject { text: Text } = "the subject of the notification template reads {text}";
        /// The HTML page of the notification, in the place of the shipped one.
        template_page: TemplatePage { text: Text } = "the page of the notification template reads {text}";
        /// The language of the tenant's mails; one that there are no words in falls back on another.
        mail_language: MailLanguage { language: Language } = "the mails of the tenant are written in {language}";
        /// Whether the active conversation form is customised.
        customised_form: CustomisedForm { state: Switch } = "the customised active conversation form is {switch}";
        /// Whether ordinary calls are recorded automatically.
        automatic_recording: AutomaticRecording { state: Switch } = "automatic recording is {switch}";

        /// An agent who is signed in, and the country where the agent is.
        agent: Agent { agent: AgentName, country: Territory } = "agent {agent} is signed in in {territory}";
        /// Many more agents, named from the seed, each with contacts of its own.
        crew: Crew { count: Count, country: Territory, number: Number }
            = "{count} more agents are signed in in {territory} and call from the number {number}";
        /// Agents with made-up display names, sites and contacts, drawn from the seed.
        cast: Cast { agents: SetOf<AgentName>, contacts: Count, country: Territory, number: Number }
            = "the made-up agents {agents} with {count} contacts each are signed in in {territory} and call from the number {number}";
        /// What the agent's browser says of its location.
        location: LocationState { agent: AgentName, location: Location } = "the browser location of {agent} is {location}";
        /// The time zone that the agent's clock shows.
        time_zone: TimeZone { agent: AgentName, zone: Zone } = "the time zone of {agent} is {zone}";
        /// The country that the agent's network address lies in.
        network_country: NetworkCountry { agent: AgentName, country: Territory }
            = "the network address of {agent} lies in {territory}";
        /// The country that the agent's profile names.
        profile_country: ProfileCountry { agent: AgentName, country: Territory }
            = "the profile of {agent} names the country {territory}";
        /// The workspace that the agent uses.
        uses_workspace: UsesWorkspace { agent: AgentName, workspace: DeclaredName } = "{agent} uses the workspace {name}";
        /// Whether a client of the agent is connected.
        client: ClientState { agent: AgentName, client: Client } = "the client of {agent} is {client}";
        /// A personal number of the agent.
        own_number: OwnNumber { agent: AgentName, number: Number } = "{agent} owns the number {number}";
        /// The number from which the agent's calls go out.
        originating_number: OriginatingNumber { agent: AgentName, number: Number } = "{agent} calls from the number {number}";
        /// How the agent's capacity profile hangs on an outbound profile.
        outbound_profile: OutboundProfile { agent: AgentName, link: ProfileLink }
            = "the outbound profile of {agent} is {link}";
        /// The countries that the agent's outbound profile allows.
        allow_list: AllowList { agent: AgentName, countries: SetOf<Territory> }
            = "the outbound profile of {agent} allows calls to {territories}";
        /// The agent's capacity: how many items at once, and how many of them are taken.
        capacity: Capacity { agent: AgentName, limit: Count, used: Count }
            = "{agent} has a capacity of {count} with {count} in use";
        /// Whether a full capacity blocks assignments to the agent.
        assignment_blocking: AssignmentBlocking { agent: AgentName, state: Switch }
            = "assignment blocking of {agent} is {switch}";
        /// How many sessions the agent has open.
        open_sessions: OpenSessions { agent: AgentName, count: Count } = "{agent} has {count} open sessions";
        /// The agent's presence record and who set it.
        presence: PresenceIs { agent: AgentName, record: RecordName, setter: Setter }
            = "the presence of {agent} is {record} set by {setter}";
        /// Whether an ordinary call leaves the agent in wrap-up.
        wrap_up: WrapUp { agent: AgentName, state: Switch } = "wrap-up of {agent} is {switch}";
        /// The agent's emergency contacts as an administrator saved them, separated by semicolons.
        contacts: Contacts { agent: AgentName, list: Text } = "the emergency contacts of {agent} are {text}";
        /// The agent's display name; without it, it is the agent's id.
        display_name: DisplayName { agent: AgentName, name: Text } = "the display name of {agent} is {text}";
        /// Whether the agent's mailbox may send.
        mailbox: MailboxState { agent: AgentName, mailbox: Mailbox } = "the mailbox of {agent} is {mailbox}";
        /// A queue that the agent serves.
        serves: Serves { agent: AgentName, queue: QueueName } = "{agent} serves the queue {queue}";

        /// Items that wait in a queue: how many, what they are, how urgent, and the place of the first.
        waiting: Waiting { count: Count, kind: WorkKind, priority: Priority, queue: QueueName, place: Count }
            = "{count} {work} items of {priority} priority wait in the queue {queue} from place {count}";

        /// A number that the PSAP calls from, as the tenant knows it.
        psap_number: PsapNumber { number: Number } = "the PSAP calls from the number {number}";
        /// The span after which the PSAP answers by itself; without it, it answers when told.
        psap_answers: PsapAnswers { after: Span } = "the PSAP answers after {span}";
        /// The code with which the PSAP rejects every call.
        psap_rejects: PsapRejects { code: Code } = "the PSAP rejects every call with {code}";
        /// A trunk that fails every leg with a code.
        trunk_fails: TrunkFails { trunk: TrunkName, code: Code } = "the trunk {trunk} fails every leg with {code}";
        /// A service that replies late.
        service_slow: ServiceSlow { service: Service, by: Span } = "the {service} is slow by {span}";
        /// A service that answers with a code of failure.
        service_fails: ServiceFails { service: Service, code: Code } = "the {service} fails with {code}";
        /// Recipients that the mail server refuses with a code, until it recovers.
        recipients_refused: RecipientsRefused { recipients: SetOf<Address>, code: Code }
            = "the mail server refuses {addresses} with {code}";
        /// A phase of each mail at which the mail server closes the connection, until it recovers.
        mail_server_closes: MailServerCloses { phase: MailPhase }
            = "the mail server closes the connection at {mail-phase}";
        /// A phase of each mail at which the mail server answers with a code, until it recovers.
        mail_server_answers: MailServerAnswers { code: Code, phase: MailPhase }
            = "the mail server answers {code} at {mail-phase}";
        /// Whether the mail server defers each sender and recipient that come for the first time.
        greylisting: Greylisting { state: Switch } = "the mail server has greylisting {switch}";
        /// The span after which a failing mail service asks to be tried again.
        retry_after: RetryAfter { span: Span } = "the mail server asks to be tried again after {span}";
        /// A service that does not answer at all.
        service_stopped: ServiceStopped { service: Service } = "the {service} is stopped";
    } };
}

pub(crate) use facts_table;

facts_table! { values! {
    /// What is so before the first stimulus.
    Fact;
} }
