//! The border at which each fact is seen.

pub use crate::border::Seen;
use crate::requirement::BorderName;

impl Seen {
    /// The border at which it is seen.
    pub fn border(&self) -> BorderName {
        match self {
            Seen::DialAccepted { .. } | Seen::DialRefused { .. } | Seen::DialFailed { .. } => BorderName::Dial,
            Seen::Presence { .. } => BorderName::Presence,
            Seen::LegOffered { .. } | Seen::LegOutcome { .. } | Seen::LegAnswered { .. } | Seen::LegClosed { .. } => {
                BorderName::Carrier
            }
            Seen::Offer { .. } | Seen::Offers { .. } => BorderName::Offer,
            Seen::Panel { .. } => BorderName::Panel,
            Seen::Form { .. } => BorderName::Form,
            Seen::ControlAccepted { .. } | Seen::ControlRefused { .. } => BorderName::Control,
            Seen::SettingSaved { .. } | Seen::SettingRefused { .. } => BorderName::Settings,
            Seen::NumberLeased { .. }
            | Seen::NumberExpired { .. }
            | Seen::NumberReleased { .. }
            | Seen::NumberExhausted { .. } => BorderName::Number,
            Seen::InboundArrived { .. } | Seen::InboundTreated { .. } | Seen::InboundClosed { .. } => {
                BorderName::Inbound
            }
            Seen::MailSubmitted { .. } | Seen::MailOutcome { .. } => BorderName::Mail,
            Seen::Rows { .. } => BorderName::Store,
            Seen::IncidentRaised { .. } | Seen::Incidents { .. } => BorderName::Incident,
            Seen::Stopped | Seen::Ready => BorderName::Service,
        }
    }
}
