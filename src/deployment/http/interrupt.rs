//! SIGINT and SIGTERM while scenarios run against a deployment: each run ends, its tenant is removed, and the check still
//! writes its report. A second signal ends the process at once.

use std::sync::{LazyLock, OnceLock};
use std::thread;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::domain::words;

words!(
    /// How a process was told to end.
    Interrupt, "signal" {
        /// From the keyboard.
        Interrupted = "interrupted",
        /// By another process.
        Terminated = "terminated",
    }
);

impl Interrupt {
    /// The code that a process ends with by convention: 128 and the number of the signal.
    fn code(self) -> i32 {
        match self {
            Interrupt::Interrupted => 130,
            Interrupt::Terminated => 143,
        }
    }
}

static TOLD: LazyLock<watch::Sender<Option<Interrupt>>> = LazyLock::new(|| watch::channel(None).0);
static LISTENING: OnceLock<()> = OnceLock::new();

/// Listens for signals from now on, once for the whole process.
pub fn listen_for_interrupts() {
    LISTENING.get_or_init(|| {
        thread::spawn(|| {
            // Without a listener a signal ends the process as it always does.
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(listen());
            }
        });
    });
}

async fn listen() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return;
    };
    let first = next(&mut interrupt, &mut terminate).await;
    TOLD.send_replace(Some(first));
    let second = next(&mut interrupt, &mut terminate).await;
    std::process::exit(second.code());
}

async fn next(interrupt: &mut Signal, terminate: &mut Signal) -> Interrupt {
    tokio::select! {
        _ = interrupt.recv() => Interrupt::Interrupted,
        _ = terminate.recv() => Interrupt::Terminated,
    }
}

/// How the process was told to end, if it was.
pub fn interrupted() -> Option<Interrupt> {
    *TOLD.borrow()
}

/// Waits until the process is told to end.
pub(super) async fn until_interrupted() {
    let mut told = TOLD.subscribe();
    // The sender lives as long as the process.
    let _ = told.wait_for(Option::is_some).await;
}
