//! The decisions about notifications, as the catalogue answers them.

use chrono::{DateTime, FixedOffset};

use crate::border::Answer;
use crate::domain::{Address, AgentName, Code, DialOutcome, Dialled, Mailbox, Number, Path, Reason, Territory};
use crate::notice::{Field, Locale, Written};
use crate::time::{Instant, Span};

use super::contacts::Contacts;
use super::decide::Missing;
use super::settings::{AgentSettings, Settings, TemplateKept};
use super::tenant::Tenant;

/// The span inside which a mail is tried again.
pub(super) const RETRY_SPAN: Span = Span::from_mins(5);

/// How long an attempt is waited for. With the pauses between attempts all four fit into the span.
pub(super) const ATTEMPT: Span = Span::from_secs(20);

/// For how long notifications are gathered, where they are and no other span is declared.
pub(super) const GATHERED_FOR: Span = Span::from_secs(60);

/// When the contacts or the template of a dial are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAt {
    /// At the dial.
    Dial,
    /// When the mail is sent.
    Send,
}

/// In which order the leg and the mail of a dial go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegOrder {
    /// The leg, then the mail.
    LegFirst,
    /// The mail, then the leg.
    MailFirst,
    /// The leg when the mail server has answered.
    MailAnswered,
}

/// What is mailed when an accepted dial has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// Nothing more.
    None,
    /// One more mail.
    Mail,
}

/// What is mailed when an emergency dial is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalMail {
    /// Nothing.
    None,
    /// One mail that says so.
    Marked,
}

/// What a notification may speak of.
#[derive(Clone, Debug)]
pub struct NoticeFacts<'n> {
    /// The agent.
    pub agent: &'n AgentName,
    /// The agent's display name.
    pub name: &'n str,
    /// What was dialled.
    pub dialled: &'n Dialled,
    /// The agent's local time of the dial, with its offset.
    pub time: DateTime<FixedOffset>,
    /// The temporary number, if there is one.
    pub number: Option<&'n Number>,
    /// The agent's local time at which its window ends, with its offset, if that can be told.
    pub expiry: Option<DateTime<FixedOffset>>,
    /// The path of the leg, if there is one.
    pub path: Option<&'n Path>,
    /// The country of the agent, if it is known.
    pub location: Option<&'n Territory>,
    /// Why the dial was refused, if it was.
    pub reason: Option<Reason>,
    /// What became of the dial, as far as it is known.
    pub outcome: DialOutcome,
    /// Whether what was dialled is for test calls.
    pub is_test: bool,
    /// How times, numbers and what is not known are said.
    pub locale: &'n Locale,
}

/// Why a mail was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailFailure {
    /// The mail server said so of a recipient.
    Server(Code),
    /// The service in front of it failed as a whole.
    Service(Code),
    /// Nothing was heard.
    TimeOut,
}

impl MailFailure {
    /// The failure that an answer is, if it is one of the whole mail.
    pub(super) fn of(answer: &Answer) -> Option<(MailFailure, Option<Span>)> {
        match answer {
            Answer::Failed { code } => Some((MailFailure::Service(*code), None)),
            Answer::MailFailed { code, retry_after } => Some((MailFailure::Service(*code), *retry_after)),
            Answer::Leased { .. }
            | Answer::Exhausted
            | Answer::Done
            | Answer::Located { .. }
            | Answer::NotLocated
            | Answer::MailTaken { .. } => None,
        }
    }
}

/// How often and since when a mail was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// How many attempts failed.
    pub attempts: u32,
    /// The first attempt.
    pub first_at: Instant,
    /// Now.
    pub now: Instant,
    /// When the service asked to be tried again.
    pub retry_after: Option<Span>,
}

pub(super) fn as_saved(_: &Tenant, settings: &Settings, agent: &AgentName) -> String {
    settings.agents.get(agent).map_or_else(String::new, |settings: &AgentSettings| settings.contacts.clone())
}

pub(super) fn taken_as_it_is(_: &Contacts) -> Option<Reason> {
    None
}

pub(super) fn all_of_them(contacts: &[Address]) -> Vec<Address> {
    contacts.to_vec()
}

/// A call is made whether anybody is told of it or not.
pub(super) fn no_matter_who_is_told(_: &[Address]) -> Option<Reason> {
    None
}

pub(super) fn at_dial() -> ReadAt {
    ReadAt::Dial
}

/// The agent's own mailbox, and nothing where that may not send.
pub(super) fn own_mailbox(agent: &AgentName, mailbox: Mailbox) -> Option<Address> {
    match mailbox {
        Mailbox::Enabled => format!("{agent}@contact-centre.example").parse().ok(),
        Mailbox::Disabled => None,
    }
}

pub(super) fn last_saved(_: &Tenant, settings: &Settings) -> TemplateKept {
    settings.template.clone()
}

/// The text that the product ships for it.
pub(super) fn built_in_text(minimal: &Written) -> Option<String> {
    Some(minimal.text.clone())
}

/// What each merge field says; what is not known is said to be so.
pub(super) fn merged(facts: &NoticeFacts<'_>, field: Field) -> String {
    let locale = facts.locale;
    let known = |text: Option<String>| text.unwrap_or_else(|| locale.not_known().to_owned());
    let path = |path: &Path| match path {
        Path::Direct => locale.direct().to_owned(),
        Path::Trunk(trunk) => trunk.to_string(),
    };
    match field {
        Field::AgentName => facts.name.to_owned(),
        Field::AgentId => facts.agent.to_string(),
        Field::Dialled => facts.dialled.to_string(),
        Field::Time => locale.time(facts.time),
        Field::TimeUtc => locale.time_utc(facts.time),
        Field::Outcome => locale.outcome(facts.outcome).to_owned(),
        Field::CallbackNumber => known(facts.number.map(|number| locale.number(number))),
        Field::CallbackExpiry => known(facts.expiry.map(|end| locale.time(end))),
        Field::CallbackExpiryUtc => facts.expiry.map(|end| locale.time_utc(end)).unwrap_or_default(),
        Field::Path => known(facts.path.map(path)),
        Field::Location => known(facts.location.map(ToString::to_string)),
        Field::Reason => facts.reason.map(|reason| locale.reason(reason).to_owned()).unwrap_or_default(),
        Field::TestMarker => {
            if facts.is_test {
                locale.test().to_owned()
            } else {
                String::new()
            }
        }
    }
}

/// One line without anything that breaks a line or does not show.
///
/// Source: RFC 5322 section 2.2: a header's body has neither CR nor LF.
pub(super) fn one_line(text: &str) -> String {
    let breaks = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let line: String = text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect();
    line.trim().to_owned()
}

pub(super) fn test_calls_alone(is_test: bool) -> bool {
    is_test
}

pub(super) fn leg_first() -> LegOrder {
    LegOrder::LegFirst
}

/// Replies of the four hundreds of a mail server; of a service time-outs, overload and its own faults.
///
/// Source: RFC 5321 section 4.2.1; RFC 9110 sections 15.5.9 and 15.6; RFC 6585 section 4.
pub(super) fn is_transient(failure: MailFailure) -> bool {
    match failure {
        MailFailure::Server(code) => (400..500).contains(&code.value()),
        MailFailure::Service(code) => matches!(code.value(), 408 | 429 | 500..=599),
        MailFailure::TimeOut => true,
    }
}

/// Three times inside the span; what the service asks for counts where it fits.
pub(super) fn three_times(tried: &Tried) -> Option<Span> {
    let fits = |pause: &Span| tried.now + *pause <= tried.first_at + RETRY_SPAN;
    let own = match tried.attempts {
        1 => Span::from_secs(15),
        2 => Span::from_secs(60),
        3 => Span::from_secs(120),
        _ => return None,
    };
    tried.retry_after.filter(fits).or(Some(own)).filter(fits)
}

pub(super) fn each_dial(_: Option<Instant>, _: Instant, _: Span) -> bool {
    true
}

/// Whatever the mailbox may do, the call goes out.
pub(super) fn no_matter(_: Mailbox) -> Missing {
    Missing::Handle(None)
}

pub(super) fn goes_on() -> bool {
    false
}

pub(super) fn silent() -> bool {
    false
}

pub(super) fn nothing_more() -> FollowUp {
    FollowUp::None
}

pub(super) fn no_mail(_: Reason) -> RefusalMail {
    RefusalMail::None
}
