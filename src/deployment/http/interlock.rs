//! The interlock at work: reads back where each path leads, sends a canary over each, and gives out the permit to dial.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::border::{Act, ActId, Input, Request, Setting};
use crate::conduct::Stop;
use crate::deployment::safety::{CanaryNumber, Claim, Danger, DialCheck, DialTurn, Proven};
use crate::domain::{Dialled, Path};

use super::driver::Driver;
use super::line::Line;
use super::trouble::Trouble;
use super::wire::{Addresses, Canary, InputTaken};

/// How long a canary may be on its way.
const FLIGHT: Duration = Duration::from_secs(5);

/// What is known of the paths of one tenant.
pub(super) struct Interlock {
    addresses: Addresses,
    check: DialCheck,
    proven: Option<Proven>,
    /// Where canaries arrived, each time.
    arrived: Vec<(Path, String)>,
}

impl Interlock {
    pub(super) fn new(addresses: Addresses, check: DialCheck) -> Self {
        Interlock { addresses, check, proven: None, arrived: Vec::new() }
    }

    fn paths(&self) -> Vec<Path> {
        let trunks = self.addresses.trunks.keys().cloned().map(Path::Trunk);
        std::iter::once(Path::Direct).chain(trunks).collect()
    }

    /// Notes a canary that arrived, and says whether the request is one. It stands at the desk that it is for, or it would
    /// not have come here.
    pub(super) fn is_canary(&mut self, request: &Request) -> bool {
        match request {
            Request::PlaceLeg { path, to, .. } if CanaryNumber::is_one(to.as_str()) => {
                self.arrived.push((path.clone(), to.to_string()));
                true
            }
            _ => false,
        }
    }

    /// Takes the proof back where an act may change the paths.
    pub(super) fn notice(&mut self, act: &Act) {
        if let Act::Save { setting: Setting::Route { .. }, .. } = act {
            self.proven = None;
        }
    }

    /// Whether a dialled text could reach an emergency service.
    pub(super) fn is_dangerous(&self, dialled: &Dialled) -> bool {
        self.check.danger(dialled.as_str()) == Danger::Emergency
    }

    /// What a dial needs.
    ///
    /// # Errors
    ///
    /// No proof is there.
    pub(super) fn permit(&self) -> Result<&Proven, Stop> {
        self.proven.as_ref().ok_or_else(|| Stop::Unsafe("nothing was dialled: no path is proven".to_owned()))
    }
}

impl Line {
    /// Sends a dial, which needs a proof and a turn.
    pub(super) fn dial(
        &mut self,
        _proven: &Proven,
        _turn: DialTurn,
        id: ActId,
        act: Act,
    ) -> impl Future<Output = Result<InputTaken, Trouble>> + Send + use<> {
        self.input(&Input::Act { id, act })
    }
}

impl Driver<'_> {
    /// Waits until a dial may be sent: every path is proven, and the minute has room for it.
    ///
    /// # Errors
    ///
    /// What is missing of the proof, and whatever keeps us from asking.
    pub(super) async fn may_dial(&mut self) -> Result<DialTurn, Stop> {
        self.prove_if_needed().await?;
        let dials = self.line.dials();
        self.serving(async move { Ok(dials.turn().await) }).await
    }

    /// Proves every path, unless that was done and nothing changed since.
    ///
    /// # Errors
    ///
    /// What is missing, and whatever keeps us from asking.
    pub(super) async fn prove_if_needed(&mut self) -> Result<(), Stop> {
        if self.interlock.proven.is_some() {
            return Ok(());
        }
        let asked = self.line.read_back();
        let said = self.serving(asked).await?;
        let mut claims = BTreeMap::new();
        for path in self.interlock.paths() {
            let read_back = match &path {
                Path::Direct => Some(said.emergency_destination.clone()),
                Path::Trunk(trunk) => said.trunks.get(trunk).cloned(),
            };
            let ours = self.interlock.addresses.carrier(&path).unwrap_or_default().to_owned();
            claims.insert(path, Claim { ours, read_back, arrived: Vec::new() });
        }
        // Where a path is known to lead elsewhere, nothing is sent over any of them.
        if claims.values().all(|claim| claim.read_back.as_ref() == Some(&claim.ours)) {
            for (path, claim) in &mut claims {
                claim.arrived = self.canary(path).await?;
            }
        }
        match Proven::judge(&claims) {
            Ok(proven) => {
                self.interlock.proven = Some(proven);
                Ok(())
            }
            Err(unproven) => Err(Stop::Unsafe(unproven.to_string())),
        }
    }

    /// Sends a canary over a path and says at the end of which paths it arrived.
    async fn canary(&mut self, path: &Path) -> Result<Vec<Path>, Stop> {
        let number = CanaryNumber::draw(&self.interlock.check).map_err(Stop::Fault)?;
        let sent = self.line.canary(&Canary { path: path.clone(), number: number.number().clone() });
        match self.serving(sent).await {
            Ok(()) => {}
            // A path over which nothing can be sent on purpose is unproven.
            Err(Stop::Broken(_)) => return Ok(Vec::new()),
            Err(stop) => return Err(stop),
        }
        let arrived_at = |interlock: &Interlock| -> Vec<Path> {
            let ours = interlock.arrived.iter().filter(|(_, to)| to == number.number().as_str());
            ours.map(|(path, _)| path.clone()).collect()
        };
        let until = tokio::time::Instant::now() + FLIGHT;
        while arrived_at(&self.interlock).is_empty() {
            match tokio::time::timeout_at(until, self.arrived.recv()).await {
                Ok(Some(arrived)) => self.serve(arrived).await?,
                Ok(None) | Err(_) => break,
            }
        }
        Ok(arrived_at(&self.interlock))
    }
}
