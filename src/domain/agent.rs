//! Agents and the two-valued properties of their set-up.

use super::words::{is_plain_name, name, words};

name!(
    /// An agent, named as a scenario calls the person: `ana`.
    AgentName,
    "an agent's name such as `ana` (lower-case letters, digits and hyphens, a letter first)",
    is_plain_name
);

words!(
    /// Something that is switched on or off.
    Switch, "switch" {
        /// Switched on.
        On = "on",
        /// Switched off.
        Off = "off",
    }
);

words!(
    /// Whether a client of the agent is connected.
    Client, "state of a client" {
        /// At least one client is connected.
        Connected = "connected",
        /// No client is connected.
        Disconnected = "disconnected",
    }
);

words!(
    /// How the agent's capacity profile hangs on an outbound profile.
    ProfileLink, "link to an outbound profile" {
        /// Linked to an outbound profile of its own.
        Linked = "linked",
        /// Only the tenant's default outbound profile would apply.
        DefaultOnly = "default only",
        /// No outbound profile at all.
        None = "none",
    }
);

words!(
    /// Whether the agent's mailbox may send.
    Mailbox, "state of a mailbox" {
        /// Enabled.
        Enabled = "enabled",
        /// Disabled.
        Disabled = "disabled",
    }
);

words!(
    /// Who set a presence.
    Setter, "setter of a presence" {
        /// The agent, by hand.
        Agent = "agent",
        /// The deployment, by its rules.
        System = "system",
    }
);

words!(
    /// The way by which a presence is chosen.
    Via, "way to choose a presence" {
        /// In the client.
        Client = "client",
        /// Through the programming interface.
        Api = "api",
    }
);
