//! The decisions, one field each. An alternative or a wrong implementation replaces a field and leaves the rest.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::border::{CallName, Editor, Inbound, LegName, Setting};
use crate::domain::{
    Accepting, Address, AgentName, Base, Button, CallKind, Closer, Code, Control, Dialled, EndCause, Face, Mailbox,
    Number, OfferState, Path, Presence, Priority, ProfileLink, Reason, Rights, RoutingRule, RowKind, Setter, Switch,
    Territory, Via,
};
use crate::notice::{Field, Written};
use crate::time::{Instant, Span};

use super::callback_decision;
use super::contacts::Contacts;
use super::decide::{
    CallMoment, Change, EndCall, Exhausted, Happening, Lasting, Leaving, Lock, Missing, NoPath, OnLeaving, Onward,
    Outside, OverTrunk, ProfileLimits, Restore, Resumer, Running, Shed, Shortage, Trouble,
};
use super::decision::decisions;
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

decisions! {
    /// ELG-11: which number does a dialled text spell?
    number: fn(&Dialled) -> Dialled = spelling::number;
    /// ELG-01, ELG-02, ELG-03, ELG-05, ELG-12: is the number an emergency number of the plan?
    is_emergency: fn(&Plan, &Dialled) -> bool = dial_decision::exactly_in_plan;
    /// ELG-01, ELG-06: in which country is a dial made, by the last one of the session and the one that is located?
    country: fn(&Territory, &Territory) -> Territory = dial_decision::as_located;
    /// ELG-04: what becomes of an emergency dial outside the served territories?
    outside: fn(&Tenant, &AgentName) -> Outside = dial_decision::refused_outside;
    /// ELG-06: what becomes of an emergency dial without a location?
    location_missing: fn(&AgentSetUp) -> Missing = dial_decision::refused_without_location;
    /// ELG-07: what becomes of an emergency dial of an agent whose profile has this link?
    profile_missing: fn(ProfileLink) -> Missing = dial_decision::refused_without_profile;
    /// ELG-08: why do capacity and outbound profile block an emergency dial?
    profile_limits: fn(ProfileLimits) -> Option<Reason> = dial_decision::association_is_enough;
    /// ELG-09: why can't an emergency dial be made from a workspace?
    workspace: fn(Option<&str>) -> Option<Reason> = dial_decision::from_each;
    /// ELG-10: what is the agent told with a reason?
    sentence: fn(Reason) -> &'static str = sentence;
    /// ELG-13: what becomes of the agent's ordinary calls when an emergency dial is accepted?
    dial_over_call: fn() -> Running = callback_decision::held;
    /// PNL-08: why may an agent not dial a call of this kind while an emergency conversation lasts?
    second_call: fn(CallKind) -> Option<Reason> = refused_meanwhile;
    /// RTE-01, RTE-02, RTE-03: which paths carry an emergency call, in the order in which they are tried?
    paths: fn(&Ways) -> VecDeque<Path> = dial_decision::routes_then_direct_offer;
    /// RTE-07: does a calling-plan number with these rights open the direct offer?
    number_counts: fn(Rights) -> bool = dial_decision::makes_calls;
    /// RTE-09: what becomes of an emergency dial from a number that opens no direct offer, where a route takes it?
    over_trunk: fn() -> OverTrunk = dial_decision::handled_over_trunk;
    /// RTE-08: why is a voice route not saved whose pattern is none?
    invalid_pattern: fn(Reason) -> Option<Reason> = dial_decision::refused;
    /// RTE-08: what is an administrator warned of who saves a route that takes these emergency numbers?
    route_warnings: fn(&BTreeSet<Dialled>) -> Vec<String> = dial_decision::one_for_each_number;
    /// RTE-04: what follows a leg that came back with this code?
    after_failure: fn(Code) -> Onward = dial_decision::moves_on_where_sip_says;
    /// RTE-05: what follows when the last path has failed?
    exhausted: fn(&Tenant) -> Exhausted = dial_decision::dropped;
    /// RTE-06: what becomes of an emergency dial without a path?
    no_path: fn(&Tenant) -> NoPath = dial_decision::refused_without_path;
    /// ORD-01: does the leg wait for its number?
    leg_waits: fn() -> bool = always;
    /// ORD-01: how long after End call is the leg closed?
    leg_lingers: fn() -> Span = order_decision::not_at_all;
    /// ORD-02: which call does an event of a leg belong to? None: it comes too late to count.
    call_of_leg: fn(&State, &LegName) -> Option<CallName> = order_decision::its_own_while_up;
    /// ORD-02: is a dial mailed now, by whether it was mailed already?
    mails_dial: fn(bool) -> bool = order_decision::once;
    /// ORD-03: does a restart find this again?
    outlives_crash: fn(Lasting) -> bool = order_decision::all_of_it;
    /// ORD-04: what is not done for a dial, by how many came within its second before it?
    shed: fn(u32) -> Option<Shed> = order_decision::nothing;
    /// ORD-05: how long does a dial wait for a service?
    patience: fn() -> Span = one_second;
    /// ORD-05: what becomes of a dial whose location source fails, by the last country of the session?
    location_failed: fn(Option<&Territory>) -> Missing = order_decision::last_country;
    /// ORD-06: which incident is raised, if one is, by what went wrong?
    incident: fn(Trouble) -> Option<&'static str> = order_decision::incident;
    /// PRS-01, PRS-05: which presence holds during an emergency conversation?
    presence_during: fn(&Tenant, &AgentState) -> Presence = presence_decision::do_not_disturb;
    /// PRS-02: from when on?
    presence_from: fn() -> CallMoment = from_dial;
    /// PRS-03: do the ordinary rules set a presence while a leg is up?
    rules_in_conversation: fn() -> bool = presence_decision::never;
    /// PRS-03, PRS-08: which status follows an offer that the agent missed or declined?
    after_unanswered: fn(&AgentState, OfferState) -> Option<Base> = presence_decision::none_follows;
    /// PRS-04: which presence follows the conversation, by the one before it and the one that the rules would give?
    restored: fn(&Tenant, &SetPresence, &Presence) -> SetPresence = presence_decision::as_it_was;
    /// PRS-06: does it follow this end?
    restores_after: fn(EndCause, Closer) -> Restore = presence_decision::after_any_end;
    /// PRS-07: how is a presence answered that is chosen this way during the conversation?
    presence_lock: fn(Via) -> Lock = presence_decision::locked;
    /// PRS-07: which presence does the conversation give back after it was so answered, by the one kept and the chosen?
    kept_after_choice: fn(Lock, &SetPresence, &Presence) -> SetPresence = presence_decision::unless_refused;
    /// PRS-08: does a callback that is accepted set the presence of a conversation?
    callback_sets_presence: fn() -> bool = always;
    /// PRS-10: whose presence does an emergency conversation of the agent set?
    presence_of: fn(&State, &Tenant, &AgentName) -> BTreeSet<AgentName> = presence_decision::own_alone;
    /// PRS-11: is this work offered while a leg is up, by whether the agent's presence would admit it?
    offered_in_conversation: fn(&Work, bool) -> bool = presence_decision::no_work;
    /// PRS-12: which presence holds while no client is connected?
    presence_away: fn(&Tenant, &AgentState) -> Presence = presence_decision::offline;
    /// PRS-12: which presence does a reconnect inside the grace give back, by the state at the disconnect?
    kept: fn(&AgentState) -> (Presence, Setter) = presence_decision::before_conversation;
    /// PRS-12, PRS-13: does a reconnect inside the grace undo this?
    undone_by_reconnect: fn(Leaving) -> bool = presence_decision::what_befell_the_agent;
    /// PRS-12: how long is the grace?
    grace: fn() -> Span = presence_decision::two_minutes_and_a_half;
    /// PRS-12: which presence do the rules give, by the items in use and how many there may be?
    by_capacity: fn(&Tenant, u64, u64) -> Presence = presence_decision::by_capacity;
    /// PRS-13: what becomes of the emergency legs of an agent who leaves?
    on_leaving: fn(Leaving) -> OnLeaving = presence_decision::own_sign_out_ends;
    /// PRS-15: do the ordinary rules set this presence anew after this change?
    follows_rules: fn(&(Presence, Setter), Change) -> bool = presence_decision::unless_chosen_to_be_away;
    /// PRS-15: do the ordinary rules apply as soon as a presence of theirs is given back?
    rules_after_restore: fn() -> bool = always;
    /// CBN-01, CBN-06, CBN-07: which number at hand serves a dial instead of one that the pool gives? None: it is asked.
    at_hand: fn(&Tenant, &State, &AgentName) -> Option<Number> = number_decision::none_but_leased;
    /// CBN-01: does a dial that goes on to its next path get another number?
    number_for_each_leg: fn() -> bool = number_decision::one_for_all_legs;
    /// CBN-02: which number is the PSAP given, by the temporary one and the agent's set-up?
    caller_identity: fn(Option<&Number>, &AgentSetUp) -> Option<Number> = number_decision::temporary_number;
    /// CBN-02: which number is the PSAP given in a field other than the caller identity, by the temporary one?
    declared_number: fn(Option<&Number>) -> Option<Number> = number_decision::no_other_field;
    /// CBN-03: how long is a window? A trial's is shorter.
    window: Span = number_decision::WINDOW;
    /// CBN-03, CBR-10: what is the last instant of the window? None while it can't be told.
    window_end: fn(&Lease) -> Option<Instant> = number_decision::window_from_dial;
    /// CBN-04: does the end of the window end a callback in this state?
    cut_at_end: fn(OfferState) -> bool = number_decision::spared;
    /// CBN-05: how much of the window has passed, by the run clock and by what the agent's clock shows?
    elapsed: fn(&Lease, Instant, Face) -> Span = number_decision::by_run_clock;
    /// CBN-07: what is the last instant at which the number rests, by the end of its window and the quarantine?
    rests_until: fn(&Lease, Instant, Span) -> Instant = number_decision::quarantine;
    /// CBN-08: from which instant does the window of a dial run, by the agent's leases and the instant of the dial?
    window_from: fn(&State, &AgentName, Instant) -> Instant = number_decision::own_dial;
    /// CBN-08: which number does another dial of the agent keep? None is a number of its own.
    second_number: fn(&State, &AgentName) -> Option<Number> = number_decision::own_number;
    /// CBN-09: which number is used again where the pool gives none? None is the tenant's identity.
    reused: fn(&State, &AgentName, Shortage) -> Option<Number> = number_decision::own_then_resting_then_idle;
    /// CBN-08, CBN-10, CBN-11: does a temporary number outlive this?
    outlives: fn(Happening) -> bool = number_decision::whatever_happens;
    /// CBN-12: to which instant do callbacks move the end of the window?
    extended_to: fn(&Lease) -> Option<Instant> = number_decision::not_extended;
    /// CBR-01, CBN-06: whom does a callback reach?
    callback_target: fn(&Lease, &Tenant) -> AgentName = who_dialled;
    /// CBR-02: how urgent is a callback?
    callback_priority: fn() -> Priority = above_all;
    /// CBR-05: is a callback offered to an agent in this state?
    callback_offered: fn(&AgentState) -> bool = always_offered;
    /// CBR-06: what becomes of the agent's ordinary calls when a callback is accepted, by what the agent chose?
    callback_over_call: fn(Option<Accepting>) -> Running = callback_decision::held_whatever_is_chosen;
    /// CBR-06, ELG-13: who takes a held call from hold after the conversation?
    resumes: fn() -> Resumer = callback_decision::by_agent;
    /// CBR-03: does a rule of this kind apply to a callback?
    rule_for_callback: fn(RoutingRule) -> bool = callback_decision::bypasses_rule;
    /// CBR-04: does the agent's capacity admit a callback?
    callback_capacity: fn(&AgentState, &AgentSettings) -> bool = callback_decision::bypasses_capacity;
    /// CBR-08: is a call to a live number of this caller treated as a callback?
    callback_privileged: fn(&Tenant, &Lease, &Number) -> bool = callback_decision::whoever_calls;
    /// CBR-09: what becomes of the emergency legs that are up when a callback is accepted, by what the agent chose?
    callback_over_leg: fn(Option<Accepting>) -> Running = callback_decision::neither_held_nor_ended;
    /// CBR-09: what does End call end?
    end_call: fn() -> EndCall = callback_decision::ends_all;
    /// CBR-11: what becomes of a callback when no client of the agent is connected?
    without_client: fn() -> Inbound = callback_decision::rings_on;
    /// CBR-12: what becomes of a callback that the agent declines?
    after_decline: fn() -> Inbound = callback_decision::busy;
    /// CBR-13: does an unverified marking make a callback of a call to an ordinary number?
    trusts_marking: fn() -> bool = callback_decision::nothing_vouches;
    /// CBR-14: is a notice sent of a callback that can't be offered, after so many for the same number?
    unreachable_notice: fn(u32) -> bool = callback_decision::first_time;
    /// CBR-14: who gets it, of the contacts at the dial and those of now?
    unreachable_told: fn(&str, &str) -> String = callback_decision::as_read_at_dial;
    /// PRS-09: which presence is kept when a leg comes up, by the one kept already and that of now?
    snapshot: fn(Option<&SetPresence>, &SetPresence) -> SetPresence = callback_decision::first_kept;
    /// PRS-09: is the conversation over with so many legs up?
    conversation_over: fn(usize) -> bool = callback_decision::no_leg_up;
    /// CBR-10: what becomes of a call to a number whose window is over?
    after_window: fn(&Lease) -> Inbound = not_in_service;
    /// PRS-14: is work that rings withdrawn for an emergency call or a callback?
    withdraws_ringing: fn() -> bool = always;
    /// PRS-14: as what does it then count?
    withdrawn_as: fn() -> OfferState = presence_decision::neither_missed_nor_declined;
    /// PRS-14: at which place does it then wait, by its own and the next that is free?
    withdrawn_to: fn(u64, u64) -> u64 = presence_decision::own_place;
    /// PNL-01: which controls does the panel show in a call of this kind?
    controls: fn(CallKind) -> BTreeSet<Control> = controls_of;
    /// PNL-04: as a call of which kind does the panel of an agent show one of this kind?
    panel_of: fn(&State, &AgentName, CallKind) -> CallKind = as_it_is;
    /// PNL-02: may a control be used on a call of this kind?
    control_allowed: fn(CallKind, Control) -> bool = as_shown;
    /// PNL-07: may a supervisor listen to, enter or take over a call of this kind?
    supervised: fn(CallKind) -> bool = ordinary_only;
    /// PNL-03: from when on does the alert show?
    alert_from: fn() -> CallMoment = from_dial;
    /// PNL-03: by which id is the alert known in a call of this kind?
    alert_id: fn(CallKind) -> &'static str = one_alert;
    /// PNL-05, PNL-06: which buttons does the conversation form show in a call of this kind, customised or not?
    buttons: fn(CallKind, Switch) -> BTreeSet<Button> = buttons_of;
    /// CNF-01, CNF-02, CNF-03, CNF-05, CNF-06, CNF-07, CNF-08: what does a store do at a moment of a call?
    row: fn(&Stored, RowKind) -> Writing = row_decision::of_ordinary_calls;
    /// CNF-04: is an answered call of this kind recorded, by what automatic recording says?
    recorded: fn(CallKind, Switch) -> bool = row_decision::ordinary_calls;
    /// CNF-09: what does the presence history say of a change?
    presence_line: fn(&State, &AgentName, &Presence) -> String = row_decision::record_alone;
    /// CNF-09: what do operational events say beside what happened?
    incident_fields: fn(&State, &str) -> BTreeMap<String, String> = row_decision::no_fields;
    /// NTF-19: why may somebody not save a setting?
    may_save: fn(&Editor, &Setting) -> Option<Reason> = administrators_only;
    /// NTF-03, NTF-04, NTF-18: what is a list of contacts made of?
    read_contacts: fn(&str) -> Contacts = Contacts::read;
    /// NTF-04: why may a list not be saved?
    contacts_refused: fn(&Contacts) -> Option<Reason> = mail_policy::taken_as_it_is;
    /// NTF-12, NTF-16: which list counts for a dial of the agent?
    contacts_of: fn(&Tenant, &Settings, &AgentName) -> String = mail_policy::as_saved;
    /// NTF-12: when is it read?
    contacts_read: fn() -> ReadAt = mail_policy::at_dial;
    /// NTF-01, NTF-02: who of the contacts gets the notification?
    recipients: fn(&[Address]) -> Vec<Address> = mail_policy::all_of_them;
    /// NTF-01: which of the recipients does a mail name? The others get blind copies.
    named: fn(&[Address]) -> Vec<Address> = mail_policy::all_of_them;
    /// NTF-02: why is an emergency dial refused, by the contacts of its agent?
    contacts_missing: fn(&[Address]) -> Option<Reason> = mail_policy::no_matter_who_is_told;
    /// NTF-01: when is it sent?
    mail_from: fn() -> CallMoment = from_dial;
    /// NTF-08, NTF-09: in which order do leg and mail go out?
    leg_order: fn() -> LegOrder = mail_policy::leg_first;
    /// NTF-10: does a dial send its own, by the agent's last dial that did, the instant of this one and the span in which
    /// notifications may be gathered?
    notifies: fn(Option<Instant>, Instant, Span) -> bool = mail_policy::each_dial;
    /// NTF-10: how long is that span, where they are?
    gathered_for: Span = mail_policy::GATHERED_FOR;
    /// NTF-11: does a callback send one?
    callback_notifies: fn() -> bool = mail_policy::silent;
    /// NTF-07: what becomes of a dial whose agent has such a mailbox?
    mailbox_missing: fn(Mailbox) -> Missing = mail_policy::no_matter;
    /// NTF-07: when is the mailbox looked at?
    mailbox_read: fn() -> ReadAt = mail_policy::at_dial;
    /// NTF-07: from which address does it come, by the agent's mailbox? None: no mail.
    sender: fn(&AgentName, Mailbox) -> Option<Address> = mail_policy::own_mailbox;
    /// NTF-05: which template counts?
    template: fn(&Tenant, &Settings) -> TemplateKept = mail_policy::last_saved;
    /// NTF-05: when is it read?
    template_read: fn() -> ReadAt = mail_policy::at_dial;
    /// NTF-17: what stands in for a template that is missing or broken? None: no mail.
    stand_in: fn(&Written) -> Option<String> = mail_policy::built_in_text;
    /// NTF-06, NTF-15: what does a merge field say?
    merged: fn(&NoticeFacts<'_>, Field) -> String = mail_policy::merged;
    /// NTF-13: how does a value come into a mail?
    safe: fn(&str) -> String = mail_policy::one_line;
    /// TST-01: is a mail marked as one of a test, by whether the dialled number is one for test calls?
    marks_test: fn(bool) -> bool = mail_policy::test_calls_alone;
    /// NTF-08: may a mail that failed so be tried again?
    mail_transient: fn(MailFailure) -> bool = mail_policy::is_transient;
    /// NTF-08: after which pause? None: it is given up.
    mail_retry: fn(&Tried) -> Option<Span> = mail_policy::three_times;
    /// NTF-08: does a call end whose mail was given up?
    ends_unmailed: fn() -> bool = mail_policy::goes_on;
    /// NTF-14: what is mailed when an accepted dial has failed?
    after_failed_dial: fn() -> FollowUp = mail_policy::nothing_more;
    /// NTF-14: what is mailed when a dial is refused?
    after_refusal: fn(Reason) -> RefusalMail = mail_policy::no_mail;
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
