//! The table of stimuli: what happens, and who does it.

use crate::domain::{
    Accepting, AgentName, Code, Control, Dialled, Location, Mailbox, Priority, ProfileLink, QueueName, RecordName,
    RouteName, RoutingRule, Service, SetOf, Switch, Territory, Text, TrunkName, Via, Zone,
};
use crate::time::Span;

use super::moment::Moment;
use super::parameter::{Count, DeclaredName, Direction, MessageKind, Side};
use super::reference::{CallRef, Callee};
use super::table::values;

/// Hands the rows of the stimuli to a macro, after whatever it wants to be given first.
macro_rules! stimuli_table {
    ($then:ident! { $($first:tt)* }) => { $then! { $($first)*
        /// The agent signs in.
        signs_in: SignsIn { agent: AgentName } = "{agent} signs in";
        /// The agent signs out.
        signs_out: SignsOut { agent: AgentName } = "{agent} signs out";
        /// The agent's session expires.
        session_expires: SessionExpires { agent: AgentName } = "the session of {agent} expires";
        /// The agent's last client is lost.
        loses_client: LosesClient { agent: AgentName } = "{agent} loses the client";
        /// A client of the agent connects again.
        comes_back: ComesBack { agent: AgentName } = "{agent} comes back";
        /// The agent moves to another country.
        moves: Moves { agent: AgentName, country: Territory } = "{agent} moves to {territory}";
        /// The agent's browser location changes.
        location_turns: LocationTurns { agent: AgentName, location: Location }
            = "the browser location of {agent} turns {location}";
        /// The agent, or a program in the agent's name, chooses a presence.
        chooses_presence: ChoosesPresence { agent: AgentName, record: RecordName, via: Via }
            = "{agent} chooses the presence {record} by {via}";
        /// The agent dials.
        dials: Dials { agent: AgentName, dialled: Dialled } = "{agent} dials {dialled}";
        /// The agent dials from a named workspace.
        dials_in: DialsIn { agent: AgentName, dialled: Dialled, workspace: DeclaredName }
            = "{agent} dials {dialled} in the workspace {name}";
        /// The agent ends a call.
        ends: Ends { agent: AgentName, call: CallRef } = "{agent} ends {call}";
        /// The agent accepts what is offered.
        accepts: Accepts { agent: AgentName } = "{agent} accepts the offer";
        /// The agent accepts what is offered and says what becomes of the running call.
        accepts_and: AcceptsAnd { agent: AgentName, running: Accepting }
            = "{agent} accepts the offer to {accepting} the running call";
        /// The agent declines what is offered.
        declines: Declines { agent: AgentName } = "{agent} declines the offer";
        /// The agent lets an offer ring.
        ignores: Ignores { agent: AgentName } = "{agent} ignores the offer";
        /// The agent takes a call from hold.
        resumes: Resumes { agent: AgentName, call: CallRef } = "{agent} resumes {call}";
        /// The agent closes the wrap-up.
        closes_wrap_up: ClosesWrapUp { agent: AgentName } = "{agent} closes the wrap-up";
        /// The agent, or a program in the agent's name, tries a control.
        tries: Tries { agent: AgentName, control: Control, call: CallRef } = "{agent} tries {control} on {call}";
        /// The agent tries to change the emergency contacts.
        tries_to_save_contacts: TriesToSaveContacts { agent: AgentName, list: Text }
            = "{agent} tries to save the contacts {text}";

        /// A supervisor listens to a call.
        monitors: Monitors { supervisor: AgentName, call: CallRef } = "the supervisor {agent} monitors {call}";
        /// A supervisor enters a call.
        barges_into: BargesInto { supervisor: AgentName, call: CallRef } = "the supervisor {agent} barges into {call}";
        /// A supervisor takes a call over.
        takes_over: TakesOver { supervisor: AgentName, call: CallRef } = "the supervisor {agent} takes over {call}";

        /// The administrator changes the pattern of a voice route.
        changes_route: ChangesRoute { name: RouteName, pattern: Text }
            = "the administrator changes the voice route {route} to {text}";
        /// The administrator changes the notification template.
        changes_template: ChangesTemplate { text: Text } = "the administrator changes the template to {text}";
        /// The administrator enables or disables a mailbox.
        changes_mailbox: ChangesMailbox { agent: AgentName, mailbox: Mailbox }
            = "the administrator turns the mailbox of {agent} {mailbox}";
        /// The administrator changes an agent's outbound profile.
        changes_outbound_profile: ChangesOutboundProfile { agent: AgentName, link: ProfileLink }
            = "the administrator changes the outbound profile of {agent} to {link}";
        /// The administrator changes an agent's capacity.
        changes_capacity: ChangesCapacity { agent: AgentName, limit: Count }
            = "the administrator changes the capacity of {agent} to {count}";
        /// The administrator changes the queues that an agent serves.
        changes_queues: ChangesQueues { agent: AgentName, queues: SetOf<QueueName> }
            = "the administrator changes the queues of {agent} to {queues}";
        /// The administrator changes a routing rule.
        changes_rule: ChangesRule { kind: RoutingRule, text: Text }
            = "the administrator changes the routing rule {rule} to {text}";
        /// The administrator switches automatic recording.
        changes_recording: ChangesRecording { state: Switch } = "the administrator turns automatic recording {switch}";
        /// The administrator edits an agent's emergency contacts without saving them.
        edits_contacts: EditsContacts { agent: AgentName, list: Text }
            = "the administrator edits the contacts of {agent} to {text}";
        /// The administrator saves an agent's emergency contacts.
        saves_contacts: SavesContacts { agent: AgentName, list: Text }
            = "the administrator saves the contacts of {agent} as {text}";
        /// The administrator signs an agent out.
        signs_agent_out: SignsAgentOut { agent: AgentName } = "the administrator signs {agent} out";
        /// The administrator removes an agent's account.
        removes_account: RemovesAccount { agent: AgentName } = "the administrator removes the account of {agent}";

        /// The PSAP answers a call.
        psap_answers_call: PsapAnswersCall { call: CallRef } = "the PSAP answers {call}";
        /// The PSAP rejects a call.
        psap_rejects_call: PsapRejectsCall { call: CallRef, code: Code } = "the PSAP rejects {call} with {code}";
        /// The PSAP hangs up a call.
        psap_hangs_up: PsapHangsUp { call: CallRef } = "the PSAP hangs up {call}";
        /// The PSAP stays on the line but says nothing more.
        psap_goes_silent: PsapGoesSilent { call: CallRef } = "the PSAP goes silent on {call}";
        /// The PSAP calls a number.
        psap_calls: PsapCalls { number: Callee } = "the PSAP calls {callee}";
        /// The PSAP gives a callback up before it is answered.
        psap_gives_up: PsapGivesUp { call: CallRef } = "the PSAP gives up {call}";

        /// A customer calls a queue.
        customer_calls_queue: CustomerCallsQueue { queue: QueueName, priority: Priority }
            = "a customer calls the queue {queue} with {priority} priority";
        /// A customer calls a number.
        customer_calls: CustomerCalls { number: Callee } = "a customer calls {callee}";
        /// A customer calls a number with a callback marking that nobody verified.
        customer_calls_marked: CustomerCallsMarked { number: Callee }
            = "a customer calls {callee} with a callback marking";
        /// The customer of an ordinary call hangs up.
        customer_hangs_up: CustomerHangsUp { call: CallRef } = "the customer hangs up {call}";

        /// The carrier loses a call.
        drops: Drops { call: CallRef } = "the carrier drops {call}";
        /// A trunk fails from now on.
        fails_trunk: FailsTrunk { trunk: TrunkName, code: Code } = "the carrier fails the trunk {trunk} with {code}";
        /// A trunk fails for a while.
        fails_trunk_for: FailsTrunkFor { trunk: TrunkName, code: Code, span: Span }
            = "the carrier fails the trunk {trunk} with {code} for {span}";
        /// The carrier repeats its last events.
        repeats_events: RepeatsEvents { count: Count } = "the carrier repeats its last {count} events";
        /// The carrier delays the events to come.
        delays_events: DelaysEvents { by: Span } = "the carrier delays its events by {span}";
        /// The carrier sends its last events again in another order.
        reorders_events: ReordersEvents { count: Count } = "the carrier reorders its last {count} events";

        /// A service becomes slow.
        service_slows: ServiceSlows { service: Service, by: Span } = "the {service} becomes slow by {span}";
        /// A service starts to fail.
        service_starts_failing: ServiceStartsFailing { service: Service, code: Code }
            = "the {service} starts to fail with {code}";
        /// A service stops answering.
        service_stops: ServiceStops { service: Service } = "the {service} stops";
        /// A service is healthy again.
        service_recovers: ServiceRecovers { service: Service } = "the {service} recovers";

        /// Time passes.
        passes: Passes { span: Span } = "time passes by {span}";
        /// Time reaches a moment.
        reaches: Reaches { moment: Moment } = "time reaches {moment}";
        /// The deployment's wall clock steps.
        clock_steps: ClockSteps { direction: Direction, by: Span } = "the wall clock steps {direction} by {span}";
        /// The agent's time zone changes.
        zone_changes: ZoneChanges { agent: AgentName, zone: Zone } = "the time zone of {agent} changes to {zone}";

        /// The deployment crashes now.
        crashes: Crashes {} = "the deployment crashes";
        /// The deployment crashes when its next message of a kind reaches us.
        crashes_at: CrashesAt { message: MessageKind, side: Side }
            = "the deployment crashes at its next {message} {side} the reply";
        /// The deployment starts again.
        restarts: Restarts {} = "the deployment restarts";

        /// Many agents dial at once.
        burst_dials: BurstDials { count: Count, dialled: Dialled, within: Span }
            = "{count} agents dial {dialled} within {span}";
        /// Many customers call a queue at once.
        burst_customers: BurstCustomers { count: Count, queue: QueueName, priority: Priority }
            = "{count} customers call the queue {queue} with {priority} priority";
        /// The agent accepts and ends offer after offer.
        burst_accepts: BurstAccepts { agent: AgentName, count: Count } = "{agent} accepts and ends {count} offers";
    } };
}

pub(crate) use stimuli_table;

stimuli_table! { values! {
    /// Something that happens.
    Stimulus;
} }
