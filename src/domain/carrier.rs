//! Carriers: trunks, routes, paths, SIP codes, and the services that a deployment leans on.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::words::{WordError, is_plain_name, name, words};

name!(
    /// A trunk of direct routing: the name of a session border controller.
    TrunkName,
    "the name of a trunk such as `sbc-1` (lower-case letters, digits and hyphens)",
    |text| is_plain_name(text) && text != "direct"
);

name!(
    /// A voice route of direct routing.
    RouteName,
    "the name of a voice route such as `all-calls` (lower-case letters, digits and hyphens)",
    is_plain_name
);

/// The way that a leg takes out of the deployment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Path {
    /// The direct offer: the calling-plan carrier.
    Direct,
    /// Direct routing through a trunk.
    Trunk(TrunkName),
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Direct => f.write_str("direct"),
            Path::Trunk(trunk) => trunk.fmt(f),
        }
    }
}

impl FromStr for Path {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Self, WordError> {
        if text == "direct" { Ok(Path::Direct) } else { text.parse().map(Path::Trunk) }
    }
}

impl From<Path> for String {
    fn from(path: Path) -> String {
        path.to_string()
    }
}

impl TryFrom<String> for Path {
    type Error = WordError;

    fn try_from(text: String) -> Result<Self, WordError> {
        text.parse()
    }
}

/// A status code: of SIP for legs, of SMTP or HTTP for services.
///
/// Source: RFC 3261 section 21.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(u16);

impl Code {
    /// 180 Ringing: the far end is being alerted.
    pub const RINGING: Code = Code(180);

    /// The code as a number from 100 to 699.
    pub const fn value(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<u16> for Code {
    type Error = u16;

    fn try_from(value: u16) -> Result<Self, u16> {
        if (100..700).contains(&value) { Ok(Code(value)) } else { Err(value) }
    }
}

impl FromStr for Code {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Self, WordError> {
        match text.parse::<u16>() {
            Ok(code @ 100..=699) if text.len() == 3 => Ok(Code(code)),
            Ok(_) | Err(_) => {
                Err(WordError { text: text.to_owned(), expected: "a status code from 100 to 699 such as `503`" })
            }
        }
    }
}

words!(
    /// What a calling-plan number may do.
    Rights, "right of a number" {
        /// May make calls.
        MakesCalls = "that makes calls",
        /// May receive calls only.
        ReceivesOnly = "that only receives calls",
    }
);

words!(
    /// A service on the harness's side that a deployment asks for something.
    Service, "service" {
        /// The mail server that takes notifications.
        Mail = "mail server",
        /// The service that is told presences.
        Presence = "presence service",
        /// The pool of temporary numbers.
        NumberPool = "number pool",
        /// The source of an agent's location.
        Location = "location source",
    }
);
