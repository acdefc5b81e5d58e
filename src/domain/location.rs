//! Where an agent is.

use super::words::{name, words};

name!(
    /// A country or territory by its two-letter code.
    ///
    /// Source: ISO 3166-1 alpha-2.
    Territory,
    "a two-letter country code in capitals",
    |text| text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase())
);

words!(
    /// What the browser says of its location.
    Location, "state of the browser location" {
        /// On and resolved to the agent's country.
        On = "on",
        /// Switched off.
        Off = "off",
        /// Denied by the person or by policy.
        Denied = "denied",
        /// On, but it resolves to no country.
        Unresolvable = "unresolvable",
    }
);
