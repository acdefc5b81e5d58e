//! Voice routes: which dialled texts a pattern takes, and the ways that lead out of a tenant.

use std::collections::VecDeque;

use regex::bytes::{Regex, RegexBuilder};

use crate::domain::{Dialled, Path, RouteName, TrunkName};

/// A compiled voice route.
#[derive(Clone, Debug)]
pub struct Route {
    /// Its name.
    pub name: RouteName,
    /// Its place in the list, lowest first.
    pub place: u64,
    /// The pattern of the dialled texts that it takes.
    pub pattern: Regex,
    /// Its trunks.
    pub trunks: Vec<TrunkName>,
}

impl Route {
    /// Whether the route takes a dialled text.
    pub fn takes(&self, dialled: &Dialled) -> bool {
        self.pattern.is_match(dialled.as_str().as_bytes())
    }
}

/// A pattern as direct routing reads it: classes such as `\d` are those of ASCII, and it may match anywhere unless
/// anchored.
///
/// # Errors
///
/// Why the text is no pattern, in one line.
pub fn compiled_pattern(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern).unicode(false).build().map_err(|error| {
        let text = error.to_string();
        text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
    })
}

/// The ways that lead from an agent to a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// The trunks of each voice route that takes the number, in list order; none without direct routing.
    pub routes: Vec<Vec<TrunkName>>,
    /// Whether the agent calls from a calling-plan number that counts.
    pub own_number: bool,
    /// Whether the tenant has a calling-plan number that counts.
    pub any_number: bool,
    /// Whether direct routing is on.
    pub direct_routing: bool,
}

impl Ways {
    /// The trunks of all routes in the order in which they are tried.
    pub fn trunks(&self) -> VecDeque<Path> {
        self.routes.iter().flatten().cloned().map(Path::Trunk).collect()
    }

    /// Whether the direct offer is open where no route takes the number: from a calling-plan number, and with direct
    /// routing from any number if the tenant has a calling-plan number.
    pub fn direct_offer(&self) -> bool {
        self.own_number || (self.direct_routing && self.any_number)
    }
}
