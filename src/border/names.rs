//! Names that a run mints, each a type of its own, so that one can never stand for another.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! minted {
    ($($(#[$meta:meta])* $name:ident;)+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// A name as its owner minted it.
            pub fn new(text: impl Into<String>) -> Self {
                $name(text.into())
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+ };
}

minted! {
    /// A call, named by the deployment.
    CallName;
    /// A leg of a call, named by the deployment.
    LegName;
    /// An offer to an agent, named by the deployment.
    OfferName;
    /// A mail, named by its Message-ID.
    MessageName;
    /// A call that arrives at the deployment, named by the harness.
    InboundName;
    /// An item of ordinary work, named by the harness.
    ItemName;
}

/// An act of the harness on the deployment; its reply carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActId(pub u32);

/// A request of the deployment to a counterpart; its answer carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub u32);
