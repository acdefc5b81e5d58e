//! Calls: their kinds, their controls, and how they end or are refused.

use super::words::words;

words!(
    /// What sort of conversation a call is.
    CallKind, "kind of call" {
        /// An outgoing emergency call.
        Emergency = "emergency",
        /// A responder's call to a temporary number.
        Callback = "callback",
        /// An ordinary call, outgoing or incoming.
        Ordinary = "ordinary",
    }
);

words!(
    /// A control in the communication panel.
    Control, "control" {
        /// Microphone, speaker and mute, inside the device settings.
        DeviceSettings = "device-settings",
        /// Ends the call.
        EndCall = "end-call",
        /// Puts the call on hold.
        Hold = "hold",
        /// Transfers the call.
        Transfer = "transfer",
        /// Consults another agent.
        Consult = "consult",
        /// Adds a participant.
        AddParticipant = "add-participant",
        /// Sends tones.
        Keypad = "keypad",
        /// Starts, pauses or stops recording.
        Recording = "recording",
        /// Takes notes.
        Notes = "notes",
        /// Asks for assistance.
        Assistance = "assistance",
    }
);

words!(
    /// A button of the active conversation form.
    Button, "button of the conversation form" {
        /// Saves the form.
        Save = "save",
        /// Reads the form again.
        Refresh = "refresh",
    }
);

words!(
    /// Why a call or a leg ended.
    EndCause, "cause of an end" {
        /// A party hung up.
        HangUp = "hang-up",
        /// The network lost the call.
        Drop = "drop",
        /// The far end rejected the call.
        Rejected = "rejected",
        /// No path carried the call.
        Failed = "failed",
    }
);

words!(
    /// The party that closed a call or a leg.
    Closer, "party that closes" {
        /// The agent, or the deployment on the agent's behalf.
        Agent = "agent",
        /// The far end: PSAP or customer.
        Remote = "remote",
        /// The network between them.
        Carrier = "carrier",
    }
);

words!(
    /// Machine-readable reason of a refusal.
    Reason, "reason of a refusal" {
        /// The agent's country is not served.
        UnsupportedCountry = "unsupported_country",
        /// The agent's location is not known.
        LocationUnavailable = "location_unavailable",
        /// No outbound profile is linked.
        NoOutboundProfile = "no_outbound_profile",
        /// No path leads to an emergency service.
        NoEmergencyPath = "no_emergency_path",
        /// An emergency conversation runs already.
        EmergencyInProgress = "emergency_in_progress",
        /// Presence is locked during an emergency conversation.
        PresenceLocked = "presence_locked",
        /// The control is not available in this call.
        ControlNotAvailable = "control_not_available",
        /// The role may not do this.
        NotPermitted = "not_permitted",
        /// The pattern is no regular expression that a voice route can have.
        InvalidPattern = "invalid_pattern",
        /// The dialled text is no number that the tenant can reach.
        NotReachable = "not_reachable",
        /// The list of emergency contacts holds an entry that is no plain mail address.
        InvalidContacts = "invalid_contacts",
    }
);

words!(
    /// Why an accepted dial failed, as the agent is told.
    DialFailure, "reason of a failed dial" {
        /// Every trunk of the matching routes failed.
        RouteFailure = "route_failure",
        /// The far end rejected the call.
        Rejected = "rejected",
        /// No path leads to the number.
        NoPath = "no_path",
    }
);
