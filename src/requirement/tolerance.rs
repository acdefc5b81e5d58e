//! Tolerances: how much later than at once something may happen.

use crate::time::Span;

use super::names::named;

named! {
    /// A span that a deployment may declare in its ICS.
    pub enum Tolerance("tolerance") {
        /// From the cause to the presence shown.
        Presence = "presence",
        /// From the cause to the alert and the controls shown.
        AlertAndPanel = "alert-and-panel",
        /// From the dial to the first leg.
        LegStart = "leg-start",
        /// From the arrival of a callback to its alert.
        CallbackAlert = "callback-alert",
        /// From the dial to the mail at each recipient.
        Mail = "mail",
        /// From the end of a call to its row in the history.
        RowLag = "row-lag",
        /// From the declared end of a window to the first callback that must not get through.
        ExpiryGrace = "expiry-grace",
        /// From saved settings to their effect.
        ConfigurationSync = "configuration-sync",
    }
}

/// What the catalogue allows for one tolerance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToleranceLimit {
    /// What holds where nothing is declared.
    pub undeclared: Span,
    /// The most that may be declared.
    pub at_most: Span,
}
