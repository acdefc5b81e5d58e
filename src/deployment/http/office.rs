//! The mail server of one run as a server of SMTP: what it says is what the run's mail server would, and what comes is a
//! request to it like any other.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::AbortHandle;

use crate::border::{Effect, Mail, Request, RequestId};
use crate::conduct::{Disposition, Stop};
use crate::counterpart::Post;
use crate::deployment::carriage::Given;
use crate::deployment::smtp::{Limits, Sink, Visit};
use crate::domain::words;

use super::driver::Driver;
use super::secret::Secret;
use super::stubs::Arrived;

words!(
    /// How the mails of a deployment come to this run.
    MailWay, "way of mails" {
        /// As requests of the interface.
        Http = "http",
        /// As messages over SMTP.
        Smtp = "smtp",
    }
);

/// The longest message: what a request of the interface may have.
const LONGEST_MESSAGE: usize = super::gate::LONGEST_BODY;

/// How many sessions are served at once, and how long one may last.
const SESSIONS: usize = 16;
const SESSION: Duration = Duration::from_secs(30);

/// What comes to the mail server of a run.
#[derive(Debug)]
pub(super) enum Posted {
    /// Somebody connects: how does the server stand?
    Calls(oneshot::Sender<Post>),
    /// A mail came, or as much of one as is known; the server says nothing more before the run has seen it.
    Given(Box<Given>, oneshot::Sender<()>),
}

/// A mail server, open until it is dropped.
pub(super) struct Office {
    /// Where it listens.
    pub(super) address: String,
    open: AbortHandle,
}

impl Drop for Office {
    fn drop(&mut self) {
        self.open.abort();
    }
}

impl Office {
    /// Opens one that hands what comes to a run.
    ///
    /// # Errors
    ///
    /// No port can be listened on.
    pub(super) async fn open(out: UnboundedSender<Arrived>) -> Result<Office, String> {
        let limits = Limits { message: LONGEST_MESSAGE, session: SESSION, ..Limits::default() };
        let wrong = |error: std::io::Error| format!("no mail server can listen: {error}");
        let sink = Sink::bind(None, limits).await.map_err(wrong)?;
        let address = format!("smtp://{}", sink.address().map_err(wrong)?);
        let open = tokio::spawn(serve(Arc::new(sink), out)).abort_handle();
        Ok(Office { address, open })
    }
}

async fn serve(sink: Arc<Sink>, out: UnboundedSender<Arrived>) {
    let sessions = Arc::new(Semaphore::new(SESSIONS));
    while let Ok(place) = sessions.clone().acquire_owned().await {
        let Ok(visit) = sink.accept().await else {
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let (sink, out) = (sink.clone(), out.clone());
        tokio::spawn(async move {
            attend(&sink, visit, &out).await;
            drop(place);
        });
    }
}

/// One session. Where the run is over, nothing is said.
async fn attend(sink: &Sink, visit: Visit, out: &UnboundedSender<Arrived>) {
    let (ask, stands) = oneshot::channel();
    if out.send(Arrived::Posted(Posted::Calls(ask))).is_err() {
        return;
    }
    let Ok(post) = stands.await else { return };
    let (witness, mut witnessed) = unbounded_channel::<(_, oneshot::Sender<()>)>();
    let told = async {
        while let Some((taken, seen)) = witnessed.recv().await {
            let given = Given::from(taken);
            // Who named no sender has sent nothing.
            if given.envelope.0.is_some() {
                let _ = out.send(Arrived::Posted(Posted::Given(Box::new(given), seen)));
            }
        }
    };
    tokio::join!(sink.attend(visit, post, witness), told);
}

impl Driver<'_> {
    /// Takes what came to the mail server over SMTP.
    pub(super) async fn posted(&mut self, posted: Posted) -> Result<(), Stop> {
        match posted {
            Posted::Calls(ask) => {
                // Whoever connected may be gone.
                let _ = ask.send(self.conductor.mail_server());
            }
            Posted::Given(given, seen) => {
                if !self.is_stopped() {
                    let mail = self.bag.received(*given);
                    self.mailed(mail).await?;
                }
                let _ = seen.send(());
            }
        }
        Ok(())
    }

    async fn mailed(&mut self, mail: Option<Mail>) -> Result<(), Stop> {
        // What was told before the mail comes before it in the trace as well.
        self.before_request().await?;
        let Some(mail) = mail else { return Ok(()) };
        let mail = match self.line.secret() {
            Some(secret) => without(secret, mail).map_err(Stop::Fault)?,
            None => mail,
        };
        self.posts += 1;
        let id = RequestId(u32::MAX - self.posts);
        match self.conductor.arrived(Effect::Request { id, request: Request::SubmitMail { mail } }) {
            Disposition::Crash => self.kill().await,
            // The sender heard it in its session.
            Disposition::AnswerNow(..) | Disposition::Hold | Disposition::NoAnswer => Ok(()),
        }
    }

    /// Whether a request came over SMTP, so that its sender heard the answer in its session.
    pub(super) fn heard(&self, request: RequestId) -> bool {
        request.0 >= u32::MAX - self.posts
    }
}

/// A mail without a secret, however its message wrote it.
fn without(secret: &Secret, mail: Mail) -> Result<Mail, String> {
    let wrong = |error: serde_json::Error| error.to_string();
    let bytes = secret.mask(serde_json::to_vec(&mail).map_err(wrong)?);
    serde_json::from_slice(&bytes).map_err(wrong)
}
