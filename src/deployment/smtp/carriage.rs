//! The mails of a run over a loopback socket: client and server on a thread of their own, behind a call that waits.

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};

use crate::border::Mail;
use crate::counterpart::Post;
use crate::deployment::carriage::{Bag, Carriage, Carried, Parcel};
use crate::notice::Stamp;

use super::certificate::Certificate;
use super::client::{Client, Sent};
use super::sink::{Limits, Sink, Taken};

/// How mails are carried.
#[derive(Clone, Copy, Debug)]
pub struct SmtpSettings {
    /// Whether the connection is encrypted by STARTTLS.
    pub encrypted: bool,
    /// How long one mail may take, on the clock of the machine.
    pub deadline: Duration,
    /// How long a client waits for a server that never answers. Nothing would come later either.
    pub patience: Duration,
    /// Where the client connects instead of the server itself: to something in between.
    pub through: Option<fn(SocketAddr) -> SocketAddr>,
}

impl Default for SmtpSettings {
    fn default() -> Self {
        SmtpSettings {
            encrypted: true,
            deadline: Duration::from_secs(60),
            patience: Duration::from_millis(20),
            through: None,
        }
    }
}

/// What is to be carried.
struct Job {
    parcel: Parcel,
    server: Post,
}

type Done = Result<(Sent, Taken), String>;

/// Carries mails over a socket.
#[derive(Debug)]
pub struct Smtp {
    settings: SmtpSettings,
    worker: Option<Worker>,
    bag: Bag,
}

#[derive(Debug)]
struct Worker {
    jobs: Option<Sender<Job>>,
    done: Receiver<Done>,
    thread: Option<JoinHandle<()>>,
}

impl Smtp {
    /// A carriage; its socket is opened for the first mail.
    pub fn new(settings: SmtpSettings) -> Self {
        Smtp { settings, worker: None, bag: Bag::default() }
    }
}

impl Carriage for Smtp {
    fn carry(&mut self, mail: &Mail, stamp: &Stamp, server: Post) -> Result<Carried, String> {
        let parcel = Parcel::of(mail, stamp);
        let settings = self.settings;
        let worker = self.worker.get_or_insert_with(|| Worker::new(settings));
        let (sent, taken) = worker.work(Job { parcel, server })?;
        Ok(Carried { mail: self.bag.opened(mail, taken.into()), answer: Some(sent.heard.answer()) })
    }
}

impl Worker {
    fn new(settings: SmtpSettings) -> Self {
        let (jobs, inbox) = channel();
        let (out, done) = channel();
        let thread = std::thread::spawn(move || work(settings, &inbox, &out));
        Worker { jobs: Some(jobs), done, thread: Some(thread) }
    }

    fn work(&self, job: Job) -> Done {
        let gone = || "the thread that carries mails is gone".to_owned();
        let jobs = self.jobs.as_ref().ok_or_else(gone)?;
        jobs.send(job).map_err(|_| gone())?;
        self.done.recv().map_err(|_| gone())?
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Without a sender the thread comes to its end.
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(settings: SmtpSettings, inbox: &Receiver<Job>, out: &Sender<Done>) {
    let mut line = None;
    while let Ok(job) = inbox.recv() {
        let carried = match &line {
            Some(line) => carried(line, &settings, &job),
            None => Line::new(&settings).and_then(|new| carried(line.insert(new), &settings, &job)),
        };
        if out.send(carried).is_err() {
            return;
        }
    }
}

/// Both ends of the wire.
struct Line {
    runtime: Runtime,
    sink: Sink,
    to: SocketAddr,
    certificate: Option<Certificate>,
}

impl Line {
    fn new(settings: &SmtpSettings) -> Result<Line, String> {
        let words = |error: std::io::Error| format!("no socket for mails: {error}");
        let runtime = Builder::new_current_thread().enable_all().build().map_err(words)?;
        let certificate = settings.encrypted.then(Certificate::of_process).transpose()?;
        let sink = runtime.block_on(Sink::bind(certificate.clone(), Limits::default())).map_err(words)?;
        let address = sink.address().map_err(words)?;
        let to = settings.through.map_or(address, |through| through(address));
        Ok(Line { runtime, sink, to, certificate })
    }
}

fn carried(line: &Line, settings: &SmtpSettings, job: &Job) -> Done {
    let deadline = if job.server.is_silent() { settings.patience } else { settings.deadline };
    let client = Client { certificate: line.certificate.clone(), deadline };
    let (sent, taken) = line
        .runtime
        .block_on(async { tokio::join!(client.send(line.to, &job.parcel), line.sink.serve(job.server.clone())) });
    taken.map(|taken| (sent, taken)).map_err(|error| format!("no mail was taken: {error}"))
}
