//! The SMTP client: one message to all its recipients over one connection, and what was heard of each.

use std::error::Error as _;
use std::net::SocketAddr;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Ehlo, Quit};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response as Got;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::counterpart::{Heard, Reply, is_path};
use crate::deployment::carriage::Parcel;

use super::HOST;
use super::certificate::Certificate;
use super::command::xtext;
use super::wire::Bounded;

/// The most bytes of a server that are read in one session: thousands of replies.
const MOST: usize = 1 << 20;

/// An SMTP client.
#[derive(Clone, Debug)]
pub struct Client {
    /// The certificate that the server must have; without it the connection is not encrypted.
    pub certificate: Option<Certificate>,
    /// How long all of it may take.
    pub deadline: Duration,
}

/// What came of sending a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What was heard of each recipient.
    pub heard: Heard,
    /// What kept the client from hearing more.
    pub trouble: Option<String>,
}

/// What a server can do.
#[derive(Clone, Copy, Debug, Default)]
struct Offers {
    utf8: bool,
    eight_bits: bool,
    envelope: bool,
    size: bool,
}

/// Why a session ended early.
enum Cut {
    /// The server said so.
    Told(Reply),
    /// Something else.
    Lost(String),
}

type Step<T> = Result<T, Cut>;

impl Client {
    /// Sends a parcel to a server on a loopback address, and to no other.
    pub async fn send(&self, to: SocketAddr, parcel: &Parcel) -> Sent {
        let mut heard = Heard::new(&parcel.recipients);
        if !to.ip().is_loopback() {
            heard.cut();
            return Sent { heard, trouble: Some(format!("{to} is no loopback address, and no mail goes there")) };
        }
        let ended = timeout(self.deadline, self.session(to, parcel, &mut heard)).await;
        let trouble = match ended {
            Ok(Ok(())) => None,
            Ok(Err(Cut::Told(reply))) => {
                heard.all(&reply);
                None
            }
            Ok(Err(Cut::Lost(why))) => Some(why),
            Err(_) => Some(format!("nothing more was heard in {} ms", self.deadline.as_millis())),
        };
        heard.cut();
        Sent { heard, trouble }
    }

    async fn session(&self, to: SocketAddr, parcel: &Parcel, heard: &mut Heard) -> Step<()> {
        let socket = TcpStream::connect(to).await.map_err(|error| Cut::Lost(error.to_string()))?;
        // Commands are short and wait for their replies.
        socket.set_nodelay(true).map_err(|error| Cut::Lost(error.to_string()))?;
        let hello = ClientId::Domain(HOST.to_owned());
        let wire = Box::new(Bounded::new(socket, MOST));
        let mut connection = AsyncSmtpConnection::connect_with_transport(wire, &hello).await.map_err(cut)?;
        if let Some(certificate) = &self.certificate {
            let trusted = certificate.trusted().map_err(Cut::Lost)?;
            connection.starttls(trusted, &hello).await.map_err(cut)?;
        }
        let offers = Offers::of(&connection.command(Ehlo::new(hello)).await.map_err(cut)?);
        connection.command(from(parcel, offers)?).await.map_err(cut)?;
        for (place, recipient) in parcel.recipients.iter().enumerate() {
            match named(&mut connection, recipient.as_str(), offers).await {
                Ok(()) => {}
                Err(Cut::Told(reply)) if reply.code != 421 => heard.named(place, reply),
                Err(cut) => return Err(cut),
            }
        }
        if heard.is_open() {
            connection.command(Data).await.map_err(cut)?;
            // The end of the message is added with a line end of its own.
            let bytes = parcel.bytes.strip_suffix(b"\r\n").unwrap_or(&parcel.bytes);
            heard.complete = true;
            let got = connection.message(bytes).await.map_err(cut)?;
            heard.all(&reply(&got));
        }
        // Everything that matters was heard; a server that is rude at the end changes nothing.
        let _ = connection.command(Quit).await;
        Ok(())
    }
}

impl Offers {
    fn of(hello: &Got) -> Self {
        let has = |name: &str| {
            hello
                .message()
                .skip(1)
                .any(|line| line.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case(name)))
        };
        Offers { utf8: has("SMTPUTF8"), eight_bits: has("8BITMIME"), envelope: has("DSN"), size: has("SIZE") }
    }
}

/// The command that names the sender, with what the server is told of the message.
fn from(parcel: &Parcel, offers: Offers) -> Step<String> {
    let sender = path(parcel.sender.as_str(), offers)?;
    let all = parcel.recipients.iter().map(|address| address.as_str()).chain([parcel.sender.as_str()]);
    let beyond = all.into_iter().any(|address| !address.is_ascii());
    if !parcel.bytes.is_ascii() && !offers.eight_bits {
        return Err(Cut::Told(Reply::new(554, "5.6.3 the server takes no message beyond ASCII")));
    }
    let parameters = [
        (offers.utf8 && beyond, " SMTPUTF8".to_owned()),
        (!parcel.bytes.is_ascii(), " BODY=8BITMIME".to_owned()),
        (offers.size, format!(" SIZE={}", parcel.bytes.len())),
        (offers.envelope && parcel.name.len() <= 100, format!(" ENVID={}", xtext(&parcel.name))),
    ];
    let said: String = parameters.into_iter().filter(|(is, _)| *is).map(|(_, text)| text).collect();
    Ok(format!("MAIL FROM:<{sender}>{said}\r\n"))
}

async fn named(connection: &mut AsyncSmtpConnection, recipient: &str, offers: Offers) -> Step<()> {
    let path = path(recipient, offers)?;
    connection.command(format!("RCPT TO:<{path}>\r\n")).await.map_err(cut).map(|_| ())
}

/// An address as a command may hold it: the domain in ASCII where the server takes nothing else, and no address that could say
/// more than an address.
///
/// Source: RFC 6531 sections 3.2 and 3.5; RFC 5891 section 5.
fn path(address: &str, offers: Offers) -> Step<String> {
    if !is_path(address) {
        return Err(Cut::Told(Reply::new(501, "5.1.3 no address")));
    }
    if offers.utf8 || address.is_ascii() {
        return Ok(address.to_owned());
    }
    let ascii = address.rsplit_once('@').and_then(|(local, domain)| {
        let domain = idna::domain_to_ascii(domain).ok()?;
        local.is_ascii().then(|| format!("{local}@{domain}"))
    });
    ascii.ok_or_else(|| Cut::Told(Reply::new(553, "5.6.7 the server takes no address beyond ASCII")))
}

fn reply(got: &Got) -> Reply {
    Reply::new(u16::from(got.code()), got.message().collect::<Vec<_>>().join(" "))
}

/// The reply of the server that an error is, or why there is none.
fn cut(error: Error) -> Cut {
    match error.status() {
        Some(code) => {
            let text = error.source().map(ToString::to_string).unwrap_or_default();
            Cut::Told(Reply::new(u16::from(code), text))
        }
        None => Cut::Lost(error.to_string()),
    }
}
