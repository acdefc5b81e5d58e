//! Parameters of phrases: each type has one pattern, one parser, one printer.

use std::fmt;
use std::str::FromStr;

use crate::domain::{
    Accepting, Address, Admission, AgentName, Base, Client, Code, Control, Dialled, Language, Location, MailKind,
    MailPhase, Mailbox, Number, OfferState, Path, Priority, ProfileLink, QueueName, Reason, RecordName, Rights,
    RouteName, RoutingRule, RowKind, Service, SetOf, Setter, Switch, TemplateState, Territory, Text, TrunkName, Via,
    WorkKind, Zone, words,
};
use crate::time::Span;

use super::moment::{Anchor, Civil, Moment};
use super::reference::{CallRef, Callee};
use super::table::BadText;

/// A type that phrases, YAML and traces spell in one way.
pub trait Parameter: Sized {
    /// The name that stands in a phrase's braces.
    const NAME: &'static str;
    /// A regular expression without capturing groups that finds it in a phrase. It is wide on purpose: a wrong value is
    /// then answered by its parser, not by an undefined step.
    const PATTERN: &'static str;
    /// Whether a phrase quotes it where needed.
    const FREE: bool;
    /// What a right value looks like.
    const EXAMPLE: &'static str;

    /// Reads the text of a field, without the quotation marks of a phrase.
    ///
    /// # Errors
    ///
    /// What is wrong with the text and what was expected.
    fn read(text: &str) -> Result<Self, BadText>;

    /// Writes the text of a field, without the quotation marks of a phrase.
    fn write(&self) -> String;
}

/// One word without blanks.
const WORD: &str = r#"[^\s"]+"#;
/// One word, or a text in quotation marks.
const FREE_WORD: &str = r#""(?:[^"\\]|\\.)*"|[^\s"]+"#;
/// A count and its unit, then perhaps more of them.
const SPAN: &str = r"\S+ (?:\S+)(?: \d\S* \S+)*";
/// Anything but quotation marks, which only texts in a sight have.
const UNQUOTED: &str = r#"[^"]+"#;
/// A call or a callback by its place and its agent.
const CALL: &str = r"(?:call|callback|item) \S+ of \S+";

/// Gives types their one pattern and, by their own text, their one parser and printer.
macro_rules! parameters {
    ($($ty:ty: $name:literal, $pattern:expr, $free:literal, $example:literal;)+) => { $(
        impl Parameter for $ty {
            const NAME: &'static str = $name;
            const PATTERN: &'static str = $pattern;
            const FREE: bool = $free;
            const EXAMPLE: &'static str = $example;

            fn read(text: &str) -> Result<Self, BadText> {
                text.parse::<$ty>().map_err(BadText::from)
            }

            fn write(&self) -> String {
                self.to_string()
            }
        }
    )+ };
}

pub(super) use parameters;

parameters! {
    AgentName: "agent", WORD, false, "ana";
    Address: "address", FREE_WORD, true, "boss@example.com";
    SetOf<AgentName>: "agents", WORD, false, "ana,bo";
    SetOf<Address>: "addresses", FREE_WORD, true, "boss@example.com";
    Number: "number", WORD, false, "+13215550100";
    Dialled: "dialled", FREE_WORD, true, "5550100";
    SetOf<Dialled>: "numbers", FREE_WORD, true, "5550100,5550101";
    Text: "text", FREE_WORD, true, "\"any text\"";
    DeclaredName: "name", WORD, false, "direct-routing";
    Span: "span", SPAN, false, "60 min";
    Count: "count", WORD, false, "50";
    Code: "code", WORD, false, "503";
    Civil: "civil", WORD, false, "2026-03-08T06:30:00Z";
    Moment: "moment", UNQUOTED, false, "60 min after the dial of call 1 of ana";
    Anchor: "anchor", r"the \S+ of (?:call|callback) \S+ of \S+", false, "the dial of call 1 of ana";
    CallRef: "call", CALL, false, "call 1 of ana";
    Callee: "callee", r#"the callback number of call \S+ of \S+|the latest number leased to \S+|[^\s"]+"#, false,
        "the callback number of call 1 of ana";
    Territory: "territory", WORD, false, "two capital letters";
    SetOf<Territory>: "territories", WORD, false, "two capital letters each, with commas";
    Location: "location", WORD, false, "on";
    RecordName: "record", FREE_WORD, true, "Lunch";
    Base: "base", WORD, false, "busy-dnd";
    Setter: "setter", WORD, false, "agent";
    Switch: "switch", WORD, false, "on";
    Client: "client", WORD, false, "connected";
    ProfileLink: "link", "[a-z]+(?: [a-z]+)?", false, "linked";
    Mailbox: "mailbox", WORD, false, "enabled";
    Via: "via", WORD, false, "client";
    Rights: "rights", "that [a-z ]+", false, "that makes calls";
    TrunkName: "trunk", WORD, false, "sbc-1";
    SetOf<TrunkName>: "trunks", WORD, false, "sbc-1,sbc-2";
    RouteName: "route", WORD, false, "all-calls";
    Path: "path", WORD, false, "direct";
    Service: "service", "[a-z]+ (?:server|service|pool|source)", false, "number pool";
    QueueName: "queue", WORD, false, "support";
    SetOf<QueueName>: "queues", WORD, false, "support,sales";
    Admission: "admission", WORD, false, "skips";
    WorkKind: "work", WORD, false, "voice";
    Priority: "priority", WORD, false, "urgent";
    OfferState: "offer-state", WORD, false, "offered";
    Accepting: "accepting", WORD, false, "hold";
    RoutingRule: "rule", "[a-z]+(?: [a-z]+)?", false, "operating hours";
    Language: "language", WORD, false, "da";
    TemplateState: "template", WORD, false, "shipped";
    Control: "control", WORD, false, "hold";
    SetOf<Control>: "controls", WORD, false, "device-settings,end-call";
    Reason: "reason", WORD, false, "location_unavailable";
    MailKind: "mail-kind", WORD, false, "dial";
    MailPhase: "mail-phase", WORD, false, "content";
    Visibility: "visibility", WORD, false, "shown";
    RowKind: "store", WORD, false, "history";
    MessageKind: "message", WORD, false, "lease";
    Side: "side", WORD, false, "before";
    Zone: "zone", WORD, false, "Europe/London";
    Direction: "direction", WORD, false, "forward";
}

/// A whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(pub u64);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Count {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b',');
        let plain: String = text.chars().filter(|c| *c != ',').collect();
        match plain.parse() {
            Ok(count) if digits => Ok(Count(count)),
            Err(_) if digits && !plain.is_empty() => {
                Err(BadText::misfit(text, format!("a whole number of at most {}", u64::MAX)))
            }
            Ok(_) | Err(_) => Err(BadText::misfit(text, "a whole number such as `50`")),
        }
    }
}

/// A name from a closed list that lives in data: a capability, a reading, a workspace, a status, a tolerance, a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeclaredName(pub String);

impl fmt::Display for DeclaredName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DeclaredName {
    type Err = BadText;

    fn from_str(text: &str) -> Result<Self, BadText> {
        let right = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if right {
            Ok(DeclaredName(text.to_owned()))
        } else {
            Err(BadText::misfit(text, "a name such as `direct-routing` (letters, digits, hyphens)"))
        }
    }
}

words!(
    /// Whether something shows.
    Visibility, "visibility" {
        /// It shows.
        Shown = "shown",
        /// It does not show.
        Hidden = "hidden",
    }
);

words!(
    /// A message of the deployment to a counterpart, at which a crash can be set.
    MessageKind, "message" {
        /// The request for a temporary number.
        Lease = "lease",
        /// A leg.
        Leg = "leg",
        /// A mail.
        Mail = "mail",
        /// A presence write.
        Presence = "presence-write",
    }
);

words!(
    /// On which side of a reply something happens.
    Side, "side of a reply" {
        /// Before it.
        Before = "before",
        /// After it.
        After = "after",
    }
);

words!(
    /// The way in which a wall clock steps.
    Direction, "direction" {
        /// To a later time.
        Forward = "forward",
        /// To an earlier time.
        Back = "back",
    }
);
