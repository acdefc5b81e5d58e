//! `serve`: the reference, or a change of it, behind the deployment interface.

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::deployment::http::DeploymentFile;
use crate::deployment::http::serve::{Maker, Opened, serve as serve_interface};
use crate::mutant::Change;
use crate::requirement::{Catalogue, Ics};
use crate::result::Exit;

use super::args::ServeArgs;
use super::audit::{named, variant};
use super::halt::{Halt, Problem};
use super::run_one::{REFERENCE, reference};
use super::statement::{followed, statement};
use super::terminal::Terminal;

/// Runs the command until it is told to end.
///
/// # Errors
///
/// A name that no mutant or variant has, a wrong statement, an address that can't be listened on.
pub(super) fn serve(args: &ServeArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let (make, product) = served(args)?;
    let opened = Opened::new(make, args.state.as_deref(), product).map_err(|error| broken(error.to_string()))?;
    let listen = match args.listen {
        Some(listen) => listen,
        None => own_address()?,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| broken(error.to_string()))?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.map_err(|error| {
            let problem = Problem::new(Exit::Deployment, format!("{listen} can't be listened on: {error}"));
            problem.help("name a free one: `spec911 serve --listen 127.0.0.1:0` takes any port")
        })?;
        let at = listener.local_addr().map_err(|error| broken(error.to_string()))?;
        let (mut interrupt, mut terminate) = (heard(SignalKind::interrupt())?, heard(SignalKind::terminate())?);
        terminal.say(&format!("serving at http://{at}/v1\n"));
        let (ended, end) = tokio::sync::oneshot::channel::<()>();
        let told = async {
            tokio::select! {
                _ = interrupt.recv() => Exit::Interrupted,
                _ = terminate.recv() => Exit::Terminated,
            }
        };
        let serving = serve_interface(listener, opened, async { drop(end.await) });
        tokio::pin!(serving);
        let exit = tokio::select! {
            exit = told => exit,
            served = &mut serving => return served.map(|()| Exit::Pass).map_err(|error| broken(error.to_string()).into()),
        };
        drop(ended);
        // Whoever is still connected is not waited for longer than this.
        let _ = tokio::time::timeout(std::time::Duration::from_millis(500), serving).await;
        Ok(exit)
    })
}

fn heard(kind: SignalKind) -> Result<tokio::signal::unix::Signal, Problem> {
    signal(kind).map_err(|error| broken(error.to_string()))
}

fn broken(why: String) -> Problem {
    Problem::new(Exit::Deployment, why)
}

/// What makes a service for each tenant, and what it is called.
fn served(args: &ServeArgs) -> Result<(Maker, String), Halt> {
    let (ics, change, product): (Ics, Option<Change>, String) = match (&args.mutant, &args.variant) {
        (Some(name), _) => (Ics::reference().clone(), Some(named(name)?.change), format!("the mutant {name}")),
        (None, Some(name)) => {
            let variant = variant(name)?;
            (variant.ics.clone(), Some(variant.change), format!("the variant {name}"))
        }
        (None, None) => (statement(args.ics.as_ref(), Catalogue::embedded())?.ics, None, REFERENCE.to_owned()),
    };
    let policy = followed(&ics)?;
    let make: Maker = match change {
        Some(change) => Box::new(move |facts| change.make(policy, facts)),
        None => Box::new(move |facts| reference(policy, facts)),
    };
    Ok((make, product))
}

/// The address that the deployment file of the reference names.
fn own_address() -> Result<SocketAddr, Problem> {
    let address = DeploymentFile::reference().address;
    let host = address.strip_prefix("http://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
    host.parse().map_err(|_| broken(format!("{address} names no address of this machine")))
}
