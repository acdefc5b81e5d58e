//! The deployment file: where a deployment is, how it lets us in, and what of the interface it offers.

use std::num::NonZeroU32;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::deployment::safety::DialRate;
use crate::domain::words;
use crate::observation::ClockMode;
use crate::requirement::BorderName;
use crate::source::Fault;
use crate::source::yaml::{Gather, parse, read};
use crate::time::Span;

use super::client::{LIMIT, Remote};
use super::live::{Live, SETTLE};
use super::office::MailWay;
use super::schema::{address, borders, dials, some_text, span};
use super::secret::Secret;
use super::turns::Turns;
use super::wire::Level;

/// The deployment file of the reference behind HTTP.
const REFERENCE: &str = include_str!("../../../fixtures/deployments/reference.yaml");
const REFERENCE_FILE: &str = "fixtures/deployments/reference.yaml";

/// The longest time that a scenario may need where none is stated.
const LONGEST: Span = Span::from_secs(10);

words!(
    /// Whose clock a deployment runs by.
    Clock, "clock of a deployment" {
        /// The harness moves it.
        Virtual = "virtual",
        /// The wall's.
        Real = "real",
    }
);

/// Where a secret stands. It never stands in the deployment file itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("oneOf" = [{"required": ["environment"]}, {"required": ["file"]}]))]
pub struct SecretSource {
    /// The environment variable that holds it.
    #[serde(default)]
    pub environment: Option<String>,
    /// The file that holds it, from the folder of the deployment file.
    #[serde(default)]
    pub file: Option<String>,
}

/// What a deployment file says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("if" = {"properties": {"clock": {"const": "virtual"}}}, "then" = {"properties": {
    "level": {"const": "C"}, "settle": {"type": "null"}, "longest-scenario": {"type": "null"},
}}))]
pub struct DeploymentFile {
    /// What reports call the deployment.
    #[schemars(schema_with = "some_text")]
    pub name: String,
    /// Where its interface begins.
    #[schemars(schema_with = "address")]
    pub address: String,
    /// How much of the interface it offers.
    pub level: Level,
    /// Whose clock it runs by.
    pub clock: Clock,
    /// The token that goes with each request.
    #[serde(default)]
    pub token: Option<SecretSource>,
    /// The conformance statement, from the folder of the deployment file; the reference's own where there is none.
    #[serde(default)]
    pub ics: Option<String>,
    /// Whether it may be asked to dial the numbers of test calls.
    #[serde(default)]
    pub test_calls: bool,
    /// How long it takes until the deployment counts as settled, as a span; where the clock is the wall's.
    #[serde(default)]
    #[schemars(schema_with = "span")]
    pub settle: Option<String>,
    /// The longest time that a scenario may need, as a span; where the clock is the wall's.
    #[serde(default)]
    #[schemars(schema_with = "span")]
    pub longest_scenario: Option<String>,
    /// The borders that the deployment can't show.
    #[serde(default)]
    #[schemars(schema_with = "borders")]
    pub unseen: Vec<BorderName>,
    /// How its mails come to us.
    #[serde(default)]
    pub mail: Option<MailWay>,
    /// How long one request may take in all, as a span.
    #[serde(default)]
    #[schemars(schema_with = "span")]
    pub limit: Option<String>,
    /// How many dials it is asked for in any minute, by all scenarios together; 6000 where nothing is said.
    #[serde(default)]
    #[schemars(schema_with = "dials")]
    pub dials_per_minute: Option<u32>,
}

impl DeploymentFile {
    /// The reference behind HTTP.
    ///
    /// # Panics
    ///
    /// If the built-in file is wrong, which a test shows before anybody can run it.
    pub fn reference() -> DeploymentFile {
        DeploymentFile::read(REFERENCE_FILE, REFERENCE).unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    /// Reads a deployment file.
    ///
    /// # Errors
    ///
    /// Every fault with its place.
    pub fn read(file: &str, text: &str) -> Result<DeploymentFile, Vec<Fault>> {
        let deployment: DeploymentFile = read(file, text)?;
        let root = parse(file, text)?;
        let mut gather = Gather::new(file, text);
        for (key, fault) in deployment.faults() {
            gather.fault(root.value_place(key), fault.0, |told| told.help(fault.1));
        }
        gather.finish(deployment)
    }

    /// What does not fit, by key: what is wrong, and what to write instead.
    fn faults(&self) -> Vec<(&'static str, (String, &'static str))> {
        let mut faults = Vec::new();
        let address = reqwest::Url::parse(&self.address);
        let is_plain = |url: &reqwest::Url| {
            matches!(url.scheme(), "http" | "https")
                && url.username().is_empty()
                && url.password().is_none()
                && url.query().is_none()
                && url.fragment().is_none()
        };
        if !address.as_ref().is_ok_and(is_plain) {
            let help = "write http:// or https://, host, port and path; a token goes under `token`";
            faults.push(("address", ("this is no address of an interface".to_owned(), help)));
        }
        if self.name.trim().is_empty() {
            faults.push(("name", ("the deployment has no name".to_owned(), "name it as reports should")));
        }
        if let Some(source) = &self.token
            && source.environment.is_some() == source.file.is_some()
        {
            let help = "name either an `environment` variable or a `file`";
            faults.push(("token", ("a token comes from one place".to_owned(), help)));
        }
        if self.clock == Clock::Virtual && self.level != Level::C {
            let help = "write `clock: real`, or `level: C` for a deployment with a test clock";
            faults.push(("clock", (format!("level {} has no clock that the harness moves", self.level), help)));
        }
        let spans = [("limit", &self.limit), ("settle", &self.settle), ("longest-scenario", &self.longest_scenario)];
        for (key, span) in spans.into_iter().filter_map(|(key, span)| Some((key, span.as_ref()?))) {
            if !span.parse::<Span>().is_ok_and(|span| span > Span::ZERO) {
                faults.push((key, (format!("`{span}` is no span of time"), "such as `6 s` or `500 ms`")));
            }
            if key != "limit" && self.clock == Clock::Virtual {
                let help = "leave it out, or write `clock: real`";
                faults.push((key, ("the harness moves the clock, and waits for nothing".to_owned(), help)));
            }
        }
        if self.dials_per_minute.is_some_and(|dials| !(1..=DialRate::MOST).contains(&dials)) {
            let help = "such as `60`; what is left out is 6000, which no check reaches";
            faults.push(("dials-per-minute", (format!("a minute has 1 to {} dials", DialRate::MOST), help)));
        }
        faults
    }

    /// The deployment as scenarios are run against it, with its token.
    pub fn live(&self, token: Option<Secret>) -> Live {
        let limit = stated(self.limit.as_ref()).map_or(LIMIT, by_the_wall);
        let base = self.address.trim_end_matches('/');
        let mut remote = Remote::new(base, token, limit);
        remote.mail = self.mail.unwrap_or(MailWay::Http);
        remote.dials = self.dials_per_minute.and_then(NonZeroU32::new).map(Turns::new).unwrap_or_default();
        let settle = stated(self.settle.as_ref()).map_or(SETTLE, by_the_wall);
        let clock = match self.clock {
            Clock::Virtual => ClockMode::Virtual,
            Clock::Real => ClockMode::Real,
        };
        let (level, test_calls, unseen) = (self.level, self.test_calls, self.unseen.iter().copied().collect());
        Live { test_calls, level, clock, settle, unseen, ..Live::new(remote) }
    }

    /// The longest time that a scenario may need, where nobody moves the clock.
    pub fn longest_scenario(&self) -> Option<Span> {
        (self.clock == Clock::Real).then(|| stated(self.longest_scenario.as_ref()).unwrap_or(LONGEST))
    }
}

/// A span that a file states; one that is none was refused when the file was read.
fn stated(span: Option<&String>) -> Option<Span> {
    span.and_then(|span| span.parse().ok())
}

fn by_the_wall(span: Span) -> Duration {
    Duration::from_micros(span.ticks())
}
