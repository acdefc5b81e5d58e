//! Work: queues, items, priorities, offers, and the rules that route them.

use super::words::{is_plain_name, name, words};

name!(
    /// A queue of waiting work.
    QueueName,
    "the name of a queue such as `support` (lower-case letters, digits and hyphens)",
    is_plain_name
);

words!(
    /// What is offered to an agent.
    WorkKind, "kind of work" {
        /// A responder's call to a temporary number.
        Callback = "callback",
        /// An ordinary voice call.
        Voice = "voice",
        /// An ordinary chat.
        Chat = "chat",
    }
);

words!(
    /// How urgent a waiting item is, lowest first.
    Priority, "priority" {
        /// Low.
        Low = "low",
        /// Normal.
        Normal = "normal",
        /// High.
        High = "high",
        /// Urgent: the highest that ordinary work can have.
        Urgent = "urgent",
        /// Above all ordinary work.
        Emergency = "emergency",
    }
);

words!(
    /// What happened to an offer.
    OfferState, "state of an offer" {
        /// Waiting in a queue.
        Queued = "queued",
        /// Alerting at an agent.
        Offered = "offered",
        /// Taken back from an agent.
        Withdrawn = "withdrawn",
        /// Not answered in time.
        Missed = "missed",
        /// Declined by the agent.
        Declined = "declined",
        /// Accepted: agent and caller are connected.
        Connected = "connected",
        /// Connected, on hold.
        Held = "held",
        /// Taken from hold.
        Resumed = "resumed",
        /// Over.
        Ended = "ended",
    }
);

words!(
    /// What becomes of a running ordinary call when an offer is accepted.
    Accepting, "way to accept" {
        /// It is held.
        Hold = "hold",
        /// It is ended.
        End = "end",
        /// Both become one conversation.
        Join = "join",
    }
);

words!(
    /// Whether a queue gives work to agents in Do not disturb.
    Admission, "admission of a queue" {
        /// It does.
        Admits = "admits",
        /// It passes them over.
        Skips = "skips",
    }
);

words!(
    /// Where an inbound call ended up, other than at an agent.
    Destination, "destination of a call" {
        /// In a queue.
        Queue = "queue",
        /// In an interactive voice response.
        Ivr = "ivr",
        /// In a voicemail box.
        Voicemail = "voicemail",
        /// Elsewhere.
        Other = "other",
    }
);

words!(
    /// A kind of routing rule for ordinary inbound calls.
    RoutingRule, "kind of routing rule" {
        /// Rules of a workstream.
        Workstream = "workstream",
        /// Operating hours.
        Hours = "operating hours",
        /// Call forwarding.
        Forwarding = "forwarding",
        /// Blocked callers.
        BlockedCaller = "blocked caller",
        /// Inbound calling switched off.
        InboundOff = "inbound off",
    }
);
