//! How a tenant is set up, and what it says of the ways that its calls take.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use axum::http::Uri;
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::{Path, TrunkName};

use super::facts::FactForm;

/// The name of a tenant: letters, digits, and hyphens, so that it is one segment of an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TenantName(String);

impl TenantName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TenantName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fits = (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if fits {
            Ok(TenantName(text.to_owned()))
        } else {
            Err(format!("`{text}` is no name of a tenant: 1 to 64 letters, digits and hyphens"))
        }
    }
}

impl TryFrom<String> for TenantName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<TenantName> for String {
    fn from(name: TenantName) -> String {
        name.0
    }
}

impl fmt::Display for TenantName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the counterparts of one tenant listen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addresses {
    /// The calling-plan carrier, behind which the emergency service is; it also hears what becomes of calls that arrived.
    #[serde(deserialize_with = "address")]
    pub direct: String,
    /// The trunks of direct routing.
    #[serde(deserialize_with = "addresses")]
    pub trunks: BTreeMap<TrunkName, String>,
    /// The service that takes mails.
    #[serde(deserialize_with = "mail_address")]
    pub mail: String,
    /// The service that is told presences.
    #[serde(deserialize_with = "address")]
    pub presence: String,
    /// The pool of temporary numbers.
    #[serde(deserialize_with = "address")]
    pub numbers: String,
    /// The source of an agent's location.
    #[serde(deserialize_with = "address")]
    pub location: String,
}

/// Reads an address that requests can be sent to.
fn address<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    checked(String::deserialize(from)?, &HTTP)
}

/// Reads an address that mails can be sent to.
fn mail_address<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    checked(String::deserialize(from)?, &MAIL)
}

/// Reads the addresses of trunks.
fn addresses<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<TrunkName, String>, D::Error> {
    let trunks = BTreeMap::<TrunkName, String>::deserialize(from)?;
    trunks.into_iter().map(|(name, text)| Ok((name, checked(text, &HTTP)?))).collect()
}

/// By what a request can be sent, and by what a mail can.
const HTTP: [&str; 2] = ["http", "https"];
const MAIL: [&str; 3] = ["http", "https", "smtp"];

fn checked<E: serde::de::Error>(text: String, schemes: &[&str]) -> Result<String, E> {
    let fits = |uri: &Uri| uri.scheme_str().is_some_and(|scheme| schemes.contains(&scheme)) && uri.host().is_some();
    if text.parse::<Uri>().as_ref().is_ok_and(fits) {
        Ok(text)
    } else {
        Err(E::custom(format!("the address of a counterpart is not one of {} with a host", schemes.join(", "))))
    }
}

impl Addresses {
    /// The address of the carrier at the end of a path.
    pub fn carrier(&self, path: &Path) -> Option<&str> {
        match path {
            Path::Direct => Some(&self.direct),
            Path::Trunk(trunk) => self.trunks.get(trunk).map(String::as_str),
        }
    }
}

/// How a tenant is set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// What is so before anything happens.
    pub facts: Vec<FactForm>,
    /// Where its counterparts listen.
    pub counterparts: Addresses,
}

/// What a tenant says of the ways that its calls take: the addresses that it will really use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadBack {
    /// Where calls to the emergency service go on the direct offer.
    pub emergency_destination: String,
    /// Where each trunk goes.
    pub trunks: BTreeMap<TrunkName, String>,
}
