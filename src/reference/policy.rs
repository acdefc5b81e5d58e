//! The decisions, one field each. An alternative or a wrong implementation replaces a field and leaves the rest.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::border::{CallName, Editor, Inbound, LegName, Setting};
use crate::domain::{
    Accepting, Address, AgentName, Base, Button, CallKind, Closer, Code, Control, Dialled, EndCause, Face, Mailbox,
    Number, OfferState, Path, Presence, Priority, ProfileLink, Reason, Rights, RoutingRule, RowKind, Setter, Switch,
    Territory, Via,
};
use crate::notice::Field;
use crate::time::{Instant, Span};

use super::callback_decision;
use super::contacts::Contacts;
use super::decide::{
    CallMoment, Change, EndCall, Exhausted, Happening, Lasting, Leaving, Lock, Missing, NoPath, OnLeaving, Onward,
    Outside, OverTrunk, ProfileLimits, Restore, Resumer, Running, Shed, Shortage, Trouble,
};
use super::mail_policy::{self, FollowUp, LegOrder, MailFailure, NoticeFacts, ReadAt, RefusalMail, Tried};
use super::route::Ways;
use super::row_decision::{Stored, Writing};
use super::settings::{AgentSettings, Settings, TemplateKept};
use super::state::{AgentState, Lease, SetPresence, State, Work};
use super::tenant::{AgentSetUp, Plan, Tenant};
use super::{dial_decision, number_decision, order_decision, presence_decision, row_decision, spelling};

/// How long a dial waits for a service before it goes on without it. Well under the time in which a caller would doubt
/// the call, and long enough for a slow answer.
const PATIENCE: Span = Span::from_secs(1);

/// The table of decisions.
#[derive(Clone, Copy)]
pub struct Policy {
    /// ELG-11: which number does a dialled text spell?
    pub number: fn(&Dialled) -> Dialled,
    /// ELG-01, ELG-02, ELG-03, ELG-05, ELG-12: is the number an emergency number of the plan?
    pub is_emergency: fn(&Plan, &Dialled) -> bool,
    /// ELG-04: what becomes of an emergency dial outside the served territories?
    pub outside: fn(&Tenant, &AgentName) -> Outside,
    /// ELG-06: what becomes of an emergency dial without a location?
    pub location_missing: fn(&AgentSetUp) -> Missing,
    /// ELG-07: what becomes of an emergency dial of an agent whose profile has this link?
    pub profile_missing: fn(ProfileLink) -> Missing,
    /// ELG-08: why do capacity and outbound profile block an emergency dial?
    pub profile_limits: fn(ProfileLimits) -> Option<Reason>,
    /// ELG-09: why can't an emergency dial be made from a workspace?
    pub workspace: fn(Option<&str>) -> Option<Reason>,
    /// ELG-10: what is the agent told with a reason?
    pub sentence: fn(Reason) -> &'static str,
    /// ELG-13: what becomes of the agent's ordinary calls when an emergency dial is accepted?
    pub dial_over_call: fn() -> Running,
    /// PNL-08: why may an agent not dial a call of this kind while an emergency conversation lasts?
    pub second_call: fn(CallKind) -> Option<Reason>,
    /// RTE-01, RTE-02, RTE-03: which paths carry an emergency call, in the order in which they are tried?
    pub paths: fn(&Ways) -> VecDeque<Path>,
    /// RTE-07: does a calling-plan number with these rights open the direct offer?
    pub number_counts: fn(Rights) -> bool,
    /// RTE-09: what becomes of an emergency dial from a number that opens no direct offer, where a route takes it?
    pub over_trunk: fn() -> OverTrunk,
    /// RTE-08: why is a voice route not saved whose pattern is none?
    pub invalid_pattern: fn(Reason) -> Option<Reason>,
    /// RTE-08: what is an administrator warned of who saves a route that takes these emergency numbers?
    pub route_warnings: fn(&BTreeSet<Dialled>) -> Vec<String>,
    /// RTE-04: what follows a leg that came back with this code?
    pub after_failure: fn(Code) -> Onward,
    /// RTE-05: what follows when the last path has failed?
    pub exhausted: fn(&Tenant) -> Exhausted,
    /// RTE-06: what becomes of an emergency dial without a path?
    pub no_path: fn(&Tenant) -> NoPath,
    /// ORD-01: does the leg wait for its number?
    pub leg_waits: fn() -> bool,
    /// ORD-01: how long after End call is the leg closed?
    pub leg_lingers: fn() -> Span,
    /// ORD-02: which call does an event of a leg belong to? None: it comes too late to count.
    pub call_of_leg: fn(&State, &LegName) -> Option<CallName>,
    /// ORD-02: is a dial mailed now, by whether it was mailed already?
    pub mails_dial: fn(bool) -> bool,
    /// ORD-03: does a restart find this again?
    pub outlives_crash: fn(Lasting) -> bool,
    /// ORD-04: what is not done for a dial, by how many came within its second before it?
    pub shed: fn(u32) -> Option<Shed>,
    /// ORD-05: how long does a dial wait for a service?
    pub patience: fn() -> Span,
    /// ORD-05: what becomes of a dial whose location source fails, by the last country of the session?
    pub location_failed: fn(Option<&Territory>) -> Missing,
    /// ORD-06: which incident is raised, if one is, by what went wrong?
    pub incident: fn(Trouble) -> Option<&'static str>,
    /// PRS-01, PRS-05: which presence holds during an emergency conversation?
    pub presence_during: fn(&Tenant, &AgentState) -> Presence,
    /// PRS-02: from when on?
    pub presence_from: fn() -> CallMoment,
    /// PRS-03: do the ordinary rules set a presence while a leg is up?
    pub rules_in_conversation: fn() -> bool,
    /// PRS-03, PRS-08: which status follows an offer that the agent missed or declined?
    pub after_unanswered: fn(&AgentState, OfferState) -> Option<Base>,
    /// PRS-04: which presence follows the conversation, by the one before it and the one that the rules would give?
    pub restored: fn(&Tenant, &SetPresence, &Presence) -> SetPresence,
    /// PRS-06: does it follow this end?
    pub restores_after: fn(EndCause, Closer) -> Restore,
    /// PRS-07: how is a presence answered that is chosen this way during the conversation?
    pub presence_lock: fn(Via) -> Lock,
    /// PRS-07: which presence does the conversation give back after it was so answered, by the one kept and the chosen?
    pub kept_after_choice: fn(Lock, &SetPresence, &Presence) -> SetPresence,
    /// PRS-08: does a callback that is accepted set the presence of a conversation?
    pub callback_sets_presence: fn() -> bool,
    /// PRS-10: whose presence does an emergency conversation of the agent set?
    pub presence_of: fn(&State, &Tenant, &AgentName) -> BTreeSet<AgentName>,
    /// PRS-11: is this work offered while a leg is up, by whether the agent's presence would admit it?
    pub offered_in_conversation: fn(&Work, bool) -> bool,
    /// PRS-12: which presence holds while no client is connected?
    pub presence_away: fn(&Tenant, &AgentState) -> Presence,
    /// PRS-12: which presence does a reconnect inside the grace give back, by the state at the disconnect?
    pub kept: fn(&AgentState) -> (Presence, Setter),
    /// PRS-12, PRS-13: does a reconnect inside the grace undo this?
    pub undone_by_reconnect: fn(Leaving) -> bool,
    /// PRS-12: how long is the grace?
    pub grace: fn() -> Span,
    /// PRS-12: which presence do the rules give, by the items in use and how many there may be?
    pub by_capacity: fn(&Tenant, u64, u64) -> Presence,
    /// PRS-13: what becomes of the emergency legs of an agent who leaves?
    pub on_leaving: fn(Leaving) -> OnLeaving,
    /// PRS-15: do the ordinary rules set this presence anew after this change?
    pub follows_rules: fn(&(Presence, Setter), Change) -> bool,
    /// PRS-15: do the ordinary rules apply as soon as a presence of theirs is given back?
    pub rules_after_restore: fn() -> bool,
    /// CBN-01, CBN-06, CBN-07: which number at hand serves a dial instead of one that the pool gives? None: it is asked.
    pub at_hand: fn(&Tenant, &State, &AgentName) -> Option<Number>,
    /// CBN-01: does a dial that goes on to its next path get another number?
    pub number_for_each_leg: fn() -> bool,
    /// CBN-02: which number is the PSAP given, by the temporary one and the agent's set-up?
    pub caller_identity: fn(Option<&Number>, &AgentSetUp) -> Option<Number>,
    /// CBN-02: which number is the PSAP given in a field other than the caller identity, by the temporary one?
    pub declared_number: fn(Option<&Number>) -> Option<Number>,
    /// CBN-03: how long is a window? A trial's is shorter.
    pub window: Span,
    /// CBN-03, CBR-10: what is the last instant of the window? None while it can't be told.
    pub window_end: fn(&Lease) -> Option<Instant>,
    /// CBN-04: does the end of the window end a callback in this state?
    pub cut_at_end: fn(OfferState) -> bool,
    /// CBN-05: how much of the window has passed, by the run clock and by what the agent's clock shows?
    pub elapsed: fn(&Lease, Instant, Face) -> Span,
    /// CBN-07: what is the last instant at which the number rests, by the end of its window and the quarantine?
    pub rests_until: fn(&Lease, Instant, Span) -> Instant,
    /// CBN-08: from which instant does the window of a dial run, by the agent's leases and the instant of the dial?
    pub window_from: fn(&State, &AgentName, Instant) -> Instant,
    /// CBN-08: which number does another dial of the agent keep? None is a number of its own.
    pub second_number: fn(&State, &AgentName) -> Option<Number>,
    /// CBN-09: which number is used again where the pool gives none? None is the tenant's identity.
    pub reused: fn(&State, &AgentName, Shortage) -> Option<Number>,
    /// CBN-08, CBN-10, CBN-11: does a temporary number outlive this?
    pub outlives: fn(Happening) -> bool,
    /// CBN-12: to which instant do callbacks move the end of the window?
    pub extended_to: fn(&Lease) -> Option<Instant>,
    /// CBR-01, CBN-06: whom does a callback reach?
    pub callback_target: fn(&Lease, &Tenant) -> AgentName,
    /// CBR-02: how urgent is a callback?
    pub callback_priority: fn() -> Priority,
    /// CBR-05: is a callback offered to an agent in this state?
    pub callback_offered: fn(&AgentState) -> bool,
    /// CBR-06: what becomes of the agent's ordinary calls when a callback is accepted, by what the agent chose?
    pub callback_over_call: fn(Option<Accepting>) -> Running,
    /// CBR-06, ELG-13: who takes a held call from hold after the conversation?
    pub resumes: fn() -> Resumer,
    /// CBR-03: does a rule of this kind apply to a callback?
    pub rule_for_callback: fn(RoutingRule) -> bool,
    /// CBR-04: does the agent's capacity admit a callback?
    pub callback_capacity: fn(&AgentState, &AgentSettings) -> bool,
    /// CBR-08: is a call to a live number of this caller treated as a callback?
    pub callback_privileged: fn(&Tenant, &Lease, &Number) -> bool,
    /// CBR-09: what becomes of the emergency legs that are up when a callback is accepted, by what the agent chose?
    pub callback_over_leg: fn(Option<Accepting>) -> Running,
    /// CBR-09: what does End call end?
    pub end_call: fn() -> EndCall,
    /// CBR-11: what becomes of a callback when no client of the agent is connected?
    pub without_client: fn() -> Inbound,
    /// CBR-12: what becomes of a callback that the agent declines?
    pub after_decline: fn() -> Inbound,
    /// CBR-13: does an unverified marking make a callback of a call to an ordinary number?
    pub trusts_marking: fn() -> bool,
    /// CBR-14: is a notice sent of a callback that can't be offered, after so many for the same number?
    pub unreachable_notice: fn(u32) -> bool,
    /// CBR-14: who gets it, of the contacts at the dial and those of now?
    pub unreachable_told: fn(&str, &str) -> String,
    /// PRS-09: which presence is kept when a leg comes up, by the one kept already and that of now?
    pub snapshot: fn(Option<&SetPresence>, &SetPresence) -> SetPresence,
    /// PRS-09: is the conversation over with so many legs up?
    pub conversation_over: fn(usize) -> bool,
    /// CBR-10: what becomes of a call to a number whose window is over?
    pub after_window: fn(&Lease) -> Inbound,
    /// PRS-14: is work that rings withdrawn for an emergency call or a callback?
    pub withdraws_ringing: fn() -> bool,
    /// PRS-14: as what does it then count?
    pub withdrawn_as: fn() -> OfferState,
    /// PRS-14: at which place does it then wait, by its own and the next that is free?
    pub withdrawn_to: fn(u64, u64) -> u64,
    /// PNL-01: which controls does the panel show in a call of this kind?
    pub controls: fn(CallKind) -> BTreeSet<Control>,
    /// PNL-04: as a call of which kind does the panel of an agent show one of this kind?
    pub panel_of: fn(&State, &AgentName, CallKind) -> CallKind,
    /// PNL-02: may a control be used on a call of this kind?
    pub control_allowed: fn(CallKind, Control) -> bool,
    /// PNL-07: may a supervisor listen to, enter or take over a call of this kind?
    pub supervised: fn(CallKind) -> bool,
    /// PNL-03: from when on does the alert show?
    pub alert_from: fn() -> CallMoment,
    /// PNL-03: by which id is the alert known in a call of this kind?
    pub alert_id: fn(CallKind) -> &'static str,
    /// PNL-05, PNL-06: which buttons does the conversation form show in a call of this kind, customised or not?
    pub buttons: fn(CallKind, Switch) -> BTreeSet<Button>,
    /// CNF-01, CNF-02, CNF-03, CNF-05, CNF-06, CNF-07, CNF-08: what does a store do at a moment of a call?
    pub row: fn(&Stored, RowKind) -> Writing,
    /// CNF-04: is an answered call of this kind recorded, by what automatic recording says?
    pub recorded: fn(CallKind, Switch) -> bool,
    /// CNF-09: what does the presence history say of a change?
    pub presence_line: fn(&State, &AgentName, &Presence) -> String,
    /// CNF-09: what do operational events say beside what happened?
    pub incident_fields: fn(&State, &str) -> BTreeMap<String, String>,
    /// NTF-19: why may somebody not save a setting?
    pub may_save: fn(&Editor, &Setting) -> Option<Reason>,
    /// NTF-03, NTF-04, NTF-18: what is a list of contacts made of?
    pub read_contacts: fn(&str) -> Contacts,
    /// NTF-04: why may a list not be saved?
    pub contacts_refused: fn(&Contacts) -> Option<Reason>,
    /// NTF-12, NTF-16: which list counts for a dial of the agent?
    pub contacts_of: fn(&Tenant, &Settings, &AgentName) -> String,
    /// NTF-12: when is it read?
    pub contacts_read: fn() -> ReadAt,
    /// NTF-01, NTF-02: who of the contacts gets the notification?
    pub recipients: fn(&[Address]) -> Vec<Address>,
    /// NTF-02: why is an emergency dial refused, by the contacts of its agent?
    pub contacts_missing: fn(&[Address]) -> Option<Reason>,
    /// NTF-01: when is it sent?
    pub mail_from: fn() -> CallMoment,
    /// NTF-08, NTF-09: in which order do leg and mail go out?
    pub leg_order: fn() -> LegOrder,
    /// NTF-10: does a dial send its own, by the agent's last dial that did, the instant of this one and the span in which
    /// notifications may be gathered?
    pub notifies: fn(Option<Instant>, Instant, Span) -> bool,
    /// NTF-10: how long is that span, where they are?
    pub gathered_for: Span,
    /// NTF-11: does a callback send one?
    pub callback_notifies: fn() -> bool,
    /// NTF-07: what becomes of a dial whose agent has such a mailbox?
    pub mailbox_missing: fn(Mailbox) -> Missing,
    /// NTF-07: when is the mailbox looked at?
    pub mailbox_read: fn() -> ReadAt,
    /// NTF-07: from which address does it come, by the agent's mailbox? None: no mail.
    pub sender: fn(&AgentName, Mailbox) -> Option<Address>,
    /// NTF-05: which template counts?
    pub template: fn(&Tenant, &Settings) -> TemplateKept,
    /// NTF-05: when is it read?
    pub template_read: fn() -> ReadAt,
    /// NTF-17: what stands in for a template that is missing or broken? None: no mail.
    pub stand_in: fn() -> Option<&'static str>,
    /// NTF-06, NTF-15: what does a merge field say?
    pub merged: fn(&NoticeFacts<'_>, Field) -> String,
    /// NTF-13: how does a value come into a mail?
    pub safe: fn(&str) -> String,
    /// NTF-08: may a mail that failed so be tried again?
    pub mail_transient: fn(MailFailure) -> bool,
    /// NTF-08: after which pause? None: it is given up.
    pub mail_retry: fn(&Tried) -> Option<Span>,
    /// NTF-08: does a call end whose mail was given up?
    pub ends_unmailed: fn() -> bool,
    /// NTF-14: what is mailed when an accepted dial has failed?
    pub after_failed_dial: fn() -> FollowUp,
    /// NTF-14: what is mailed when a dial is refused?
    pub after_refusal: fn(Reason) -> RefusalMail,
}

impl Policy {
    /// The catalogue's own answers.
    pub const SPEC: Policy = Policy {
        number: spelling::number,
        is_emergency: dial_decision::exactly_in_plan,
        outside: dial_decision::refused_outside,
        location_missing: dial_decision::refused_without_location,
        profile_missing: dial_decision::refused_without_profile,
        profile_limits: dial_decision::association_is_enough,
        workspace: dial_decision::from_each,
        sentence,
        dial_over_call: callback_decision::held,
        second_call: refused_meanwhile,
        paths: dial_decision::routes_then_direct_offer,
        number_counts: dial_decision::makes_calls,
        over_trunk: dial_decision::handled_over_trunk,
        invalid_pattern: dial_decision::refused,
        route_warnings: dial_decision::one_for_each_number,
        after_failure: dial_decision::moves_on_where_sip_says,
        exhausted: dial_decision::dropped,
        no_path: dial_decision::refused_without_path,
        leg_waits: always,
        leg_lingers: order_decision::not_at_all,
        call_of_leg: order_decision::its_own_while_up,
        mails_dial: order_decision::once,
        outlives_crash: order_decision::all_of_it,
        shed: order_decision::nothing,
        patience: one_second,
        location_failed: order_decision::last_country,
        incident: order_decision::incident,
        presence_during: presence_decision::do_not_disturb,
        presence_from: from_dial,
        rules_in_conversation: presence_decision::never,
        after_unanswered: presence_decision::none_follows,
        restored: presence_decision::as_it_was,
        restores_after: presence_decision::after_any_end,
        presence_lock: presence_decision::locked,
        kept_after_choice: presence_decision::unless_refused,
        callback_sets_presence: always,
        presence_of: presence_decision::own_alone,
        offered_in_conversation: presence_decision::no_work,
        presence_away: presence_decision::offline,
        kept: presence_decision::before_conversation,
        undone_by_reconnect: presence_decision::what_befell_the_agent,
        grace: presence_decision::two_minutes_and_a_half,
        by_capacity: presence_decision::by_capacity,
        on_leaving: presence_decision::own_sign_out_ends,
        follows_rules: presence_decision::unless_chosen_to_be_away,
        rules_after_restore: always,
        at_hand: number_decision::none_but_leased,
        number_for_each_leg: number_decision::one_for_all_legs,
        caller_identity: number_decision::temporary_number,
        declared_number: number_decision::no_other_field,
        window: number_decision::WINDOW,
        window_end: number_decision::window_from_dial,
        cut_at_end: number_decision::spared,
        elapsed: number_decision::by_run_clock,
        rests_until: number_decision::quarantine,
        window_from: number_decision::own_dial,
        second_number: number_decision::own_number,
        reused: number_decision::own_then_resting_then_idle,
        outlives: number_decision::whatever_happens,
        extended_to: number_decision::not_extended,
        callback_target: who_dialled,
        callback_priority: above_all,
        callback_offered: always_offered,
        callback_over_call: callback_decision::held_whatever_is_chosen,
        resumes: callback_decision::by_agent,
        rule_for_callback: callback_decision::bypasses_rule,
        callback_capacity: callback_decision::bypasses_capacity,
        callback_privileged: callback_decision::whoever_calls,
        callback_over_leg: callback_decision::neither_held_nor_ended,
        end_call: callback_decision::ends_all,
        without_client: callback_decision::rings_on,
        after_decline: callback_decision::busy,
        trusts_marking: callback_decision::nothing_vouches,
        unreachable_notice: callback_decision::first_time,
        unreachable_told: callback_decision::as_read_at_dial,
        snapshot: callback_decision::first_kept,
        conversation_over: callback_decision::no_leg_up,
        after_window: not_in_service,
        withdraws_ringing: always,
        withdrawn_as: presence_decision::neither_missed_nor_declined,
        withdrawn_to: presence_decision::own_place,
        controls: controls_of,
        panel_of: as_it_is,
        control_allowed: as_shown,
        supervised: ordinary_only,
        alert_from: from_dial,
        alert_id: one_alert,
        buttons: buttons_of,
        row: row_decision::of_ordinary_calls,
        recorded: row_decision::ordinary_calls,
        presence_line: row_decision::record_alone,
        incident_fields: row_decision::no_fields,
        may_save: administrators_only,
        read_contacts: Contacts::read,
        contacts_refused: mail_policy::taken_as_it_is,
        contacts_of: mail_policy::as_saved,
        contacts_read: mail_policy::at_dial,
        recipients: mail_policy::all_of_them,
        contacts_missing: mail_policy::no_matter_who_is_told,
        mail_from: from_dial,
        leg_order: mail_policy::leg_first,
        notifies: mail_policy::each_dial,
        gathered_for: mail_policy::GATHERED_FOR,
        callback_notifies: mail_policy::silent,
        mailbox_missing: mail_policy::no_matter,
        mailbox_read: mail_policy::at_dial,
        sender: mail_policy::own_mailbox,
        template: mail_policy::last_saved,
        template_read: mail_policy::at_dial,
        stand_in: mail_policy::built_in_text,
        merged: mail_policy::merged,
        safe: mail_policy::one_line,
        mail_transient: mail_policy::is_transient,
        mail_retry: mail_policy::three_times,
        ends_unmailed: mail_policy::goes_on,
        after_failed_dial: mail_policy::nothing_more,
        after_refusal: mail_policy::no_mail,
    };
}

fn sentence(reason: Reason) -> &'static str {
    match reason {
        Reason::UnsupportedCountry => "Emergency calls are not supported in your country.",
        Reason::LocationUnavailable => "Turn on the browser location to make an emergency call.",
        Reason::NoOutboundProfile => "Your capacity profile is not linked to an outbound profile.",
        Reason::NoEmergencyPath => "No route or number leads to an emergency service.",
        Reason::EmergencyInProgress => "End the emergency call first.",
        Reason::PresenceLocked => "Your presence cannot be changed during an emergency call.",
        Reason::ControlNotAvailable => "This control is not available in this call.",
        Reason::NotPermitted => "Your role does not allow this.",
        Reason::InvalidPattern => "The pattern is no regular expression.",
        Reason::NotReachable => "This number cannot be reached.",
        Reason::InvalidContacts => "The list holds an entry that is no plain mail address.",
    }
}

/// An emergency number is no exception: End call comes first.
fn refused_meanwhile(_: CallKind) -> Option<Reason> {
    Some(Reason::EmergencyInProgress)
}

fn one_second() -> Span {
    PATIENCE
}

fn from_dial() -> CallMoment {
    CallMoment::Dial
}

fn who_dialled(lease: &Lease, _: &Tenant) -> AgentName {
    lease.agent.clone()
}

fn above_all() -> Priority {
    Priority::Emergency
}

fn always_offered(_: &AgentState) -> bool {
    true
}

fn not_in_service(_: &Lease) -> Inbound {
    Inbound::NotInService
}

fn always() -> bool {
    true
}

fn controls_of(kind: CallKind) -> BTreeSet<Control> {
    match kind {
        CallKind::Emergency | CallKind::Callback => BTreeSet::from([Control::DeviceSettings, Control::EndCall]),
        CallKind::Ordinary => Control::ALL.iter().copied().collect(),
    }
}

fn as_it_is(_: &State, _: &AgentName, kind: CallKind) -> CallKind {
    kind
}

/// What the panel shows can be used, and nothing else.
fn as_shown(kind: CallKind, control: Control) -> bool {
    controls_of(kind).contains(&control)
}

/// One id for a whole conversation, and no text, so that it is the same in every language.
fn one_alert(_: CallKind) -> &'static str {
    "emergency-call-in-progress"
}

fn buttons_of(kind: CallKind, customised: Switch) -> BTreeSet<Button> {
    match (customised, kind) {
        (Switch::On, CallKind::Ordinary) => Button::ALL.iter().copied().collect(),
        (Switch::On, CallKind::Emergency | CallKind::Callback) | (Switch::Off, _) => BTreeSet::new(),
    }
}

fn ordinary_only(kind: CallKind) -> bool {
    match kind {
        CallKind::Ordinary => true,
        CallKind::Emergency | CallKind::Callback => false,
    }
}

fn administrators_only(editor: &Editor, _: &Setting) -> Option<Reason> {
    match editor {
        Editor::Administrator => None,
        Editor::Agent(_) => Some(Reason::NotPermitted),
    }
}
