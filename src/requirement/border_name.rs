//! The names of the borders at which a deployment is observed.

use super::names::named;

named! {
    /// A border of the observation table: where the harness sees what a deployment does.
    pub enum BorderName("border") {
        /// Whether a dial was accepted, refused or failed.
        Dial = "dial",
        /// An agent's presence.
        Presence = "presence",
        /// Legs towards carriers.
        Carrier = "carrier",
        /// Work offered to agents.
        Offer = "offer",
        /// The communication panel: controls and alert.
        Panel = "panel",
        /// The conversation form's buttons.
        Form = "form",
        /// What became of a control, a presence choice, a supervisor's act, a sign-out.
        Control = "control",
        /// What became of settings that were saved.
        Settings = "settings",
        /// Temporary numbers leased, expired, released.
        Number = "number",
        /// Calls that arrive from outside.
        Inbound = "inbound",
        /// Mails submitted, and their outcome per recipient.
        Mail = "mail",
        /// Rows of what is stored.
        Store = "store",
        /// Incidents raised.
        Incident = "incident",
        /// The service itself: stopped, ready.
        Service = "service",
    }
}
