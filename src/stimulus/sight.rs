//! The table of sights: each fact of an observation, as an expectation names it.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use crate::domain::{
    Address, AgentName, Base, Code, Control, MailKind, OfferState, Path, Reason, RecordName, RouteName, SetOf, Text,
    WorkKind,
};

use super::parameter::{DeclaredName, Parameter, Visibility, parameters};
use super::reference::CallRef;
use super::table::{BadText, Phrases, Row, find_phrase, unquoted, values};

values! {
    /// Something that can be seen at a border.
    Sight;
    /// The dial was accepted.
    dial_accepted: DialAccepted { call: CallRef } = "the dial of {call} is accepted";
    /// The dial was accepted and then failed.
    dial_failed: DialFailed { call: CallRef } = "the dial of {call} fails";
    /// The agent's presence is a record.
    presence_is: PresenceIs { agent: AgentName, record: RecordName } = "the presence of {agent} is {record}";
    /// The agent's presence has a base status.
    base_is: BaseIs { agent: AgentName, base: Base } = "the base status of {agent} is {base}";
    /// A leg of the call was offered to a carrier.
    leg_offered: LegOffered { call: CallRef, path: Path } = "a leg of {call} is offered on {path}";
    /// A leg of the call came back with a code.
    leg_outcome: LegOutcome { call: CallRef, code: Code } = "a leg of {call} comes back with {code}";
    /// The far end answered the call.
    leg_answered: LegAnswered { call: CallRef } = "{call} is answered";
    /// The call was closed.
    leg_closed: LegClosed { call: CallRef } = "{call} is closed";
    /// Work of a kind is in a state at the agent.
    offer: Offer { work: WorkKind, state: OfferState, agent: AgentName } = "a {work} is {offer-state} at {agent}";
    /// The agent's panel has exactly these controls.
    controls: Controls { agent: AgentName, controls: SetOf<Control> } = "the panel of {agent} has the controls {controls}";
    /// The emergency alert shows or not.
    alert: Alert { agent: AgentName, visibility: Visibility } = "the emergency alert of {agent} is {visibility}";
    /// The conversation form's Save and Refresh show or not.
    buttons: Buttons { agent: AgentName, visibility: Visibility } = "the form buttons of {agent} are {visibility}";
    /// A control, a presence choice or the like was refused.
    control_refused: ControlRefused { agent: AgentName, reason: Reason } = "an act of {agent} is refused with {reason}";
    /// A setting was refused.
    setting_refused: SettingRefused { agent: AgentName, reason: Reason }
        = "a setting of {agent} is refused with {reason}";
    /// A voice route was saved, and whoever saved it was warned.
    route_warned: RouteWarned { name: RouteName } = "the voice route {route} is saved with a warning";
    /// A voice route was saved without a warning.
    route_saved: RouteSaved { name: RouteName } = "the voice route {route} is saved without a warning";
    /// A voice route was not saved.
    route_refused: RouteRefused { name: RouteName, reason: Reason } = "the voice route {route} is refused with {reason}";
    /// An agent's contacts were saved, and whoever saved them was warned.
    contacts_warned: ContactsWarned { agent: AgentName } = "the contacts of {agent} are saved with a warning";
    /// An agent's contacts were saved without a warning.
    contacts_saved: ContactsSaved { agent: AgentName } = "the contacts of {agent} are saved without a warning";
    /// An agent's contacts were not saved.
    contacts_refused: ContactsRefused { agent: AgentName, reason: Reason }
        = "the contacts of {agent} are refused with {reason}";
    /// A temporary number was leased for the call.
    number_leased: NumberLeased { call: CallRef } = "a number is leased for {call}";
    /// A temporary number of the agent expired.
    number_expired: NumberExpired { agent: AgentName } = "a number of {agent} expires";
    /// The pool had no number left.
    pool_exhausted: PoolExhausted {} = "the number pool is exhausted";
    /// The callback arrived at the deployment.
    callback_arrived: CallbackArrived { call: CallRef } = "{call} arrives";
    /// The callback was answered as not in service.
    not_in_service: NotInService { call: CallRef } = "{call} is told not in service";
    /// The callback was answered as busy.
    told_busy: ToldBusy { call: CallRef } = "{call} is told busy";
    /// A mail of a kind was submitted for the agent.
    mail_submitted: MailSubmitted { kind: MailKind, agent: AgentName } = "a {mail-kind} mail of {agent} is submitted";
    /// The mail server took a mail of a kind for a recipient.
    mail_reaches: MailReaches { kind: MailKind, agent: AgentName, address: Address }
        = "a {mail-kind} mail of {agent} reaches {address}";
    /// A mail of a kind says something, in its subject or its text.
    mail_says: MailSays { kind: MailKind, agent: AgentName, text: Text } = "a {mail-kind} mail of {agent} says {text}";
    /// An incident was raised.
    incident: Incident { kind: DeclaredName } = "the incident {name} is raised";
    /// The deployment stopped.
    stopped: Stopped {} = "the deployment is stopped";
    /// The deployment is ready.
    ready: Ready {} = "the deployment is ready";
    /// The agent's latest dial was refused.
    dial_refused: DialRefused { agent: AgentName, reason: Reason } = "a dial of {agent} meets the reason {reason}";
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(Sight::ROWS));

impl Sight {
    /// Every row whose phrase the text is, with the texts of its fields as the phrase has them.
    pub fn find(text: &str) -> Vec<(&'static Row, Vec<String>)> {
        find_phrase(&PHRASES, text)
    }
}

impl FromStr for Box<Sight> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match Sight::find(text).as_slice() {
            [(row, texts)] => {
                let read = unquoted(row, texts).and_then(|texts| Sight::from_texts(row.key, &texts).transpose());
                match read {
                    Ok(Some(sight)) => Ok(Box::new(sight)),
                    Ok(None) => Err(format!("`{text}` is nothing that can be seen")),
                    Err(fields) => {
                        Err(fields.into_iter().map(|field| field.bad.message).collect::<Vec<_>>().join("; "))
                    }
                }
            }
            [] => Err(format!("`{text}` is nothing that can be seen")),
            many => Err(format!("`{text}` can be read in {} ways", many.len())),
        }
    }
}

/// A sight inside an expectation: boxed, so that an expectation stays small.
pub type Seen = Box<Sight>;

impl fmt::Display for Sight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.phrase())
    }
}

/// The phrase of a sight; what stands in quotation marks does not end it.
const SIGHT: &str = r#"(?:"(?:[^"\\]|\\.)*"|[^"])+"#;

parameters! {
    Seen: "sight", SIGHT, false, "the presence of ana is Lunch";
}
