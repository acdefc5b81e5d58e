//! `serve`: the reference, or a change of it, behind the deployment interface.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::Path;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::deployment::http::DeploymentFile;
use crate::deployment::http::serve::{Maker, Opened, Worker, serve as serve_interface, supervise};
use crate::mutant::Change;
use crate::requirement::{Catalogue, Ics};
use crate::result::Exit;

use super::args::ServeArgs;
use super::audit::{named, variant};
use super::halt::{Halt, Problem};
use super::keeper::{Kept, keep, until_input_ends};
use super::run_one::{REFERENCE, reference};
use super::statement::{followed, statement};
use super::terminal::Terminal;

/// Runs the command until it is told to end.
///
/// # Errors
///
/// A name that no mutant or variant has, a wrong statement, an address that can't be listened on.
pub(super) fn serve(args: &ServeArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    if args.keep_folder {
        return keep(terminal).map_err(|error| broken(error.to_string()).into());
    }
    args.log.begin(terminal)?;
    let (make, product) = served(args)?;
    let kept = if args.isolated { Some(Kept::start().map_err(|error| broken(error.to_string()))?) } else { None };
    let offered = match &kept {
        Some(kept) => Offered::Isolated(worker(args, kept.folder(), product)?),
        None => {
            let opened = Opened::new(make, args.state.as_deref(), product);
            Offered::Together(Box::new(opened.map_err(|error| broken(error.to_string()))?.at_level(args.offered())))
        }
    };
    let listen = match args.listen {
        Some(listen) => listen,
        None => own_address()?,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| broken(error.to_string()))?;
    let exit = runtime.block_on(until_told(listen, offered, args.until_eof, terminal));
    // What still runs for a tenant ends here, before its folder is removed.
    drop(runtime);
    if let Some(kept) = kept {
        kept.end();
    }
    exit
}

/// What is served: all tenants in this process, or each in its own.
enum Offered {
    Together(Box<Opened>),
    Isolated(Worker),
}

async fn until_told(
    listen: SocketAddr,
    offered: Offered,
    until_eof: bool,
    terminal: &mut Terminal,
) -> Result<Exit, Halt> {
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        let problem = Problem::new(Exit::Deployment, format!("{listen} can't be listened on: {error}"));
        problem.help("name a free one: `spec911 serve --listen 127.0.0.1:0` takes any port")
    })?;
    let at = listener.local_addr().map_err(|error| broken(error.to_string()))?;
    let (mut interrupt, mut terminate) = (heard(SignalKind::interrupt())?, heard(SignalKind::terminate())?);
    terminal.say(&format!("serving at http://{at}/v1\n"));
    let (ended, end) = tokio::sync::oneshot::channel::<()>();
    let alone = until_eof.then(input_ended);
    let told = async {
        tokio::select! {
            _ = interrupt.recv() => Exit::Interrupted,
            _ = terminate.recv() => Exit::Terminated,
            Some(()) = async { alone?.await.ok() } => Exit::Pass,
        }
    };
    let serving = async {
        let end = async { drop(end.await) };
        match offered {
            Offered::Together(opened) => serve_interface(listener, *opened, end).await,
            Offered::Isolated(worker) => supervise(listener, worker, end).await,
        }
    };
    tokio::pin!(serving);
    let exit = tokio::select! {
        exit = told => exit,
        served = &mut serving => return served.map(|()| Exit::Pass).map_err(|error| broken(error.to_string()).into()),
    };
    drop(ended);
    // Whoever is still connected is not waited for longer than this.
    let _ = tokio::time::timeout(std::time::Duration::from_millis(500), serving).await;
    Ok(exit)
}

/// Tells when standard input has ended. A thread of its own waits for it, which nothing waits for.
fn input_ended() -> tokio::sync::oneshot::Receiver<()> {
    let (ended, end) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        until_input_ends();
        // The server may have ended before.
        let _ = ended.send(());
    });
    end
}

/// This program once more, serving the same, for one tenant.
fn worker(args: &ServeArgs, folder: &Path, product: String) -> Result<Worker, Problem> {
    let program = std::env::current_exe().map_err(|error| broken(error.to_string()))?;
    let mut arguments: Vec<OsString> = ["serve", "--listen", "127.0.0.1:0", "--until-eof"].map(OsString::from).to_vec();
    for (option, value) in [("--mutant", &args.mutant), ("--variant", &args.variant)] {
        arguments.extend(value.iter().flat_map(|value| [OsString::from(option), OsString::from(value)]));
    }
    arguments.extend(args.ics.iter().flat_map(|file| [OsString::from("--ics"), file.clone().into_os_string()]));
    let level = args.offered();
    arguments.extend(["--level", &level.to_string(), "--state"].map(OsString::from));
    Ok(Worker { program, arguments, folder: folder.to_owned(), product, level })
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
        (Some(name), _) => {
            let ics = statement(args.ics.as_ref(), Catalogue::embedded())?.ics;
            (ics, Some(named(name)?.change), format!("the mutant {name}"))
        }
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
