//! Claims about requests to our counterparts: what is too long, too slow or no request is refused in bounded memory, told of,
//! and keeps nobody else.

use std::io::Write as _;
use std::net::TcpStream;
use std::thread::{self, sleep};
use std::time::Duration;

use super::front::{Asked, Front, check, deployment, post, send};
use super::process::{Ended, Running, Served};

const HANGS: Duration = Duration::from_secs(60);

/// Runs a few scenarios of which the third one's deployment does something to our counterparts while it is set up.
fn ended(deed: impl Fn(&Asked) + Send + Sync + 'static) -> Ended {
    let served = Served::start(&[]);
    let alter = move |asked: &Asked, answer: Vec<u8>| {
        if asked.method == "PUT" && asked.about == Some(5) {
            deed(asked);
        }
        answer
    };
    let front = Front::before(&served.base, |_| None, alter);
    let folder = deployment(&front.base, "");
    Running::start(&mut check(folder.path(), &["--requirement", "CBN-03", "--tags", "@slice", "--jobs", "1"]))
        .ended(HANGS)
}

fn tenant(asked: &Asked) -> String {
    format!("spec911-tenant: {}\r\n", asked.tenant())
}

#[test]
fn a_request_without_end_to_a_counterpart_is_refused_and_told_of_in_bounded_memory() {
    let idle = ended(|_| {});
    assert_eq!(idle.exit, 0, "{idle:?}");
    let flooded = ended(|asked| {
        let chunk = [b"100000\r\n".as_slice(), &[b' '; 1 << 20], b"\r\n"].concat();
        let flood = |stream: &mut TcpStream| {
            for _ in 0..2048 {
                if stream.write_all(&chunk).is_err() {
                    return;
                }
            }
        };
        let floods =
            || send(&asked.counterpart("mail"), "", &format!("{}transfer-encoding: chunked\r\n", tenant(asked)), flood);
        thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(floods))));
    });
    assert_eq!(flooded.exit, 1, "{flooded:?}");
    let said = "the body is longer than the 1048576 bytes that are read";
    assert!(flooded.out.contains("at the mail server") && flooded.out.contains(said), "{}", flooded.out);
    assert!(flooded.peak < idle.peak + 64 * 1024, "{} KiB, {} KiB when idle", flooded.peak, idle.peak);
    assert_eq!(flooded.out.matches("FAIL features").count(), 1, "{}", flooded.out);
}

#[test]
fn a_length_that_is_too_long_is_answered_with_a_problem() {
    let answered = ended(|asked| {
        let long = " ".repeat(1024 * 1024 + 1);
        let answer = post(&asked.counterpart("numbers"), "", &tenant(asked), &long);
        assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("#too-long"), "{answer}");
    });
    assert_eq!(answered.exit, 1, "{answered:?}");
}

#[test]
fn what_drips_breaks_off_or_has_headers_without_end_keeps_nobody_else() {
    let ended = ended(|asked| {
        let (mail, headers) = (asked.counterpart("mail"), tenant(asked));
        thread::spawn(move || {
            send(&mail, "", &format!("{headers}content-length: 1000\r\n"), |stream| {
                for _ in 0..20 {
                    if stream.write_all(b" ").is_err() {
                        return;
                    }
                    sleep(Duration::from_secs(1));
                }
            })
        });
        let elsewhere = asked.counterpart("mail").replace("/mail", "/elsewhere").replace("run-", "not-");
        send(&elsewhere, "", "content-length: 1000\r\n", |stream| {
            let _ = stream.write_all(b"{");
            let _ = stream.shutdown(std::net::Shutdown::Write);
        });
        send(&elsewhere, "", "", |stream| while stream.write_all(b"x: y\r\n").is_ok() {});
        send(&elsewhere, "", "", |stream| drop(stream.write_all(b"\x00\xff")));
    });
    assert_eq!((ended.exit, ended.err.as_str()), (0, ""), "{ended:?}");
    assert!(ended.took < Duration::from_secs(10), "{ended:?}");
}
