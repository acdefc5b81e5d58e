//! A look at the bytes that a server says where HTTP is due: a client of HTTP tells only that they are none.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a look may take, and how much of what is said is looked at.
const LIMIT: Duration = Duration::from_millis(500);
const MOST: u64 = 200;

/// How a server begins to answer a request that changes nothing and holds no token; none where it now says HTTP or nothing.
pub(super) async fn peeked(address: &str) -> Option<Vec<u8>> {
    let url = reqwest::Url::parse(address).ok().filter(|url| url.scheme() == "http")?;
    let (host, port) = (url.host_str()?.to_owned(), url.port_or_known_default()?);
    let mut said = Vec::new();
    let look = async {
        let mut stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
        let asked = format!("GET {} HTTP/1.1\r\nhost: {host}:{port}\r\nconnection: close\r\n\r\n", url.path());
        stream.write_all(asked.as_bytes()).await?;
        stream.take(MOST).read_to_end(&mut said).await
    };
    // What was said until then is shown.
    let _ = timeout(LIMIT, look).await;
    (!said.is_empty() && !said.starts_with(b"HTTP/")).then_some(said)
}
