//! Claims about servers that are no deployment: each is told in its own words, in bounded time and space.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use spec911::deployment::http::{Live, Remote, Secret, Trouble, TroubleKind, greet};

/// Answers every connection by a function of its own, and gives the address.
fn server(answer: impl Fn(&mut TcpStream) + Send + Sync + Clone + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            thread::spawn(move || {
                let mut stream = stream;
                let mut request = [0; 4096];
                let _ = stream.read(&mut request);
                answer(&mut stream);
            });
        }
    });
    format!("http://{at}/v1")
}

const LIMIT: Duration = Duration::from_millis(700);

/// What a first question to a server comes to, and how long that takes.
#[allow(clippy::disallowed_methods)] // how long it really takes is what is asked
fn asked(base: &str) -> (Trouble, Duration) {
    let live = Live::new(Remote::new(base, None, LIMIT));
    let begun = Instant::now();
    let trouble = greet(&live).expect_err("no answer is one");
    (trouble, begun.elapsed())
}

fn body(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let _ = stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes());
    let _ = stream.write_all(body);
}

#[test]
fn a_closed_port_is_unreachable_at_once() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let (trouble, took) = asked(&format!("http://{closed}/v1"));
    assert!(trouble.is_unreachable() && took < Duration::from_millis(500), "{trouble} after {took:?}");
    assert!(trouble.to_string().contains(&closed.to_string()), "{trouble}");
}

#[test]
fn tls_to_a_plain_port_and_a_name_that_is_none_are_unreachable() {
    let plain = server(|stream| body(stream, "", b"{}"));
    for base in [plain.replace("http://", "https://"), "http://no-such-host.invalid/v1".to_owned()] {
        let (trouble, _) = asked(&base);
        assert!(trouble.is_unreachable() || matches!(trouble.kind, TroubleKind::Late(_)), "{trouble}");
    }
}

#[test]
fn the_limit_holds_for_the_whole_answer() {
    let silent = server(|_| thread::sleep(Duration::from_secs(30)));
    let dripping = server(|stream| {
        body(stream, "content-length: 1000\r\n", b"");
        for _ in 0..200 {
            if stream.write_all(b" ").and_then(|()| stream.flush()).is_err() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    });
    for base in [silent, dripping] {
        let (trouble, took) = asked(&base);
        assert!(matches!(trouble.kind, TroubleKind::Late(_)), "{trouble}");
        assert!(took < LIMIT * 2, "{took:?}");
    }
}

#[test]
fn a_body_without_end_is_cut_off_at_the_cap() {
    let chunk = vec![b' '; 1 << 20];
    let long = server(move |stream| {
        body(stream, &format!("content-length: {}\r\n", 1_u64 << 30), b"");
        for _ in 0..1024 {
            if stream.write_all(&chunk).is_err() {
                return;
            }
        }
    });
    let (trouble, _) = asked(&long);
    assert!(matches!(trouble.kind, TroubleKind::TooLong | TroubleKind::Late(_)), "{trouble}");
    let endless = server(|stream| {
        let chunk = [b"100000\r\n".as_slice(), &[b' '; 1 << 20], b"\r\n"].concat();
        body(stream, "transfer-encoding: chunked\r\n", b"");
        while stream.write_all(&chunk).is_ok() {}
    });
    let (trouble, _) = asked(&endless);
    assert!(matches!(trouble.kind, TroubleKind::TooLong | TroubleKind::Late(_)), "{trouble}");
    let headers = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(b"x: y\r\n").is_ok() {}
    });
    let (trouble, _) = asked(&headers);
    assert!(matches!(trouble.kind, TroubleKind::LongHead | TroubleKind::Late(_)), "{trouble}");
}

#[test]
fn what_is_no_message_is_told_with_its_place_and_how_it_begins() {
    let cut = br#"{"interface": "spec911-depl"#.to_vec();
    let html = b"<html><body>Welcome</body></html>".to_vec();
    let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    for sent in [cut, html, deep] {
        let begins: String = String::from_utf8_lossy(&sent).chars().take(10).collect();
        let base = server(move |stream| body(stream, &format!("content-length: {}\r\n", sent.len()), &sent));
        let (trouble, _) = asked(&base);
        let TroubleKind::Unreadable { why, excerpt, .. } = &trouble.kind else { panic!("{trouble}") };
        assert!(
            (why.contains("line 1 column") || why.contains("nested 100000 deep")) && excerpt.contains(&begins),
            "{trouble}"
        );
    }
}

#[test]
fn an_answer_that_breaks_off_and_one_that_is_no_http_are_told_apart_from_silence() {
    let truncated = server(|stream| body(stream, "content-length: 100\r\n", b"{"));
    let garbage = server(|stream| drop(stream.write_all(b"\x00\xffSSH-2.0\r\n\r\n")));
    let closed = server(|_| {});
    for base in [truncated, garbage, closed] {
        let (trouble, _) = asked(&base);
        assert!(matches!(trouble.kind, TroubleKind::Cut { .. } | TroubleKind::NotHttp(_)), "{trouble}");
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let away = server(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n");
    });
    let (trouble, _) = asked(&away);
    assert_eq!(trouble.kind, TroubleKind::Redirected);
}

#[test]
fn a_token_that_is_echoed_stands_in_no_trouble() {
    let token = "s3cret/token+value";
    let echo = [token.to_owned(), "s3cret%2Ftoken%2Bvalue".to_owned(), "czNjcmV0L3Rva2VuK3ZhbHVl".to_owned()].join(" ");
    let base = server(move |stream| body(stream, &format!("content-length: {}\r\n", echo.len()), echo.as_bytes()));
    let token = Some(Secret::new(token));
    let live = Live::new(Remote::new(base, token, LIMIT));
    let trouble = greet(&live).expect_err("no answer is one");
    let told = format!("{trouble} {trouble:?} {live:?}");
    assert!(told.contains("*** *** ***") && !told.contains("cret"), "{told}");
}

#[test]
fn after_three_late_answers_in_a_row_a_deployment_counts_as_gone() {
    let base = server(|_| thread::sleep(Duration::from_secs(30)));
    let live = Live::new(Remote::new(base, None, Duration::from_millis(100)));
    let troubles: Vec<Trouble> = (0..3).map(|_| greet(&live).expect_err("no answer is one")).collect();
    let gone: Vec<bool> = troubles.iter().map(Trouble::is_unreachable).collect();
    assert_eq!(gone, [false, false, true], "{troubles:?}");
    assert!(troubles[2].to_string().contains("3 times in a row"), "{}", troubles[2]);
}
