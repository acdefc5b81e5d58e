//! One scenario against a deployment behind HTTP: its tenant is set up, run, and removed again.

use std::cell::{Cell, OnceCell};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, SubsecRound as _, Utc};
use rand::TryRng as _;
use rand::rngs::SysRng;
use tokio::runtime::Runtime;

use crate::conduct::{Conductor, Plan, Stop};
use crate::deployment::safety::{DialCheck, test_call};
use crate::deployment::{Borders, Ran, RunOptions, Unseen, plan};
use crate::domain::TrunkName;
use crate::observation::{ClockMode, Seeing};
use crate::requirement::Tolerance;
use crate::stimulus::{Civil, Fact, Scenario};

use super::client::{Remote, client};
use super::driver::Driver;
use super::interlock::Interlock;
use super::interrupt::{interrupted, until_interrupted};
use super::line::{Line, interface};
use super::pace::Pace;
use super::stubs::Stubs;
use super::trouble::{Trouble, TroubleKind};
use super::trouble_code::TroubleCode;
use super::watch::Watch;
use super::wire::{Interface, Level, SetUp, TenantName, told};

/// A deployment to run scenarios against.
#[derive(Clone, Debug)]
pub struct Live {
    /// How it is reached.
    pub remote: Remote,
    /// Whether it may be asked to dial the numbers of test calls.
    pub test_calls: bool,
    /// How much of the interface it offers.
    pub level: Level,
    /// By whose clock it runs.
    pub clock: ClockMode,
    /// How long it takes until it counts as settled, where nobody moves its clock.
    pub settle: Duration,
    /// The borders that it can't show.
    pub unseen: Unseen,
}

impl Live {
    /// A deployment with a test clock, which is not asked for test calls.
    pub fn new(remote: Remote) -> Self {
        Live {
            remote,
            test_calls: false,
            level: Level::C,
            clock: ClockMode::Virtual,
            settle: SETTLE,
            unseen: Unseen::default(),
        }
    }

    /// How its borders are seen.
    pub fn borders(&self) -> Borders {
        match self.level {
            Level::A => Borders::Without(Seeing::Sampled, self.unseen),
            Level::B | Level::C => Borders::Without(Seeing::Complete, self.unseen),
        }
    }
}

/// How long it takes until a deployment counts as settled that states no time. Source: docs/trace.md, "Three kinds of
/// record".
pub(super) const SETTLE: Duration = Duration::from_secs(2);

/// What requests need, once a thread: a runtime, and a client that keeps its connections.
struct Lane {
    runtime: Runtime,
    client: reqwest::Client,
}

impl Lane {
    fn open() -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(Lane { runtime: runtime.map_err(|error| error.to_string())?, client: client()? })
    }
}

thread_local! {
    static LANE: OnceCell<Result<Lane, String>> = const { OnceCell::new() };
}

/// Does asynchronous work on the runtime of this thread.
pub(super) fn on_lane<T>(work: impl AsyncFnOnce(reqwest::Client) -> T) -> Result<T, String> {
    LANE.with(|lane| match lane.get_or_init(Lane::open) {
        Ok(lane) => Ok(lane.runtime.block_on(work(lane.client.clone()))),
        Err(why) => Err(why.clone()),
    })
}

/// Asks a deployment what it is.
///
/// # Errors
///
/// Whatever comes instead of an answer.
pub fn greet(live: &Live) -> Result<Interface, Trouble> {
    let broken = |why| Trouble { request: format!("GET {}", live.remote.base), kind: TroubleKind::Unreachable(why) };
    on_lane(async |client| interface(&client, &live.remote).await).map_err(broken)?
}

/// Runs a scenario against a deployment.
///
/// What the scenario dials is looked at before anything is sent.
pub fn run_live(scenario: &Scenario, options: &RunOptions<'_>, live: &Live) -> Ran {
    let (plan, pace) = planned(scenario, options, live);
    let check = DialCheck::new(&plan.head.facts);
    if let Some(dialled) = test_call(scenario).filter(|_| !live.test_calls) {
        let why = format!(
            "nothing was dialled: `{dialled}` is a number for test calls, which the deployment file does not allow"
        );
        return ended(Conductor::new(plan), Some(Stop::Unsafe(why)));
    }
    if interrupted().is_some() {
        return ended(Conductor::new(plan), Some(Stop::Interrupted));
    }
    let mut left = None;
    let ran = on_lane(async |client| {
        left = Some(drive(plan, check, client, live, pace).await);
    });
    match (ran, left) {
        (Ok(()), Some(ran)) => ran,
        (Err(why), _) => ended(Conductor::new(self::plan(scenario, options)), Some(Stop::Fault(why))),
        (Ok(()), None) => ended(Conductor::new(self::plan(scenario, options)), Some(Stop::Fault("no run".to_owned()))),
    }
}

/// How long the set-up of a tenant may still take where somebody waits for the end, and the removal of one where the
/// deployment may be gone.
const AT_AN_INTERRUPT: Duration = Duration::from_millis(300);
const AT_A_FAILURE: Duration = Duration::from_secs(2);

fn ended(conductor: Conductor<'_>, why: Option<Stop>) -> Ran {
    let (trace, stop, expectations) = conductor.finish();
    Ran { trace, expectations, stop: why.unwrap_or(stop) }
}

/// A name that no other run has, so that what a deployment still says about one can't be taken for another.
pub(super) fn tenant_name() -> Result<TenantName, String> {
    let mut bytes = [0_u8; 8];
    SysRng.try_fill_bytes(&mut bytes).map_err(|error| format!("no tenant can be named: {error}"))?;
    format!("run-{:016x}", u64::from_be_bytes(bytes)).parse()
}

/// The trunks that facts state.
pub(super) fn trunks_of(facts: &[Fact]) -> Vec<TrunkName> {
    let trunk = |fact: &Fact| match fact {
        Fact::Trunk { name } => Some(name.clone()),
        _ => None,
    };
    facts.iter().filter_map(trunk).collect()
}

/// The plan of a run, and by whose clock it goes. By the wall's clock it begins now, at a whole second.
fn planned<'s>(scenario: &'s Scenario, options: &RunOptions<'_>, live: &Live) -> (Plan<'s>, Pace) {
    let mut plan = plan(scenario, options);
    if live.clock == ClockMode::Virtual {
        return (plan, Pace::Virtual);
    }
    let (now, wall) = (DateTime::<Utc>::from(SystemTime::now()), tokio::time::Instant::now());
    let epoch = now.trunc_subsecs(0);
    let gone = (now - epoch).to_std().unwrap_or_default();
    plan.head.clock = ClockMode::Real;
    plan.head.epoch = Civil(epoch.fixed_offset());
    for fact in &mut plan.head.facts {
        if let Fact::Epoch { at } = fact {
            *at = plan.head.epoch;
        }
    }
    plan.asks_failures = live.level == Level::A;
    (plan, Pace::real(wall - gone, live.settle, live.level >= Level::B))
}

async fn drive(plan: Plan<'_>, check: DialCheck, client: reqwest::Client, live: &Live, pace: Pace) -> Ran {
    let tenant = match tenant_name() {
        Ok(tenant) => tenant,
        Err(why) => return ended(Conductor::new(plan), Some(Stop::Fault(why))),
    };
    let facts = &plan.head.facts;
    let mut stubs = match Stubs::start(&tenant, &trunks_of(facts), &live.remote).await {
        Ok(stubs) => stubs,
        Err(why) => return ended(Conductor::new(plan), Some(Stop::Fault(why))),
    };
    let set_up = SetUp { facts: told(facts), counterparts: stubs.addresses.clone() };
    let line = Line::new(client, live.remote.clone(), tenant);
    let interlock = Interlock::new(stubs.addresses.clone(), check);
    let watch = Watch::new(facts, plan.head.ics.tolerance(Tolerance::LegStart));
    let mut driver = Driver::new(plan, line, stubs.take_arrived(), interlock, watch, pace);
    let is_there = Cell::new(false);
    let run = async {
        driver.set_up(&set_up).await?;
        is_there.set(true);
        driver.prove_if_needed().await?;
        driver.run().await
    };
    let told_to_end = async {
        until_interrupted().await;
        if !is_there.get() {
            // A removal that overtakes the set-up would leave the tenant behind.
            tokio::time::sleep(AT_AN_INTERRUPT).await;
        }
    };
    let why = tokio::select! { biased;
        () = told_to_end => Some(Stop::Interrupted),
        ran = run => ran.err(),
    };
    // Best effort: a deployment that is gone has no tenants.
    let _ = match &why {
        None => driver.line.remove().await,
        Some(_) => driver.line.remove_within(AT_A_FAILURE).await,
    };
    let why = given_up(why, &live.remote);
    let stray = driver.stray.drain(..).next().map(|what| Stop::Stray(format!("a stray request {what}")));
    // Whoever still waits at a counterpart for what the run says is told that it is over, or its server would wait with it.
    let Driver { conductor, arrived, .. } = driver;
    drop(arrived);
    stubs.end().await;
    ended(conductor, why.or(stray))
}

/// Why a run ended: where several in a row did because something did not come in time, the deployment counts as gone.
fn given_up(why: Option<Stop>, remote: &Remote) -> Option<Stop> {
    let hung =
        |what: &str| matches!(TroubleCode::named_in(what), Some(TroubleCode::LateAnswer | TroubleCode::Restless));
    match why {
        Some(Stop::Broken(what)) if hung(&what) => Some(match remote.hung() {
            Some(runs) => {
                let code = TroubleCode::NoAnswers;
                Stop::Unreachable(format!(
                    "[{code}] in {runs} scenarios in a row something did not come in time: {what}"
                ))
            }
            None => Stop::Broken(what),
        }),
        why => {
            remote.answered();
            why
        }
    }
}

impl Driver<'_> {
    async fn set_up(&mut self, set_up: &SetUp) -> Result<(), Stop> {
        let sent = self.line.set_up(set_up);
        self.serving(sent).await.map(|_| ())
    }
}
