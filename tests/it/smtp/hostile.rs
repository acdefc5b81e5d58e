//! Peers that mean harm: each is given up in time and space, and nothing is taken that did not come whole.

use std::time::Duration;

use spec911::deployment::{Limits, Sent};
use spec911::domain::Delivery;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::support::{against, block, parcel, plain, says, visited};

const SHORT: Duration = Duration::from_millis(500);

fn given_up(sent: &Sent) {
    assert!(sent.trouble.is_some(), "{sent:?}");
    let deferred = |one: &spec911::border::Recipient| one.delivery == Delivery::Deferred && one.code.is_none();
    assert!(sent.heard.recipients().iter().all(deferred), "{sent:?}");
}

async fn drips(mut stream: TcpStream) {
    for byte in b"220 a very slow server says hello at last".iter().cycle() {
        if stream.write_all(&[*byte]).await.is_err() {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
}

async fn floods(mut stream: TcpStream) {
    let line = vec![b'x'; 64 << 10];
    while stream.write_all(&line).await.is_ok() {}
}

async fn answers_for_ever(mut stream: TcpStream) {
    while stream.write_all(b"220-there is more\r\n").await.is_ok() {}
}

async fn talks_nonsense(mut stream: TcpStream) {
    let _ = says(&mut stream, b"HTTP/1.1 200 OK\r\n\r\n").await;
}

async fn never_answers(stream: TcpStream) {
    sleep(Duration::from_secs(30)).await;
    drop(stream);
}

#[test]
fn a_client_gives_up_each_server_that_means_harm() {
    given_up(&against(drips, SHORT));
    given_up(&against(never_answers, SHORT));
    given_up(&against(floods, Duration::from_secs(20)));
    given_up(&against(answers_for_ever, Duration::from_secs(20)));
    given_up(&against(talks_nonsense, Duration::from_secs(20)));
}

#[test]
fn a_client_connects_to_loopback_addresses_alone() {
    let to = "192.0.2.1:25".parse().expect("an address");
    let sent = block(plain(Duration::from_secs(30)).send(to, &parcel(&["boss@example.com"])));
    given_up(&sent);
    assert!(sent.trouble.expect("why").contains("no loopback address"));
}

fn limits() -> Limits {
    Limits { line: 4096, message: 16 << 10, commands: 20, session: Duration::from_millis(1500) }
}

const BEGIN: &[u8] = b"EHLO x\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n";

#[test]
fn a_server_keeps_no_message_that_did_not_come_whole() {
    let taken = visited(limits(), |mut stream| async move {
        let said = says(&mut stream, BEGIN).await;
        assert!(said.contains("354 "), "{said}");
        let _ = stream.write_all(b"Subject: half a mess").await;
    });
    assert_eq!((taken.sender.as_deref(), taken.bytes), (Some("a@example.com"), None));
}

#[test]
fn a_server_ends_a_session_with_a_line_without_end() {
    let taken = visited(limits(), |mut stream| async move {
        let said = says(&mut stream, &vec![b'x'; 64 << 10]).await;
        assert!(said.contains("500 ") || !said.contains("250"), "{said}");
    });
    assert_eq!(taken.sender, None);
}

#[test]
fn a_server_refuses_a_message_without_end_and_keeps_none_of_it() {
    let taken = visited(limits(), |mut stream| async move {
        let _ = stream.write_all(BEGIN).await;
        for _ in 0..1000 {
            let _ = stream.write_all(b"a line of a message that is too long for this server\r\n").await;
        }
        let said = says(&mut stream, b".\r\nQUIT\r\n").await;
        assert!(said.contains("552 "), "{said}");
    });
    assert_eq!(taken.bytes, None);
}

#[test]
fn a_server_ends_a_session_that_drips() {
    let taken = visited(limits(), |mut stream| async move {
        for byte in BEGIN.iter().cycle() {
            if stream.write_all(&[*byte]).await.is_err() {
                return;
            }
            sleep(Duration::from_millis(50)).await;
        }
    });
    assert_eq!(taken.bytes, None);
}

#[test]
fn a_server_ends_a_session_of_commands_without_end() {
    let taken = visited(limits(), |mut stream| async move {
        let said = says(&mut stream, &b"NOOP\r\n".repeat(100)).await;
        assert!(said.ends_with("421 4.7.0 too many commands\r\n"), "{said}");
    });
    assert_eq!(taken.sender, None);
}

#[test]
fn a_bare_line_feed_ends_neither_a_line_nor_a_message() {
    let taken = visited(limits(), |mut stream| async move {
        let _ = stream.write_all(BEGIN).await;
        let said = says(&mut stream, b"one\n.\nMAIL FROM:<evil@example.net>\r\n.\r\nQUIT\r\n").await;
        assert!(said.contains("221 "), "{said}");
    });
    assert_eq!(taken.sender.as_deref(), Some("a@example.com"));
    assert_eq!(taken.bytes.as_deref(), Some(&b"one\n.\nMAIL FROM:<evil@example.net>\r\n"[..]));
}

#[test]
fn a_server_takes_no_parameter_that_it_does_not_know() {
    visited(limits(), |mut stream| async move {
        let said = says(&mut stream, b"EHLO x\r\nMAIL FROM:<a@example.com> XYZ=1\r\nQUIT\r\n").await;
        assert!(said.contains("\r\n555 "), "{said}");
        assert!(said.contains("250-SMTPUTF8\r\n") && said.contains("250-DSN\r\n"), "{said}");
    });
}
