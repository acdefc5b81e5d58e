//! Parcels, servers and clients of these claims.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use spec911::counterpart::Post;
use spec911::deployment::{Certificate, Client, Limits, Parcel, Sent, Sink, Taken};
use spec911::domain::{Address, Code};
use spec911::stimulus::Scenario;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

pub(super) const MESSAGE: &str =
    "From: <ana@example.com>\r\nSubject: a mail\r\n\r\n.a dot\r\n..two\r\n.\r\nthe end\r\n";

pub(super) fn address(text: &str) -> Address {
    text.parse().expect("an address")
}

pub(super) fn code(text: &str) -> Code {
    text.parse().expect("a code")
}

pub(super) fn parcel(recipients: &[&str]) -> Parcel {
    Parcel {
        sender: address("ana@example.com"),
        recipients: recipients.iter().map(|text| address(text)).collect(),
        name: "<1.dial+a=b@contact-centre.example>".to_owned(),
        bytes: MESSAGE.as_bytes().to_vec(),
    }
}

/// Runs both ends to their end; a test that hangs is worse than one that fails.
pub(super) fn block<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let limited = async { tokio::time::timeout(Duration::from_secs(60), work).await.expect("it comes to an end") };
    runtime.block_on(limited)
}

pub(super) fn plain(deadline: Duration) -> Client {
    Client { certificate: None, deadline }
}

/// Sends a parcel to a server in a state.
pub(super) fn exchange(post: Post, parcel: &Parcel, deadline: Duration) -> (Sent, Taken) {
    block(async {
        let sink = Sink::bind(None, Limits::default()).await.expect("a port");
        let (client, to) = (plain(deadline), sink.address().expect("an address"));
        let (sent, taken) = tokio::join!(client.send(to, parcel), sink.serve(post));
        (sent, taken.expect("a session"))
    })
}

/// The same over an encrypted connection, which the client trusts by a certificate.
pub(super) fn encrypted(server: &Certificate, trusted: &Certificate, parcel: &Parcel) -> (Sent, Taken) {
    block(async {
        let sink = Sink::bind(Some(server.clone()), Limits::default()).await.expect("a port");
        let client = Client { certificate: Some(trusted.clone()), deadline: Duration::from_secs(30) };
        let to = sink.address().expect("an address");
        let (sent, taken) = tokio::join!(client.send(to, parcel), sink.serve(Post::default()));
        (sent, taken.expect("a session"))
    })
}

/// Sends a parcel to a peer that is no server.
pub(super) fn against<F: Future<Output = ()>>(peer: impl FnOnce(TcpStream) -> F, deadline: Duration) -> Sent {
    block(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let to = listener.local_addr().expect("an address");
        let (client, parcel) = (plain(deadline), parcel(&["boss@example.com"]));
        let hostile = async { peer(listener.accept().await.expect("a client").0).await };
        tokio::select! {
            sent = client.send(to, &parcel) => sent,
            // The peer is done, and its socket with it.
            sent = async { hostile.await; std::future::pending::<Sent>().await } => sent,
        }
    })
}

/// What a server keeps of a peer that is no client, and what it says to it.
pub(super) fn visited<F: Future<Output = ()>>(limits: Limits, peer: impl FnOnce(TcpStream) -> F) -> Taken {
    block(async {
        let sink = Sink::bind(None, limits).await.expect("a port");
        let to: SocketAddr = sink.address().expect("an address");
        let visit = async { peer(TcpStream::connect(to).await.expect("a server")).await };
        let (taken, ()) = tokio::join!(sink.serve(Post::default()), visit);
        taken.expect("a session")
    })
}

/// Writes, and reads all that comes until the other end closes or says nothing for a while.
pub(super) async fn says(stream: &mut TcpStream, text: &[u8]) -> String {
    // A peer that has closed already takes no more; what it said before can still be read.
    let _ = stream.write_all(text).await;
    let mut all = Vec::new();
    let mut some = [0; 4096];
    while let Ok(Ok(read @ 1..)) = tokio::time::timeout(Duration::from_millis(200), stream.read(&mut some)).await {
        all.extend_from_slice(&some[..read]);
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// One dial whose mail goes to two.
pub(super) fn dial() -> Scenario {
    let text = "\
name: A dial
facts:
  - calling_plan_number: {number: \"+15550120000\", rights: that makes calls}
  - agent: {agent: ana, country: US}
  - originating_number: {agent: ana, number: \"+15550120000\"}
  - contacts: {agent: ana, list: \"boss@example.com; desk@example.com\"}
steps:
  - when: {dials: {agent: ana, dialled: \"911\"}}
  - when: {passes: {span: 10 min}}
";
    spec911::scenario::read("dial", text).unwrap_or_else(|faults| panic!("{faults:?}"))
}
