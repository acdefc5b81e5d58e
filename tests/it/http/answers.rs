//! Answers that are none, each as a deed of a server.

use std::io::Write as _;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

use super::front::{Deed, deed, say};

/// A whole answer.
pub(super) fn whole(status: &str, body: &[u8]) -> Deed {
    let (status, body) = (status.to_owned(), body.to_vec());
    deed(move |stream| say(stream, &format!("{status}\r\ncontent-length: {}", body.len()), &body))
}

pub(super) fn html() -> Deed {
    whole("200 OK\r\ncontent-type: text/html", b"<!doctype html>\n<html><body>Welcome, please sign in</body></html>")
}

pub(super) fn cut_json() -> Deed {
    whole("200 OK", br#"{"interface": "spec911-depl"#)
}

pub(super) fn truncated() -> Deed {
    deed(|stream| say(stream, "200 OK\r\ncontent-length: 100", b"{\"interface\""))
}

pub(super) fn no_http() -> Deed {
    deed(|stream| drop(stream.write_all(b"\x00\xff\x1bSSH-2.0-OpenSSH\r\n\r\n")))
}

/// The bytes of the body that nobody has read make the machine reset the connection.
pub(super) fn reset() -> Deed {
    let act = |stream: &mut TcpStream| drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"));
    Deed { at_once: true, ..deed(act) }
}

pub(super) fn redirect() -> Deed {
    whole("302 Found\r\nlocation: /v1/", b"")
}

pub(super) fn gibibyte() -> Deed {
    deed(|stream| {
        say(stream, &format!("200 OK\r\ncontent-length: {}", 1_u64 << 30), b"");
        let chunk = vec![b' '; 1 << 20];
        for _ in 0..1024 {
            if stream.write_all(&chunk).is_err() {
                return;
            }
        }
    })
}

pub(super) fn two_gibibytes_in_chunks() -> Deed {
    deed(|stream| {
        say(stream, "200 OK\r\ntransfer-encoding: chunked", b"");
        let chunk = [b"100000\r\n".as_slice(), &[b' '; 1 << 20], b"\r\n"].concat();
        for _ in 0..2048 {
            if stream.write_all(&chunk).is_err() {
                return;
            }
        }
    })
}

/// Whoever inflates it reads zeros for a long time: one block of a deflate stream that repeats the byte before.
pub(super) fn compressed() -> Deed {
    deed(|stream| {
        say(stream, "200 OK\r\ncontent-encoding: gzip\r\ntransfer-encoding: chunked", b"");
        let _ = stream.write_all(b"a\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\r\n");
        let chunk = [b"100000\r\n".as_slice(), &[0xff; 1 << 20], b"\r\n"].concat();
        while stream.write_all(&chunk).is_ok() {}
    })
}

pub(super) fn endless_headers() -> Deed {
    deed(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(b"x: y\r\n").is_ok() {}
    })
}

pub(super) fn deep() -> Deed {
    deed(|stream| {
        let body = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
        say(stream, &format!("200 OK\r\ncontent-length: {}", body.len()), &body);
    })
}

/// How long a server waits that never answers: longer than anybody waits for it.
const FOREVER: Duration = Duration::from_secs(60);

pub(super) fn silent() -> Deed {
    deed(|_| sleep(FOREVER))
}

pub(super) fn dripping() -> Deed {
    deed(|stream| {
        say(stream, "200 OK\r\ncontent-length: 1000", b"");
        for _ in 0..60 {
            if stream.write_all(b" ").and_then(|()| stream.flush()).is_err() {
                return;
            }
            sleep(Duration::from_secs(1));
        }
    })
}

pub(super) fn late() -> Deed {
    deed(|stream| {
        sleep(Duration::from_secs(3));
        say(stream, "200 OK\r\ncontent-length: 2", b"{}");
    })
}

pub(super) fn problem() -> Deed {
    whole(
        "503 Service Unavailable\r\ncontent-type: application/problem+json",
        br#"{"type": "about:blank", "title": "out of order", "status": 503, "detail": "come back later"}"#,
    )
}

pub(super) fn status() -> Deed {
    whole("500 Internal Server Error", b"<h1>oops</h1>")
}
