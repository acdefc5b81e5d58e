//! The SMTP server: takes one connection after another, says what the counterpart says, and keeps what it was sent.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use mailin::{Action, SessionBuilder};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::counterpart::{Post, Response, Transaction};
use crate::deployment::carriage::Given;

use super::certificate::Certificate;
use super::command::command;
use super::line::{Line, next_line};
use super::session::Shared;
use super::wire::Stream;

/// A connection, encrypted or not.
type Wire = BufReader<Box<dyn Stream>>;

/// How much the server takes from a peer that may be hostile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest line in bytes, its end included.
    pub line: usize,
    /// The longest message in bytes.
    pub message: usize,
    /// The most commands of one session.
    pub commands: usize,
    /// How long a whole session may last.
    pub session: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        // A mail to some hundred recipients has as many commands; the longest mail of the suite has some ten thousand bytes.
        Limits { line: 256 << 10, message: 8 << 20, commands: 10_000, session: Duration::from_secs(60) }
    }
}

/// What a session left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The sender that was named.
    pub sender: Option<String>,
    /// Every recipient that was named, taken or not.
    pub recipients: Vec<String>,
    /// The name of the envelope.
    pub envelope: Option<String>,
    /// The message, if all of it came.
    pub bytes: Option<Vec<u8>>,
    /// Whether it came over an encrypted connection.
    pub encrypted: bool,
}

impl From<Taken> for Given {
    fn from(taken: Taken) -> Self {
        Given { envelope: (taken.sender, taken.recipients), name: taken.envelope, bytes: taken.bytes }
    }
}

/// A connection that nobody has served yet.
#[derive(Debug)]
pub(crate) struct Visit {
    stream: TcpStream,
    peer: SocketAddr,
}

/// What came, and where is said that it was seen.
pub(crate) type Witnessed = (Taken, oneshot::Sender<()>);

/// Who is told of a mail.
#[derive(Default)]
struct Told {
    witness: Option<UnboundedSender<Witnessed>>,
    is_told: bool,
}

impl Told {
    /// Tells of what came, once, and waits until it was seen.
    async fn tell(&mut self, shared: &Shared) {
        let Some(witness) = self.witness.as_ref().filter(|_| !self.is_told) else { return };
        let (say, seen) = oneshot::channel();
        let taken = shared.state().taken.clone();
        self.is_told = true;
        if witness.send((taken, say)).is_ok() {
            // Where nobody says so, nobody will.
            let _ = seen.await;
        }
    }
}

/// An SMTP server on a loopback socket.
#[derive(Debug)]
pub struct Sink {
    listener: TcpListener,
    certificate: Option<Certificate>,
    limits: Limits,
}

impl Sink {
    /// A server on a free port; with a certificate it offers STARTTLS.
    ///
    /// # Errors
    ///
    /// The machine gives no port.
    pub async fn bind(certificate: Option<Certificate>, limits: Limits) -> io::Result<Sink> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        Ok(Sink { listener, certificate, limits })
    }

    /// Where it listens.
    ///
    /// # Errors
    ///
    /// The socket is gone.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves the next connection, as a server in this state does. Whatever the peer does, it comes to an end.
    ///
    /// # Errors
    ///
    /// The socket is gone.
    pub async fn serve(&self, post: Post) -> io::Result<Taken> {
        let visit = self.accept().await?;
        let shared = Shared::new(Transaction::new(post), self.limits.message);
        // A peer that goes away or takes too long leaves what it had sent by then.
        let _ = timeout(self.limits.session, self.talk(visit, &shared, &mut Told::default())).await;
        let taken = std::mem::take(&mut shared.state().taken);
        Ok(taken)
    }

    /// Waits for a connection.
    ///
    /// # Errors
    ///
    /// The socket is gone.
    pub(crate) async fn accept(&self) -> io::Result<Visit> {
        let (stream, peer) = self.listener.accept().await?;
        stream.set_nodelay(true)?;
        Ok(Visit { stream, peer })
    }

    /// Serves a connection and tells a witness of the mail that came, before the peer hears what becomes of it. One session
    /// brings one mail; a further one needs a further session.
    pub(crate) async fn attend(&self, visit: Visit, post: Post, witness: UnboundedSender<Witnessed>) {
        let shared = Shared::new(Transaction::new(post), self.limits.message);
        let mut told = Told { witness: Some(witness), is_told: false };
        let _ = timeout(self.limits.session, self.talk(visit, &shared, &mut told)).await;
        told.tell(&shared).await;
    }

    async fn talk(&self, Visit { stream, peer }: Visit, shared: &Shared, told: &mut Told) -> io::Result<()> {
        let mut stream: Wire = BufReader::new(Box::new(stream));
        let response = shared.state().transaction.connect();
        if !greeted(&mut stream, response).await? {
            return Ok(());
        }
        let mut builder = SessionBuilder::new(super::HOST);
        if self.certificate.is_some() {
            builder.enable_start_tls();
        }
        let mut session = builder.build(peer.ip(), shared.clone());
        for _ in 0..self.limits.commands {
            let line = match next_line(&mut stream, self.limits.line).await? {
                Line::Whole(line) => line,
                Line::TooLong => return say(&mut stream, b"500 5.5.2 the line is too long\r\n").await,
                Line::Closed => return Ok(()),
            };
            if told.is_told && line.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case(b"mail")) {
                return say(&mut stream, b"421 4.7.0 one mail a session\r\n").await;
            }
            let Some(line) = read(&line, shared) else {
                say(&mut stream, b"555 5.5.4 a parameter that is not known\r\n").await?;
                continue;
            };
            let mut response = session.process(&line);
            // The lines of a message are no commands, and count by their bytes.
            while response.action == Action::NoReply {
                match next_line(&mut stream, self.limits.line).await? {
                    Line::Whole(line) => response = session.process(&line),
                    Line::TooLong => return say(&mut stream, b"500 5.5.2 the line is too long\r\n").await,
                    Line::Closed => return Ok(()),
                }
            }
            let instead = shared.state().instead.take();
            let is_refused =
                response.code >= 400 && !line.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case(b"rcpt"));
            if instead.is_some()
                || is_refused
                || response.action == Action::Close
                || shared.state().taken.bytes.is_some()
            {
                told.tell(shared).await;
            }
            match instead {
                Some(Response::Silent) => return until_closed(&mut stream).await,
                Some(Response::Closes | Response::Reply(_)) => return Ok(()),
                None => {}
            }
            let mut reply = Vec::new();
            response.write_to(&mut reply)?;
            if is_hello(&line) && response.code == 250 {
                reply = offered(&reply, self.limits.message);
            }
            say(&mut stream, &reply).await?;
            match response.action {
                Action::Close => return Ok(()),
                Action::UpgradeTls => {
                    let Some(certificate) = &self.certificate else { return Ok(()) };
                    // What came before the connection was encrypted can't be trusted to come from the client.
                    if !stream.buffer().is_empty() {
                        return Ok(());
                    }
                    let encrypted = certificate.acceptor().accept(stream.into_inner()).await?;
                    stream = BufReader::new(Box::new(encrypted));
                    session.tls_active();
                    shared.state().taken.encrypted = true;
                }
                Action::Reply | Action::NoReply => {}
            }
        }
        say(&mut stream, b"421 4.7.0 too many commands\r\n").await
    }
}

/// Says the greeting, or what is done instead; false where the session is over.
async fn greeted(stream: &mut Wire, response: Response) -> io::Result<bool> {
    match response {
        Response::Reply(reply) => {
            say(stream, format!("{} {}\r\n", reply.code, reply.text).as_bytes()).await?;
            Ok(reply.code == 220)
        }
        Response::Closes => Ok(false),
        Response::Silent => until_closed(stream).await.map(|()| false),
    }
}

/// A line as the protocol reads it, its parameters noted; none where one of them is not known.
fn read(line: &[u8], shared: &Shared) -> Option<Vec<u8>> {
    let Some(command) = command(line) else { return Some(line.to_vec()) };
    if command.unknown {
        return None;
    }
    let mut state = shared.state();
    if command.line.starts_with('M') {
        state.utf8 = command.utf8;
        state.taken.envelope = command.envelope;
    }
    Some(command.line.into_bytes())
}

fn is_hello(line: &[u8]) -> bool {
    line.get(..5).is_some_and(|begin| begin.eq_ignore_ascii_case(b"ehlo "))
}

/// The reply to EHLO with what this server offers besides: its first line, our own, and the rest.
///
/// Source: RFC 6531 section 3.2; RFC 3461 section 3; RFC 1870 section 3.
fn offered(reply: &[u8], most: usize) -> Vec<u8> {
    let end = reply.windows(2).position(|two| two == b"\r\n").map_or(reply.len(), |at| at + 2);
    let (first, rest) = reply.split_at(end);
    let own = format!("250-SMTPUTF8\r\n250-DSN\r\n250-SIZE {most}\r\n");
    [first, own.as_bytes(), rest].concat()
}

async fn say(stream: &mut Wire, bytes: &[u8]) -> io::Result<()> {
    stream.get_mut().write_all(bytes).await?;
    stream.get_mut().flush().await
}

/// Says nothing more until the peer goes away.
async fn until_closed(stream: &mut Wire) -> io::Result<()> {
    let mut some = [0; 1024];
    while stream.read(&mut some).await? > 0 {}
    Ok(())
}
