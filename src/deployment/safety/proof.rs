//! What a deployment has to show before anything is dialled on it, and the token that says that it did.

use std::collections::BTreeMap;
use std::fmt;

use rand::TryRng as _;
use rand::rngs::SysRng;

use crate::domain::{Number, Path};

use super::dial::{Danger, DialCheck};

/// Canaries go to an area code that no network has, and that no scenario uses: one of those kept for a longer numbering
/// plan. It begins with no emergency number of any plan, as the area code of the scenarios does.
///
/// Source: North American Numbering Plan, area codes whose middle digit is 9 are not assigned.
const CANARIES: &str = "+1390555";

/// How many digits of a canary's number are this run's secret.
const SECRET: usize = 7;

/// How often a number is drawn before none that is harmless is thought to exist.
const DRAWS: usize = 1_000;

/// The number of a canary: it reaches nobody, and only whoever was asked to call it can know it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CanaryNumber(Number);

impl CanaryNumber {
    /// A number drawn from the machine's own chance, so that no deployment can know it from a run before.
    ///
    /// # Errors
    ///
    /// The machine gives no chance, or no harmless number is left.
    pub fn draw(check: &DialCheck) -> Result<Self, String> {
        for _ in 0..DRAWS {
            let mut bytes = [0_u8; SECRET];
            SysRng.try_fill_bytes(&mut bytes).map_err(|error| format!("no canary can be drawn: {error}"))?;
            let secret: String = bytes.iter().map(|byte| char::from(b'0' + byte % 10)).collect();
            let number = format!("{CANARIES}{secret}");
            if check.danger(&number) == Danger::None {
                return Ok(CanaryNumber(Number::as_written(&number)));
            }
        }
        Err("no canary can be drawn that is harmless under every number plan".to_owned())
    }

    /// The number.
    pub fn number(&self) -> &Number {
        &self.0
    }

    /// Whether a dialled text is the number of a canary, of this run or another.
    pub fn is_one(dialled: &str) -> bool {
        dialled.strip_prefix(CANARIES).is_some_and(|secret| secret.len() == SECRET)
    }
}

/// What was seen of one path: where the deployment says that it leads, where it should lead, and where its canary arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The address of this run's counterpart at the end of the path.
    pub ours: String,
    /// What the deployment reads back.
    pub read_back: Option<String>,
    /// At the end of which paths the canary arrived, each time that it did.
    pub arrived: Vec<Path>,
}

/// Says that every path of a tenant was shown to end at this run's own counterparts. Nobody else can make one.
#[derive(Debug)]
pub struct Proven(());

/// Why a path is not proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproven {
    /// What is missing, path by path.
    pub missing: Vec<String>,
}

impl fmt::Display for Unproven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing was dialled: {}", self.missing.join("; "))
    }
}

impl Proven {
    /// Judges what was seen of each path.
    ///
    /// # Errors
    ///
    /// What is missing, where anything is. No path at all proves nothing.
    pub fn judge(claims: &BTreeMap<Path, Claim>) -> Result<Proven, Unproven> {
        // Where one path is known to lead elsewhere, no canary was sent over any.
        let mut missing: Vec<String> = claims.iter().filter_map(|(path, claim)| elsewhere(path, claim)).collect();
        if missing.is_empty() {
            missing.extend(claims.iter().filter_map(|(path, claim)| astray(path, claim)));
        }
        if !claims.contains_key(&Path::Direct) {
            missing.push("the path direct was not looked at".to_owned());
        }
        if missing.is_empty() { Ok(Proven(())) } else { Err(Unproven { missing }) }
    }
}

/// What is read back of a path, where it is not ours.
fn elsewhere(path: &Path, claim: &Claim) -> Option<String> {
    let Claim { ours, read_back, .. } = claim;
    match read_back {
        None => Some(format!("the deployment does not say where the path {path} leads (it should say {ours})")),
        Some(said) if said != ours => {
            Some(format!("the path {path} leads to {said}, and not to this run's counterpart at {ours}"))
        }
        Some(_) => None,
    }
}

/// What became of the canary of a path, where it did not arrive once and in its place.
fn astray(path: &Path, Claim { ours, arrived, .. }: &Claim) -> Option<String> {
    match arrived.as_slice() {
        [at] if at == path => None,
        [] => Some(format!("the canary that was sent over the path {path} did not arrive at {ours}")),
        [at] => Some(format!("the canary that was sent over the path {path} arrived at the end of the path {at}")),
        more => Some(format!("the canary that was sent over the path {path} arrived {} times", more.len())),
    }
}
